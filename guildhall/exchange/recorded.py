"""The words for what this room writes into the record."""

from django.utils.translation import gettext_lazy as _

from guildhall.audit.acts import name_acts

name_acts(
    _("Offers and needs"),
    {
        "listing.drafted": _("Offer or need drafted"),
        "listing.amended": _("Offer or need changed"),
        "listing.classified": _("Place of an offer or need confirmed"),
        "listing.discarded": _("Draft of an offer or need discarded"),
        "listing.submitted": _("Offer or need handed in for review"),
        "listing.published": _("Offer or need published"),
        "listing.returned": _("Offer or need returned"),
        "listing.renewed": _("Offer or need renewed"),
        "listing.closed": _("Offer or need closed"),
        "listing.shared": _("Offer or need shared with other associations"),
        "listing.matched_again": _("Offer or need matched again"),
        "match.answered": _("Match answered"),
    },
)
