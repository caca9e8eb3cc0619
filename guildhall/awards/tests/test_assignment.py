"""The solver against another way to count: a greatest flow in plain Python, and every possibility where there are few."""

import random
from itertools import combinations, product

import pytest

from guildhall.awards.assignment import ImpossibleError, Problem, assign, worth_of


def make_problem(chance, *, entries, reviewers, each, most):
    names, people = [f"e{place}" for place in range(entries)], [f"r{place}" for place in range(reviewers)]
    apart = {pair for pair in product(names, people) if chance.random() < chance.choice([0.1, 0.3, 0.6])}
    fit = {pair: chance.randrange(4) for pair in product(names, people)}
    needed = {name: chance.randint(1, each) for name in names}
    return Problem(needed, {one: chance.randint(0, most) for one in people}, apart, fit)


def greatest_flow(problem):
    """How many of the reviews asked for can be given, by plain augmenting paths."""
    given = {one: [] for one in problem.capacity}

    def place(entry, seen):
        for one in problem.capacity:
            if (entry, one) in problem.apart or one in seen or entry in given[one]:
                continue
            seen.add(one)
            if len(given[one]) < problem.capacity[one]:
                given[one].append(entry)
                return True
            for other in list(given[one]):
                given[one].remove(other)
                given[one].append(entry)
                if place(other, seen):
                    return True
                given[one].remove(entry)
                given[one].append(other)
        return False

    return sum(place(entry, set()) for entry, need in problem.needed.items() for _step in range(need))


def best_of_all(problem):
    """The greatest worth among every possibility; None where there is none."""
    people = list(problem.capacity)
    choices = [
        list(combinations([one for one in people if (entry, one) not in problem.apart], need))
        for entry, need in problem.needed.items()
    ]
    found = []
    for chosen in product(*choices):
        pairs = [(entry, one) for entry, group in zip(problem.needed, chosen, strict=True) for one in group]
        loads = [sum(1 for pair in pairs if pair[1] == one) for one in people]
        if all(load <= problem.capacity[one] for load, one in zip(loads, people, strict=True)):
            found.append(worth_of(problem, pairs))
    return max(found, default=None)


def require_sound(problem, found):
    pairs = set(found.pairs)
    assert len(pairs) == len(found.pairs)
    assert not pairs & set(problem.apart)
    assert found.proven
    for entry, need in problem.needed.items():
        assert sum(1 for pair in pairs if pair[0] == entry) == need
    for one, most in problem.capacity.items():
        assert sum(1 for pair in pairs if pair[1] == one) == found.loads[one] <= most


def require_true_reason(problem, refusal):
    """What it says is so: too few left for an entry, or more asked for than the group can be given."""
    for entry, left in refusal.few.items():
        free = [one for one, most in problem.capacity.items() if most and (entry, one) not in problem.apart]
        assert len(free) == left < problem.needed[entry]
    if not refusal.few:
        group = refusal.shortage
        assert sum(problem.needed[entry] for entry in group.entries) == group.needed > group.places
        places = 0
        for one, most in problem.capacity.items():
            open_to = sum(1 for entry in group.entries if (entry, one) not in problem.apart)
            places += min(most, open_to)
        assert places <= group.places
    names = {key: key for key in (*problem.needed, *problem.capacity)}
    said = refusal.explained(names, 3)
    assert said.zh.endswith("。")
    assert said.en.endswith(".")


def test_a_hundred_instances_keep_conflicts_and_limits_or_say_why_not():
    chance = random.Random(20261121)  # noqa: S311  instances, no secrets
    outcomes = {"assigned": 0, "few": 0, "shortage": 0}
    for _instance in range(100):
        size = {"entries": chance.randint(2, 14), "reviewers": chance.randint(2, 9)}
        problem = make_problem(chance, **size, each=3, most=chance.choice([2, 5, 9]))
        asked = sum(problem.needed.values())
        try:
            found = assign(problem)
        except ImpossibleError as refusal:
            assert greatest_flow(problem) < asked
            require_true_reason(problem, refusal)
            outcomes["few" if refusal.few else "shortage"] += 1
        else:
            assert greatest_flow(problem) == asked
            require_sound(problem, found)
            outcomes["assigned"] += 1
    assert min(outcomes.values()) >= 5, outcomes


def test_nothing_is_worth_more_than_what_is_found():
    chance = random.Random(6)  # noqa: S311  instances, no secrets
    for _instance in range(40):
        problem = make_problem(chance, entries=chance.randint(1, 4), reviewers=4, each=2, most=3)
        best = best_of_all(problem)
        if best is None:
            with pytest.raises(ImpossibleError):
                assign(problem)
        else:
            assert assign(problem).worth == best


def test_pairs_that_stand_are_kept_and_only_the_rest_is_assigned():
    problem = Problem({"a": 2, "b": 2}, {"x": 2, "y": 2, "z": 2}, kept={("a", "x"), ("b", "x"), ("b", "y")})
    found = assign(problem)
    assert set(problem.kept) < set(found.pairs)
    assert set(found.pairs) - set(problem.kept) == {("a", "z")}


def test_a_group_that_asks_for_too_much_is_named():
    apart = {(entry, one) for entry in ("a", "b", "c") for one in ("y", "z")}
    with pytest.raises(ImpossibleError) as refusal:
        assign(Problem(dict.fromkeys("abcd", 1), {"x": 2, "y": 5, "z": 5}, apart))
    group = refusal.value.shortage
    assert (list(group.entries), list(group.reviewers), group.needed, group.places) == (
        ["a", "b", "c"],
        ["x"],
        3,
        2,
    )
    names = {"a": "甲", "b": "乙", "c": "丙", "x": "张三"}
    assert "“甲”、“乙”、“丙”共3项申报需要3个评审名额" in refusal.value.explained(names, 1).zh
