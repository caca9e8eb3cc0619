from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.audit.http import kept_until_changed
from guildhall.chain import actions, queries
from guildhall.chain.figures import FORMULA, NOT_SHOWN
from guildhall.chain.forms import ChangeChainForm, DrawUpForm
from guildhall.chain.http import at_chain, find_chain, require_reader
from guildhall.chain.picture import picture
from guildhall.chain.starters import starters
from guildhall.core.models import in_language
from guildhall.core.paging import page_of
from guildhall.core.views import act_page


@require_safe
@at_association
@kept_until_changed
def chain_list(request: AssociationRequest) -> HttpResponse:
    require_reader(request)
    found = queries.chains(request.association, viewer=request.user)
    context = {
        "page": page_of(found, request.GET.get("page")),
        "may_keep": queries.may_keep_all(request.user, request.association),
        "starters": [(one.key, in_language(one.name_zh, one.name_en), one) for one in starters()],
    }
    return render(request, "chain/chain_list.html", context)


@require_safe
@at_association
@kept_until_changed
def chain(request: AssociationRequest, pk: UUID) -> HttpResponse:
    drawn = queries.chain_map(find_chain(request, pk), viewer=request.user)
    context = {
        "chain": drawn.chain,
        "drawn": drawn,
        "picture": picture(drawn),
        "gaps": drawn.gaps,
        "acts": queries.chain_acts(request.user, drawn.chain),
        "formula": FORMULA,
        "not_shown": NOT_SHOWN,
        "links": True,
    }
    return render(request, "chain/chain.html", context)


@require_safe
@at_association
@kept_until_changed
def chain_picture(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """The picture as a file of its own, for print and slides."""
    drawn = queries.chain_map(find_chain(request, pk), viewer=request.user)
    answer = render(
        request,
        "chain/parts/picture.html",
        {"chain": drawn.chain, "picture": picture(drawn), "is_file": True},
        content_type="image/svg+xml",
    )
    answer["Content-Disposition"] = 'attachment; filename="chain.svg"'
    return answer


@require_http_methods(["GET", "POST"])
@at_association
def draw_up_chain(request: AssociationRequest) -> HttpResponse:
    def do(given: dict[str, Any]) -> str:
        return at_chain(actions.draw_up_chain(request.association, **given, actor=request.user))

    require_reader(request)
    return act_page(
        request,
        DrawUpForm(
            request.POST or None,
            association=request.association,
            user=request.user,
            initial={"starter_key": request.GET.get("starter", "")},
        ),
        do,
        heading=_("New chain"),
        label=_("Draw it up"),
        back=reverse("chain:chain_list", args=[request.association.slug]),
        said=_("Drawn up. Change the segments as they fit, then place the firms."),
    )


@require_http_methods(["GET", "POST"])
@at_association
def change_chain(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_chain(request, pk)

    def do(given: dict[str, Any]) -> str:
        return at_chain(actions.change_chain(shown, **given, actor=request.user))

    initial = {name: getattr(shown, name) for name in ChangeChainForm.base_fields}
    return act_page(
        request,
        ChangeChainForm(
            request.POST or None, initial=initial, association=request.association, user=request.user
        ),
        do,
        heading=_("Change the chain"),
        label=_("Save"),
        back=at_chain(shown),
        said=_("Saved."),
    )


@require_POST
@at_association
def publish_chain(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = actions.publish_chain(find_chain(request, pk), actor=request.user)
    messages.success(request, _("The chain is on the public pages now, without figures."))
    return redirect(at_chain(shown))


@require_POST
@at_association
def withdraw_chain(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = actions.withdraw_chain(find_chain(request, pk), actor=request.user)
    messages.success(request, _("The chain is off the public pages."))
    return redirect(at_chain(shown))


@require_http_methods(["GET", "POST"])
@at_association
def remove_chain(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_chain(request, pk)
    if request.method == "POST":
        actions.remove_chain(shown, actor=request.user)
        messages.success(request, _("%(name)s is removed.") % {"name": shown.name})
        return redirect("chain:chain_list", request.association.slug)
    context = {
        "question": _("Remove “%(name)s”?") % {"name": shown.name},
        "preview": queries.removal_of_chain(shown),
        "label": _("Remove"),
        "back": at_chain(shown),
    }
    return render(request, "core/confirm.html", context)
