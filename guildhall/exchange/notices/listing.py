"""What owners and reviewers are told about an offer or need. Notices are given inside the action's transaction."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power
from guildhall.chain.models import Placement
from guildhall.exchange.models import Listing
from guildhall.notices.drafts import Draft, Recipient
from guildhall.registry.models import Person, Post, in_force
from guildhall.registry.queries import today_in

KIND = "exchange"
MOST_TOLD = 10
MOST_INVITED = 200
Pair = tuple[str, str]


def submitted(listing: Listing, actor: User) -> list[Draft]:
    """To those who may review it."""
    side, title = _side(listing), _title(listing)
    subject = (f"待审核{side[0]}：{title[0]}", f"To review, a {side[1]}: {title[1]}")
    text = (
        f"{_owner(listing)[0]}提交了一条{side[0]}信息，请审核后发布或退回。",
        f"{_owner(listing)[1]} handed in a {side[1]}. Review it: publish it, or return it with a reason.",
    )
    return _drafts(
        listing, f"submitted:{listing.version}", reviewers_of(listing.association), subject, text, actor
    )


def published(listing: Listing, actor: User) -> list[Draft]:
    side, title = _side(listing), _title(listing)
    subject = (f"{side[0]}已发布：{title[0]}", f"Published, your {side[1]}: {title[1]}")
    until = str(listing.until_on)
    text = (
        f"有效期至{until}。到期前会提醒您续期。",
        f"It is valid until {until}. You are reminded before it expires.",
    )
    return _drafts(listing, f"published:{listing.version}", keepers_of(listing), subject, text, actor)


def invited(listing: Listing) -> list[Draft]:
    """To the people of the parties for whom alone it is."""
    if listing.visibility != Listing.Visibility.PARTIES:
        return []
    parties = listing.parties.values("pk")
    people = Person.objects.filter(organization__in=parties, user__is_active=True).select_related("user")
    side, title, owner = _side(listing), _title(listing), _owner(listing)
    subject = (f"定向{side[0]}：{title[0]}", f"For you, a {side[1]}: {title[1]}")
    text = (
        f"{owner[0]}发布了一条仅受邀单位可见的{side[0]}信息，贵单位在受邀之列。",
        f"{owner[1]} published a {side[1]} that only invited parties see; you are one of them.",
    )
    told = [_recipient(person) for person in people.order_by("pk")[:MOST_INVITED]]
    return _drafts(listing, f"invited:{listing.version}", told, subject, text, None)


def returned(listing: Listing, actor: User) -> list[Draft]:
    side, title = _side(listing), _title(listing)
    subject = (f"{side[0]}被退回：{title[0]}", f"Returned, your {side[1]}: {title[1]}")
    text = (f"退回原因：{listing.returned_reason}", f"The reason: {listing.returned_reason}")
    return _drafts(listing, f"returned:{listing.version}", keepers_of(listing), subject, text, actor)


def shared(listing: Listing, actor: User) -> list[Draft]:
    """To the owner, where somebody else shared it."""
    side, title = _side(listing), _title(listing)
    subject = (f"{side[0]}共享范围有变：{title[0]}", f"Shared differently, your {side[1]}: {title[1]}")
    text = (
        "秘书处调整了该信息与其他协会共享的范围，详情见页面。",
        "The secretariat changed with which other associations it is shared. See its page.",
    )
    return _drafts(listing, f"shared:{listing.version}", keepers_of(listing), subject, text, actor)


def filled(need: Listing, placement: Placement) -> list[Draft]:
    title, segment = _title(need), placement.segment
    subject = (f"需求已补上：{title[0]}", f"Filled, the need: {title[1]}")
    text = (
        f"{segment.name_zh or segment.name_en}环节已有{placement.organization.name_zh or placement.organization.name_en}"
        "承担，该需求已关闭。",
        f"{placement.organization.name_en or placement.organization.name_zh} now serves the segment "
        f"“{segment.name_en or segment.name_zh}”; the need is closed.",
    )
    return _drafts(need, f"filled:{placement.pk}", keepers_of(need), subject, text, None)


def drafted_for_you(listing: Listing, count: int, actor: User) -> list[Draft]:
    """To the firm's own people, where the secretariat drafted from its profile."""
    told = keepers_of(listing)
    if any(one.user == actor for one in told):
        return []
    subject = (f"有{count}条供需草稿待贵单位确认", f"Drafts for you to confirm: {count}")
    text = (
        "秘书处根据贵单位的介绍起草了供需信息。未经贵单位确认提交，不会发布。",
        "The secretariat drafted offers and needs from what you say of yourselves. Nothing is published unless you "
        "hand it in.",
    )
    return _drafts(listing, "drafted_for_you", told, subject, text, actor)


