"""A founding is begun, given its draft charter, or given up."""

from typing import IO, Unpack

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.documents.actions import store_file
from guildhall.founding.models import Founding
from guildhall.founding.permissions import require_may_prepare
from guildhall.registry.actions import AssociationDetails, found_association


@transaction.atomic
def begin_founding(
    *,
    kind: str = Association.Kind.ALLIANCE,
    slug: str = "",
    initiated_by_zh: str = "",
    initiated_by_en: str = "",
    actor: User,
    **details: Unpack[AssociationDetails],
) -> Founding:
    """An association that is being founded: with its bodies, posts and rules to start from, and without members yet.

    Whoever begins is its secretary-general until others are elected. Refused as ``found_association`` refuses.
    """
    details["state"] = Association.State.FOUNDING
    association = found_association(kind=kind, slug=slug, actor=actor, **details)
    founding = Founding.objects.create(
        association=association,
        initiated_by_zh=initiated_by_zh.strip(),
        initiated_by_en=initiated_by_en.strip(),
    )
    record("founding.begun", actor=actor, subject=founding, kind=kind)
    return founding


@transaction.atomic
def put_draft_charter(founding: Founding, *, name: str, content: IO[bytes] | bytes, actor: User) -> Founding:
    """The draft charter that units are shown when they are asked, and the assembly is asked to adopt.

    Another one may replace it until the assembly is convened; then its papers are the meeting's. Refused for a file
    that cannot be taken (see documents).
    """
    require_may_prepare(actor, founding)
    file = store_file(association=founding.association, name=name, content=content, actor=actor)
    open_to_change = Founding.objects.filter(
        pk=founding.pk, state=Founding.State.PREPARING, assembly__isnull=True
    )
    if not open_to_change.update(charter=file, version=F("version") + 1):
        raise RuleError(
            _("The assembly is convened: change the draft charter among the papers of that meeting."),
            code="already_convened",
        )
    founding.refresh_from_db()
    record("founding.charter_put", actor=actor, subject=founding, file=name)
    return founding


@transaction.atomic
def abandon_founding(founding: Founding, *, reason: str, actor: User) -> Founding:
    """Give the founding up, saying why. What was entered stays to be read. Refused without a reason, and once over."""
    require_may_prepare(actor, founding)
    if not reason.strip():
        raise InvalidError(
            _("Say why the founding is given up."), code="reason_missing", details={"field": "reason"}
        )
    preparing = Founding.objects.filter(pk=founding.pk, state=Founding.State.PREPARING)
    if not preparing.update(
        state=Founding.State.ABANDONED, reason=reason.strip()[:200], version=F("version") + 1
    ):
        raise over(founding)
    founding.refresh_from_db()
    record("founding.abandoned", actor=actor, subject=founding, reason=founding.reason)
    return founding


def over(founding: Founding) -> RuleError:
    """The refusal of what can only be done while the founding is prepared."""
    founding.refresh_from_db()
    return RuleError(
        _("This can only be done while the founding is prepared. It is: %(state)s.")
        % {"state": founding.get_state_display()},
        code="not_preparing",
    )
