from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.accounts.permissions import may
from guildhall.accounts.powers import Power
from guildhall.audit.http import kept_until_changed
from guildhall.commitments import actions, queries
from guildhall.commitments.export import board_as_excel
from guildhall.commitments.forms import BoardForm, RulesForm
from guildhall.commitments.lights import Light
from guildhall.commitments.views.acts import act_page
from guildhall.core.forms import refusals_shown_in
from guildhall.core.paging import page_of

ROWS = 30
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@at_association
@kept_until_changed
def board(request: AssociationRequest) -> HttpResponse:
    user, association = request.user, request.association
    form = BoardForm(request.GET, association=association, user=user)
    asked = form.asked()
    counts = queries.counts(user, association, asked)
    rows = queries.board(user, association, asked)
    total = counts[Light(asked.light)] if asked.light else sum(counts.values())
    context = {
        "form": form,
        "asked": asked,
        "shares": queries.shares(counts),
        "page": page_of(rows, request.GET.get("page"), ROWS, total=total),
        "query": request.GET.urlencode(),
        "may_draft": queries.prepares_any(user, association),
        "may_set_rules": may(user, Power.MANAGE, association) and not association.is_record,
    }
    return render(request, "commitments/board.html", context)


@require_safe
@at_association
def export_board(request: AssociationRequest) -> HttpResponse:
    form = BoardForm(request.GET, association=request.association, user=request.user)
    rows = queries.board(request.user, request.association, form.asked())
    response = HttpResponse(board_as_excel(rows, request.association), content_type=EXCEL)
    name = f"follow-up-{queries.today_at(request.association)}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "POST"])
@at_association
def set_follow_up_rules(request: AssociationRequest) -> HttpResponse:
    rules = queries.follow_up_rules(request.association)
    now = {name: getattr(rules, name) for name in ("amber_days", "overdue_every", "escalate_after")}
    days = " ".join(str(one) for one in rules.remind_days)
    form = RulesForm(request.POST or None, initial=now | {"remind_days": days})
    back = reverse("commitments:board", args=[request.association.slug])
    if form.is_valid():
        with refusals_shown_in(form):
            actions.set_follow_up_rules(
                association=request.association, **form.cleaned_data, actor=request.user
            )
            messages.success(request, _("Saved."))
            return redirect(back)
    return act_page(request, form, heading=_("Rules of follow-up"), label=_("Save"), back=back)
