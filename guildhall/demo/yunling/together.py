"""What came of offers and needs: introductions, talks, an agreement of three parties and its measured project."""

from datetime import timedelta
from decimal import Decimal
from functools import partial

from django.utils import timezone

from guildhall.cooperation import actions
from guildhall.cooperation.actions import Owner, Signing, Witnessing
from guildhall.cooperation.models import Agreement, Cooperation, JointProject
from guildhall.demo.yunling.exchange import listing_of
from guildhall.demo.yunling.paper import NOTE_EN, NOTE_ZH, paper_content
from guildhall.demo.yunling.timeline import Timeline
from guildhall.demo.yunling.world import World
from guildhall.exchange import actions as exchange
from guildhall.exchange.models import Match

PARTIES = ("m21", "m25", "m4")
Stage = Cooperation.Stage
# The need, the offer, the day of the introduction, and how far it came by which day.
LINES: list[tuple[str, str, int, list[tuple[str, int, str]]]] = [
    (
        "welding_need",
        "welding_offer",
        -62,
        [
            (Stage.CONTACTED, -60, "双方技术负责人电话沟通管板材质与焊接节拍。"),
            (Stage.MET, -54, "供方到需方车间实地交流，带试焊件3件。"),
            (Stage.INTENTION, -47, "试焊件探伤合格，签署合作意向，邀请真空设备企业加入。"),
        ],
    ),
    (
        "reducer_need",
        "reducer_offer",
        -56,
        [
            (Stage.CONTACTED, -55, "交换关节结构与回程间隙要求。"),
            (Stage.MET, -36, "样机20台进入台架试验。"),
        ],
    ),
    (
        "testing_need",
        "testing_offer",
        -27,
        [
            (Stage.CONTACTED, -26, "确认检测项目与报价。"),
            (Stage.DELIVERED, -13, "首批40件齿轮检测完成，出具正式报告。"),
        ],
    ),
    ("casting_need", "casting_offer", -44, [(Stage.CONTACTED, -40, "交换图纸与时效工艺要求。")]),
    ("research_need", "research_offer", -34, [(Stage.MET, -29, "讨论联合申报的分工。")]),
    ("vacuum_need", "vacuum_offer", -12, []),
]


def schedule_together(world: World, timeline: Timeline) -> None:
    """Each line at its days; the first goes on to an agreement."""
    add = timeline.add
    for need, offer, day, stages in LINES:
        add(day - 1, "11:00", partial(_interested, world, need, offer))
        add(day, "09:40", partial(_introduce, world, need, offer))
        for stage, on, note in stages:
            add(on, "15:30", partial(_reach, world, need, stage, note))
    add(
        -24,
        "16:00",
        partial(_ends, world, "casting_need", Cooperation.Ending.PRICE, "按吨报价高于外地供方约一成。"),
    )
    add(-43, "14:00", partial(_agree, world))
    add(-41, "10:30", partial(_sign, world))
    add(-40, "09:30", partial(_start_project, world))
    for day, value in ((-30, "43.5"), (-16, "38"), (-4, "34.5")):
        add(day, "16:40", partial(_measure, world, value, confirmed=day < -4))
    add(-18, "13:20", partial(_visit, world))
    add(-2, "11:10", partial(_decline, world))


def cooperation_of(world: World, need: str) -> Cooperation:
    return Cooperation.objects.get(match__need=listing_of(world, need))


def _match(world: World, need: str, offer: str) -> Match:
    return Match.objects.get(need=listing_of(world, need), offer=listing_of(world, offer))


def _interested(world: World, need: str, offer: str) -> None:
    """Both sides told the secretariat by telephone."""
    for side in ("need", "offer"):
        match = _match(world, need, offer)
        exchange.answer_match(match, side=side, verdict="accepted", actor=world.officer)


def _introduce(world: World, need: str, offer: str) -> None:
    actions.introduce(_match(world, need, offer), actor=world.secretary)


def _reach(world: World, need: str, stage: str, note: str) -> None:
    actions.reach_stage(cooperation_of(world, need), stage=stage, note=note, actor=world.officer)


def _ends(world: World, need: str, ending: str, note: str) -> None:
    actions.end_cooperation(cooperation_of(world, need), ending=ending, note=note, actor=world.officer)


def _decline(world: World) -> None:
    """One side says no to a proposal, and why."""
    match = (
        Match.objects.filter(need=listing_of(world, "laser_need"), introduced_at=None)
        .order_by("-rank")
        .first()
    )
    if match is not None:
        exchange.answer_match(
            match,
            side="need",
            verdict="declined",
            reason="too_late",
            note="交期排到下月。",
            actor=world.officer,
        )


