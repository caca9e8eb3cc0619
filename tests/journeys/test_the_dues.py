"""Journey 5: the dues, from the standard that the assembly adopts to the list of those who have not paid."""

from datetime import datetime, time, timedelta
from fractions import Fraction

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone
from playwright.sync_api import expect

from guildhall.accounts.models import Association, User
from guildhall.demo.clock import at
from guildhall.demo.yunling import SLUG
from guildhall.demo.yunling.next_statement import NAME, next_statement
from guildhall.dues.models import DuesNotice, DuesRun, DuesStandard, Payment, Receipt, StatementLine
from guildhall.dues.queries import collection
from guildhall.dues.tasks import remind
from guildhall.members.actions import approve_applications
from guildhall.members.models import Application
from guildhall.notices.sending import deliver
from guildhall.registry.models import Body
from tests.browser import DESKTOP, PHONE
from tests.journeys.walk import Reader, Walk, work

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="pages look the same on every database"),
]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RECEIPT = "4300190001"


@pytest.mark.parametrize(
    ("language", "screen"), [("zh-hans", PHONE), ("en", DESKTOP)], ids=["zh-phone", "en-desktop"]
)
def test_the_dues_are_adopted_raised_collected_and_asked_for(walking, language, screen):
    walk = walking(language, screen)
    run = DuesRun.objects.filter(association__slug=SLUG).latest("year")
    treasurer = walk.signed_in("accountant")
    standard = adopt(walk, treasurer)
    preview(treasurer, standard)
    send_to_newcomers(treasurer, run)
    payment = decide(treasurer, run)
    record_receipt(treasurer, payment)
    drop_statement(treasurer, run)
    late = ask_for_the_rest(treasurer, run)
    look_where_we_stand(treasurer, run, late)


def adopt(walk: Walk, treasurer: Reader) -> DuesStandard:
    """The draft gets its rates; the charter does not let the assembly adopt it openly."""
    standard = DuesStandard.objects.get(association__slug=SLUG, state="draft")
    treasurer.menu("Dues").tab("Standards").follow(
        standard.name_zh if walk.language != "en" else standard.name_en
    )
    assert treasurer.named("Adopted by the assembly").count() == 0
    treasurer.press("Set the rates")
    treasurer.page.locator("main input[name^=tier_]").last.fill("1,300")
    treasurer.press("Save").sees("1,300.00")
    secretary = walk.signed_in("secretary-general", f"dues/standards/{standard.pk}/")
    secretary.press("Adopted by the assembly").fill(
        meeting_zh="二届三次会员大会",
        meeting_en="Third assembly",
        decided_on=f"{timezone.localdate():%Y-%m-%d}",
    )
    secretary.fill(form="on_site", way="show_of_hands", entitled=312, present=260)
    secretary.fill(in_favour=240, against=12, abstained=8).named("Record the adoption").click()
    expect(secretary.page.locator("main form")).to_contain_text(secretary.known("无记名", "secret"))
    secretary.fill(way="paper").press("Record the adoption")
    secretary.sees(secretary.known("二届三次会员大会", "Third assembly"))
    standard.refresh_from_db()
    assert (standard.state, standard.in_favour) == ("adopted", 240)
    return standard


def preview(treasurer: Reader, standard: DuesStandard) -> None:
    """The year after next is looked at under the new standard, and not booked."""
    year = standard.from_on.year
    treasurer.menu("Dues").tab("Yearly runs").press("Prepare the year's notices")
    treasurer.fill(year=year, standard=standard.pk, issued_on=f"{year - 1}-11-18", due_on=f"{year - 1}-11-30")
    treasurer.press("Show the preview").reads("This is a preview. Nothing is booked or sent yet.").sees(
        "1,300.00"
    )
    assert not DuesNotice.objects.filter(year=year).exists()


def send_to_newcomers(treasurer: Reader, run: DuesRun) -> None:
    """Three were admitted since; prepared again, the run is for them alone, and each is told once."""
    admit_newcomers(run.association)
    before = run.notices.count()
    treasurer.go(f"dues/runs/{run.pk}/").press("Prepare again")
    treasurer.fill(year=run.year, standard=run.standard_id, issued_on=f"{timezone.localdate():%Y-%m-%d}")
    treasurer.fill(due_on=f"{run.due_on:%Y-%m-%d}").press("Show the preview").confirm("Book the notices")
    work()
    treasurer.go(f"dues/runs/{run.pk}/").confirm("Send the notices")
    mail.outbox.clear()
    work()
    run.refresh_from_db()
    new = list(run.notices.filter(issued_on=timezone.localdate()).select_related("document"))
    assert (run.state, len(new), run.notices.count()) == ("sent", 3, before + 3)
    assert len([one for one in mail.outbox if "HF" in one.subject]) == len(new)
    treasurer.go(f"dues/notices/{new[0].pk}/").sees(new[0].number, str(new[0].document.serial))


