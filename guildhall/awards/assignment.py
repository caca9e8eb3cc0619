"""Who reviews which entry. Pure: entries, reviewers and what keeps them apart in; an assignment, or why there is none, out.

Each entry gets its number of reviewers; nobody is given more than they can take; a pair that is kept apart is never
assigned. Among all such assignments one with the greatest worth is found: FIT for each field that entry and reviewer
share (three at most), less the load, of which the n-th entry of a reviewer costs n - so that loads are even, and a
shared field outweighs a load that is less than FIT higher.

It is a flow of least cost, whose matrix is totally unimodular: the linear program's optimum is whole. HiGHS solves it
and proves it. Where none exists, the smallest side of a cut names the entries that ask for more places than there are.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np

from guildhall.core.sentences import Sentence

FIT = 6
FIELDS_MOST = 3
NAMED_MOST = 10
WHOLE = 0.5  # above it, a flow of the solver is one
Pair = tuple[str, str]


@dataclass(frozen=True)
class Problem:
    """What is asked. Keys are the caller's; ``apart`` are pairs (entry, reviewer) that are never assigned.

    ``needed``: how many reviewers each entry gets. ``capacity``: how many entries each reviewer takes at most.
    ``fit``: for pairs, the number of fields they share. ``kept``: pairs that stand as they are.
    """

    needed: Mapping[str, int]
    capacity: Mapping[str, int]
    apart: Collection[Pair] = frozenset()
    fit: Mapping[Pair, int] = field(default_factory=dict)
    kept: Collection[Pair] = frozenset()


@dataclass(frozen=True)
class Assignment:
    """Every pair, with those kept; ``proven`` says that none is worth more, else ``gap`` bounds how much more."""

    pairs: Sequence[Pair]
    worth: int
    proven: bool
    gap: float
    loads: Mapping[str, int]


@dataclass(frozen=True)
class Shortage:
    """Entries that together ask for ``needed`` places, of which there are only ``places``, all of ``reviewers``."""

    entries: Sequence[str]
    reviewers: Sequence[str]
    needed: int
    places: int


class ImpossibleError(ValueError):
    """There is no such assignment. ``few`` are entries that by themselves have too few reviewers left, with how many;
    ``shortage`` a group of entries that together ask for too much."""

    def __init__(self, few: Mapping[str, int], shortage: Shortage | None) -> None:
        super().__init__("no assignment exists")
        self.few, self.shortage = few, shortage

    def explained(self, names: Mapping[str, str], needed: int) -> Sentence:
        """Why, in both languages; ``names`` of entries and reviewers by their keys."""
        if self.few:
            zh = "；".join(f"“{names[key]}”只有{left}人" for key, left in list(self.few.items())[:NAMED_MOST])
            en = "; ".join(f"“{names[key]}” has {left}" for key, left in list(self.few.items())[:NAMED_MOST])
            more = len(self.few) - NAMED_MOST
            return Sentence(
                f"以下申报可选的评审人员不足{needed}人（其余须回避）：{zh}{f'；另有{more}项' if more > 0 else ''}。"
                "请增加评审人员，或减少每项的评审人数。",
                f"These entries have fewer than {needed} reviewers whom no conflict keeps away: "
                f"{en}{f'; and {more} more' if more > 0 else ''}. Add reviewers, or ask for fewer of each entry.",
            )
        group = self.shortage or Shortage((), (), 0, 0)
        entries = [f"“{names[key]}”" for key in group.entries[:NAMED_MOST]]
        people = [names[key] for key in group.reviewers[:NAMED_MOST]]
        etc_zh = "等" if len(group.entries) > NAMED_MOST else ""
        etc_en = ", …" if len(group.entries) > NAMED_MOST else ""
        return Sentence(
            f"{'、'.join(entries)}{etc_zh}共{len(group.entries)}项申报需要{group.needed}个评审名额，而不须回避的评审人员"
            f"（{'、'.join(people) or '无'}）最多只能提供{group.places}个。请增加评审人员，或提高每人的评审上限。",
            f"{len(group.entries)} entries ({', '.join(entries)}{etc_en}) need {group.needed} reviews, and the reviewers "
            f"whom no conflict keeps away ({', '.join(people) or 'none'}) can give at most {group.places}. Add reviewers, "
            "or raise the limit of each.",
        )


def assign(problem: Problem) -> Assignment:
    """An assignment of the greatest worth. ImpossibleError, which says why, where there is none."""
    todo = _Todo(problem)
    few = {
        entry: len(todo.open_to[entry])
        for entry, need in todo.need.items()
        if len(todo.open_to[entry]) < need
    }
    if few:
        raise ImpossibleError({entry: left + todo.had[entry] for entry, left in few.items()}, None)
    chosen, proven, gap = _solve(todo)
    if chosen is None:
        raise ImpossibleError({}, _shortage(todo))
    pairs = sorted([*problem.kept, *chosen])
    loads = dict.fromkeys(problem.capacity, 0)
    for _entry, reviewer in pairs:
        loads[reviewer] = loads.get(reviewer, 0) + 1
    return Assignment(pairs, worth_of(problem, pairs), proven, gap, loads)


def worth_of(problem: Problem, pairs: Collection[Pair]) -> int:
    """What an assignment is worth: fit less load."""
    loads: dict[str, int] = defaultdict(int)
    for _entry, reviewer in pairs:
        loads[reviewer] += 1
    fit = sum(FIT * min(problem.fit.get(pair, 0), FIELDS_MOST) for pair in pairs)
    return fit - sum(load * (load + 1) // 2 for load in loads.values())


class _Todo:
    """What is left to assign beside the pairs that stand."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        kept, apart = set(problem.kept), set(problem.apart)
        self.load: dict[str, int] = defaultdict(int)
        self.had: dict[str, int] = defaultdict(int)
        for entry, reviewer in kept:
            self.load[reviewer] += 1
            self.had[entry] += 1
        self.room = {key: max(most - self.load[key], 0) for key, most in problem.capacity.items()}
        self.need = {key: max(count - self.had[key], 0) for key, count in problem.needed.items()}
        taken = kept | apart
        free = [key for key, room in self.room.items() if room]
        self.open_to = {
            entry: [one for one in free if (entry, one) not in taken] if need else []
            for entry, need in self.need.items()
        }


