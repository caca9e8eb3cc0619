import pytest

from guildhall.accounts.models import Association
from guildhall.accounts.powers import Power, powers_of
from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.registry import actions
from guildhall.registry.models import Body, CharterProfile
from guildhall.registry.queries import profile_on, roster, today_in
from guildhall.registry.tests.make import make_association, make_user, make_user_with_powers

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", Association.Kind.values)
def test_the_founder_gets_a_working_association_of_any_kind(kind):
    founder = make_user(name="李明")

    association = actions.found_association(kind=kind, name_zh="淄博市装备制造业协会", actor=founder)

    powers = powers_of(founder, association)
    assert all(powers.has(power) for power in Power if power != Power.OVERSEE)
    assert founder.people.get().name_zh == "李明"
    council = Body.objects.get(association=association, kind=Body.Kind.COUNCIL)
    (line,) = roster(council, today_in(association))
    assert line.label_zh == "秘书长"
    assert profile_on(association, today_in(association)).rules
    assert CharterProfile.objects.get().version == 1
    assert AuditEntry.objects.get().action == "association.founded"


def test_the_address_is_made_from_the_name_and_never_taken_twice():
    founder = make_user()

    slugs = [
        actions.found_association(name_zh="淄博市装备制造业协会", short_zh="淄博装备", actor=founder).slug
        for _ in range(3)
    ]

    assert slugs == ["zi-bo-zhuang-bei", "zi-bo-zhuang-bei-2", "zi-bo-zhuang-bei-3"]


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"name_zh": ""}, "name_missing"),
        ({"slug": "Große Gilde"}, "wrong_slug"),
        ({"slug": "new"}, "wrong_slug"),
        ({"timezone": "Mars/Olympus"}, "unknown_timezone"),
        ({"timezone": "../etc/passwd"}, "unknown_timezone"),
        ({"charter_preset": "nowhere"}, "unknown_preset"),
        ({"kind": "club"}, "unknown_kind"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_stays_behind(details, code):
    with pytest.raises(InvalidError) as refusal:
        actions.found_association(**{"name_zh": "协会"} | details, actor=make_user())

    assert refusal.value.code == code
    assert not Association.objects.exists()


def test_a_taken_address_is_told():
    make_association(slug="pumps")

    with pytest.raises(RuleError) as refusal:
        actions.found_association(slug="pumps", name_zh="泵业协会", actor=make_user())

    assert refusal.value.code == "slug_taken"


def test_the_keeper_opens_the_public_pages():
    association = make_association()

    actions.change_association(
        association, version=1, is_public=True, actor=make_user_with_powers(association, Power.MANAGE)
    )

    assert Association.objects.public().exists()
    assert AuditEntry.objects.get().details == {"changed": {"is_public": ["", "True"]}}


def test_others_do_not():
    association = make_association()

    with pytest.raises(NotAllowedError):
        actions.change_association(
            association, version=1, is_public=True, actor=make_user_with_powers(association, Power.DECIDE)
        )
