"""The register: what is in force on a day, what was superseded, repealed, printed, and who sees it."""

import html
import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.urls import reverse
from pypdf import PdfReader

from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.documents.models import Document
from guildhall.documents.queries import content_path
from guildhall.meetings import actions, queries
from guildhall.meetings.models import Resolution
from guildhall.meetings.tests.make import (
    make_body,
    make_invitation,
    make_person,
    make_user,
    make_user_with_powers,
)
from guildhall.meetings.tests.make_session import make_clerk, make_council, make_motion, make_open

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def meeting():
    return make_open(make_council())


def number(meeting, title="通过考勤办法", **details):
    motion = make_motion(meeting, title_zh=title, text_zh=f"{title}。自通过之日起施行。")
    clerk = make_clerk(meeting)
    actions.decide_motion(motion, way="consensus", actor=clerk)
    return actions.number_resolution(motion, **details, actor=clerk)


def standing(resolution, on):
    found = Resolution.objects.with_standing(on).get(pk=resolution.pk)
    return found.standing  # type: ignore[attr-defined]  # annotated


def door(kind, client, resolution, act, data):
    slug = resolution.association.slug
    if kind == "page":
        return client.post(reverse(f"meetings:{act}_resolution", args=(slug, resolution.pk)), data)
    path = f"/api/v1/a/{slug}/resolutions/{resolution.pk}/{act}"
    return client.post(path, data, content_type="application/json")


def test_it_is_in_force_from_the_day_it_was_adopted_or_the_days_that_it_states(meeting):
    plain = number(meeting)
    stated = number(
        meeting, in_force_from=plain.adopted_on + 9 * DAY, in_force_to=plain.adopted_on + 19 * DAY
    )
    first = plain.adopted_on

    assert (plain.in_force_from, standing(plain, first), standing(plain, first - DAY)) == (
        first,
        "in_force",
        "coming",
    )
    assert [standing(stated, first + days * DAY) for days in (8, 9, 19, 20)] == [
        "coming",
        "in_force",
        "in_force",
        "expired",
    ]
    with pytest.raises(InvalidError) as refusal:
        number(meeting, in_force_to=first - DAY)
    assert refusal.value.details["field"] == "in_force_to"


@pytest.mark.parametrize("kind", ["page", "api"])
def test_a_newer_one_supersedes_it_through_any_door_and_the_document_says_so(meeting, client, kind):
    old, new = number(meeting), number(meeting, "通过新考勤办法")
    actions.issue_resolution(old, actor=make_clerk(meeting))
    client.force_login(make_clerk(meeting))
    day = old.adopted_on + 5 * DAY
    given = {"by": str(new.pk), "on": day.isoformat(), "version": 1}

    assert door(kind, client, old, "supersede", given).status_code in (200, 302)

    old.refresh_from_db()
    assert (old.superseded_by, old.in_force_to, old.version) == (new, day - DAY, 2)
    assert [standing(old, on) for on in (day - DAY, day)] == ["in_force", "superseded"]
    document = Document.objects.get(pk=old.document_id)
    assert (document.state, document.reason_is_public) == (Document.State.REVOKED, True)
    assert new.serial in document.revoked_reason
    assert AuditEntry.objects.get(action="resolution.superseded").details["serial"] == new.serial
    again = door(kind, client, old, "supersede", given | {"version": 2})
    assert again.status_code == (200 if kind == "page" else 409)
    page = queries.resolution_page(new, viewer=make_clerk(meeting))
    assert page.supersedes == [old]


def test_nothing_supersedes_itself_in_a_circle_or_before_it_began(meeting):
    clerk = make_clerk(meeting)
    first, second, third = number(meeting), number(meeting), number(meeting)
    later = first.adopted_on + DAY
    actions.supersede_resolution(first, by=second, on=later, version=1, actor=clerk)
    actions.supersede_resolution(second, by=third, on=later, version=1, actor=clerk)

    refusals = []
    for by, on in ((third, later), (first, later), (number(make_open()), later)):
        with pytest.raises(InvalidError) as refusal:
            actions.supersede_resolution(third, by=by, on=on, version=1, actor=clerk)
        refusals.append(refusal.value.code)
    with pytest.raises(InvalidError) as refusal:
        actions.supersede_resolution(third, by=number(meeting), version=1, actor=clerk)

    assert refusals == ["itself", "circle", "itself"]
    assert refusal.value.code == "ends_before_it_begins"


@pytest.mark.parametrize("kind", ["page", "api"])
def test_it_is_repealed_with_a_reason_through_any_door_by_the_faster_of_two(meeting, client, kind):
    resolution = number(meeting)
    client.force_login(make_clerk(meeting))
    on = resolution.adopted_on + DAY
    given = {"on": on.isoformat(), "reason": "依理事会决议废止", "version": 1}

    for wrong in (given | {"reason": " "}, given | {"version": 7}):
        assert door(kind, client, resolution, "repeal", wrong).status_code in (200, 409, 422)
    resolution.refresh_from_db()
    assert resolution.repeal_reason == ""
    assert door(kind, client, resolution, "repeal", given).status_code in (200, 302)

    resolution.refresh_from_db()
    assert (standing(resolution, on), resolution.in_force_to) == ("repealed", on - DAY)
    assert AuditEntry.objects.get(action="resolution.repealed").details["on"] == on.isoformat()
    with pytest.raises(RuleError) as refusal:
        actions.repeal_resolution(resolution, on=on, reason="再次", version=2, actor=make_clerk(meeting))
    assert refusal.value.code == "ended_already"


