"""An election is prepared, its list of candidates fixed, its rounds settled, and it is closed or broken off."""

from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.core.models import in_language
from guildhall.meetings.actions import add_item, change_motion, put_motion, withdraw_motion
from guildhall.meetings.models import AgendaItem, Meeting, Motion
from guildhall.meetings.naming import in_chinese
from guildhall.meetings.permissions import require_may_prepare, require_may_publish
from guildhall.meetings.queries import motion_rules
from guildhall.notices.actions import give_notices
from guildhall.registry.actions.details import changed_meanwhile, require_order, trimmed
from guildhall.registry.models import Post
from guildhall.votes import notices
from guildhall.votes.models import Candidate, Election, Vote
from guildhall.votes.queries.election import ELECTION_KINDS, candidates_of
from guildhall.votes.queries.fitness import contest_rule, fitness_of, list_verdict
from guildhall.votes.strokes import in_stroke_order

MOST_SEATS = 400
UNDER_WAY = (Election.State.NOMINATING, Election.State.LISTED, Election.State.DECIDED)


class ElectionDetails(TypedDict, total=False):
    """How the election is held. ``contest`` and ``seats`` decide what a complete list is."""

    contest: str
    seats: int
    write_ins: bool
    term_number: int | None
    term_from: date | None
    term_to: date | None
    is_hired: bool
    nominate_by: datetime | None
    started_on: date | None


@transaction.atomic
def prepare_election(
    meeting: Meeting,
    post: Post,
    *,
    kind: str = "election",
    item: AgendaItem | None = None,
    actor: User,
    **details: Unpack[ElectionDetails],
) -> Election:
    """An election of this post is put to a coming meeting: its motion stands on the agenda, nominations are open.

    Without ``item`` the agenda gets one. Refused where the charter lets this body, or this form of meeting, decide no
    election; where it wants equal (or more) candidates and the other is asked; once the meeting has begun; and while
    another election of the post is under way in the same meeting.
    """
    require_may_prepare(actor, meeting)
    values = {"started_on": timezone.localdate(timezone=meeting.association.zone)} | trimmed(details)
    _require_sound(meeting, post, kind, values)
    zh, en = _title(post, values.get("term_number"))
    if item is None:
        item = add_item(meeting, kind=AgendaItem.Kind.DECISION, title_zh=zh, title_en=en, actor=actor)
    motion = put_motion(meeting, kind=kind, item=item, title_zh=zh, title_en=en, actor=actor)
    _require_allowed(motion)
    election = Election.objects.create(
        association=meeting.association, motion=motion, post=post, **_with_contest(motion, values)
    )
    _require_contest(election)
    record("election.prepared", actor=actor, subject=election, post=post.name, seats=election.seats)
    return election


@transaction.atomic
def change_election(
    election: Election, *, version: int, actor: User, **details: Unpack[ElectionDetails]
) -> Election:
    """Change how the election is held while nominations are open; refused where somebody else was faster."""
    require_may_prepare(actor, election.motion.meeting)
    values = trimmed(details)
    stands = {name: getattr(election, name) for name in ElectionDetails.__annotations__}
    _require_sound(
        election.motion.meeting, election.post, election.motion.kind, stands | values, known=election
    )
    changed = Election.objects.filter(pk=election.pk, state=Election.State.NOMINATING, version=version)
    if not changed.update(**values, version=F("version") + 1):
        election.refresh_from_db(fields=["state"])
        raise (
            wrong_state(election)
            if election.state != Election.State.NOMINATING
            else changed_meanwhile(election, values)
        )
    election.refresh_from_db()
    _require_contest(election)
    if stands["term_number"] != election.term_number and election.motion.state == Motion.State.PUT:
        zh, en = _title(election.post, election.term_number)
        change_motion(election.motion, version=election.motion.version, title_zh=zh, title_en=en, actor=actor)
    record("election.changed", actor=actor, subject=election, fields=sorted(values))
    return election


