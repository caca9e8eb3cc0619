"""The meetings of the casebook are entered by pages alone and by API alone; everything of them is public then."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from guildhall.accounts.models import Association
from guildhall.accounts.tests.make import make_user
from guildhall.audit.queries import broken_places
from guildhall.commitments.models import Plan
from guildhall.demo.tests.facts import CASES, ONLY_STATED
from guildhall.meetings.models import Meeting, Minutes
from guildhall.registry.models import Organization
from tests.entry.case import Entry, facts_of
from tests.entry.doors import DOORS
from tests.entry.lived import MOTION, PROMISE, Lived

pytestmark = pytest.mark.django_db
LANGUAGES = {"zh-hans": 0, "en": 1}
NOTHING: dict[str, list[str]] = {"zh-hans": [], "en": []}


def entry_through(door: str, case: str) -> Entry:
    client = Client()
    client.force_login(make_user(name="录入员"))
    return Entry(DOORS[door](client, ""), facts_of(case))


def public_text(association: Association, language: str) -> str:
    """What a stranger reads on all public pages of the association."""
    stranger = Client()
    stranger.cookies["django_language"] = language
    slug = association.slug
    paths = [reverse("public:association", args=[slug])]
    paths += [
        reverse("public:meeting", args=[slug, one.pk])
        for one in Meeting.objects.filter(association=association)
    ]
    paths += [
        reverse("public:plan", args=[slug, one.pk]) for one in Plan.objects.filter(association=association)
    ]
    answers = [stranger.get(path) for path in paths]
    assert {answer.status_code for answer in answers} == {200}
    text = " ".join(unescape(strip_tags(answer.content.decode())) for answer in answers)
    return re.sub(r"\s+", " ", text).replace("： ", "：")


def missing_facts(association: Association, slug: str) -> dict[str, list[str]]:
    """Facts that a reader of the language does not find.

    Firms are named where they matter, in the language in which the case says so; only a record lists them besides.
    """
    texts = {language: public_text(association, language) for language in LANGUAGES}
    anywhere = " ".join(texts.values())
    firms = {unit.name for unit in Organization.objects.of(association)}
    missing: dict[str, list[str]] = {}
    for language, place in LANGUAGES.items():
        entered = [fact for part in CASES[slug] for fact in part if fact not in ONLY_STATED]
        facts = [fact if isinstance(fact, str) else fact[place] for fact in entered]
        missing[language] = [
            fact for fact in facts if fact not in (anywhere if fact in firms else texts[language])
        ]
    return missing


BY_EITHER_DOOR = pytest.mark.parametrize(
    "door", [pytest.param(door, marks=[pytest.mark.once] if door == "pages" else []) for door in DOORS]
)


@pytest.mark.once
@pytest.mark.parametrize("case", ["1-cssa", "2-xiangxi", "4-sinosteel"])
@BY_EITHER_DOOR
def test_every_fact_of_a_case_that_was_entered_is_public(door, case):
    entry = entry_through(door, case)

    entry.enter_all()

    assert missing_facts(entry.association, entry.facts["slug"]) == NOTHING


@BY_EITHER_DOOR
def test_case_5_goes_from_its_notice_to_what_follows_from_it(door):
    lived = Lived(entry_through(door, "5-zibo"))

    meeting = lived.live()

    association = meeting.association
    missing = missing_facts(association, "zibo-equipment-2021")
    # Its plan went on here, to where the source does not follow it: every item has its deadline.
    assert missing == {"zh-hans": ["未载明"], "en": ["not stated"]}
    shown = public_text(association, "zh-hans")
    assert MOTION in shown
    assert f"{PROMISE} 2022年1月31日 郑辉" in shown
    assert [one.state for one in Plan.objects.get(association=association).items.all()] == ["adopted"] * 4
    assert broken_places(association) == []
    minutes = Minutes.objects.get(meeting=meeting)
    assert (minutes.state, bool(minutes.sha256), minutes.document.number) == ("approved", True, 1)
    assert "郑辉" in minutes.versions.latest("number").text_zh
