"""Counts a closed vote again and says whether its result is right. 对已结束的表决重新计票并核对结果。

    python verify_bundle.py bundle.json [--hash HEX] [--phrase "..."]

One file, Python 3.11 or newer, nothing else. HEX is the SHA-256 in the minutes, the phrase a voter's receipt. Exit code 0:
everything agrees; 1: it does not. HEX 为会议纪要所载校验值，短语为投票人的回执；退出码 0 表示全部相符，1 表示有不符之处。
"""

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

FORMAT = "guildhall-votes-1"
MARKS = {"F": "赞成 for", "A": "反对 against", "S": "弃权 abstaining", "-": "未填 left blank"}
SIDES = ("for", "against", "abstain")
Data = dict[str, Any]
NOBODY = {"name_zh": "", "name_en": ""}

PROBLEMS = {
    "unreadable": ("文件无法读取", "the file cannot be read"),
    "key_twice": ("同一名称出现两次", "a name stands in it twice"),
    "wrong_format": ("不是表决数据包", "this is no bundle of a vote"),
    "misshapen": ("缺少内容或格式不对", "a part is missing or not what it should be"),
    "not_canonical": ("文件不是规范写法，曾被改写", "not in canonical form: the file was rewritten"),
    "hash_differs": (
        "校验值与纪要所载不符，内容被改动",
        "not the hash in the minutes: something was changed",
    ),
    "ballot_unmarked": ("选票缺少回执短语或席位", "a ballot has neither its phrase nor its seat"),
    "secret_ballot_named": ("无记名选票带有席位", "a secret ballot names a seat"),
    "phrase_twice": ("回执短语重复", "a receipt phrase is there twice"),
    "seat_twice": ("同一席位有两张票", "a seat has two ballots"),
    "not_sorted": ("选票的排列被改动", "the ballots are not in their order"),
    "ballots_missing": (
        "选票少于收回数，有选票被删去",
        "fewer ballots than were returned: some were removed",
    ),
    "ballots_added": ("选票多于收回数，有选票被加入", "more ballots than were returned: some were added"),
    "more_than_issued": ("收回的电子选票多于发出数", "more electronic ballots than could be cast"),
    "more_than_entitled": ("票数多于应到人数", "more votes than were entitled"),
    "entered_misfit": ("录入的票数合计不符", "figures that were entered do not add up"),
    "counts_differ": ("票数与重新计票不符", "figures differ from the recount"),
    "result_differs": ("结果与重新计算不符", "the result differs from what follows from the votes"),
    "phrase_not_found": ("没有找到该回执短语的选票", "no ballot has this phrase"),
}


class UnfitError(Exception):
    """The bundle cannot be counted: (code, where)."""


class Report:
    """What was found, and what it says to people."""

    def __init__(self) -> None:
        self.problems: list[tuple[str, str]] = []
        self.lines: list[str] = []

    def problem(self, code: str, where: object = "") -> None:
        self.problems.append((code, str(where)))

    def say(self, zh: str, en: str) -> None:
        self.lines.append(f"{zh}\n{en}".strip())


