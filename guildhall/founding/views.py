from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, SignedInRequest, at_association
from guildhall.audit.http import kept_until_changed
from guildhall.core.models import in_language
from guildhall.core.paging import page_of
from guildhall.core.views import act_page
from guildhall.documents.queries import file_link
from guildhall.founding import actions, forms, http, queries
from guildhall.founding.models import FirstMember, Founding


def _found(request: AssociationRequest) -> Founding:
    founding = queries.founding_seen(request.user, request.association)
    if founding is None:
        raise Http404
    return founding


def _first(request: AssociationRequest, pk: UUID) -> FirstMember:
    return get_object_or_404(queries.first_member_list(_found(request)), pk=pk)


def _way(request: AssociationRequest) -> str:
    return reverse("founding:founding", args=[request.association.slug])


def _members(request: AssociationRequest) -> str:
    return reverse("founding:first_member_list", args=[request.association.slug])


@require_http_methods(["GET", "POST"])
@login_required
def begin_founding(request: SignedInRequest) -> HttpResponse:
    def do(given: dict[str, Any]) -> str:
        begun = actions.begin_founding(**given, actor=request.user)
        return reverse("founding:founding", args=[begun.association.slug])

    note = _(
        "Step by step: draft charter, first members, founding assembly, candidates, votes - and the association comes into being."
    )
    form = forms.BeginFoundingForm(request.POST or None)
    return act_page(
        request, form, do, heading=_("Begin a founding"), label=_("Begin"), back="/", said="", note=note
    )


@require_safe
@at_association
@kept_until_changed
def founding(request: AssociationRequest) -> HttpResponse:
    """The way of the founding, step by step."""
    found = _found(request)
    return render(request, "founding/founding.html", {"way": queries.way_of(found, viewer=request.user)})


@require_http_methods(["GET", "POST"])
@at_association
def put_draft_charter(request: AssociationRequest) -> HttpResponse:
    found = _found(request)

    def do(given: dict[str, Any]) -> str:
        actions.put_draft_charter(found, name=given["file"].name, content=given["file"], actor=request.user)
        return _way(request)

    form = forms.DraftCharterForm(request.POST or None, request.FILES or None)
    note = _("The units read it when they are asked; the founding assembly votes on it.")
    return act_page(
        request, form, do, heading=_("Draft charter"), label=_("Put"), back=_way(request), said="", note=note
    )


