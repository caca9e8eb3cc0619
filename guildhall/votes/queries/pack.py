"""What is handed to the registrar after an election: which parts there are, what they say, and which are missing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from guildhall.core.models import in_language
from guildhall.core.sentences import Sentence
from guildhall.documents.blocks import blocks
from guildhall.documents.codes import spaced
from guildhall.meetings.models import Meeting, Minutes, Resolution
from guildhall.meetings.queries import minutes_of, presence_of
from guildhall.meetings.queries.attendance import AttendanceLine
from guildhall.meetings.queries.minutes import current_version
from guildhall.votes.models import Election, RollEntry, Teller, Vote
from guildhall.votes.queries.election import rounds_of
from guildhall.votes.queries.rounds import reason

Pair = dict[str, str]


@dataclass(frozen=True)
class Part:
    """One part of the pack: its title; why it is missing, or what it says (as ``filing.typ`` prints it)."""

    title: Sentence
    why: Sentence | None = None
    content: dict[str, Any] = field(default_factory=dict)

    @property
    def is_missing(self) -> bool:
        return self.why is not None

    @property
    def name(self) -> str:
        return in_language(self.title.zh, self.title.en)

    @property
    def reason(self) -> str:
        return in_language(self.why.zh, self.why.en) if self.why else ""

    def as_data(self) -> dict[str, Any]:
        head: dict[str, Any] = {"title": self.title.as_data()}
        if self.why is not None:
            return head | {"missing": True, "why": self.why.as_data()}
        return head | self.content


def pack_of(election: Election) -> list[Part]:
    """Notice, roll, sign-in sheet, count with signatures, minutes and resolution, in this order."""
    rounds = [vote for vote in rounds_of(election) if vote.state == Vote.State.DECLARED]
    meeting = election.motion.meeting
    minutes = minutes_of(meeting)
    resolution = Resolution.objects.filter(motion=election.motion_id).select_related("motion").first()
    presence = presence_of(meeting)
    return [
        _notice(meeting),
        _roll(rounds),
        _signed_in(meeting, [line for line in presence.lines if line.stays]),
        *_counts(rounds),
        _minutes(minutes),
        _resolution(resolution),
    ]


def _notice(meeting: Meeting) -> Part:
    title = Sentence("会议通知", "Notice of the meeting")
    if meeting.notified_at is None:
        return Part(title, Sentence("系统中没有发出会议通知的记录。", "No notice was sent from this system."))
    letter = meeting.notice_document
    items = (item.title_zh or item.title_en for item in meeting.agenda.all())
    agenda = "\n".join(f"{number}. {title}" for number, title in enumerate(items, start=1))
    verdict = (meeting.notice_verdict or {}).get("sentence")
    facts = [
        _fact("会议", "Meeting", pair(meeting.name_zh, meeting.name_en)),
        _fact("时间", "Time", _moment(meeting.starts_at, meeting)),
        _fact("地点", "Place", pair(meeting.place_zh, meeting.place_en)),
        _fact("通知发出", "Sent", _moment(meeting.notified_at, meeting)),
    ]
    if verdict:
        facts.append(_fact("通知期限", "In time", verdict))
    if letter:
        facts.append(_fact("通知文号、核验码", "Number and code", f"{letter.serial}　{spaced(letter.code)}"))
    return Part(title, content={"facts": facts, "blocks": blocks(agenda)})


def _roll(rounds: list[Vote]) -> Part:
    title = Sentence("应到（有表决权）人员名册", "Roll of those with a vote")
    if not rounds:
        return Part(title, Sentence("尚未投票，没有名册。", "No vote was held, so there is no roll."))
    entries = rounds[0].roll.select_related("voter").order_by("rank", "id")
    states = {
        RollEntry.State.VOTED: Sentence("已投票", "voted"),
        RollEntry.State.ISSUED: Sentence("领取纸质选票", "took a paper ballot"),
        RollEntry.State.RECUSED: Sentence("回避", "recused"),
    }
    none = Sentence("未投票", "did not vote")
    rows = [
        [
            str(place),
            pair(entry.name_zh, entry.name_en),
            pair(entry.voter.name_zh, entry.voter.name_en),
            states.get(RollEntry.State(entry.state), none).as_data(),
        ]
        for place, entry in enumerate(entries, start=1)
    ]
    head = [
        pair("序号", "No."),
        pair("单位或本人", "Unit or person"),
        pair("投票人", "Voter"),
        pair("投票", "Vote"),
    ]
    return Part(title, content={"table": {"head": head, "widths": [1, 4, 2, 2], "rows": rows}})


def _signed_in(meeting: Meeting, lines: list[AttendanceLine]) -> Part:
    title = Sentence("签到表", "Sign-in sheet")
    if not lines:
        return Part(title, Sentence("没有签到记录。", "Nobody's coming was recorded."))
    ways = {"on_site": Sentence("现场", "on site"), "online": Sentence("线上", "online")}
    rows = [
        [
            str(place),
            pair(_who(line).name_zh, _who(line).name_en),
            _unit(line),
            ways[line.stays[0].mode].as_data(),
            _clock(line.came_at, meeting),
        ]
        for place, line in enumerate(lines, start=1)
    ]
    head = [
        pair("序号", "No."),
        pair("姓名", "Name"),
        pair("单位", "Organization"),
        pair("方式", "How"),
        pair("签到", "Signed in"),
    ]
    return Part(title, content={"table": {"head": head, "widths": [1, 2, 4, 1.5, 1.5], "rows": rows}})


def _counts(rounds: list[Vote]) -> Iterable[Part]:
    title = Sentence("选举计票结果", "Count of the election")
    if not rounds:
        yield Part(title, Sentence("尚未宣布结果。", "No result was declared yet."))
    for vote in rounds:
        number = (
            Sentence(f"（第{vote.number}轮）", f" (round {vote.number})")
            if len(rounds) > 1
            else Sentence("", "")
        )
        yield _count(vote, Sentence(title.zh + number.zh, title.en + number.en))


def _count(vote: Vote, title: Sentence) -> Part:
    tally, counts = vote.tally, vote.counts
    present = counts.get("present_on_site", 0) + counts.get("present_online", 0)
    facts = [
        _fact("议案", "Motion", pair(vote.question_zh, vote.question_en)),
        _fact("应到", "Entitled", str(counts.get("entitled", ""))),
        _fact("实到", "Present", str(present)),
        *[
            _fact(zh, en, str(tally[name]))
            for zh, en, name in (
                ("发出选票", "Ballots issued", "issued"),
                ("收回选票", "Ballots returned", "returned"),
                ("有效选票", "Valid", "valid"),
            )
            if tally.get(name) is not None
        ],
        *[
            _fact(f"无效票：{reason(code).zh}", f"Invalid: {reason(code).en}", str(number))
            for code, number in tally.get("invalid", {}).items()
        ],
        _fact("结果", "Result", vote.outcome["sentence"]),
        _fact("数据包校验值", "Hash of the bundle", _spaced(vote.bundle_hash)),
    ]
    states = {"elected": Sentence("当选", "elected"), "run_off": Sentence("再次投票", "run-off")}
    rows = [
        [
            str(place),
            pair(one["name_zh"], one["name_en"]),
            str(one["for"]),
            str(one["against"]),
            str(one["abstain"]),
            states.get(one["state"], Sentence("未当选", "not elected")).as_data(),
        ]
        for place, one in enumerate(vote.outcome["standings"], start=1)
    ]
    head = [
        pair("序号", "No."),
        pair("姓名", "Name"),
        pair("赞成", "For"),
        pair("反对", "Against"),
        pair("弃权", "Abstain"),
        pair("结果", "Result"),
    ]
    table = {"head": head, "widths": [1, 3, 1, 1, 1, 1.6], "rows": rows}
    signatures = [_signature(teller, vote) for teller in vote.tellers.all()]
    return Part(title, content={"facts": facts, "table": table, "signatures": signatures})


def _signature(teller: Teller, vote: Vote) -> dict[str, Any]:
    roles = {
        Teller.Role.SCRUTINEER: pair("监票人", "Scrutineer"),
        Teller.Role.TELLER: pair("计票人", "Teller"),
    }
    person = pair(teller.person.name_zh, teller.person.name_en)
    signed = {"role": roles[Teller.Role(teller.role)], "name": person}
    if teller.signed_at is None:
        return signed
    return signed | {"by": person, "signed_at": _iso(teller.signed_at, vote.meeting)}


def _minutes(minutes: Minutes | None) -> Part:
    title = Sentence("会议纪要", "Minutes")
    if minutes is None or minutes.state != Minutes.State.APPROVED:
        return Part(title, Sentence("会议纪要尚未批准。", "The minutes have not been approved yet."))
    text = current_version(minutes)
    facts = [_fact("锁定校验值", "Lock, SHA-256", _spaced(minutes.sha256))]
    if minutes.document:
        facts.append(
            _fact(
                "文号、核验码",
                "Number and code",
                f"{minutes.document.serial}　{spaced(minutes.document.code)}",
            )
        )
    both = {"zh": blocks(text.text_zh), "en": blocks(text.text_en)}
    return Part(title, content={"facts": facts, "blocks": both})


def _resolution(resolution: Resolution | None) -> Part:
    title = Sentence("选举决议", "Resolution")
    if resolution is None:
        return Part(
            title, Sentence("选举议案尚未编号形成决议。", "The motion has not been numbered as a resolution.")
        )
    facts = [
        _fact("文号", "Number", resolution.serial),
        _fact("标题", "Title", pair(resolution.title_zh, resolution.title_en)),
        _fact("通过日期", "Adopted", resolution.adopted_on.isoformat()),
        _fact("结果", "Result", resolution.motion.verdict.get("sentence", pair("", ""))),
    ]
    both = {"zh": blocks(resolution.text_zh), "en": blocks(resolution.text_en)}
    return Part(title, content={"facts": facts, "blocks": both})


def _spaced(digest: str) -> str:
    """A hash in groups, so that a line can break within it."""
    return " ".join(digest[place : place + 16] for place in range(0, len(digest), 16))


def pair(zh: str, en: str) -> Pair:
    """A text as the templates read it."""
    return {"zh": zh, "en": en}


def _fact(zh: str, en: str, value: str | Pair) -> dict[str, Any]:
    return {"label": pair(zh, en), "value": value}


def _who(line: AttendanceLine) -> Any:
    return line.invitation.stand_in or line.invitation.person


def _unit(line: AttendanceLine) -> Pair:
    unit = line.invitation.organization or line.invitation.person.organization
    return pair(unit.name_zh, unit.name_en) if unit else pair("", "")


def _local(at: datetime, meeting: Meeting) -> datetime:
    return timezone.localtime(at, meeting.association.zone)


def _iso(at: datetime, meeting: Meeting) -> str:
    return f"{_local(at, meeting):%Y-%m-%dT%H:%M}"


def _moment(at: datetime | None, meeting: Meeting) -> str:
    return _iso(at, meeting) if at else ""


def _clock(at: datetime | None, meeting: Meeting) -> str:
    return f"{_local(at, meeting):%H:%M}" if at else ""
