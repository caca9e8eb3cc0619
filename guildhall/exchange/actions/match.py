"""What two sides say of a match, and what the background keeps of what fits."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.exchange import notices
from guildhall.exchange.models import Feedback, Listing, Match
from guildhall.exchange.permissions import require_may_amend, require_may_answer
from guildhall.exchange.projection import projection
from guildhall.exchange.queries.fitting import Fit
from guildhall.jobs.actions import start_job
from guildhall.jobs.models import Job
from guildhall.notices.actions import give_notices
from guildhall.registry.queries import today_in

Answer = Match.Answer
LONGEST_NOTE = 300
ANSWERED = ~Q(need_answer=Answer.OPEN) | ~Q(offer_answer=Answer.OPEN)


@transaction.atomic
def answer_match(
    match: Match, *, side: str, verdict: str, reason: str = "", note: str = "", actor: User
) -> Feedback:
    """Say for one side whether it is interested; who is not says why. The last word of each side counts.

    For the people of that side's organization, or the secretariat on their behalf. Whoever declined is not shown this
    again; when both are interested the secretariat is told, so that it introduces them. Refused when either listing is
    no longer published, and after the introduction.
    """
    _require_answer(side, verdict, reason, note)
    require_may_answer(actor, match, side)
    _require_live(match)
    was = getattr(match, f"{side}_answer")
    answered = Match.objects.filter(pk=match.pk, introduced_at__isnull=True).update(
        **{f"{side}_answer": verdict, "version": F("version") + 1}
    )
    if not answered:
        raise RuleError(
            _("The two sides were introduced already. What comes of it is noted on their cooperation."),
            code="already_introduced",
        )
    match.refresh_from_db(fields=["need_answer", "offer_answer", "version"])
    listing = match.need if side == Listing.Side.NEED else match.offer
    feedback = Feedback.objects.create(
        association=match.association,
        match=match,
        side=side,
        organization=listing.organization,
        verdict=verdict,
        reason=reason if verdict == Answer.DECLINED else "",
        note=note.strip(),
        by=actor,
    )
    if was != verdict:
        for association, drafts in notices.answered(match, side, actor):
            give_notices(association, drafts)
    record(
        "match.answered", actor=actor, subject=match, side=str(side), verdict=str(verdict), reason=str(reason)
    )
    return feedback


@transaction.atomic
def note_introduction(match: Match, *, actor: User) -> Match:
    """From now on both sides know each other's names: a step of introducing, for the room of cooperation, which has
    checked who may and keeps the record. Refused a second time."""
    now = timezone.now()
    if not Match.objects.filter(pk=match.pk, introduced_at__isnull=True).update(introduced_at=now):
        raise RuleError(_("These two were introduced already."), code="already_introduced")
    match.introduced_at = now
    return match


@transaction.atomic
def ask_for_match(listing: Listing, *, actor: User) -> Job:
    """Match a published listing again, in the background; for whoever may change it."""
    require_may_amend(actor, listing)
    if listing.state != Listing.State.PUBLISHED or listing.is_expired_on(today_in(listing.association)):
        raise RuleError(_("Only what is published and still valid is matched."), code="not_published")
    job = start_job(
        "exchange.match_listing",
        association=listing.association,
        arguments={"listing": str(listing.pk)},
        actor=actor,
    )
    record("listing.matched_again", actor=actor, subject=listing)
    return job


@transaction.atomic
def keep_fits(need: Listing, fits: Sequence[Fit]) -> list[Match]:
    """Keep what fits a need and is good enough to be told of; returns what was not known before.

    What does not fit any more goes where nobody was told of it, else it loses its rank: answers and what came of it stay.
    """
    told = {fit.listing.pk: fit for fit in fits if fit.place.is_told}
    known = {match.offer_id: match for match in Match.objects.filter(need=need)}
    changed = [
        _changed(known[pk], rank, fit) for rank, (pk, fit) in enumerate(told.items(), 1) if pk in known
    ]
    Match.objects.bulk_update(changed, ["score", "rank", "reasons", "kind", "is_across_languages"])
    gone = Match.objects.filter(need=need, introduced_at__isnull=True).exclude(offer__in=told)
    gone.filter(told_at__isnull=True).exclude(ANSWERED).delete()
    gone.update(rank=0)
    new = [
        _changed(Match(association=need.association, need=need, offer=fit.listing), rank, fit)
        for rank, (pk, fit) in enumerate(told.items(), 1)
        if pk not in known
    ]
    Match.objects.bulk_create(new, ignore_conflicts=True)
    return new


def _changed(match: Match, rank: int, fit: Fit) -> Match:
    place = fit.place
    match.score, match.rank, match.reasons = place.score, rank, list(fit.reasons)
    match.kind = Match.Kind.COMPLEMENTARY if place.is_complementary else Match.Kind.SAME
    match.is_across_languages = fit.is_across_languages
    return match


@transaction.atomic
def tell_of_matches(listing: Listing) -> int:
    """Tell the listing's owner and the secretariat of its matches that nobody was told of; returns how many there are."""
    own = Match.objects.filter(Q(need=listing) | Q(offer=listing), told_at__isnull=True, rank__gt=0)
    new = list(
        own.select_related("need__organization", "offer__organization", "association").order_by(
            "-score", "pk"
        )
    )
    if new:
        Match.objects.filter(pk__in=[match.pk for match in new]).update(told_at=timezone.now())
        give_notices(listing.association, notices.matched(listing, new))
    return len(new)