def test_the_register_is_kept_by_whoever_convenes_the_body(meeting):
    resolution, reader = number(meeting), make_user_with_powers(meeting.association, Power.READ)
    for act in (
        lambda: actions.repeal_resolution(
            resolution, on=date(2030, 1, 1), reason="废", version=1, actor=reader
        ),
        lambda: actions.supersede_resolution(resolution, by=resolution, version=1, actor=reader),
        lambda: actions.issue_resolution(resolution, actor=make_user()),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_it_is_printed_once_as_a_document_that_can_be_verified(meeting):
    resolution = actions.issue_resolution(number(meeting), actor=make_clerk(meeting))

    pages = PdfReader(content_path(resolution.document.file)).pages
    text = "".join(page.extract_text() for page in pages)

    assert "通过考勤办法" in text
    assert resolution.document.kind == "resolution"
    assert [fact["label"]["en"] for fact in resolution.document.facts][:2] == ["Resolution", "Body"]
    with pytest.raises(RuleError) as refusal:
        actions.issue_resolution(resolution, actor=make_clerk(meeting))
    assert refusal.value.code == "issued_already"


def test_the_register_is_narrowed_by_body_year_day_and_words(meeting, client):
    ended, running = number(meeting, "甲办法"), number(meeting, "乙办法")
    elsewhere = number(make_open(make_body(meeting.association)), "丙办法")
    day = ended.adopted_on + DAY
    clerk = make_user_with_powers(meeting.association, Power.CONVENE)
    actions.repeal_resolution(ended, on=day, reason="废止", version=1, actor=clerk)

    def found(**filters):
        return set(queries.resolution_list(clerk, meeting.association, **filters))

    assert found() == {ended, running, elsewhere}
    assert found(body=meeting.body_id) == {ended, running}
    assert found(on=day) == {running, elsewhere}
    assert found(on=day - DAY) == {ended, running, elsewhere}
    assert found(year=1999) == set()
    assert found(words="丙 办法") == {elsewhere}
    client.force_login(clerk)
    slug = meeting.association.slug
    shown = client.get(f"/a/{slug}/resolutions/?body={meeting.body_id}&on={day}&q=&year=x").content.decode()
    assert ("乙办法" in shown, "甲办法" in shown) == (True, False)
    sheet = client.get(f"/a/{slug}/resolutions/sheet/?body={meeting.body_id}").content
    rows = list(openpyxl.load_workbook(io.BytesIO(sheet)).active.values)
    assert {row[2] for row in rows[1:]} == {"甲办法", "乙办法"}
    twin = client.get(f"/api/v1/a/{slug}/resolutions?body_id={meeting.body_id}&on={day}").json()["items"]
    assert [(row["title_zh"], row["standing"]) for row in twin] == [("乙办法", "in_force")]


def test_who_was_not_there_sees_public_resolutions_only(meeting, client):
    public, closed = number(meeting, "公开的办法", is_public=True), number(meeting, "内部的办法")
    guest, member, stranger = (make_user_with_powers(meeting.association) for _each in range(3))
    make_invitation(meeting, guest.people.get(), role="guest")
    make_invitation(meeting, member.people.get())

    seen = [
        set(queries.resolutions_visible_to(user, meeting.association)) for user in (guest, member, stranger)
    ]

    assert seen == [{public}, {public, closed}, {public}]
    client.force_login(guest)
    slug = meeting.association.slug
    answers = [client.get(f"/a/{slug}/resolutions/{one.pk}/").status_code for one in (public, closed)]
    assert answers == [200, 404]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_shows_the_vote_and_what_follows(meeting, client, language):
    resolution = number(meeting, is_public=True)
    client.force_login(make_clerk(meeting))
    client.cookies["django_language"] = language
    slug = meeting.association.slug

    shown = client.get(f"/a/{slug}/resolutions/{resolution.pk}/").content.decode()

    sentence = resolution.motion.verdict["sentence"]
    assert sentence["en" if language == "en" else "zh"] in html.unescape(shown)
    assert f"/commit/{resolution.motion_id}/" in shown
    twin = client.get(f"/api/v1/a/{slug}/resolutions/{resolution.pk}").json()
    assert (twin["verdict"]["sentence"], twin["resolution"]["standing"]) == (sentence, "in_force")


def test_from_its_page_it_becomes_a_commitment_in_one_go(meeting, client):
    resolution, user = number(meeting), make_user_with_powers(meeting.association, *Power)
    responsible = make_person(meeting.association)
    client.force_login(user)
    slug = meeting.association.slug
    given = {
        "content_zh": "印发考勤办法",
        "deadline": (resolution.adopted_on + 30 * DAY).isoformat(),
        "responsible": str(responsible.pk),
        "adopt": "on",
    }

    answer = client.post(f"/a/{slug}/meetings/{meeting.pk}/commit/{resolution.motion_id}/", given)

    assert answer.headers["Location"] == f"/a/{slug}/resolutions/{resolution.pk}/"
    page = queries.resolution_page(resolution, viewer=user)
    assert [(one.content_zh, one.state) for one in page.commitments] == [("印发考勤办法", "adopted")]
    assert "印发考勤办法" in client.get(answer.headers["Location"]).content.decode()