def admit_newcomers(association: Association) -> None:
    reviewed = list(Application.objects.filter(association=association, state="reviewed"))
    council = Body.objects.get(association=association, kind=Body.Kind.COUNCIL)
    approve_applications(
        association,
        reviewed,
        on=timezone.localdate(),
        body=council,
        resolution="会理决〔示例〕号",
        actor=User.objects.get(email="secretary-general@yunling.example"),
    )


def drop_statement(treasurer: Reader, run: DuesRun) -> None:
    """The file that the demonstration ships: what is certain is booked, and nothing wrongly (see demo.tests)."""
    content, _truth = next_statement(run.association, timezone.localdate())
    treasurer.go("dues/statements/new/").page.locator("[name=file]").set_input_files(
        {"name": NAME, "mimeType": XLSX, "buffer": content}
    )
    treasurer.press("Take it in")
    before = collection(run.association, run.year, timezone.localdate()).total.collected
    treasurer.page.locator("main form[action$='/book-certain/'] button").click()
    with treasurer.page.expect_navigation():
        treasurer.page.get_by_role("dialog").get_by_role("button", name=treasurer.yes, exact=True).click()
    treasurer.look()
    assert collection(run.association, run.year, timezone.localdate()).total.collected > 2 * before


def decide(treasurer: Reader, run: DuesRun) -> Payment:
    """By keyboard: a name with a missing character is confirmed; of a stranger one looks for the member."""
    lines = StatementLine.objects.filter(state="open", statement__file__name__startswith="银行对账单4")
    misspelt, stranger = lines.get(payer__startswith="云岭"), lines.get(payer="刘洋")
    treasurer.go(f"dues/lines/{misspelt.pk}/book/")
    press_key(treasurer, "Enter")
    misspelt.refresh_from_db()
    assert misspelt.state == "booked"
    owing = DuesNotice.objects.filter(run=run, amount=stranger.amount, still_open=stranger.amount).first()
    assert owing is not None
    treasurer.go(f"dues/lines/{stranger.pk}/book/").page.keyboard.press("f")
    treasurer.page.keyboard.type(owing.member.number)
    press_key(treasurer, "Enter")
    treasurer.sees(owing.number).page.keyboard.press("Escape")
    press_key(treasurer, "Enter")
    payment: Payment = stranger.payments.get()
    assert payment.member == owing.member
    return payment


def press_key(treasurer: Reader, key: str) -> None:
    with treasurer.page.expect_navigation():
        treasurer.page.keyboard.press(key)
    treasurer.look()


def record_receipt(treasurer: Reader, payment: Payment) -> None:
    """The number of the fiscal receipt, for exactly what the standard asks."""
    treasurer.go(f"dues/payments/{payment.pk}/").press("Record a receipt")
    treasurer.fill(number=RECEIPT).press("Record").sees(RECEIPT)
    receipt = Receipt.objects.get(number=RECEIPT)
    assert (receipt.amount, receipt.state) == (payment.amount, "issued")


def ask_for_the_rest(treasurer: Reader, run: DuesRun) -> DuesNotice:
    """After the day on which they fell due, who has not paid is reminded once, in the words of the step."""
    due = max(run.notices.values_list("due_on", flat=True))
    morning = datetime.combine(due + timedelta(days=3), time(9), run.association.zone)
    mail.outbox.clear()
    with at(morning):
        remind(timezone.now())
        deliver(timezone.now())
    late = DuesNotice.objects.filter(run=run, still_open__gt=0, reminders__isnull=False).first()
    assert late is not None
    assert any(late.number in one.subject for one in mail.outbox)
    treasurer.go(f"dues/notices/{late.pk}/").sees(late.number)
    return late


def look_where_we_stand(treasurer: Reader, run: DuesRun, late: DuesNotice) -> None:
    """The share on any day that has passed, last year's on the day on which its dues fell due; and who still owes."""
    last = DuesRun.objects.filter(association=run.association).earliest("year")
    due = last.notices.earliest("due_on").due_on
    share = collection(run.association, last.year, due).total.share
    assert share is not None
    assert share >= Fraction(4, 5)
    treasurer.menu("Dues").tab("Where we stand").fill(year=last.year, on=f"{due:%Y-%m-%d}").press("Show")
    treasurer.sees(f"{float(share):.1%}")
    treasurer.tab("Arrears").fill(q=late.member.number).press("Filter").follow(str(run.year)).sees(
        late.number
    )
    treasurer.go("dues/arrears/").press("List for the council")
