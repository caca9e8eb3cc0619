from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.audit.http import kept_until_changed
from guildhall.core.paging import page_of
from guildhall.finance import queries
from guildhall.finance.views.finding import (
    find_unit,
    quarter_asked,
    require_reader,
    require_reader_of_all,
    year_asked,
    years,
)
from guildhall.finance.workbooks import ledger_as_excel, merged_as_excel

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def excel(content: bytes, name: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, content_type=EXCEL, headers={"Content-Disposition": disposition})


@require_safe
@at_association
@kept_until_changed
def unit_list(request: AssociationRequest) -> HttpResponse:
    require_reader(request)
    year = year_asked(request)
    shown = queries.unit_year(request.user, request.association, year)
    context = {
        "lines": shown.lines,
        "year": year,
        "years": years(request, year),
        "rules": shown.rules,
        "sees_all": queries.may_see_all(request.user, request.association),
        "late": sum(len(line.late) for line in shown.lines),
        "waiting": sum(line.waiting for line in shown.lines),
    }
    return render(request, "finance/unit_list.html", context)


@require_safe
@at_association
@kept_until_changed
def unit(request: AssociationRequest, pk: UUID) -> HttpResponse:
    body, year = find_unit(request, pk), year_asked(request)
    duties = queries.duties_in(request.association, year, [body])[body.pk]
    periods = queries.period_lines(request.user, body, year, duties)
    budgets = queries.budget_list(request.user, request.association, year=year)
    vouchers = queries.voucher_list(request.user, request.association, unit=pk, year=year)
    context = {
        "body": body,
        "unit_text": str(body.pk),
        "year_text": str(year),
        "name": queries.unit_name(body),
        "is_own": queries.is_own(body),
        "year": year,
        "years": years(request, year),
        "budget": budgets.filter(body=body).first(),
        "budget_duty": next((duty for duty in duties if duty.what < 0), None),
        "categories": queries.category_lines(body, year, periods[-1].figures),
        "periods": periods,
        "figures": periods[-1].figures,
        "vouchers": page_of(vouchers, 1, 8),
        "collected": None if queries.is_own(body) else queries.collected_in(body, year),
        "may_prepare": queries.may_prepare(request.user, body),
    }
    return render(request, "finance/unit.html", context)


@require_safe
@at_association
@kept_until_changed
def ledger(request: AssociationRequest, pk: UUID) -> HttpResponse:
    body, year = find_unit(request, pk), year_asked(request)
    page = page_of(queries.ledger(body, year), request.GET.get("page"), 100)
    context = {
        "body": body,
        "name": queries.unit_name(body),
        "lines": [queries.ledger_line(one) for one in page],
        "page": page,
        "year": year,
        "years": years(request, year),
        "year_text": str(year),
    }
    return render(request, "finance/ledger.html", context)


@require_safe
@at_association
def export_ledger(request: AssociationRequest, pk: UUID) -> HttpResponse:
    body, year = find_unit(request, pk), year_asked(request)
    content = ledger_as_excel(
        map(queries.ledger_line, queries.ledger(body, year)), queries.unit_name(body), year
    )
    return excel(content, f"ledger-{year}.xlsx")


@require_safe
@at_association
@kept_until_changed
def merged_statement(request: AssociationRequest) -> HttpResponse:
    require_reader_of_all(request)
    year, quarter = year_asked(request), quarter_asked(request)
    context = {
        "merged": queries.merged_statement(request.association, year, quarter),
        "year": year,
        "years": years(request, year),
        "quarter": quarter,
        "quarter_text": str(quarter),
        "address": f"?year={year}&quarter={quarter}",
        "sees_all": True,
    }
    return render(request, "finance/merged_statement.html", context)


@require_safe
@at_association
def export_merged(request: AssociationRequest) -> HttpResponse:
    require_reader_of_all(request)
    year, quarter = year_asked(request), quarter_asked(request)
    merged = queries.merged_statement(request.association, year, quarter)
    return excel(merged_as_excel(merged), f"statement-{year}{f'-Q{quarter}' if quarter else ''}.xlsx")
