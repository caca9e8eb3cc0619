from datetime import date

from guildhall.accounts.models import Association
from guildhall.core.requests import remembered
from guildhall.registry.models import CharterProfile
from guildhall.registry.presets import preset
from guildhall.registry.rules import Profile, parse_profile

DEFAULT_PRESETS = {
    Association.Kind.ASSOCIATION: "cn-industry-association",
    Association.Kind.CHAMBER: "cn-industry-association",
    Association.Kind.ALLIANCE: "alliance-light",
    Association.Kind.PARTNERSHIP: "alliance-light",
    Association.Kind.GROUP: "enterprise-group",
}


def charter_on(association: Association, on: date) -> CharterProfile | None:
    """The version of the charter profile in force on the day; None before the first."""
    return CharterProfile.objects.of(association).known_on(on).first()


def profile_on(association: Association, on: date) -> Profile:
    """The rules in force on the day; the preset for the association's kind where none were adopted."""

    def read() -> Profile:
        charter = charter_on(association, on)
        if charter is None:
            return _default(association)
        return parse_profile(charter.rules)

    return remembered(("profile", association.pk, on), read)


def latest_charter(association: Association) -> CharterProfile | None:
    """The newest version, in force or still to come."""
    return CharterProfile.objects.of(association).order_by("-version").first()


def latest_profile(association: Association) -> Profile:
    """The rules of the newest version, which a change builds on."""
    charter = latest_charter(association)
    return parse_profile(charter.rules) if charter else _default(association)


def _default(association: Association) -> Profile:
    return preset(DEFAULT_PRESETS[Association.Kind(association.kind)])
