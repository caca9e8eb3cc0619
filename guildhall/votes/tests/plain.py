"""A second counter, as plain as can be and written from the rules of the field, to hold the first one against."""

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property


@dataclass
class PlainElection:
    """Names on the ballot, seats, who was there, and the thresholds in words: ``"> 1/2 present"``."""

    names: list[str]
    seats: int
    write_ins: bool
    entitled: int
    present: int
    issued: int
    quorum: str
    majority: str
    ballots: list[tuple[str, list[str]]] = field(default_factory=list)

    @cached_property
    def valid_ballots(self):
        return [ballot for ballot in self.ballots if self.is_valid(*ballot)]

    def is_valid(self, marks, written):
        if len(marks) != len(self.names) or set(marks) - set("FAS-"):
            return False
        if written and not self.write_ins:
            return False
        if len(set(written)) < len(written) or set(written) & set(self.names):
            return False
        return marks.count("F") + len(written) <= self.seats

    def votes(self):
        """{name: (for, against, abstaining)}; a blank abstains."""
        counted = {}
        for place, name in enumerate(self.names):
            marks = Counter(marks[place] for marks, _written in self.valid_ballots)
            counted[name] = (marks["F"], marks["A"], marks["S"] + marks["-"])
        return counted

    def written(self):
        return Counter(name for _marks, written in self.valid_ballots for name in written)

    def reaches(self, rule, number, sizes):
        operator, share, base = rule.split()
        if not sizes[base]:
            return False
        have = Fraction(number, sizes[base])
        return have > Fraction(share) if operator == ">" else have >= Fraction(share)

    def result(self):
        """(code, elected in their order, tied)."""
        if len(self.ballots) > self.issued:
            return "more_returned_than_issued", [], []
        if not self.present:
            return "nobody_present", [], []
        if not self.reaches(self.quorum, self.present, {"entitled": self.entitled}):
            return "no_quorum", [], []
        valid = len(self.valid_ballots)
        sizes = {"entitled": self.entitled, "present": self.present, "issued": self.issued}
        sizes |= {"returned": len(self.ballots), "valid": valid}
        chosen = {}
        for name, (for_, against, abstaining) in self.votes().items():
            own = {"voted": for_ + against + abstaining, "cast": for_ + against}
            if self.reaches(self.majority, for_, sizes | own):
                chosen[name] = for_
        written = sorted(self.written().items(), key=lambda one: (-one[1], one[0]))
        others = sizes | {"voted": valid, "cast": valid}
        chosen |= {name: for_ for name, for_ in written if self.reaches(self.majority, for_, others)}
        return self.seated(chosen)

    def seated(self, chosen):
        elected, free = [], self.seats
        for votes in sorted(set(chosen.values()), reverse=True):
            level = [name for name in chosen if chosen[name] == votes]
            if len(level) > free:
                return ("tie", elected, level) if free else ("all_elected", elected, [])
            elected += level
            free -= len(level)
        return "vacancies" if free else "all_elected", elected, []
