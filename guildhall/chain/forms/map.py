"""Chains, segments, flows, firms on them."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import Association, User
from guildhall.chain.models import Chain, Flow, IndustryClass, Placement, Segment
from guildhall.chain.starters import starters
from guildhall.core.forms import VersionForm
from guildhall.core.models import in_language
from guildhall.core.widgets import Lookup
from guildhall.registry.models import Body, Organization

ZH, EN = _("Name in Chinese"), _("Name in English")
GOODS_ZH, GOODS_EN = _("Goods in Chinese"), _("Goods in English")


def text(label: Any, limit: int, **details: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=limit, required=False, **details)


def words(label: Any, **details: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=5_000, required=False, widget=forms.Textarea({"rows": 3}), **details
    )


class OrganizationField(forms.ModelChoiceField[Organization]):
    """One organization, found by typing."""

    def __init__(self, **details: Any) -> None:
        super().__init__(Organization.objects.none(), widget=Lookup(), **details)

    def look_in(self, association: Association, user: User) -> None:
        self.queryset = Organization.objects.of(association).visible_to(user).active()
        self.widget.url = reverse("api-1:organization_list", args=[association.slug])


def starter_choices() -> list[tuple[str, Any]]:
    return [
        ("", _("None: an empty chain")),
        *((one.key, in_language(one.name_zh, one.name_en)) for one in starters()),
    ]


class ClassField(forms.ModelChoiceField[IndustryClass]):
    """One class of industry, found by typing its code or name."""

    def __init__(self, **details: Any) -> None:
        super().__init__(IndustryClass.objects.none(), widget=Lookup(), **details)

    def look_in(self, association: Association, user: User) -> None:
        self.queryset = IndustryClass.objects.of(association).visible_to(user).current()
        self.widget.url = reverse("api-1:industry_class_list", args=[association.slug])


class PlacedForm(forms.Form):
    """A form inside one association: its choices are what the user may see there."""

    def __init__(self, *args: Any, association: Association, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, OrganizationField | ClassField):
                field.look_in(association, user)


class ChainForm(PlacedForm):
    name_zh = text(ZH, 200)
    name_en = text(EN, 200)
    about_zh = words(_("About, in Chinese"))
    about_en = words(_("About, in English"))
    office = forms.ModelChoiceField(
        Body.objects.none(),
        label=_("Chain office"),
        required=False,
        empty_label=_("None: the secretariat alone"),
        help_text=_("The body that keeps the chain, beside the secretariat."),
    )

    def __init__(self, *args: Any, association: Association, user: User, **kwargs: Any) -> None:
        super().__init__(*args, association=association, user=user, **kwargs)
        bodies = Body.objects.of(association).visible_to(user).filter(to_on__isnull=True)
        self.fields["office"].queryset = bodies  # type: ignore[attr-defined]  # the field above


class DrawUpForm(ChainForm):
    starter_key = forms.ChoiceField(
        label=_("Map to start from"),
        choices=starter_choices,
        required=False,
        help_text=_("Segments and flows to be changed as they fit. Names left empty are the map's."),
    )
    field_order = ("starter_key",)


class ChangeChainForm(VersionForm, ChainForm):
    is_active = forms.BooleanField(label=_("Still kept"), required=False)


class SegmentForm(PlacedForm):
    stage = forms.ChoiceField(label=_("Stage"), choices=Segment.Stage.choices)
    name_zh = text(ZH, 120)
    name_en = text(EN, 120)
    about_zh = words(
        _("Products and words, in Chinese"),
        help_text=_("Descriptions of firms are recognised by these words."),
    )
    about_en = words(_("Products and words, in English"))
    industry_class = ClassField(label=_("Industry class"), required=False)


class ChangeSegmentForm(VersionForm, SegmentForm):
    pass


class FlowForm(forms.Form):
    source = forms.ModelChoiceField(Segment.objects.none(), label=_("From"))
    target = forms.ModelChoiceField(Segment.objects.none(), label=pgettext_lazy("flow", "To"))
    goods_zh = text(GOODS_ZH, 200)
    goods_en = text(GOODS_EN, 200)

    def __init__(self, *args: Any, chain: Chain, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("source", "target"):
            self.fields[name].queryset = chain.segments.all()  # type: ignore[attr-defined]  # the fields above


class ChangeFlowForm(VersionForm):
    goods_zh = text(GOODS_ZH, 200)
    goods_en = text(GOODS_EN, 200)


class StatedForm(forms.Form):
    """What a firm states of its place."""

    products_zh = text(_("Products in Chinese"), 300)
    products_en = text(_("Products in English"), 300)
    capacity = forms.DecimalField(
        label=_("Yearly capacity"),
        max_digits=16,
        decimal_places=2,
        min_value=0,
        required=False,
        help_text=_("Shown to the firm's own people and the keepers of the chain only."),
    )
    unit = text(pgettext_lazy("measure", "Unit"), 20)


class PlacementForm(PlacedForm, StatedForm):
    organization = OrganizationField(label=_("Organization"))
    role = forms.ChoiceField(label=pgettext_lazy("chain", "Role"), choices=Placement.Role.choices)
    field_order = ("organization", "role")


class OwnPlacementForm(StatedForm):
    """The same for somebody of a firm: only the own ones to choose from."""

    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Organization"), empty_label=None
    )
    role = forms.ChoiceField(label=pgettext_lazy("chain", "Role"), choices=Placement.Role.choices)
    field_order = ("organization", "role")

    def __init__(self, *args: Any, own: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = own  # type: ignore[attr-defined]  # the field above


class ChangePlacementForm(VersionForm, StatedForm):
    pass


class SupplyForm(PlacedForm):
    supplier = OrganizationField(label=_("Supplier"))
    customer = OrganizationField(label=_("Customer"))
    goods_zh = text(GOODS_ZH, 200)
    goods_en = text(GOODS_EN, 200)
    flow = forms.ModelChoiceField(
        Flow.objects.none(),
        label=_("Flow of the chain"),
        required=False,
        help_text=_("Where it is on a map."),
    )
    since = text(_("Since, as far as it is known"), 20)

    def __init__(self, *args: Any, association: Association, user: User, **kwargs: Any) -> None:
        super().__init__(*args, association=association, user=user, **kwargs)
        flows = Flow.objects.of(association).visible_to(user).filter(chain__is_active=True)
        field = self.fields["flow"]
        field.queryset = flows.select_related("source", "target", "chain")  # type: ignore[attr-defined]  # the field above
        field.label_from_instance = lambda one: f"{one.source} → {one.target}: {one.goods}"  # type: ignore[attr-defined]
