"""Joint projects, teams and visits as cards on the pages of cooperations and agreements; each looks up its own."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString

from guildhall.cooperation import queries
from guildhall.cooperation.models import Agreement, Cooperation, JointProject
from guildhall.cooperation.permissions import may_keep
from guildhall.cooperation.results import plain
from guildhall.core.templatetags.page import chart, light
from guildhall.core.templatetags.writing import said
from guildhall.registry.queries import today_in

register = template.Library()
SHOWN = 10


def _asked(context: template.RequestContext, above: Any) -> dict[str, Any]:
    request = context.request
    return {
        "request": request,
        "association": request.association,  # type: ignore[attr-defined] # set by at_association
        "above": above,
        "may_keep": may_keep(request.user, above.association),  # type: ignore[arg-type] # they are signed in
    }


@register.inclusion_tag("cooperation/parts/project_lines.html", takes_context=True)
def joint_projects(context: template.RequestContext, above: Agreement | Cooperation) -> dict[str, Any]:
    """The joint projects of an agreement or cooperation, with where they stand."""
    asked = _asked(context, above)
    is_agreement = isinstance(above, Agreement)
    over = above.state == Agreement.State.ENDED if isinstance(above, Agreement) else bool(above.ending)
    return asked | {
        "lines": queries.projects_of(above, context.request.user, asked["association"]),  # type: ignore[arg-type] # as above
        "name": "agreement" if is_agreement else "cooperation",
        "may_plan": asked["may_keep"] and not over,
    }


@register.simple_tag
def public_joint_projects(agreement: Agreement) -> list[tuple[JointProject, queries.ProjectOutcome]]:
    """The projects of an agreement that everybody may read of, with where they stand."""
    rows = list(queries.public_projects(agreement.association, agreement))
    return queries.lines_of(rows, today_in(agreement.association))


@register.inclusion_tag("cooperation/parts/team_lines.html", takes_context=True)
def teams(context: template.RequestContext, above: Agreement | JointProject) -> dict[str, Any]:
    """The teams of an agreement or joint project, with how their letters stand."""
    asked = _asked(context, above)
    return asked | {
        "teams": queries.teams_of(above, context.request.user, asked["association"]),  # type: ignore[arg-type] # as above
        "name": "agreement" if isinstance(above, Agreement) else "project",
        "may_form": asked["may_keep"] and above.state not in ("ended", "completed", "abandoned"),
    }


@register.inclusion_tag("cooperation/parts/visit_lines.html", takes_context=True)
def visits(context: template.RequestContext, cooperation: Cooperation) -> dict[str, Any]:
    """The visits of a cooperation, the latest first."""
    asked = _asked(context, cooperation)
    found = queries.visit_list(context.request.user, asked["association"], cooperation=cooperation)  # type: ignore[arg-type] # as above
    may_note = queries.may_note_any(context.request.user, asked["association"])  # type: ignore[arg-type] # as above
    return asked | {"visits": found[:SHOWN], "may_note": may_note}


@register.inclusion_tag("core/parts/chart.html")
def line_chart(
    project: JointProject, curve: queries.Curve, measured_name: str, line_name: str
) -> dict[str, Any]:
    """What was measured against the straight line from baseline to target, along the days."""
    series: dict[str, Sequence[float | None]] = {measured_name: curve.measured, line_name: curve.line}
    colours = ["blue", "grey"]
    return chart("line-dated", project.indicator, curve.labels, series, unit=project.unit, colours=colours)


@register.simple_tag
def standing(outcome: queries.ProjectOutcome) -> SafeString | str:
    """The light of where a project stands; nothing where its source states no figures."""
    found = outcome.result
    return light(found.colour, said(found.words)) if found else ""


@register.filter
def figure_of(value: Any) -> str:
    """A figure without zeros that say nothing."""
    return "" if value is None else plain(value)


@register.filter
def with_unit(value: Any, project: JointProject) -> str:
    """A figure with the project's unit, or nothing where it is not stated."""
    if value is None:
        return ""
    unit = project.unit
    space = "" if not unit or unit.startswith("%") or unit == project.unit_zh else " "
    return f"{plain(value)}{space}{unit}"
