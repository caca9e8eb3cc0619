"""Application forms: what applicants of one kind are asked, and whether they may apply."""

from collections.abc import Iterable
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.core.sentences import UnreadableError
from guildhall.members.models import ApplicationForm, Tier
from guildhall.members.permissions import require_may_decide_applications
from guildhall.members.presets import PRESETS
from guildhall.members.questions import read_questions

TEXTS = ("title_zh", "title_en", "intro_zh", "intro_en")


class ApplicationFormDetails(TypedDict, total=False):
    """``questions`` as ``members.questions`` describes them; ``tiers`` are those that applicants choose from."""

    title_zh: str
    title_en: str
    intro_zh: str
    intro_en: str
    questions: list[dict[str, Any]]
    tiers: Iterable[Tier]


@transaction.atomic
def set_up_application_form(association: Association, *, kind: str, actor: User) -> ApplicationForm:
    """The form for one kind of member, from its preset: closed, to be looked through first.

    Refused where the association has one of this kind already.
    """
    require_may_decide_applications(actor, association)
    if kind not in PRESETS:
        raise InvalidError(
            _("There is no such kind of member."), code="kind_unknown", details={"field": "kind"}
        )
    preset = PRESETS[kind]
    questions = [question.as_data() for question in preset.questions]
    texts = {name: getattr(preset, name) for name in TEXTS}
    try:
        with transaction.atomic():
            form = ApplicationForm.objects.create(
                association=association, kind=kind, questions=questions, **texts
            )
    except IntegrityError as error:
        raise RuleError(
            _("The association has a form for this kind of member already."), code="already_set_up"
        ) from error
    form.tiers.set(Tier.objects.filter(association=association).in_use())
    record("application_form.set_up", actor=actor, subject=form, kind=kind)
    return form


@transaction.atomic
def change_application_form(
    form: ApplicationForm, *, version: int, actor: User, **details: Unpack[ApplicationFormDetails]
) -> ApplicationForm:
    """Change titles, introduction, questions or tiers; ``version`` is the one that was shown.

    Applications that are under way keep the questions that they were asked. Refused: a form without a title,
    questions that cannot be read, tiers of another association, and a version that somebody has changed since.
    """
    require_may_decide_applications(actor, form.association)
    values = {name: details[name].strip() for name in TEXTS if name in details}  # type: ignore[literal-required]
    titles = [values.get(name, getattr(form, name)) for name in ("title_zh", "title_en")]
    if not any(titles):
        raise InvalidError(
            _("Give the form a title in Chinese or in English."),
            code="title_missing",
            details={"field": "title_zh"},
        )
    asked = {"questions": _clean(details["questions"])} if "questions" in details else {}
    stored = ApplicationForm.objects.filter(pk=form.pk, version=version)
    if not stored.update(**values, **asked, version=F("version") + 1):
        raise _changed_meanwhile(form)
    if "tiers" in details:
        form.tiers.set(_own_tiers(form, details["tiers"]))
    form.refresh_from_db()
    record("application_form.changed", actor=actor, subject=form, changed=sorted(details))
    return form


@transaction.atomic
def open_application_form(form: ApplicationForm, *, actor: User) -> ApplicationForm:
    """From now on everybody may apply with it on the public page. Refused where the association has none."""
    require_may_decide_applications(actor, form.association)
    if not form.association.is_public:
        raise RuleError(
            _("The association has no public pages yet. Switch them on in its settings first."),
            code="not_public",
        )
    _switch(form, is_open=True, refusal=_("This form is open already."))
    record("application_form.opened", actor=actor, subject=form)
    return form


@transaction.atomic
def close_application_form(form: ApplicationForm, *, actor: User) -> ApplicationForm:
    """No new applications; those that are under way go on."""
    require_may_decide_applications(actor, form.association)
    _switch(form, is_open=False, refusal=_("This form is closed already."))
    record("application_form.closed", actor=actor, subject=form)
    return form


def _switch(form: ApplicationForm, *, is_open: bool, refusal: str) -> None:
    if not ApplicationForm.objects.filter(pk=form.pk, is_open=not is_open).update(is_open=is_open):
        raise RuleError(refusal, code="already_so")
    form.is_open = is_open


def _clean(questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    try:
        return [question.as_data() for question in read_questions(questions)]
    except UnreadableError as error:
        raise InvalidError(
            error.sentence.in_language(get_language() or ""),
            code="questions_unreadable",
            details={"field": "questions"},
        ) from error


def _own_tiers(form: ApplicationForm, tiers: Iterable[Tier]) -> list[Tier]:
    chosen = list(tiers)
    if any(tier.association_id != form.association_id for tier in chosen):
        raise InvalidError(
            _("Choose tiers of the same association."), code="other_association", details={"field": "tiers"}
        )
    return chosen


def _changed_meanwhile(form: ApplicationForm) -> RuleError:
    form.refresh_from_db()
    return RuleError(
        _("Somebody else has changed this form; yours is not stored. Compare, then save again."),
        code="changed_meanwhile",
        details={"version": form.version, "stands": {"title_zh": form.title_zh, "title_en": form.title_en}},
    )
