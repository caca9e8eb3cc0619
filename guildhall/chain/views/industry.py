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
from guildhall.chain.forms import ClassForm, FileForm, ImportClassificationForm, chosen_pairs
from guildhall.chain.http import (
    find_checked_file,
    find_classification,
    find_organization,
    require_reader,
)
from guildhall.core.paging import page_of
from guildhall.core.views import act_page

FIRMS_ON_A_PAGE = 25
PREVIEW = 50


def _classifications(request: AssociationRequest) -> str:
    return reverse("chain:classification_list", args=[request.association.slug])


def _classes(request: AssociationRequest) -> str:
    return reverse("chain:organization_class_list", args=[request.association.slug])


@require_safe
@at_association
@kept_until_changed
def classification_list(request: AssociationRequest) -> HttpResponse:
    require_reader(request)
    page = page_of(queries.classifications(request.association, viewer=request.user), request.GET.get("page"))
    context = {
        "page": page,
        "in_use": queries.classification_in_use(request.association),
        "has_shipped": any(one.is_shipped for one in page),
        "may_keep": queries.may_keep_all(request.user, request.association),
    }
    return render(request, "chain/classification_list.html", context)


@require_safe
@at_association
@kept_until_changed
def classification(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown, q = find_classification(request, pk), request.GET.get("q", "")
    found = queries.industry_classes(request.association, viewer=request.user, q=q, classification=shown)
    context = {
        "classification": shown,
        "page": page_of(found, request.GET.get("page"), 100),
        "q": q,
        "may_keep": queries.may_keep_all(request.user, request.association),
    }
    return render(request, "chain/classification.html", context)


@require_POST
@at_association
def adopt_classification(request: AssociationRequest) -> HttpResponse:
    actions.adopt_classification(request.association, actor=request.user)
    messages.success(request, _("The classification is there now."))
    return redirect(_classifications(request))


@require_http_methods(["GET", "POST"])
@at_association
def check_classification(request: AssociationRequest) -> HttpResponse:
    require_reader(request)

    def do(given: dict[str, Any]) -> str:
        file = given["file"]
        kept = actions.check_classification(
            request.association, name=file.name, content=file, actor=request.user
        )
        return reverse("chain:import_classification", args=[request.association.slug, kept.pk])

    return act_page(
        request,
        FileForm(request.POST or None, request.FILES or None),
        do,
        heading=_("Import a classification"),
        label=_("Look through it"),
        back=_classifications(request),
        said=_("This is what the file holds. Nothing is imported yet."),
        note=_("Excel or CSV with code and name, and where there is one a column with the code above."),
    )


@require_http_methods(["GET", "POST"])
@at_association
def import_classification(request: AssociationRequest, pk: UUID) -> HttpResponse:
    file = find_checked_file(request, pk)
    read, wrong = actions.classes_in(file)

    def do(given: dict[str, Any]) -> str:
        made = actions.import_classification(request.association, file=file, **given, actor=request.user)
        return reverse("chain:classification", args=[request.association.slug, made.pk])

    known = queries.classifications(request.association, viewer=request.user).filter(is_shipped=False)
    return act_page(
        request,
        ImportClassificationForm(request.POST or None, known=known),
        do,
        heading=_("Import a classification"),
        label=_("Import %(count)d classes") % {"count": len(read)},
        back=_classifications(request),
        said=_("Imported."),
        template="chain/import_classification.html",
        read=read[:PREVIEW],
        count=len(read),
        wrong=wrong,
        file=file,
    )


@require_http_methods(["GET", "POST"])
@at_association
def remove_classification(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_classification(request, pk)
    if request.method == "POST":
        actions.remove_classification(shown, actor=request.user)
        messages.success(request, _("Removed."))
        return redirect(_classifications(request))
    context = {
        "question": _("Remove “%(name)s”?") % {"name": shown},
        "preview": [_("Its classes go with it. Offers and needs that have one are left without.")],
        "label": _("Remove"),
        "back": _classifications(request),
    }
    return render(request, "core/confirm.html", context)


@require_safe
@at_association
def organization_class_list(request: AssociationRequest) -> HttpResponse:
    require_reader(request)
    q, without = request.GET.get("q", ""), request.GET.get("without") == "1"
    found = queries.classed_organizations(request.association, viewer=request.user, q=q, without=without)
    page = page_of(found, request.GET.get("page"), FIRMS_ON_A_PAGE)
    may_keep = queries.may_keep_all(request.user, request.association)
    context = {
        "page": page,
        "lines": queries.class_lines(request.association, page.rows, suggests=may_keep),
        "q": q,
        "without": without,
        "may_keep": may_keep,
        "in_use": queries.classification_in_use(request.association),
    }
    return render(request, "chain/organization_class_list.html", context)


@require_POST
@at_association
def confirm_classes(request: AssociationRequest) -> HttpResponse:
    chosen = queries.meant_classes(request.association, chosen_pairs(request.POST, "class-"))
    confirmed = actions.confirm_classes(request.association, chosen=chosen, actor=request.user)
    messages.success(request, _("%(count)d classes are confirmed.") % {"count": len(confirmed)})
    return redirect(_classes(request))


@require_http_methods(["GET", "POST"])
@at_association
def confirm_class(request: AssociationRequest, pk: UUID) -> HttpResponse:
    firm = find_organization(request, pk)

    def do(given: dict[str, Any]) -> str:
        actions.confirm_class(firm, **given, actor=request.user)
        return _classes(request)

    return act_page(
        request,
        ClassForm(request.POST or None, association=request.association, user=request.user),
        do,
        heading=_("Industry class"),
        label=_("Confirm"),
        back=_classes(request),
        said=_("Confirmed."),
        note=firm.name,
    )


@require_POST
@at_association
def drop_class(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.drop_class(find_organization(request, pk), actor=request.user)
    messages.success(request, _("Removed."))
    return redirect(_classes(request))
