from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, SignedInRequest, at_association
from guildhall.core.forms import refusals_shown_in
from guildhall.core.paging import page_of
from guildhall.notices import actions, queries
from guildhall.notices.forms import ChannelForm
from guildhall.notices.permissions import may_keep_channels


@require_safe
@login_required
def notice_list(request: SignedInRequest) -> HttpResponse:
    page = page_of(queries.notices_of(request.user), request.GET.get("page"))
    return render(request, "notices/notice_list.html", {"page": page})


@require_POST
@login_required
def read_notice(request: SignedInRequest, pk: UUID) -> HttpResponse:
    notice = get_object_or_404(queries.notices_of(request.user), pk=pk)
    actions.read_notice(notice, actor=request.user)
    return redirect(notice.link or "inbox:notice_list")


@require_POST
@login_required
def read_all_notices(request: SignedInRequest) -> HttpResponse:
    actions.read_all_notices(actor=request.user)
    return redirect("inbox:notice_list")


@require_http_methods(["GET", "POST"])
@at_association
def channel_list(request: AssociationRequest) -> HttpResponse:
    association = request.association
    if not may_keep_channels(request.user, association):
        raise Http404
    form = ChannelForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.add_channel(association, **form.cleaned_data, actor=request.user)
            messages.success(request, _("The channel is added. Try it, to see that messages arrive."))
            return redirect("notices:channel_list", association.slug)
    context = {
        "form": form,
        "channels": queries.channels(association, viewer=request.user),
        "page": page_of(queries.outbox(association, viewer=request.user), request.GET.get("page"), size=15),
        "counts": queries.outbox_counts(association),
    }
    return render(request, "notices/channel_list.html", context)


@require_POST
@at_association
def remove_channel(request: AssociationRequest, pk: UUID) -> HttpResponse:
    channel = get_object_or_404(queries.channels(request.association, viewer=request.user), pk=pk)
    actions.remove_channel(channel, actor=request.user)
    return redirect("notices:channel_list", request.association.slug)


@require_POST
@at_association
def try_channel(request: AssociationRequest, pk: UUID) -> HttpResponse:
    channel = get_object_or_404(queries.channels(request.association, viewer=request.user), pk=pk)
    actions.try_channel(channel, actor=request.user)
    messages.success(request, _("A few words are on their way. They should arrive within a minute."))
    return redirect("notices:channel_list", request.association.slug)


@require_POST
@at_association
def send_again(request: AssociationRequest, pk: UUID) -> HttpResponse:
    delivery = get_object_or_404(queries.outbox(request.association, viewer=request.user), pk=pk)
    actions.send_again(delivery, actor=request.user)
    return redirect("notices:channel_list", request.association.slug)
