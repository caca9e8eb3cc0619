"""Journey 2: a meeting, from the choice of its body to the published record."""

import re
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone
from playwright.sync_api import expect

from guildhall.demo.clock import at
from guildhall.meetings.models import AttendanceEvent, Invitation, Meeting, Minutes
from tests.browser import DESKTOP, PHONE
from tests.journeys.walk import Reader, Walk, site_path, work

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="pages look the same on every database"),
]
BODY = {"zh-hans": "常务理事会", "en": "Standing council"}
REPORT, PLAN = "秘书处工作报告", "商议采购节方案"
MOTION = "同意举办采购节"
TASK = "印发采购节方案"
REPLY = re.compile(r"https?://\S+/reply/[^\s/]+/")
QUARTER = timedelta(minutes=15)


@pytest.mark.parametrize(
    ("language", "screen"), [("zh-hans", PHONE), ("en", DESKTOP)], ids=["zh-phone", "en-desktop"]
)
def test_a_meeting_is_called_held_minuted_and_published(walking, language, screen):
    walk = walking(language, screen)
    starts = (timezone.localtime() + timedelta(days=9)).replace(hour=9, minute=0, second=0, microsecond=0)
    officer = walk.signed_in("officer")
    meeting = convene(officer, starts)
    write_agenda(officer)
    invite(officer, meeting)
    notify(officer, meeting)
    coming = answer(walk, officer, meeting)
    with at(starts - QUARTER):
        check_in(walk, officer, meeting, coming)
    with at(starts):
        decide(officer, meeting)
    with at(starts + QUARTER):
        follow_up(officer, meeting)
    with at(starts + 4 * QUARTER):
        leave_and_close(walk, officer, meeting)
    with at(starts + timedelta(days=1)):
        write_minutes(officer)
        approve(walk, meeting)
        publish(walk, meeting)
        read_in_public(walk, meeting)


def convene(officer: Reader, starts: datetime) -> Meeting:
    officer.menu("Meetings").press("Convene a meeting").follow(BODY[officer.language])
    officer.fill(
        starts_at=f"{starts:%Y-%m-%dT%H:%M}",
        ends_at=f"{starts + timedelta(hours=2):%Y-%m-%dT%H:%M}",
        place_zh="协会三楼会议室",
        place_en="Room 3",
        mode="hybrid",
        online_url="https://meeting.yunling.example/standing",
    )
    officer.find("chair", officer.known("顾长河", "Changhe Gu")).press("Convene")
    officer.reads("The meeting is convened as a draft. Nobody was told yet.")
    return Meeting.objects.latest("pk")


def write_agenda(officer: Reader) -> None:
    """Two items with their speakers, one with its paper; somebody is thanked."""
    officer.tab("Agenda")
    for kind, zh, en in (("report", REPORT, "Report"), ("decision", PLAN, "The fair")):
        officer.press("Add an item").fill(kind=kind, title_zh=zh, title_en=en, minutes_planned=20)
        officer.find("speakers-0-person", officer.known("沈若川", "Ruochuan Shen")).press("Save")
    officer.tab("Papers and pictures")
    paper = officer.page.locator("form:has([name=file])")
    paper.locator("[name=file]").set_input_files(
        {"name": "方案.txt", "mimeType": "text/plain", "buffer": "采购节方案".encode()}
    )
    officer.press("Add", within=paper).sees("方案.txt")
    thanks = officer.page.locator("form:has([name=role])")
    thanks.locator("[name=name_zh]").fill("云岭会展中心")
    officer.press("Add", within=thanks).sees("云岭会展中心")


def invite(officer: Reader, meeting: Meeting) -> None:
    officer.tab("Invitations").press("Fill from the roster").press("Fill the list")
    assert meeting.invitations.count() > 10


def notify(officer: Reader, meeting: Meeting) -> None:
    """The notice is checked against the charter, then it goes out by mail with its calendar file."""
    officer.tab("Notice").reads("In time").confirm("Send the notice")
    work()
    officer.tab("Notice").reads("Everyone who can be reached has this notice.")
    meeting.refresh_from_db()
    assert meeting.notice_verdict["ok"]
    assert len(mails_of(meeting)) > 10
    assert all(any(name.endswith(".ics") for name in attached(one)) for one in mails_of(meeting))


