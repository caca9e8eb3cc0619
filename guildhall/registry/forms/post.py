from django import forms
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.powers import Power
from guildhall.core.forms import VersionForm
from guildhall.registry.forms.fields import (
    EN,
    ZH,
    BodiesField,
    LastDayForm,
    PersonField,
    PlacedForm,
    text,
)
from guildhall.registry.models import Post


class PostForm(PlacedForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=Post.Kind.choices)
    name_zh = text(ZH, 100)
    name_en = text(EN, 100)
    powers = forms.MultipleChoiceField(
        label=_("Powers"),
        choices=Power.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever holds the post has these powers over its body and all bodies below it."),
    )
    sits_in = BodiesField(
        label=_("Sits by office in"), help_text=_("The holder is on the roster of these bodies, with a vote.")
    )
    rank = forms.IntegerField(label=_("Order"), min_value=0, max_value=10_000, initial=0)


class ChangePostForm(VersionForm, PostForm):
    pass


class ChangeTenureForm(forms.Form):
    term_number = forms.IntegerField(
        label=_("Numbered term"),
        required=False,
        min_value=1,
        max_value=999,
        help_text=_("The number of the term (届)."),
    )
    from_on = forms.DateField(label=_("First day"), required=False)
    to_on = forms.DateField(label=_("Last day"), required=False)
    is_hired = forms.BooleanField(label=_("Hired, not elected"), required=False)
    reason = text(_("Decision or reason"), 200)
    exception = text(
        _("Approved exception"),
        200,
        help_text=_("Only where the charter's rules forbid it and somebody approved it all the same."),
    )


class AppointForm(PlacedForm, ChangeTenureForm):
    person = PersonField(label=_("Person"))
    field_order = ["person", *ChangeTenureForm.base_fields]


class EndTenureForm(LastDayForm):
    reason = text(_("Reason"), 200)