@transaction.atomic
def send_match_digest(association: Association, *, now: datetime, actor: User | None = None) -> int:
    """Tell everyone, once a week, of new matches of the own organization; nothing where nothing is new.

    Called by the clock, without an actor. How many notices were given comes back.
    """
    return len(give_notices(association, notices.digests(association, now)))


def _require_answer(side: str, verdict: str, reason: str, note: str) -> None:
    _require_one_of(side, Listing.Side.values, "side")
    _require_one_of(verdict, Feedback.Verdict.values, "verdict")
    if verdict == Answer.DECLINED:
        _require_one_of(reason, Feedback.Reason.values, "reason")
    if len(note.strip()) > LONGEST_NOTE:
        raise InvalidError(
            _("The note has %(length)d characters; %(most)d are the most.")
            % {"length": len(note.strip()), "most": LONGEST_NOTE},
            code="too_long",
            details={"field": "note"},
        )


def _require_one_of(value: str, values: Iterable[str], field: str) -> None:
    if value not in values:
        sentences = {
            "side": _("Say for which side you answer: the need or the offer."),
            "verdict": _("Say whether you are interested."),
            "reason": _("Say why you are not interested: it makes later matches better."),
        }
        raise InvalidError(sentences[field], code=f"{field}_missing", details={"field": field})


def _require_live(match: Match) -> None:
    for listing in (match.need, match.offer):
        if listing.state != Listing.State.PUBLISHED or listing.is_expired_on(today_in(listing.association)):
            raise RuleError(
                _("“%(title)s” is no longer published, so there is nothing to answer.")
                % {
                    "title": listing.title
                    if listing.visibility != Listing.Visibility.ANONYMOUS
                    else _("One side")
                },
                code="not_published",
            )


def match_at_once(listing: Listing) -> None:
    """A listing was published, changed, renewed or closed: the index follows the commit, and what is published is
    matched in the background. Called inside the action's transaction."""
    if listing.state == Listing.State.PUBLISHED:
        start_job(
            "exchange.match_listing",
            association=listing.association,
            arguments={"listing": str(listing.pk)},
            actor=None,
            key=f"exchange.match:{listing.pk}:{listing.version}",
        )
    transaction.on_commit(partial(projection().follow, [listing.pk]), robust=True)
