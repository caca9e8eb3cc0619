"""What owners and the secretariat are told about matches: at once, when a side answers, and once a week."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse

from guildhall.accounts.models import Association, User
from guildhall.exchange.models import Listing, Match
from guildhall.exchange.notices.listing import KIND, keepers_of, reviewers_of
from guildhall.exchange.sight import ANONYMOUS, Seen, is_live_on
from guildhall.notices.drafts import Draft, Recipient
from guildhall.registry.models import Person
from guildhall.registry.queries import today_in

Pair = tuple[str, str]
NAMED = 5  # matches whose titles a notice gives
WEEK = timedelta(days=7)
Side = Listing.Side
Answer = Match.Answer


def matched(listing: Listing, new: Sequence[Match]) -> list[Draft]:
    """To the listing's owner and the secretariat, once for each state of the listing; ``new`` best first."""
    side, title, count = _side(listing), _title(listing), len(new)
    others = [match.offer if match.need_id == listing.pk else match.need for match in new]
    subject = (
        f"为{side[0]}“{title[0]}”找到{count}条对接",
        f"{count} {'match' if count == 1 else 'matches'} for your {side[1]} “{title[1]}”",
    )
    zh, en = _listed(others)
    text = (
        f"按匹配程度排列：\n{zh}\n请查看理由并答复是否有意。",
        f"Best first:\n{en}\nSee the reasons, and say whether you are interested.",
    )
    link = reverse("exchange:listing_matches", args=[listing.association.slug, listing.pk])
    to = [*keepers_of(listing), *reviewers_of(listing.association)]
    return _drafts(f"match.new:{listing.pk}:{listing.version}:{new[0].pk}", to, subject, text, link)


def answered(match: Match, side: str, actor: User) -> Iterable[tuple[Association, list[Draft]]]:
    """Interested: the other side is told; both: the secretariat, to introduce them. Who declines is told of to nobody."""
    if match.need_answer == match.offer_answer == Answer.ACCEPTED:
        yield match.association, _both(match, actor)
    elif getattr(match, f"{side}_answer") == Answer.ACCEPTED:
        theirs = match.offer if side == Side.NEED else match.need
        mine = match.need if side == Side.NEED else match.offer
        if getattr(match, f"{theirs.side}_answer") == Answer.OPEN:
            yield theirs.association, _interested(match, mine, theirs, actor)


def _both(match: Match, actor: User) -> list[Draft]:
    need, offer = _title(match.need), _title(match.offer)
    subject = (f"双方均有意，待引荐：{need[0]}", f"Both are interested, to be introduced: {need[1]}")
    text = (
        f"需求“{need[0]}”与供给“{offer[0]}”双方均表示有意，请引荐。",
        f"Both sides of the need “{need[1]}” and the offer “{offer[1]}” are interested. Introduce them.",
    )
    link = reverse("exchange:match", args=[match.association.slug, match.pk])
    to = [one for one in reviewers_of(match.association) if one.user != actor]
    return _drafts(f"match.both:{match.pk}:{match.version}", to, subject, text, link)


def _interested(match: Match, mine: Listing, theirs: Listing, actor: User) -> list[Draft]:
    side, title, own = _side(mine), _title(mine), _title(theirs)
    subject = (f"有单位对您的“{own[0]}”有意", f"Somebody is interested in your “{own[1]}”")
    text = (
        f"对方的{side[0]}：{title[0]}。双方都表示有意后，由秘书处引荐。",
        f"Their {side[1]}: {title[1]}. When both are interested, the secretariat introduces you.",
    )
    link = reverse("exchange:match", args=[theirs.association.slug, match.pk])
    to = [one for one in keepers_of(theirs) if one.user != actor]
    return _drafts(f"match.interested:{match.pk}:{match.version}", to, subject, text, link)


