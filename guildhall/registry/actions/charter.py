"""The charter profile: versions of an association's rules, each from a day on."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.accounts.permissions import require_may
from guildhall.accounts.powers import Power
from guildhall.audit.actions import record
from guildhall.core.errors import RuleError
from guildhall.core.requests import forget
from guildhall.registry.actions.details import shown
from guildhall.registry.models import CharterProfile
from guildhall.registry.queries import latest_charter, latest_profile, readable, with_rule


@transaction.atomic
def adopt_charter_profile(
    association: Association,
    *,
    rules: dict[str, Any],
    preset: str = "",
    from_on: date,
    note: str = "",
    based_on: int | None = None,
    actor: User,
) -> CharterProfile:
    """A new version of the rules, in force from ``from_on`` until a later version begins.

    ``based_on`` is the number of the version that was shown to the actor (None: the present one). Refused: rules that
    cannot be read (the place is named), a day before the present version's, a version that somebody replaced meanwhile.
    """
    require_may(actor, Power.MANAGE, association)
    profile = readable(rules)
    last = latest_charter(association)
    number = last.version if last else 0
    _require_later(last, from_on)
    if based_on is not None and based_on != number:
        raise _replaced()
    try:
        with transaction.atomic():
            charter = CharterProfile.objects.create(
                association=association,
                version=number + 1,
                preset=preset,
                from_on=from_on,
                rules=profile.as_data(),
                note=note.strip(),
            )
    except IntegrityError as error:
        raise _replaced() from error
    record(
        "charter.adopted",
        actor=actor,
        subject=charter,
        version=charter.version,
        preset=preset,
        from_on=from_on.isoformat(),
        note=charter.note,
    )
    forget()
    return charter


@transaction.atomic
def change_rule(
    association: Association,
    *,
    key: str,
    rule: dict[str, Any] | None,
    from_on: date,
    note: str = "",
    based_on: int,
    actor: User,
) -> CharterProfile:
    """A new version in which the rule ``key`` reads as given, or is no longer there (``rule`` None).

    What is refused: see ``adopt_charter_profile``; and a change that changes nothing.
    """
    require_may(actor, Power.MANAGE, association)
    present = latest_profile(association)
    changed = with_rule(present, key, rule)
    if changed == present:
        raise RuleError(_("The rule already reads like this."), code="nothing_changed")
    last = latest_charter(association)
    return adopt_charter_profile(
        association,
        rules=changed.as_data(),
        preset=last.preset if last else "",
        from_on=from_on,
        note=note,
        based_on=based_on,
        actor=actor,
    )


@transaction.atomic
def take_out_rule(
    association: Association, *, key: str, from_on: date, note: str = "", based_on: int, actor: User
) -> CharterProfile:
    """A new version without the rule ``key``; whatever it governed is then not ruled by the charter profile.

    Refused where there is no such rule, and as in ``change_rule``.
    """
    return change_rule(
        association, key=key, rule=None, from_on=from_on, note=note, based_on=based_on, actor=actor
    )


def _require_later(last: CharterProfile | None, from_on: date) -> None:
    if last and from_on < last.from_on:
        raise RuleError(
            _("Version %(number)d is in force from %(day)s. A new version begins on that day or later.")
            % {"number": last.version, "day": shown(last.from_on)},
            code="before_present_version",
            details={"field": "from_on"},
        )


def _replaced() -> RuleError:
    return RuleError(
        _(
            "Somebody else has changed the charter profile meanwhile. Load the page again and repeat your change."
        ),
        code="changed_meanwhile",
    )