def expiring(listing: Listing, on: date, steps: Sequence[int]) -> list[Draft]:
    """The one reminder that is due: that of the nearest step that has come."""
    until = listing.until_on
    left = (until - on).days if until else None
    if left is None or left < 0:
        return []
    step = min((one for one in steps if left <= one), default=None)
    if step is None:
        return []
    side, title = _side(listing), _title(listing)
    subject = (f"{side[0]}即将到期：{title[0]}", f"About to expire, your {side[1]}: {title[1]}")
    text = (
        f"有效期至{until}，还剩{left}天。仍然有效的，请在页面上点击“续期”。",
        f"It is valid until {until}; {left} days are left. If it still holds, press “Renew” on its page.",
    )
    return _drafts(listing, f"expiring:{until}:{step}", keepers_of(listing), subject, text, None)


def keepers_of(listing: Listing) -> list[Recipient]:
    """Whom it concerns: its contact, who wrote it, and the organization's people who can sign in; ten at most."""
    people = [listing.contact] if listing.contact else []
    if listing.organization_id:
        own = Person.objects.filter(organization=listing.organization_id, user__is_active=True)
        people += list(own.select_related("user").order_by("pk")[:MOST_TOLD])
    told = {person.pk: _recipient(person) for person in people}
    writer = listing.created_by
    if writer and not listing.organization_id and all(one.user != writer for one in told.values()):
        return [*told.values(), Recipient(user=writer)][:MOST_TOLD]
    return list(told.values())[:MOST_TOLD]


def reviewers_of(association: Association) -> list[Recipient]:
    """Who manages the association today and can sign in."""
    today = today_in(association)
    posts = Post.objects.filter(association=association, body__parent__isnull=True)
    managing = [pk for pk, powers in posts.order_by().values_list("pk", "powers") if Power.MANAGE in powers]
    holders = Person.objects.filter(
        in_force(today, "tenures__"), tenures__post__in=managing, user__is_active=True
    )
    return [
        _recipient(person) for person in holders.select_related("user").distinct().order_by("pk")[:MOST_TOLD]
    ]


def _drafts(
    listing: Listing, key: str, to: Iterable[Recipient], subject: Pair, text: Pair, actor: User | None
) -> list[Draft]:
    """One notice each, but to whoever did it."""
    told = [one for one in to if actor is None or one.user != actor]
    return [
        Draft(
            key=f"listing.{key}:{listing.pk}:{one.user.pk if one.user else one.email}",
            kind=KIND,
            subject_zh=subject[0],
            subject_en=subject[1],
            text_zh=text[0],
            text_en=text[1],
            link=reverse("exchange:listing", args=[listing.association.slug, listing.pk]),
            to=one,
        )
        for one in told
        if one.user or one.email
    ]


def _recipient(person: Person) -> Recipient:
    return Recipient(user=person.user, name=person.name_zh or person.name_en, email=person.email)


def _side(listing: Listing) -> Pair:
    return ("供给", "offer") if listing.side == Listing.Side.OFFER else ("需求", "need")


def _title(listing: Listing) -> Pair:
    zh, en = listing.title_zh or listing.title_en, listing.title_en or listing.title_zh
    return zh[:60], en[:60]


def _owner(listing: Listing) -> Pair:
    owner = listing.organization or listing.association
    return owner.name_zh or owner.name_en, owner.name_en or owner.name_zh
