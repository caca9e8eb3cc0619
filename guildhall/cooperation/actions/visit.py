"""Visits between organizations, and of the secretariat: noted, and corrected."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.cooperation.actions.cooperation import require_stated
from guildhall.cooperation.models import Cooperation, Visit
from guildhall.cooperation.permissions import require_may_note_visit
from guildhall.core.dates import parse_stated
from guildhall.core.errors import InvalidError, RuleError
from guildhall.exchange.actions import ListingDetails, draft_listing
from guildhall.exchange.models import Listing
from guildhall.registry.models import Organization, Person
from guildhall.registry.queries import today_in


class VisitDetails(TypedDict, total=False):
    """What can be said of a visit. ``stated_date`` is a stated one (core.dates): a year or month will do."""

    stated_date: str
    place_zh: str
    place_en: str
    purpose_zh: str
    purpose_en: str
    outcome_zh: str
    outcome_en: str
    visitors: Iterable[Organization]
    hosts: Iterable[Organization]
    people: Iterable[Person]
    cooperation: Cooperation | None


@transaction.atomic
def note_visit(association: Association, *, actor: User, **details: Unpack[VisitDetails]) -> Visit:
    """Who visited whom, when and where, what for, and what came of it. Without visitors: the secretariat visited.

    By the secretariat, and by an organization's own people where it visited or was visited. Refused without an
    organization, on a day to come, without place or purpose, and for organizations and people of elsewhere.
    """
    given: dict[str, Any] = dict(details)
    several = {name: list(given.pop(name, ())) for name in ("visitors", "hosts", "people")}
    require_may_note_visit(actor, association, [*several["visitors"], *several["hosts"]])
    visit = Visit(association=association, noted_by=actor)
    _require_sensible(visit, given, several)
    for name, value in given.items():
        setattr(visit, name, value)
    visit.visited_on = _day_of(visit.stated_date)
    visit.save(force_insert=True)
    _set_several(visit, several)
    record("visit.noted", actor=actor, subject=visit, **_told(visit, several))
    return visit


@transaction.atomic
def amend_visit(visit: Visit, *, version: int, actor: User, **details: Unpack[VisitDetails]) -> Visit:
    """Correct it, or say later what came of it. ``version`` is the one that was read."""
    given: dict[str, Any] = dict(details)
    several = {
        name: list(given.pop(name, getattr(visit, name).all())) for name in ("visitors", "hosts", "people")
    }
    before = [*visit.visitors.all(), *visit.hosts.all()]
    require_may_note_visit(actor, visit.association, before)
    require_may_note_visit(actor, visit.association, [*several["visitors"], *several["hosts"]])
    _require_sensible(visit, given, several)
    if "stated_date" in given:
        given["visited_on"] = _day_of(given["stated_date"])
    if not Visit.objects.filter(pk=visit.pk, version=version).update(version=F("version") + 1, **given):
        raise RuleError(
            _("Somebody changed this in the meantime. Load the page again and repeat your change."),
            code="changed_meanwhile",
        )
    visit.refresh_from_db()
    _set_several(visit, several)
    record("visit.amended", actor=actor, subject=visit, fields=sorted(given))
    return visit


@transaction.atomic
def draft_from_visit(
    visit: Visit,
    *,
    side: str = Listing.Side.NEED,
    organization: Organization | None = None,
    actor: User,
    **details: Unpack[ListingDetails],
) -> Listing:
    """A draft of a need (or offer) that came to light on a visit; it says that it was drafted from there.

    Of an organization that visited or was visited, or of the association itself. For who may note the visit and
    write offers and needs of that organization (see exchange).
    """
    involved = [*visit.visitors.all(), *visit.hosts.all()]
    require_may_note_visit(actor, visit.association, involved)
    if organization is not None and organization not in involved:
        raise InvalidError(
            _("“%(name)s” was not part of this visit.") % {"name": organization},
            code="not_involved",
            details={"field": "organization"},
        )
    drafted = draft_listing(
        visit.association, side=side, organization=organization, origin=visit, actor=actor, **details
    )
    record("visit.led_to_listing", actor=actor, subject=visit, listing=str(drafted.pk))
    return drafted


def _require_sensible(visit: Visit, given: dict[str, Any], several: dict[str, list[Any]]) -> None:
    if not several["visitors"] and not several["hosts"]:
        raise InvalidError(
            _("Say who visited or was visited."), code="nobody_visited", details={"field": "hosts"}
        )
    if {one.pk for one in several["visitors"]} & {one.pk for one in several["hosts"]}:
        raise InvalidError(_("Nobody visits themselves."), code="visits_itself", details={"field": "hosts"})
    names = ("place_zh", "place_en", "purpose_zh", "purpose_en")
    if not any(str(given.get(name, getattr(visit, name))).strip() for name in names):
        raise InvalidError(
            _("Say where it was or what for."), code="purpose_missing", details={"field": "purpose_zh"}
        )
    _require_of_one_house(visit, given, several)
    _require_past(visit, given.get("stated_date", visit.stated_date))


def _require_of_one_house(visit: Visit, given: dict[str, Any], several: dict[str, list[Any]]) -> None:
    rows = [row for listed in several.values() for row in listed]
    if any(row.association_id != visit.association_id for row in rows):
        raise InvalidError(_("Organizations and people must be of this association."), code="of_elsewhere")
    cooperation = given.get("cooperation")
    if cooperation is not None and cooperation.association_id != visit.association_id:
        raise InvalidError(
            _("The cooperation must be of this association."),
            code="of_elsewhere",
            details={"field": "cooperation"},
        )


def _require_past(visit: Visit, stated: str) -> None:
    require_stated(stated, field="stated_date")
    today = today_in(visit.association)
    if stated and not stated.startswith("X") and stated > today.isoformat()[: len(stated)]:
        raise InvalidError(_("This day has not come yet."), code="not_yet", details={"field": "stated_date"})


def _day_of(stated: str) -> date | None:
    """The day, where year, month and day are all stated."""
    return parse_stated(stated).as_date() if stated else None


def _set_several(visit: Visit, several: dict[str, list[Any]]) -> None:
    visit.visitors.set(several["visitors"])
    visit.hosts.set(several["hosts"])
    visit.people.set(several["people"])


def _told(visit: Visit, several: dict[str, list[Any]]) -> dict[str, Any]:
    keys = {name: [str(row.pk) for row in several[name]] for name in ("visitors", "hosts")}
    return keys | {"on": visit.stated_date}
