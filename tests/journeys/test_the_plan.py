"""Journeys 3 and 4: the annual plan, from its draft to its amendment; and what follows up on it."""

from datetime import datetime, time, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from guildhall.commitments.models import Commitment, Letter, Plan, Reminder
from guildhall.demo.clock import at
from tests.browser import DESKTOP, PHONE
from tests.journeys.walk import Reader, Walk, morning, work

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="pages look the same on every database"),
]
BODY = {"zh-hans": "理事会", "en": "Council"}
PLAN, FIRST, SECOND, THIRD = "采购节工作计划", "走访三十家会员", "举办采购节", "编印供需手册"


@pytest.mark.parametrize(
    ("language", "screen"), [("zh-hans", PHONE), ("en", DESKTOP)], ids=["zh-phone", "en-desktop"]
)
def test_a_plan_is_adopted_and_what_it_promises_is_kept(walking, language, screen):
    walk = walking(language, screen)
    officer = walk.signed_in("officer")
    plan = draft(officer)
    secretary = adopt(walk, officer, plan)
    amend(secretary, plan)
    first = plan.items.get(content_zh=FIRST)
    work_on(walk, officer, first)
    be_late(walk, first)
    finish(walk, first)
    sign_letter(walk, secretary, plan.items.get(content_zh=SECOND))


def three(reader: Reader, days: int, zh: str, en: str) -> Reader:
    """Deadline and responsible person of what is open."""
    reader.fill(deadline=f"{timezone.localdate() + timedelta(days=days):%Y-%m-%d}")
    return reader.find("responsible", reader.known(zh, en))


def draft(officer: Reader) -> Plan:
    """One item complete, one not; then everybody in the body can read it."""
    officer.menu("Plans").press("New plan")
    officer.page.locator("[name=body]").select_option(label=BODY[officer.language])
    officer.fill(title_zh=PLAN, title_en="Plan of the fair").press("Save the draft")
    officer.press("New item").fill(content_zh=FIRST, content_en="Visit thirty members")
    three(officer, 20, "罗语桐", "Yutong Luo").find(
        "superior", officer.known("沈若川", "Ruochuan Shen")
    ).press("Add")
    officer.press("New item").fill(content_zh=SECOND, content_en="Hold the fair").press("Add")
    officer.confirm("Put up for discussion")
    return Plan.objects.get(title_zh=PLAN)


def adopt(walk: Walk, officer: Reader, plan: Plan) -> Reader:
    """Not before every item has its content, deadline and responsible person."""
    secretary = walk.signed_in("secretary-general", f"plans/{plan.pk}/")
    secretary.press("Adopt").sees(secretary.known(SECOND, "Hold the fair"))
    secretary.fill(note="二届六次理事会").named("Adopt").click()
    plan.refresh_from_db()
    assert plan.state == "discussed"
    officer.follow(officer.known(SECOND, "Hold the fair")).press("Change")
    three(officer, 60, "沈若川", "Ruochuan Shen").press("Save")
    secretary.go(f"plans/{plan.pk}/").press("Adopt").fill(note="二届六次理事会").press("Adopt")
    secretary.sees("二届六次理事会").confirm("Publish")
    stranger = walk.somebody(f"/p/yunling/plans/{plan.pk}/")
    stranger.sees(stranger.known(FIRST, "Visit thirty members"), stranger.known("罗语桐", "Yutong Luo"))
    return secretary


def amend(secretary: Reader, plan: Plan) -> None:
    """By a decision that is named; what changed is visible between the versions."""
    secretary.press("Amend: new item").fill(
        note="会长办公会决定", content_zh=THIRD, content_en="Print the handbook"
    )
    three(secretary, 90, "沈若川", "Ruochuan Shen").press("Amend")
    secretary.tab("Versions").sees("会长办公会决定", secretary.known(THIRD, "Print the handbook"))
    assert plan.items.get(content_zh=THIRD).state == "adopted"


