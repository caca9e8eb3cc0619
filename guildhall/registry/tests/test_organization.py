import pytest

from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.registry import actions
from guildhall.registry.models import Organization
from guildhall.registry.tests.make import (
    make_association,
    make_body,
    make_organization,
    make_seat,
    make_user_with_powers,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def association():
    return make_association()


@pytest.fixture
def keeper(association):
    return make_user_with_powers(association, Power.MANAGE)


def valid_uscc(number=1):
    from stdnum.cn import uscc

    body = f"91370300MA3C{number:05}"
    return body + uscc.calc_check_digit(body)


def test_an_organization_is_added_and_sorts_by_its_pinyin(association, keeper):
    organization = actions.add_organization(
        association,
        name_zh="淄博精工泵业有限公司",
        uscc=valid_uscc().lower(),
        region="山东淄博",
        actor=keeper,
    )

    organization.refresh_from_db()
    assert organization.uscc == valid_uscc()
    assert organization.name_key.startswith("zi bo jing gong")
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.subject_label) == ("organization.added", "淄博精工泵业有限公司")


def test_readers_add_no_organizations(association):
    with pytest.raises(NotAllowedError):
        actions.add_organization(
            association, name_zh="泵业", actor=make_user_with_powers(association, Power.READ)
        )


def test_a_branch_secretary_adds_organizations_but_does_not_change_those_of_the_council(association):
    branch = make_body(association, kind="branch")
    secretary = make_user_with_powers(association, Power.MANAGE, body=branch)
    own = actions.add_organization(association, name_zh="泵业", actor=secretary)
    foreign = make_organization(association)
    make_seat(make_body(association), organization=foreign)

    actions.change_organization(own, version=1, region="淄博", actor=secretary)

    with pytest.raises(NotAllowedError):
        actions.change_organization(foreign, version=1, region="淄博", actor=secretary)


def test_a_wrong_check_character_is_told(association, keeper):
    wrong = valid_uscc()[:-1] + ("0" if valid_uscc()[-1] != "0" else "1")

    with pytest.raises(InvalidError) as refusal:
        actions.add_organization(association, name_zh="泵业", uscc=wrong, actor=keeper)

    assert (refusal.value.code, refusal.value.details["field"]) == ("wrong_uscc", "uscc")
    assert valid_uscc()[-1] in str(refusal.value.message)


def test_the_same_credit_code_is_refused_with_a_link_to_who_has_it(association, keeper):
    known = make_organization(association, uscc=valid_uscc())

    with pytest.raises(RuleError) as refusal:
        actions.add_organization(association, name_zh="别的公司", uscc=valid_uscc(), actor=keeper)

    assert refusal.value.code == "uscc_known"
    assert refusal.value.details["known"]["id"] == str(known.pk)
    assert str(known.pk) in refusal.value.details["known"]["link"]


@pytest.mark.parametrize(
    ("known", "new"),
    [
        ({"name_zh": "淄博精工泵业有限公司"}, {"name_zh": "淄博 精工泵业 股份有限公司"}),
        ({"name_zh": "", "name_en": "Jinggong Pumps Co., Ltd."}, {"name_en": "JINGGONG PUMPS"}),
    ],
)
def test_the_same_name_is_found_whatever_its_legal_form(association, keeper, known, new):
    make_organization(association, **{"name_en": ""} | known)

    with pytest.raises(RuleError) as refusal:
        actions.add_organization(association, actor=keeper, **new)

    assert refusal.value.code == "name_known"


def test_another_association_may_know_the_same_firm(association, keeper):
    make_organization(name_zh="精工泵业", uscc=valid_uscc())

    actions.add_organization(association, name_zh="精工泵业", uscc=valid_uscc(), actor=keeper)

    assert Organization.objects.count() == 2


def test_the_slower_of_two_is_told_who_was_faster(association, keeper):
    organization = make_organization(association)
    stale = Organization.objects.get(pk=organization.pk)
    actions.change_organization(organization, version=1, region="淄博", actor=keeper)

    with pytest.raises(RuleError) as refusal:
        actions.change_organization(stale, version=1, region="济南", actor=keeper)

    assert refusal.value.code == "changed_meanwhile"
    assert keeper.name in str(refusal.value.message)
    organization.refresh_from_db()
    assert (organization.region, organization.version) == ("淄博", 2)


def test_a_renamed_organization_sorts_under_its_new_name(association, keeper):
    organization = make_organization(association, name_en="")

    actions.change_organization(organization, version=1, name_zh="阿尔法", actor=keeper)

    assert Organization.objects.get().name_key == "a er fa"
    assert Organization.objects.get().plain_zh == "阿尔法"


def test_the_record_keeps_no_telephone_numbers(association, keeper):
    organization = make_organization(association)

    actions.change_organization(organization, version=1, phone="0533-1234567", actor=keeper)

    assert AuditEntry.objects.get().details == {"changed": {"phone": "private"}}


def test_an_organization_is_no_unit_of_its_own_units(association, keeper):
    group = make_organization(association)
    plant = make_organization(association, parent=group)

    with pytest.raises(RuleError) as refusal:
        actions.change_organization(group, version=1, parent=plant, actor=keeper)

    assert refusal.value.code == "loop"


def test_a_retired_organization_can_be_restored(association, keeper):
    organization = make_organization(association)

    actions.retire_organization(organization, actor=keeper)
    assert not Organization.objects.active().exists()
    actions.restore_organization(organization, actor=keeper)

    assert Organization.objects.active().exists()
    assert list(AuditEntry.objects.values_list("action", flat=True)) == [
        "organization.retired",
        "organization.restored",
    ]


def test_an_organization_is_retired_once_and_not_while_it_holds_a_seat(association, keeper):
    seated, retired = make_organization(association), make_organization(association)
    make_seat(make_body(association), organization=seated)
    actions.retire_organization(retired, actor=keeper)

    codes = []
    for organization in (seated, retired):
        with pytest.raises(RuleError) as refusal:
            actions.retire_organization(organization, actor=keeper)
        codes.append(refusal.value.code)

    assert codes == ["seats_open", "already_retired"]
