"""What firms share, what banks offer them, and which projects the chain hopes for."""

from functools import partial

from django.utils import timezone

from guildhall.demo.yunling.chain import segment_of
from guildhall.demo.yunling.exchange import listing_of
from guildhall.demo.yunling.timeline import Timeline
from guildhall.demo.yunling.world import World
from guildhall.exchange.actions import publish_listing
from guildhall.exchange.models import Listing
from guildhall.funding import actions as funding
from guildhall.funding.models import BankProduct, FundingCase, FundingNeed
from guildhall.promotion import actions as promotion
from guildhall.promotion.models import KeyProject
from guildhall.registry.actions import add_organization
from guildhall.registry.models import Organization
from guildhall.sharing import actions as sharing
from guildhall.sharing.models import Resource

YUAN = 100
MILLION = 1_000_000 * YUAN
WORKDAYS = ["08:00-12:00, 13:00-17:00"] * 5 + ["", ""]
State = KeyProject.State
# Title, what it is for, its planned amount, and the days on which it reached each state.
PROJECTS = [
    (
        ("特种钢材配送中心", "Special steel service centre", "钢材与有色金属", "mend"),
        120 * MILLION,
        [(State.NEGOTIATING, -70), (State.SIGNED, -38)],
    ),
    (
        ("伺服液压元件生产基地", "Plant for servo-hydraulic components", "液压与气动", "strengthen"),
        300 * MILLION,
        [(State.NEGOTIATING, -80), (State.SIGNED, -60), (State.UNDER_CONSTRUCTION, -20)],
    ),
    (
        ("装备再制造公共服务平台", "Remanufacturing service centre", "检修与再制造", "extend"),
        45 * MILLION,
        [],
    ),
]


def schedule_resources(world: World, timeline: Timeline) -> None:
    """A laboratory that is booked, a loan that is asked for, three key projects."""
    add = timeline.add
    add(-72, "09:25", partial(_share, world))
    add(-9, "14:15", partial(_book, world, world.workday(-6), "09:00", "11:00", "齿轮精度抽检"))
    add(-2, "15:45", partial(_book, world, world.workday(3), "14:00", "16:00", "换热器管板试焊件检测"))
    add(-50, "09:35", partial(_bank, world))
    add(-45, "10:55", partial(_need_money, world))
    add(-42, "16:25", partial(_bring_together, world))
    for place, (words, amount, moves) in enumerate(PROJECTS):
        add(-90, f"11:{place + 20}", partial(_project, world, words, amount))
        for state, day in moves:
            add(day, f"11:{place + 30}", partial(_move, world, words[0], state))


def _share(world: World) -> None:
    sharing.offer_resource(
        world.association,
        organization=world.unit("m3"),
        actor=world.officer,
        kind=Resource.Kind.LABORATORY,
        title_zh="齿轮与三坐标检测实验室",
        title_en="Gear and coordinate measuring laboratory",
        about_zh="三坐标测量机、齿轮测量中心、粗糙度与圆度仪，持证人员操作。",
        about_en="Coordinate measuring machine, gear measuring centre, roughness and roundness; certified staff.",
        terms_zh="自带图样与合格工件；会员单位按成本收费。",
        terms_en="Bring drawings and clean parts; members pay what it costs.",
        place="云岭市高新区科技二路18号",
        hours=WORKDAYS,
        slot=Resource.Slot.HOUR,
        visibility=Listing.Visibility.ASSOCIATION,
        listing=listing_of(world, "testing_offer"),
    )


def _book(world: World, day: int, start: str, end: str, purpose: str) -> None:
    sharing.book_resource(
        Resource.objects.get(association=world.association),
        starts_at=world.moment(day, start),
        ends_at=world.moment(day, end),
        purpose=purpose,
        actor=world.users["member"],
    )


def _publish(world: World, listing: Listing) -> None:
    listing.refresh_from_db()
    publish_listing(listing, version=listing.version, actor=world.secretary)


def _bank(world: World) -> None:
    bank = add_organization(
        world.association,
        kind=Organization.Kind.BANK,
        name_zh="云岭商业银行（虚构）",
        name_en="Yunling Commercial Bank (fictional)",
        actor=world.secretary,
    )
    product = funding.offer_product(
        world.association,
        bank=bank,
        text={
            "title_zh": "专精特新设备贷",
            "title_en": "Equipment loan for specialised firms",
            "text_zh": "购置设备与自动化改造，随借随还。",
            "text_en": "For machines and automation, drawn and repaid as needed.",
            "until_on": world.day(200),
        },
        amount_from=MILLION,
        amount_to=20 * MILLION,
        months_from=6,
        months_to=36,
        rate_from=330,
        collateral=["property", "receivables"],
        actor=world.officer,
    )
    _publish(world, product.listing)


def _need_money(world: World) -> None:
    need = funding.ask_funding(
        world.association,
        organization=world.unit("m21"),
        text={
            "title_zh": "管板焊接自动化改造贷款",
            "title_en": "Loan for automating the welding of tube sheets",
            "text_zh": "购置焊接机器人工作站两套。",
            "text_en": "Two welding robot cells.",
            "until_on": world.day(120),
        },
        amount=6 * MILLION,
        months=24,
        purpose="equipment",
        collateral=["receivables"],
        actor=world.users["member"],
    )
    _publish(world, need.listing)


def _bring_together(world: World) -> None:
    """The secretariat proposes it; the firm says yes and releases what the bank may see."""
    need = FundingNeed.objects.get(association=world.association)
    product = BankProduct.objects.get(association=world.association)
    case: FundingCase = funding.propose_case(need, product, actor=world.secretary)
    member = world.users["member"]
    funding.accept_case(case, actor=member)
    bank = product.listing.organization
    if bank is not None:
        funding.release_data(
            world.unit("m21"),
            bank=bank,
            items=["identity", "membership", "dues", "chain"],
            until_on=world.day(100),
            note="设备贷款申请",
            actor=member,
        )
    funding.move_case(case, to=FundingCase.State.APPLIED, amount=6 * MILLION, actor=member)


def _project(world: World, words: tuple[str, str, str, str], amount: int) -> None:
    zh, en, segment, step = words
    promotion.add_key_project(
        world.association,
        kind=KeyProject.Kind.INVESTMENT if step == "extend" else KeyProject.Kind.KEY_PROJECT,
        title_zh=zh,
        title_en=en,
        segment=segment_of(world, segment),
        step=step,
        place_zh="云岭市高新区",
        place_en="Yunling High-tech Zone",
        amount=amount,
        responsible=world.people["officer"],
        actor=world.secretary,
    )


def _move(world: World, title: str, state: str) -> None:
    project = KeyProject.objects.get(association=world.association, title_zh=title)
    today = timezone.localdate(timezone=world.association.zone)
    promotion.move_key_project(project, state=state, on=today, version=project.version, actor=world.secretary)
