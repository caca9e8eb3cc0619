"""What the pages of this room have in common."""

from collections.abc import Callable

from django import forms
from django.contrib import messages

from guildhall.accounts.http import AssociationRequest
from guildhall.core.forms import refusals_shown_in


def is_done(request: AssociationRequest, form: forms.Form, act: Callable[..., object], sentence: str) -> bool:
    """Whether the form was filled in and the action took it; then the next page says the sentence."""
    if form.is_valid():
        with refusals_shown_in(form):
            act(**form.cleaned_data, actor=request.user)
            messages.success(request, sentence)
            return True
    return False
