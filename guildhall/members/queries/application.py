"""Applications and their forms: the queue, what is missing, who is known already."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guildhall.accounts.actions import digest_of
from guildhall.accounts.models import Association, User
from guildhall.core.names import normal_name, without_region
from guildhall.core.sentences import Sentence
from guildhall.members import questions
from guildhall.members.models import (
    Application,
    ApplicationFile,
    ApplicationForm,
    ApplicationFormQuerySet,
    ApplicationQuerySet,
    Member,
)
from guildhall.members.permissions import may_see_applications
from guildhall.members.presets import PRESETS
from guildhall.members.questions import Question
from guildhall.registry.models import Organization, Person

Kind, State = ApplicationForm.Kind, Application.State
CODE_BYTES = 18
DUPLICATES_MOST = 10
SHORTEST_CORE = 3


def code_of(application: Application) -> str:
    """The secret part of the applicant's link. Made anew from the server's key; stored is only its hash."""
    digest = salted_hmac("members.application", application.pk.hex, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:CODE_BYTES]).decode()


def application_of_code(association: Association, code: str) -> Application | None:
    """The application that a link leads to."""
    known = Application.objects.select_related("association", "form", "tier", "member")
    return known.filter(association=association, code_hash=digest_of(code)).first()


def application_of_draft(form: ApplicationForm, pk: UUID) -> Application | None:
    """The application that was made of a form which a page drew under this identifier."""
    return Application.objects.filter(form=form, pk=pk).first()


def open_forms(association: Association) -> ApplicationFormQuerySet:
    """The forms with which everybody may apply on the public page."""
    return ApplicationForm.objects.of(association).public().order_by("kind")


@dataclass(frozen=True)
class FormLine:
    """One kind of member, and its form where there is one."""

    kind: str
    label: str
    form: ApplicationForm | None


def application_forms(association: Association, *, viewer: User) -> ApplicationFormQuerySet:
    """The association's forms, each with its count of applications that are not decided (``waiting``)."""
    undecided = Count("applications", filter=Q(applications__state__in=Application.OPEN))
    forms = ApplicationForm.objects.of(association).select_related("association").annotate(waiting=undecided)
    return forms.order_by("kind") if may_see_applications(viewer, association) else forms.none()


def form_lines(association: Association, *, viewer: User) -> list[FormLine]:
    """Every kind of member with its form."""
    forms = {form.kind: form for form in application_forms(association, viewer=viewer)}
    return [FormLine(kind, str(Kind(kind).label), forms.get(kind)) for kind in PRESETS]


def questions_of(form: ApplicationForm) -> tuple[Question, ...]:
    return questions.read_questions(form.questions)


def applications(
    association: Association, *, viewer: User, state: str = "", q: str = ""
) -> ApplicationQuerySet:
    """The queue, newest first; nothing for who may not see applications. ``q``: name, credit code, contact."""
    found = Application.objects.of(association).select_related("association", "form", "tier", "member")
    found = found.prefetch_related("files")
    if not may_see_applications(viewer, association):
        return found.none()
    if state == "waiting":
        found = found.waiting()
    elif state:
        found = found.filter(state=state)
    if q := q.replace("\0", "").strip():
        names = Q(name_zh__icontains=q) | Q(name_en__icontains=q) | Q(contact_name__icontains=q)
        found = found.filter(names | Q(uscc__istartswith=q) | Q(contact_email__iexact=q))
    return found.order_by("-submitted_at", "-id")


def counts_by_state(association: Association, *, viewer: User) -> dict[str, int]:
    """How many applications are in each state."""
    if not may_see_applications(viewer, association):
        return {}
    counted = Application.objects.of(association).order_by().values_list("state").annotate(Count("id"))
    return dict(counted)


def missing_in(application: Application) -> list[Question]:
    """What was asked as required and is not there. Asks for the files once where they are not fetched yet."""
    asked = questions.read_questions(application.questions)
    attached = {file.question for file in application.files.all()}
    return questions.missing(asked, application.answers, attached)


@dataclass(frozen=True)
class AnswerLine:
    """One question of an application with what was answered or attached."""

    question: Question
    label: str
    answer: str | None
    files: list[ApplicationFile]
    is_missing: bool


def answer_lines(application: Application) -> list[AnswerLine]:
    """Every question as it was asked, in the reader's language. One query."""
    language = get_language() or ""
    attached = list(application.files.select_related("file").order_by("id"))
    lacking = {question.key for question in missing_in(application)}
    lines = []
    for question in questions.read_questions(application.questions):
        shown = questions.shown_answer(question, application.answers.get(question.key))
        files = [file for file in attached if file.question == question.key]
        answer = shown.in_language(language) if shown else None
        label = question.label.in_language(language)
        lines.append(AnswerLine(question, label, answer, files, question.key in lacking))
    return lines


