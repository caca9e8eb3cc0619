from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.cooperation import queries
from guildhall.cooperation.forms import FunnelForm
from guildhall.cooperation.models import Cooperation
from guildhall.cooperation.permissions import require_sees_all
from guildhall.cooperation.sheets import funnel_as_excel

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@at_association
def funnel(request: AssociationRequest) -> HttpResponse:
    require_sees_all(request.user, request.association)
    form = FunnelForm(request.GET, association=request.association)
    found = queries.funnel_page(request.association, form.asked())
    figures = found.whole.figures
    context = {
        "form": form,
        "found": found,
        "rows": [(queries.step_words(one.step), one) for one in figures],
        "labels": [queries.step_words(one.step) for one in figures],
        "series": {_("Needs"): [one.count for one in figures]},
        "endings": [(Cooperation.Ending(ending).label, count) for ending, count in found.whole.endings],
        "groups": [(_("By kind"), found.kinds), (_("By segment"), found.segments)],
    }
    return render(request, "cooperation/funnel.html", context)


@require_safe
@at_association
def export_funnel(request: AssociationRequest) -> HttpResponse:
    require_sees_all(request.user, request.association)
    asked = FunnelForm(request.GET, association=request.association).asked()
    book = funnel_as_excel(queries.funnel_page(request.association, asked), request.association, asked)
    headers = {"Content-Disposition": 'attachment; filename="funnel.xlsx"'}
    return HttpResponse(book, content_type=EXCEL, headers=headers)
