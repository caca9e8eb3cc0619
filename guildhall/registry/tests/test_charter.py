from datetime import date

import pytest

from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.registry import actions
from guildhall.registry.models import CharterProfile
from guildhall.registry.queries import profile_on
from guildhall.registry.tests.make import (
    make_association,
    make_body,
    make_charter_profile,
    make_user_with_powers,
)

pytestmark = pytest.mark.django_db
DAY = date(2025, 6, 15)
TEXT = {"zh": "本会章程第十二条", "en": "Article 12 of the charter"}
QUORUM = "bodies.council.quorum"


def quorum(value="2/3"):
    return {"value": value, "operator": ">=", "base": "entitled", "source": TEXT, "confidence": "C"}


def rules(**given):
    return {"key": "own", "name": TEXT, "rules": given}


@pytest.fixture
def association():
    return make_association()


@pytest.fixture
def keeper(association):
    return make_user_with_powers(association, Power.MANAGE)


def test_a_version_is_in_force_from_its_day_until_the_next_begins(association, keeper):
    make_charter_profile(association, from_on=date(2020, 1, 1), rules=rules(**{QUORUM: quorum("2/3")}))

    actions.adopt_charter_profile(
        association, rules=rules(**{QUORUM: quorum("3/4")}), from_on=DAY, note="章程修正案", actor=keeper
    )

    def value_on(day):
        return str(profile_on(association, day).by_key[QUORUM].value)

    assert (value_on(date(2025, 6, 14)), value_on(DAY)) == ("2/3", "3/4")
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.details["version"]) == ("charter.adopted", 2)


def test_before_the_first_version_the_preset_of_the_kind_holds(association):
    make_charter_profile(association, from_on=DAY)

    assert profile_on(association, date(2025, 6, 14)).key == "cn-industry-association"


def test_one_rule_is_changed_and_the_others_stay(association, keeper):
    notice = {"value": 10, "source": TEXT, "confidence": "C"}
    make_charter_profile(association, rules=rules(**{QUORUM: quorum(), "bodies.council.notice_days": notice}))

    actions.change_rule(association, key=QUORUM, rule=quorum("1/2"), from_on=DAY, based_on=1, actor=keeper)

    stored = CharterProfile.objects.get(version=2).rules["rules"]
    assert stored == {QUORUM: quorum("1/2"), "bodies.council.notice_days": notice}


def test_a_rule_can_be_taken_out(association, keeper):
    make_charter_profile(association, rules=rules(**{QUORUM: quorum()}))

    actions.change_rule(association, key=QUORUM, rule=None, from_on=DAY, based_on=1, actor=keeper)

    assert profile_on(association, DAY).by_key == {}


@pytest.mark.parametrize(
    ("key", "rule"),
    [
        (QUORUM, quorum("0.66")),
        (QUORUM, quorum("4/3")),
        ("bodies.council.colour", {"value": "red", "source": TEXT, "confidence": "C"}),
    ],
)
def test_a_rule_that_cannot_be_read_is_refused_with_its_place(association, keeper, key, rule):
    make_charter_profile(association)

    with pytest.raises(InvalidError) as refusal:
        actions.change_rule(association, key=key, rule=rule, from_on=DAY, based_on=1, actor=keeper)

    assert refusal.value.details["path"].startswith(key)
    assert CharterProfile.objects.count() == 1


def test_the_slower_of_two_who_change_rules_is_told(association, keeper):
    make_charter_profile(association)
    change = {"key": QUORUM, "from_on": DAY, "based_on": 1, "actor": keeper}
    actions.change_rule(association, rule=quorum(), **change)

    with pytest.raises(RuleError) as refusal:
        actions.change_rule(association, rule=quorum("1/2"), **change)

    assert refusal.value.code == "changed_meanwhile"


def test_a_change_that_changes_nothing_is_refused(association, keeper):
    make_charter_profile(association, rules=rules(**{QUORUM: quorum()}))

    with pytest.raises(RuleError) as refusal:
        actions.change_rule(association, key=QUORUM, rule=quorum(), from_on=DAY, based_on=1, actor=keeper)

    assert refusal.value.code == "nothing_changed"


def test_a_version_does_not_begin_before_the_present_one(association, keeper):
    make_charter_profile(association, from_on=DAY)

    with pytest.raises(RuleError) as refusal:
        actions.adopt_charter_profile(association, rules=rules(), from_on=date(2025, 6, 14), actor=keeper)

    assert refusal.value.code == "before_present_version"


def test_a_branch_secretary_does_not_change_the_charter(association):
    branch = make_body(association, kind="branch")
    secretary = make_user_with_powers(association, Power.MANAGE, body=branch)

    with pytest.raises(NotAllowedError):
        actions.adopt_charter_profile(association, rules=rules(), from_on=DAY, actor=secretary)
