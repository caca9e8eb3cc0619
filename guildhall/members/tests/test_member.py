from datetime import date, timedelta
from typing import Any

import pytest

from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.documents.models import Document
from guildhall.members import actions, queries, standing
from guildhall.members.models import Member, MemberEvent
from guildhall.members.tests.make import (
    make_association,
    make_body,
    make_member,
    make_organization,
    make_person,
    make_tier,
    make_user_with_powers,
)
from guildhall.notices.models import Notice
from guildhall.registry.models import Seat
from guildhall.registry.queries import roster, today_in
from guildhall.registry.tests.make import make_representation, make_seat

pytestmark = pytest.mark.django_db
DAY = date(2025, 6, 15)
LATER = date(2025, 9, 1)


@pytest.fixture
def association():
    return make_association(name_zh="云岭机械工业协会", name_en="Yunling Machinery Association")


@pytest.fixture
def council(association):
    return make_body(association)


@pytest.fixture
def keeper(association):
    return make_user_with_powers(association, Power.MANAGE, Power.DECIDE)


@pytest.fixture
def admit(association, council, keeper):
    """A unit admitted on the day, with somebody who can be told."""

    def admit(tier=None, holder=None, on=DAY):
        holder = holder or make_organization(association)
        make_person(association, organization=holder, email="li@example.org")
        tier = tier or make_tier(association)
        return actions.admit_member(
            holder, tier=tier, on=on, body=council, resolution="会决〔2025〕3号", actor=keeper
        )

    return admit


def recorded():
    return list(AuditEntry.objects.filter(action__startswith="member.").values_list("action", flat=True))


def stands(member, day):
    return standing.standing_on(queries.happenings_of(member), day)


def test_an_admitted_unit_gets_number_tier_seat_certificate_and_welcome(association, council, admit):
    tier = make_tier(seat_in=council, name_zh="理事单位", name_en="Director unit")

    member = admit(tier)

    member.refresh_from_db()
    assert (member.number, member.state, member.joined_on) == ("00001", "active", DAY)
    assert [(line.organization, line.label_zh) for line in roster(council, DAY)] == [
        (member.organization, "理事单位")
    ]
    assert member.certificate.state == Document.State.VALID
    assert {fact["label"]["en"] for fact in member.certificate.facts} >= {"Member number", "Tier"}
    assert Notice.objects.get().subject_zh == "欢迎加入云岭机械工业协会"
    assert recorded() == ["member.admitted"]
    assert stands(member, DAY).tier == tier.pk


def test_numbers_have_no_gap_and_pass_over_those_of_an_earlier_list(association, admit, keeper):
    make_member(association, number="00002")

    first, third = admit(), admit()
    with pytest.raises(RuleError):
        admit(holder=first.organization)

    assert (first.number, third.number, admit().number) == ("00001", "00003", "00004")


def test_a_person_can_be_a_member(association, council, keeper):
    person = make_person(association, email="wang@example.org")
    tier = make_tier(seat_in=council)

    member = actions.admit_member(person, tier=tier, on=DAY, body=council, resolution="1", actor=keeper)

    assert (member.name, roster(council, DAY)[0].person) == (person.name, person)


def test_nobody_is_a_member_twice(association, admit):
    member = admit()

    with pytest.raises(RuleError) as refusal:
        admit(holder=member.organization)

    assert (refusal.value.code, refusal.value.details["number"]) == ("already_member", member.number)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"resolution": " "}, "resolution_missing"),
        ({"on": date(2999, 1, 1)}, "in_the_future"),
        ({"tier": "retired"}, "tier_retired"),
        ({"tier": "foreign"}, "other_association"),
        ({"body": "foreign"}, "other_association"),
        ({"holder": "retired"}, "retired"),
        ({"holder": "guest"}, "is_guest"),
    ],
)
def test_an_admission_that_cannot_be_right_is_refused(association, council, keeper, wrong, code):
    things: dict[str, dict[str, Any]] = {
        "tier": {"retired": make_tier(association, is_active=False), "foreign": make_tier()},
        "body": {"foreign": make_body()},
        "holder": {
            "retired": make_organization(association, is_active=False),
            "guest": make_person(association, is_guest=True),
        },
    }
    given: dict[str, Any] = {"tier": make_tier(association), "on": DAY, "body": council, "resolution": "1"}
    given |= {name: things.get(name, {}).get(value, value) for name, value in wrong.items()}
    holder = given.pop("holder", None) or make_organization(association)

    with pytest.raises(RuleError) as refusal:
        actions.admit_member(holder, **given, actor=keeper)

    assert refusal.value.code == code
    assert not Member.objects.exists()


