"""Mail goes to a real SMTP server, chat to a real web server; both run in this process."""

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.db import connection, transaction
from django.utils import timezone

from guildhall.accounts.tests.make import make_association, make_user
from guildhall.notices import actions
from guildhall.notices.drafts import Recipient
from guildhall.notices.models import Delivery, Notice
from guildhall.notices.sending import LEASE, MOST_ATTEMPTS, claim, deliver
from guildhall.notices.tests.make import make_channel, make_draft, make_notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def chat_group():
    posts = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self):
            posts.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"json://127.0.0.1:{server.server_port}/", posts
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_notice_reaches_the_mailbox_in_the_readers_language(postbox):
    make_notice(user=make_user(email="li@example.org", language="en"), link="/inbox/")

    assert deliver(timezone.now()) == 1

    [(to, mail)] = postbox.mails
    assert to == ["li@example.org"]
    assert mail["subject"] == "Notice of a meeting"
    assert mail.get_body().get_content().split() == ["Please", "come.", "http://127.0.0.1:8000/inbox/"]


def test_somebody_whose_language_is_not_known_gets_both(postbox):
    actions.give_notice(make_association(), make_draft())

    deliver(timezone.now())

    [(_to, mail)] = postbox.mails
    assert mail["subject"].strip() == "会议通知 / Notice of a meeting"
    assert "请参加。" in mail.get_body().get_content()
    assert "Please come." in mail.get_body().get_content()


def test_an_invitation_carries_its_calendar_file(postbox):
    calendar = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
    actions.give_notice(make_association(), make_draft(calendar=calendar))

    deliver(timezone.now())

    types = [part.get_content_type() for part in postbox.mails[0][1].walk()]
    assert "text/calendar" in types
    assert "application/ics" in types


def test_the_same_notice_is_told_once_however_often_it_is_given(postbox):
    association = make_association()

    given = [actions.give_notice(association, make_draft(key="meeting:1")) for _ in range(3)]

    assert [notice is not None for notice in given] == [True, False, False]
    assert deliver(timezone.now()) == 1
    assert deliver(timezone.now()) == 0
    assert len(postbox.mails) == 1


def test_a_refused_recipient_does_not_hold_up_the_others(postbox):
    association = make_association()
    bad = actions.give_notice(association, make_draft(Recipient(email="nobody@example.net")))
    actions.give_notice(association, make_draft())

    assert deliver(timezone.now()) == 1

    waiting = Delivery.objects.get(notice=bad)
    assert (waiting.state, waiting.attempts) == (Delivery.State.WAITING, 1)
    assert "550" in waiting.error


def test_without_a_mail_server_the_notice_waits_and_is_given_up_in_the_end(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    delivery = make_notice().deliveries.get()

    for _ in range(MOST_ATTEMPTS):
        Delivery.objects.update(send_after=timezone.now())
        deliver(timezone.now())

    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (Delivery.State.FAILED, MOST_ATTEMPTS)


def test_a_delivery_whose_sender_died_is_sent_by_the_next_with_the_same_message_id(postbox):
    delivery = make_notice().deliveries.get()
    [claimed] = claim(timezone.now())
    assert claimed == delivery

    assert deliver(timezone.now()) == 0
    assert deliver(timezone.now() + LEASE + timedelta(seconds=5)) == 1

    assert postbox.mails[0][1]["message-id"] == f"<{delivery.pk}@127.0.0.1>"


@pytest.mark.django_db(transaction=True)
def test_four_senders_at_once_send_each_mail_once(postbox):
    association = make_association()
    actions.give_notices(association, [make_draft(key=f"n{i}") for i in range(40)])

    def run():
        deliver(timezone.now())
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    ids = [mail["message-id"] for _to, mail in postbox.mails]
    assert len(ids) == len(set(ids)) == 40


def test_a_chat_group_gets_one_post_for_what_many_are_told(chat_group):
    address, posts = chat_group
    association = make_association()
    make_channel(association, address=address, kinds=["meeting.notified"])
    make_channel(association, address=address, kinds=["plan.adopted"])

    actions.post_to_channels(association, make_draft(key="meeting:1:chat"))
    actions.post_to_channels(association, make_draft(key="meeting:1:chat"))
    deliver(timezone.now())

    assert [post["title"] for post in posts] == ["会议通知 / Notice of a meeting"]


def test_a_chat_group_that_does_not_answer_is_named_on_its_page():
    association = make_association()
    channel = make_channel(association)
    actions.post_to_channels(association, make_draft())

    deliver(timezone.now())

    channel.refresh_from_db()
    assert channel.last_error == "the chat service did not take the message"
    assert Delivery.objects.get(channel=channel).state == Delivery.State.WAITING


def test_nothing_is_sent_of_an_action_that_was_refused_in_the_end(postbox):
    association = make_association()
    with transaction.atomic():
        actions.give_notice(association, make_draft())
        transaction.set_rollback(True)

    assert deliver(timezone.now()) == 0
    assert not Notice.objects.exists()
