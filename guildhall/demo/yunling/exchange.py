"""What firms offer and need: handed in, looked through by a second person, matched, answered."""

from datetime import timedelta
from functools import partial

from guildhall.demo.yunling.firms import invented_firms
from guildhall.demo.yunling.texts import Facts, read
from guildhall.demo.yunling.timeline import Timeline
from guildhall.demo.yunling.world import World
from guildhall.exchange import actions
from guildhall.exchange.models import Listing

OFFERS_OF = range(26, 50)
FIRST_OFFER = -100


def schedule_exchange(world: World, timeline: Timeline) -> None:
    """The listings that are told one by one, and a plain offer from each of some firms."""
    for place, facts in enumerate(read("listings")):
        timeline.add(facts["day"], f"10:{place + 15}", partial(_told, world, facts))
    for place in OFFERS_OF:
        timeline.add(FIRST_OFFER + place // 2, f"16:{place:02}", partial(_plain_offer, world, place))


def listing_of(world: World, key: str) -> Listing:
    """The listing of this key in ``listings.yaml``."""
    facts = next(one for one in read("listings") if one["key"] == key)
    return Listing.objects.get(association=world.association, title_zh=facts["title_zh"])


def _told(world: World, facts: Facts) -> None:
    listing = actions.draft_listing(
        world.association,
        side=facts["side"],
        organization=world.unit(facts["unit"]),
        actor=world.officer,
        kind=facts["kind"],
        quantity=facts.get("quantity"),
        unit=facts.get("amount_unit", ""),
        certificates=facts.get("certificates", ""),
        visibility=facts.get("visibility", Listing.Visibility.ASSOCIATION),
        until_on=world.day(facts["day"]) + timedelta(days=150),
        **{name: facts[name] for name in ("title_zh", "title_en", "text_zh", "text_en")},
        **({"region": facts["region"]} if "region" in facts else {}),
    )
    _handed_in(world, listing, facts)


def _handed_in(world: World, listing: Listing, facts: Facts) -> None:
    actions.submit_listing(listing, actor=world.officer)
    listing.refresh_from_db()
    until = facts.get("until", "published")
    if until == "published":
        actions.publish_listing(listing, version=listing.version, actor=world.secretary)
    elif until == "returned":
        actions.return_listing(listing, reason=facts["reason"], actor=world.secretary)


def _plain_offer(world: World, place: int) -> None:
    trade = invented_firms()[place].trade
    listing = actions.draft_listing(
        world.association,
        side=Listing.Side.OFFER,
        organization=world.members[place],
        actor=world.officer,
        kind=Listing.Kind.PRODUCT,
        title_zh=trade.products_zh,
        title_en=trade.products_en.capitalize(),
        text_zh=f"{trade.zh}企业，长期供应{trade.products_zh}，可按图定制。",
        text_en=f"{trade.en}: {trade.products_en}, also made to drawings.",
        until_on=world.day(FIRST_OFFER + place // 2) + timedelta(days=170),
    )
    _handed_in(world, listing, {})
