"""Minutes are drafted from the record, edited in versions, put up, returned, approved and locked."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import translation
from pypdf import PdfReader

from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.documents.models import Document
from guildhall.documents.queries import content_path, verify_document
from guildhall.meetings import actions, queries
from guildhall.meetings.models import Meeting, Minutes, MinutesVersion
from guildhall.meetings.tests.make import make_item, make_user_with_powers
from guildhall.meetings.tests.make_session import (
    make_chair,
    make_clerk,
    make_event,
    make_held,
    make_motion,
    make_open,
    make_past,
    make_sitting,
)
from guildhall.notices.models import Notice
from guildhall.registry.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def held():
    return make_held()


@pytest.fixture
def clerk(held):
    return make_clerk(held)


@pytest.fixture
def minutes(held, clerk):
    return actions.draft_minutes(held, actor=clerk)


def submit(minutes, clerk):
    return actions.submit_minutes(minutes, version=minutes.version, actor=clerk)


def approve(minutes, approver, version=1):
    minutes.refresh_from_db()
    return actions.approve_minutes(minutes, version=version, actor=approver)


def test_the_first_draft_holds_the_record_in_both_languages(held, minutes):
    text = queries.current_version(minutes)

    assert minutes.version == text.number == 1
    assert held.body.name_zh in text.text_zh
    assert "应到3人，实到3人" in text.text_zh
    assert "Of 3 entitled, 3 attended" in text.text_en
    assert "赞成3票" in text.text_zh
    assert AuditEntry.objects.filter(action="minutes.drafted").exists()


def test_who_came_excused_themselves_or_stayed_away_is_in_the_record():
    meeting = make_open(entitled=4, present=3)
    excused = meeting.invitations.last()
    excused.reply, excused.reason = "excused", "出差"
    excused.save()

    record = queries.meeting_record(meeting)

    assert [one.status for one in record.attendees] == ["present"] * 3 + ["excused"]
    assert (record.entitled, record.present) == (4, 3)
    assert record.quorum is not None


def test_the_quorum_lost_and_regained_in_mid_meeting_is_in_the_record():
    meeting = make_open(entitled=3, present=2)
    leaving = meeting.invitations.first()
    make_event(leaving, "out")
    make_event(leaving)
    AuditEntry.objects.all()

    turns = queries.meeting_record(meeting).turns

    assert [turn.kind for turn in turns] in (["quorum_lost"], ["quorum_lost", "quorum_reached"])


def test_a_record_without_attendance_says_nothing_of_who_was_there():
    record = queries.meeting_record(make_past())

    assert (record.entitled, record.present, record.attendees) == (None, None, ())
    assert record.stated_date.zh == "2021年12月5日"


def test_minutes_are_not_drafted_before_the_meeting():
    meeting = make_sitting()

    with pytest.raises(RuleError) as refusal:
        actions.draft_minutes(meeting, actor=make_clerk(meeting))

    assert refusal.value.code == "not_begun"


@pytest.mark.parametrize("power", [None, Power.READ, Power.DECIDE])
def test_only_those_who_prepare_meetings_write_minutes(held, minutes, power):
    actor = make_user_with_powers(held.association, *([power] if power else []))

    for act in (
        lambda: actions.draft_minutes(held, version=1, actor=actor),
        lambda: actions.save_minutes(minutes, version=1, text_zh="甲", text_en="", actor=actor),
        lambda: actions.submit_minutes(minutes, version=1, actor=actor),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_saving_makes_a_version_and_keeps_the_one_before(minutes, clerk):
    before = queries.current_version(minutes).text_zh

    actions.save_minutes(
        minutes, version=1, text_zh="改后的纪要\r\n第二行", text_en="", note="改了开头", actor=clerk
    )

    assert minutes.version == 2
    assert queries.current_version(minutes).text_zh == "改后的纪要\n第二行"
    assert queries.version_of(minutes, 1).text_zh == before


def test_of_two_who_edit_the_second_is_told_who_saved_and_nothing_is_lost(held, minutes, clerk):
    actions.save_minutes(minutes, version=1, text_zh="甲的文字", text_en="", actor=clerk)

    with translation.override("en"), pytest.raises(RuleError) as refusal:
        actions.save_minutes(minutes, version=1, text_zh="乙的文字", text_en="", actor=make_clerk(held))

    assert refusal.value.code == "changed_meanwhile"
    assert refusal.value.details["saved_by"] == str(clerk)
    assert str(clerk) in str(refusal.value.message)
    assert queries.current_version(minutes).text_zh == "甲的文字"
    assert MinutesVersion.objects.count() == 2


def test_a_new_draft_from_the_record_leaves_the_edited_text_among_the_versions(held, minutes, clerk):
    actions.save_minutes(minutes, version=1, text_zh="手写的纪要", text_en="", actor=clerk)

    actions.draft_minutes(held, version=2, actor=clerk)

    assert [version.text_zh == "手写的纪要" for version in Minutes.objects.get().versions.all()] == [
        False,
        True,
        False,
    ]


def test_a_new_draft_over_a_text_that_was_not_read_is_refused(held, minutes, clerk):
    with pytest.raises(RuleError) as refusal:
        actions.draft_minutes(held, actor=clerk)

    assert refusal.value.code == "changed_meanwhile"


@pytest.mark.parametrize(("text", "code"), [("  \r\n ", "text_missing"), ("长" * 200_001, "text_too_long")])
def test_a_text_that_is_none_or_endless_is_refused(minutes, clerk, text, code):
    with pytest.raises(InvalidError) as refusal:
        actions.save_minutes(minutes, version=1, text_zh=text, text_en="", actor=clerk)

    assert refusal.value.code == code
    minutes.refresh_from_db()
    assert minutes.version == 1


def test_an_open_meeting_has_no_minutes_to_approve():
    meeting = make_open()
    clerk = make_clerk(meeting)
    minutes = actions.draft_minutes(meeting, actor=clerk)

    with pytest.raises(RuleError) as refusal:
        submit(minutes, clerk)

    assert refusal.value.code == "not_closed"


def test_the_chair_is_told_that_minutes_wait(held, minutes, clerk):
    chair = make_chair(held)

    submit(minutes, clerk)

    assert minutes.state == Minutes.State.SUBMITTED
    assert Notice.objects.get(user=chair).kind == "minutes.submitted"


def test_submitted_minutes_are_not_edited(minutes, clerk):
    submit(minutes, clerk)

    with pytest.raises(RuleError) as refusal:
        actions.save_minutes(minutes, version=1, text_zh="甲", text_en="", actor=clerk)

    assert refusal.value.code == "no_draft"


def test_the_chair_returns_them_with_a_reason_and_the_writer_is_told(held, minutes, clerk):
    chair = make_chair(held)
    submit(minutes, clerk)

    with pytest.raises(InvalidError):
        actions.return_minutes(minutes, reason=" ", actor=chair)
    actions.return_minutes(minutes, reason="补上发言", actor=chair)

    assert (minutes.state, minutes.returned_reason) == (Minutes.State.DRAFT, "补上发言")
    assert Notice.objects.filter(user=clerk, kind="minutes.returned").exists()


def test_the_writer_may_take_them_back(minutes, clerk):
    submit(minutes, clerk)

    actions.return_minutes(minutes, reason="", actor=clerk)

    assert minutes.state == Minutes.State.DRAFT


@pytest.mark.parametrize("who", ["chair", "who decides"])
def test_another_person_approves_and_everything_is_locked(held, minutes, clerk, who):
    approver = make_chair(held) if who == "chair" else make_user_with_powers(held.association, Power.DECIDE)
    submit(minutes, clerk)

    approve(minutes, approver)

    text = queries.current_version(minutes)
    assert minutes.state == Minutes.State.APPROVED
    assert minutes.sha256 == queries.lock_of(text.text_zh, text.text_en, minutes.record)
    assert queries.is_intact(minutes, text)
    assert Notice.objects.filter(user=clerk, kind="minutes.approved").exists()
    assert AuditEntry.objects.get(action="minutes.approved").details["sha256"] == minutes.sha256


def test_the_approved_minutes_are_a_document_that_can_be_verified(held, minutes, clerk):
    submit(minutes, clerk)
    approve(minutes, make_chair(held))

    document = minutes.document
    found = verify_document(document.code)
    printed = "".join(page.extract_text() for page in PdfReader(content_path(document.file)).pages)

    assert found.state == "valid"
    assert minutes.sha256 in json.dumps(found.stated)
    assert held.body.name_zh in printed.replace("\n", "")


def test_the_lock_notices_one_changed_letter(held, minutes, clerk):
    submit(minutes, clerk)
    approve(minutes, make_chair(held))
    text = queries.current_version(minutes)

    text.text_zh += "。"

    assert not queries.is_intact(minutes, text)


def test_a_person_renamed_later_does_not_break_the_lock(held, minutes, clerk):
    submit(minutes, clerk)
    approve(minutes, make_chair(held))

    Person.objects.filter(association=held.association).update(name_zh="改了名")

    minutes.refresh_from_db()
    assert queries.is_intact(minutes, queries.current_version(minutes))


def test_nobody_approves_their_own_minutes(held, minutes):
    both = make_user_with_powers(held.association, Power.CONVENE, Power.DECIDE)
    submit(minutes, both)

    with pytest.raises(NotAllowedError) as refusal:
        actions.approve_minutes(minutes, version=1, actor=both)

    assert refusal.value.code == "own_minutes"


def test_whoever_neither_chairs_nor_decides_does_not_approve(minutes, clerk, held):
    submit(minutes, clerk)

    with pytest.raises(NotAllowedError):
        actions.approve_minutes(minutes, version=1, actor=make_clerk(held))


@pytest.mark.parametrize("version", [0, 2])
def test_another_version_than_the_one_that_was_read_is_not_approved(held, minutes, clerk, version):
    submit(minutes, clerk)

    with pytest.raises(RuleError) as refusal:
        approve(minutes, make_chair(held), version)

    assert refusal.value.code == "not_waiting"
    assert not Document.objects.filter(kind="minutes").exists()


LATER = {
    "an item": lambda meeting, clerk: actions.add_item(meeting, title_zh="补记", actor=clerk),
    "a motion": lambda meeting, clerk: actions.put_motion(meeting, title_zh="补记", actor=clerk),
    "a number": lambda meeting, clerk: actions.number_resolution(meeting.motions.first(), actor=clerk),
    "a result": lambda meeting, clerk: actions.enter_result(
        meeting.agenda.first(), version=1, summary_zh="补记", actor=clerk
    ),
    "a presence": lambda meeting, clerk: actions.record_attendance(meeting, events=[], actor=clerk),
    "a draft": lambda meeting, clerk: actions.draft_minutes(meeting, version=1, actor=clerk),
}


@pytest.mark.parametrize("what", LATER)
def test_nothing_is_added_to_the_meeting_after_the_approval(held, minutes, clerk, what):
    make_item(held)
    submit(minutes, clerk)
    approve(minutes, make_chair(held))

    with pytest.raises(RuleError) as refusal:
        LATER[what](Meeting.objects.get(pk=held.pk), clerk)

    assert refusal.value.code in ("minutes_approved", "agenda_closed")


@pytest.mark.django_db(transaction=True)
def test_of_two_approvals_at_the_same_moment_one_counts():
    held = make_held()
    clerk = make_clerk(held)
    minutes = submit(actions.draft_minutes(held, actor=clerk), clerk)
    chair = make_chair(held)

    def attempt(_number):
        try:
            fresh = Minutes.objects.select_related("meeting__chair").get(pk=minutes.pk)
            actions.approve_minutes(fresh, version=1, actor=chair)
        except RuleError as refusal:
            return refusal.code
        finally:
            connection.close()
        return "approved"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(attempt, range(2)))

    assert answers[0] == "approved"
    assert answers[1] in ("not_waiting", "minutes_approved")
    assert Document.objects.filter(kind="minutes").count() == 1


def test_a_motion_under_an_item_stands_under_it(held):
    meeting = make_open()
    item = make_item(meeting)
    make_motion(meeting, item=item)

    record = queries.meeting_record(meeting)

    assert [len(one.decisions) for one in record.items] == [1]
    assert record.decisions == ()
