"""Every action of the registry, for the permission table."""

from datetime import date
from typing import Any

from guildhall.accounts.actions import digest_of
from guildhall.accounts.models import User
from guildhall.registry import actions, queries
from guildhall.registry.models import SignInInvitation
from guildhall.registry.tests.make import (
    make_body,
    make_organization,
    make_person,
    make_post,
    make_seat,
    make_sign_in_invitation,
    make_tenure,
)
from tests.cast import Act, World

DAY = date(2025, 6, 15)
RULE = {
    "value": 7,
    "source": {"zh": "本会章程第二十条", "en": "Article 20 of the charter"},
    "confidence": "A",
}
NOTICE = "bodies.council.notice_days"


def rules(world: World) -> dict[str, Any]:
    """What a change of the charter is based on."""
    association = world.association
    return {"from_on": date(2099, 1, 1), "based_on": queries.latest_number(association)}


def accept_sign_in(world: World, actor: User) -> None:
    invitation: SignInInvitation = make_sign_in_invitation(digest=digest_of("token"))
    actions.accept_sign_in("token", actor=actor)
    assert invitation.person.user is None


def end_body(world: World, actor: User) -> None:
    actions.end_body(make_body(parent=world.body), on=DAY, actor=actor)


def change_person(world: World, actor: User) -> None:
    person = make_person(world.association)
    make_seat(world.body, person=person)
    actions.change_person(person, version=1, phone="1", actor=actor)


def change_organization(world: World, actor: User) -> None:
    organization = make_organization(world.association)
    make_seat(world.body, organization=organization)
    actions.change_organization(organization, version=1, region="x", actor=actor)


def invite(world: World, actor: User) -> None:
    person = make_person(world.association, email="somebody@example.org")
    make_tenure(make_post(world.body), person)
    actions.invite_person_to_sign_in(person, actor=actor)


ACTS = {
    "found_association": Act(
        "建立协会", "Found an association", lambda w, a: actions.found_association(name_zh="新会", actor=a)
    ),
    "change_association": Act(
        "修改协会信息",
        "Change the association",
        lambda w, a: actions.change_association(w.association, version=1, region="x", actor=a),
    ),
    "found_body": Act(
        "设立机构",
        "Found a body",
        lambda w, a: actions.found_body(w.body, kind="team", name_zh="工作组", actor=a),
    ),
    "change_body": Act(
        "修改机构",
        "Change a body",
        lambda w, a: actions.change_body(w.body, version=1, about_zh="x", actor=a),
    ),
    "end_body": Act("终止机构", "End a body", end_body),
    "give_seat": Act(
        "设席位",
        "Give a seat",
        lambda w, a: actions.give_seat(w.body, make_organization(w.association), actor=a),
    ),
    "change_seat": Act(
        "修改席位",
        "Change a seat",
        lambda w, a: actions.change_seat(make_seat(w.body), votes=False, actor=a),
    ),
    "withdraw_seat": Act(
        "撤销席位",
        "Withdraw a seat",
        lambda w, a: actions.withdraw_seat(make_seat(w.body), on=DAY, actor=a),
    ),
    "name_representative": Act(
        "更换代表",
        "Name a representative",
        lambda w, a: actions.name_representative(
            make_seat(w.body), make_person(w.association), from_on=DAY, actor=a
        ),
    ),
    "create_post": Act(
        "设立职务",
        "Create a post",
        lambda w, a: actions.create_post(w.body, name_zh="干事", actor=a),
    ),
    "change_post": Act(
        "修改职务",
        "Change a post",
        lambda w, a: actions.change_post(make_post(w.body), version=1, name_zh="干事", actor=a),
    ),
    "appoint": Act(
        "任命",
        "Appoint",
        lambda w, a: actions.appoint(
            make_post(w.body, kind="adviser"), make_person(w.association), from_on=DAY, actor=a
        ),
    ),
    "change_tenure": Act(
        "更正任期",
        "Correct a tenure",
        lambda w, a: actions.change_tenure(
            make_tenure(make_post(w.body, kind="adviser")), term_number=2, actor=a
        ),
    ),
    "end_tenure": Act(
        "结束任期",
        "End a tenure",
        lambda w, a: actions.end_tenure(make_tenure(make_post(w.body)), on=DAY, actor=a),
    ),
    "begin_term": Act(
        "新一届就任",
        "Begin a term",
        lambda w, a: actions.begin_term(
            make_post(w.body, kind="adviser"),
            [make_person(w.association)],
            term=actions.Term(3, DAY),
            actor=a,
        ),
    ),
    "add_organization": Act(
        "添加单位",
        "Add an organization",
        lambda w, a: actions.add_organization(w.association, name_zh="新单位", actor=a),
    ),
    "change_organization": Act("修改单位", "Change an organization", change_organization),
    "retire_organization": Act(
        "停用单位",
        "Retire an organization",
        lambda w, a: actions.retire_organization(make_organization(w.association), actor=a),
    ),
    "restore_organization": Act(
        "恢复单位",
        "Restore an organization",
        lambda w, a: actions.restore_organization(make_organization(w.association, is_active=False), actor=a),
    ),
    "add_person": Act(
        "添加人员",
        "Add a person",
        lambda w, a: actions.add_person(w.association, name_zh="新人", actor=a),
    ),
    "change_person": Act("修改人员", "Change a person", change_person),
    "invite_person_to_sign_in": Act("邀请登录", "Invite to sign in", invite),
    "accept_sign_in": Act("接受登录邀请", "Accept a link to sign in", accept_sign_in),
    "adopt_charter_profile": Act(
        "采用章程规则",
        "Adopt a charter profile",
        lambda w, a: actions.adopt_charter_profile(
            w.association, rules=queries.rules_of_preset("alliance-light"), actor=a, **rules(w)
        ),
    ),
    "change_rule": Act(
        "修改章程规则",
        "Change a charter rule",
        lambda w, a: actions.change_rule(w.association, key=NOTICE, rule=RULE, actor=a, **rules(w)),
    ),
    "take_out_rule": Act(
        "删除章程规则",
        "Take a charter rule out",
        lambda w, a: actions.take_out_rule(w.association, key=NOTICE, actor=a, **rules(w)),
    ),
}
