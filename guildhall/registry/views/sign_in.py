from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from guildhall.accounts.models import User
from guildhall.core.forms import refusals_shown_in
from guildhall.registry import actions, queries
from guildhall.registry.forms import AcceptSignInForm

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@never_cache
@require_http_methods(["GET", "POST"])
def accept_sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """For somebody new a form for a password; for somebody signed in a question."""
    invitation = queries.invitation_of_token(token)
    if invitation is None:
        return render(request, "registry/sign_in_link_invalid.html", status=410)
    actor = request.user if isinstance(request.user, User) else None
    form = AcceptSignInForm(request.POST or None)
    if request.method == "POST" and (actor or form.is_valid()):
        with refusals_shown_in(form):
            password = "" if actor else form.cleaned_data["password"]
            user = actions.accept_sign_in(token, password=password, actor=actor)
            if actor is None:
                login(request, user, backend=BACKEND)
            messages.success(request, _("You can sign in from now on."))
            return redirect("/")
    context = {"invitation": invitation, "form": form, "known": queries.signs_in_already(invitation)}
    return render(request, "registry/accept_sign_in.html", context)
