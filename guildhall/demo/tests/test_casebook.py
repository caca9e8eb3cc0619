"""The five cases: whatever a source states is on the public pages and in the open data, and nobody can change it."""

import json
from datetime import date
from fractions import Fraction
from html import unescape

import pytest
import yaml
from django.urls import reverse
from django.utils.html import strip_tags

from guildhall.accounts.models import Association
from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.commitments.models import Commitment, Plan
from guildhall.cooperation.models import Agreement
from guildhall.demo.records import CASEBOOK, load_casebook
from guildhall.demo.tests.facts import CASES
from guildhall.dues.models import DuesNotice
from guildhall.dues.queries.collection import collection
from guildhall.meetings.models import Meeting, Motion
from guildhall.registry.models import Body, Organization, Person
from guildhall.registry.tests.make import make_user_with_powers
from tests.demonstration import lasting

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LANGUAGES = {"zh-hans": 0, "en": 1}
INSIDE = {"slug", "kind", "key", "state", "mode", "source", "stated_date"}


@pytest.fixture(scope="module")
def casebook(django_db_setup, django_db_blocker):
    with lasting(django_db_blocker):
        load_casebook()
        yield {association.slug: association for association in Association.objects.all()}


def shown(client, path, language):
    """The text of a page, without markup and with blanks as a reader sees them."""
    client.cookies["django_language"] = language
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(unescape(strip_tags(answer.content.decode())).split()).replace("： ", "：")


def paths_of(association):
    page = reverse("public:association", args=[association.slug])
    meeting = Meeting.objects.get(association=association)
    return page, reverse("public:meeting", args=[association.slug, meeting.pk])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", CASES)
def test_every_fact_of_a_case_is_on_its_public_pages(client, casebook, slug, language):
    page, meeting = paths_of(casebook[slug])
    missing = {}
    for path, facts in zip((page, meeting), CASES[slug], strict=True):
        text = shown(client, path, language)
        wanted = [fact if isinstance(fact, str) else fact[LANGUAGES[language]] for fact in facts]
        missing[path] = [fact for fact in wanted if fact not in text]

    assert missing == {page: [], meeting: []}


@pytest.mark.parametrize("slug", CASES)
def test_every_fact_of_a_case_comes_out_of_the_open_data(client, casebook, slug):
    association = casebook[slug]
    meeting = Meeting.objects.get(association=association)
    answers = [
        client.get(reverse("api-1:public_association", args=[slug])),
        client.get(reverse("api-1:public_meeting", args=[slug, meeting.pk])),
    ]
    missing = []
    for answer, facts in zip(answers, CASES[slug], strict=True):
        assert answer.status_code == 200
        text = json.dumps(answer.json(), ensure_ascii=False)
        # What a page says in words of its own (a badge, a count, a date) is a value by itself here.
        wanted = [fact for pair in facts for fact in ([pair] if isinstance(pair, str) else pair)]
        missing += [fact for fact in wanted if fact not in text and fact not in SAID_BY_THE_PAGE]

    assert missing == []


SAID_BY_THE_PAGE = {
    *[
        "2023年1月9日",
        "9 January 2023",
        "2020年8月10日",
        "10 August 2020",
        "2021年12月5日",
        "5 December 2021",
    ],
    *[
        "3月30日（年份未载明）",
        "30 March (year not stated)",
        "4月27日（年份未载明）",
        "27 April (year not stated)",
    ],
    *["现场与线上结合", "On site and online", "不少于60", "at least 60", "7人发言", "7 speakers"],
    *["结果未载明", "Result not stated", "筹建中", "Being founded", "未载明", "not stated"],
    *[f"{post}（第2届）" for post in ("会长", "执行会长", "副会长", "监事长", "秘书长", "副秘书长")],
    *["President (term 2)", "Executive president (term 2)", "Vice-president (term 2)"],
    *["Chief supervisor (term 2)", "Secretary-general (term 2)", "Deputy secretary-general (term 2)"],
    *["图：荆常宝、胡晓博", "Photographs: 荆常宝, 胡晓博"],
    *["2022年会费", "Dues of 2022", "不低于80%", "at least 80 %"],
    *["2021年11月18日", "18 November 2021", "2021年11月30日", "30 November 2021"],
}


