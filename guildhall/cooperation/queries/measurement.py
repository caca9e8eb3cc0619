"""Measurements of joint projects: what was reported, whether a second side confirmed it, and who may."""

from dataclasses import dataclass

from django.db.models import QuerySet

from guildhall.accounts.models import Association, User
from guildhall.cooperation.models import JointProject, Measurement
from guildhall.cooperation.permissions import may_keep
from guildhall.cooperation.queries.project import inside_projects, sides_of
from guildhall.cooperation.sight import own_organizations
from guildhall.registry.models import Organization


def may_judge(user: User, measurement: Measurement) -> bool:
    """A second side: not who reported it nor their own side; people of another side, or the secretariat."""
    project = measurement.project
    if project.association.is_record or measurement.reported_by_id == user.pk:
        return False
    sides = {one.pk for one in sides_of(user, project)}
    if measurement.reported_for_id is None:
        return bool(sides)
    if measurement.reported_for_id in sides or _works_for(user, measurement):
        return False
    return bool(sides) or may_keep(user, project.association)


def _works_for(user: User, measurement: Measurement) -> bool:
    """Whether the user acts for the side that reported, which may have left since."""
    side = measurement.reported_for
    return side is not None and side.pk in own_organizations(user, side.association)


@dataclass(frozen=True)
class MeasurementLine:
    """One reported value and what the reader may do with it."""

    row: Measurement
    may_judge: bool

    @property
    def state(self) -> str:
        """``confirmed``, ``disputed`` or ``reported``."""
        if self.row.confirmed_at:
            return "confirmed"
        return "disputed" if self.row.disputed_at else "reported"


def measurement_lines(
    project: JointProject, viewer: User, association: Association
) -> list[MeasurementLine] | None:
    """Every measurement, the latest first, judged only while the project goes on; None for who is not inside."""
    if not inside_projects(viewer, association).filter(pk=project.pk).exists():
        return None
    rows = project.measurements.select_related(
        "reported_by",
        "reported_for__association",
        "confirmed_by",
        "confirmed_for",
        "disputed_by",
        "disputed_for",
        "evidence",
        "project__association",
    ).order_by("-measured_on", "-id")
    is_going_on = project.state == JointProject.State.UNDER_WAY
    found = []
    for row in rows:
        row.project = project
        is_open = is_going_on and not (row.confirmed_at or row.disputed_at)
        found.append(MeasurementLine(row, is_open and may_judge(viewer, row)))
    return found


def measurements_to_show(user: User, association: Association) -> QuerySet[Measurement]:
    """Measurements of the projects that the person sees from inside."""
    seen = inside_projects(user, association).order_by().values("pk")
    return Measurement.objects.filter(project__in=seen).select_related(
        "project__association", "reported_for__association"
    )


def own_side(user: User, project: JointProject) -> Organization | None:
    """For which side the user reports; None for the secretariat."""
    sides = sides_of(user, project)
    return sides[0] if sides else None
