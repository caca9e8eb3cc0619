"""How a cooperation begins, what is kept of it, how a party leaves and how it ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.accounts.permissions import require_may
from guildhall.accounts.powers import Power
from guildhall.audit.actions import record
from guildhall.cooperation import notices
from guildhall.cooperation.models import Cooperation, CooperationParty, Step
from guildhall.cooperation.permissions import require_may_keep, require_may_leave, require_may_report
from guildhall.core.dates import DateError, parse_stated
from guildhall.core.errors import InvalidError, RuleError
from guildhall.notices.actions import give_notices
from guildhall.registry.models import Organization, Person
from guildhall.registry.queries import today_in

FEWEST = 2


@dataclass(frozen=True)
class Side:
    """One party, and whom to ask there."""

    organization: Organization
    contact: Person | None = None


class CooperationDetails(TypedDict, total=False):
    """What can be said of a cooperation; ``since`` is a stated date, a year will do."""

    subject_zh: str
    subject_en: str
    since: str
    result_zh: str
    result_en: str
    keeper: Person | None
    is_public: bool


@transaction.atomic
def begin_cooperation(
    association: Association,
    *,
    parties: Sequence[Side],
    stage: str = Cooperation.Stage.INTRODUCED,
    on: date | None = None,
    actor: User,
    **details: Unpack[CooperationDetails],
) -> Cooperation:
    """A cooperation of parties that found each other without a match. It begins at a stage reached on a day (today).

    Refused to all but the secretariat; with fewer than two parties, one twice or one of elsewhere; without a subject;
    on a day that has not come.
    """
    require_may_keep(actor, association)
    require_sensible(association, Cooperation(association=association), details, actor)
    require_parties(association, parties)
    day = on or today_in(association)
    require_past(association, day)
    if stage in (Cooperation.Stage.NOT_STATED, Cooperation.Stage.DELIVERED):
        raise InvalidError(
            _("Say how far it has come; a delivery is reported afterwards."),
            code="stage_unknown",
            details={"field": "stage"},
        )
    begun = Cooperation.objects.create(association=association, stage=stage, **details)
    set_parties(begun, parties)
    Step.objects.create(association=association, cooperation=begun, stage=stage, on=day, by=actor)
    record("cooperation.begun", actor=actor, subject=begun, stage=str(stage), parties=_keys(parties))
    return begun


@transaction.atomic
def amend_cooperation(
    cooperation: Cooperation, *, version: int, actor: User, **details: Unpack[CooperationDetails]
) -> Cooperation:
    """Correct what is kept of it: subject, result, who looks after it, whether everybody may read of it.

    ``version`` is the one that was read. Making it public needs the power to publish.
    """
    require_may_keep(actor, cooperation.association)
    require_sensible(cooperation.association, cooperation, details, actor)
    old = {name: str(getattr(cooperation, name)) for name in details}
    unchanged = Cooperation.objects.filter(pk=cooperation.pk, version=version)
    if not unchanged.update(version=F("version") + 1, **details):
        raise changed_meanwhile()
    cooperation.refresh_from_db()
    changes = {name: [was, str(getattr(cooperation, name))] for name, was in old.items()}
    told = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    record("cooperation.amended", actor=actor, subject=cooperation, changes=told)
    return cooperation


@transaction.atomic
def end_cooperation(
    cooperation: Cooperation, *, ending: str, note: str = "", on: date | None = None, actor: User
) -> Cooperation:
    """It came to nothing, for a reason. What brought its result ends by reporting the delivery instead.

    Refused when it has ended, without a reason, on a day that has not come, and to all but parties and secretariat.
    """
    require_may_report(actor, cooperation)
    day = on or today_in(cooperation.association)
    require_past(cooperation.association, day)
    if ending not in Cooperation.Ending.values or ending == Cooperation.Ending.DELIVERED:
        raise InvalidError(
            _("Choose the reason why it ended; a delivery is reported as a stage."),
            code="ending_unknown",
            details={"field": "ending"},
        )
    if ending == Cooperation.Ending.OTHER and not note.strip():
        raise InvalidError(
            _("Say in a few words why it ended."), code="reason_missing", details={"field": "note"}
        )
    close(cooperation, ending=ending, note=note, on=day)
    give_notices(cooperation.association, notices.cooperation_ended(cooperation, but=actor))
    record("cooperation.ended", actor=actor, subject=cooperation, ending=str(ending), note=note.strip())
    return cooperation


@transaction.atomic
def leave_cooperation(
    party: CooperationParty, *, reason: str, on: date | None = None, actor: User
) -> CooperationParty:
    """A party goes on a day, for a reason. The others go on; with fewer than two left it ends.

    Refused when the party has left or the cooperation has ended, without a reason, and to strangers.
    """
    cooperation = party.cooperation
    require_may_leave(actor, party)
    require_reason(reason)
    day = on or today_in(cooperation.association)
    require_past(cooperation.association, day)
    hold(cooperation)
    staying = CooperationParty.objects.filter(pk=party.pk, left_on__isnull=True)
    if not staying.update(left_on=day, left_reason=reason.strip()[:300]):
        raise RuleError(_("This party has left already."), code="already_left")
    if cooperation.parties.filter(left_on__isnull=True).count() < FEWEST:
        close(cooperation, ending=Cooperation.Ending.PARTY_LEFT, note=reason, on=day)
    party.refresh_from_db()
    cooperation.refresh_from_db()
    give_notices(cooperation.association, notices.party_left(party, but=actor))
    record(
        "cooperation.party_left",
        actor=actor,
        subject=cooperation,
        party=str(party.organization_id),
        reason=reason.strip(),
        ended=bool(cooperation.ending),
    )
    return party


def hold(cooperation: Cooperation) -> None:
    """Counts the version up while it is under way, so that of two at once one sees the other; else refused."""
    under_way = Cooperation.objects.filter(pk=cooperation.pk, ending="")
    if not under_way.update(version=F("version") + 1):
        raise RuleError(_("This cooperation has ended."), code="ended")


def close(cooperation: Cooperation, *, ending: str, note: str, on: date) -> None:
    """End it once; refused when it has ended."""
    under_way = Cooperation.objects.filter(pk=cooperation.pk, ending="")
    values: dict[str, Any] = {"ending": ending, "ending_note": note.strip()[:300], "ended_on": on}
    if not under_way.update(version=F("version") + 1, **values):
        raise RuleError(_("This cooperation has ended."), code="ended")
    cooperation.refresh_from_db()


def set_parties(cooperation: Cooperation, parties: Sequence[Side]) -> None:
    CooperationParty.objects.bulk_create(
        CooperationParty(
            association=cooperation.association,
            cooperation=cooperation,
            organization=side.organization,
            contact=side.contact,
            position=place,
        )
        for place, side in enumerate(parties, start=1)
    )


def require_parties(association: Association, parties: Sequence[Side]) -> None:
    keys = [side.organization.pk for side in parties]
    if len(keys) < FEWEST:
        raise InvalidError(
            _("A cooperation has two or more parties."), code="parties_missing", details={"field": "parties"}
        )
    if len(set(keys)) < len(keys):
        raise InvalidError(
            _("An organization stands there twice."), code="party_twice", details={"field": "parties"}
        )
    rows = [*(side.organization for side in parties), *(side.contact for side in parties if side.contact)]
    if any(row.association_id != association.pk for row in rows):
        raise InvalidError(_("People, units and bodies must be of this association."), code="of_elsewhere")


def require_sensible(
    association: Association, stands: Cooperation, details: CooperationDetails, actor: User
) -> None:
    """Refused: no subject, a date that is none, a keeper of elsewhere, making it public without the power to."""
    said = [str(details.get(name, getattr(stands, name))).strip() for name in ("subject_zh", "subject_en")]
    if not any(said):
        raise InvalidError(
            _("Say what it is about."), code="subject_missing", details={"field": "subject_zh"}
        )
    require_stated(details.get("since", ""), field="since")
    keeper = details.get("keeper")
    if keeper is not None and keeper.association_id != association.pk:
        raise InvalidError(_("People, units and bodies must be of this association."), code="of_elsewhere")
    if details.get("is_public") and not stands.is_public:
        require_may(actor, Power.PUBLISH, association)


def require_stated(text: str, *, field: str) -> None:
    """Refused: what is neither a date nor a month nor a year."""
    if not text:
        return
    try:
        parse_stated(text)
    except DateError as unreadable:
        raise InvalidError(
            _("Write a year, a month or a day: 2021, 2021-04 or 2021-12-05."),
            code=unreadable.code,
            details={"field": field},
        ) from unreadable


def require_reason(reason: str) -> None:
    if not reason.strip():
        raise InvalidError(_("Say why."), code="reason_missing", details={"field": "reason"})


def require_past(association: Association, day: date) -> None:
    if day > today_in(association):
        raise InvalidError(_("This day has not come yet."), code="not_yet", details={"field": "on"})


def changed_meanwhile() -> RuleError:
    return RuleError(
        _("Somebody else changed this in the meantime. Load the page again."), code="changed_meanwhile"
    )


def _keys(parties: Sequence[Side]) -> list[str]:
    return [str(side.organization.pk) for side in parties]
