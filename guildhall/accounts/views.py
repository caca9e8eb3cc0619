from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guildhall.accounts import actions, queries
from guildhall.accounts.forms import ProfileForm, TokenForm
from guildhall.accounts.http import SignedInRequest
from guildhall.core.forms import refusals_shown_in


@require_http_methods(["GET", "POST"])
@login_required
def profile(request: SignedInRequest) -> HttpResponse:
    user = request.user
    form = ProfileForm(request.POST or None, initial={"name": user.name, "language": user.language})
    if form.is_valid():
        actions.change_profile(**form.cleaned_data, actor=user)
        if user.language:
            translation.activate(user.language)
        messages.success(request, _("Saved."))
        return redirect("accounts:profile")
    return render(
        request, "accounts/profile.html", {"form": form, "associations": queries.associations_of(user)}
    )


@require_http_methods(["GET", "POST"])
@login_required
def token_list(request: SignedInRequest) -> HttpResponse:
    form, secret = TokenForm(request.POST or None), ""
    if form.is_valid():
        with refusals_shown_in(form):
            _token, secret = actions.make_token(**form.cleaned_data, actor=request.user)
            form = TokenForm()
    context = {"form": form, "secret": secret, "tokens": queries.tokens_of(request.user)}
    return render(request, "accounts/token_list.html", context)


@require_POST
@login_required
def revoke_token(request: SignedInRequest, pk: UUID) -> HttpResponse:
    token = get_object_or_404(queries.tokens_of(request.user), pk=pk)
    actions.revoke_token(token, actor=request.user)
    messages.success(request, _("The token is revoked."))
    return redirect("accounts:token_list")


@require_POST
@login_required
def end_session(request: SignedInRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(queries.sessions_of(request.user), pk=pk)
    actions.end_session(session, actor=request.user)
    messages.success(request, _("That browser is signed out."))
    return redirect("usersessions_list")