def check(content: bytes, expected: str = "", phrase: str = "") -> Report:
    """Everything that can be said about these bytes."""
    report = Report()
    found = sha256(content).hexdigest()
    report.say(f"SHA-256：{found}", "Compare it with the minutes. 请与会议纪要所载核对。")
    if expected and expected.strip().lower() != found:
        report.problem("hash_differs", found)
    try:
        bundle = read(content)
        canonical = json.dumps(bundle, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        if canonical.encode() != content:
            report.problem("not_canonical")
        look_at_ballots(bundle, report)
        counts = recount(bundle, report)
        compare(bundle["counts"], counts, "counts_differ", report)
        compare(bundle["result"], result_of(bundle, counts), "result_differs", report)
        tell(bundle, counts, report)
        if phrase:
            find(bundle, phrase, report)
    except UnfitError as unfit:
        report.problem(*unfit.args)
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        report.problem("misshapen", f"{type(error).__name__}: {error}")
    return report


def read(content: bytes) -> Data:
    """The bundle in these bytes."""
    try:
        bundle = json.loads(content, object_pairs_hook=once)
    except (ValueError, RecursionError) as error:
        raise UnfitError("unreadable", error) from error
    if isinstance(bundle, dict) and bundle.get("format") == FORMAT:
        return bundle
    raise UnfitError("wrong_format", "")


def once(pairs: list[tuple[str, Any]]) -> Data:
    """An object of JSON; the same name twice could show one thing to us and another to somebody else."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise UnfitError("key_twice", Counter(name for name, _value in pairs).most_common(1)[0][0])
    return found


def whole(number: Any) -> int:
    if isinstance(number, bool) or not isinstance(number, int) or number < 0:
        raise UnfitError("misshapen", f"{number!r} is no count")
    return number


def look_at_ballots(bundle: Data, report: Report) -> None:
    """Each ballot has a phrase (secret) or a seat (named) of its own, and there are as many as were returned."""
    ballots, box = bundle["ballots"], bundle["box"]
    own = "phrase" if bundle["secret"] else "seat"
    if bundle["secret"] and any("seat" in ballot for ballot in ballots):
        report.problem("secret_ballot_named")
    names = [str(ballot.get(own) or "") for ballot in ballots]
    if not all(names):
        report.problem("ballot_unmarked")
    for name, times in Counter(names).items():
        if times > 1:
            report.problem(f"{own}_twice", name)
    if names != sorted(names) and own == "phrase":
        report.problem("not_sorted")
    returned = whole(box["returned"]) if box else 0
    if len(ballots) != returned:
        code = "ballots_added" if len(ballots) > returned else "ballots_missing"
        report.problem(code, f"{len(ballots)} / {returned}")
    if box and box["issued"] is not None and len(ballots) > whole(box["issued"]):
        report.problem("more_than_issued", f"{len(ballots)} / {box['issued']}")


def plain_name(name: str) -> str:
    """A name written in, as all ways to write it are counted together."""
    text = unicodedata.normalize("NFKC", name)
    text = "".join(c for c in re.sub(r"\s", " ", text) if not unicodedata.category(c).startswith("C"))
    words = re.sub(r"\s*[·•‧・∙⋅]\s*", "·", " ".join(text.split()))
    words = re.sub(r"(?<=[^\x00-\u02ff]) | (?=[^\x00-\u02ff])", "", words)
    return unicodedata.normalize("NFKC", words.upper())


def why_invalid(ballot: Data, bundle: Data, on_ballot: set[str]) -> str:
    """The reason; empty for a valid ballot."""
    marks, written = ballot["marks"], [plain_name(name) for name in ballot.get("write_ins", [])]
    reasons = (
        ("wrong_length", len(marks) != len(bundle["candidates"])),
        ("unknown_mark", bool(set(marks) - set(MARKS))),
        ("write_ins_not_allowed", bool(written) and not bundle["write_ins"]),
        ("write_in_unreadable", any(not 1 <= len(name) <= 60 for name in written)),
        ("write_in_twice", len(written) > len(set(written))),
        ("write_in_on_slate", not on_ballot.isdisjoint(written)),
        ("too_many_marks", marks.count("F") + len(written) > bundle["seats"]),
    )
    return next((code for code, holds in reasons if holds), "")


def recount(bundle: Data, report: Report) -> Data:
    """All boxes: the ballots counted one by one, what was entered of paper and hands added."""
    count = {"motion": count_motion, "election": count_election}[bundle["kind"]]
    boxes = [entered(box, bundle, report) for box in bundle["entered"]]
    if bundle["box"]:
        boxes.append(count(bundle))
        compare(bundle["box"]["invalid"], boxes[-1]["invalid"], "counts_differ", report)
    totals: Data = {}
    for key in ("issued", "returned", "valid"):
        numbers = [box[key] for box in boxes]
        totals[key] = None if None in numbers or not boxes else sum(numbers)
    totals["invalid"] = added(box["invalid"] for box in boxes)
    if bundle["kind"] == "election":
        places = range(len(bundle["candidates"]))
        totals["candidates"] = [added(box["candidates"][place] for box in boxes) for place in places]
        totals["write_ins"] = added(box["write_ins"] for box in boxes)
    else:
        totals |= added(box["votes"] for box in boxes)
    totals["overfull"] = any(
        (box["returned"] or 0) > box["issued"] for box in boxes if box["issued"] is not None
    )
    voices = [box["returned"] or sum(box.get("votes", {}).values()) for box in boxes]
    if sum(voices) > whole(bundle["attendance"]["entitled"]) and not totals["overfull"]:
        report.problem("more_than_entitled", sum(voices))
    return totals


def added(parts: Any) -> dict[str, int]:
    total: Counter[str] = Counter()
    for part in parts:
        total.update(part)
    return dict(total)


def count_motion(bundle: Data) -> Data:
    given = Counter(ballot["marks"] for ballot in bundle["ballots"])
    votes = {side: given.pop(side, 0) for side in SIDES}
    return boxed(bundle["box"], len(bundle["ballots"]), {"unknown_mark": given.total()}) | {"votes": votes}


def count_election(bundle: Data) -> Data:
    names = [one[key] for one in bundle["candidates"] for key in ("name_zh", "name_en")]
    on_ballot = set(map(plain_name, names)) - {""}
    invalid: Counter[str] = Counter()
    rows: list[str] = []
    written: list[str] = []
    for ballot in bundle["ballots"]:
        reason = why_invalid(ballot, bundle, on_ballot)
        if reason:
            invalid[reason] += 1
        else:
            rows.append(ballot["marks"])
            written += ballot.get("write_ins", [])
    candidates = []
    for column in map(Counter, zip(*rows, strict=True) if rows else [""] * len(bundle["candidates"])):
        votes = {"for": column["F"], "against": column["A"], "abstain": column["S"]}
        if bundle["blank_is"] != "nothing":
            votes[bundle["blank_is"]] += column["-"]
        candidates.append(votes)
    counted = boxed(bundle["box"], len(bundle["ballots"]), invalid)
    return counted | {"candidates": candidates, "write_ins": dict(Counter(map(plain_name, written)))}


def boxed(box: Data, returned: int, invalid: dict[str, int]) -> Data:
    reasons = {code: number for code, number in invalid.items() if number}
    valid = returned - sum(reasons.values())
    return {"issued": box["issued"], "returned": returned, "valid": valid, "invalid": reasons}


def entered(box: Data, bundle: Data, report: Report) -> Data:
    """Paper or hands as people entered them: nothing to recount, but the figures have to fit together."""
    lines = [box["votes"]] if bundle["kind"] == "motion" else box["candidates"]
    names = box.get("write_ins", {})
    given = [line[side] for line in lines for side in SIDES]
    for number in [*given, *names.values(), *box["invalid"].values()]:
        whole(number)
    if box["returned"] is None:
        return box | {"valid": None}
    valid = whole(box["returned"]) - sum(box["invalid"].values())
    sums = [sum(line[side] for side in SIDES) for line in lines]
    marks = sum(line["for"] for line in lines) + sum(names.values())
    fewest = 0 if bundle.get("blank_is") == "nothing" else valid
    if not all(fewest <= one <= valid for one in sums) or marks > valid * bundle.get("seats", 1):
        report.problem("entered_misfit", box["way"])
    return box | {"valid": valid}


def judge(bundle: Data, counts: Data, votes: dict[str, int]) -> tuple[bool | None, str]:
    """Is it carried? The first of these that holds, in this order; thresholds with exact fractions."""
    there, rule = bundle["attendance"], bundle["rule"]
    present = there["on_site"] + there["online"] + there["by_correspondence"]
    counted = present if rule["remote_counts"] else present - there["online"]
    limit = counted if counts["valid"] is None else counts["valid"]
    total = sum(votes[side] for side in SIDES)
    in_turn: list[tuple[bool, bool | None, str]] = [
        (counts["overfull"], False, "more_returned_than_issued"),
        (present > there["entitled"], None, "counts_do_not_fit"),
        (not counted, False, "nobody_present" if there["entitled"] else "nobody_entitled"),
        (rule["quorum"] and not reaches(counted, rule["quorum"], there["entitled"]), False, "no_quorum"),
        (total > limit, None, "counts_do_not_fit"),
        (not rule["majority"], None, "no_rule"),
    ]
    for holds, ok, code in in_turn:
        if holds:
            return ok, code
    bases = there | {"present": counted} | {key: counts[key] for key in ("issued", "returned", "valid")}
    bases |= {"voted": total, "cast": votes["for"] + votes["against"]}
    base = bases[rule["majority"]["base"]]
    if not base:
        return (None, "base_not_counted") if base is None else (False, "base_is_zero")
    carried = reaches(votes["for"], rule["majority"], base)
    return carried, "carried" if carried else "not_carried"


def reaches(given: int, rule: Data, base: int) -> bool:
    share = Fraction(rule["value"]) * base
    return given > share if rule["operator"] == ">" else given >= share


def result_of(bundle: Data, counts: Data) -> Data:
    if bundle["kind"] == "motion":
        ok, code = judge(bundle, counts, counts)
        return {"ok": ok, "code": code}
    stand = standing(bundle, counts)
    first = judge(bundle, counts, dict.fromkeys(SIDES, 0))
    verdicts = [judge(bundle, counts, votes) for _id, votes in stand]
    for ok, code in [first, *verdicts]:
        if ok is None or code not in ("carried", "not_carried", "base_is_zero"):
            return {"ok": ok, "code": code, "elected": [], "run_off": [], "seats_left": 0, "vacancies": 0}
    both = zip(stand, verdicts, strict=True)
    return seats([(one, votes["for"]) for (one, votes), (ok, _code) in both if ok], bundle["seats"])


def standing(bundle: Data, counts: Data) -> list[tuple[str, dict[str, int]]]:
    """Everybody with votes. Nobody could mark against a name written in: other valid ballots count as no vote for."""
    ids = [one["id"] for one in bundle["candidates"]]
    stand = list(zip(ids, counts["candidates"], strict=True))
    most = max((sum(votes[side] for side in SIDES) for _id, votes in stand), default=0)
    voters = most if counts["valid"] is None else counts["valid"]
    other = "against" if (bundle["rule"]["majority"] or {}).get("base") == "cast" else "abstain"
    for name, number in sorted(counts["write_ins"].items(), key=lambda pair: (-pair[1], pair[0])):
        others = {"against": 0, "abstain": 0} | {other: max(voters - number, 0)}
        stand.append((f"written:{name}", {"for": number} | others))
    return stand


def seats(carried: list[tuple[str, int]], number: int) -> Data:
    """A seat for whoever has no more than ``number`` at or above; those whom the last seats cannot part tie."""
    elected, tied = [], []
    for one, votes in sorted(carried, key=lambda pair: -pair[1]):
        above = sum(other > votes for _one, other in carried)
        level = sum(other >= votes for _one, other in carried)
        if level <= number:
            elected.append(one)
        elif above < number:
            tied.append(one)
    left = number - len(elected)
    return {
        "ok": left == 0,
        "code": "tie" if tied else "vacancies" if left else "all_elected",
        "elected": elected,
        "run_off": tied,
        "seats_left": left if tied else 0,
        "vacancies": 0 if tied else left,
    }


def compare(stated: Any, found: Any, code: str, report: Report, where: str = "") -> None:
    """Everything that we worked out stands there as we worked it out."""
    if isinstance(found, dict) and isinstance(stated, dict):
        names = {*found, *stated} if where.endswith(("invalid", "write_ins")) else set(found) - {"overfull"}
        for name in sorted(names):
            compare(stated.get(name), found.get(name), code, report, f"{where} {name}".strip())
    elif where == "candidates" and isinstance(stated, list) and len(found) == len(stated):
        for place, (one, two) in enumerate(zip(stated, found, strict=True), start=1):
            compare(one, two, code, report, f"{where} {place}")
    elif stated != found or type(stated) is not type(found):
        report.problem(code, f"{where}: {stated} ≠ {found}")


def tell(bundle: Data, counts: Data, report: Report) -> None:
    report.say(f"{bundle['title_zh']}（{bundle['closed_at']}）", bundle["title_en"])
    a, b, c = (("-" if counts[key] is None else counts[key]) for key in ("issued", "returned", "valid"))
    report.say(f"发出{a}，收回{b}，有效{c}", f"{a} issued, {b} returned, {c} valid")
    for name, votes in zip(names_of(bundle), counts.get("candidates", [counts]), strict=True):
        a, b, c = (votes[side] for side in SIDES)
        report.say(name, f"　赞成{a} 反对{b} 弃权{c} / {a} for, {b} against, {c} abstaining")
    for name, number in sorted(counts.get("write_ins", {}).items()):
        report.say(f"另选他人 written in：{name}　{number}", "")
    report.say(*(bundle["result"]["sentence"][language] for language in ("zh", "en")))


def names_of(bundle: Data) -> list[str]:
    return [f"{one['name_zh']} {one['name_en']}".strip() for one in bundle.get("candidates", [NOBODY])]


def find(bundle: Data, phrase: str, report: Report) -> None:
    """The ballot of a phrase; spaces, hyphens, capitals and full width make no difference."""
    wanted = re.sub(r"[\W_]", "", plain_name(phrase)).lower()
    ballots = bundle["ballots"] if wanted else []
    own = next((one for one in ballots if str(one.get("phrase", "")).replace("-", "") == wanted), None)
    if own is None:
        report.problem("phrase_not_found", phrase)
        return
    report.say(f"回执短语的选票：{own['phrase']}", "The ballot of this phrase:")
    written, marks = own.get("write_ins", []), own["marks"]
    marks = [marks] if bundle["kind"] == "motion" else [*marks, *written]
    names = [*names_of(bundle), *["另选他人 written in"] * len(written)]
    for name, mark in zip(names, marks, strict=False):
        report.say(f"　{name} {MARKS.get(mark, mark)}", "")


def main(arguments: list[str] | None = None) -> int:
    layout = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=layout)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--hash", default="", help="SHA-256 in the minutes 会议纪要所载校验值")
    parser.add_argument("--phrase", default="", help="receipt phrase 回执短语")
    given = parser.parse_args(arguments)
    report = check(given.bundle.read_bytes(), given.hash, given.phrase)
    for line in report.lines:
        sys.stdout.write(line + "\n")
    for code, where in report.problems:
        sys.stdout.write(f"✗ {' / '.join(PROBLEMS[code])} [{code}] {where}\n")
    if not report.problems:
        sys.stdout.write("✓ 全部相符。 / Everything agrees.\n")
    return 1 if report.problems else 0


if __name__ == "__main__":
    sys.exit(main())