def test_a_change_of_tier_keeps_the_history_and_moves_seat_and_representative(association, keeper, admit):
    council, standing_council = make_body(association), make_body(association)
    director, standing_director = make_tier(seat_in=council), make_tier(seat_in=standing_council)
    member = admit(director)
    sitting = make_representation(Seat.objects.get(), from_on=DAY)
    former = member.certificate

    actions.change_tier(member, tier=standing_director, on=LATER, reason="增选", actor=keeper)

    terms = member.tier_terms.order_by("from_on").values_list("tier", "from_on", "to_on")
    assert list(terms) == [
        (director.pk, DAY, LATER - timedelta(days=1)),
        (standing_director.pk, LATER, None),
    ]
    assert (len(roster(council, LATER)), len(roster(council, LATER - timedelta(days=1)))) == (0, 1)
    assert roster(standing_council, LATER)[0].person == sitting.person
    former.refresh_from_db()
    member.refresh_from_db()
    assert (former.state, member.certificate.state) == ("revoked", "valid")
    assert recorded()[-1] == "member.tier_changed"


@pytest.mark.parametrize(("on", "code"), [(DAY, "not_after_former"), (date(2025, 1, 1), "before_the_last")])
def test_a_tier_does_not_change_before_it_began(association, keeper, admit, on, code):
    member = admit()

    with pytest.raises(InvalidError) as refusal:
        actions.change_tier(member, tier=make_tier(association), on=on, actor=keeper)

    assert refusal.value.code == code


def test_the_same_tier_is_no_change(association, keeper, admit):
    tier = make_tier(association)
    member = admit(tier)

    with pytest.raises(RuleError) as refusal:
        actions.change_tier(member, tier=tier, on=LATER, actor=keeper)

    assert refusal.value.code == "same_tier"


def test_a_suspension_rests_the_seat_and_its_end_gives_it_back(association, council, keeper, admit):
    member = admit(make_tier(seat_in=council))
    sitting = make_representation(Seat.objects.get(), from_on=DAY)

    actions.suspend_member(member, on=LATER, body=council, resolution="4", reason="欠缴", actor=keeper)
    during = roster(council, LATER)
    actions.resume_member(member, on=date(2025, 10, 1), actor=keeper)

    assert during == []
    assert roster(council, date(2025, 10, 1))[0].person == sitting.person
    assert [stands(member, day).state for day in (DAY, LATER, date(2025, 10, 1))] == [
        "active",
        "suspended",
        "active",
    ]
    assert recorded() == ["member.admitted", "member.suspended", "member.resumed"]


def test_who_withdraws_leaves_seats_and_certificate_behind(association, council, keeper, admit):
    member = admit(make_tier(seat_in=council))
    other = make_seat(make_body(association), organization=member.organization)

    actions.withdraw_member(member, on=LATER, letter="退会函，2025年8月20日", actor=keeper)

    member.refresh_from_db()
    other.refresh_from_db()
    assert (member.state, member.ended_on, other.to_on) == ("ended", LATER, LATER)
    assert (len(roster(council, LATER)), len(roster(council, LATER + timedelta(days=1)))) == (1, 0)
    assert member.certificate.state == Document.State.REVOKED
    assert member.tier_terms.get().to_on == LATER
    assert member.events.get(kind="withdrawn").reason == "退会函，2025年8月20日"
    assert recorded()[-1] == "member.withdrawn"


def test_who_left_can_be_admitted_again_under_a_new_number(association, keeper, admit):
    member = admit()
    actions.withdraw_member(member, on=LATER, letter="退会函", actor=keeper)

    again = admit(holder=member.organization, on=date(2025, 10, 1))

    assert (again.number, Member.objects.current().count()) == ("00002", 1)


def test_a_removal_needs_the_councils_resolution_and_a_reason(association, council, keeper, admit):
    member, team = admit(), make_body(association, kind="team")
    given = {"on": LATER, "body": council, "resolution": "5", "reason": "连续两年未缴会费", "actor": keeper}

    for wrong, code in (
        ({"body": team}, "wrong_body"),
        ({"resolution": ""}, "resolution_missing"),
        ({"reason": " "}, "reason_missing"),
    ):
        with pytest.raises(RuleError) as refusal:
            actions.remove_member(member, **given | wrong)
        assert refusal.value.code == code
    actions.remove_member(member, **given)

    event = member.events.get(kind="removed")
    assert (event.body, event.resolution, event.reason) == (council, "5", "连续两年未缴会费")
    assert "连续两年未缴会费" in Notice.objects.order_by("-id")[0].text_zh
    assert recorded()[-1] == "member.removed"