def _agree(world: World) -> None:
    """Three parties: pressure vessels, robots and, asked to join, vacuum equipment."""
    drafted = actions.draft_agreement(
        world.association,
        cooperation=cooperation_of(world, "welding_need"),
        parties=[
            Signing(world.unit(key), world.person(key), power_zh="会员代表", power_en="Representative")
            for key in PARTIES
        ],
        witnesses=[Witnessing(world.people["president"], "本会会长", "President of the association")],
        title_zh="换热器管板焊接机器人联合开发协议",
        title_en="Agreement on a welding robot for tube sheets",
        scope_zh="联合开发管板焊接机器人工作站\n稳定供应与优先交付\n共享检测与试验条件",
        scope_en="Developing the welding cell together\nStable supply, delivered first\nSharing of tests and measurement",
        text_zh=f"三方自愿合作，按本协议约定的范围共同推进，成果与费用按项目另行书面约定。\n\n{NOTE_ZH}",
        text_en=f"The three parties work together within this scope; results and costs are settled in writing for each "
        f"project.\n\n{NOTE_EN}",
        from_on=world.day(-41),
        to_on=world.day(690),
        sign_by=world.day(-30),
        actor=world.secretary,
    )
    for party in drafted.parties.all():
        actions.check_partner(party, note="已核对营业执照、会员资格与经营状态。", actor=world.officer)
        actions.give_authority(
            party, paper=("授权书.pdf", _paper(world, "授权书", "Authority")), actor=world.officer
        )
    actions.offer_agreement(drafted, actor=world.secretary)


def _agreement(world: World) -> Agreement:
    return Agreement.objects.get(association=world.association)


def _sign(world: World) -> None:
    """Signed on paper in the association's hall; the witness attests with his own account."""
    agreement = _agreement(world)
    scan = _paper(world, "签字页扫描件", "Scan of the signatures")
    for party in agreement.parties.all():
        actions.record_agreement_signature(party, scan=("签字页.pdf", scan), actor=world.secretary)
    agreement.refresh_from_db()
    witness = agreement.witnesses.get()
    actions.attest_agreement(witness, seen=agreement.text_hash, confirmed=True, actor=world.president)
    actions.publish_agreement(agreement, is_public=True, actor=world.secretary)


def _start_project(world: World) -> None:
    agreement = _agreement(world)
    project = actions.plan_project(
        agreement=agreement,
        owners=[Owner(world.unit(key), world.person(key)) for key in PARTIES],
        title_zh="缩短管板焊接工时",
        title_en="Faster welding of tube sheets",
        indicator_zh="单台换热器管板焊接工时",
        indicator_en="Hours of welding for one heat exchanger",
        unit_zh="小时",
        unit_en="hours",
        direction=JointProject.Direction.DOWN,
        baseline=Decimal(46),
        baseline_on=timezone.localdate(),
        target=Decimal(30),
        due_on=world.day(120),
        is_public=True,
        actor=world.secretary,
    )
    actions.start_project(project, version=project.version, actor=world.secretary)
    team = actions.form_team(
        agreement=agreement,
        project=project,
        name_zh="管板焊接攻关团队",
        name_en="Tube-sheet welding team",
        leader=world.person("m25"),
        members=[world.person(key) for key in PARTIES],
        actor=world.secretary,
    )
    actions.give_letter(
        team,
        received_by=world.people["secretary_general"],
        text_zh="按期完成工作站验证与工时目标，每两周报告一次测量结果。",
        text_en="The cell proven and the hours lowered in time; a measurement every two weeks.",
        from_on=timezone.localdate(),
        to_on=world.day(120),
        actor=world.secretary,
    )


def _measure(world: World, value: str, *, confirmed: bool) -> None:
    project = JointProject.objects.get(association=world.association)
    measurement = actions.report_measurement(
        project,
        value=Decimal(value),
        measured_on=timezone.localdate() - timedelta(days=1),
        note="按当批工票平均",
        evidence=("工票汇总.pdf", _paper(world, "工票汇总", "Summary of the work tickets")),
        actor=world.users["member"],
    )
    if confirmed:
        actions.confirm_measurement(measurement, actor=world.secretary)


def _visit(world: World) -> None:
    actions.note_visit(
        world.association,
        stated_date=timezone.localdate().isoformat(),
        place_zh="供方齿轮加工车间",
        place_en="The supplier's gear shop",
        purpose_zh="查看小批量生产线与检验记录",
        purpose_en="Looking at the pilot line and its test records",
        outcome_zh="同意增加一台磨齿机专线，下月产能提升至每月400台。",
        outcome_en="One more grinding machine for this line: 400 a month from next month.",
        visitors=[world.unit("m5")],
        hosts=[world.unit("m13")],
        cooperation=cooperation_of(world, "reducer_need"),
        actor=world.officer,
    )


def _paper(world: World, zh: str, en: str) -> bytes:
    return paper_content(world, {"title": [zh, en], "said": [zh, en]})
