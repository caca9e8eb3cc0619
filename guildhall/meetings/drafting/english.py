"""The minutes in English."""

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
    "on_site": "on site",
    "online": "online",
    "hybrid": "on site and online",
    "correspondence": "by correspondence",
}
SPOKE = {
    "study": "{} led the study.",
    "report": "{} reported.",
    "discussion": "{} introduced the subject; it was discussed.",
    "decision": "{} explained the proposal.",
    "speech": "{} gave a speech.",
    "ceremony": "{} took part.",
    "other": "{} spoke.",
}
OUTCOMES = {
    "carried": "The motion was carried.",
    "rejected": "The motion was rejected.",
    "withdrawn": "The motion was withdrawn; it was not voted on.",
    "not_stated": "The result is not stated.",
    "put": "The meeting did not decide it.",
    "voting": "The vote on it is under way.",
}
WAYS = {
    "show_of_hands": "By show of hands",
    "consensus": "By consensus",
    "paper": "By paper ballots",
    "named_electronic": "By a named electronic vote",
    "secret_electronic": "By a secret electronic ballot",
    "hybrid": "By a vote in the room and online together",
}
SUPPORT = {
    "sponsor": "The meeting was supported by {}.",
    "organizer": "The meeting was organized by {}.",
    "photographs": "Photographs: {}.",
}


def draft(record: Record) -> str:
    sections = [
        ("The meeting", list(_overview(record))),
        ("Attendance", list(_attendance(record))),
        ("Agenda", [line for place, item in enumerate(record.items, 1) for line in _item(place, item)]),
        ("Other motions", [line for decision in record.decisions for line in _decision(decision)]),
        ("Follow-up", [_promise(place, promise) for place, promise in enumerate(record.promises, 1)]),
        ("Papers", [f"- {_name(paper)}" for paper in record.papers]),
        ("Thanks", list(_support(record.supporters))),
    ]
    parts = [f"## {heading}\n\n" + "\n\n".join(in_blocks(lines)) for heading, lines in sections if lines]
    return "\n\n".join(parts) + "\n"


def _name(sentence: Sentence) -> str:
    return on_one_line(sentence.en or sentence.zh)