@dataclass(frozen=True)
class Duplicate:
    """A unit of the registry that may be the applicant, and why; ``member`` where it belongs already."""

    organization: Organization
    why: Sentence
    is_same: bool
    member: Member | None


SAME_CODE = Sentence("统一社会信用代码相同", "same credit code")
SAME_NAME = Sentence("名称相同（不计组织形式）", "same name, legal form aside")
LIKE_NAME = Sentence("名称相近（不计地区）", "similar name, region aside")


def possible_duplicates(application: Application) -> list[Duplicate]:
    """Units of the registry with the same credit code, the same name, or the same name but for the region."""
    zh, en = normal_name(application.name_zh), normal_name(application.name_en)
    core = without_region(zh)
    alike = Q()
    if len(core) >= SHORTEST_CORE:
        alike |= Q(plain_zh__contains=core)
    for field, plain in (("plain_zh", zh), ("plain_en", en)):
        alike |= Q(**{field: plain}) if plain else Q()
    if application.uscc:
        alike |= Q(uscc=application.uscc)
    if not alike or application.form.kind == Kind.INDIVIDUAL:
        return []
    found = Organization.objects.of(application.association).filter(alike).order_by("id")[:DUPLICATES_MOST]
    members = Member.objects.current().filter(organization__in=[one.pk for one in found])
    of_unit = {member.organization_id: member for member in members}
    judged = [_judged(one, application, (zh, en), of_unit.get(one.pk)) for one in found]
    return sorted(judged, key=lambda one: not one.is_same)


def _judged(
    organization: Organization, application: Application, plain: tuple[str, str], member: Member | None
) -> Duplicate:
    if application.uscc and organization.uscc == application.uscc:
        return Duplicate(organization, SAME_CODE, is_same=True, member=member)
    if any(one and one in (organization.plain_zh, organization.plain_en) for one in plain):
        return Duplicate(organization, SAME_NAME, is_same=True, member=member)
    return Duplicate(organization, LIKE_NAME, is_same=False, member=member)


def other_applications(application: Application) -> ApplicationQuerySet:
    """Other undecided applications with the same credit code or name."""
    same = Q()
    for field in ("uscc", "name_zh", "name_en"):
        if value := getattr(application, field):
            same |= Q(**{field: value})
    others = Application.objects.of(application.association).undecided().exclude(pk=application.pk)
    return others.filter(same).select_related("form").order_by("-submitted_at")


def known_organization(application: Application) -> Organization | None:
    """The unit that the registry knows by this credit code, else by this name (legal form aside)."""
    known = Organization.objects.of(application.association).select_related("association")
    if application.uscc and (found := known.filter(uscc=application.uscc).first()):
        return found
    same = Q()
    for field, name in (("plain_zh", application.name_zh), ("plain_en", application.name_en)):
        if plain := normal_name(name):
            same |= Q(**{field: plain})
    unlike = Q(uscc="") | Q(uscc=application.uscc) if application.uscc else Q()
    return known.filter(same & unlike).order_by("id").first()


def known_person(application: Application, organization: Organization | None) -> Person | None:
    """Who of the unit bears the contact's name; for an individual who bears the name and has the mail address."""
    people = Person.objects.of(application.association)
    if organization is not None:
        name = application.contact_name
        return (
            people.filter(Q(name_zh=name) | Q(name_en=name), organization=organization).order_by("id").first()
        )
    names = Q(name_zh=application.name_zh) if application.name_zh else Q(name_en=application.name_en)
    return people.filter(names, email__iexact=application.contact_email).order_by("id").first()


def approval_preview(chosen: Iterable[Application]) -> list[str]:
    """What approving would do, one sentence for each applicant, in the reader's language."""
    return [_consequence(application) for application in chosen]


def _consequence(application: Application) -> str:
    tier = application.tier.name if application.tier else _("(tier as chosen below)")
    said = {"name": application.name, "tier": tier}
    if application.form.kind == Kind.INDIVIDUAL:
        known: Organization | Person | None = known_person(application, None)
    else:
        known = known_organization(application)
    if known is None:
        return _("%(name)s becomes a member as %(tier)s and is entered in the registry.") % said
    return _("%(name)s becomes a member as %(tier)s; the registry knows them as %(known)s.") % (
        said | {"known": known.name}
    )