@transaction.atomic
def fix_slate(election: Election, *, checked: str = "", actor: User) -> Election:
    """The list is complete: everyone on it stands, meets the conditions, and gets a place by strokes of the surname.

    Refused: nominated people who have not answered, anyone whom the charter's rules forbid the post, anyone of whom
    that cannot be told unless ``checked`` says who checked it by which paper, and fewer (or more) names than the seats
    demand. Of two people who fix it at once the second is told.
    """
    require_may_prepare(actor, election.motion.meeting)
    fixed = Election.objects.filter(pk=election.pk, state=Election.State.NOMINATING)
    if not fixed.update(state=Election.State.LISTED, version=F("version") + 1):
        election.refresh_from_db(fields=["state"])
        raise wrong_state(election)
    election.refresh_from_db()
    standing = _standing(election)
    _keep_fitness(election, standing, checked.strip())
    for place, candidate in enumerate(_in_order(standing), start=1):
        candidate.place = place
        candidate.election = election
    Candidate.objects.bulk_update(standing, ["place", "fitness"])
    record(
        "election.list_fixed", actor=actor, subject=election, candidates=len(standing), seats=election.seats
    )
    give_notices(
        election.association, [notices.listed(one) for one in standing if one.person.user_id is not None]
    )
    return election


@transaction.atomic
def unfix_slate(election: Election, *, reason: str, actor: User) -> Election:
    """The list is opened again, with a reason; places and verdicts are dropped. Only before a vote."""
    require_may_prepare(actor, election.motion.meeting)
    if not reason.strip():
        raise InvalidError(
            _("Say why the list is opened again."), code="reason_missing", details={"field": "reason"}
        )
    if Vote.objects.filter(election=election).exclude(state=Vote.State.ABANDONED).exists():
        raise RuleError(_("A vote was held on this list; it cannot be opened again."), code="vote_begun")
    opened = Election.objects.filter(pk=election.pk, state=Election.State.LISTED)
    if not opened.update(state=Election.State.NOMINATING, version=F("version") + 1):
        election.refresh_from_db(fields=["state"])
        raise wrong_state(election)
    Candidate.objects.filter(election=election).update(place=None, fitness={})
    election.refresh_from_db()
    record("election.list_opened", actor=actor, subject=election, reason=reason.strip())
    return election


@transaction.atomic
def abandon_election(election: Election, *, reason: str, actor: User) -> Election:
    """The election is broken off; its motion is withdrawn. Refused while a vote is open, and once it is decided."""
    require_may_prepare(actor, election.motion.meeting)
    if not reason.strip():
        raise InvalidError(
            _("Say why the election is broken off."), code="reason_missing", details={"field": "reason"}
        )
    if Vote.objects.filter(election=election, state__in=(Vote.State.OPEN, Vote.State.COUNTING)).exists():
        raise RuleError(_("A vote on it is open. Close it or break it off first."), code="vote_under_way")
    states = (Election.State.NOMINATING, Election.State.LISTED)
    ended = Election.objects.filter(pk=election.pk, state__in=states)
    if not ended.update(state=Election.State.ABANDONED, version=F("version") + 1):
        election.refresh_from_db(fields=["state"])
        raise wrong_state(election)
    election.refresh_from_db()
    election.motion.refresh_from_db()
    if election.motion.state == Motion.State.PUT:
        withdraw_motion(election.motion, actor=actor)
    record("election.abandoned", actor=actor, subject=election, reason=reason.strip())
    return election


@transaction.atomic
def show_election(election: Election, *, is_public: bool, actor: User) -> Election:
    """The result stands on a public page, or no longer does. Refused before the election is decided."""
    require_may_publish(actor, election.motion.meeting)
    decided = (Election.State.DECIDED, Election.State.IN_OFFICE)
    if not Election.objects.filter(pk=election.pk, state__in=decided).update(is_public=is_public):
        election.refresh_from_db(fields=["state"])
        raise wrong_state(election)
    election.is_public = is_public
    record("election.shown" if is_public else "election.hidden", actor=actor, subject=election)
    return election


def _standing(election: Election) -> list[Candidate]:
    """The candidates of the list that is being fixed; refused where it is none."""
    candidates = list(candidates_of(election))
    waiting = [one.person.name for one in candidates if one.state == Candidate.State.NOMINATED]
    if waiting:
        raise RuleError(
            _("Not everyone nominated has answered: %(names)s. Enter their answers, or take them off.")
            % {"names": ", ".join(waiting)},
            code="unanswered",
            details={"names": waiting},
        )
    standing = [one for one in candidates if one.state == Candidate.State.STANDING]
    verdict = list_verdict(election, standing)
    if not verdict.ok:
        raise RuleError(
            in_language(verdict.sentence.zh, verdict.sentence.en),
            code=verdict.code,
            details={"verdict": verdict.as_data()},
        )
    return standing


