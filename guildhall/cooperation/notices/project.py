"""What the sides of a joint project are told about its measurements."""

from django.urls import reverse

from guildhall.accounts.models import User
from guildhall.cooperation.models import JointProject, Measurement
from guildhall.cooperation.notices.cooperation import Pair, pair, recipient
from guildhall.cooperation.results import plain
from guildhall.notices.drafts import Draft
from guildhall.registry.models import Person

KIND = "joint_project"


def measurement_reported(measurement: Measurement, *, but: User) -> list[Draft]:
    """To those who answer on the other sides: there is something to confirm."""
    zh, en = _title(measurement.project)
    figure = _figure(measurement)
    head = (f"请确认“{zh}”的测量结果", f"Please confirm a measurement of “{en}”")
    by = pair(measurement.reported_for) if measurement.reported_for else pair(measurement.association)
    day = measurement.measured_on.isoformat()
    text = (
        f"{by[0]}报告：{day}测得{figure[0]}。经另一方确认后计入结果；如有异议，请说明理由。",
        f"{by[1]} reports {figure[1]}, measured on {day}. It counts once another side confirms it; "
        "if it is not so, say why.",
    )
    others = measurement.project.owners.filter(left_on__isnull=True, person__user__isnull=False)
    if measurement.reported_for_id:
        others = others.exclude(organization=measurement.reported_for_id)
    rows = others.select_related("person__user", "person__association")
    people = {one.person.pk: one.person for one in rows if one.person}
    told = [person for person in people.values() if person.user_id != but.pk]
    return [_draft(measurement, person, "reported", head, text) for person in told]


def measurement_judged(measurement: Measurement) -> list[Draft]:
    """To whoever reported it."""
    zh, en = _title(measurement.project)
    figure = _figure(measurement)
    if measurement.confirmed_at:
        head = (f"“{zh}”的测量结果已确认", f"A measurement of “{en}” was confirmed")
        text = (
            f"{figure[0]}已由另一方确认，计入结果。",
            f"{figure[1]} was confirmed by another side and counts.",
        )
    else:
        head = (f"“{zh}”的测量结果有异议", f"A measurement of “{en}” is disputed")
        why = measurement.disputed_reason
        text = (f"对{figure[0]}有异议：{why}", f"{figure[1]} is disputed: {why}")
    person = Person.objects.filter(association=measurement.association, user=measurement.reported_by).first()
    return [_draft(measurement, person, "judged", head, text)] if person else []


def _draft(measurement: Measurement, to: Person, key: str, head: Pair, text: Pair) -> Draft:
    return Draft(
        key=f"measurement.{key}:{measurement.pk}:{to.pk}",
        kind=KIND,
        subject_zh=head[0],
        subject_en=head[1],
        text_zh=text[0],
        text_en=text[1],
        link=reverse("cooperation:project", args=[to.association.slug, measurement.project_id]),
        to=recipient(to),
    )


def _title(project: JointProject) -> Pair:
    return (project.title_zh or project.title_en)[:80], (project.title_en or project.title_zh)[:80]


def _figure(measurement: Measurement) -> Pair:
    project, value = measurement.project, plain(measurement.value)
    zh, en = project.unit_zh or project.unit_en, project.unit_en or project.unit_zh
    return f"{value}{zh}", f"{value} {en}".strip()
