from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.accounts.models import Association
from guildhall.audit.http import kept_until_changed
from guildhall.core.money import written_amount
from guildhall.core.paging import page_of
from guildhall.dues import queries
from guildhall.dues.ageing import LABELS, Age
from guildhall.dues.sheets import arrears_as_excel, unpaid_as_pdf
from guildhall.dues.views.acts import number_asked, require_reader
from guildhall.members.models import Tier
from guildhall.members.permissions import may_remove_members

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


Choice = tuple[str, str, str, Sequence[tuple[str, str]]]


def arrears_asked(asked: Mapping[str, str]) -> queries.ArrearsFilter:
    """What the address narrows the list to."""
    names = ("tier", "branch", "collector", "age", "reminded", "sort")
    return queries.ArrearsFilter(
        year=number_asked(asked.get("year")),
        text=asked.get("q", "").strip(),
        **{name: asked.get(name, "") for name in names},
    )


@require_safe
@at_association
@kept_until_changed
def arrears_list(request: AssociationRequest) -> HttpResponse:
    require_reader(request)
    association, asked = request.association, arrears_asked(request.GET)
    however_often = queries.arrears_total(association, replace(asked, reminded=""))
    total = queries.arrears_total(association, asked) if asked.reminded else however_often
    page = page_of(queries.arrears_rows(association, asked), request.GET.get("page"), total=total.members)
    context = {
        "asked": asked,
        "choices": _choices(association, asked),
        "page": page,
        "lines": queries.arrears_lines(association, page.rows, asked),
        "total": total,
        "members_said": ngettext("%(n)d member", "%(n)d members", total.members) % {"n": total.members},
        "open_said": _short(total.open),
        "ages_said": [(_label(age), _short(amount)) for age, amount in total.ages.items()],
        "reminded_tabs": _tabs(request, asked, however_often),
        "query": request.GET.urlencode(),
        "reads_all": True,
    }
    return render(request, "dues/arrears_list.html", context)


def _short(amount: int) -> str:
    """Whole yuan without decimals."""
    said = written_amount(amount, get_language() or "en")
    return said if amount % 100 else said.replace(".00", "")


def _label(age: Age) -> str:
    return LABELS[age].in_language(get_language() or "")


def _choices(association: Association, asked: queries.ArrearsFilter) -> list[Choice]:
    """What the list can be narrowed by: name, label, what is chosen, what there is."""
    years = [(str(year), str(year)) for year in queries.years_known(association)]
    tiers = [(str(tier.pk), tier.name) for tier in Tier.objects.filter(association=association)]
    branches = [(str(body.pk), body.name) for body in queries.branches_of(association)]
    people = [(str(user.pk), str(user)) for user in queries.collectors_of(association)]
    found = [
        ("year", _("Year"), str(asked.year or ""), [("", _("All years")), *years]),
        ("tier", _("Tier"), asked.tier, [("", _("All tiers")), *tiers]),
        ("branch", _("Branch"), asked.branch, [("", _("All branches")), *branches, ("none", _("no branch"))]),
        (
            "collector",
            _("Collector"),
            asked.collector,
            [("", _("All collectors")), *people, ("none", _("nobody"))],
        ),
        ("age", _("Age"), asked.age, [("", _("Any age")), *((age.value, _label(age)) for age in Age)]),
    ]
    return [choice for choice in found if choice[0] != "branch" or branches]


def _tabs(
    request: AssociationRequest, asked: queries.ArrearsFilter, total: queries.ArrearsTotal
) -> list[tuple[str, str, int, bool]]:
    """Who is reminded how often: address, label, members, whether it is shown."""
    labels = {
        "": _("All members"),
        "0": _("Never reminded"),
        "1": _("Once"),
        "2": _("Twice"),
        "3": _("Three times or more"),
    }
    tabs = []
    for key, label in labels.items():
        address = request.GET.copy()
        address.pop("page", None)
        address["reminded"] = key
        count = total.reminded[int(key)] if key else total.members
        tabs.append((f"?{address.urlencode()}", label, count, asked.reminded == key))
    return tabs


@require_safe
@at_association
def export_arrears(request: AssociationRequest) -> HttpResponse:
    require_reader(request)
    association, asked = request.association, arrears_asked(request.GET)
    lines = queries.all_arrears(association, asked)
    return as_file(arrears_as_excel(lines, association, title=_("Arrears")), EXCEL, "arrears.xlsx")


def as_file(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


@require_safe
@at_association
@kept_until_changed
def unpaid_list(request: AssociationRequest) -> HttpResponse:
    require_reader(request)
    association = request.association
    found = queries.unpaid(association)
    page = page_of(found.rows, request.GET.get("page"), total=len(found))
    lines = queries.unpaid_lines(association, page.rows)
    context = {
        "found": found,
        "page": page,
        "lines": lines,
        "rule": queries.removal_rule(association),
        "may_remove": may_remove_members(request.user, association),
        "text": queries.unpaid_text(lines, found.years) if page.is_all else "",
        "reads_all": True,
    }
    return render(request, "dues/unpaid_list.html", context)


@require_safe
@at_association
def export_unpaid(request: AssociationRequest, ending: str) -> HttpResponse:
    require_reader(request)
    association = request.association
    found = queries.unpaid(association)
    lines = queries.unpaid_lines(association, found.rows)
    if ending == "xlsx":
        content = arrears_as_excel(lines, association, title=_("List for the council"))
        return as_file(content, EXCEL, "unpaid.xlsx")
    if ending != "pdf" or not found.years:
        raise Http404
    rule, language = queries.removal_rule(association), get_language() or ""
    paper = unpaid_as_pdf(lines, association, years=found.years, rule=rule, language=language)
    return as_file(paper, "application/pdf", "unpaid.pdf")