def mails_of(meeting: Meeting):
    return [one for one in mail.outbox if meeting.name_zh in one.subject or meeting.name_en in one.subject]


def attached(message):
    return [getattr(one, "get_filename", lambda: "")() or one[0] for one in message.attachments]


def reply_path(invitation: Invitation) -> str:
    """The link of the mail that the invited got."""
    address = invitation.person.user.email if invitation.person.user else invitation.person.email
    message = next(one for one in mail.outbox if address in one.to and REPLY.search(str(one.body)))
    return site_path(REPLY.search(str(message.body)).group())


def answer(walk: Walk, officer: Reader, meeting: Meeting) -> list[Invitation]:
    """By the link of the mail one comes, one is excused, one sends somebody else; gives those who will be there."""
    units = meeting.invitations.filter(organization__isnull=False, person__user=None).exclude(
        person__email=""
    )
    first, second, third = units.order_by("pk")[:3]
    officer.go("people/new/").fill(name_zh="代丽娟", name_en="Lijuan Dai")
    unit = third.organization
    officer.find("organization", officer.known(unit.name_zh, unit.name_en or unit.name_zh)).press("Add")
    for invitation, reply in ((first, "coming"), (second, "excused"), (third, "stand_in")):
        reader = walk.somebody(reply_path(invitation), screen=PHONE)
        reader.tick("reply", reply)
        if reply == "excused":
            reader.fill(reason="出差")
        if reply == "stand_in":
            reader.fill(reason="委托书")
            reader.page.locator("[name=stand_in]").select_option(label=re_name(reader))
        reader.press("Send the reply")
        invitation.refresh_from_db()
        assert invitation.reply == reply
    officer.go(f"meetings/{meeting.pk}/").tab("Invitations").sees("出差")
    return [row for row in meeting.invitations.all() if row.pk != second.pk]


def re_name(reader: Reader) -> str:
    options = reader.page.locator("[name=stand_in] option").all_inner_texts()
    return next(one for one in options if "代丽娟" in one or "Lijuan Dai" in one)


def check_in(walk: Walk, officer: Reader, meeting: Meeting, coming: list[Invitation]) -> None:
    """One by the code in the room and without a connection, one by link online, the others at the door."""
    walk.at(officer, timezone.now())
    officer.go(f"meetings/{meeting.pk}/screen/")
    expect(officer.page.locator("svg").first).to_be_visible()
    here, online, *others = coming
    somebody = walk.somebody(f"/p/yunling/check-in/at/{meeting.check_in_key}/", screen=PHONE)
    walk.at(somebody, timezone.now())
    somebody.fill(code=here.check_in_key).press("Go on")
    kept_by_worker(somebody)
    somebody.page.context.set_offline(True)
    somebody.named("I am here, on site").click()
    expect(somebody.page.locator("[data-status]")).to_contain_text(somebody.say("Waiting to be sent"))
    assert not AttendanceEvent.objects.filter(invitation=here).exists()
    somebody.page.context.set_offline(False)
    somebody.reads("You are checked in.")

    away = walk.somebody(f"/p/yunling/check-in/{online.check_in_key}/", screen=PHONE)
    walk.at(away, timezone.now())
    away.named("I take part online").click()
    away.reads("You are checked in.")

    officer.go(f"meetings/{meeting.pk}/desk/")
    for invitation in others:
        officer.page.locator(f"[data-line='{invitation.pk}'] button").click()
    all_is_sent(officer)
    came = AttendanceEvent.objects.filter(meeting=meeting)
    assert (came.count(), came.get(invitation=online).mode) == (len(coming), "online")


def all_is_sent(officer: Reader) -> None:
    officer.until("waiting().then(left => left.length === 0)").reads("Everything is sent.")


def kept_by_worker(reader: Reader) -> None:
    reader.until("navigator.serviceWorker.controller !== null")
    reader.until("caches.open('guildhall-check-in-1').then(kept => kept.match(location.href)).then(Boolean)")


