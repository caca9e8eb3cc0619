"""Agenda items, papers and thanks: who may change them, and when."""

import pytest
from django.utils import timezone

from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.meetings import actions
from guildhall.meetings.actions import SpeakerDetails
from guildhall.meetings.models import AgendaItem, Minutes, Motion, Paper
from guildhall.meetings.tests.make import (
    make_body,
    make_item,
    make_meeting,
    make_person,
    make_secretary,
    make_user_with_powers,
)

pytestmark = pytest.mark.django_db
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63000100000005"
    "00010d0a2db40000000049454e44ae426082"
)


@pytest.fixture
def body():
    return make_body()


@pytest.fixture
def meeting(body):
    return make_meeting(body)


@pytest.fixture
def secretary(body):
    return make_secretary(body.association)


def recorded():
    return list(AuditEntry.objects.values_list("action", flat=True))


def test_items_are_added_at_the_end(meeting, secretary):
    first = actions.add_item(meeting, title_zh="学习公报", kind="study", actor=secretary)
    second = actions.add_item(
        meeting, title_zh="会长讲话", speakers=[SpeakerDetails(words_zh="会长")], actor=secretary
    )

    assert list(meeting.agenda.all()) == [first, second]
    assert [str(speaker) for speaker in second.speakers.all()] == ["会长"]
    assert recorded() == ["agenda_item.added", "agenda_item.added"]


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"title_zh": " "}, "title_missing"),
        ({"title_zh": "报告", "speakers": [SpeakerDetails()]}, "speaker_missing"),
    ],
)
def test_an_item_without_title_or_with_nobody_speaking_is_refused(meeting, secretary, details, code):
    with pytest.raises(InvalidError) as refusal:
        actions.add_item(meeting, **details, actor=secretary)

    assert refusal.value.code == code
    assert not AgendaItem.objects.exists()


def test_a_speaker_of_another_association_is_refused(meeting, secretary):
    with pytest.raises(InvalidError) as refusal:
        actions.add_item(meeting, title_zh="报告", speakers=[SpeakerDetails(make_person())], actor=secretary)

    assert refusal.value.code == "person_of_elsewhere"


@pytest.mark.parametrize(
    "act",
    [
        lambda item, user: actions.add_item(item.meeting, title_zh="新", actor=user),
        lambda item, user: actions.change_item(item, version=1, title_zh="新", actor=user),
        lambda item, user: actions.enter_result(item, version=1, result_zh="新", actor=user),
        lambda item, user: actions.move_item(item, to="up", actor=user),
        lambda item, user: actions.order_agenda(item.meeting, order=[item.pk], actor=user),
        lambda item, user: actions.remove_item(item, actor=user),
        lambda item, user: actions.add_sponsor(item.meeting, name_zh="新", actor=user),
        lambda item, user: actions.add_paper(item.meeting, name="a.txt", content=b"a", actor=user),
    ],
)
def test_others_change_nothing_of_it(body, meeting, act):
    item = make_item(meeting)

    with pytest.raises(NotAllowedError):
        act(item, make_user_with_powers(body.association))

    assert recorded() == []


@pytest.mark.parametrize(
    "act",
    [
        lambda item, user: actions.add_item(item.meeting, title_zh="新", actor=user),
        lambda item, user: actions.change_item(item, version=1, title_zh="新", actor=user),
        lambda item, user: actions.move_item(item, to="up", actor=user),
        lambda item, user: actions.remove_item(item, actor=user),
    ],
)
@pytest.mark.parametrize("state", ["closed", "cancelled"])
def test_the_agenda_of_a_meeting_that_is_over_stays(body, secretary, act, state):
    item = make_item(make_meeting(body, state=state, state_reason="weather"))

    with pytest.raises(RuleError) as refusal:
        act(item, secretary)

    assert refusal.value.code == "agenda_closed"


@pytest.mark.parametrize("state", ["notified", "open", "adjourned"])
def test_an_item_may_be_added_until_the_meeting_is_over(body, secretary, state):
    meeting = make_meeting(body, state=state)

    assert actions.add_item(meeting, title_zh="临时议题", actor=secretary).meeting == meeting


def test_the_agenda_of_a_past_meeting_is_entered(body, secretary):
    meeting = make_meeting(body, state="closed", entered_afterwards=True)

    item = actions.add_item(meeting, title_zh="通报", actor=secretary)
    actions.enter_result(item, version=1, summary_zh="略", result_zh="通过", actor=secretary)

    assert (item.result_zh, item.version) == ("通过", 2)


def test_nothing_changes_after_the_minutes_were_approved(body, secretary):
    meeting = make_meeting(body, state="closed", entered_afterwards=True)
    item = make_item(meeting)
    Minutes.objects.create(association=body.association, meeting=meeting, state="approved")

    for act in (
        lambda: actions.add_item(meeting, title_zh="新", actor=secretary),
        lambda: actions.enter_result(item, version=1, result_zh="新", actor=secretary),
        lambda: actions.add_paper(meeting, name="a.txt", content=b"a", actor=secretary),
    ):
        with pytest.raises(RuleError) as refusal:
            act()
        assert refusal.value.code == "minutes_approved"
    photo = actions.add_paper(meeting, kind="photo", name="photo.png", content=PNG, actor=secretary)
    assert photo.kind == Paper.Kind.PHOTO