def test_the_share_of_case_5_is_what_its_source_states_and_no_payment_is_made_up(casebook):
    zibo = casebook["zibo-equipment-2021"]
    told = {
        day: collection(zibo, 2022, day).at_least
        for day in (date(2021, 11, 29), date(2021, 11, 30), date(2021, 12, 31))
    }

    assert list(told.values()) == [None, Fraction(4, 5), Fraction(4, 5)]
    assert collection(zibo, 2022, date(2021, 12, 31)).stated.on == date(2021, 11, 30)
    assert not DuesNotice.objects.filter(association=zibo).exists()


def test_what_a_page_says_in_words_is_a_value_in_the_open_data(client, casebook):
    def data(slug):
        meeting = Meeting.objects.get(association=casebook[slug])
        answer = client.get(reverse("api-1:public_meeting", args=[slug, meeting.pk])).json()
        return answer, client.get(reverse("api-1:public_association", args=[slug])).json()

    steel, _association = data("cssa-2023")
    assert (steel["statedDate"], steel["mode"], steel["attendedAtLeast"]) == ("2023-01-09", "hybrid", 60)
    alliance, founding = data("xiangxi-alliance")
    assert (alliance["statedDate"], alliance["organizationsInvited"]) == ("XXXX-03-30", 59)
    assert alliance["statedDateInWords"]["en"] == "30 March (year not stated)"
    assert alliance["agendaItem"][1]["speaker"][0]["count"] == 7
    assert alliance["agendaItem"][2]["decision"][0]["result"] == Motion.State.NOT_STATED
    assert founding["state"] == "founding"
    zibo, association = data("zibo-equipment-2021")
    assert zibo["statedDate"] == "2021-12-05"
    assert zibo["mode"] is None
    assert {one["term"] for one in association["membership"]} == {2, None}
    assert [one["name"]["zh"] for one in zibo["acknowledgement"] if one["role"] == "photographs"] == [
        "荆常宝",
        "胡晓博",
    ]
    assert {item["deadline"] for item in association["plan"][0]["commitment"]} == {None}
    [dues] = association["dues"]
    assert (dues["noticesSent"], dues["asOf"]) == ("2021-11-18", "2021-11-30")
    assert (dues["year"], dues["percentPaidAtLeast"]) == (2022, 80)


def texts_of(thing, language):
    """Every text that a case's file has in this language, line by line."""
    if isinstance(thing, list):
        return [text for part in thing for text in texts_of(part, language)]
    if not isinstance(thing, dict):
        return []
    own = [value for key, value in thing.items() if key.endswith(f"_{language}") and isinstance(value, str)]
    deeper = [text for value in thing.values() for text in texts_of(value, language)]
    return [line.removeprefix("- ").strip() for text in own for line in text.splitlines() if line] + deeper