def _names(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _people(number: int) -> str:
    return f"{number} person" if number == 1 else f"{number} people"


def _overview(record: Record) -> Iterator[str]:
    place = f" at {_name(record.place)}" if _name(record.place) else ""
    form = f", {MODES[record.mode]}" if record.mode in MODES else ""
    yield (
        f"{_name(record.body)} of {_name(record.association)} met{_when(record)}{place}{form}: "
        f"{_name(record.name)}."
    )
    if record.began_at and record.ended_at:
        yield f"The meeting began at {_clock(record.began_at)} and ended {_until(record.began_at, record.ended_at)}."
    if record.chair:
        recorder = f" {_name(record.recorder)} kept the record." if record.recorder else ""
        yield f"{_name(record.chair)} was in the chair.{recorder}"
    else:
        yield "Who was in the chair is not stated."
    for turn in record.turns:
        yield _turn(turn)


def _when(record: Record) -> str:
    if record.began_at:
        return f" on {long_date(record.began_at.date()).en}"
    return f" on {record.stated_date.en}" if record.stated_date else " (time not stated)"


def _clock(at: datetime) -> str:
    return f"{at:%H:%M}"


def _until(start: datetime, end: datetime) -> str:
    if start.date() == end.date():
        return f"at {_clock(end)}"
    return f"on {long_date(end.date()).en} at {_clock(end)}"


def _turn(turn: Turn) -> str:
    reason = f" ({on_one_line(turn.reason)})" if turn.reason else ""
    told = {
        "adjourned": f"At {_clock(turn.at)} the meeting was adjourned{reason}.",
        "resumed": f"At {_clock(turn.at)} the meeting was resumed.",
        "quorum_lost": (
            f"From {_clock(turn.at)} only {turn.present} with a vote were present, fewer than the quorum; "
            "nothing was decided meanwhile."
        ),
        "quorum_reached": f"At {_clock(turn.at)} the quorum was there again with {turn.present} present.",
    }
    return told[turn.kind]


def _attendance(record: Record) -> Iterator[str]:
    if record.stated_invited is not None:
        yield f"{record.stated_invited} organizations were invited."
    if record.stated_attendance is not None:
        yield f"At least {_people(record.stated_attendance)} attended."
    voting = [one for one in record.attendees if one.role == "voting"]
    if record.entitled is not None and record.present is not None:
        online = f" ({record.online} of them online)" if record.online else ""
        excused = sum(one.status == "excused" for one in voting)
        absent = max(record.entitled - record.present - excused, 0)
        yield (
            f"Of {record.entitled} entitled, {record.present} attended{online}; {excused} excused, {absent} absent."
        )
    if record.quorum:
        yield f"At the opening: {record.quorum.en}"
    yield from _groups(voting, record.attendees)


def _groups(voting: list[Attendee], everyone: Iterable[Attendee]) -> Iterator[str]:
    others = [one for one in everyone if one.role != "voting" and one.status == "present"]
    groups = [
        ("Present", [one for one in voting if one.status == "present"]),
        ("Excused", [one for one in voting if one.status == "excused"]),
        ("Absent", [one for one in voting if one.status == "absent"]),
        ("In attendance without a vote", [one for one in others if one.role == "non_voting"]),
        ("Guests", [one for one in others if one.role == "guest"]),
        ("Staff", [one for one in others if one.role == "staff"]),
    ]
    for title, people in groups:
        if people:
            yield f"**{title}** ({len(people)}): " + "; ".join(_attendee(one) for one in people) + "."


def _attendee(one: Attendee) -> str:
    notes = [note for note in (_name(one.capacity), _name(one.organization)) if note]
    if one.stand_in:
        verb = "represented by" if one.status == "present" else "had named as stand-in:"
        notes.append(f"{verb} {_name(one.stand_in)}")
    if one.status == "excused" and one.reason:
        notes.append(on_one_line(one.reason))
    if one.status == "present" and one.mode == "online":
        notes.append("online")
    return _name(one.name) + (f" ({', '.join(notes)})" if notes else "")


def _item(place: int, item: Item) -> Iterator[str]:
    yield f"### {place}. {_name(item.title)}"
    if item.speeches:
        names = _names(
            _name(speech.name) + (f" ({speech.count})" if speech.count else "") for speech in item.speeches
        )
        yield SPOKE.get(item.kind, SPOKE["other"]).format(names)
    yield from paragraphs(item.summary.en or item.summary.zh)
    if item.papers:
        yield f"Papers: {'; '.join(_name(paper) for paper in item.papers)}."
    for decision in item.decisions:
        yield from _decision(decision)
    if _name(item.result):
        yield f"**Result:** {_ended(_name(item.result))}"


def _decision(decision: Decision) -> Iterator[str]:
    yield f"**Motion:** {_ended(_name(decision.title))}"
    yield from paragraphs(decision.text.en or decision.text.zh)
    for change in decision.changes:
        yield _change(change)
    if decision.recused:
        yield "**Recused:** " + "; ".join(_recused(one) for one in decision.recused) + "."
    if decision.verdict:
        way = WAYS.get(decision.way, "")
        yield f"{way}: {decision.verdict.en}" if way else decision.verdict.en
    else:
        yield _how(decision) + OUTCOMES[decision.state]
    if decision.resolution:
        yield f"Resolution {on_one_line(decision.resolution)}."


def _change(change: Change) -> str:
    by = f" (proposed by {_name(change.proposer)})" if change.proposer else ""
    old, new = _name(change.old), _name(change.new)
    if not old:
        words = f"add “{new}”"
    elif not new:
        words = f"strike out “{old}”"
    else:
        words = f"“{old}” becomes “{new}”"
    note = f" ({on_one_line(change.note)})" if change.note else ""
    outcome = "Adopted" if change.state == "adopted" else "Not adopted"
    return f"**Amendment {change.number}**{by}: {words}. {outcome}{note}."


def _recused(one: Recused) -> str:
    return _name(one.name) + (f" ({on_one_line(one.reason)})" if one.reason else "")


def _how(decision: Decision) -> str:
    if decision.way == "consensus":
        return "By consensus. "
    way = WAYS.get(decision.way, "")
    counts = (decision.in_favour, decision.against, decision.abstain)
    if None in counts:
        return way and f"{way}; the counts are not stated. "
    counted = f"{counts[0]} for, {counts[1]} against, {counts[2]} abstaining. "
    return f"{way}: {counted}" if way else counted


def _promise(place: int, promise: Promise) -> str:
    deadline = long_date(promise.deadline).en if promise.deadline else "not stated"
    responsible = _name(promise.responsible) if promise.responsible else "not stated"
    lead = f"; lead unit: {_name(promise.lead)}" if promise.lead else ""
    return (
        f"{place}. {_ended(_name(promise.content))} Deadline: {deadline}; responsible: {responsible}{lead}."
    )


def _support(supporters: tuple[Supporter, ...]) -> Iterator[str]:
    for role, sentence in SUPPORT.items():
        names = [_name(one.name) for one in supporters if one.role == role]
        if names:
            yield sentence.format(_names(names))


def _ended(text: str) -> str:
    return text if text.endswith(("。", "!", "?", ".", ";", "！", "？", "；")) else f"{text}."
