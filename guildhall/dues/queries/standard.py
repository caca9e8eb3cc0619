from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from guildhall.accounts.models import Association, User
from guildhall.core.sentences import Sentence
from guildhall.dues.models import DuesStandard
from guildhall.dues.models.standard import DuesStandardQuerySet
from guildhall.dues.permissions import may_decide_on_money, may_keep_money
from guildhall.meetings.models import Motion
from guildhall.registry.models import Body
from guildhall.registry.queries import profile_on
from guildhall.registry.rules import (
    Applied,
    Counts,
    MeetingForm,
    Profile,
    Tally,
    Verdict,
    Way,
    is_carried,
    may_decide_so,
)
from guildhall.registry.rules.labels import WAYS

MOTION = "dues_standard"


@dataclass(frozen=True)
class Vote:
    """How the assembly voted. None: not said."""

    entitled: int | None
    present: int | None
    in_favour: int | None
    against: int | None
    abstained: int | None
    way: str = ""
    form: str = MeetingForm.ON_SITE

    @classmethod
    def from_details(cls, told: Mapping[str, Any]) -> "Vote":
        counts: dict[str, Any] = {
            name: told.get(name) for name in ("entitled", "present", "in_favour", "against", "abstained")
        }
        return cls(**counts, way=told.get("way") or "", form=told.get("form") or MeetingForm.ON_SITE)

    def as_data(self) -> dict[str, int | None]:
        """The five counts."""
        return {name: value for name, value in asdict(self).items() if name not in ("way", "form")}


def verdicts_on(standard: DuesStandard, vote: Vote) -> list[Verdict]:
    """What the charter in force on the first day of the standard says: may it be decided so, is it carried, are
    there too many tiers. All have to be yes for it to be adopted; where the charter is silent nothing is in the way.
    """
    profile = profile_on(standard.association, standard.from_on)
    kind = standard.body.kind
    counts = Counts(entitled=vote.entitled or 0, present_on_site=vote.present or 0)
    tally = Tally(vote.in_favour or 0, vote.against or 0, vote.abstained or 0)
    asked = [
        may_decide_so(profile, kind, MOTION, Way(vote.way), MeetingForm(vote.form)),
        is_carried(profile, kind, MOTION, tally, counts),
        tiers_verdict(profile, standard.rates.order_by().values("amount").distinct().count()),
    ]
    return [_silent_is_yes(verdict) for verdict in asked if verdict]


def _silent_is_yes(verdict: Verdict) -> Verdict:
    return replace(verdict, ok=True) if verdict.code == "no_rule" else verdict


def tiers_verdict(profile: Profile, count: int) -> Verdict | None:
    """At most as many different amounts as the charter allows."""
    rule = profile.rule("dues.tiers_max")
    if rule is None:
        return None
    ok = count <= rule.number
    return Verdict(
        ok=ok,
        code="tiers_allowed" if ok else "too_many_tiers",
        sentence=Sentence(
            f"会费{count}档，章程规定不超过{rule.number}档：{'符合' if ok else '不符合'}。",
            f"{count} rates of dues; the charter allows {rule.number} at most: {'kept' if ok else 'not kept'}.",
        ),
        applied=Applied(rule, needed=rule.number, got=count),
    )


def way_said(standard: DuesStandard) -> str:
    """The way of voting in words."""
    words = WAYS.get(standard.way)
    return words.in_language(get_language() or "en") if words else ""


def tell_by(standard: DuesStandard) -> int | None:
    """Within how many days all members are told, where the charter says so."""
    rule = profile_on(standard.association, standard.from_on).rule(f"motions.{MOTION}.told_within_days")
    return rule.number if rule else None


def standard_list(user: User, association: Association) -> DuesStandardQuerySet:
    """Standards: the adopted ones for everyone who belongs here, drafts for those who work on them."""
    standards = DuesStandard.objects.of(association).visible_to(user).select_related("body", "association")
    if not (may_keep_money(user, association) or may_decide_on_money(user, association)):
        standards = standards.adopted()
    return standards.annotate(rates_count=Count("rates")).order_by("-from_on", "-pk")


def standard_on(association: Association, day: date) -> DuesStandard | None:
    """The standard in force on the day."""
    standing = DuesStandard.objects.adopted().filter(association=association, from_on__lte=day)
    return standing.filter(Q(to_on__isnull=True) | Q(to_on__gte=day)).order_by("-from_on").first()


def motions_for(standard: DuesStandard) -> QuerySet[Motion]:
    """Motions on dues standards in meetings of the standard's body, rejected ones left out."""
    motions = Motion.objects.filter(meeting__body=standard.body_id, kind=MOTION)
    return motions.exclude(state=Motion.State.REJECTED).select_related("meeting__association")


def bodies_to_decide(association: Association) -> QuerySet[Body]:
    """The bodies to which a standard can be put, the assembly first."""
    return Body.objects.filter(association=association, parent__isnull=True) | Body.objects.filter(
        association=association, kind=Body.Kind.ASSEMBLY
    )


def standard_acts(user: User, standard: DuesStandard) -> set[str]:
    """What the user may do to the standard now."""
    if standard.state != DuesStandard.State.DRAFT:
        return set()
    acts = {"change_standard", "set_rates"} if may_keep_money(user, standard.association) else set()
    return acts | ({"adopt_standard"} if may_decide_on_money(user, standard.association) else set())


def today_at(association: Association) -> date:
    """The date where the association is."""
    return timezone.localdate(timezone=association.zone)
