"""Applying on a phone, in both languages; the secretariat decides at a desk."""

import pytest
from django.core.cache import cache
from django.test import Client

from guildhall.accounts.powers import Power
from guildhall.members import queries
from guildhall.members.models import Application, Member
from guildhall.members.tests.make import (
    make_application,
    make_application_form,
    make_association,
    make_body,
    make_tier,
    make_user_with_powers,
)
from tests.browser import DESKTOP, PHONE, axe_findings, is_wider_than_screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
USCC = "91370300MA3C00001U"
WORDS = {
    "zh-hans": {
        "apply": "申请入会",
        "send": "提交申请",
        "wrong": "校验码有误",
        "missing": "尚缺以下材料",
        "complete": "补充或更正",
        "hand_in": "提交",
        "whole": "申请材料齐全",
        "withdraw": "撤回",
        "sure": "撤回申请",
        "withdrawn": "您的申请已撤回",
    },
    "en": {
        "apply": "Apply",
        "send": "Send the application",
        "wrong": "check character",
        "missing": "Still missing",
        "complete": "Complete or correct",
        "hand_in": "Hand in",
        "whole": "The application is complete",
        "withdraw": "Withdraw",
        "sure": "Withdraw the application",
        "withdrawn": "Your application is withdrawn",
    },
}


@pytest.fixture
def association():
    cache.clear()
    association = make_association(is_public=True)
    make_tier(association)
    return association


def flaws(page) -> list[str]:
    return axe_findings(page) + (["wider than the screen"] if is_wider_than_screen(page) else [])


def fill_in(page) -> None:
    """Everything but the file, with a slip of the pen in the credit code."""
    page.fill("[name=name_zh]", "精工泵业有限公司")
    page.fill("[name=uscc]", "91370300MA3C00001X")
    page.select_option("[name=tier]", index=1)
    page.fill("[name=contact_name]", "李明")
    page.fill("[name=contact_email]", "li@example.org")
    page.fill("[name=q_legal_representative]", "王建国")
    page.fill("[name=q_products]", "离心泵")
    page.check("[name=q_keeps_charter][value=yes]")


@pytest.mark.parametrize("language", WORDS)
def test_a_firm_applies_on_a_phone_without_signing_in(visit, association, tmp_path, language) -> None:
    make_application_form(association)
    words = WORDS[language]
    page = visit(f"/p/{association.slug}/join/", language=language, screen=PHONE)
    assert flaws(page) == []

    page.get_by_role("link", name=words["apply"], exact=True).click()
    fill_in(page)
    page.get_by_role("button", name=words["send"]).click()
    page.locator(".field-error", has_text=words["wrong"]).wait_for()
    assert page.input_value("[name=q_products]") == "离心泵"
    assert flaws(page) == []

    page.fill("[name=uscc]", USCC)
    page.get_by_role("button", name=words["send"]).click()
    page.get_by_text(words["missing"]).wait_for()
    assert flaws(page) == []

    licence = tmp_path / "licence.pdf"
    licence.write_bytes(b"%PDF-1.7 licence")
    page.get_by_role("link", name=words["complete"]).click()
    page.set_input_files("[name=q_licence]", licence)
    assert flaws(page) == []
    page.get_by_role("button", name=words["hand_in"], exact=True).click()
    page.get_by_text(words["whole"]).wait_for()
    assert queries.missing_in(Application.objects.get()) == []

    page.get_by_role("link", name=words["withdraw"], exact=True).click()
    page.get_by_role("button", name=words["sure"]).click()
    page.get_by_text(words["withdrawn"]).wait_for()
    assert Application.objects.get().state == Application.State.WITHDRAWN


def test_the_secretariat_reviews_and_enters_the_resolution(visit, association) -> None:
    application, body = make_application(association, uscc=USCC), make_body(association)
    client = Client()
    client.force_login(make_user_with_powers(association, Power.MANAGE))
    page = visit(f"/a/{association.slug}/applications/", language="en", client=client)

    page.get_by_role("link", name=application.name_en).click()
    page.get_by_role("button", name="Put to the council").click()
    page.get_by_text("It stands on the list").wait_for()
    page.goto(f"/a/{association.slug}/applications/council/")
    page.get_by_role("link", name="Enter the resolution").click()
    page.check("[name=applications]")
    page.select_option("[name=body]", str(body.pk))
    page.fill("[name=on]", "2025-06-15")
    page.fill("[name=resolution]", "2025-8")
    page.get_by_role("button", name="Show what will happen").click()
    page.get_by_text("is entered in the registry").wait_for()
    assert not Member.objects.exists()
    assert flaws(page) == []
    page.get_by_role("button", name="Take them as members").click()
    page.get_by_text("1 new member").wait_for()

    assert Member.objects.get().organization.uscc == USCC


def test_a_form_is_set_up_changed_and_opened(visit, association) -> None:
    client = Client()
    client.force_login(make_user_with_powers(association, Power.MANAGE))
    page = visit(f"/a/{association.slug}/application-forms/", language="en", client=client)

    page.get_by_role("button", name="Set up from the template").first.click()
    page.get_by_role("link", name="Add a question").click()
    page.select_option("[name=kind]", "choice")
    page.fill("[name=label_en]", "How did you hear of us?")
    page.fill("[name=choices]", "展会 | Fair\n会员介绍 | A member")
    page.get_by_role("button", name="Save").click()
    page.get_by_label("How did you hear of us?").select_option(label="Fair")
    page.get_by_role("button", name="Open for applications").click()
    page.get_by_text("Everybody may apply now").wait_for()

    assert association.slug in page.url


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_pages_of_the_secretariat_are_usable_on_every_screen(visit, association, screen) -> None:
    form, application = make_application_form(association), make_application(association)
    reviewed = make_application(association, state="reviewed")
    make_body(association)
    client = Client()
    client.force_login(make_user_with_powers(association, Power.MANAGE))
    question = form.questions[0]["key"]
    paths = [
        "applications/",
        "applications/council/",
        "applications/approve/",
        f"applications/{application.pk}/",
        f"applications/{application.pk}/return/",
        f"applications/{reviewed.pk}/approve/",
        "application-forms/",
        f"application-forms/{form.pk}/",
        f"application-forms/{form.pk}/change/",
        f"application-forms/{form.pk}/questions/{question}/",
    ]

    page = visit(f"/a/{association.slug}/{paths[0]}", screen=screen, client=client)
    found = []
    for path in paths:
        page.goto(f"/a/{association.slug}/{path}")
        found += [f"{path}: {flaw}" for flaw in flaws(page)]

    assert found == []
