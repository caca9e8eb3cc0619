import pytest

from guildhall.accounts.powers import Power, powers_of
from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.registry import actions
from guildhall.registry.models import Post
from guildhall.registry.tests.make import (
    make_association,
    make_body,
    make_charter_profile,
    make_post,
    make_tenure,
    make_top_body,
    make_user,
    make_user_with_powers,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def association():
    association = make_association()
    make_charter_profile(association)
    return association


@pytest.fixture
def keeper(association):
    return make_user_with_powers(association, Power.MANAGE)


def test_a_post_gives_its_powers_over_its_body_and_all_below(association, keeper):
    council = make_body(association)
    committee, other = make_body(parent=council), make_body(association)
    post = actions.create_post(
        council, kind="head", name_zh="主任", powers=["read", "convene"], sits_in=[council], actor=keeper
    )
    user = make_user_with_powers(association)
    make_tenure(post, user.people.get())

    powers = powers_of(user, association)

    assert [powers.has(Power.CONVENE, body.pk) for body in (council, committee, other)] == [True, True, False]
    assert not powers.has(Power.CONVENE)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.details["powers"]) == ("post.created", ["read", "convene"])


def test_a_power_that_does_not_exist_is_refused(association, keeper):
    with pytest.raises(InvalidError) as refusal:
        actions.create_post(make_top_body(association), name_zh="职务", powers=["everything"], actor=keeper)

    assert refusal.value.code == "unknown_power"


def test_a_branch_secretary_creates_no_post_that_sits_in_the_council(association):
    branch, council = make_body(association, kind="branch"), make_body(association)
    secretary = make_user_with_powers(association, Power.MANAGE, body=branch)

    with pytest.raises(NotAllowedError):
        actions.create_post(branch, name_zh="主任", sits_in=[council], actor=secretary)

    assert actions.create_post(branch, name_zh="主任", sits_in=[branch], actor=secretary).name_zh == "主任"


def test_a_branch_secretary_takes_no_post_out_of_the_council(association):
    branch, council = make_body(association, kind="branch"), make_body(association)
    secretary = make_user_with_powers(association, Power.MANAGE, body=branch)
    post = make_post(branch, sits_in=(council,))

    with pytest.raises(NotAllowedError):
        actions.change_post(post, version=1, sits_in=[], actor=secretary)

    actions.change_post(post, version=1, name_zh="新职务", actor=secretary)
    assert list(post.sits_in.all()) == [council]


def test_a_changed_post_is_recorded(association, keeper):
    post = make_post(make_top_body(association), name_zh="秘书")

    actions.change_post(post, version=1, name_zh="秘书长", powers=["publish", "read"], actor=keeper)

    post.refresh_from_db()
    assert (post.name_zh, post.powers) == ("秘书长", ["read", "publish"])
    assert AuditEntry.objects.get().details["changed"]["name_zh"] == ["秘书", "秘书长"]


def test_the_last_post_that_manages_keeps_its_power(association, keeper):
    post = Post.objects.get(tenures__person__user=keeper)

    with pytest.raises(RuleError) as refusal:
        actions.change_post(post, version=1, powers=["read"], actor=keeper)

    assert refusal.value.code == "last_manager"
    post.refresh_from_db()
    assert post.powers == ["manage"]


def test_a_manager_who_cannot_sign_in_does_not_count(association, keeper):
    make_tenure(make_post(make_top_body(association), powers=["manage"]))
    post = Post.objects.get(tenures__person__user=keeper)

    with pytest.raises(RuleError):
        actions.change_post(post, version=1, powers=["read"], actor=keeper)


def test_with_a_second_manager_the_power_can_be_taken_away(association, keeper):
    make_user_with_powers(association, Power.MANAGE)
    post = Post.objects.get(tenures__person__user=keeper)

    actions.change_post(post, version=1, powers=["read"], actor=keeper)

    assert not powers_of(keeper, association).has(Power.MANAGE)


def test_a_stranger_changes_no_post(association):
    with pytest.raises(NotAllowedError):
        actions.change_post(
            make_post(make_top_body(association)), version=1, name_zh="别名", actor=make_user()
        )
