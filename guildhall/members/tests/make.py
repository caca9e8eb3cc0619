"""Plain builders for tests: valid by default, every detail can be named."""

from datetime import date
from itertools import count
from typing import Any

from guildhall.accounts.actions import digest_of
from guildhall.accounts.models import Association
from guildhall.documents.actions import store_file
from guildhall.members.models import (
    Application,
    ApplicationFile,
    ApplicationForm,
    Member,
    MemberEvent,
    NamedPerson,
    RepresentativeLetter,
    Tier,
    TierTerm,
)
from guildhall.members.presets import PRESETS
from guildhall.members.queries import code_of
from guildhall.registry.models import Organization
from guildhall.registry.queries import today_in
from guildhall.registry.tests.make import (
    make_association,
    make_body,
    make_organization,
    make_person,
    make_top_body,
    make_user,
    make_user_with_powers,
)

__all__ = [
    "JOINED",
    "make_application",
    "make_application_file",
    "make_application_form",
    "make_association",
    "make_body",
    "make_letter",
    "make_member",
    "make_organization",
    "make_pair",
    "make_person",
    "make_term",
    "make_tier",
    "make_user",
    "make_user_with_powers",
]
JOINED = date(2020, 3, 1)
ANSWERS = {"legal_representative": "王建国", "products": "离心泵", "keeps_charter": True}
_numbers = count(1)


def make_tier(association: Association | None = None, **details: Any) -> Tier:
    """A tier that gives no seat unless ``seat_in`` is named."""
    number = next(_numbers)
    seat_in = details.get("seat_in")
    association = association or (seat_in.association if seat_in else make_association())
    names = {"name_zh": f"第{number}级会员单位", "name_en": f"Tier {number}"}
    return Tier.objects.create(association=association, **names | details)


def make_member(
    association: Association | None = None, *, tier: Tier | None = None, **details: Any
) -> Member:
    """A unit that joined in 2020, of a tier; with ``person`` somebody who is a member personally."""
    association = association or (tier.association if tier else make_association())
    if "person" not in details and "organization" not in details:
        details["organization"] = make_organization(association)
    given: dict[str, Any] = {"number": f"M{next(_numbers):05}", "joined_on": JOINED}
    member = Member.objects.create(association=association, **given | details)
    tier = tier or make_tier(association)
    make_term(member, tier, from_on=member.joined_on, to_on=member.ended_on)
    MemberEvent.objects.create(
        association=association,
        member=member,
        kind=MemberEvent.Kind.TAKEN_OVER,
        on=member.joined_on,
        tier=tier,
    )
    return member


def make_pair(association: Association | None = None, **details: Any) -> tuple[Organization, Organization]:
    """Two entries of one firm: the one to keep, and the one with ``details`` that goes."""
    number = next(_numbers)
    association = association or make_association()
    kept = make_organization(association, name_zh=f"云岭第{number}泵业有限公司", name_en="")
    names = {"name_zh": f"山东云岭第{number}泵业股份有限公司", "name_en": ""}
    return kept, make_organization(association, **names | details)


def make_term(member: Member, tier: Tier, **details: Any) -> TierTerm:
    return TierTerm.objects.create(association=member.association, member=member, tier=tier, **details)


def make_application_form(association: Association | None = None, **details: Any) -> ApplicationForm:
    """The preset of a kind (``kind``, else enterprise), open, with every tier of the association."""
    association = association or make_association(is_public=True)
    kind = details.get("kind", ApplicationForm.Kind.ENTERPRISE)
    preset = PRESETS[kind]
    make_top_body(association)
    given: dict[str, Any] = {"kind": kind, "title_zh": preset.title_zh, "title_en": preset.title_en}
    given |= {"questions": [question.as_data() for question in preset.questions], "is_open": True}
    form = ApplicationForm.objects.create(association=association, **given | details)
    form.tiers.set(Tier.objects.filter(association=association))
    return form


def make_application(
    form: ApplicationForm | Association | None = None, *, complete: bool = True, **details: Any
) -> Application:
    """An application with all answers; ``complete`` with its file too. ``form`` may be an association."""
    if not isinstance(form, ApplicationForm):
        known = ApplicationForm.objects.filter(association=form, kind="enterprise").first() if form else None
        form = known or make_application_form(form)
    association, number = form.association, next(_numbers)
    names = {"name_zh": f"第{number}泵业有限公司", "name_en": f"Pumps {number} Ltd."}
    given: dict[str, Any] = {"contact_name": "李明", "contact_email": f"li{number}@example.org"}
    given |= {"questions": form.questions, "answers": ANSWERS}
    if "tier" not in details:
        given["tier"] = form.tiers.first() or make_tier(association)
    application = Application(association=association, form=form, **names | given | details)
    application.code_hash = digest_of(code_of(application))
    application.save(force_insert=True)
    if complete:
        make_application_file(application)
    return application


def make_application_file(application: Application, question: str = "licence") -> ApplicationFile:
    file = store_file(
        association=application.association, name="licence.pdf", content=b"%PDF-1.7 licence", actor=None
    )
    return ApplicationFile.objects.create(
        association=application.association, application=application, question=question, file=file
    )


def make_letter(member: Member | None = None, *, name: str = "李新", **details: Any) -> RepresentativeLetter:
    """A letter that waits: it names somebody new for every seat of the unit."""
    member = member or make_member()
    association = member.association
    given: dict[str, Any] = {
        "from_on": today_in(association),
        "file": store_file(association=association, name="letter.txt", content=name.encode(), actor=None),
        "submitter": make_user(),
    }
    letter = RepresentativeLetter.objects.create(association=association, member=member, **given | details)
    NamedPerson.objects.create(association=association, letter=letter, role="representative", name=name)
    return letter
