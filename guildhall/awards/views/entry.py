from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.audit.http import kept_until_changed
from guildhall.awards import actions, queries
from guildhall.awards.forms import EntryForm, FileForm, NewEntryForm, ReasonForm, WithdrawForm
from guildhall.awards.models import Entry
from guildhall.awards.views.finding import call_at, entry_at, find_call, find_entry, uuid_asked
from guildhall.core.paging import page_of
from guildhall.core.views import act_page

SAID = ("title_zh", "title_en", "summary_zh", "summary_en", "version", "category")


@require_safe
@at_association
@kept_until_changed
def entry_list(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_call(request, pk)
    asked: dict[str, Any] = {
        "category": uuid_asked(request.GET.get("category", "")),
        "state": request.GET.get("state", "")[:20],
        "text": request.GET.get("q", "")[:100],
    }
    found = queries.entry_list(request.user, shown, **asked)
    context = {
        "call": shown,
        "page": page_of(found, request.GET.get("page")),
        "asked": asked,
        "states": Entry.State.choices,
    }
    return render(request, "awards/entry_list.html", context)


@require_safe
@at_association
@kept_until_changed
def my_entry_list(request: AssociationRequest) -> HttpResponse:
    found = queries.my_entry_list(request.user, request.association)
    return render(request, "awards/my_entry_list.html", {"page": page_of(found, request.GET.get("page"))})


@require_safe
@at_association
@kept_until_changed
def entry(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_entry(request, pk)
    context = {
        "entry": shown,
        "files": shown.files.select_related("file"),
        "people": shown.people.select_related("organization"),
        "verdicts": queries.verdicts_of(shown),
        "award": queries.award_of(shown),
        "acts": queries.entry_acts(request.user, shown),
    }
    return render(request, "awards/entry.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def start_entry(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_call(request, pk)

    def do(given: dict[str, Any]) -> str:
        return entry_at(request, actions.start_entry(**given, actor=request.user).pk)

    return act_page(
        request,
        NewEntryForm(request.POST or None, call=shown),
        do,
        heading=_("New entry"),
        label=_("Save the draft"),
        back=call_at(request, pk),
        said=_("Saved as a draft. Attach files, then submit it."),
        note=shown.title,
    )


@require_http_methods(["GET", "POST"])
@at_association
def change_entry(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_entry(request, pk)

    def do(given: dict[str, Any]) -> str:
        actions.change_entry(shown, **given, actor=request.user)
        return entry_at(request, pk)

    initial = {name: getattr(shown, name) for name in SAID} | {"people": list(shown.people.all())}
    return act_page(
        request,
        EntryForm(request.POST or None, call=shown.call, initial=initial),
        do,
        heading=_("Change the entry"),
        label=_("Save"),
        back=entry_at(request, pk),
        said=_("Saved."),
    )


@require_http_methods(["GET", "POST"])
@at_association
def attach_entry_file(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_entry(request, pk)

    def do(given: dict[str, Any]) -> str:
        file = given["file"]
        actions.attach_entry_file(shown, name=file.name, content=file, actor=request.user)
        return entry_at(request, pk)

    return act_page(
        request,
        FileForm(request.POST or None, request.FILES or None),
        do,
        heading=_("Attach a file"),
        label=_("Attach"),
        back=entry_at(request, pk),
        said=_("Attached."),
        note=shown.title,
    )


@require_POST
@at_association
def remove_entry_file(request: AssociationRequest, pk: UUID, file_pk: UUID) -> HttpResponse:
    shown = find_entry(request, pk)
    attached = get_object_or_404(shown.files.select_related("entry__association"), pk=file_pk)
    actions.remove_entry_file(attached, actor=request.user)
    messages.success(request, _("Taken off."))
    return redirect(entry_at(request, pk))


@require_POST
@at_association
def submit_entry(request: AssociationRequest, pk: UUID) -> HttpResponse:
    submitted = actions.submit_entry(find_entry(request, pk), actor=request.user)
    messages.success(request, _("Submitted as number %(number)s.") % {"number": submitted.number})
    return redirect(entry_at(request, pk))


@require_http_methods(["GET", "POST"])
@at_association
def withdraw_entry(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_entry(request, pk)

    def do(given: dict[str, str]) -> str:
        actions.withdraw_entry(shown, **given, actor=request.user)
        return entry_at(request, pk)

    return act_page(
        request,
        WithdrawForm(request.POST or None),
        do,
        heading=_("Withdraw the entry"),
        label=_("Withdraw"),
        back=entry_at(request, pk),
        said=_("Withdrawn."),
        note=shown.title,
    )


@require_http_methods(["GET", "POST"])
@at_association
def exclude_entry(request: AssociationRequest, pk: UUID) -> HttpResponse:
    shown = find_entry(request, pk)

    def do(given: dict[str, str]) -> str:
        actions.exclude_entry(shown, **given, actor=request.user)
        return entry_at(request, pk)

    return act_page(
        request,
        ReasonForm(request.POST or None),
        do,
        heading=_("Exclude the entry"),
        label=_("Exclude"),
        back=entry_at(request, pk),
        said=_("Excluded; the entrant is told."),
        note=shown.title,
    )
