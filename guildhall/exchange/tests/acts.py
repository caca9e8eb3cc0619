"""Every action of this room, for the permission table."""

from collections.abc import Callable
from typing import Any

from guildhall.accounts.models import User
from guildhall.chain.tests.make import make_chain, make_segment
from guildhall.exchange import actions
from guildhall.exchange.models import Listing, Match
from guildhall.exchange.tests.make import make_listing, make_need
from guildhall.exchange.tests.make_match import make_match
from guildhall.meetings.tests.make import make_meeting
from guildhall.registry.tests.make import make_association, make_organization
from tests.cast import Act, World


def on_listing(do: Callable[[Listing, User], Any], **details: Any) -> Callable[[World, User], None]:
    """The act on a listing of the unit to which the cast's member belongs; somebody else wrote it."""

    def tried(world: World, actor: User) -> None:
        unit = make_organization(world.association)
        person = world.person("member")
        person.organization = unit
        person.save()
        do(make_listing(organization=unit, **details), actor)

    return tried


def draft(world: World, actor: User) -> None:
    unit = make_organization(world.association)
    person = world.person("member")
    person.organization = unit
    person.save()
    actions.draft_listing(
        world.association, side="need", organization=unit, title_zh="求购减速机", actor=actor
    )


def on_match(do: Callable[[Match, User], Any], **details: Any) -> Callable[[World, User], None]:
    """The act on a match of a need of the unit to which the cast's member belongs, with another unit's offer."""

    def tried(world: World, actor: User) -> None:
        unit = make_organization(world.association)
        person = world.person("member")
        person.organization = unit
        person.save()
        do(make_match(make_need(organization=unit), **details), actor)

    return tried


def share(listing: Listing, actor: User) -> None:
    actions.share_listing(listing, associations=[make_association(is_public=True)], actor=actor)


def from_meeting(world: World, actor: User) -> None:
    confirmed = [actions.Confirmed("need", "product", title_zh="求购减速机")]
    actions.draft_from_meeting(make_meeting(world.council), confirmed=confirmed, actor=actor)


def from_gap(world: World, actor: User) -> None:
    """Where the body in question is the office of the chain."""
    segment = make_segment(make_chain(world.association, office=world.body))
    actions.draft_from_gap(segment, step="mend", actor=actor)


def from_profile(world: World, actor: User) -> None:
    unit = make_organization(world.association)
    person = world.person("member")
    person.organization = unit
    person.save()
    confirmed = [actions.Confirmed("offer", "product", title_zh="减速机", organization=unit)]
    actions.draft_from_profile(unit, confirmed=confirmed, actor=actor)


def from_file(world: World, actor: User) -> None:
    unit = make_organization(world.association)
    person = world.person("member")
    person.organization = unit
    person.save()
    rows = [{"number": "2", "side": "需求", "title_zh": "减速机", "organization": unit.name_zh}]
    actions.import_listings(world.association, rows=rows, actor=actor)


ACTS = {
    "answer_match": Act(
        "答复对接",
        "Answer a match",
        on_match(lambda one, a: actions.answer_match(one, side="need", verdict="accepted", actor=a)),
    ),
    "ask_for_match": Act(
        "重新匹配", "Match again", on_listing(lambda one, a: actions.ask_for_match(one, actor=a))
    ),
    "draft_from_meeting": Act("从会议起草供需", "Draft offers and needs from a meeting", from_meeting),
    "draft_from_gap": Act("将产业链缺口转为需求", "Make a gap of a chain a need", from_gap),
    "draft_from_profile": Act(
        "从单位介绍起草供需", "Draft offers and needs from a firm's profile", from_profile
    ),
    "draft_listing": Act("起草供给或需求", "Draft an offer or need", draft),
    "amend_listing": Act(
        "修改供给或需求",
        "Change an offer or need",
        on_listing(lambda one, a: actions.amend_listing(one, version=1, region="宁波", actor=a)),
    ),
    "classify_listing": Act(
        "确认供需所属环节",
        "Confirm where an offer or need belongs",
        on_listing(
            lambda one, a: actions.classify_listing(
                one, segment=make_segment(make_chain(one.association)), actor=a
            )
        ),
    ),
    "import_listings": Act("从文件导入供需", "Read offers and needs from a file", from_file),
    "discard_listing": Act(
        "删除供需草稿",
        "Discard a draft of an offer or need",
        on_listing(lambda one, a: actions.discard_listing(one, actor=a), state="draft"),
    ),
    "submit_listing": Act(
        "提交供给或需求审核",
        "Hand in an offer or need",
        on_listing(lambda one, a: actions.submit_listing(one, actor=a), state="draft"),
    ),
    "publish_listing": Act(
        "审核并发布供给或需求",
        "Review and publish an offer or need",
        on_listing(lambda one, a: actions.publish_listing(one, version=1, actor=a), state="submitted"),
    ),
    "return_listing": Act(
        "退回供给或需求",
        "Return an offer or need",
        on_listing(
            lambda one, a: actions.return_listing(one, reason="请写明数量", actor=a), state="submitted"
        ),
    ),
    "renew_listing": Act(
        "续期供给或需求",
        "Renew an offer or need",
        on_listing(lambda one, a: actions.renew_listing(one, actor=a), until_on="2026-01-01"),
    ),
    "close_listing": Act(
        "关闭供给或需求",
        "Close an offer or need",
        on_listing(lambda one, a: actions.close_listing(one, ending="fulfilled", actor=a)),
    ),
    "share_listing": Act("与其他协会共享供给或需求", "Share an offer or need", on_listing(share)),
}
