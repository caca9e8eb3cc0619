"""Posting to chat groups: DingTalk, WeCom, Feishu and Lark as their robots ask for it, every other service by Apprise.

These four answer 200 also when they refuse (a wrong key or signature, a missing keyword, too many posts);
what they say is read here, so that a refused post is not taken for a sent one.
"""

import base64
import hashlib
import hmac
import json
import re
import time
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import apprise
from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.feishu import NotifyFeishu
from apprise.plugins.lark import NotifyLark
from apprise.plugins.wecombot import NotifyWeComBot

NOT_TAKEN = "the chat service did not take the message"
SECONDS = 10
WECOM_BYTES, OTHER_BYTES = 2048, 19_000
# The addresses that the services show to whoever makes a robot.
SHOWN = {
    "dingtalk": re.compile(r"^https://oapi\.dingtalk\.com/robot/send\?access_token=(\w+)$"),
    "wecombot": re.compile(r"^https://qyapi\.weixin\.qq\.com/cgi-bin/webhook/send\?key=([\w-]+)$"),
    "feishu": re.compile(r"^https://open\.feishu\.cn/open-apis/bot/v2/hook/([\w-]+)/?$"),
    "lark": re.compile(r"^https://open\.larksuite\.com/open-apis/bot/v2/hook/([\w-]+)/?$"),
}


def address_of(given: str) -> str:
    """The address as it is kept: ``dingtalk://token`` also for the webhook address that DingTalk shows, and so on."""
    for scheme, shown in SHOWN.items():
        if found := shown.match(given.strip()):
            return f"{scheme}://{found[1]}"
    return given.strip()


def is_known(address: str) -> bool:
    """Whether the address is one of a chat service that is known here."""
    return apprise.Apprise.instantiate(address) is not None


def post_to_group(address: str, title: str, text: str) -> str:
    """Post to the group. Nothing comes back when the service took it, else why not."""
    group = apprise.Apprise.instantiate(address)
    if group is None:
        return NOT_TAKEN
    if isinstance(group, NotifyDingTalk | NotifyWeComBot | NotifyFeishu | NotifyLark):
        said = _cut(f"{title}\n{text}", WECOM_BYTES if isinstance(group, NotifyWeComBot) else OTHER_BYTES)
        return _asked(_url(group), _payload(group, said))
    return "" if group.notify(title=title, body=text) else NOT_TAKEN


def _url(group: Any) -> str:
    if isinstance(group, NotifyWeComBot):
        return str(group.notify_url.format(key=group.key))
    if isinstance(group, NotifyLark):
        return str(group.webhook_url)
    url = str(group.notify_url.format(token=group.token)).rstrip("/")
    return f"{url}&{_signed(group.secret)}" if isinstance(group, NotifyDingTalk) and group.secret else url


def _signed(secret: str) -> str:
    """The signature that a DingTalk robot with a secret asks for."""
    moment = str(round(time.time() * 1000))
    digest = hmac.new(secret.encode(), f"{moment}\n{secret}".encode(), hashlib.sha256).digest()
    return urlencode({"timestamp": moment, "sign": base64.b64encode(digest).decode()})


def _payload(group: Any, said: str) -> dict[str, Any]:
    if isinstance(group, NotifyFeishu | NotifyLark):
        return {"msg_type": "text", "content": {"text": said}}
    payload: dict[str, Any] = {"msgtype": "text", "text": {"content": said}}
    if isinstance(group, NotifyDingTalk):
        payload["at"] = {"atMobiles": group.targets, "isAtAll": False}
    return payload


def _cut(text: str, most: int) -> str:
    """As much of the text as the service takes, counted in bytes."""
    whole = text.encode()
    return text if len(whole) <= most else whole[: most - 3].decode(errors="ignore") + "…"


def _asked(url: str, payload: dict[str, Any]) -> str:
    headers = {"Content-Type": "application/json; charset=utf-8"}
    request = Request(url, json.dumps(payload).encode(), headers)  # noqa: S310  one of four fixed addresses
    try:
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310  as above
            told = json.loads(answer.read(100_000))
    except (OSError, HTTPException, ValueError) as error:
        return f"{NOT_TAKEN}: {type(error).__name__} {getattr(error, 'code', '')}".strip()
    return _refusal(told)


def _refusal(told: Any) -> str:
    """What the service says is wrong: ``{"errcode": 0}`` and ``{"code": 0}`` say that nothing is."""
    answer = told if isinstance(told, dict) else {}
    code = answer.get("errcode", answer.get("code", answer.get("StatusCode")))
    if code == 0:
        return ""
    words = answer.get("errmsg") or answer.get("msg") or ""
    return f"{NOT_TAKEN}: {code} {words}".strip()[:500]