def digests(association: Association, now: datetime) -> list[Draft]:
    """For each organization with new open matches of the last week one notice to each of its people who can sign in."""
    found = _new_of_week(association, now)
    people: dict[UUID, list[Person]] = defaultdict(list)
    who = Person.objects.filter(association=association, organization__in=found, user__is_active=True)
    for person in who.select_related("user").order_by("pk"):
        if person.organization_id:
            people[person.organization_id].append(person)
    week = now.astimezone(association.zone).date().isocalendar()
    link = reverse("exchange:match_list", args=[association.slug])
    drafts: list[Draft] = []
    for organization, pairs in found.items():
        subject, text = _digest(pairs)
        to = [_recipient(person) for person in people[organization]]
        drafts += _drafts(f"match.week:{week.year}-{week.week}:{organization}", to, subject, text, link)
    return drafts


def _new_of_week(association: Association, now: datetime) -> dict[UUID, list[tuple[Listing, Listing]]]:
    """Of each organization: its own listing and what was found for it, the best first; nothing that it answered."""
    live = is_live_on(today_in(association))
    listed = Listing.objects.filter(live).values("pk")
    new = Match.objects.filter(
        shown_at__gte=now - WEEK, shown_at__lt=now, rank__gt=0, introduced_at__isnull=True
    )
    new = new.filter(need__in=listed, offer__in=listed)
    new = new.select_related("need__organization", "offer__organization", "need__contact", "offer__contact")
    found: dict[UUID, list[tuple[Listing, Listing]]] = defaultdict(list)
    for match in new.order_by("-score", "pk").iterator(chunk_size=500):
        for own, other in ((match.need, match.offer), (match.offer, match.need)):
            is_open = getattr(match, f"{own.side}_answer") == Answer.OPEN
            declined = getattr(match, f"{other.side}_answer") == Answer.DECLINED
            if own.association_id == association.pk and own.organization_id and is_open and not declined:
                found[own.organization_id].append((own, other))
    return found


def _digest(pairs: Sequence[tuple[Listing, Listing]]) -> tuple[Pair, Pair]:
    count = len(pairs)
    zh = "\n".join(f"· {_title(own)[0]} ← {_shown(other)[0]}" for own, other in pairs[:NAMED])
    en = "\n".join(f"· {_title(own)[1]} ← {_shown(other)[1]}" for own, other in pairs[:NAMED])
    more = max(0, count - NAMED)
    subject = (f"本周新对接{count}条", f"This week: {count} new {'match' if count == 1 else 'matches'}")
    text = (
        zh + (f"\n另有{more}条。" if more else "") + "\n请查看理由并答复是否有意。",
        en
        + (f"\nand {more} more." if more else "")
        + "\nSee the reasons, and say whether you are interested.",
    )
    return subject, text


def _listed(others: Sequence[Listing]) -> Pair:
    more = max(0, len(others) - NAMED)
    zh = "\n".join(f"· {_shown(one)[0]}" for one in others[:NAMED]) + (f"\n另有{more}条。" if more else "")
    en = "\n".join(f"· {_shown(one)[1]}" for one in others[:NAMED]) + (f"\nand {more} more." if more else "")
    return zh, en


def _shown(listing: Listing) -> Pair:
    """A title with its owner, where everybody who sees the listing may know it."""
    zh, en = _title(listing)
    owner = listing.organization
    if owner is None or listing.visibility == ANONYMOUS:
        return zh, en
    return f"{zh}（{owner.name_zh or owner.name_en}）", f"{en} ({owner.name_en or owner.name_zh})"


def _title(listing: Listing) -> Pair:
    """As anybody who sees the listing may read it."""
    seen = Seen(listing, listing.visibility != ANONYMOUS, listing.until_on or listing.created_at.date())
    zh, en = seen.said("title_zh"), seen.said("title_en")
    return (zh or en)[:60], (en or zh)[:60]


def _side(listing: Listing) -> Pair:
    return ("供给", "offer") if listing.side == Side.OFFER else ("需求", "need")


def _recipient(person: Person) -> Recipient:
    return Recipient(user=person.user, name=person.name_zh or person.name_en, email=person.email)


def _drafts(key: str, to: Iterable[Recipient], subject: Pair, text: Pair, link: str) -> list[Draft]:
    """One notice each; who is named twice is told once."""
    return [
        Draft(f"{key}:{one.user.pk if one.user else one.email}", KIND, *subject, *text, link=link, to=one)
        for one in to
        if one.user or one.email
    ]
