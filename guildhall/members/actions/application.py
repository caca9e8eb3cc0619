"""What the association does with an application before the resolution: return, review, refuse."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.members.actions.applicant import mail_applicant
from guildhall.members.models import Application
from guildhall.members.permissions import require_may_decide_applications
from guildhall.members.queries import missing_in
from guildhall.registry.queries import today_in

State = Application.State


@transaction.atomic
def return_application(application: Application, *, note: str, actor: User) -> Application:
    """Back to the applicant, who is mailed what is missing (``note``) and completes it by their link.

    Refused without a note, and where it is neither submitted nor reviewed.
    """
    require_may_decide_applications(actor, application.association)
    note = said(note, "note", _("Say what is missing, so that the applicant can complete it."))
    _move(application, [State.SUBMITTED, State.REVIEWED], state=State.RETURNED, note=note)
    record("application.returned", actor=actor, subject=application, note=note)
    mail_applicant(application, "returned")
    return application


@transaction.atomic
def review_application(application: Application, *, actor: User) -> Application:
    """It is complete and goes to the body that decides. Refused while something required is missing."""
    require_may_decide_applications(actor, application.association)
    if lacking := missing_in(application):
        names = [question.label.in_language(get_language() or "") for question in lacking]
        raise RuleError(
            _("Still missing: %(names)s. Return the application for completion first.")
            % {"names": " · ".join(names)},
            code="incomplete",
            details={"missing": [question.key for question in lacking]},
        )
    _move(application, [State.SUBMITTED], state=State.REVIEWED, reviewed_at=timezone.now(), note="")
    record("application.reviewed", actor=actor, subject=application)
    return application


@transaction.atomic
def refuse_application(application: Application, *, reason: str, actor: User) -> Application:
    """The association does not take the applicant, who is mailed the reason. Refused without one, and once decided."""
    require_may_decide_applications(actor, application.association)
    reason = said(reason, "reason", _("Say why; the applicant is told."))
    day = today_in(application.association)
    _move(application, Application.OPEN, state=State.REFUSED, note=reason, decided_on=day)
    record("application.refused", actor=actor, subject=application, reason=reason)
    mail_applicant(application, "refused")
    return application


def said(text: str, field: str, sentence: str) -> str:
    if not text.strip():
        raise InvalidError(sentence, code=f"{field}_missing", details={"field": field})
    return text.strip()


def _move(application: Application, states: Iterable[str], **values: Any) -> None:
    standing = Application.objects.filter(pk=application.pk, state__in=states)
    if not standing.update(**values, version=F("version") + 1):
        raise not_in_place(application)
    application.refresh_from_db()


def not_in_place(application: Application) -> RuleError:
    application.refresh_from_db()
    return RuleError(
        _("The application of %(name)s is in the state “%(state)s”; this is not possible there.")
        % {"name": application.name, "state": application.get_state_display()},
        code="not_in_place",
        details={"state": application.state},
    )
