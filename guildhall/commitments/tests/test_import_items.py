from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.audit.models import AuditEntry
from guildhall.commitments import actions
from guildhall.commitments.models import Course
from guildhall.commitments.pasted import read_day, read_rows
from guildhall.commitments.queries import pasted_items
from guildhall.commitments.tests.make import make_organization, make_person, make_plan
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.core.sentences import UnreadableError

TABLE = "工作内容\t落实时间\t责任人员\t牵头单位\t配合单位\n走访会员\t2026年3月5日\t李明\tFirm A\tFirm A、Firm B\n年鉴\t\t\t\t\n"


@pytest.mark.parametrize(
    "written", ["2026-03-05", "2026/3/5", "2026.3.5", "2026年3月5日", "20260305", " ２０２６-03-05 "]
)
def test_a_day_is_read_however_it_is_written(written):
    assert read_day(written) == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("written", "said"),
    [("2026-02-31", "no such day"), ("3月5日", "no year"), ("soon", "no date"), ("2026", "no date")],
)
def test_what_is_no_day_is_refused_with_what_is_wrong(written, said):
    with pytest.raises(UnreadableError) as refusal:
        read_day(written)

    assert said in refusal.value.sentence.en


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_read_back(day):
    assert read_day(day.isoformat()) == day
    assert read_day(f"{day.year}年{day.month}月{day.day}日") == day


@given(st.text(alphabet='ab\t,;\n"工作内容', max_size=60))
def test_any_text_gives_rows_or_a_sentence(text):
    with suppress(UnreadableError):
        assert all(row.cells for row in read_rows(text))


def test_commas_in_a_sentence_do_not_split_it():
    assert [row.cells for row in read_rows("走访会员,形成记录\n编印年鉴")] == [
        {"content_zh": "走访会员,形成记录"},
        {"content_zh": "编印年鉴"},
    ]


def test_headings_say_which_column_is_which_in_both_languages():
    (row,) = read_rows("Responsible person,Content,Deadline\nAnn,Visit,2026-03-05")

    assert row.cells == {"responsible": "Ann", "content_en": "Visit", "deadline": "2026-03-05"}


def test_without_headings_the_three_come_first():
    (row,) = read_rows("走访会员\t2026-03-05\t李明")

    assert row.cells == {"content_zh": "走访会员", "deadline": "2026-03-05", "responsible": "李明"}


@pytest.mark.parametrize("text", ["", " \n\t\n", "落实时间\t责任人员\n2026-01-01\t李明"])
def test_what_is_no_table_is_refused(text):
    with pytest.raises(UnreadableError):
        read_rows(text)


@pytest.mark.django_db
class TestImport:
    @pytest.fixture
    def plan(self, body):
        for name in ("Firm A", "Firm B"):
            make_organization(body.association, name_en=name)
        make_person(body.association, name_zh="李明")
        return make_plan(body)

    def test_a_whole_table_becomes_items_in_order(self, plan, secretary):
        actions.import_items(plan, text=TABLE, actor=secretary)

        visit, yearbook = plan.items.all()
        assert (visit.content_zh, visit.deadline, visit.responsible.name_zh) == (
            "走访会员",
            date(2026, 3, 5),
            "李明",
        )
        assert (visit.lead.name_en, visit.supporting.count()) == ("Firm A", 2)
        assert (yearbook.deadline, yearbook.responsible) == (None, None)
        assert AuditEntry.objects.latest("number").action == "plan.items_imported"

    def test_one_wrong_row_and_nothing_is_stored(self, plan, secretary):
        make_person(plan.association, name_zh="李明")
        text = TABLE + "参观\t2026-02-31\t王某\tFirm A\n"

        with pytest.raises(InvalidError) as refusal:
            actions.import_items(plan, text=text, actor=secretary)

        assert [row["row"] for row in refusal.value.details["rows"]] == [2, 4]
        assert len(refusal.value.details["rows"][1]["problems"]) == 2
        assert not plan.items.exists()

    def test_a_course_is_found_by_its_name(self, plan, secretary):
        Course.objects.create(association=plan.association, plan=plan, name_zh="人才")

        (item,) = pasted_items(plan, "内容,方向\n办班,人才")

        assert item.course.name_zh == "人才"

    def test_names_of_another_association_are_not_known_here(self, plan):
        from guildhall.commitments.tests.make import make_association

        make_person(make_association(), name_zh="王某")

        (item,) = pasted_items(plan, "走访\t2026-03-05\t王某")

        assert item.problems

    def test_only_whoever_prepares_imports_and_only_until_adoption(self, plan, reader, secretary):
        with pytest.raises(NotAllowedError):
            actions.import_items(plan, text=TABLE, actor=reader)
        plan.state = "adopted"
        plan.save()
        with pytest.raises(RuleError):
            actions.import_items(plan, text=TABLE, actor=secretary)

    def test_the_page_shows_what_each_row_would_become_before_it_imports(self, client, plan, secretary):
        client.force_login(secretary)
        url = f"/a/{plan.association.slug}/plans/{plan.pk}/items/import/"

        page = client.post(url, {"text": TABLE}, headers={"accept-language": "en"}).content.decode()
        assert "2 rows can be imported" in page
        assert not plan.items.exists()

        assert client.post(url, {"text": TABLE, "confirmed": "yes"}).status_code == 302
        assert plan.items.count() == 2

    def test_the_api_checks_and_imports(self, client, plan, secretary):
        client.force_login(secretary)
        url = f"/api/v1/a/{plan.association.slug}/plans/{plan.pk}/items/"

        checked = client.post(f"{url}check", {"text": TABLE}, content_type="application/json").json()
        done = client.post(f"{url}import", {"text": TABLE}, content_type="application/json")

        assert [item["problems"] for item in checked] == [[], []]
        assert (done.status_code, len(done.json()["items"])) == (201, 2)
