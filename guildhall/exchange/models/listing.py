from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guildhall.accounts.models import Association, AssociationRow
from guildhall.chain.models import IndustryClass, Segment
from guildhall.core.models import in_language
from guildhall.exchange.quantities import written_number
from guildhall.registry.models import Organization, Person


class Listing(AssociationRow):
    """An offer (供给) or a need (需求).

    ``organization`` is whose it is; none where the association itself needs it (a gap of the chain). Expiry is
    computed: a published listing whose ``until_on`` lies before today is expired, and can be renewed.
    """

    class Side(models.TextChoices):
        OFFER = "offer", _("Offer")
        NEED = "need", _("Need")

    class Kind(models.TextChoices):
        PRODUCT = "product", pgettext_lazy("listing", "Products and parts")
        CAPACITY = "capacity", pgettext_lazy("listing", "Production capacity")
        EQUIPMENT = "equipment", pgettext_lazy("listing", "Equipment and laboratories")
        TECHNOLOGY = "technology", pgettext_lazy("listing", "Technology")
        EXPERT = "expert", pgettext_lazy("listing", "Experts")
        LOGISTICS = "logistics", pgettext_lazy("listing", "Storage and logistics")
        FINANCE = "finance", pgettext_lazy("listing", "Finance")
        TALENT = "talent", pgettext_lazy("listing", "Talent")
        RESEARCH = "research", pgettext_lazy("listing", "Joint research")

    class Visibility(models.TextChoices):
        PUBLIC = "public", pgettext_lazy("visibility", "Public")
        ASSOCIATION = "association", pgettext_lazy("visibility", "Members of the association")
        PARTIES = "parties", pgettext_lazy("visibility", "Invited parties only")
        ANONYMOUS = "anonymous", pgettext_lazy("visibility", "Members, without the name until both accept")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", pgettext_lazy("listing", "Awaiting review")
        PUBLISHED = "published", pgettext_lazy("listing", "Published")
        CLOSED = "closed", pgettext_lazy("listing", "Closed")

    class Step(models.TextChoices):
        """What a need that came from the map of a chain is for."""

        MEND = "mend", _("Fill a missing link")  # 补链
        STRENGTHEN = "strengthen", _("Add a second source")  # 强链
        EXTEND = "extend", _("Extend the chain")  # 延链

    class Ending(models.TextChoices):
        FULFILLED = "fulfilled", pgettext_lazy("listing", "Fulfilled")
        WITHDRAWN = "withdrawn", pgettext_lazy("listing", "Withdrawn")
        FILLED = "filled", pgettext_lazy("listing", "The gap was filled")

    side = models.CharField(_("Side"), max_length=10, choices=Side)
    kind = models.CharField(_("Kind"), max_length=20, choices=Kind, default=Kind.PRODUCT)
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="listings",
        verbose_name=_("Organization"),
    )
    contact = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Contact person")
    )
    title_zh = models.CharField(_("Title in Chinese"), max_length=200, blank=True)
    title_en = models.CharField(_("Title in English"), max_length=200, blank=True)
    text_zh = models.TextField(_("Description in Chinese"), blank=True, max_length=10_000)
    text_en = models.TextField(_("Description in English"), blank=True, max_length=10_000)
    quantity = models.DecimalField(_("Quantity"), max_digits=16, decimal_places=3, null=True, blank=True)
    unit = models.CharField(_("Unit"), max_length=20, blank=True)
    region = models.CharField(_("Region"), max_length=100, blank=True)
    from_on = models.DateField(pgettext_lazy("period", "From"), null=True, blank=True)
    until_on = models.DateField(_("Valid until"), null=True, blank=True)
    # Names of certificates: wanted by a need, held by an offer. One per line.
    certificates = models.TextField(_("Certificates"), blank=True)
    visibility = models.CharField(
        _("Who may see it"), max_length=20, choices=Visibility, default=Visibility.ASSOCIATION
    )
    parties = models.ManyToManyField(
        Organization, related_name="+", blank=True, verbose_name=_("Invited parties")
    )
    is_shared_with_all = models.BooleanField(_("Shared with every association here"), default=False)
    shared_with = models.ManyToManyField(
        Association, related_name="+", blank=True, verbose_name=_("Shared with associations")
    )
    industry_class = models.ForeignKey(
        IndustryClass,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Industry class"),
    )
    segment = models.ForeignKey(
        Segment, models.SET_NULL, null=True, blank=True, related_name="listings", verbose_name=_("Segment")
    )
    step = models.CharField(_("For the chain"), max_length=20, choices=Step, blank=True)
    origin_type = models.CharField(max_length=60, blank=True)
    origin_id = models.UUIDField(null=True)
    origin_label_zh = models.CharField(max_length=200, blank=True)
    origin_label_en = models.CharField(max_length=200, blank=True)
    state = models.CharField(_("State"), max_length=20, choices=State, default=State.DRAFT)
    ending = models.CharField(_("How it ended"), max_length=20, choices=Ending, blank=True)
    ending_note = models.CharField(_("Note"), max_length=300, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    # Filled where the reviewer sent it back: it is a draft again.
    returned_reason = models.CharField(_("Why it was returned"), max_length=300, blank=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    renewed_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    # Counts every change that matching must follow; the index keeps the number that it has read.
    changed_at = models.DateTimeField(auto_now=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("offer or need")
        verbose_name_plural = _("offers and needs")
        constraints = [
            models.CheckConstraint(name="listing_is_titled", condition=~Q(title_zh="") | ~Q(title_en="")),
            models.CheckConstraint(
                name="listing_ends_after_start",
                condition=Q(from_on__isnull=True) | Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
            ),
            models.CheckConstraint(
                name="listing_quantity_is_positive", condition=Q(quantity__isnull=True) | Q(quantity__gt=0)
            ),
            models.CheckConstraint(
                name="listing_published_until_a_day",
                condition=~Q(state="published") | Q(until_on__isnull=False),
            ),
            models.CheckConstraint(
                name="listing_closed_says_how", condition=~Q(state="closed") | ~Q(ending="")
            ),
        ]
        indexes = [
            models.Index(name="listing_list", fields=["association", "side", "state", "-published_at", "id"]),
            models.Index(name="listing_by_owner", fields=["organization", "state"]),
            models.Index(name="listing_changed", fields=["changed_at", "id"]),
            models.Index(name="listing_origin", fields=["origin_type", "origin_id"]),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)

    @property
    def text(self) -> str:
        return in_language(self.text_zh, self.text_en)

    @property
    def written_quantity(self) -> str:
        """With its unit: 200 台, 3000 m2."""
        return f"{written_number(self.quantity)} {self.unit}".strip()

    @property
    def origin_label(self) -> str:
        return in_language(self.origin_label_zh, self.origin_label_en)

    def is_expired_on(self, today: date) -> bool:
        return self.state == self.State.PUBLISHED and self.until_on is not None and self.until_on < today
