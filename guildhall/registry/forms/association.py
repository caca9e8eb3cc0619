from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import Association
from guildhall.core.forms import VersionForm
from guildhall.registry.forms.fields import EN, ZH, long_text, text
from guildhall.registry.queries import presets


class AssociationForm(forms.Form):
    """The names and the public face of an association."""

    name_zh = text(ZH, 200, help_text=_("A name in one language is enough."))
    name_en = text(EN, 200)
    short_zh = text(_("Short name in Chinese"), 60)
    short_en = text(_("Short name in English"), 60)
    region = text(_("Region"), 100)
    state = forms.ChoiceField(label=_("State"), choices=Association.State.choices, initial="active")
    about_zh = long_text(_("About, in Chinese"))
    about_en = long_text(_("About, in English"))
    timezone = forms.CharField(label=_("Time zone"), max_length=60, initial="Asia/Shanghai")


class FoundAssociationForm(AssociationForm):
    about_zh = None  # type: ignore[assignment]  # asked later
    about_en = None  # type: ignore[assignment]
    slug = text(
        _("Web address"),
        60,
        help_text=_(
            "Small letters and hyphens, for example zibo-machinery. Empty: made from the short name."
        ),
    )
    charter_preset = forms.ChoiceField(
        label=_("Charter rules to begin with"),
        required=False,
        help_text=_("The rules are a starting point. Check them against your own charter afterwards."),
    )
    field_order = [
        "kind",
        "name_zh",
        "name_en",
        "short_zh",
        "short_en",
        "region",
        "state",
        "charter_preset",
        "slug",
    ]
    kind = forms.ChoiceField(label=_("Kind"), choices=Association.Kind.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or ""
        choices = [(key, name.in_language(language)) for key, name in presets()]
        self.fields["charter_preset"].choices = [("", _("what suits the kind")), *choices]  # type: ignore[attr-defined]


class ChangeAssociationForm(VersionForm, AssociationForm):
    is_public = forms.BooleanField(
        label=_("Has public pages"),
        required=False,
        help_text=_("Anybody can then read its public bodies, officers and what is published."),
    )