def _keep_fitness(election: Election, standing: list[Candidate], checked: str) -> None:
    """What the rules say to each, kept with the candidate; refused where one may not, or may perhaps not, hold the post."""
    fitness = fitness_of(election, standing)
    for wrong, code in ((False, "unfit"), (None, "fitness_unknown")):
        found = [one for one in standing if fitness[one.pk].ok is wrong]
        if found and not (wrong is None and checked):
            said = [(one.person.name, fitness[one.pk].sentence) for one in found]
            sentences = " ".join(f"{name}: {in_language(says.zh, says.en)}" for name, says in said)
            end = (
                _("They cannot be listed.") if wrong is False else _("Say who checked it and by which paper.")
            )
            raise RuleError(
                f"{sentences} {end}",
                code=code,
                details={"field": "checked", "names": [name for name, _says in said]},
            )
    for one in standing:
        kept = fitness[one.pk].as_data()
        one.fitness = kept | ({"checked": checked} if kept["ok"] is None else {})


def _in_order(standing: list[Candidate]) -> list[Candidate]:
    """By strokes of the surname; names without Chinese characters after them."""
    return in_stroke_order(standing, names=lambda one: (one.person.name_zh, one.person.name_en))


def _title(post: Post, term: int | None) -> tuple[str, str]:
    """What the motion is called, in Chinese and in English."""
    zh, en = post.name_zh or post.name_en, post.name_en or post.name_zh
    if term is None:
        return f"选举{zh}", f"Election: {en}"
    return f"选举第{in_chinese(term)}届{zh}", f"Election: {en}, term {term}"


def _require_sound(
    meeting: Meeting, post: Post, kind: str, values: dict[str, Any], known: Election | None = None
) -> None:
    if kind not in ELECTION_KINDS:
        raise InvalidError(
            _("Choose an election or a re-election."), code="kind_unknown", details={"field": "kind"}
        )
    if post.association_id != meeting.association_id:
        raise InvalidError(
            _("The post belongs to another association."),
            code="other_association",
            details={"field": "post"},
        )
    meeting.refresh_from_db()
    if meeting.state not in (Meeting.State.DRAFT, Meeting.State.NOTIFIED, Meeting.State.OPEN):
        raise RuleError(
            _("An election is prepared for a meeting that is still to come. This one is: %(state)s.")
            % {"state": meeting.get_state_display()},
            code="meeting_over",
        )
    if not 1 <= values.get("seats", 1) <= MOST_SEATS:
        raise InvalidError(
            _("At least one seat, and at most %(most)s.") % {"most": MOST_SEATS},
            code="seats_unclear",
            details={"field": "seats"},
        )
    require_order(values.get("term_from"), values.get("term_to"))
    same = Election.objects.filter(post=post, motion__meeting=meeting, state__in=UNDER_WAY)
    if known is None and same.exists():
        raise RuleError(
            _("An election of this post is under way in this meeting."), code="election_under_way"
        )


def _require_allowed(motion: Motion) -> None:
    """Whether this body, in this form of meeting, can hold an election at all; the charter's sentence if not."""
    rules = motion_rules(motion)
    refused = [verdict for verdict in rules.ways.values() if verdict.ok is False]
    if refused and not rules.allowed:
        first = next((one for one in refused if one.code == "not_by_correspondence"), refused[0])
        raise RuleError(
            in_language(first.sentence.zh, first.sentence.en),
            code=first.code,
            details={"verdict": first.as_data()},
        )


def _with_contest(motion: Motion, values: dict[str, Any]) -> dict[str, Any]:
    """Where nobody chose and the charter says which, the charter's."""
    probe = Election(association=motion.association, motion=motion)
    rule = contest_rule(probe)
    demanded = str(rule.value) if rule and rule.value in Election.Contest.values else Election.Contest.EQUAL
    return {"contest": demanded} | {
        name: value for name, value in values.items() if name != "contest" or value
    }


def _require_contest(election: Election) -> None:
    if election.contest not in Election.Contest.values:
        raise InvalidError(
            _("Choose as many candidates as seats, or more."),
            code="contest_unknown",
            details={"field": "contest"},
        )
    rule = contest_rule(election)
    if rule is not None and rule.value not in ("either", election.contest):
        demanded = Election.Contest(str(rule.value)).label
        raise RuleError(
            _("The charter demands: %(contest)s (%(source)s).")
            % {"contest": demanded, "source": in_language(rule.source.zh, rule.source.en)},
            code="contest_not_allowed",
            details={"field": "contest"},
        )


def wrong_state(election: Election) -> RuleError:
    return RuleError(
        _("This cannot be done now. The election stands at: %(state)s.")
        % {"state": election.get_state_display()},
        code="wrong_state",
        details={"state": election.state},
    )