def test_of_two_who_edit_an_item_the_second_is_refused(meeting, secretary):
    item = make_item(meeting)
    actions.change_item(item, version=1, title_zh="第一", actor=secretary)

    with pytest.raises(RuleError) as refusal:
        actions.change_item(item, version=1, title_zh="第二", actor=secretary)

    assert refusal.value.code == "changed_meanwhile"
    assert AgendaItem.objects.get().title_zh == "第一"


def test_results_are_entered_only_once_the_meeting_has_begun(meeting, secretary):
    with pytest.raises(RuleError) as refusal:
        actions.enter_result(make_item(meeting), version=1, result_zh="通过", actor=secretary)

    assert refusal.value.code == "not_begun"


def test_at_the_ends_of_the_list_an_item_stays_where_it_is(meeting, secretary):
    first, last = make_item(meeting), make_item(meeting)

    actions.move_item(first, to="up", actor=secretary)
    actions.move_item(last, to="down", actor=secretary)

    assert list(meeting.agenda.all()) == [first, last]
    assert recorded() == []


def test_the_whole_agenda_is_put_in_order(meeting, secretary):
    items = [make_item(meeting) for _number in range(3)]

    actions.order_agenda(meeting, order=[item.pk for item in reversed(items)], actor=secretary)

    assert list(meeting.agenda.all()) == list(reversed(items))
    assert recorded() == ["agenda.ordered"]


def test_an_order_that_forgets_or_repeats_an_item_is_refused(body, meeting, secretary):
    first, second = make_item(meeting), make_item(meeting)
    stranger = make_item(make_meeting(body))

    for order in ([first.pk], [first.pk, first.pk], [first.pk, second.pk, stranger.pk], []):
        with pytest.raises(InvalidError) as refusal:
            actions.order_agenda(meeting, order=order, actor=secretary)
        assert refusal.value.code == "order_incomplete"


def test_an_item_with_a_motion_stays(meeting, secretary):
    item = make_item(meeting)
    Motion.objects.create(association=meeting.association, meeting=meeting, item=item, title_zh="议案")

    with pytest.raises(RuleError) as refusal:
        actions.remove_item(item, actor=secretary)

    assert refusal.value.code == "item_has_motions"


def test_the_papers_of_a_removed_item_stay_with_the_meeting(meeting, secretary):
    item = make_item(meeting)
    paper = actions.add_paper(meeting, item=item, name="报告.txt", content=b"text", actor=secretary)

    actions.remove_item(item, actor=secretary)

    paper.refresh_from_db()
    assert (paper.item, paper.title_zh) == (None, "报告")


def test_a_paper_is_changed_and_removed(meeting, secretary):
    paper = actions.add_paper(meeting, name="a.txt", content=b"text", actor=secretary)

    actions.change_paper(paper, title_en="Report", visibility="public", actor=secretary)
    assert (paper.title_en, paper.visibility) == ("Report", "public")
    actions.remove_paper(paper, actor=secretary)

    assert not Paper.objects.exists()
    assert recorded() == ["file.stored", "paper.added", "paper.changed", "paper.removed"]


def test_a_paper_keeps_a_title(meeting, secretary):
    paper = actions.add_paper(meeting, name="a.txt", content=b"text", actor=secretary)

    with pytest.raises(InvalidError) as refusal:
        actions.change_paper(paper, title_zh="", actor=secretary)

    assert refusal.value.code == "title_missing"


def test_an_item_of_another_meeting_is_refused(body, meeting, secretary):
    item = make_item(make_meeting(body))

    with pytest.raises(InvalidError) as refusal:
        actions.add_paper(meeting, item=item, name="a.txt", content=b"text", actor=secretary)

    assert refusal.value.code == "item_of_elsewhere"


def test_a_file_of_a_false_type_leaves_nothing_behind(meeting, secretary):
    with pytest.raises(InvalidError) as refusal:
        actions.add_paper(meeting, name="report.pdf", content=b"MZ\x90\x00 a program", actor=secretary)

    assert refusal.value.code == "false_type"
    assert not Paper.objects.exists()


def test_a_picture_that_is_no_picture_is_refused_whole(meeting, secretary):
    with pytest.raises(InvalidError) as refusal:
        actions.add_paper(meeting, kind="photo", name="a.txt", content=b"text", actor=secretary)

    assert refusal.value.code == "no_picture"
    assert recorded() == []


def test_a_cancelled_meeting_takes_no_papers_and_thanks_nobody(body, secretary):
    meeting = make_meeting(body, state="cancelled", state_reason="weather")

    for act in (
        lambda: actions.add_paper(meeting, name="a.txt", content=b"text", actor=secretary),
        lambda: actions.add_sponsor(meeting, name_zh="酒店", actor=secretary),
    ):
        with pytest.raises(RuleError) as refusal:
            act()
        assert refusal.value.code == "meeting_cancelled"


def test_thanks_need_a_name(meeting, secretary):
    with pytest.raises(InvalidError) as refusal:
        actions.add_sponsor(meeting, name_zh=" ", actor=secretary)

    assert refusal.value.code == "name_missing"


def test_thanks_follow_after_the_meeting_too(body, secretary):
    meeting = make_meeting(body, state="closed", closed_at=timezone.now())

    sponsor = actions.add_sponsor(meeting, role="photographs", name_zh="王摄影", actor=secretary)

    assert str(sponsor) == "王摄影"
