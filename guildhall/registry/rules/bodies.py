"""Is a body well formed, and may a branch be called so?"""

from collections.abc import Collection, Mapping

from guildhall.core.sentences import Sentence
from guildhall.registry.rules.labels import BODIES, POSTS, called, capital, listed
from guildhall.registry.rules.profile import Profile, Rule
from guildhall.registry.rules.verdict import Applied, Verdict, no_rule


def is_body_well_formed(
    profile: Profile,
    body_kind: str,
    *,
    size: int,
    other_sizes: Mapping[str, int] | None = None,
    also_held: Collection[str] = (),
) -> list[Verdict]:
    """One verdict per rule that the charter has: smallest and largest size, odd number, share of another body
    (whose size stands in ``other_sizes``), overlap (``also_held``: kinds of posts and bodies that its members
    hold or sit in as well). An empty list: the charter has no such rule.
    """
    checks = (
        _smallest(profile, body_kind, size),
        _largest(profile, body_kind, size),
        _odd(profile, body_kind, size),
        _share(profile, body_kind, size, other_sizes or {}),
        _overlap(profile, body_kind, also_held),
    )
    return [verdict for verdict in checks if verdict]


def _verdict(rule: Rule, code: str, says: Sentence, *, ok: bool | None, applied: Applied) -> Verdict:
    end = {
        True: Sentence("符合", "kept"),
        False: Sentence("不符合", "not kept"),
        None: Sentence("请核对", "please check"),
    }
    return Verdict(
        ok=ok,
        code=code,
        sentence=Sentence(f"{says.zh}：{end[ok].zh}。", f"{says.en}: {end[ok].en}."),
        applied=applied,
    )


def _members(body_kind: str, size: int) -> Sentence:
    body = called(body_kind, BODIES)
    return Sentence(f"{body.zh}{size}人", f"{capital(body.en)}: {size} members")


def _smallest(profile: Profile, body_kind: str, size: int) -> Verdict | None:
    rule = profile.body_rule(body_kind, "size_min")
    if rule is None:
        return None
    has, ok = _members(body_kind, size), size >= rule.number
    says = Sentence(f"{has.zh}，不得少于{rule.value}人", f"{has.en}; at least {rule.value} are needed")
    code = "size_reached" if ok else "too_few_members"
    return _verdict(rule, code, says, ok=ok, applied=Applied(rule, needed=rule.number, got=size))


def _largest(profile: Profile, body_kind: str, size: int) -> Verdict | None:
    rule = profile.body_rule(body_kind, "size_max")
    if rule is None:
        return None
    has, ok = _members(body_kind, size), size <= rule.number
    says = Sentence(f"{has.zh}，不得超过{rule.value}人", f"{has.en}; at most {rule.value} are allowed")
    code = "size_not_exceeded" if ok else "too_many_members"
    return _verdict(rule, code, says, ok=ok, applied=Applied(rule, got=size))


def _odd(profile: Profile, body_kind: str, size: int) -> Verdict | None:
    rule = profile.body_rule(body_kind, "size_odd")
    if rule is None or not rule.value:
        return None
    has, ok = _members(body_kind, size), size % 2 == 1
    says = Sentence(f"{has.zh}，人数应为单数", f"{has.en}; the number has to be odd")
    return _verdict(
        rule, "size_is_odd" if ok else "size_is_even", says, ok=ok, applied=Applied(rule, got=size)
    )


def _share(profile: Profile, body_kind: str, size: int, other_sizes: Mapping[str, int]) -> Verdict | None:
    rule, of = profile.body_rule(body_kind, "largest_share"), profile.body_rule(body_kind, "largest_share_of")
    if rule is None or of is None or isinstance(rule.value, tuple | str):
        return None
    whole_kind = str(of.value)
    whole, has, count = called(whole_kind, BODIES), _members(body_kind, size), other_sizes.get(whole_kind)
    if count is None:
        says = Sentence(
            f"{has.zh}，不得超过{whole.zh}人数的{rule.value}；{whole.zh}人数未知",
            f"{has.en}; at most {rule.value} of the {whole.en} is allowed, whose size is not known",
        )
        return _verdict(rule, "share_unknown", says, ok=None, applied=Applied(rule, got=size))
    ok = size <= rule.value * count
    says = Sentence(
        f"{has.zh}，不得超过{whole.zh}{count}人的{rule.value}",
        f"{has.en}; at most {rule.value} of the {count} of the {whole.en} are allowed",
    )
    code = "share_not_exceeded" if ok else "share_exceeded"
    return _verdict(rule, code, says, ok=ok, applied=Applied(rule, base_count=count, got=size))


def _overlap(profile: Profile, body_kind: str, also_held: Collection[str]) -> Verdict | None:
    rule = profile.body_rule(body_kind, "not_also")
    if rule is None:
        return None
    body, excluded = called(body_kind, BODIES), listed(rule.words, POSTS, BODIES)
    clashing = [kind for kind in rule.words if kind in also_held]
    zh, en = (
        f"{body.zh}成员不得兼任{excluded.zh}",
        f"{capital(body.en)}: members may not also be {excluded.en}",
    )
    if clashing:
        found = listed(clashing, POSTS, BODIES)
        zh, en = f"{zh}；现兼任{found.zh}", f"{en}; now also: {found.en}"
    code = "members_overlap" if clashing else "no_overlap"
    return _verdict(rule, code, Sentence(zh, en), ok=not clashing, applied=Applied(rule, got=len(clashing)))


def is_branch_name_allowed(profile: Profile, name: str, *, association_name: str = "") -> Verdict:
    """Is this Chinese name allowed for a branch?

    Refused: a forbidden ending (中心), a word that may not stand by itself (中国) outside the association's own
    name. None where the ending is not on the charter's list, or the rules are silent.
    """
    own = name.strip().removeprefix(association_name.strip())
    endings = profile.rule("branches.name_endings")
    if endings is None:
        return no_rule("branch", "name_endings")
    refused = _forbidden_ending(profile, own) or _forbidden_word(profile, own)
    if refused:
        return refused
    usual = endings.words
    ok = True if own.endswith(usual) else None
    ending = Sentence("、".join(usual), ", ".join(usual))
    return _verdict(
        endings,
        "name_allowed" if ok else "unusual_ending",
        Sentence(
            f"“{name}”：分支机构名称一般以{ending.zh}结尾",
            f"“{name}”: names of branches end with {ending.en}",
        ),
        ok=ok,
        applied=Applied(endings),
    )


def _forbidden_ending(profile: Profile, own: str) -> Verdict | None:
    rule = profile.rule("branches.name_forbidden_endings")
    ending = next((ending for ending in rule.words if own.endswith(ending)), None) if rule else None
    if rule is None or ending is None:
        return None
    says = Sentence(f"分支机构名称不得以“{ending}”结尾", f"The name of a branch may not end with “{ending}”")
    return _verdict(rule, "forbidden_ending", says, ok=False, applied=Applied(rule, got=ending))


def _forbidden_word(profile: Profile, own: str) -> Verdict | None:
    rule = profile.rule("branches.name_forbidden_words")
    word = next((word for word in rule.words if word in own), None) if rule else None
    if rule is None or word is None:
        return None
    says = Sentence(
        f"除协会全称外，分支机构名称不得使用“{word}”",
        f"Outside the association's full name, the name of a branch may not use “{word}”",
    )
    return _verdict(rule, "forbidden_word", says, ok=False, applied=Applied(rule, got=word))
