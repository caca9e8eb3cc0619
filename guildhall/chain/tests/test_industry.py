import pytest

from guildhall.chain import actions, queries
from guildhall.chain.models import IndustryClass, OrganizationClass
from guildhall.chain.tests.make import (
    make_chain,
    make_class,
    make_classification,
    make_organization,
    make_placement,
    make_segment,
)
from guildhall.core.errors import InvalidError, RuleError

pytestmark = pytest.mark.django_db
FIRST = "代码,名称\nC,制造业\n34,通用设备\n345,轴承齿轮\n35,专用设备\n"
NEXT = "代码,名称\nC,制造业\n34,通用设备制造业\n3453,齿轮及减速机\n345,轴承齿轮\n"


def imported(association, keeper, text, **details):
    file = actions.check_classification(association, name="分类.csv", content=text.encode(), actor=keeper)
    given = {"name_zh": "国民经济行业分类", "edition": "甲"}
    return actions.import_classification(association, file=file, **given | details, actor=keeper)


def test_a_new_edition_keeps_what_refers_to_the_old_one(association, keeper, firm, lines):
    first = imported(association, keeper, FIRST)
    gears, special = (IndustryClass.objects.get(code=code) for code in ("345", "35"))
    segment = make_segment(make_chain(association), industry_class=gears)
    actions.confirm_class(firm, industry_class=special, actor=keeper)

    second = imported(association, keeper, NEXT, replaces=first, name_zh="", edition="乙")

    assert (second.pk, second.edition, second.name_zh) == (first.pk, "乙", "国民经济行业分类")
    segment.refresh_from_db()
    assert segment.industry_class == gears
    assert IndustryClass.objects.get(code="3453").parent == gears
    assert IndustryClass.objects.get(code="34").name_zh == "通用设备制造业"
    special.refresh_from_db()
    assert not special.is_current, "left out by the new edition, and kept for the firm that has it"
    assert special not in queries.industry_classes(association, viewer=keeper)
    with pytest.raises(RuleError):
        actions.confirm_class(firm, industry_class=special, actor=keeper)
    assert lines().count("classification.imported") == 2


def test_a_file_with_a_wrong_row_imports_nothing(association, keeper):
    with pytest.raises(InvalidError) as refused:
        imported(association, keeper, FIRST + "345,又一\n,无码\n")
    assert [row["code"] for row in refused.value.details["rows"]] == ["twice", "no_code"]
    assert not IndustryClass.objects.exists()
    with pytest.raises(InvalidError):
        actions.check_classification(association, name="分类.xlsx", content=b"PK no workbook", actor=keeper)


def test_a_classification_in_use_is_not_removed(association, keeper, firm):
    one = make_class(make_classification(association))
    actions.confirm_class(firm, industry_class=one, actor=keeper)
    with pytest.raises(RuleError):
        actions.remove_classification(one.classification, actor=keeper)
    actions.drop_class(firm, actor=keeper)
    actions.remove_classification(one.classification, actor=keeper)
    assert not IndustryClass.objects.exists()


def test_thousands_of_classes_come_in_a_few_questions(association, keeper, django_assert_max_num_queries):
    text = "代码,名称\n" + "".join(f"{code:04d},类别{code}\n{code:04d}1,细类{code}\n" for code in range(1000))
    with django_assert_max_num_queries(60):
        classification = imported(association, keeper, text)
    assert classification.classes.count() == 2000
    assert IndustryClass.objects.get(code="00071").parent.code == "0007"


def test_what_a_firm_says_of_itself_suggests_where_it_belongs(association, keeper):
    actions.draw_up_chain(association, starter_key="equipment", actor=keeper)
    texts = {
        "专业生产蜗轮蜗杆减速机、行星减速机": ("减速机与传动", "P16"),
        "we make three-phase induction motors and servo motors": ("电机", "P17"),
        "洗地机、扫地机的研发与销售": ("清洁与专用设备", "E18"),
    }
    for text, (segment, code) in texts.items():
        first = queries.suggest_segments(association, text)[0]
        assert first.thing.name_zh == segment
        assert queries.suggest_classes(association, text)[0].thing.code == code
        assert first.score == pytest.approx(sum(reason.weight for reason in first.reasons))
        assert first.sentence.zh.startswith("共同词语")


def test_words_of_the_other_language_find_what_is_in_one_language_only(association, keeper):
    imported(association, keeper, "代码,名称\n3453,齿轮及减速机制造\n346,真空泵制造\n")

    (gears,) = queries.suggest_classes(association, "Planetary gear reducers for robots", top=1)

    assert gears.thing.code == "3453"
    assert "减速" in gears.sentence.en


@pytest.mark.parametrize("text", ["", "的", "𠀀", "!!!", "公司" * 10_000, "\x00"])
def test_what_says_nothing_suggests_nothing(association, keeper, text):
    actions.draw_up_chain(association, starter_key="equipment", actor=keeper)

    assert queries.suggest_segments(association, text) == []


def test_a_firm_has_one_main_class_that_is_replaced(association, keeper, firm):
    first, second = (make_class(make_classification(association)) for _each in range(2))
    actions.confirm_classes(association, chosen=[(firm, first)], actor=keeper)
    actions.confirm_classes(association, chosen=[(firm, second)], actor=keeper)
    held = OrganizationClass.objects.get()

    assert (held.industry_class, held.is_main, held.state) == (second, True, "confirmed")
    with pytest.raises(InvalidError):
        actions.confirm_classes(association, chosen=[(make_organization(), first)], actor=keeper)
    with pytest.raises(InvalidError):
        actions.confirm_class(firm, industry_class=make_class(), actor=keeper)


def test_a_firm_that_is_placed_is_no_candidate(association, keeper):
    chain = actions.draw_up_chain(association, starter_key="equipment", actor=keeper)
    named = make_organization(association, about_zh="洗地机")
    make_placement(chain.segments.first(), make_organization(association, about_zh="洗地机"))
    (candidate,) = queries.candidates(chain, list(queries.unplaced(chain)))

    assert candidate.organization == named
    assert candidate.suggestions[0].thing.name_zh == "清洁与专用设备"
