"""A second factor as people set it up and use it: codes of an app, recovery codes, a passkey."""

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from playwright.sync_api import Page

from guildhall.accounts.models import User
from guildhall.accounts.tests.make import PASSWORD
from tests.browser import PHONE, axe_findings, is_wider_than_screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# What a laptop with a fingerprint reader is to the browser.
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
WORDS = {
    "zh-hans": ("验证码不正确", "两步验证", "您已退出登录", "已添加安全密钥"),
    "en": ("Incorrect code", "Two-Factor Authentication", "You have signed out", "Security key added"),
}


@pytest.fixture(autouse=True)
def _lin():
    cache.clear()
    User.objects.create_verified_user("lin@example.org", PASSWORD, name="林")


def code_of(secret: str) -> str:
    """What the app on the phone shows now."""
    _before, now, _after = yield_hotp_counters_from_time()
    return str(format_hotp_value(hotp_value(secret, now)))


def sign_in(page: Page) -> None:
    page.goto("/account/login/")
    page.fill("[name=login]", "lin@example.org")
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation():
        page.locator("form.stack button").first.click()


def confirm_password(page: Page) -> None:
    """What is asked before anything about signing in is changed."""
    assert "/reauthenticate/" in page.url
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation():
        page.locator("main form button").first.click()


def enter_code(page: Page, code: str) -> None:
    page.fill("[name=code]", code)
    with page.expect_navigation():
        page.locator("form.stack button").first.click()


def sign_out(page: Page, farewell: str) -> None:
    page.goto("/account/logout/")
    page.locator("form.stack button").first.click()
    page.get_by_text(farewell).wait_for()


def assert_well_made(page: Page, language: str) -> None:
    assert axe_findings(page) == [], page.url
    assert not is_wider_than_screen(page), page.url
    if language == "zh-hans":
        said = re.sub(
            r"English|JavaScript|PIN|Chrome · Linux|\S+@\S+|[A-Z2-7]{32}", "", page.inner_text("main")
        )
        assert not re.search(r"[A-Za-z]{3,}", said), said


@pytest.mark.parametrize("language", ["en"])
def test_signing_in_asks_for_the_code_of_the_app_or_a_recovery_code(visit, language):
    wrong, heading, farewell, _added = WORDS[language]
    page = visit("/account/login/", language=language, screen=PHONE)
    sign_in(page)
    page.goto("/account/2fa/totp/activate/")
    confirm_password(page)
    assert_well_made(page, language)
    secret = page.input_value("#authenticator_secret")
    enter_code(page, "000000")
    page.get_by_text(wrong).wait_for()
    assert page.input_value("#authenticator_secret") == secret
    enter_code(page, code_of(secret))
    assert_well_made(page, language)
    recovery = page.input_value("#recovery_codes").split()
    assert len(recovery) == 10
    cache.clear()  # a code is taken once; half a minute later there would be another

    sign_out(page, farewell)
    sign_in(page)
    page.get_by_role("heading", name=heading).wait_for()
    assert page.request.get("/api/v1/me").status == 401
    assert_well_made(page, language)
    enter_code(page, "111111")
    page.get_by_text(wrong).wait_for()
    enter_code(page, code_of(secret))
    assert page.request.get("/api/v1/me").status == 200

    for status in (200, 401):  # a recovery code is taken once
        sign_out(page, farewell)
        sign_in(page)
        enter_code(page, recovery[0])
        assert page.request.get("/api/v1/me").status == status


@pytest.mark.parametrize("language", ["zh-hans"])
def test_a_passkey_signs_in_without_a_password(visit, language):
    _wrong, _heading, farewell, added = WORDS[language]
    page = visit("/account/login/", language=language, screen=PHONE)
    debugger = page.context.new_cdp_session(page)
    debugger.send("WebAuthn.enable")
    debugger.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    sign_in(page)
    page.goto("/account/2fa/webauthn/add/")
    confirm_password(page)
    assert_well_made(page, language)
    page.fill("[name=name]", "笔记本")
    page.check("[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.get_by_text(added).wait_for()
    page.goto("/account/2fa/webauthn/")
    page.get_by_text("笔记本").wait_for()
    assert_well_made(page, language)

    sign_out(page, farewell)
    page.goto("/account/login/")
    page.click("#passkey_login")
    page.wait_for_url(lambda url: "/login/" not in url)
    assert page.request.get("/api/v1/me").status == 200


@pytest.mark.parametrize("language", WORDS)
def test_every_page_of_ones_own_sign_in_is_well_made(visit, client, language):
    client.force_login(User.objects.get())
    for path in (
        "email/",
        "password/change/",
        "sessions/",
        "2fa/",
        "2fa/webauthn/",
        "logout/",
        "reauthenticate/",
    ):
        page = visit(f"/account/{path}", language=language, screen=PHONE, client=client)
        assert_well_made(page, language)
    for path in ("login/", "password/reset/", "password/reset/done/", "password/reset/key/x-y/", "inactive/"):
        page = visit(f"/account/{path}", language=language, screen=PHONE)
        assert_well_made(page, language)
    for path in ("/me/profile/", "/me/tokens/"):
        assert_well_made(visit(path, language=language, screen=PHONE, client=client), language)
