"""The yearly disclosure: inside, and as everybody reads it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.audit.http import kept_until_changed
from guildhall.core.paging import page_of
from guildhall.core.views import act_page
from guildhall.dues import actions, queries
from guildhall.dues.forms import DisclosureForm, SignForm
from guildhall.dues.models import Disclosure
from guildhall.dues.views.acts import number_asked, version_read
from guildhall.dues.views.own import public_place


def find_disclosure(request: AssociationRequest, pk: UUID) -> Disclosure:
    return get_object_or_404(queries.disclosures(request.user, request.association), pk=pk)


def _at(request: AssociationRequest, pk: UUID) -> str:
    return reverse("dues:disclosure", args=[request.association.slug, pk])


@require_safe
@at_association
@kept_until_changed
def disclosure_list(request: AssociationRequest) -> HttpResponse:
    context = {
        "page": page_of(
            queries.disclosures(request.user, request.association).order_by("-year", "-edition"),
            request.GET.get("page"),
        ),
        "may_keep": queries.may_keep_money(request.user, request.association),
        "reads_all": queries.may_read_money(request.user, request.association),
    }
    return render(request, "dues/disclosure_list.html", context)


@require_safe
@at_association
def disclosure(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_disclosure(request, pk)
    booked = queries.received_by_books(request.association, shown.year, shown.until)
    context = {
        "disclosure": shown,
        "agrees": booked == shown.figures["received"],
        "acts": queries.disclosure_acts(request.user, shown),
        "reads_all": queries.may_read_money(request.user, request.association),
    }
    return render(request, "dues/disclosure.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def prepare_disclosure(request: AssociationRequest) -> HttpResponse:
    last = queries.today_at(request.association).year - 1
    asked = number_asked(request.GET.get("year")) or last

    def do(given: dict[str, object]) -> str:
        made = actions.prepare_disclosure(request.association, **given, actor=request.user)  # type: ignore[arg-type] # the form's fields
        return _at(request, made.pk)

    return act_page(
        request,
        DisclosureForm(request.POST or None, initial={"year": asked}),
        do,
        heading=_("Prepare the disclosure"),
        label=_("Prepare the figures"),
        back=reverse("dues:disclosure_list", args=[request.association.slug]),
        said=_("Prepared. The supervisors are told."),
        note=_("The figures come from the books. Prepared again, a supervisor has to look at them again."),
    )


@require_http_methods(["GET", "POST"])
@at_association
def sign_disclosure(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_disclosure(request, pk)

    def do(given: dict[str, str]) -> str:
        version = version_read(request, shown.version)
        actions.sign_disclosure(shown, version=version, **given, actor=request.user)
        return _at(request, pk)

    return act_page(
        request,
        SignForm(request.POST or None),
        do,
        heading=_("Sign the figures"),
        label=_("I have looked at the figures"),
        back=_at(request, pk),
        said=_("Signed. It can be published."),
        note=_("Your name and remark are published with the figures."),
        version=shown.version,
    )


@require_http_methods(["GET", "POST"])
@at_association
def return_disclosure(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_disclosure(request, pk)

    def do(given: dict[str, str]) -> str:
        version = version_read(request, shown.version)
        actions.return_disclosure(shown, version=version, **given, actor=request.user)
        return _at(request, pk)

    return act_page(
        request,
        SignForm(request.POST or None),
        do,
        heading=_("Return the figures"),
        label=_("Return the figures"),
        back=_at(request, pk),
        said=_("Returned. Whoever prepared them is told."),
        note=_("Say what is wrong. The figures are not published until they are prepared again and signed."),
        version=shown.version,
    )


@require_POST
@at_association
def publish_disclosure(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_disclosure(request, pk)
    actions.publish_disclosure(shown, version=version_read(request, shown.version), actor=request.user)
    messages.success(request, _("Published."))
    return redirect(_at(request, pk))


@require_safe
def public_disclosure(request: HttpRequest, slug: str, year: int, edition: int | None = None) -> HttpResponse:
    """The latest published edition of the year, or that one."""
    association = public_place(request, slug)
    shown = queries.published_disclosure(association, year, edition) if association.is_public else None
    if shown is None:
        raise Http404
    years = [one.year for one in queries.published_disclosures(association)]
    return render(request, "dues/public_disclosure.html", {"disclosure": shown, "years": years})
