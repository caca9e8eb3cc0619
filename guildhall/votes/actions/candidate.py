"""Candidates: nominated, asked whether they stand, withdrawn."""

from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.meetings.permissions import may_prepare, require_may_prepare
from guildhall.notices.actions import give_notice
from guildhall.registry.models import Organization, Person
from guildhall.registry.queries import person_of
from guildhall.votes import notices
from guildhall.votes.models import Candidate, Election, Teller
from guildhall.votes.permissions import is_own_candidacy, require_may_answer, require_may_nominate
from guildhall.votes.queries.nomination import people_named

ANSWERABLE = (Candidate.State.NOMINATED, Candidate.State.STANDING, Candidate.State.DECLINED)
GONE = (Candidate.State.DECLINED, Candidate.State.WITHDRAWN)


class NominationDetails(TypedDict, total=False):
    """What is said with a nomination. ``organization``: the unit that the candidate represents."""

    organization: Organization | None
    statement_zh: str
    statement_en: str
    nominated_by_zh: str
    nominated_by_en: str


@transaction.atomic
def nominate(
    election: Election,
    person: Person,
    *,
    stands: bool = False,
    actor: User,
    **details: Unpack[NominationDetails],
) -> Candidate:
    """Somebody is put forward for the post; they are told and asked whether they stand.

    By whoever prepares the meeting (``stands``: with the candidate's consent at hand), or, while nominations are open,
    by anyone with a vote in it; who nominates themselves stands. Refused: once the list is fixed, twice, guests,
    somebody of another association, and whoever watches or counts a vote on this election.
    """
    require_may_nominate(actor, election)
    require_open_list(election)
    _require_nominable(election, person)
    organization = details.get("organization")
    if organization is not None and organization.association_id != election.association_id:
        raise InvalidError(
            _("The unit must be known to the same association."),
            code="other_association",
            details={"field": "organization"},
        )
    own = person.user_id is not None and person.user_id == actor.pk
    prepares = may_prepare(actor, election.motion.meeting)
    values = {name: value.strip() if isinstance(value, str) else value for name, value in details.items()}
    if not prepares:
        values |= _nominator(election, actor)
    values["state"] = Candidate.State.STANDING if own or (stands and prepares) else Candidate.State.NOMINATED
    values["entered_by"] = actor
    candidate = _stored(election, person, values)
    record("candidate.nominated", actor=actor, subject=candidate, election=str(election.pk))
    if person.user_id is not None and not own:
        give_notice(election.association, notices.nominated(candidate))
    return candidate


@transaction.atomic
def nominate_names(election: Election, names: str, *, stands: bool = False, actor: User) -> list[Candidate]:
    """Candidates from lines as they are pasted out of Excel: a name, and beside it the unit where that is needed.

    All of them or none: refused with the lines that name nobody, or several people, of the association.
    """
    require_may_prepare(actor, election.motion.meeting)
    found, unclear = people_named(election.association, names)
    if unclear:
        raise InvalidError(
            _("These lines name nobody, or more than one person, of the association: %(lines)s")
            % {"lines": "; ".join(unclear)},
            code="names_unclear",
            details={"field": "names", "lines": unclear},
        )
    if not found:
        raise InvalidError(
            _("Paste one name in each line."), code="names_missing", details={"field": "names"}
        )
    return [
        nominate(election, person, organization=person.organization, stands=stands, actor=actor)
        for person in found
    ]


@transaction.atomic
def answer_nomination(
    candidate: Candidate, *, stands: bool, statement_zh: str = "", statement_en: str = "", actor: User
) -> Candidate:
    """The candidate stands, or declines; until the list is fixed they may change their mind.

    By themselves, or entered by whoever prepares the meeting. A statement given replaces the one of the nomination.
    """
    require_may_answer(actor, candidate)
    require_open_list(candidate.election)
    changes = {"statement_zh": statement_zh.strip(), "statement_en": statement_en.strip()}
    changes = {name: text for name, text in changes.items() if text}
    state = Candidate.State.STANDING if stands else Candidate.State.DECLINED
    _move(candidate, ANSWERABLE, state, **changes)
    own = is_own_candidacy(actor, candidate)
    record(
        "candidate.accepted" if stands else "candidate.declined",
        actor=actor,
        subject=candidate,
        in_person=own,
    )
    return candidate


