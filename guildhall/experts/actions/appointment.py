"""Experts appointed for a term by a letter of appointment, renewed, ended, and those warned whose term ends."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power
from guildhall.audit.actions import record
from guildhall.commitments.actions import Party, discard_letter, draft_letter, offer_letter, revoke_letter
from guildhall.commitments.models import Letter
from guildhall.commitments.printing import spelled
from guildhall.core.errors import InvalidError, RuleError
from guildhall.experts import notices
from guildhall.experts.actions.expert import said
from guildhall.experts.models import Appointment, Expert, ExpertClass
from guildhall.experts.permissions import require_may_appoint
from guildhall.experts.queries import body_of, terms_ending
from guildhall.notices.actions import give_notices
from guildhall.registry.models import Person, Post, in_force
from guildhall.registry.queries import today_in

STEPS = (90, 30)
YEARS_MOST = 10


@dataclass(frozen=True)
class Term:
    """In which class, from when to when, and who signs for the association."""

    expert_class: ExpertClass
    from_on: date
    to_on: date
    signatory: Person


@transaction.atomic
def appoint_expert(
    expert: Expert, *, term: Term, text_zh: str = "", text_en: str = "", actor: User
) -> Appointment:
    """Appoint for a term: the letter of appointment is offered to the signatory and the expert, who sign it.

    Refused: a term that overlaps another in the same class, a class out of use, an expert who left the pool, a
    signatory without a post today that signs for the association, a term that ends before it begins.
    """
    require_may_appoint(actor, expert.association)
    return _appoint(expert, term, text_zh, text_en, None, actor)


@transaction.atomic
def renew_appointment(
    appointment: Appointment, *, term: Term, text_zh: str = "", text_en: str = "", actor: User
) -> Appointment:
    """A further term after this one, with a letter of its own. Refused a second time, and as ``appoint_expert``."""
    require_may_appoint(actor, appointment.association)
    if term.from_on <= appointment.to_on:
        raise InvalidError(
            _("The new term begins after %(day)s, the last day of this one.")
            % {"day": appointment.to_on.isoformat()},
            code="term_overlaps",
            details={"field": "from_on"},
        )
    return _appoint(appointment.expert, term, text_zh, text_en, appointment, actor)


def _appoint(
    expert: Expert, term: Term, text_zh: str, text_en: str, renews: Appointment | None, actor: User
) -> Appointment:
    held = Expert.objects.select_for_update(of=("self",)).select_related("person", "association")
    expert = held.get(pk=expert.pk)
    _require_sound(expert, term)
    _require_signatory(term.signatory, expert)
    _require_apart(expert, term)
    if renews is not None and Appointment.objects.filter(renews=renews).exists():
        raise RuleError(_("This appointment was renewed already."), code="renewed")
    made = Appointment.objects.create(
        association=expert.association,
        expert=expert,
        expert_class=term.expert_class,
        from_on=term.from_on,
        to_on=term.to_on,
        renews=renews,
        appointed_by=actor,
    )
    made.letter = _letter(made, term.signatory, text_zh, text_en, actor)
    made.save(update_fields=["letter"])
    record(
        "appointment.made",
        actor=actor,
        subject=made,
        expert=str(expert.pk),
        expert_class=str(term.expert_class.pk),
        from_on=term.from_on.isoformat(),
        to_on=term.to_on.isoformat(),
        renews=str(renews.pk) if renews else None,
    )
    return made


def _letter(made: Appointment, signatory: Person, text_zh: str, text_en: str, actor: User) -> Letter:
    person, grade = made.expert.person, made.expert_class
    zh, en = _usual_text(made)
    letter = draft_letter(
        body=body_of(made.association),
        kind=Letter.Kind.APPOINTMENT,
        parties=[
            Party(signatory, "聘任单位签署人", "For the association"),
            Party(person, "受聘人", "Appointed"),
        ],
        origin=made,
        title_zh=f"{grade.name_zh or grade.name_en}聘书",
        title_en=f"Appointment as {grade.name_en}" if grade.name_en else "",
        text_zh=text_zh.strip() or zh,
        text_en=(text_en.strip() or en) if grade.name_en else "",
        from_on=made.from_on,
        to_on=made.to_on,
        actor=actor,
    )
    return offer_letter(letter, actor=actor)


def _usual_text(made: Appointment) -> tuple[str, str]:
    person, grade, by = made.expert.person, made.expert_class, made.association
    (from_zh, from_en), (to_zh, to_en) = spelled(made.from_on), spelled(made.to_on)
    name_zh, name_en = person.name_zh or person.name_en, person.name_en or person.name_zh
    by_zh, by_en = by.name_zh or by.name_en, by.name_en or by.name_zh
    return (
        f"兹聘请{name_zh}为{by_zh}{grade.name_zh or grade.name_en}，聘期自{from_zh}至{to_zh}。",
        f"{by_en} appoints {name_en} as {grade.name_en} from {from_en} to {to_en}.",
    )


@transaction.atomic
def end_appointment(appointment: Appointment, *, reason: str, actor: User) -> Appointment:
    """It ends today, before its term, for a reason; its letter is revoked, and verification says so.

    Refused once the term is over or it was ended.
    """
    require_may_appoint(actor, appointment.association)
    reason = said(reason)
    today = today_in(appointment.association)
    running = Appointment.objects.filter(pk=appointment.pk, ended_on__isnull=True, to_on__gte=today)
    if not running.update(ended_on=today, ended_reason=reason):
        raise RuleError(_("This appointment has ended already."), code="ended")
    letter = (
        Letter.objects.filter(expert_appointment=appointment).select_related("body", "association").first()
    )
    if letter is not None and letter.state == Letter.State.DRAFT:
        Appointment.objects.filter(pk=appointment.pk).update(letter=None)
        discard_letter(letter, actor=actor)
    elif letter is not None and letter.state != Letter.State.REVOKED:
        revoke_letter(letter, reason=reason, actor=actor)
    appointment.refresh_from_db()
    record("appointment.ended", actor=actor, subject=appointment, reason=reason)
    return appointment


def send_term_warnings(association: Association, *, on: date) -> int:
    """Warn, once for each step, of terms that end within ninety and within thirty days; how many notices were given.

    Safe to run again and by two at once: a notice under one key is given once.
    """
    given = 0
    for appointment in terms_ending(association, on=on, within=max(STEPS)):
        left = (appointment.to_on - on).days
        step = min(step for step in STEPS if left <= step)
        given += _warn(appointment, step, left)
    return given


@transaction.atomic
def _warn(appointment: Appointment, step: int, left: int) -> int:
    drafts = notices.term_ends(appointment, step=step, left=left)
    told = len(give_notices(appointment.association, drafts))
    if told:
        record("appointment.warned", actor=None, subject=appointment, step=step, told=told)
    return told


def _require_sound(expert: Expert, term: Term) -> None:
    if expert.retired_on is not None:
        raise RuleError(_("%(name)s has left the pool already.") % {"name": expert}, code="retired")
    if term.to_on < term.from_on:
        raise InvalidError(
            _("The term would end before it begins."), code="ends_before_start", details={"field": "to_on"}
        )
    if term.to_on.year - term.from_on.year > YEARS_MOST or term.to_on < today_in(expert.association):
        raise InvalidError(
            _("A term lasts at most %(years)d years and does not lie in the past.") % {"years": YEARS_MOST},
            code="no_such_term",
            details={"field": "to_on"},
        )
    own = term.expert_class
    if own.association_id != expert.association_id or not own.is_active:
        raise InvalidError(
            _("Choose a class of this association that is in use."),
            code="no_such_class",
            details={"field": "expert_class"},
        )


def _require_signatory(signatory: Person, expert: Expert) -> None:
    """Whoever signs for the association holds a post today that lets them decide for it, and does not appoint
    themselves."""
    today = today_in(expert.association)
    posts = Post.objects.filter(
        in_force(today, "tenures__"), tenures__person=signatory, body=body_of(expert.association)
    )
    if not any(Power.DECIDE in powers for powers in posts.values_list("powers", flat=True)):
        raise RuleError(
            _("%(name)s holds no post today that signs for the association. Choose who does.")
            % {"name": signatory},
            code="signatory_without_post",
            details={"field": "signatory"},
        )
    if signatory.pk == expert.person_id:
        raise RuleError(
            _("Nobody signs their own appointment for the association. Choose somebody else."),
            code="signs_own",
            details={"field": "signatory"},
        )


def _require_apart(expert: Expert, term: Term) -> None:
    others = Appointment.objects.filter(
        expert=expert,
        expert_class=term.expert_class,
        ended_on__isnull=True,
        from_on__lte=term.to_on,
        to_on__gte=term.from_on,
    ).exclude(letter__state=Letter.State.REVOKED)
    other = others.first()
    if other is not None:
        raise RuleError(
            _("%(name)s is appointed in this class from %(first)s to %(last)s already; terms do not overlap.")
            % {"name": expert, "first": other.from_on.isoformat(), "last": other.to_on.isoformat()},
            code="term_overlaps",
            details={"field": "from_on"},
        )
