"""What is kept between requests is never older than the record, and never somebody else's."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guildhall.accounts.powers import Power, powers_of
from guildhall.accounts.tests.make import make_association
from guildhall.audit.actions import record
from guildhall.audit.keeping import kept
from guildhall.registry.actions import add_organization, end_tenure
from guildhall.registry.models import Organization, Tenure
from guildhall.registry.tests.make import make_user_with_powers

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def keeping(settings):
    settings.CACHES = settings.CACHES | {
        "kept": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "test-kept"}
    }
    caches["kept"].clear()


@pytest.fixture
def association():
    return make_association()


def test_an_answer_is_asked_for_once_until_something_is_recorded(association):
    answers = iter(["first", "second"])
    for _ in range(2):
        assert kept(association, ("word",), lambda: next(answers)) == "first"
    record("association.changed", actor=None, subject=association)
    assert kept(association, ("word",), lambda: next(answers)) == "second"


def test_inside_a_transaction_nothing_is_kept_that_may_never_happen(association):
    with transaction.atomic():
        assert kept(association, ("word",), lambda: "not yet committed") == "not yet committed"
        transaction.set_rollback(True)
    assert kept(association, ("word",), lambda: "committed") == "committed"


def test_one_association_never_reads_what_is_kept_for_another(association):
    kept(association, ("word",), lambda: "ours")
    assert kept(make_association(), ("word",), lambda: "theirs") == "theirs"


def make_officer(association):
    return make_user_with_powers(association, Power.MANAGE, Power.READ)


def signed_in(user):
    browser = Client()
    browser.force_login(user)
    browser.cookies["csrftoken"] = "c" * 32
    return browser


def test_a_page_is_built_once_and_anew_after_a_change(association, django_assert_max_num_queries):
    user = make_officer(association)
    browser, address = signed_in(user), reverse("registry:organization_list", args=[association.slug])
    first = browser.get(address)
    with django_assert_max_num_queries(5):
        again = browser.get(address)
    assert again.content == first.content
    assert again["Content-Type"] == first["Content-Type"]
    add_organization(association, name_zh="新来的机械有限公司", actor=user)
    assert "新来的机械有限公司" in browser.get(address).content.decode()


def test_readers_and_languages_never_share_a_page(association):
    name = "只给看得见的人"
    Organization.objects.create(association=association, name_zh=name)
    address = reverse("registry:organization_list", args=[association.slug])
    one, other = make_officer(association), make_officer(association)
    pages = [signed_in(user).get(address).content.decode() for user in (one, other)]
    assert str(one) in pages[0]
    assert str(other) in pages[1]
    browser = signed_in(one)
    chinese = browser.get(address, headers={"accept-language": "zh-hans"}).content.decode()
    english = browser.get(address, headers={"accept-language": "en"}).content.decode()
    assert "信用代码" in chinese
    assert "信用代码" not in english


def test_powers_end_with_the_post_at_once(association):
    user = make_officer(association)
    assert powers_of(user, association).has(Power.MANAGE)
    assert powers_of(user, association).has(Power.MANAGE)
    tenure = Tenure.objects.filter(person__user=user).get()
    yesterday = timezone.localdate(timezone=association.zone) - timedelta(days=1)
    end_tenure(tenure, on=yesterday, actor=make_officer(association))
    assert not powers_of(user, association).has(Power.MANAGE)


def test_who_enters_a_room_changes_nothing_that_is_kept(association):
    answers = iter(["first", "second"])
    record("association.changed", actor=None, subject=association)
    kept(association, ("word",), lambda: next(answers))
    record("attendance.recorded", actor=None, subject=association, is_passing=True)
    assert kept(association, ("word",), lambda: next(answers)) == "first"
