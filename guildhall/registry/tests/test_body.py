from datetime import date

import pytest

from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.registry import actions
from guildhall.registry.models import Body, Seat
from guildhall.registry.queries import body_tree, roster
from guildhall.registry.tests.make import (
    make_association,
    make_body,
    make_charter_profile,
    make_person,
    make_post,
    make_representation,
    make_seat,
    make_tenure,
    make_top_body,
    make_user_with_powers,
)

pytestmark = pytest.mark.django_db
DAY = date(2025, 6, 15)


@pytest.fixture
def association():
    association = make_association()
    make_charter_profile(association)
    return association


@pytest.fixture
def keeper(association):
    return make_user_with_powers(association, Power.MANAGE)


def recorded():
    return list(AuditEntry.objects.values_list("action", flat=True))


def test_the_keeper_founds_a_body_below_another(association, keeper):
    top = make_top_body(association)

    body = actions.found_body(
        top, kind="committee", name_zh=" 专家委员会 ", from_on=DAY, about_en="Experts", actor=keeper
    )

    body.refresh_from_db()
    assert (body.name_zh, body.parent, body.association) == ("专家委员会", top, association)
    assert recorded() == ["body.founded"]


def test_a_branch_secretary_founds_bodies_only_below_the_own_branch(association):
    branch, other = make_body(association, kind="branch"), make_body(association)
    secretary = make_user_with_powers(association, Power.MANAGE, body=branch)

    actions.found_body(branch, kind="team", name_zh="工作组", actor=secretary)

    with pytest.raises(NotAllowedError):
        actions.found_body(other, kind="team", name_zh="工作组", actor=secretary)


def test_nobody_without_a_managing_post_changes_bodies(association):
    body, reader = make_body(association), make_user_with_powers(association, Power.READ)

    with pytest.raises(NotAllowedError):
        actions.change_body(body, version=1, name_zh="新名", actor=reader)

    assert recorded() == []


def test_a_record_cannot_be_changed():
    association = make_association(is_record=True, source="A report")
    keeper = make_user_with_powers(association, Power.MANAGE)

    with pytest.raises(RuleError) as refusal:
        actions.found_body(make_top_body(association), kind="team", name_zh="组", actor=keeper)

    assert refusal.value.code == "read_only_record"


def test_a_body_needs_a_name(association, keeper):
    with pytest.raises(InvalidError) as refusal:
        actions.found_body(make_top_body(association), kind="team", name_zh="  ", actor=keeper)

    assert refusal.value.code == "name_missing"


def test_a_changed_body_is_recorded_with_what_was_before(association, keeper):
    body = make_body(association, name_zh="理事会")

    actions.change_body(body, version=1, name_zh="理 事 会", rank=body.rank, actor=keeper)

    entry = AuditEntry.objects.get()
    assert (entry.action, entry.details) == ("body.changed", {"changed": {"name_zh": ["理事会", "理 事 会"]}})


def test_a_body_is_moved_below_another(association, keeper):
    council, committee = make_body(association), make_body(association)

    actions.change_body(committee, version=1, parent=council, actor=keeper)

    tree = [(line.body, line.depth) for line in body_tree(association)]
    assert tree == [(make_top_body(association), 0), (council, 1), (committee, 2)]


def test_a_loop_of_bodies_is_refused(association, keeper):
    council = make_body(association)
    committee = make_body(parent=council)
    team = make_body(parent=committee)

    with pytest.raises(RuleError) as refusal:
        actions.change_body(council, version=1, parent=team, actor=keeper)

    assert refusal.value.code == "loop"
    council.refresh_from_db()
    assert council.parent == make_top_body(association)


def test_the_top_body_stays_on_top(association, keeper):
    top, council = make_top_body(association), make_body(association)

    for act in (
        lambda: actions.change_body(top, version=1, parent=council, actor=keeper),
        lambda: actions.end_body(top, on=DAY, actor=keeper),
    ):
        with pytest.raises(RuleError) as refusal:
            act()
        assert refusal.value.code == "top_body"


def test_a_branch_below_a_branch_is_refused_where_the_charter_forbids_it(association, keeper):
    text = {"zh": "章程", "en": "Charter"}
    rule = {"value": False, "source": text, "confidence": "B"}
    rules = {"key": "own", "name": text, "rules": {"branches.sub_branches": rule}}
    make_charter_profile(association, version=2, rules=rules)
    branch = make_body(association, kind=Body.Kind.BRANCH)

    with pytest.raises(RuleError) as refusal:
        actions.found_body(branch, kind=Body.Kind.BRANCH, name_zh="机床分会", actor=keeper)

    assert refusal.value.code == "no_sub_branches"


def test_an_empty_body_ends(association, keeper):
    body = make_body(association)

    actions.end_body(body, on=DAY, actor=keeper)

    body.refresh_from_db()
    assert body.to_on == DAY
    assert recorded() == ["body.ended"]


def test_a_body_ends_once(association, keeper):
    body = make_body(association, to_on=DAY)

    with pytest.raises(RuleError) as refusal:
        actions.end_body(body, on=DAY, actor=keeper)

    assert refusal.value.code == "already_ended"


def test_a_body_with_open_seats_does_not_end_unless_they_move(association, keeper):
    body, council = make_body(association), make_body(association)
    seat = make_seat(body, label_zh="副会长单位", label_en="Vice-president unit")
    representation = make_representation(seat)

    with pytest.raises(RuleError) as refusal:
        actions.end_body(body, on=DAY, actor=keeper)
    assert refusal.value.code == "seats_open"

    actions.end_body(body, on=DAY, seats_to=council, actor=keeper)

    (line,) = roster(council, date(2025, 6, 16))
    assert (line.person, line.organization, line.label_zh) == (
        representation.person,
        seat.organization,
        "副会长单位",
    )
    assert roster(council, DAY) == roster(body, date(2025, 6, 16)) == []
    assert len(roster(body, DAY)) == 1


def test_a_unit_that_sits_in_the_other_body_already_gets_no_second_seat(association, keeper):
    body, council = make_body(association), make_body(association)
    seat = make_seat(body)
    make_seat(council, organization=seat.organization)

    actions.end_body(body, on=DAY, seats_to=council, actor=keeper)

    assert Seat.objects.filter(body=council).count() == 1


def test_a_body_with_posts_that_are_held_does_not_end(association, keeper):
    body = make_body(association)
    make_tenure(make_post(body), make_person(association))

    with pytest.raises(RuleError) as refusal:
        actions.end_body(body, on=DAY, actor=keeper)

    assert refusal.value.code == "posts_held"


def test_a_body_with_bodies_below_it_does_not_end(association, keeper):
    body = make_body(association)
    make_body(parent=body)

    with pytest.raises(RuleError) as refusal:
        actions.end_body(body, on=DAY, actor=keeper)

    assert refusal.value.code == "bodies_below"


def test_nothing_is_founded_below_an_ended_body(association, keeper):
    body = make_body(association, to_on=DAY)

    with pytest.raises(RuleError) as refusal:
        actions.found_body(body, kind="team", name_zh="工作组", actor=keeper)

    assert refusal.value.code == "parent_ended"
