import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from guildhall.accounts.models import User
from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.jobs.models import Job
from guildhall.registry import actions
from guildhall.registry.models import SignInInvitation
from guildhall.registry.tasks import mail_sign_in_link
from guildhall.registry.tests.make import make_association, make_person, make_user, make_user_with_powers

pytestmark = pytest.mark.django_db
LONG = "plum-rain-1949-river"


@pytest.fixture
def association():
    return make_association()


@pytest.fixture
def keeper(association):
    return make_user_with_powers(association, Power.MANAGE)


@pytest.fixture
def person(association):
    return make_person(association, name_zh="李明", email="Li.Ming@example.org")


def mailed_token():
    mail_sign_in_link(Job.objects.latest("id"))
    return re.findall(r"/sign-in/([\w-]+)/", str(mail.outbox[-1].body))[0]


def invited(person, keeper):
    actions.invite_person_to_sign_in(person, actor=keeper)
    return mailed_token()


def test_the_mail_leads_to_a_sign_in_that_belongs_to_the_person(person, keeper):
    token = invited(person, keeper)

    user = actions.accept_sign_in(token, password=LONG)

    person.refresh_from_db()
    assert (person.user, user.email, user.name) == (user, "li.ming@example.org", "李明")
    assert user.check_password(LONG)
    assert mail.outbox[0].to == ["Li.Ming@example.org"]
    assert list(AuditEntry.objects.values_list("action", flat=True)) == [
        "person.invited_to_sign_in",
        "person.signed_in",
    ]


def test_the_mail_arrives_and_its_link_is_used_once(client, person, keeper, postbox):
    actions.invite_person_to_sign_in(person, actor=keeper)
    mail_sign_in_link(Job.objects.latest("id"))
    [(to, _mail)] = postbox.mails
    [path] = set(re.findall(r"http://127.0.0.1:8000(/sign-in/[\w-]+/)", postbox.newest()))
    chosen = {"password": LONG, "again": LONG}

    assert to == ["Li.Ming@example.org"]
    assert client.post(path, chosen).status_code == 302
    assert client.get("/api/v1/me").json()["email"] == "li.ming@example.org"
    assert Client().post(path, chosen).status_code == 410
    assert Client().get(path[:-3] + "xx/").status_code == 410


def test_who_came_by_the_link_may_set_up_a_second_factor(person, keeper):
    user = actions.accept_sign_in(invited(person, keeper), password=LONG)

    assert EmailAddress.objects.get(user=user, verified=True, primary=True).email == user.email


def test_the_token_itself_is_stored_nowhere(person, keeper):
    token = invited(person, keeper)

    stored = [
        *SignInInvitation.objects.values_list(),
        *Job.objects.values_list(),
        *AuditEntry.objects.values_list(),
    ]

    assert token not in str(stored)


def test_the_job_run_again_mails_the_then_only_valid_link(person, keeper):
    first = invited(person, keeper)
    second = mailed_token()

    with pytest.raises(RuleError):
        actions.accept_sign_in(first, password=LONG)
    actions.accept_sign_in(second, password=LONG)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda token, person, keeper: actions.accept_sign_in(token, password=LONG),
        lambda token, person, keeper: SignInInvitation.objects.update(
            expires_at=timezone.now() - timedelta(seconds=1)
        ),
        lambda token, person, keeper: actions.invite_person_to_sign_in(person, actor=keeper),
    ],
    ids=["used", "too old", "replaced by a newer one"],
)
def test_a_link_that_is_no_longer_valid_is_refused(person, keeper, spoil):
    token = invited(person, keeper)
    spoil(token, person, keeper)
    users = User.objects.count()

    with pytest.raises(RuleError) as refusal:
        actions.accept_sign_in(token, password=LONG)

    assert refusal.value.code == "link_invalid"
    assert User.objects.count() == users


def test_a_weak_password_is_told_and_the_link_stays_valid(person, keeper):
    token = invited(person, keeper)

    with pytest.raises(InvalidError) as refusal:
        actions.accept_sign_in(token, password="12345678")
    assert refusal.value.details["field"] == "password"

    actions.accept_sign_in(token, password=LONG)


def test_somebody_signed_in_links_the_own_account(person, keeper):
    user = make_user()

    actions.accept_sign_in(invited(person, keeper), actor=user)

    person.refresh_from_db()
    assert person.user == user


def test_an_address_that_signs_in_already_has_to_sign_in_first(person, keeper):
    make_user(email="li.ming@example.org")

    with pytest.raises(RuleError) as refusal:
        actions.accept_sign_in(invited(person, keeper), password=LONG)

    assert refusal.value.code == "sign_in_first"


def test_nobody_is_two_people_of_one_association(person, keeper):
    token = invited(person, keeper)

    with pytest.raises(RuleError) as refusal:
        actions.accept_sign_in(token, actor=keeper)

    assert refusal.value.code == "known_as_somebody_else"
    assert SignInInvitation.objects.get().accepted_at is None


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"email": ""}, "no_email"),
        ({"user": True}, "can_sign_in_already"),
        ({"email": "keeper"}, "email_taken"),
    ],
)
def test_who_cannot_be_invited_is_told_why(association, keeper, details, code):
    if details.get("user"):
        details = {"user": make_user(), "email": "somebody@example.org"}
    elif details["email"]:
        details = {"email": keeper.email}
    person = make_person(association, **details)

    with pytest.raises(RuleError) as refusal:
        actions.invite_person_to_sign_in(person, actor=keeper)

    assert refusal.value.code == code
    assert not Job.objects.exists()


def test_readers_invite_nobody(association, person):
    with pytest.raises(NotAllowedError):
        actions.invite_person_to_sign_in(person, actor=make_user_with_powers(association, Power.READ))
