"""Paper ballots of the coming round, and sheets to count them on, as PDF."""

from typing import Any

from guildhall.core.sentences import Sentence
from guildhall.documents import pdf
from guildhall.votes.models import Election, Vote
from guildhall.votes.queries.pack import pair
from guildhall.votes.queries.rounds import Round, next_round

SHEETS = 2


def ballot_papers(election: Election, *, copies: int) -> bytes | None:
    """So many ballots of the round that is open, or else comes next, and two sheets to count on; None where none comes.

    In Chinese, or in both languages where post and association have English names. Nothing tells one ballot from another.
    """
    round_ = _round(election)
    if round_ is None:
        return None
    association, motion = election.association, election.motion
    is_both = bool(association.name_en and motion.title_en and association.name_zh and motion.title_zh)
    data: dict[str, Any] = {
        "lang": "both" if is_both else "zh" if motion.title_zh else "en",
        "association": pair(association.name_zh, association.name_en),
        "title": pair(motion.title_zh, motion.title_en),
        "round": _head(election, round_).as_data(),
        "candidates": _lines(election, round_),
        "instructions": [one.as_data() for one in instructions(election, round_.seats)],
        "write_ins": round_.seats if election.write_ins else 0,
        "foot": pair("候选人按姓氏笔画为序。", "Candidates in order of strokes of the surname."),
        "copies": copies,
        "sheets": SHEETS,
    }
    return pdf.render("ballot", data)


def _round(election: Election) -> Round | None:
    going = election.votes.filter(state__in=(Vote.State.OPEN, Vote.State.COUNTING)).last()
    if going is not None:
        return Round(going.number, going.slate, going.seats or election.seats, is_run_off=going.number > 1)
    return next_round(election)


def _head(election: Election, round_: Round) -> Sentence:
    many = len(round_.slate)
    kind = (
        Sentence("差额", "more candidates than seats")
        if many > round_.seats
        else Sentence("等额", "as many as seats")
    )
    return Sentence(
        f"第{round_.number}轮　应选{round_.seats}名，候选人{many}名（{kind.zh}）",
        f"Round {round_.number}: {round_.seats} to be elected, {many} candidates ({kind.en})",
    )


def instructions(election: Election, seats: int) -> list[Sentence]:
    """How a ballot is filled in, and what makes it invalid."""
    lines = [
        Sentence(
            "每位候选人只选一项，在相应方格内画“○”；三项都不画的，按弃权计。",
            "Mark one box for each candidate; no mark counts as abstaining.",
        ),
        Sentence(
            f"赞成的人数（含另选他人）不得多于{seats}名；多于的，整张选票无效。",
            f"Mark at most {seats} for, names written in included; more make the whole ballot invalid.",
        ),
    ]
    if election.write_ins:
        lines.append(
            Sentence(
                "另选他人的，在“另选他人”栏写明姓名；不要再填写候选人的姓名。",
                "To elect somebody else write the name below; do not write a candidate's name there again.",
            )
        )
    return lines


def _lines(election: Election, round_: Round) -> list[dict[str, Any]]:
    known = election.candidates.select_related("person__organization", "organization")
    units = {str(one.pk): one.organization or one.person.organization for one in known}
    lines = []
    for one in round_.slate:
        unit = units.get(one["id"])
        line: dict[str, Any] = {"name": _name(one)}
        lines.append(line | ({"unit": pair(unit.name_zh, unit.name_en)} if unit else {}))
    return lines


def _name(one: dict[str, str]) -> dict[str, str] | str:
    zh, en = one["name_zh"], one["name_en"]
    return zh if zh == en else pair(zh, en)
