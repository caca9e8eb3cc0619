from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.audit.http import kept_until_changed
from guildhall.core.views import act_page
from guildhall.dues import actions, queries
from guildhall.dues.forms import CollectorForm, CollectorsForm, TargetForm
from guildhall.dues.views.acts import number_asked, require_reader, version_read
from guildhall.dues.views.notice import find_notice
from guildhall.dues.views.run import find_run

LOOKS = {"reached": "success", "late": "warning", "missed": "danger", "waiting": "info"}


def _at(request: AssociationRequest, year: int) -> str:
    return f"{reverse('dues:standing', args=[request.association.slug])}?year={year}"


@require_safe
@at_association
@kept_until_changed
def standing(request: AssociationRequest) -> HttpResponse:
    require_reader(request)
    association, today = request.association, queries.today_at(request.association)
    years = queries.years_known(association)
    year, on = number_asked(request.GET.get("year")), day_asked(request.GET.get("on"), today)
    year = year if year in years else next(iter(years), None)
    context = {
        "years": years,
        "year": year,
        "on": on or today,
        "today": today,
        "may_keep": queries.may_keep_money(request.user, association),
        "reads_all": True,
    }
    if year:
        context |= _shown(queries.standing(association, year, on))
    return render(request, "dues/standing.html", context)


def _shown(stand: queries.Standing) -> dict[str, Any]:
    """With the curve as the chart takes it: percents of what was owed."""
    count, stated = stand.collection.total.count, stand.collection.stated
    target = [stand.target.percent] * len(stand.points) if stand.target else None
    series = {_("Collected, %"): [_percent(sums) for _day, sums in stand.points]}
    return {
        "stand": stand,
        "told": stand.collection,
        "said": {
            "year": str(stand.collection.year),
            "notices": ngettext("%(n)d notice", "%(n)d notices", count) % {"n": count},
            "stated": stated and f"{stated.percent_at_least}%",
            "look": LOOKS[stand.judgement.state] if stand.judgement else "",
            "colours": ["green", "grey"][: 1 + bool(target)],
        },
        "labels": [day.isoformat() for day, _sums in stand.points],
        "series": series | ({_("Target, %"): target} if target else {}),
    }


def _percent(sums: queries.Sums) -> float | None:
    return None if sums.share is None else float(round(100 * sums.share, 1))


def day_asked(text: str | None, today: date) -> date | None:
    """A day that has passed, from the address; None for any other text and for days to come."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if day <= today else None


@require_http_methods(["GET", "POST"])
@at_association
def set_target(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_run(request, pk)
    version = version_read(request, shown.version)
    first = {"percent": shown.target_percent, "on": shown.target_on}

    def do(given: dict[str, Any]) -> str:
        actions.set_target(shown, **given, version=version, actor=request.user)
        return _at(request, shown.year)

    return act_page(
        request,
        TargetForm(request.POST or None, initial=first),
        do,
        heading=_("Target for the dues of %(year)s") % {"year": shown.year},
        label=_("Save"),
        back=_at(request, shown.year),
        said=_("Saved."),
        version=version,
    )


@require_POST
@at_association
def renew_branches(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_run(request, pk)
    count = actions.renew_branches(shown, actor=request.user)
    said = ngettext(
        "%(n)d notice counts in another branch now.", "%(n)d notices count in another branch now.", count
    )
    messages.success(request, said % {"n": count})
    return redirect(_at(request, shown.year))


@require_http_methods(["GET", "POST"])
@at_association
def set_collectors(request: AssociationRequest, year: int) -> HttpResponse:
    require_reader(request)
    association = request.association
    if year not in queries.years_known(association):
        raise Http404

    def do(given: dict[str, Any]) -> str:
        count = actions.set_collectors(association, year=year, **given, actor=request.user)
        said = ngettext("%(n)d notice given.", "%(n)d notices given.", count)
        messages.success(request, said % {"n": count})
        return _at(request, year)

    return act_page(
        request,
        CollectorsForm(request.POST or None, association=association, initial=request.GET.dict()),
        do,
        heading=_("Give notices of %(year)s to a collector") % {"year": year},
        label=_("Give to a collector"),
        back=_at(request, year),
        said="",
    )


@require_http_methods(["GET", "POST"])
@at_association
def set_collector(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_notice(request, pk)
    back = reverse("dues:notice", args=[request.association.slug, pk])

    def do(given: dict[str, Any]) -> str:
        actions.set_collector(shown, **given, actor=request.user)
        return back

    return act_page(
        request,
        CollectorForm(
            request.POST or None, association=request.association, initial={"collector": shown.collector}
        ),
        do,
        heading=_("Collector of the notice"),
        label=_("Save"),
        back=back,
        said=_("Saved."),
        note=shown,
    )