@pytest.mark.parametrize(("language", "code"), [("zh-hans", "zh"), ("en", "en")])
@pytest.mark.parametrize("file", sorted(CASEBOOK.glob("*.yaml")), ids=lambda file: file.stem)
def test_every_text_of_a_record_is_shown_in_its_language(client, casebook, file, language, code):
    facts = yaml.safe_load(file.read_text())
    association = casebook[facts["slug"]]
    pages = [*paths_of(association)]
    pages += [
        reverse("public:plan", args=[association.slug, plan.pk])
        for plan in Plan.objects.filter(association=association)
    ]
    pages += [
        reverse(f"public_{room}:{name}", args=[association.slug])
        for room, name in (
            ("chain", "chain_list"),
            ("cooperation", "cooperation_list"),
            ("cooperation", "project_list"),
        )
    ]
    pages += [
        reverse("public_cooperation:agreement", args=[association.slug, agreement.pk])
        for agreement in Agreement.objects.filter(association=association)
    ]
    text = " ".join(shown(client, page, language) for page in pages)
    # The short name is for places too narrow for the name.
    wanted = [one for one in texts_of(facts, code) if one != facts.get(f"short_{code}")]

    assert [one for one in wanted if " ".join(one.split()) not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", CASES)
def test_every_public_page_of_a_record_names_its_source(client, casebook, slug, language):
    for path in paths_of(casebook[slug]):
        assert casebook[slug].source in shown(client, path, language)


def test_loading_again_changes_nothing(casebook):
    lines = AuditEntry.objects.count()

    assert load_casebook() == []
    assert AuditEntry.objects.count() == lines


@pytest.fixture
def record(casebook):
    return casebook["zibo-equipment-2021"]


CHANGES = {
    "change_association": ("patch", "", {"version": 1, "about_zh": "改写"}),
    "found_body": ("post", "bodies", {"kind": "team", "name_zh": "小组", "parent_id": "{body}"}),
    "add_organization": ("post", "organizations", {"name_zh": "新单位"}),
    "add_person": ("post", "people", {"name_zh": "新人"}),
    "change_person": ("patch", "people/{person}", {"version": 1, "note_zh": "改写"}),
    "convene_meeting": ("post", "meetings", {"body_id": "{body}", "name_zh": "新会议"}),
    "change_meeting": ("patch", "meetings/{meeting}", {"version": 1, "name_zh": "改名"}),
    "add_item": ("post", "meetings/{meeting}/agenda", {"title_zh": "新议题"}),
    "put_motion": ("post", "meetings/{meeting}/motions", {"title_zh": "新议案"}),
    "draft_minutes": ("post", "meetings/{meeting}/minutes/draft", {}),
    "withdraw_publication": ("post", "meetings/{meeting}/withdraw", {}),
    "draft_plan": ("post", "plans", {"body": "{body}", "title_zh": "新计划"}),
    "adopt_plan": ("post", "plans/{plan}/adopt", {"note": "会议通过"}),
    "draft_commitment": ("post", "commitments", {"body": "{body}", "content_zh": "新任务"}),
    "cancel_commitment": ("post", "commitments/{commitment}/cancel", {"reason": "不做了"}),
    "write_article": ("post", "articles", {"title_zh": "新闻"}),
}


def keys_of(association):
    rows = {"association": association}
    return {
        "body": Body.objects.get(**rows, parent=None).pk,
        "person": Person.objects.filter(**rows).earliest("pk").pk,
        "organization": Organization.objects.filter(**rows).earliest("pk").pk,
        "meeting": Meeting.objects.get(**rows).pk,
        "plan": Plan.objects.get(**rows).pk,
        "commitment": Commitment.objects.filter(**rows).earliest("pk").pk,
    }


@pytest.mark.parametrize("name", CHANGES)
def test_a_record_cannot_be_changed_by_api_whatever_one_may(client, record, name):
    client.force_login(make_user_with_powers(record, *Power))
    keys = {key: str(pk) for key, pk in keys_of(record).items()}
    verb, path, body = CHANGES[name]
    lines = AuditEntry.objects.filter(association=record).count()
    asked = json.loads(json.dumps(body).replace("{body}", keys["body"]))

    answer = getattr(client, verb)(
        f"/api/v1/a/{record.slug}/{path.format(**keys)}", asked, content_type="application/json"
    )

    assert (answer.status_code, answer.json().get("code")) == (409, "read_only_record"), answer.content
    assert AuditEntry.objects.filter(association=record).count() == lines


def test_the_branches_of_a_case_stand_as_the_source_counts_them(client, casebook):
    """27 are stated and two of them named; none is invented for the others."""
    page = client.get("/p/cssa-2023/", headers={"accept-language": "en"}).content.decode()
    answer = client.get("/api/v1/p/cssa-2023").json()

    assert "By the source" in page
    assert casebook["cssa-2023"].source.replace("'", "&#x27;") in page
    assert answer["branchesStated"] == 27
    branches = [body for body in answer["organization"] if body["classification"] == "branch"]
    assert len(branches) == 2
