"""The result of an election as it is read out in the meeting, in both languages."""

from collections.abc import Iterable

from django.utils import timezone

from guildhall.core.dates import long_date
from guildhall.core.sentences import Sentence
from guildhall.votes.models import Candidate, Election, Teller, Vote
from guildhall.votes.queries.election import candidates_of, rounds_of
from guildhall.votes.queries.rounds import reason


def proclamation_of(election: Election) -> list[Sentence]:
    """Paragraphs to read from: who was there, the ballots, everyone's votes, who is elected, who watched. Four queries."""
    rounds = [vote for vote in rounds_of(election) if vote.state == Vote.State.DECLARED]
    if not rounds:
        return []
    title_zh = election.motion.title_zh or election.motion.title_en
    title_en = election.motion.title_en or election.motion.title_zh
    paragraphs = [Sentence(f"现在宣布“{title_zh}”的投票结果。", f"The result of “{title_en}” is declared.")]
    for vote in rounds:
        paragraphs += _round(vote, several=len(rounds) > 1)
    return [*paragraphs, _elected(election), *_watched(rounds[-1]), _day(election, rounds[-1])]


def _round(vote: Vote, *, several: bool) -> Iterable[Sentence]:
    counts, tally = vote.counts, vote.tally
    present = counts.get("present_on_site", 0) + counts.get("present_online", 0)
    head = Sentence(f"第{vote.number}轮投票：", f"Round {vote.number}: ") if several else Sentence("", "")
    invalid = tally.get("invalid", {})
    yield Sentence(
        f"{head.zh}应到{counts.get('entitled', 0)}人，实到{present}人。"
        f"发出选票{_figure(tally, 'issued')}张，收回{_figure(tally, 'returned')}张，"
        f"其中有效票{_figure(tally, 'valid')}张，无效票{sum(invalid.values())}张。",
        f"{head.en}{counts.get('entitled', 0)} are entitled, {present} are present. "
        f"{_figure(tally, 'issued')} ballots were issued and {_figure(tally, 'returned')} returned, "
        f"{_figure(tally, 'valid')} of them valid and {sum(invalid.values())} invalid.",
    )
    for code, number in invalid.items():
        why = reason(code)
        yield Sentence(f"无效票中：{why.zh}，{number}张。", f"Invalid: {why.en}, {number}.")
    standings = vote.outcome.get("standings", [])
    if standings:
        yield Sentence(
            "各候选人得票情况如下（按选票排列顺序）：", "The votes, in the order of the ballot, are:"
        )
    for one in standings:
        written = Sentence("（另选）", " (written in)") if one["written_in"] else Sentence("", "")
        yield Sentence(
            f"{one['name_zh'] or one['name_en']}{written.zh}：赞成{one['for']}票，反对{one['against']}票，弃权{one['abstain']}票。",
            f"{one['name_en'] or one['name_zh']}{written.en}: {one['for']} for, {one['against']} against, "
            f"{one['abstain']} abstaining.",
        )
    if vote.outcome["code"] != "all_elected":
        yield Sentence(**vote.outcome["sentence"])


def _figure(tally: dict[str, int | None], name: str) -> str:
    value = tally.get(name)
    return "—" if value is None else str(value)


def _elected(election: Election) -> Sentence:
    elected = [one for one in candidates_of(election) if one.state == Candidate.State.ELECTED]
    waiting = [one["name"] for one in election.written_in if one["state"] == "to_confirm"]
    post = Sentence(
        election.post.name_zh or election.post.name_en, election.post.name_en or election.post.name_zh
    )
    zh = "、".join([one.person.name_zh or one.person.name_en for one in elected] + waiting)
    en = ", ".join([one.person.name_en or one.person.name_zh for one in elected] + waiting)
    vacant = election.seats - len(elected) - len(waiting)
    left = Sentence(f"空缺{vacant}名。", f" {vacant} left vacant.") if vacant > 0 else Sentence("", "")
    if not zh:
        return Sentence(f"无人当选{post.zh}。{left.zh}", f"Nobody is elected as {post.en}.{left.en}")
    count = len(elected) + len(waiting)
    return Sentence(
        f"{zh}，共{count}名，当选{post.zh}。{left.zh}", f"Elected as {post.en}: {en} ({count}).{left.en}"
    )


def _watched(vote: Vote) -> Iterable[Sentence]:
    labels = {
        Teller.Role.SCRUTINEER: Sentence("监票人", "Scrutineers"),
        Teller.Role.TELLER: Sentence("计票人", "Tellers"),
    }
    for role, label in labels.items():
        named = [one.person for one in vote.tellers.all() if one.role == role]
        if named:
            zh = "、".join(person.name_zh or person.name_en for person in named)
            en = ", ".join(person.name_en or person.name_zh for person in named)
            yield Sentence(f"{label.zh}：{zh}。", f"{label.en}: {en}.")


def _day(election: Election, vote: Vote) -> Sentence:
    at = vote.declared_at or vote.opened_at
    return long_date(timezone.localdate(at, election.association.zone))