def decide(officer: Reader, meeting: Meeting) -> None:
    """Opened with the quorum's sentence; a motion carried by show of hands, numbered."""
    officer.go(f"meetings/{meeting.pk}/session/").sees("2/3").press("Open the meeting")
    officer.reads("The meeting is open.").press("Call this item")
    officer.press("Put a motion").fill(title_zh=MOTION, title_en="Hold the fair").press("Put")
    officer.press("Decide").tick("way", "show_of_hands")
    votes = meeting.invitations.filter(role="voting").count()
    officer.fill(for_count=votes - 2, against_count=0, abstain_count=1).press("Record the decision")
    officer.reads("Carried").sees("2/3")
    officer.press("Number the resolution").page.locator("[name=is_public]").check()
    officer.press("Give it the next number")
    motion = meeting.motions.get()
    assert (motion.state, motion.resolution.is_public) == ("carried", True)
    officer.sees(motion.resolution.serial)


def follow_up(officer: Reader, meeting: Meeting) -> None:
    """What was decided becomes a commitment; what was said is written down."""
    officer.press("Make it a commitment").fill(content_zh=TASK, content_en="Send out the plan of the fair")
    officer.fill(deadline=f"{timezone.localdate() + timedelta(days=30):%Y-%m-%d}")
    officer.find("responsible", officer.known("沈若川", "Ruochuan Shen")).press("Keep the commitment")
    officer.go(f"meetings/{meeting.pk}/session/").sees(officer.known(TASK, "Send out the plan of the fair"))
    officer.press("What was said").fill(
        summary_zh="报告了上半年工作。", summary_en="The work of the half year."
    )
    officer.press("Save")


def leave_and_close(walk: Walk, officer: Reader, meeting: Meeting) -> None:
    walk.at(officer, timezone.now())
    officer.go(f"meetings/{meeting.pk}/desk/")
    leaving = meeting.attendance.filter(mode="on_site").latest("pk").invitation
    officer.page.locator(f"[data-line='{leaving.pk}'] button").click()
    all_is_sent(officer)
    officer.go(f"meetings/{meeting.pk}/attendance/").reads("How it changed")
    officer.tab("Session").confirm("Close the meeting").reads("The meeting is closed.")


def write_minutes(officer: Reader) -> None:
    """Filled from the record, edited, compared, put up."""
    officer.tab("Minutes").press("Fill the minutes from the record").sees(MOTION)
    text = officer.page.locator("[name=text_zh]")
    text.fill(text.input_value() + "\n\n散会后参观展厅。")
    officer.fill(note="补充参观").press("Save").press("Compare versions")
    expect(officer.page.locator("main ins")).to_contain_text("散会后参观展厅")
    officer.page.go_back()
    officer.press("Put up for approval")


def approve(walk: Walk, meeting: Meeting) -> None:
    """The president approves; the document is locked and anybody can verify it."""
    president = walk.signed_in("president", f"meetings/{meeting.pk}/minutes/")
    president.confirm("Approve and lock")
    minutes = Minutes.objects.select_related("document__file").get(meeting=meeting)
    assert (minutes.state, len(minutes.sha256)) == ("approved", 64)
    assert minutes.document.file.media_type == "application/pdf"
    stranger = walk.somebody("/verify/")
    stranger.fill(code=minutes.document.spaced_code).page.keyboard.press("Enter")
    stranger.sees(minutes.document.serial).reads("Valid")


def publish(walk: Walk, meeting: Meeting) -> None:
    secretary = walk.signed_in("secretary-general", f"meetings/{meeting.pk}/session/")
    secretary.press("Publish")
    for part in Meeting.Part.values:
        secretary.tick("parts", part)
    secretary.press("Publish").reads("The meeting is on the public pages.")
    secretary.press("Draft a news release").confirm("Publish")
    secretary.reads("The article is on the public pages now.")


def read_in_public(walk: Walk, meeting: Meeting) -> None:
    stranger = walk.somebody("/p/yunling/")
    stranger.follow(stranger.known(meeting.name_zh, meeting.name_en))
    stranger.go(f"/p/yunling/meetings/{meeting.pk}/")
    stranger.sees(
        stranger.known(MOTION, "Hold the fair"), stranger.known(TASK, "Send out the plan of the fair")
    )
    stranger.sees(stranger.known("顾长河", "Changhe Gu"), "云岭会展中心")