@transaction.atomic
def withdraw_candidate(candidate: Candidate, *, reason: str = "", actor: User) -> Candidate:
    """The candidate takes the candidacy back, or whoever prepares the list takes the name off it, and says why.

    Refused once the list is fixed: open it again first, which is possible before a vote.
    """
    require_may_answer(actor, candidate)
    require_open_list(candidate.election)
    if not reason.strip() and not is_own_candidacy(actor, candidate):
        raise InvalidError(
            _("Say why the name is taken off the list."), code="reason_missing", details={"field": "reason"}
        )
    standing = (Candidate.State.NOMINATED, Candidate.State.STANDING)
    _move(candidate, standing, Candidate.State.WITHDRAWN, reason=reason.strip()[:200])
    record("candidate.withdrawn", actor=actor, subject=candidate, reason=candidate.reason)
    return candidate


def require_open_list(election: Election) -> None:
    """Refuse once the list is fixed. Takes the election's row, so that fixing the list comes before or after."""
    if Election.objects.filter(pk=election.pk, state=Election.State.NOMINATING).update(
        state=Election.State.NOMINATING
    ):
        return
    election.refresh_from_db(fields=["state"])
    raise RuleError(
        _("The list of candidates is not open any more: %(state)s.")
        % {"state": election.get_state_display()},
        code="list_fixed",
    )


def _require_nominable(election: Election, person: Person) -> None:
    refusals = {
        "other_association": (
            person.association_id != election.association_id,
            _("The person must be known to the same association."),
        ),
        "guest": (person.is_guest, _("A guest of the association does not stand for election.")),
    }
    for code, (is_so, sentence) in refusals.items():
        if is_so:
            raise InvalidError(sentence, code=code, details={"field": "person"})
    require_not_a_teller(election, person)


def require_not_a_teller(election: Election, person: Person) -> None:
    """Who watches or counts a vote on the election does not stand in it."""
    if Teller.objects.filter(vote__election=election, person=person).exists():
        raise InvalidError(
            _("%(name)s watches or counts the vote on this election and cannot stand in it.")
            % {"name": person.name},
            code="candidate_is_teller",
            details={"field": "person"},
        )


def _nominator(election: Election, actor: User) -> dict[str, str]:
    person = person_of(actor, election.association)
    if person is None:
        return {}
    return {"nominated_by_zh": person.name_zh, "nominated_by_en": person.name_en}


def _stored(election: Election, person: Person, values: dict[str, object]) -> Candidate:
    """A new candidate, or one who had declined or withdrawn and is put forward again."""
    known = Candidate.objects.filter(election=election, person=person).first()
    if known is None:
        candidate = Candidate.objects.create(
            association=election.association, election=election, person=person, **values
        )
        candidate.election = election
        return candidate
    if not Candidate.objects.filter(pk=known.pk, state__in=GONE).update(reason="", **values):
        raise RuleError(
            _("%(name)s is nominated already.") % {"name": person.name},
            code="already_nominated",
            details={"field": "person"},
        )
    known.refresh_from_db()
    known.election = election
    return known


def _move(candidate: Candidate, states: tuple[str, ...], state: str, **changes: str) -> None:
    changed = Candidate.objects.filter(pk=candidate.pk, state__in=states).update(state=state, **changes)
    for name in ("state", *changes):
        setattr(candidate, name, {"state": state, **changes}[name] if changed else getattr(candidate, name))
    if not changed:
        candidate.refresh_from_db(fields=["state"])
        raise RuleError(
            _("This candidacy cannot be changed so any more: %(state)s.")
            % {"state": candidate.get_state_display()},
            code="wrong_state",
        )
