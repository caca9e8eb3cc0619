"""What applicants do. Nobody is signed in: who holds the secret code of an application may look after it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO, Any, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guildhall.accounts.actions import digest_of
from guildhall.accounts.permissions import require_changeable
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.core.models import new_id
from guildhall.core.names import check_uscc, normal_uscc
from guildhall.documents.actions import store_file
from guildhall.jobs.actions import start_job
from guildhall.members import mails, questions
from guildhall.members.models import Application, ApplicationFile, ApplicationForm, Tier
from guildhall.members.queries import code_of
from guildhall.notices.actions import give_notices

Kind, State = ApplicationForm.Kind, Application.State
FILES_MOST = 20
# The longest text that each column takes.
LIMITS = {
    "name_zh": 200,
    "name_en": 200,
    "region": 100,
    "address": 300,
    "contact_name": 100,
    "contact_phone": 40,
    "contact_email": 254,
}


class ApplicationDetails(TypedDict, total=False):
    name_zh: str
    name_en: str
    uscc: str
    region: str
    address: str
    tier: Tier | None
    contact_name: str
    contact_phone: str
    contact_email: str
    answers: dict[str, Any]


@dataclass(frozen=True)
class Attachment:
    """A file that an applicant hands in, as the answer to the question of that key."""

    question: str
    name: str
    content: IO[bytes] | bytes


@transaction.atomic
def submit_application(
    form: ApplicationForm,
    *,
    language: str,
    pk: UUID | None = None,
    files: Sequence[Attachment] = (),
    **details: Unpack[ApplicationDetails],
) -> Application:
    """Somebody applies to become a member; they are mailed the link at which they see how far it is.

    ``pk`` is the identifier that the page drew, so that a form sent twice is one application. Refused: a form that
    is not open, no name, no contact, a credit code that cannot be right, an answer that does not fit, a required
    answer missing. Required files may follow; until they are there the application is not reviewed.
    """
    require_changeable(form.association)
    if not ApplicationForm.objects.public().filter(pk=form.pk).exists():
        raise RuleError(_("Applications of this kind are not taken at present."), code="form_closed")
    values = _sound(form, form.questions, details)
    application = Application(pk=pk or new_id(), association=form.association, form=form, **values)
    application.questions, application.language = form.questions, language
    application.code_hash = digest_of(code_of(application))
    try:
        with transaction.atomic():
            application.save(force_insert=True)
    except IntegrityError as error:
        raise RuleError(_("This application was sent already."), code="already_sent") from error
    _attach(application, files)
    give_notices(form.association, mails.application_arrived(application))
    record("application.submitted", actor=None, subject=application, kind=form.kind)
    mail_applicant(application, "submitted")
    return application


@transaction.atomic
def complete_application(
    application: Application, *, files: Sequence[Attachment] = (), **details: Unpack[ApplicationDetails]
) -> Application:
    """The applicant corrects what was written and hands in what was missing; the secretariat looks again.

    Refused once the application is reviewed, decided or withdrawn, and what ``submit_application`` refuses.
    """
    require_changeable(application.association)
    values = _sound(application.form, application.questions, details)
    taking = Application.objects.filter(pk=application.pk, state__in=[State.SUBMITTED, State.RETURNED])
    if not taking.update(state=State.SUBMITTED, **values, version=F("version") + 1):
        raise _not_now(application)
    application.refresh_from_db()
    _attach(application, files)
    give_notices(application.association, mails.application_arrived(application))
    record("application.completed", actor=None, subject=application, files=len(files))
    return application


@transaction.atomic
def attach_file(application: Application, *, file: Attachment) -> ApplicationFile:
    """The applicant hands in one file; the state stays as it is. Refused as ``complete_application`` is."""
    require_changeable(application.association)
    taking = Application.objects.filter(pk=application.pk, state__in=[State.SUBMITTED, State.RETURNED])
    if not taking.update(version=F("version") + 1):
        raise _not_now(application)
    attached = _attach(application, [file])[0]
    record("application.file_attached", actor=None, subject=application, question=file.question)
    return attached


@transaction.atomic
def withdraw_application(application: Application) -> Application:
    """The applicant no longer asks. Refused once it is decided."""
    require_changeable(application.association)
    undecided = Application.objects.undecided().filter(pk=application.pk)
    if not undecided.update(state=State.WITHDRAWN, version=F("version") + 1):
        raise _not_now(application)
    application.refresh_from_db()
    record("application.withdrawn", actor=None, subject=application)
    mail_applicant(application, "withdrawn")
    return application


def mail_applicant(application: Application, event: str) -> None:
    """Queue a mail to the applicant, who has no inbox here; sent once, after the commit."""
    start_job(
        "members.mail_applicant",
        association=application.association,
        arguments={"application": str(application.pk), "event": event},
        actor=None,
        key=f"application:{application.pk}:{event}:{application.version}",
    )


def _not_now(application: Application) -> RuleError:
    application.refresh_from_db()
    return RuleError(
        _("The application is %(state)s; it can no longer be changed.")
        % {"state": application.get_state_display()},
        code="not_open",
    )


def _attach(application: Application, files: Iterable[Attachment]) -> list[ApplicationFile]:
    wanted = {
        one.key for one in questions.read_questions(application.questions) if one.kind == questions.FILE
    }
    attached = []
    for number, file in enumerate(files, start=application.files.count() + 1):
        if file.question not in wanted:
            raise _wrong(file.question, _("No file is asked for here."), code="no_file_asked")
        if number > FILES_MOST:
            raise _wrong(
                file.question,
                _("At most %(most)d files belong to one application.") % {"most": FILES_MOST},
                code="too_many_files",
            )
        attached.append(_store(application, file))
    return attached


def _store(application: Application, file: Attachment) -> ApplicationFile:
    try:
        stored = store_file(
            association=application.association, name=file.name, content=file.content, actor=None
        )
    except InvalidError as refusal:
        raise _wrong(file.question, str(refusal.message), code=refusal.code) from refusal
    return ApplicationFile.objects.create(
        association=application.association, application=application, question=file.question, file=stored
    )


def _wrong(question: str, sentence: str, *, code: str) -> InvalidError:
    return InvalidError(sentence, code=code, details={"field": f"q_{question}"})


def _sound(form: ApplicationForm, asked: list[dict[str, Any]], details: ApplicationDetails) -> dict[str, Any]:
    """The details as they are kept, or the refusal of the first that cannot be right."""
    values: dict[str, Any] = {name: str(details.get(name, "")).strip() for name in LIMITS}
    _require_contact(values)
    tier = details.get("tier")
    _require_tier(form, tier)
    code = "" if form.kind == Kind.INDIVIDUAL else normal_uscc(details.get("uscc", ""))
    _require_uscc(form, code)
    answers = _answers(asked, details.get("answers", {}))
    return values | {"tier": tier, "uscc": code, "answers": answers}


def _require_contact(values: dict[str, str]) -> None:
    for name, most in LIMITS.items():
        if len(values[name]) > most or "\0" in values[name]:
            raise InvalidError(
                _("At most %(most)d characters are kept here.") % {"most": most},
                code="too_long",
                details={"field": name},
            )
    if not (values["name_zh"] or values["name_en"]):
        raise InvalidError(
            _("Give a name in Chinese or in English."), code="name_missing", details={"field": "name_zh"}
        )
    if not values["contact_name"]:
        raise InvalidError(
            _("Say whom we may ask."), code="contact_missing", details={"field": "contact_name"}
        )
    try:
        validate_email(values["contact_email"])
    except ValidationError as error:
        raise InvalidError(
            _("Give a mail address to which we can write."),
            code="email_wrong",
            details={"field": "contact_email"},
        ) from error


def _require_tier(form: ApplicationForm, tier: Tier | None) -> None:
    if tier is not None and not form.tiers.in_use().filter(pk=tier.pk).exists():
        raise InvalidError(
            _("Choose one of the tiers that are offered."), code="tier_not_offered", details={"field": "tier"}
        )


def _require_uscc(form: ApplicationForm, code: str) -> None:
    if not code and form.kind == Kind.ENTERPRISE:
        raise InvalidError(
            _("Give the unified social credit code; it stands on the business licence."),
            code="uscc_missing",
            details={"field": "uscc"},
        )
    if code and (wrong := check_uscc(code)):
        raise InvalidError(
            wrong.in_language(get_language() or ""), code="wrong_uscc", details={"field": "uscc"}
        )


def _answers(asked: list[dict[str, Any]], given: dict[str, Any]) -> dict[str, Any]:
    known = questions.read_questions(asked)
    checked = questions.check_answers(known, given)
    language = get_language() or ""
    for key, sentence in checked.wrong.items():
        raise _wrong(key, sentence.in_language(language), code="answer_wrong")
    written = [question for question in known if question.kind != questions.FILE]
    for question in questions.missing(written, checked.answers, ()):
        message = _("Please answer: %(question)s") % {"question": question.label.in_language(language)}
        raise _wrong(question.key, message, code="answer_missing")
    return checked.answers