def _solve(todo: _Todo) -> tuple[list[Pair] | None, bool, float]:
    """The pairs of the linear program's optimum; None where it has no solution."""
    pairs = [(entry, one) for entry, people in todo.open_to.items() for one in people]
    if not pairs:
        return [], True, 0.0
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # theirs
    solver.silent()
    solver.setOptionValue("solver", "simplex")
    # A web server has threads of its own: the solver's would only wait for each other.
    solver.setOptionValue("parallel", "off")
    solver.setOptionValue("threads", 1)
    solver.passModel(_program(todo, pairs))
    solver.run()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return None, True, 0.0
    values = solver.getSolution().col_value
    chosen = [pair for pair, value in zip(pairs, values, strict=False) if value > WHOLE]
    _status, error = solver.getInfoValue("primal_dual_objective_error")
    gap = abs(float(error))
    return chosen, status == highspy.HighsModelStatus.kOptimal, gap


def _program(todo: _Todo, pairs: Sequence[Pair]) -> highspy.HighsLp:
    """A column for each pair, and one for each further entry of a reviewer; a row for each entry (as many as it needs)
    and for each reviewer (as many pairs as entries)."""
    entries = {key: place for place, key in enumerate(key for key, need in todo.need.items() if need)}
    people = {key: len(entries) + place for place, key in enumerate(todo.room)}
    steps = [(one, step) for one, room in todo.room.items() for step in range(1, room + 1)]
    costs = [-FIT * min(todo.problem.fit.get(pair, 0), FIELDS_MOST) for pair in pairs]
    costs += [todo.load[one] + step for one, step in steps]
    rows = [index for entry, one in pairs for index in (entries[entry], people[one])]
    rows += [people[one] for one, _step in steps]
    bounds = np.array([*(todo.need[key] for key in entries), *(0 for _ in people)], dtype=float)
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(costs), len(bounds)
    program.col_cost_ = np.array(costs, dtype=float)
    program.col_lower_, program.col_upper_ = np.zeros(len(costs)), np.ones(len(costs))
    program.row_lower_, program.row_upper_ = bounds, bounds
    starts = [*range(0, 2 * len(pairs), 2), *range(2 * len(pairs), len(rows) + 1)]
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_ = np.array(starts)
    program.a_matrix_.index_ = np.array(rows)
    program.a_matrix_.value_ = np.array([1.0] * (2 * len(pairs)) + [-1.0] * len(steps))
    return program


def _shortage(todo: _Todo) -> Shortage:
    """A group of entries that asks for more than its reviewers can give, by a greatest flow and its cut."""
    taken: dict[str, set[str]] = {entry: set() for entry in todo.need}
    given: dict[str, set[str]] = {one: set() for one in todo.room}
    for entry, need in todo.need.items():
        for one in sorted(todo.open_to[entry], key=lambda key: len(given[key]) - todo.room[key])[:need]:
            if len(given[one]) < todo.room[one]:
                taken[entry].add(one)
                given[one].add(entry)
    for entry, need in todo.need.items():
        while len(taken[entry]) < need and _one_more(todo, taken, given, entry):
            pass
    short = [entry for entry, need in todo.need.items() if len(taken[entry]) < need]
    entries, reviewers, _paths = _reach(todo, taken, given, short[:1])
    others = sum(1 for entry in entries for one in todo.open_to[entry] if one not in reviewers)
    return Shortage(
        sorted(entries),
        sorted(reviewers),
        sum(todo.need[entry] for entry in entries),
        sum(todo.room[one] for one in reviewers) + others,
    )


def _reach(
    todo: _Todo, taken: Mapping[str, set[str]], given: Mapping[str, set[str]], start: Sequence[str]
) -> tuple[set[str], set[str], dict[str, Pair]]:
    """Entries and reviewers that are reached by taking another reviewer and giving up an entry, by turns; and for each
    reviewer the entry they were reached from, for each entry reached anew the reviewer."""
    entries, reviewers = set(start), set[str]()
    came: dict[str, Pair] = {}
    queue = list(start)
    while queue:
        entry = queue.pop()
        for one in todo.open_to[entry]:
            if one in reviewers or one in taken[entry]:
                continue
            reviewers.add(one)
            came[f"reviewer {one}"] = (entry, one)
            for other in given[one]:
                if other not in entries:
                    entries.add(other)
                    came[f"entry {other}"] = (other, one)
                    queue.append(other)
    return entries, reviewers, came


def _one_more(todo: _Todo, taken: dict[str, set[str]], given: dict[str, set[str]], entry: str) -> bool:
    """One reviewer more for the entry, others making room where needed; False where none can."""
    _entries, reviewers, came = _reach(todo, taken, given, [entry])
    free = next((one for one in sorted(reviewers) if len(given[one]) < todo.room[one]), None)
    if free is None:
        return False
    one = free
    while True:
        asker = came[f"reviewer {one}"][0]
        taken[asker].add(one)
        given[one].add(asker)
        if asker == entry:
            return True
        one = came[f"entry {asker}"][1]
        taken[asker].discard(one)
        given[one].discard(asker)
