"""会议纪要: the minutes in Chinese."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from guildhall.core.dates import long_date
from guildhall.core.sentences import Sentence
from guildhall.meetings.drafting.record import (
    Attendee,
    Change,
    Decision,
    Item,
    Promise,
    Record,
    Recused,
    Supporter,
    Turn,
    in_blocks,
    on_one_line,
    paragraphs,
)

MODES = {
    "on_site": "现场",
    "online": "线上",
    "hybrid": "现场与线上相结合",
    "correspondence": "通讯",
}
SPOKE = {
    "study": "由{}主讲。",
    "report": "由{}作汇报。",
    "discussion": "由{}介绍情况，与会人员进行了讨论。",
    "decision": "由{}作说明。",
    "speech": "由{}讲话。",
    "ceremony": "由{}参加。",
    "other": "由{}发言。",
}
OUTCOMES = {
    "carried": "议案通过。",
    "rejected": "议案未获通过。",
    "withdrawn": "议案已撤回，未作表决。",
    "not_stated": "结果未载明。",
    "put": "会上未作出决定。",
    "voting": "表决正在进行。",
}
WAYS = {
    "show_of_hands": "举手表决",
    "consensus": "协商",
    "paper": "纸质选票表决",
    "named_electronic": "记名电子表决",
    "secret_electronic": "无记名电子投票",
    "hybrid": "现场与线上结合表决",
}
SUPPORT = {
    "sponsor": "会议由{}提供支持。",
    "organizer": "会议由{}承办。",
    "photographs": "摄影：{}。",
}

NUMERALS = "零一二三四五六七八九"


def draft(record: Record) -> str:
    sections = [
        ("会议概况", list(_overview(record))),
        ("出席情况", list(_attendance(record))),
        ("议程", [line for place, item in enumerate(record.items, 1) for line in _item(place, item)]),
        ("其他议案", [line for decision in record.decisions for line in _decision(decision)]),
        ("落实事项", [_promise(place, promise) for place, promise in enumerate(record.promises, 1)]),
        ("会议材料", [f"- 《{_name(paper)}》" for paper in record.papers]),
        ("致谢", list(_support(record.supporters))),
    ]
    filled = [(heading, lines) for heading, lines in sections if lines]
    parts = [
        f"## {_numeral(place)}、{heading}\n\n" + "\n\n".join(in_blocks(lines))
        for place, (heading, lines) in enumerate(filled, 1)
    ]
    return "\n\n".join(parts) + "\n"


def _numeral(number: int) -> str:
    """1 to 99 in Chinese, figures beyond."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    return (NUMERALS[tens] if tens > 1 else "") + ("十" if tens else "") + (NUMERALS[ones] if ones else "")


def _name(sentence: Sentence) -> str:
    return on_one_line(sentence.zh or sentence.en)


def _names(sentences: Iterable[Sentence]) -> str:
    return "、".join(_name(sentence) for sentence in sentences)


def _moment(at: datetime) -> str:
    return f"{long_date(at.date()).zh}{at:%H:%M}"


def _overview(record: Record) -> Iterator[str]:
    place = f"在{_name(record.place)}" if _name(record.place) else ""
    form = f"以{MODES[record.mode]}方式" if record.mode in MODES else ""
    body, name = _name(record.body), _name(record.name)
    yield f"{_name(record.association)}{body}{_when(record)}{place}{form}召开会议：{name}。"
    if record.began_at and record.ended_at:
        yield f"会议{_clock(record.began_at)}开始，{_until(record.began_at, record.ended_at)}结束。"
    chair = f"会议由{_name(record.chair)}主持" if record.chair else "会议主持人未载明"
    yield chair + (f"，{_name(record.recorder)}记录。" if record.recorder else "。")
    for turn in record.turns:
        yield _turn(turn)


def _when(record: Record) -> str:
    if record.began_at:
        return f"于{long_date(record.began_at.date()).zh}"
    return f"于{record.stated_date.zh}" if record.stated_date else "（时间未载明）"


def _clock(at: datetime) -> str:
    return f"{at:%H:%M}"


def _until(start: datetime, end: datetime) -> str:
    return _clock(end) if start.date() == end.date() else _moment(end)


def _turn(turn: Turn) -> str:
    reason = f"（{on_one_line(turn.reason)}）" if turn.reason else ""
    told = {
        "adjourned": f"{_clock(turn.at)}休会{reason}。",
        "resumed": f"{_clock(turn.at)}复会。",
        "quorum_lost": f"{_clock(turn.at)}起有表决权的到会人数为{turn.present}人，不足法定人数，其间不作表决。",
        "quorum_reached": f"{_clock(turn.at)}有表决权的到会人数恢复为{turn.present}人，达到法定人数。",
    }
    return told[turn.kind]


