"""From identifiers to what the caller may see."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from guildhall.accounts.http import SignedInRequest, find_association
from guildhall.accounts.models import Association
from guildhall.core.errors import InvalidError
from guildhall.meetings import queries
from guildhall.meetings.models import AgendaItem, Invitation, Meeting
from guildhall.meetings.permissions import require_may_prepare
from guildhall.registry.models import Person


def the_meeting(request: SignedInRequest, slug: str, pk: UUID) -> Meeting:
    """The meeting if the caller may see it, else 404."""
    association = find_association(request, slug)
    meetings = queries.meetings_visible_to(request.user, association)
    related = ("body__association", "association", "chair", "recorder", "notice_document__file")
    return get_object_or_404(meetings.select_related(*related), pk=pk)


def the_prepared_meeting(request: SignedInRequest, slug: str, pk: UUID) -> Meeting:
    """The meeting for those who prepare it; 403 for other readers."""
    meeting = the_meeting(request, slug, pk)
    require_may_prepare(request.user, meeting)
    return meeting


def the_item(request: SignedInRequest, slug: str, pk: UUID, item_pk: UUID) -> AgendaItem:
    meeting = the_prepared_meeting(request, slug, pk)
    item = get_object_or_404(meeting.agenda, pk=item_pk)
    item.meeting = meeting
    return item


def the_invitation(request: SignedInRequest, slug: str, pk: UUID, invitation_pk: UUID) -> Invitation:
    """An invitation of a meeting that the caller prepares."""
    meeting = the_prepared_meeting(request, slug, pk)
    related = ("person__user", "person__organization", "organization", "seat", "stand_in", "association")
    invitation = get_object_or_404(meeting.invitations.select_related(*related), pk=invitation_pk)
    invitation.meeting = meeting
    return invitation


def meant_person(association: Association, pk: UUID | None, field: str) -> Person | None:
    """Whom an identifier inside the request means; None for none, refused where there is nobody."""
    if pk is None:
        return None
    person = Person.objects.filter(association=association, pk=pk).select_related("organization").first()
    if person is None:
        raise InvalidError(
            _("There is nobody with the identifier %(id)s here (%(field)s).") % {"id": pk, "field": field},
            code="unknown_reference",
            details={"field": field},
        )
    return person


def with_people(association: Association, given: dict[str, Any], *names: str) -> dict[str, Any]:
    """The values with ``chair_id`` turned into ``chair`` and so on, where given."""
    for name in names:
        if f"{name}_id" in given:
            given[name] = meant_person(association, given.pop(f"{name}_id"), f"{name}_id")
    return given