def test_who_only_keeps_the_list_removes_nobody(association, council, admit):
    member = admit()
    officer = make_user_with_powers(association, Power.MANAGE)

    with pytest.raises(NotAllowedError):
        actions.remove_member(member, on=LATER, body=council, resolution="5", reason="x", actor=officer)


def test_who_decides_need_not_keep_the_bodies_to_remove_a_member_with_seats(association, council, admit):
    member = admit(make_tier(seat_in=council))
    president = make_user_with_powers(association, Power.DECIDE)

    actions.remove_member(member, on=LATER, body=council, resolution="5", reason="x", actor=president)

    assert Seat.objects.get().to_on == LATER


ACTS = {
    "change_tier": lambda m, a: actions.change_tier(m, tier=make_tier(m.association), on=LATER, actor=a),
    "suspend": lambda m, a: actions.suspend_member(
        m, on=LATER, body=make_body(m.association), resolution="1", actor=a
    ),
    "resume": lambda m, a: actions.resume_member(m, on=LATER, actor=a),
    "withdraw": lambda m, a: actions.withdraw_member(m, on=LATER, letter="x", actor=a),
    "remove": lambda m, a: actions.remove_member(
        m, on=LATER, body=make_body(m.association), resolution="1", reason="x", actor=a
    ),
}
REFUSED = [
    ("change_tier", "suspended", "is_suspended"),
    ("suspend", "suspended", "is_suspended"),
    ("resume", "active", "is_active"),
    ("change_tier", "ended", "is_ended"),
    ("suspend", "ended", "is_ended"),
    ("resume", "ended", "is_ended"),
    ("withdraw", "ended", "is_ended"),
    ("remove", "ended", "is_ended"),
]


@pytest.mark.parametrize(("name", "state", "code"), REFUSED)
def test_an_act_in_the_wrong_state_changes_nothing(association, keeper, name, state, code):
    ended = {"ended_on": DAY} if state == "ended" else {}
    member = make_member(association, state=state, **ended)

    with pytest.raises(RuleError) as refusal:
        ACTS[name](member, keeper)

    assert refusal.value.code == code
    assert (MemberEvent.objects.count(), recorded()) == (1, [])


@pytest.mark.parametrize("name", ACTS)
def test_nothing_happens_on_a_day_that_has_not_come_or_before_the_last_event(association, keeper, name):
    state = "suspended" if name == "resume" else "active"
    member = make_member(association, state=state, joined_on=LATER + timedelta(days=1))

    with pytest.raises(InvalidError) as refusal:
        ACTS[name](member, keeper)

    assert refusal.value.code == "before_the_last"


def test_the_stored_state_is_what_the_events_say(association, council, keeper, admit):
    member, today = admit(), today_in(association)
    steps = [
        lambda: actions.suspend_member(member, on=LATER, body=council, resolution="1", actor=keeper),
        lambda: actions.resume_member(member, on=LATER, actor=keeper),
        lambda: actions.change_tier(member, tier=make_tier(association), on=LATER, actor=keeper),
        lambda: actions.withdraw_member(member, on=LATER, letter="x", actor=keeper),
    ]
    for step in steps:
        step()
        assert stands(member, today).state == Member.objects.get(pk=member.pk).state


def test_who_read_an_older_state_is_refused(association, keeper, admit):
    member = admit()
    stale = Member.objects.get(pk=member.pk)
    actions.withdraw_member(member, on=LATER, letter="x", actor=keeper)

    with pytest.raises(RuleError) as refusal:
        actions.withdraw_member(stale, on=LATER, letter="y", actor=keeper)

    assert refusal.value.code == "is_ended"


def test_a_certificate_that_was_revoked_before_stands_in_nobodys_way(association, keeper, admit):
    member = admit()
    Document.objects.update(state="revoked", revoked_at="2025-07-01T00:00:00Z")
    member = Member.objects.select_related("certificate").get()

    actions.withdraw_member(member, on=LATER, letter="x", actor=keeper)

    assert Member.objects.get().state == "ended"