def _attendance(record: Record) -> Iterator[str]:
    if record.stated_invited is not None:
        yield f"邀请单位{record.stated_invited}家。"
    if record.stated_attendance is not None:
        yield f"到会{record.stated_attendance}人以上。"
    voting = [one for one in record.attendees if one.role == "voting"]
    if record.entitled is not None and record.present is not None:
        online = f"（其中线上{record.online}人）" if record.online else ""
        excused = sum(one.status == "excused" for one in voting)
        absent = max(record.entitled - record.present - excused, 0)
        yield f"应到{record.entitled}人，实到{record.present}人{online}，请假{excused}人，缺席{absent}人。"
    if record.quorum:
        yield f"开会时：{record.quorum.zh}"
    yield from _groups(voting, record.attendees)


def _groups(voting: list[Attendee], everyone: Iterable[Attendee]) -> Iterator[str]:
    others = [one for one in everyone if one.role != "voting" and one.status == "present"]
    groups = [
        ("出席", [one for one in voting if one.status == "present"]),
        ("请假", [one for one in voting if one.status == "excused"]),
        ("缺席", [one for one in voting if one.status == "absent"]),
        ("列席", [one for one in others if one.role == "non_voting"]),
        ("来宾", [one for one in others if one.role == "guest"]),
        ("工作人员", [one for one in others if one.role == "staff"]),
    ]
    for title, people in groups:
        if people:
            yield f"**{title}**（{len(people)}人）：" + "、".join(_attendee(one) for one in people) + "。"


def _attendee(one: Attendee) -> str:
    notes = [note for note in (_name(one.organization), _name(one.capacity)) if note]
    if one.stand_in:
        verb = "代为出席" if one.status == "present" else "受委托"
        notes.append(f"由{_name(one.stand_in)}{verb}")
    if one.status == "excused" and one.reason:
        notes.append(on_one_line(one.reason))
    if one.status == "present" and one.mode == "online":
        notes.append("线上")
    return _name(one.name) + (f"（{'，'.join(notes)}）" if notes else "")


def _item(place: int, item: Item) -> Iterator[str]:
    yield f"### （{_numeral(place)}）{_name(item.title)}"
    if item.speeches:
        names = "、".join(
            _name(speech.name) + (f"（{speech.count}）" if speech.count else "") for speech in item.speeches
        )
        yield SPOKE.get(item.kind, SPOKE["other"]).format(names)
    yield from paragraphs(item.summary.zh or item.summary.en)
    if item.papers:
        yield "会议材料：" + "、".join(f"《{_name(paper)}》" for paper in item.papers) + "。"
    for decision in item.decisions:
        yield from _decision(decision)
    if _name(item.result):
        yield f"**结果**：{_ended(_name(item.result))}"


def _decision(decision: Decision) -> Iterator[str]:
    yield f"**议案**：{_ended(_name(decision.title))}"
    yield from paragraphs(decision.text.zh or decision.text.en)
    for change in decision.changes:
        yield _change(change)
    if decision.recused:
        yield "**回避**：" + "、".join(_recused(one) for one in decision.recused) + "。"
    if decision.verdict:
        yield _by(decision) + decision.verdict.zh
    else:
        yield _how(decision) + OUTCOMES[decision.state]
    if decision.resolution:
        yield f"形成决议：{on_one_line(decision.resolution)}。"


def _change(change: Change) -> str:
    by = f"（{_name(change.proposer)}提出）" if change.proposer else ""
    old, new = _name(change.old), _name(change.new)
    if not old:
        words = f"增加“{new}”"
    elif not new:
        words = f"删去“{old}”"
    else:
        words = f"将“{old}”改为“{new}”"
    note = f"（{on_one_line(change.note)}）" if change.note else ""
    outcome = "采纳" if change.state == "adopted" else "未采纳"
    return f"**修正案{change.number}**{by}：{words}。{outcome}{note}。"


def _recused(one: Recused) -> str:
    return _name(one.name) + (f"（{on_one_line(one.reason)}）" if one.reason else "")


def _how(decision: Decision) -> str:
    if decision.way == "consensus":
        return "经协商一致，"
    counts = (decision.in_favour, decision.against, decision.abstain)
    if None in counts:
        return f"{WAYS[decision.way]}，票数未载明。" if decision.way in WAYS else ""
    return f"{_by(decision)}赞成{counts[0]}票，反对{counts[1]}票，弃权{counts[2]}票。"


def _by(decision: Decision) -> str:
    return f"{WAYS[decision.way]}：" if decision.way in WAYS else ""


def _promise(place: int, promise: Promise) -> str:
    deadline = long_date(promise.deadline).zh if promise.deadline else "未载明"
    responsible = _name(promise.responsible) if promise.responsible else "未载明"
    lead = f"；牵头单位：{_name(promise.lead)}" if promise.lead else ""
    return f"{place}. {_ended(_name(promise.content))}落实时间：{deadline}；责任人员：{responsible}{lead}。"


def _support(supporters: tuple[Supporter, ...]) -> Iterator[str]:
    for role, sentence in SUPPORT.items():
        names = [one.name for one in supporters if one.role == role]
        if names:
            yield sentence.format(_names(names))


def _ended(text: str) -> str:
    return text if text.endswith(("。", "!", "?", ".", ";", "！", "？", "；")) else f"{text}。"
