from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.forms import refusals_shown_in
from guildhall.core.paging import page_of
from guildhall.core.views import act_page
from guildhall.dues import actions, queries
from guildhall.dues.forms import BookLineForm, NoteForm, StatementColumnsForm, StatementForm
from guildhall.dues.models import Statement, StatementLine
from guildhall.dues.taking import head_of
from guildhall.dues.views.acts import require_reader
from guildhall.members.models import Member


def find_statement(request: AssociationRequest, pk: UUID) -> Statement:
    return get_object_or_404(queries.statement_list(request.user, request.association), pk=pk)


def find_line(request: AssociationRequest, pk: UUID) -> StatementLine:
    return get_object_or_404(queries.line_list(request.user, request.association), pk=pk)


@require_safe
@at_association
def statement_list(request: AssociationRequest) -> HttpResponse:
    require_reader(request)
    found = queries.statement_list(request.user, request.association)
    context = {
        "page": page_of(found, request.GET.get("page")),
        "may_keep": queries.may_keep_money(request.user, request.association),
        "reads_all": True,
    }
    return render(request, "dues/statement_list.html", context)


@require_http_methods(["GET", "POST"])
@at_association
def take_statement(request: AssociationRequest) -> HttpResponse:
    require_reader(request)
    form = StatementForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        with refusals_shown_in(form):
            taken = actions.take_statement(
                request.association, name=file.name, content=file, actor=request.user
            )
            page = "line_list" if taken.layout else "choose_columns"
            where = [request.association.slug] if taken.layout else [request.association.slug, taken.pk]
            return redirect(f"dues:{page}", *where)
    return render(request, "dues/take_statement.html", {"form": form})


@require_http_methods(["GET", "POST"])
@at_association
def choose_columns(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found, asked = find_statement(request, pk), request.GET.get("header", "")
    head = head_of(found.file, int(asked) if asked.isdecimal() and len(asked) < 5 else 0)
    form = StatementColumnsForm(head, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.choose_columns(found, header=head.header, columns=form.columns, actor=request.user)
            return redirect("dues:line_list", request.association.slug)
    return render(request, "dues/choose_columns.html", {"statement": found, "form": form, "head": head})


@require_safe
@at_association
def line_list(request: AssociationRequest) -> HttpResponse:
    require_reader(request)
    state, match = request.GET.get("state", StatementLine.State.OPEN), request.GET.get("match", "")
    lines = queries.line_list(request.user, request.association, state=state, match=match)
    page, counts = page_of(lines, request.GET.get("page")), queries.match_counts(request.association)
    context = {
        "page": page,
        "tabs": _tabs(match, counts) if state == StatementLine.State.OPEN else [],
        "lines": queries.shown_lines(page),
        "state": state,
        "states": StatementLine.State.choices,
        "certain": counts.get("certain", 0),
        "may_keep": queries.may_keep_money(request.user, request.association),
        "reads_all": True,
    }
    return render(request, "dues/line_list.html", context)


def _tabs(match: str, counts: Mapping[str, int]) -> list[tuple[str, str, int, bool]]:
    """Address, label, count and whether it is open, of each kind of match that there is."""
    kinds = {"": _("All that wait"), **queries.matches()}
    told = {"": sum(counts.values()), **counts}
    return [
        (f"?match={key}", label, told[key], key == match) for key, label in kinds.items() if told.get(key)
    ]


@require_http_methods(["GET", "POST"])
@at_association
def book_line(request: AssociationRequest, pk: UUID) -> HttpResponse:
    """One line with what is proposed for it; Enter books it and leads to the next."""
    line = find_line(request, pk)
    [shown] = queries.shown_lines([line])
    added = _member_added(request)
    notices = queries.open_notices_of([*shown.members, *added])
    shares = {share.notice.pk: share.amount for share in shown.shares}
    shares = queries.oldest_first(queries.open_notices_of(added), line.amount) if added else shares
    form = BookLineForm(request.POST or None, notices=notices, shares=shares)
    if form.is_valid():
        with refusals_shown_in(form):
            member = next(iter([*added, *shown.members]), None)
            keep = form.cleaned_data["keep_rest"]
            following = queries.next_line(request.association, line)
            actions.book_line(line, shares=form.shares, keep_rest=keep, member=member, actor=request.user)
            messages.success(request, _("Booked."))
            return redirect(_after(request, following))
    context = {"shown": shown, "form": form, "added": added} | _neighbours(request, line)
    return render(request, "dues/book_line.html", context)


def _member_added(request: AssociationRequest) -> list[Member]:
    number = (request.GET.get("member") or "").strip()
    return list(Member.objects.filter(association=request.association, number=number)) if number else []


def _neighbours(request: AssociationRequest, line: StatementLine) -> dict[str, object]:
    return {
        "following": queries.next_line(request.association, line),
        "preceding": queries.next_line(request.association, line, back=True),
        "may_keep": queries.may_keep_money(request.user, request.association),
    }


def _after(request: AssociationRequest, following: StatementLine | None) -> str:
    if following is None:
        return reverse("dues:line_list", args=[request.association.slug])
    return reverse("dues:book_line", args=[request.association.slug, following.pk])


@require_http_methods(["GET", "POST"])
@at_association
def set_line_aside(request: AssociationRequest, pk: UUID) -> HttpResponse:
    line = find_line(request, pk)

    def do(given: dict[str, str]) -> str:
        following = queries.next_line(request.association, line)
        actions.set_line_aside(line, **given, actor=request.user)
        return _after(request, following)

    return act_page(
        request,
        NoteForm(request.POST or None),
        do,
        heading=_("Set the line aside"),
        label=_("Set aside"),
        back=reverse("dues:book_line", args=[request.association.slug, pk]),
        said=_("Set aside. It pays no dues."),
        note=line,
    )


@require_POST
@at_association
def take_line_back(request: AssociationRequest, pk: UUID) -> HttpResponse:
    line = actions.take_line_back(find_line(request, pk), actor=request.user)
    return redirect("dues:book_line", request.association.slug, line.pk)


@require_POST
@at_association
def book_certain_lines(request: AssociationRequest) -> HttpResponse:
    require_reader(request)
    before = queries.certain_count(request.association)
    if actions.book_certain_lines(request.association, actor=request.user):
        messages.info(request, _("They are being booked in the background. Look again in a moment."))
    else:
        said = ngettext("%(n)d line is booked.", "%(n)d lines are booked.", before)
        messages.success(request, said % {"n": before})
    return redirect("dues:line_list", request.association.slug)


@require_POST
@at_association
def propose_matches(request: AssociationRequest) -> HttpResponse:
    require_reader(request)
    if actions.propose_matches(request.association, actor=request.user):
        messages.info(request, _("They are being matched in the background. Look again in a moment."))
    return redirect("dues:line_list", request.association.slug)
