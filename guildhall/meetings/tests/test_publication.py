"""A meeting goes public in chosen parts, and can be taken back."""

import pytest

from guildhall.accounts.models import Association
from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.meetings import actions
from guildhall.meetings.tests.make import make_user_with_powers
from guildhall.meetings.tests.make_session import make_clerk, make_held, make_open

pytestmark = pytest.mark.django_db


@pytest.fixture
def held():
    meeting = make_held()
    Association.objects.filter(pk=meeting.association_id).update(is_public=True)
    meeting.association.refresh_from_db()
    return meeting


@pytest.fixture
def editor(held):
    return make_user_with_powers(held.association, Power.PUBLISH)


def test_a_meeting_is_published_in_the_chosen_parts(held, editor):
    actions.publish_meeting(held, parts=["motions", "attendance"], actor=editor)

    assert held.published_at is not None
    assert held.published_parts == ["attendance", "motions"]
    assert AuditEntry.objects.filter(action="meeting.published").exists()


def test_published_again_the_parts_change_and_the_day_stays(held, editor):
    first = actions.publish_meeting(held, parts=["motions"], actor=editor).published_at

    actions.publish_meeting(held, parts=[], actor=editor)

    assert (held.published_at, held.published_parts) == (first, [])


def test_whoever_does_not_publish_is_refused(held):
    clerk = make_clerk(held)

    with pytest.raises(NotAllowedError):
        actions.publish_meeting(held, actor=clerk)
    with pytest.raises(NotAllowedError):
        actions.withdraw_publication(held, actor=clerk)


def test_there_are_no_other_parts(held, editor):
    with pytest.raises(InvalidError) as refusal:
        actions.publish_meeting(held, parts=["secrets"], actor=editor)

    assert refusal.value.code == "part_unknown"


def test_an_association_without_public_pages_publishes_nothing(editor, held):
    Association.objects.filter(pk=held.association_id).update(is_public=False)

    with pytest.raises(RuleError) as refusal:
        actions.publish_meeting(held, actor=editor)

    assert refusal.value.code == "no_public_pages"


def test_a_meeting_in_session_is_not_published():
    meeting = make_open()
    Association.objects.filter(pk=meeting.association_id).update(is_public=True)
    editor = make_user_with_powers(meeting.association, Power.PUBLISH)

    with pytest.raises(RuleError) as refusal:
        actions.publish_meeting(meeting, actor=editor)

    assert refusal.value.code == "not_closed"


def test_it_is_taken_off_once(held, editor):
    actions.publish_meeting(held, actor=editor)

    actions.withdraw_publication(held, actor=editor)

    assert held.published_at is None
    with pytest.raises(RuleError) as refusal:
        actions.withdraw_publication(held, actor=editor)
    assert refusal.value.code == "not_published"


def test_a_resolution_is_made_public_and_taken_back(held, editor):
    resolution = actions.number_resolution(held.motions.get(), actor=make_clerk(held))

    actions.show_resolution(resolution, is_public=True, actor=editor)
    assert resolution.is_public
    with pytest.raises(RuleError) as refusal:
        actions.show_resolution(resolution, is_public=True, actor=editor)
    actions.show_resolution(resolution, is_public=False, actor=editor)

    assert refusal.value.code == "unchanged"
    assert not resolution.is_public
