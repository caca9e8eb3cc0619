"""A dues standard comes to be: drafted with its rates, adopted as the assembly voted, ended by its successor."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.dues.models import DuesRate, DuesStandard
from guildhall.dues.permissions import require_may_decide_on_money, require_may_keep_money
from guildhall.dues.queries.standard import Vote, verdicts_on
from guildhall.meetings.models import Motion
from guildhall.members.models import Tier
from guildhall.registry.models import Body
from guildhall.registry.rules import Verdict

State = DuesStandard.State


class StandardDetails(TypedDict, total=False):
    """What can be said of a standard besides its rates and its vote."""

    name_zh: str
    name_en: str
    from_on: date
    proration: str


class VoteDetails(TypedDict, total=False):
    """How the assembly decided. With ``motion`` what is left out is taken from it."""

    meeting_zh: str
    meeting_en: str
    decided_on: date | None
    form: str
    way: str
    entitled: int | None
    present: int | None
    in_favour: int | None
    against: int | None
    abstained: int | None
    told_members_on: date | None


@transaction.atomic
def draft_standard(
    association: Association, *, body: Body, actor: User, **details: Unpack[StandardDetails]
) -> DuesStandard:
    """A new draft, to be put to ``body``. Rates are set next. Refused without a name or a day to begin."""
    require_may_keep_money(actor, association)
    _require_sensible(details.get("name_zh", ""), details.get("name_en", ""), details.get("from_on"))
    standard = DuesStandard.objects.create(association=association, body=body, **details)
    record("dues_standard.drafted", actor=actor, subject=standard, body=str(body.pk))
    return standard


@transaction.atomic
def change_standard(
    standard: DuesStandard, *, version: int, actor: User, **details: Unpack[StandardDetails]
) -> DuesStandard:
    """Name, first day and proration of a draft. ``version`` is the one that was read."""
    require_may_keep_money(actor, standard.association)
    _require_sensible(
        details.get("name_zh", standard.name_zh),
        details.get("name_en", standard.name_en),
        details.get("from_on", standard.from_on),
    )
    _take_draft(standard, version=version, **details)
    record("dues_standard.changed", actor=actor, subject=standard)
    return standard


@transaction.atomic
def set_rates(
    standard: DuesStandard, *, rates: Mapping[Tier, int], version: int, actor: User
) -> DuesStandard:
    """What each tier pays for a whole year, in fen; all at once. A tier left out has no rate.

    Refused once the standard is adopted, for amounts below nothing and for tiers of another association.
    """
    require_may_keep_money(actor, standard.association)
    for tier, amount in rates.items():
        if amount < 0 or tier.association_id != standard.association_id:
            raise InvalidError(
                _("“%(tier)s” cannot pay this amount.") % {"tier": tier},
                code="impossible_rate",
                details={"tier": str(tier.pk)},
            )
    _take_draft(standard, version=version)
    DuesRate.objects.filter(standard=standard).delete()
    DuesRate.objects.bulk_create(
        DuesRate(association=standard.association, standard=standard, tier=tier, amount=amount)
        for tier, amount in rates.items()
    )
    record("dues_standard.rates_set", actor=actor, subject=standard, rates=_plain(rates))
    return standard


@transaction.atomic
def adopt_standard(
    standard: DuesStandard, *, motion: Motion | None = None, actor: User, **vote: Unpack[VoteDetails]
) -> DuesStandard:
    """Record that the assembly adopted the draft, with its count; the standard before ends the day before it begins.

    Refused, with the sentence of the rule: decided by another body, openly, without quorum, not carried, more
    tiers than the charter allows; counts that do not fit; no rates; one that begins before its predecessor.
    Once adopted it never changes. For whoever decides for the association.
    """
    require_may_decide_on_money(actor, standard.association)
    told = _taken_from(motion, standard) | {key: value for key, value in vote.items() if value is not None}
    counted = Vote.from_details(told)
    _require_vote(standard, counted, told)
    verdicts = verdicts_on(standard, counted)
    _require_ok(verdicts)
    _end_predecessor(standard)
    adopted = DuesStandard.objects.filter(pk=standard.pk, state=State.DRAFT, version=standard.version)
    changes = {key: told[key] for key in VoteDetails.__annotations__ if key in told}
    if not adopted.update(
        state=State.ADOPTED,
        motion=motion,
        verdict={"verdicts": [verdict.as_data() for verdict in verdicts]},
        version=F("version") + 1,
        **changes,
    ):
        raise _stale(standard)
    standard.refresh_from_db()
    record(
        "dues_standard.adopted",
        actor=actor,
        subject=standard,
        way=counted.way,
        counts=counted.as_data(),
        from_on=standard.from_on.isoformat(),
        rates=_plain({rate.tier: rate.amount for rate in standard.rates.select_related("tier")}),
    )
    return standard


def _require_sensible(name_zh: str, name_en: str, from_on: date | None) -> None:
    if not (name_zh.strip() or name_en.strip()):
        raise InvalidError(_("Give the standard a name."), code="name_missing", details={"field": "name_zh"})
    if from_on is None:
        raise InvalidError(
            _("Say from which day it is in force."), code="day_missing", details={"field": "from_on"}
        )


def _take_draft(standard: DuesStandard, *, version: int, **details: Unpack[StandardDetails]) -> None:
    drafts = DuesStandard.objects.filter(pk=standard.pk, state=State.DRAFT, version=version)
    if not drafts.update(version=F("version") + 1, **details):
        raise _stale(standard)
    standard.refresh_from_db()


def _stale(standard: DuesStandard) -> RuleError:
    if DuesStandard.objects.filter(pk=standard.pk, state=State.DRAFT).exists():
        return RuleError(
            _("Somebody changed this in the meantime. Load the page again and repeat your change."),
            code="changed_meanwhile",
        )
    return RuleError(
        _("An adopted standard never changes. Draft a new one, which succeeds it."), code="already_adopted"
    )


def _taken_from(motion: Motion | None, standard: DuesStandard) -> dict[str, object]:
    """What a motion of the body's meeting says about the vote."""
    if motion is None:
        return {}
    if motion.meeting.body_id != standard.body_id or motion.kind != "dues_standard":
        raise InvalidError(
            _("This motion is not about a dues standard of this body."),
            code="other_motion",
            details={"field": "motion"},
        )
    if motion.state == Motion.State.REJECTED:
        raise RuleError(_("This motion was rejected."), code="motion_rejected", details={"field": "motion"})
    meeting, counts = motion.meeting, motion.counts
    told = {
        "meeting_zh": meeting.name_zh,
        "meeting_en": meeting.name_en,
        "form": meeting.mode or None,
        "decided_on": timezone.localdate(motion.decided_at, meeting.association.zone)
        if motion.decided_at
        else None,
        "way": motion.way or None,
        "entitled": counts.get("entitled"),
        "present": _present(counts),
        "in_favour": motion.for_count,
        "against": motion.against_count,
        "abstained": motion.abstain_count,
    }
    return {key: value for key, value in told.items() if value is not None}