def work_on(walk: Walk, officer: Reader, first: Commitment) -> None:
    """A milestone; the responsible person reports, with a file that shows it."""
    officer.go(f"commitments/{first.pk}/").press("Add").fill(title_zh="走访十家", title_en="Ten visits")
    officer.fill(due_on=f"{timezone.localdate() + timedelta(days=9):%Y-%m-%d}").press("Add")
    member = walk.signed_in("member")
    member.menu("Follow-up").follow(member.known(FIRST, "Visit thirty members")).press("Report progress")
    member.fill(text="已走访六家。", percent=20).page.locator("[name=evidence]").set_input_files(
        {"name": "走访记录.txt", "mimeType": "text/plain", "buffer": "记录".encode()}
    )
    member.press("Report").sees("走访记录.txt", "已走访六家。")


def be_late(walk: Walk, first: Commitment) -> None:
    """Reminded before, and once only; when it is late the superior is told."""
    first.refresh_from_db()
    assert first.deadline
    # The morning there, whatever day it is here.
    deadline = datetime.combine(first.deadline, time(9), tzinfo=first.association.zone)
    mail.outbox.clear()
    with at(deadline - timedelta(days=1)):
        morning()
        before = told(first)
        morning()
        assert told(first) == before
        assert "member@yunling.example" in before
        assert "secretary-general@yunling.example" not in before
    with at(deadline + timedelta(days=10)):
        morning()
    assert "secretary-general@yunling.example" in told(first)
    assert Reminder.objects.filter(commitment=first, step="escalated").exists()


def told(first: Commitment) -> list[str]:
    return sorted(one.to[0] for one in mail.outbox if first.content_zh in f"{one.subject} {one.body}")


def finish(walk: Walk, first: Commitment) -> None:
    """Reported done, accepted by somebody else, opened again for a reason."""
    member = walk.signed_in("member", f"commitments/{first.pk}/")
    member.press("Report done").fill(text="三十家全部走访。").press("Report done")
    assert member.named("Accept").count() == 0
    secretary = walk.signed_in("secretary-general", f"commitments/{first.pk}/")
    secretary.press("Accept").fill(note="台账齐全").press("Accept").sees("台账齐全")
    first.refresh_from_db()
    assert first.state == "accepted"
    secretary.press("Open again").fill(reason="两家未走访").press("Open again").sees("两家未走访")
    first.refresh_from_db()
    assert first.state == "adopted"


def sign_letter(walk: Walk, secretary: Reader, target: Commitment) -> None:
    """Offered, signed by both in the product, verified by anybody."""
    secretary.menu("Letters").press("New letter")
    secretary.page.locator("[name=body]").select_option(label=BODY[secretary.language])
    secretary.tick("kind", "responsibility").fill(title_zh="采购节责任书", title_en="Letter for the fair")
    secretary.fill(text_zh="按期办好采购节。", text_en="The fair is held in time.")
    secretary.find("party_1", secretary.known("顾长河", "Changhe Gu"))
    secretary.find("party_2", secretary.known("沈若川", "Ruochuan Shen"))
    secretary.find("targets", secretary.known(SECOND, "Hold the fair"))
    secretary.press("Save the draft").confirm("Offer to sign")
    letter = Letter.objects.get(title_zh="采购节责任书")
    president = walk.signed_in("president", f"letters/{letter.pk}/")
    for reader in (president, secretary.go(f"letters/{letter.pk}/")):
        reader.press("Sign").page.locator("[name=confirmed]").check()
        reader.press("Sign")
    letter.refresh_from_db()
    assert letter.state == "signed"
    assert list(letter.targets.all()) == [target]
    work()
    stranger = walk.somebody("/verify/")
    stranger.fill(code=letter.document.spaced_code).page.keyboard.press("Enter")
    stranger.sees(letter.document.serial).reads("Valid")
