from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import AssociationRow
from guildhall.chain.models.industry import IndustryClass
from guildhall.core.models import in_language
from guildhall.registry.models import Body, Organization
from guildhall.registry.models.rows import RegistryQuerySet


class ChainQuerySet(RegistryQuerySet["Chain"]):
    def active(self) -> "ChainQuerySet":
        return self.filter(is_active=True)


class SegmentQuerySet(RegistryQuerySet["Segment"]):
    pass


class FlowQuerySet(RegistryQuerySet["Flow"]):
    pass


class PlacementQuerySet(RegistryQuerySet["Placement"]):
    def confirmed(self) -> "PlacementQuerySet":
        return self.filter(state=Placement.State.CONFIRMED)


class SupplyQuerySet(RegistryQuerySet["Supply"]):
    pass


class Chain(AssociationRow):
    """An industrial chain (产业链): its segments and what flows between them."""

    name_zh = models.CharField(_("Name in Chinese"), max_length=200, blank=True)
    name_en = models.CharField(_("Name in English"), max_length=200, blank=True)
    about_zh = models.TextField(_("About, in Chinese"), blank=True)
    about_en = models.TextField(_("About, in English"), blank=True)
    # 链办: the body that keeps the chain; whoever manages the association keeps it too.
    office = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="chains", verbose_name=_("Chain office")
    )
    starter = models.CharField(max_length=40, blank=True, editable=False)
    is_public = models.BooleanField(_("Public"), default=False)
    is_active = models.BooleanField(_("Active"), default=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ChainQuerySet.as_manager()

    class Meta:
        verbose_name = _("industrial chain")
        constraints = [
            models.CheckConstraint(name="chain_is_named", condition=~Q(name_zh="") | ~Q(name_en=""))
        ]
        indexes = [models.Index(name="chain_by_association", fields=["association", "id"])]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)

    @property
    def about(self) -> str:
        return in_language(self.about_zh, self.about_en)


class Segment(AssociationRow):
    """A segment (环节) of a chain: what is made or done there."""

    class Stage(models.TextChoices):
        UPSTREAM = "upstream", _("Upstream")
        MIDSTREAM = "midstream", _("Midstream")
        DOWNSTREAM = "downstream", _("Downstream")

    chain = models.ForeignKey(Chain, models.CASCADE, related_name="segments")
    stage = models.CharField(_("Stage"), max_length=20, choices=Stage, default=Stage.MIDSTREAM)
    name_zh = models.CharField(_("Name in Chinese"), max_length=120, blank=True)
    name_en = models.CharField(_("Name in English"), max_length=120, blank=True)
    # The words by which a description of an activity is recognised as belonging here; also shown.
    about_zh = models.TextField(_("Products and words, in Chinese"), blank=True)
    about_en = models.TextField(_("Products and words, in English"), blank=True)
    industry_class = models.ForeignKey(
        IndustryClass,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="segments",
        verbose_name=_("Industry class"),
    )
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    objects = SegmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("segment")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(name="segment_is_named", condition=~Q(name_zh="") | ~Q(name_en=""))
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)

    @property
    def about(self) -> str:
        return in_language(self.about_zh, self.about_en)


class Flow(AssociationRow):
    """What one segment supplies to another (供给关系). Loops are allowed: scrap goes back to the furnace."""

    chain = models.ForeignKey(Chain, models.CASCADE, related_name="flows")
    source = models.ForeignKey(Segment, models.CASCADE, related_name="flows_out", verbose_name=_("From"))
    target = models.ForeignKey(
        Segment, models.CASCADE, related_name="flows_in", verbose_name=pgettext_lazy("flow", "To")
    )
    goods_zh = models.CharField(_("Goods in Chinese"), max_length=200, blank=True)
    goods_en = models.CharField(_("Goods in English"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = FlowQuerySet.as_manager()

    class Meta:
        verbose_name = _("flow")
        constraints = [models.UniqueConstraint(name="flow_once", fields=["source", "target"])]

    def __str__(self) -> str:
        return self.goods

    @property
    def goods(self) -> str:
        return in_language(self.goods_zh, self.goods_en)


class Placement(AssociationRow):
    """An organization on a segment: it serves the segment, or needs what is made there.

    ``capacity`` (in ``unit`` a year) is the firm's own figure: people of the firm and the chain's keepers see it.
    """

    class Role(models.TextChoices):
        SERVES = "serves", _("Makes or does this")
        NEEDS = "needs", _("Needs this")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        CONFIRMED = "confirmed", _("Confirmed")

    segment = models.ForeignKey(Segment, models.CASCADE, related_name="placements")
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="placements", verbose_name=_("Organization")
    )
    role = models.CharField(_("Role"), max_length=20, choices=Role, default=Role.SERVES)
    products_zh = models.CharField(_("Products in Chinese"), max_length=300, blank=True)
    products_en = models.CharField(_("Products in English"), max_length=300, blank=True)
    capacity = models.DecimalField(
        _("Yearly capacity"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    unit = models.CharField(_("Unit"), max_length=20, blank=True)
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.PROPOSED)
    # Why it was proposed: the words of the profile, or the source of a record.
    reason = models.CharField(_("Reason"), max_length=300, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("place on the chain")
        constraints = [
            models.UniqueConstraint(name="placement_once", fields=["segment", "organization", "role"]),
            models.CheckConstraint(
                name="placement_capacity_is_positive",
                condition=Q(capacity__isnull=True) | Q(capacity__gte=0),
            ),
        ]
        indexes = [models.Index(name="placement_of_organization", fields=["organization", "role"])]

    def __str__(self) -> str:
        return f"{self.organization} · {self.segment}"

    @property
    def products(self) -> str:
        return in_language(self.products_zh, self.products_en)


class Supply(AssociationRow):
    """Which organization supplies which with what (供应). Seen by both firms and the chain's keepers."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        CONFIRMED = "confirmed", _("Confirmed")
        ENDED = "ended", pgettext_lazy("supply", "Ended")

    supplier = models.ForeignKey(
        Organization, models.PROTECT, related_name="supplies", verbose_name=_("Supplier")
    )
    customer = models.ForeignKey(
        Organization, models.PROTECT, related_name="supplied_by", verbose_name=_("Customer")
    )
    flow = models.ForeignKey(Flow, models.SET_NULL, null=True, blank=True, related_name="supplies")
    goods_zh = models.CharField(_("Goods in Chinese"), max_length=200, blank=True)
    goods_en = models.CharField(_("Goods in English"), max_length=200, blank=True)
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.PROPOSED)
    since = models.CharField(_("Since, as far as it is known"), max_length=20, blank=True)
    version = models.PositiveIntegerField(default=1)
    # For which firm it was stated; the other one, or a keeper, confirms it. None: by a keeper.
    stated_by = models.ForeignKey(
        Organization, models.PROTECT, null=True, related_name="+", verbose_name=_("Stated by")
    )

    objects = SupplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("supply")
        verbose_name_plural = _("supplies")
        constraints = [
            models.CheckConstraint(name="supply_between_two", condition=~Q(supplier=F("customer"))),
            models.CheckConstraint(
                name="supply_names_its_goods", condition=~Q(goods_zh="") | ~Q(goods_en="")
            ),
            models.UniqueConstraint(
                name="supply_once", fields=["supplier", "customer", "goods_zh", "goods_en"]
            ),
        ]
        indexes = [models.Index(name="supply_by_customer", fields=["customer", "state"])]

    def __str__(self) -> str:
        return self.goods

    @property
    def goods(self) -> str:
        return in_language(self.goods_zh, self.goods_en)
