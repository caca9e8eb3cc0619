"""A news release drafted from what a meeting's record holds: plain values in, text out. No database."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class ReleaseFacts:
    """What a release may say; texts come in both languages, and an empty one is left out.

    ``day`` and ``place`` are as shown to readers; ``items`` are (title, speakers); ``decisions`` are titles
    of what was carried; ``sponsors`` and ``photographs`` are names.
    """

    association: str
    meeting: str
    day: str
    place: str
    chair: str
    present: int | None
    items: Sequence[tuple[str, str]]
    decisions: Sequence[str]
    sponsors: Sequence[str]
    photographs: Sequence[str]


def release_zh(facts: ReleaseFacts) -> str:
    """The Chinese draft, Markdown-light: one paragraph a subject, none for what is not stated."""
    opening = f"{facts.day}，{facts.meeting}召开" if facts.day else f"{facts.meeting}召开"
    opening += f"，地点：{facts.place}。" if facts.place else "。"
    if facts.chair:
        opening += f"会议由{facts.chair}主持。"
    if facts.present:
        opening += f"{facts.present}人出席。"
    paragraphs = [opening]
    if facts.items:
        paragraphs.append("会议议程：")
        paragraphs.append(
            "\n".join(f"- {title}" + (f"（{who}）" if who else "") for title, who in facts.items)
        )
    if facts.decisions:
        paragraphs.append("会议作出以下决定：")
        paragraphs.append("\n".join(f"- {decision}" for decision in facts.decisions))
    if facts.sponsors:
        paragraphs.append(f"感谢{'、'.join(facts.sponsors)}对本次会议的支持。")
    if facts.photographs:
        paragraphs.append(f"图：{'、'.join(facts.photographs)}")
    return "\n\n".join(paragraphs)


def release_en(facts: ReleaseFacts) -> str:
    """The English draft, built from the same facts in the same order."""
    opening = f"{facts.association} held its {facts.meeting}"
    opening += f" on {facts.day}" if facts.day else ""
    opening += f" at {facts.place}." if facts.place else "."
    if facts.chair:
        opening += f" {facts.chair} was in the chair."
    if facts.present:
        opening += f" {facts.present} people were present."
    paragraphs = [opening]
    if facts.items:
        paragraphs.append("On the agenda:")
        paragraphs.append(
            "\n".join(f"- {title}" + (f" ({who})" if who else "") for title, who in facts.items)
        )
    if facts.decisions:
        paragraphs.append("The meeting decided:")
        paragraphs.append("\n".join(f"- {decision}" for decision in facts.decisions))
    if facts.sponsors:
        paragraphs.append(f"With thanks to {', '.join(facts.sponsors)} for their support.")
    if facts.photographs:
        paragraphs.append(f"Photographs: {', '.join(facts.photographs)}")
    return "\n\n".join(paragraphs)