@require_safe
@at_association
def first_member_list(request: AssociationRequest) -> HttpResponse:
    found = _found(request)
    context = {
        "way": queries.way_of(found, viewer=request.user),
        "page": page_of(queries.first_member_list(found), request.GET.get("page")),
    }
    return render(request, "founding/first_member_list.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def list_first_members(request: AssociationRequest) -> HttpResponse:
    found = _found(request)

    def do(given: dict[str, Any]) -> str:
        added = actions.list_first_members(found, text=given["text"], actor=request.user)
        _say_added(request, len(added))
        return _members(request)

    form = forms.FirstMembersForm(request.POST or None)
    heading = _("Add first members")
    return act_page(request, form, do, heading=heading, label=_("Add"), back=_members(request), said="")


@require_POST
@at_association
def list_known_units(request: AssociationRequest) -> HttpResponse:
    _say_added(request, actions.list_known_units(_found(request), actor=request.user))
    return redirect(_members(request))


def _say_added(request: AssociationRequest, count: int) -> None:
    said = ngettext("%(count)s unit was added.", "%(count)s units were added.", count) % {"count": count}
    messages.success(request, said)


@require_POST
@at_association
def ask_first_members(request: AssociationRequest) -> HttpResponse:
    asked = actions.ask_first_members(_found(request), actor=request.user)
    said = ngettext("%(count)s unit is being mailed.", "%(count)s units are being mailed.", asked)
    messages.success(request, said % {"count": asked})
    return redirect(_members(request))


@require_POST
@at_association
def answer_first_member(request: AssociationRequest, pk: UUID) -> HttpResponse:
    takes_part = request.POST.get("takes_part") == "yes"
    actions.answer_first_member(_first(request, pk), takes_part=takes_part, actor=request.user)
    return redirect(_members(request))


@require_http_methods(["GET", "POST"])
@at_association
def name_first_representative(request: AssociationRequest, pk: UUID) -> HttpResponse:
    first = _first(request, pk)

    def do(given: dict[str, Any]) -> str:
        actions.name_first_representative(first, person=given["person"], actor=request.user)
        return _members(request)

    form = forms.RepresentativeForm(
        request.POST or None,
        association=request.association,
        initial={"person": first.representative},
    )
    heading = _("Representative of %(unit)s") % {"unit": first.organization.name}
    back = _members(request)
    return act_page(request, form, do, heading=heading, label=_("Save"), back=back, said="")


@require_POST
@at_association
def strike_first_member(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.strike_first_member(_first(request, pk), actor=request.user)
    return redirect(_members(request))


@require_http_methods(["GET", "POST"])
@at_association
def convene_assembly(request: AssociationRequest) -> HttpResponse:
    found, association = _found(request), request.association
    names = {
        "name_zh": f"{association.name_zh}成立大会" if association.name_zh else "",
        "name_en": f"Founding assembly of the {association.name_en}" if association.name_en else "",
        "seats": 1,
    }

    def do(given: dict[str, Any]) -> str:
        meeting = actions.convene_assembly(found, **given, actor=request.user)
        return reverse("meetings:meeting", args=[association.slug, meeting.pk])

    return act_page(
        request,
        forms.AssemblyForm(request.POST or None, initial=names),
        do,
        heading=_("Convene the founding assembly"),
        label=_("Convene"),
        back=_way(request),
        said=_("The founding assembly is convened. Look through it, then send the notice."),
        note=_("Each unit that confirmed gets a seat with one vote. The agenda holds charter and election."),
    )


@require_POST
@at_association
def seat_late_units(request: AssociationRequest) -> HttpResponse:
    seated = actions.seat_late_units(_found(request), actor=request.user)
    said = ngettext("%(count)s unit got its seat.", "%(count)s units got their seats.", seated)
    messages.success(request, said % {"count": seated})
    return redirect(_way(request))


@require_http_methods(["GET", "POST"])
@at_association
def complete_founding(request: AssociationRequest) -> HttpResponse:
    found = _found(request)
    if request.method == "POST":
        actions.complete_founding(found, actor=request.user)
        messages.success(request, _("The association has come into being."))
        return redirect(_way(request))
    being = actions.being_of(found)
    context = {
        "question": _("Shall the association come into being?"),
        "preview": queries.brought_by(being.on, len(being.units), [str(one.person) for one in being.council]),
        "label": _("It comes into being"),
        "back": _way(request),
    }
    return render(request, "core/confirm.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def abandon_founding(request: AssociationRequest) -> HttpResponse:
    found = _found(request)

    def do(given: dict[str, Any]) -> str:
        actions.abandon_founding(found, **given, actor=request.user)
        return _way(request)

    form = forms.AbandonFoundingForm(request.POST or None)
    heading = _("Give the founding up")
    return act_page(request, form, do, heading=heading, label=heading, back=_way(request), said="")


@never_cache
@require_http_methods(["GET", "POST"])
def answer_by_link(request: HttpRequest, slug: str, pk: UUID, code: str) -> HttpResponse:
    """What a unit is asked, for who has its link, and its answer."""
    first = http.first_member_at(request, slug, pk, code)
    if request.method == "POST":
        takes_part = request.POST.get("takes_part") == "yes"
        actions.answer_first_member(first, takes_part=takes_part, code=code, actor=None)
        messages.success(request, _("Thank you. Your answer has arrived."))
        return redirect("founding_answer:answer_first_member", slug, pk, code)
    charter = first.founding.charter
    context = {
        "first": first,
        "association": first.association,
        "charter": charter,
        "initiated_by": in_language(first.founding.initiated_by_zh, first.founding.initiated_by_en),
        "charter_link": file_link(charter, None) if charter else "",
        "may_answer": first.founding.state == Founding.State.PREPARING,
    }
    return render(request, "founding/answer_first_member.html", context)
