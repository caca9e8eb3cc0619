"""May this person hold this post for this term?"""

from collections.abc import Sequence
from datetime import date

from guildhall.core.dates import add_months, long_date, years_between
from guildhall.core.sentences import Sentence
from guildhall.registry.rules.labels import POSTS, called, capital
from guildhall.registry.rules.profile import Profile, Rule
from guildhall.registry.rules.verdict import Applied, Verdict


def may_hold_post(
    profile: Profile,
    post_kind: str,
    *,
    born: date | None,
    term_from: date,
    term_number: int | None = None,
    earlier_terms: Sequence[int | None] = (),
    hired: bool = False,
    other_posts_held: Sequence[str] = (),
) -> list[Verdict]:
    """One verdict per rule that the charter has for this kind of post; an empty list where it has none.

    Age on the first day of the term; terms in a row (``earlier_terms``: numbers of the terms in which the person
    held this post, None for a term without a number); posts that exclude each other (``other_posts_held``: kinds, also
    ``legal_representative_elsewhere``). What is not known - the birth date, the number of the term - gives a
    verdict of None, never a yes.
    """
    checks = (
        _age(profile, post_kind, born, term_from),
        _terms(profile, post_kind, term_number, earlier_terms, hired=hired),
        _exclusions(profile, post_kind, other_posts_held),
    )
    return [verdict for verdict in checks if verdict]


def _age(profile: Profile, post_kind: str, born: date | None, term_from: date) -> Verdict | None:
    rule = profile.rule(f"posts.{post_kind}.age_max")
    if rule is None:
        return None
    post, first = called(post_kind, POSTS), long_date(term_from)
    if born is None or born > term_from:
        why = Sentence("出生日期未载明", "the birth date is not stated")
        if born is not None:
            why = Sentence("出生日期晚于任期首日", "the birth date is after the first day of the term")
        return Verdict(
            ok=None,
            code="age_unknown",
            sentence=Sentence(
                f"{post.zh}：{why.zh}，无法核对年龄（任期首日不得超过{rule.value}周岁）。",
                f"{capital(post.en)}: {why.en}, so the age cannot be checked (at most {rule.value} on the first day of the term).",
            ),
            applied=Applied(rule),
        )
    age = years_between(born, term_from)
    ok = _is_young_enough(profile, post_kind, rule.number, born, term_from)
    end = Sentence("可以任职", "may hold the post") if ok else Sentence("超过年龄上限", "over the age limit")
    return Verdict(
        ok=ok,
        code="age_allowed" if ok else "too_old",
        sentence=Sentence(
            f"{post.zh}：任期首日{first.zh}为{age}周岁，不得超过{rule.value}周岁：{end.zh}。",
            f"{capital(post.en)}: {age} years old on the first day of the term, {first.en}; at most {rule.value}: {end.en}.",
        ),
        applied=Applied(rule, got=age),
    )


def _is_young_enough(profile: Profile, post_kind: str, age_max: int, born: date, term_from: date) -> bool:
    counted = profile.rule(f"posts.{post_kind}.age_counted")
    if counted is not None and counted.value == "to_the_day":
        return term_from <= add_months(born, 12 * age_max)
    return years_between(born, term_from) <= age_max


def _terms(
    profile: Profile,
    post_kind: str,
    term_number: int | None,
    earlier_terms: Sequence[int | None],
    *,
    hired: bool,
) -> Verdict | None:
    rule = profile.rule(f"posts.{post_kind}.terms_max")
    if rule is None:
        return None
    post = called(post_kind, POSTS)
    without_limit = profile.rule(f"posts.{post_kind}.hired_without_limit")
    if hired and without_limit is not None and without_limit.value:
        return Verdict(
            ok=True,
            code="hired_without_limit",
            sentence=Sentence(
                f"{post.zh}为聘任，不受届数限制。", f"{capital(post.en)}: hired, so terms are not limited."
            ),
            applied=Applied(without_limit),
        )
    run = _run(term_number, earlier_terms)
    is_unknown = bool(earlier_terms) and None in (term_number, *earlier_terms)
    if is_unknown and run <= rule.number:
        return Verdict(
            ok=None,
            code="terms_unknown",
            sentence=Sentence(
                f"{post.zh}：届次未载明，无法核对连续任职届数（最多连续{rule.value}届）。",
                f"{capital(post.en)}: the number of the term is not stated, so terms in a row cannot be checked"
                f" (at most {rule.value}).",
            ),
            applied=Applied(rule),
        )
    return _terms_in_a_row(rule, post, run)


def _run(term_number: int | None, earlier_terms: Sequence[int | None]) -> int:
    held, run = set(earlier_terms), 1
    while term_number is not None and term_number - run in held:
        run += 1
    return run


def _terms_in_a_row(rule: Rule, post: Sentence, run: int) -> Verdict:
    limit = rule.number
    ok = run <= limit
    end = (
        Sentence("可以任职", "may hold the post")
        if ok
        else Sentence("超过届数上限", "too many terms in a row")
    )
    return Verdict(
        ok=ok,
        code="terms_allowed" if ok else "too_many_terms",
        sentence=Sentence(
            f"{post.zh}：本届为连续第{run}届，最多连续{limit}届：{end.zh}。",
            f"{capital(post.en)}: this is term {run} in a row, at most {limit}: {end.en}.",
        ),
        applied=Applied(rule, got=run),
    )


def _exclusions(profile: Profile, post_kind: str, other_posts_held: Sequence[str]) -> Verdict | None:
    post = called(post_kind, POSTS)
    for other in other_posts_held:
        rule = _rule_against(profile, post_kind, other)
        if rule is not None:
            held = called(other, POSTS)
            return Verdict(
                ok=False,
                code="posts_exclude_each_other",
                sentence=Sentence(
                    f"{held.zh}不得兼任{post.zh}。",
                    f"{capital(post.en)}: not together with the post of {held.en}.",
                ),
                applied=Applied(rule, got=other),
            )
    own = profile.rule(f"posts.{post_kind}.not_also")
    if own is None:
        return None
    return Verdict(
        ok=True,
        code="posts_fit",
        sentence=Sentence(
            f"{post.zh}：未任不得兼任的职务。", f"{capital(post.en)}: no post is held that excludes it."
        ),
        applied=Applied(own),
    )


def _rule_against(profile: Profile, one: str, other: str) -> Rule | None:
    """The rule of either post that excludes the other: 会计不得兼任出纳 holds in both directions."""
    for post, excluded in ((one, other), (other, one)):
        rule = profile.rule(f"posts.{post}.not_also")
        if rule is not None and excluded in rule.words:
            return rule
    return None
