"""Partners that an association of equipment makers brought together, found again among 500 firms."""

from datetime import date

import pytest

from guildhall.accounts.powers import Power
from guildhall.chain.actions import draw_up_chain
from guildhall.exchange.models import Listing
from guildhall.exchange.queries import Asking, fits_for
from guildhall.exchange.tests.five_pairs import OWN_PRODUCT, SOUGHT, Pair, others
from guildhall.exchange.tests.make import make_association, make_need
from guildhall.registry.models import Organization
from guildhall.registry.tests.make import make_user_with_powers

pytestmark = pytest.mark.django_db
LAST_DAY = date(2099, 12, 31)


@pytest.fixture
def association():
    """With the product's own map of its trade, as it is shipped."""
    association = make_association()
    officer = make_user_with_powers(association, Power.MANAGE)
    draw_up_chain(association, starter_key="equipment", actor=officer)
    return association


def places_of_partners(association, *trials: list[Pair]) -> list[list[int]]:
    """Where the true partner of each need stands among 500 firms; 0 where none of its offers is among the first ten.

    The offers are the same in all trials, the needs differ. As it was: one firm makes robot workstations and welding
    robots.
    """
    texts = [*((pair.offer, pair.offer_text) for pair in trials[0]), *others()]
    firms = [
        Organization(association=association, name_zh=f"第{one}厂").with_keys() for one in range(len(texts))
    ]
    Organization.objects.bulk_create(firms)
    owners = [*firms[:4], firms[2], *firms[5:]]
    given = {"association": association, "side": "offer", "state": "published"}
    offers = Listing.objects.bulk_create(
        Listing(organization=firm, title_zh=title, text_zh=text, until_on=LAST_DAY, **given)
        for firm, (title, text) in zip(owners, texts, strict=True)
    )
    assert len(offers) == 500
    return [[place_of(offer, pair) for pair, offer in zip(pairs, offers, strict=False)] for pairs in trials]


def place_of(partner: Listing, pair: Pair) -> int:
    need = make_need(partner.association, title_zh=pair.need, text_zh=pair.need_text)
    firms = [fit.listing.organization_id for fit in fits_for(Asking.of(need))]
    return firms.index(partner.organization_id) + 1 if partner.organization_id in firms else 0


def test_the_true_partner_is_among_the_first_of_five_hundred_firms(association):
    """Where the need says what it seeks: four of five among the first three. Where it names only what its firm makes
    and nothing but the map leads on: four of five among the first four."""
    sought, by_map = places_of_partners(association, SOUGHT, OWN_PRODUCT)

    assert sum(0 < place <= 3 for place in sought) >= 4, sought
    assert sum(0 < place <= 4 for place in by_map) >= 4, by_map
