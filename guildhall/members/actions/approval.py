"""By resolution of the body that decides, applicants become members."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError
from guildhall.members.actions.admission import admit_member
from guildhall.members.actions.applicant import mail_applicant
from guildhall.members.actions.application import not_in_place, said
from guildhall.members.models import Application, ApplicationForm, Member, Tier
from guildhall.members.permissions import require_may_decide_applications
from guildhall.members.queries import known_organization, known_person
from guildhall.registry.actions import add_organization, add_person, change_organization
from guildhall.registry.models import Body, Organization, Person
from guildhall.registry.queries import today_in

Kind, State = ApplicationForm.Kind, Application.State
MOST_AT_ONCE = 500


class AdmissionDetails(TypedDict, total=False):
    """The resolution by which applicants become members, and of which tier those that chose none."""

    on: date
    body: Body
    resolution: str
    tier: Tier | None


@transaction.atomic
def approve_application(
    application: Application, *, actor: User, **details: Unpack[AdmissionDetails]
) -> Member:
    """One applicant becomes a member by the body's resolution; see ``approve_applications``."""
    return approve_applications(application.association, [application], actor=actor, **details)[0]


@transaction.atomic
def approve_applications(
    association: Association,
    applications: Iterable[Application],
    *,
    actor: User,
    **details: Unpack[AdmissionDetails],
) -> list[Member]:
    """All these applicants become members by one resolution, or none of them.

    The unit is the one that the registry knows by credit code or name, else a new one; so is the contact person.
    What the registry leaves blank is filled in. Refused: no resolution number, a day to come, an application that is
    not reviewed (or decided in this moment), one without a tier, a unit that is a member already.
    """
    require_may_decide_applications(actor, association)
    chosen = _chosen(association, applications)
    decided = _decision(association, details)
    for application in chosen:
        _claim(application)
    members = [_admit(application, details.get("tier"), decided, actor) for application in chosen]
    for application, member in zip(chosen, members, strict=True):
        numbers: dict[str, Any] = {"member": member.number, "resolution": application.resolution}
        record("application.approved", actor=actor, subject=application, **numbers)
        mail_applicant(application, "approved")
    return members


def _chosen(association: Association, applications: Iterable[Application]) -> list[Application]:
    """Each once, in one order for everybody, so that two who approve the same wait for each other."""
    chosen = sorted({one.pk: one for one in applications}.values(), key=lambda one: one.pk)
    if not chosen or len(chosen) > MOST_AT_ONCE:
        raise InvalidError(
            _("Choose at least one application, and %(most)d at most.") % {"most": MOST_AT_ONCE},
            code="nothing_chosen",
            details={"field": "applications"},
        )
    if any(one.association_id != association.pk for one in chosen):
        raise InvalidError(_("Choose applications of the same association."), code="other_association")
    return chosen


def _decision(association: Association, details: AdmissionDetails) -> dict[str, Any]:
    resolution = said(
        details.get("resolution", ""),
        "resolution",
        _("Give the number of the resolution by which they are taken."),
    )
    on, body = details.get("on"), details.get("body")
    today = today_in(association)
    if on is None or on > today:
        raise InvalidError(
            _("A resolution was passed on a day that has come. Enter that day."),
            code="decided_in_future",
            details={"field": "on"},
        )
    if body is None or body.association_id != association.pk:
        raise InvalidError(
            _("Choose a body of the same association."), code="other_association", details={"field": "body"}
        )
    return {"on": on, "body": body, "resolution": resolution}


def _claim(application: Application) -> None:
    """Holds the row to the end of the transaction; whoever comes second finds it decided."""
    waiting = Application.objects.filter(pk=application.pk, state=State.REVIEWED)
    if not waiting.update(version=F("version") + 1):
        raise not_in_place(application)
    application.refresh_from_db()


def _admit(application: Application, tier: Tier | None, decided: dict[str, Any], actor: User) -> Member:
    tier = application.tier or tier
    if tier is None:
        raise InvalidError(
            _("%(name)s chose no tier. Say of which tier they become.") % {"name": application.name},
            code="tier_missing",
            details={"field": "tier"},
        )
    holder: Organization | Person
    if application.form.kind == Kind.INDIVIDUAL:
        holder = _person_of(application, None, actor)
    else:
        holder = _organization_of(application, actor)
    member = admit_member(holder, tier=tier, **decided, actor=actor)
    Application.objects.filter(pk=application.pk).update(
        state=State.APPROVED,
        member=member,
        tier=tier,
        decided_by=decided["body"],
        decided_on=decided["on"],
        resolution=decided["resolution"],
        note="",
    )
    application.refresh_from_db()
    return member


def _organization_of(application: Application, actor: User) -> Organization:
    """The unit that applies, as the registry knows it from now on, with its contact person."""
    known = known_organization(application)
    given = {name: getattr(application, name) for name in ("name_zh", "name_en", "uscc", "region", "address")}
    if known is None:
        organization = add_organization(
            application.association, kind=_kind_of(application), **given, actor=actor
        )
    else:
        blank = {name: value for name, value in given.items() if value and not getattr(known, name)}
        organization = (
            change_organization(known, version=known.version, **blank, actor=actor) if blank else known
        )
    _person_of(application, organization, actor)
    return organization


def _kind_of(application: Application) -> str:
    if application.form.kind == Kind.ENTERPRISE:
        return Organization.Kind.ENTERPRISE
    told = application.answers.get("unit_kind")
    return told if told in Organization.Kind.values else Organization.Kind.OTHER


def _person_of(application: Application, organization: Organization | None, actor: User) -> Person:
    """The applicant, or the unit's contact person: who is known, or somebody new."""
    if known := known_person(application, organization):
        return known
    names: dict[str, Any] = {"name_zh": application.name_zh, "name_en": application.name_en}
    if organization is not None:
        is_latin = application.contact_name.isascii()
        names = {"name_en" if is_latin else "name_zh": application.contact_name}
    return add_person(
        application.association,
        **names,
        organization=organization,
        email=application.contact_email,
        phone=application.contact_phone,
        actor=actor,
    )
