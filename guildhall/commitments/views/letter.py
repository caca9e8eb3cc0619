import io
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.commitments import actions, queries
from guildhall.commitments.forms import LetterForm, NewLetterForm, ReasonForm, ScanForm, SignForm
from guildhall.commitments.models import Letter
from guildhall.commitments.printing import letter_preview
from guildhall.commitments.views.acts import act_page, done, version_read
from guildhall.core.forms import refusals_shown_in
from guildhall.core.paging import page_of
from guildhall.documents.queries import file_link, verification_url

SAID = ("title_zh", "title_en", "text_zh", "text_en", "from_on", "to_on")


def _find(request: AssociationRequest, pk: UUID) -> Letter:
    return get_object_or_404(queries.letters_to_show(request.user, request.association), pk=pk)


def _back(request: AssociationRequest, pk: UUID) -> str:
    return reverse("commitments:letter", args=[request.association.slug, pk])


@require_safe
@at_association
def letter_list(request: AssociationRequest) -> HttpResponse:
    asked = {"kind": request.GET.get("kind", "")[:20], "state": request.GET.get("state", "")[:20]}
    letters = queries.letter_list(request.user, request.association, **asked)
    context = {
        "page": page_of(letters, request.GET.get("page")),
        "asked": asked,
        "kinds": Letter.Kind.choices,
        "states": Letter.State.choices,
        "may_draft": queries.issues_any(request.user, request.association),
    }
    return render(request, "commitments/letter_list.html", context)


@require_safe
@at_association
def letter(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = _find(request, pk)
    parties = [
        (party, file_link(party.scan, request.user) if party.scan else "") for party in shown.parties.all()
    ]
    context = {
        "letter": shown,
        "parties": parties,
        "targets": queries.targets_of(shown),
        "acts": queries.letter_acts(request.user, shown),
        "own_party": queries.party_to_sign(request.user, shown),
        "verify_at": verification_url(shown.document.code) if shown.document else "",
    }
    return render(request, "commitments/letter.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def draft_letter(request: AssociationRequest) -> HttpResponse:
    bodies = queries.bodies_issued_for(request.user, request.association)
    targets = queries.commitments_visible_to(request.user, request.association)
    first = {"body": bodies.first(), "kind": "responsibility"}
    form = NewLetterForm(
        request.POST or None, association=request.association, targets=targets, bodies=bodies, initial=first
    )
    if form.is_valid():
        with refusals_shown_in(form):
            drafted = actions.draft_letter(**form.cleaned(), actor=request.user)
            return done(request, drafted, _("Drafted. Offer it when it is complete."))
    back = reverse("commitments:letter_list", args=[request.association.slug])
    return act_page(request, form, heading=_("New letter"), label=_("Save the draft"), back=back)


@require_http_methods(["GET", "POST"])
@at_association
def change_letter(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = _find(request, pk)
    targets = queries.commitments_visible_to(request.user, request.association)
    form = LetterForm(
        request.POST or None, association=request.association, targets=targets, initial=_said(shown)
    )
    version = version_read(request, shown.version)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.change_letter(shown, version=version, **form.cleaned(), actor=request.user)
            return done(request, shown, _("Saved."))
    return act_page(
        request,
        form,
        heading=_("Change the letter"),
        label=_("Save"),
        back=_back(request, pk),
        version=version,
    )


def _said(letter: Letter) -> dict[str, object]:
    values: dict[str, object] = {name: getattr(letter, name) for name in SAID}
    values["targets"] = list(letter.targets.all())
    for place, party in enumerate(letter.parties.all(), start=1):
        values[f"party_{place}"] = party.person
        values[f"party_{place}_role_zh"] = party.role_zh
        values[f"party_{place}_role_en"] = party.role_en
    return values


@require_POST
@at_association
def offer_letter(request: AssociationRequest, pk: UUID) -> HttpResponse:
    offered = actions.offer_letter(_find(request, pk), actor=request.user)
    return done(request, offered, _("The parties are asked to sign."))


@require_POST
@at_association
def discard_letter(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.discard_letter(_find(request, pk), actor=request.user)
    messages.success(request, _("The draft was discarded."))
    return redirect("commitments:letter_list", request.association.slug)


@require_http_methods(["GET", "POST"])
@at_association
def revoke_letter(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown, form = _find(request, pk), ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.revoke_letter(shown, **form.cleaned_data, actor=request.user)
            return done(request, shown, _("The letter is revoked."))
    return act_page(
        request,
        form,
        heading=_("Revoke the letter"),
        label=_("Revoke"),
        back=_back(request, pk),
        look="danger",
        note=shown.title,
    )


@require_http_methods(["GET", "POST"])
@at_association
def sign_letter(request: AssociationRequest, pk: UUID) -> HttpResponse:
    parties = queries.parties_visible_to(request.user, request.association)
    party, form = get_object_or_404(parties, pk=pk), SignForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.sign_letter(party, **form.cleaned_data, actor=request.user)
            return done(request, party.letter, _("You have signed."))
    context = {
        "form": form,
        "party": party,
        "letter": party.letter,
        "targets": queries.targets_of(party.letter),
    }
    return render(request, "commitments/sign_letter.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def record_signature(request: AssociationRequest, pk: UUID) -> HttpResponse:
    parties = queries.parties_visible_to(request.user, request.association)
    party, form = get_object_or_404(parties, pk=pk), ScanForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.record_signature(party, scan=form.cleaned_data["scan"][0], actor=request.user)
            return done(request, party.letter, _("The signature on paper is recorded."))
    return act_page(
        request,
        form,
        heading=_("Record a signature on paper"),
        label=_("Record"),
        back=_back(request, party.letter_id),
        note=f"{party.letter.title} · {party.person.name}",
    )


@require_safe
@at_association
def print_letter(request: AssociationRequest, pk: UUID) -> HttpResponseBase:
    """The issued document, or how it will look."""
    shown = _find(request, pk)
    if shown.document is not None:
        return redirect(file_link(shown.document.file, request.user))
    preview = io.BytesIO(letter_preview(shown))
    return FileResponse(preview, as_attachment=True, filename=f"{shown.title}.pdf")
