"""Drafts of needs and offers from what is known already: minutes, gaps of a chain, profiles. A person confirms each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.chain.models import Segment
from guildhall.core.errors import InvalidError, RuleError
from guildhall.exchange import notices
from guildhall.exchange.actions.listing import OPEN, draft_listing
from guildhall.exchange.models import Listing
from guildhall.exchange.permissions import require_may_keep_listings, require_may_list_for
from guildhall.exchange.queries.origin import needs_of_segments
from guildhall.meetings.models import Meeting
from guildhall.notices.actions import give_notices
from guildhall.registry.models import Organization

MOST = 100
GAPS = {
    Listing.Step.MEND: ("补链：寻找“{0}”环节的供应单位", "To fill a missing link: a supplier of “{1}”"),
    Listing.Step.STRENGTHEN: ("强链：寻找“{0}”环节的第二供应来源", "A second source of “{1}”"),
    Listing.Step.EXTEND: ("延链：寻找承接“{0}”环节的单位", "To extend the chain: somebody for “{1}”"),
}


@dataclass(frozen=True)
class Confirmed:
    """What a person made of one proposal. ``organization`` empty: the association's own need."""

    side: str
    kind: str
    title_zh: str = ""
    title_en: str = ""
    text_zh: str = ""
    text_en: str = ""
    quantity: Any = None
    unit: str = ""
    organization: Organization | None = None
    origin: Model | None = None
    segment: Segment | None = None

    @property
    def details(self) -> dict[str, Any]:
        names = ("kind", "title_zh", "title_en", "text_zh", "text_en", "quantity", "unit", "segment")
        return {name: getattr(self, name) for name in names}


@transaction.atomic
def draft_from_meeting(meeting: Meeting, *, confirmed: Sequence[Confirmed], actor: User) -> list[Listing]:
    """Drafts of what was said in a meeting, each confirmed by a person, each with its origin. For the secretariat."""
    require_may_keep_listings(actor, meeting.association)
    _require_some(confirmed)
    return [
        draft_listing(
            meeting.association,
            side=one.side,
            organization=one.organization,
            origin=one.origin or meeting,
            actor=actor,
            **one.details,
        )
        for one in confirmed
    ]


@transaction.atomic
def draft_from_gap(segment: Segment, *, step: str, actor: User) -> Listing:
    """A draft of the association's need for what a chain lacks at a segment; it names the segment and the step.

    Refused where an open need was drafted for this segment already. It is closed when somebody is confirmed to serve
    the segment.
    """
    require_may_list_for(actor, segment.association, None, segment)
    if step not in GAPS:
        raise InvalidError(
            _("Say whether it fills a link, adds a source or extends the chain."), code="unknown_step"
        )
    # Two who press at once take turns at the segment's row.
    Segment.objects.select_for_update().get(pk=segment.pk)
    if needs_of_segments([segment.pk], OPEN).exists():
        raise RuleError(_("A need for this segment is open already."), code="already_drafted")
    zh, en = GAPS[Listing.Step(step)]
    names = (segment.name_zh or segment.name_en, segment.name_en or segment.name_zh)
    return draft_listing(
        segment.association,
        side=Listing.Side.NEED,
        origin=segment,
        actor=actor,
        kind=Listing.Kind.PRODUCT,
        title_zh=zh.format(*names)[:200],
        title_en=en.format(*names)[:200],
        text_zh=segment.about_zh[:10_000],
        text_en=segment.about_en[:10_000],
        segment=segment,
        industry_class=segment.industry_class,
        step=step,
    )


@transaction.atomic
def draft_from_profile(
    organization: Organization, *, confirmed: Sequence[Confirmed], actor: User
) -> list[Listing]:
    """Drafts of what an organization says of itself. Only its own people can hand them in.

    Where the secretariat drafted them, the organization's people are told that something waits for them.
    """
    require_may_list_for(actor, organization.association, organization)
    _require_some(confirmed)
    drafts = [
        draft_listing(
            organization.association,
            side=one.side,
            organization=organization,
            origin=organization,
            actor=actor,
            **one.details,
        )
        for one in confirmed
    ]
    give_notices(organization.association, notices.drafted_for_you(drafts[0], len(drafts), actor))
    return drafts


def _require_some(confirmed: Sequence[Confirmed]) -> None:
    if not confirmed:
        raise InvalidError(_("Choose at least one."), code="nothing_chosen")
    if len(confirmed) > MOST:
        raise InvalidError(_("At most a hundred at once."), code="too_many_chosen")
