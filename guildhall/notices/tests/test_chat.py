"""Chat robots get what their services ask for, over a real connection; what they refuse is not taken for sent.

The receiver stands in for the services: the library's own setting for each service's address leads to it.
"""

import base64
import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.feishu import NotifyFeishu
from apprise.plugins.lark import NotifyLark
from apprise.plugins.wecombot import NotifyWeComBot
from django.utils import timezone

from guildhall.accounts.powers import Power
from guildhall.accounts.tests.make import make_association
from guildhall.notices import actions
from guildhall.notices.chat import address_of
from guildhall.notices.models import Delivery
from guildhall.notices.sending import deliver
from guildhall.notices.tests.make import make_channel, make_draft
from guildhall.registry.tests.make import make_user_with_powers

pytestmark = pytest.mark.django_db
SAID = "会议通知 / Notice of a meeting\n请参加。\n\n— — —\n\nPlease come."
ADDRESSES = {
    "dingtalk": "dingtalk://token123",
    "wecom": "wecombot://key-123",
    "feishu": "feishu://hook-123",
    "lark": "lark://hook-123",
}
TEXT = {"msgtype": "text", "text": {"content": SAID}}
EXPECTED = {
    "dingtalk": (
        "/robot/send?access_token=token123",
        TEXT | {"at": {"atMobiles": [], "isAtAll": False}},
    ),
    "wecom": ("/cgi-bin/webhook/send?key=key-123", TEXT),
    "feishu": ("/open-apis/bot/v2/hook/hook-123", {"msg_type": "text", "content": {"text": SAID}}),
    "lark": ("/open-apis/bot/v2/hook/hook-123", {"msg_type": "text", "content": {"text": SAID}}),
}
TAKEN = {
    "dingtalk": {"errcode": 0, "errmsg": "ok"},
    "wecom": {"errcode": 0, "errmsg": "ok"},
    "feishu": {"code": 0, "msg": "success", "data": {}},
    "lark": {"code": 0, "msg": "success", "data": {}},
}
REFUSED = {
    "dingtalk": {"errcode": 310000, "errmsg": "sign not match"},
    "wecom": {"errcode": 93000, "errmsg": "invalid webhook url"},
    "feishu": {"code": 19001, "msg": "param invalid: incoming webhook access token invalid"},
    "lark": {"code": 19001, "msg": "param invalid"},
}


class Service:
    """A web server that keeps what it gets and answers what it is told to."""

    def __init__(self):
        self.posts, self.answer = [], {}
        service = self

        class Receiver(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                service.posts.append((self.path, self.headers["Content-Type"], body))
                self.send_response(200)
                self.end_headers()
                self.wfile.write(json.dumps(service.answer).encode())

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def close(self):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def service(monkeypatch):
    service = Service()
    for each in (NotifyDingTalk, NotifyWeComBot, NotifyFeishu, NotifyLark):
        at = urlsplit(each.notify_url)
        here = at._replace(scheme="http", netloc=f"127.0.0.1:{service.server.server_port}")
        monkeypatch.setattr(each, "notify_url", here.geturl())
    yield service
    service.close()


def posted(address):
    """The delivery of one notice to a group at this address, after an attempt."""
    association = make_association()
    channel = make_channel(association, address=address)
    actions.post_to_channels(association, make_draft())
    deliver(timezone.now())
    channel.refresh_from_db()
    return Delivery.objects.get(channel=channel), channel


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_service_gets_what_its_robot_asks_for(service, name):
    service.answer = TAKEN[name]

    delivery, channel = posted(ADDRESSES[name])

    path, body = EXPECTED[name]
    assert service.posts == [(path, "application/json; charset=utf-8", body)]
    assert (delivery.state, channel.last_error) == (Delivery.State.SENT, "")


@pytest.mark.parametrize("name", ADDRESSES)
def test_what_a_service_refuses_with_200_is_not_taken_for_sent(service, name):
    service.answer = REFUSED[name]

    delivery, channel = posted(ADDRESSES[name])

    assert delivery.state == Delivery.State.WAITING
    why = REFUSED[name].get("errmsg") or REFUSED[name]["msg"]
    assert why in delivery.error
    assert why in channel.last_error


@pytest.mark.parametrize("answer", [{}, [], None, "busy"])
def test_an_answer_that_says_nothing_is_not_taken_for_sent(service, answer):
    service.answer = answer
    delivery, _channel = posted(ADDRESSES["wecom"])
    assert delivery.state == Delivery.State.WAITING


def test_a_dingtalk_robot_with_a_secret_gets_a_signature_that_it_can_check(service):
    service.answer = TAKEN["dingtalk"]

    delivery, _channel = posted("dingtalk://SEC123@token123")

    [(path, _type, _body)] = service.posts
    asked = parse_qs(urlsplit(path).query)
    [moment], [sign] = asked["timestamp"], asked["sign"]
    right = hmac.new(b"SEC123", f"{moment}\nSEC123".encode(), hashlib.sha256).digest()
    assert base64.b64decode(sign, validate=True) == right
    assert asked["access_token"] == ["token123"]
    assert delivery.state == Delivery.State.SENT


def test_a_long_notice_is_cut_to_what_wecom_takes(service):
    service.answer = TAKEN["wecom"]
    association = make_association()
    make_channel(association, address=ADDRESSES["wecom"])
    actions.post_to_channels(association, make_draft(text_zh="会" * 3000))
    deliver(timezone.now())
    [(_path, _type, body)] = service.posts
    assert len(body["text"]["content"].encode()) <= 2048
    assert body["text"]["content"].endswith("会…")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://oapi.dingtalk.com/robot/send?access_token=abc123", "dingtalk://abc123"),
        (" https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a-b-1 ", "wecombot://a-b-1"),
        ("https://open.feishu.cn/open-apis/bot/v2/hook/a-b-1", "feishu://a-b-1"),
        ("https://open.larksuite.com/open-apis/bot/v2/hook/a-b-1", "lark://a-b-1"),
        ("dingtalk://SEC1@abc", "dingtalk://SEC1@abc"),
    ],
)
def test_the_address_that_the_service_shows_is_understood(given, kept):
    assert address_of(given) == kept
    association = make_association()
    actor = make_user_with_powers(association, Power.MANAGE)
    assert (
        actions.add_channel(association, name="群", address=given, kinds=["*"], actor=actor).address == kept
    )