def _present(counts: Mapping[str, int | None]) -> int | None:
    """Everyone who was there, on site, online or in writing; None where the motion does not say."""
    if "present_on_site" not in counts:
        return None
    return sum(counts.get(name) or 0 for name in ("present_on_site", "present_online", "by_correspondence"))


def _require_vote(standard: DuesStandard, vote: Vote, told: Mapping[str, object]) -> None:
    decided_on = told.get("decided_on")
    missing = next((name for name, value in vote.as_data().items() if value is None), None)
    if missing or not vote.way or not decided_on:
        raise InvalidError(
            _(
                "Say when and in which way the assembly voted, and the count: entitled, present, for, against, abstaining."
            ),
            code="vote_incomplete",
            details={"field": missing or ("way" if not vote.way else "decided_on")},
        )
    if isinstance(decided_on, date) and decided_on > timezone.localdate(timezone=standard.association.zone):
        raise InvalidError(
            _("It cannot have been decided on a day to come."),
            code="day_to_come",
            details={"field": "decided_on"},
        )
    if not standard.rates.exists():
        raise RuleError(_("A standard without rates cannot be adopted. Set them first."), code="no_rates")


def _require_ok(verdicts: list[Verdict]) -> None:
    refused = next((verdict for verdict in verdicts if not verdict.ok), None)
    if refused:
        raise RuleError(
            refused.sentence.in_language(get_language() or "en"),
            code=refused.code,
            details={"verdict": refused.as_data()},
        )


def _end_predecessor(standard: DuesStandard) -> None:
    """The one still open ends the day before; one that has notices for later days cannot."""
    standing = DuesStandard.objects.adopted().filter(association=standard.association, to_on__isnull=True)
    before = standing.select_for_update().first()
    if before is None:
        return
    if before.from_on >= standard.from_on:
        raise RuleError(
            _("“%(before)s” is in force from %(day)s. A new standard has to begin later.")
            % {"before": before, "day": before.from_on.isoformat()},
            code="begins_too_early",
            details={"field": "from_on"},
        )
    standing.filter(pk=before.pk).update(to_on=standard.from_on - timedelta(days=1), version=F("version") + 1)


def _plain(rates: Mapping[Tier, int]) -> list[dict[str, object]]:
    return [
        {"tier": str(tier.pk), "name": tier.name_zh or tier.name_en, "amount": amount}
        for tier, amount in rates.items()
    ]
