import pytest
from django.db.models import Sum

from guildhall.accounts.powers import Power
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.dues import actions, queries
from guildhall.dues.models import Posting
from guildhall.dues.tests.make import make_notice, make_treasurer, make_waiver

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice(association):
    return make_notice(association, amount=500_000)


def balances():
    rows = (
        Posting.objects.values_list("account__code").annotate(total=Sum("amount")).order_by("account__code")
    )
    return {code: total for code, total in rows if total}


def test_a_waiver_is_asked_for_by_one_and_approved_by_another(notice, treasurer, president, lines):
    waiver = actions.request_waiver(notice, amount=200_000, reason="受灾停产", actor=treasurer)
    assert queries.open_of(notice) == 500_000

    actions.approve_waiver(waiver, actor=president)

    assert queries.open_of(notice) == 300_000
    assert balances() == {"1121": 300_000, "420101": -500_000, "420102": 200_000}
    assert lines()[-2:] == ["waiver.requested", "waiver.approved"]


def test_whoever_asked_cannot_approve_even_with_the_power(association, notice):
    both = make_treasurer(association, Power.DECIDE)
    waiver = actions.request_waiver(notice, amount=1, reason="受灾", actor=both)

    with pytest.raises(NotAllowedError) as refusal:
        actions.approve_waiver(waiver, actor=both)

    assert refusal.value.code == "second_person_needed"


def test_who_does_not_decide_approves_nothing(association, notice, treasurer, reader):
    waiver = make_waiver(notice)

    for outsider in (treasurer, reader):
        with pytest.raises(NotAllowedError):
            actions.approve_waiver(waiver, actor=outsider)
    with pytest.raises(NotAllowedError):
        actions.request_waiver(notice, amount=1, reason="受灾", actor=reader)


def test_a_refused_waiver_leaves_everything_owed(notice, president, lines):
    waiver = actions.refuse_waiver(make_waiver(notice), reason="不符合条件", actor=president)

    assert (waiver.state, waiver.answer, queries.open_of(notice)) == ("refused", "不符合条件", 500_000)
    assert lines()[-1] == "waiver.refused"


def test_a_waiver_that_is_taken_back_is_owed_again(notice, president, lines):
    waiver = actions.approve_waiver(make_waiver(notice), actor=president)

    actions.undo_waiver(waiver, reason="有误", actor=president)

    assert queries.open_of(notice) == 500_000
    assert balances() == {"1121": 500_000, "420101": -500_000}
    assert lines()[-1] == "waiver.undone"


def test_a_waiver_is_decided_once(notice, president):
    waiver = actions.approve_waiver(make_waiver(notice), actor=president)

    for act in (
        lambda: actions.approve_waiver(waiver, actor=president),
        lambda: actions.refuse_waiver(waiver, reason="不符", actor=president),
    ):
        with pytest.raises(RuleError) as refusal:
            act()
        assert refusal.value.code == "already_decided"
    assert queries.open_of(notice) == 400_000


def test_no_more_is_waived_than_is_open(notice, treasurer, president):
    actions.request_waiver(notice, amount=400_000, reason="受灾", actor=treasurer)
    with pytest.raises(RuleError) as refusal:
        actions.request_waiver(notice, amount=100_001, reason="受灾", actor=treasurer)
    assert refusal.value.details["open"] == 100_000
    actions.approve_waiver(make_waiver(notice, amount=300_000), actor=president)

    with pytest.raises(RuleError) as refusal:
        actions.approve_waiver(make_waiver(notice, amount=300_000), actor=president)

    assert refusal.value.code == "more_than_open"
    assert queries.open_of(notice) == 200_000


@pytest.mark.parametrize(("amount", "reason"), [(0, "受灾"), (-5, "受灾"), (100, "  ")])
def test_nothing_and_no_reason_are_refused(notice, treasurer, amount, reason):
    with pytest.raises(InvalidError):
        actions.request_waiver(notice, amount=amount, reason=reason, actor=treasurer)
