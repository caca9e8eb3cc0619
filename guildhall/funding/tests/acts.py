from datetime import timedelta
from typing import Any

from guildhall.accounts.models import User
from guildhall.funding import actions
from guildhall.funding.models import FundingCase, FundingNeed
from guildhall.funding.tests.make import (
    make_bank,
    make_case,
    make_firm_record,
    make_funding_need,
    make_product,
    make_release,
)
from guildhall.registry.models import Organization
from guildhall.registry.queries import today_in
from guildhall.registry.tests.make import make_organization
from tests.cast import Act, World

TEXT: Any = {"title_zh": "科创贷款", "text_zh": "面向制造企业。"}


def unit(world: World) -> Organization:
    """The firm of the cast's member: what is its own, is the member's own matter."""
    person = world.person("member")
    if person.organization is None:
        person.organization = make_organization(world.association)
        person.save()
    return person.organization


def bank(world: World) -> Organization:
    """The bank at which the cast's other member works."""
    person = world.person("other_member")
    if person.organization is None:
        person.organization = make_bank(world.association)
        person.save()
    return person.organization


def need(world: World, **details: Any) -> FundingNeed:
    return make_funding_need(unit(world), **details)


def case(world: World, **details: Any) -> FundingCase:
    return make_case(need(world), make_product(bank(world)), **details)


def offer_product(world: World, actor: User) -> None:
    actions.offer_product(world.association, bank=bank(world), text=TEXT, amount_to=100, actor=actor)


def ask_funding(world: World, actor: User) -> None:
    actions.ask_funding(world.association, organization=unit(world), text=TEXT, amount=100, actor=actor)


def release_data(world: World, actor: User) -> None:
    until = today_in(world.association) + timedelta(days=30)
    actions.release_data(unit(world), bank=bank(world), items=["identity"], until_on=until, actor=actor)


def look_at_item(world: World, actor: User) -> None:
    release = make_release(unit(world), bank(world))
    actions.look_at_item(release, item="identity", actor=actor).given()


ACTS = {
    "offer_product": Act("提供金融产品（本银行）", "Offer the own bank's product", offer_product),
    "change_product": Act(
        "修改金融产品（本银行）",
        "Change the own bank's product",
        lambda w, a: actions.change_product(make_product(bank(w)), version=1, rate_from=300, actor=a),
    ),
    "ask_funding": Act("提出本单位融资需求", "State the own firm's need for finance", ask_funding),
    "change_funding_need": Act(
        "修改本单位融资需求",
        "Change the own firm's need for finance",
        lambda w, a: actions.change_funding_need(need(w), version=1, months=6, actor=a),
    ),
    "propose_case": Act(
        "撮合融资需求与金融产品",
        "Bring a need and a bank product together",
        lambda w, a: actions.propose_case(need(w), make_product(bank(w)), actor=a),
    ),
    "accept_case": Act("同意与银行对接", "Accept a bank", lambda w, a: actions.accept_case(case(w), actor=a)),
    "decline_case": Act(
        "谢绝银行", "Decline a bank", lambda w, a: actions.decline_case(case(w), reason="不需要", actor=a)
    ),
    "move_case": Act(
        "登记银行授信进展（本银行）",
        "Record the bank's step of a case",
        lambda w, a: actions.move_case(case(w, state="applied"), to="offered", amount=100, actor=a),
    ),
    "keep_firm_record": Act(
        "登记本单位金融数据",
        "Keep the own firm's data for banks",
        lambda w, a: actions.keep_firm_record(unit(w), item="turnover", year=2024, amount=1, actor=a),
    ),
    "drop_firm_record": Act(
        "移除本单位金融数据",
        "Remove the own firm's data for banks",
        lambda w, a: actions.drop_firm_record(make_firm_record(unit(w)), actor=a),
    ),
    "release_data": Act("授权银行查阅本单位数据", "Release the own firm's data to a bank", release_data),
    "revoke_release": Act(
        "撤销本单位授权",
        "Revoke the own firm's release",
        lambda w, a: actions.revoke_release(make_release(unit(w), bank(w)), actor=a),
    ),
    "look_at_item": Act("查阅授权给本银行的数据", "Look at data released to the own bank", look_at_item),
    "set_funding_rules": Act(
        "设定授权期限",
        "Set how long releases last",
        lambda w, a: actions.set_funding_rules(w.association, longest_days=90, actor=a),
    ),
}
