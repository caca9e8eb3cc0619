"""Kinds of documents that carry a serial number, and how their numbers are written. Pure."""

from dataclasses import dataclass

from guildhall.core.sentences import Sentence


@dataclass(frozen=True)
class Kind:
    """``label`` names the kind; ``pattern`` is its number where the association set none of its own."""

    label: Sentence
    pattern: Sentence


def _kind(zh: str, en: str, mark: str) -> Kind:
    return Kind(Sentence(zh, en), Sentence(f"{mark}〔{{year}}〕{{number}}号", f"{en} {{year}}-{{number}}"))


KINDS = {
    "notice": _kind("会议通知", "Notice", "会通"),
    "minutes": _kind("会议纪要", "Minutes", "会纪"),
    "resolution": _kind("决议", "Resolution", "会决"),
    "plan": _kind("工作计划", "Plan", "会计划"),
    "responsibility": _kind("责任书", "Letter of responsibility", "责任书"),
    "commitment": _kind("军令状", "Letter of commitment", "军令状"),
    "appointment": _kind("聘书", "Letter of appointment", "聘字"),
    "agreement": _kind("合作协议", "Agreement", "协议"),
    "certificate": _kind("证书", "Certificate", "证字"),
    "report": _kind("报告", "Report", "会报"),
    "election": _kind("选举备案材料", "Election filing", "选备"),
    "dues": _kind("缴费通知", "Dues notice", "会费"),
    "document": _kind("文件", "Document", "会发"),
}
PLACES = ("{year}", "{number}")


def written(pattern: str, *, year: int, number: int) -> str:
    """``会纪〔{year}〕{number}号`` with its year and number. Other braces stay as they are."""
    return pattern.replace("{year}", str(year)).replace("{number}", str(number))


def missing_places(pattern: str) -> list[str]:
    """Which of year and number a pattern forgets; without both, two documents could look alike."""
    return [place for place in PLACES if place not in pattern]
