"""What a charter says of elections besides quorum and majority: how many candidates, proxies, who counts."""

from math import ceil

from guildhall.core.sentences import Sentence
from guildhall.registry.rules.counts import refuse_what_is_no_count
from guildhall.registry.rules.labels import BODIES, MOTIONS, called, capital
from guildhall.registry.rules.profile import Profile, Rule
from guildhall.registry.rules.verdict import Applied, Verdict, no_rule


def is_slate_wide_enough(profile: Profile, motion_kind: str, *, candidates: int, seats: int) -> Verdict:
    """Are there as many candidates for the seats as the charter wants?

    ``contest``: ``equal`` as many as seats (等额), ``more`` more than seats (差额) - by ``excess_min`` of the seats
    where the charter says so - ``either`` at least as many. Fewer candidates than seats are never enough.
    """
    refuse_what_is_no_count(candidates, seats)
    rule = profile.motion_rule(motion_kind, "contest")
    if rule is None:
        return no_rule(motion_kind, "contest")
    excess = profile.motion_rule(motion_kind, "excess_min") if rule.value == "more" else None
    fewest = seats + _excess(rule, excess, seats)
    says = _wanted(str(rule.value), fewest)
    code = "slate_wide_enough"
    if candidates < fewest:
        code = "too_few_candidates"
    elif candidates > fewest and rule.value == "equal":
        code = "too_many_candidates"
    ok = code == "slate_wide_enough"
    end = Sentence("符合", "kept") if ok else Sentence("不符合", "not kept")
    return Verdict(
        ok=ok,
        code=code,
        sentence=Sentence(
            f"应选{seats}名，候选人{candidates}名；{says.zh}：{end.zh}。",
            f"{candidates} candidates for {seats} seats; {says.en}: {end.en}.",
        ),
        applied=Applied(excess or rule, base_count=seats, needed=fewest, got=candidates),
    )


def _excess(rule: Rule, excess: Rule | None, seats: int) -> int:
    if rule.value != "more":
        return 0
    if excess is None or isinstance(excess.value, str | tuple):
        return 1
    return max(ceil(excess.value * seats), 1)


def _wanted(contest: str, fewest: int) -> Sentence:
    if contest == "equal":
        return Sentence(f"等额选举，候选人应为{fewest}名", f"as many candidates as seats: {fewest}")
    if contest == "more":
        return Sentence(f"差额选举，候选人不少于{fewest}名", f"more candidates than seats: at least {fewest}")
    return Sentence(f"等额、差额均可，候选人不少于{fewest}名", f"at least {fewest} candidates")


def may_vote_by_proxy(profile: Profile, body_kind: str, motion_kind: str, *, held: int = 1) -> Verdict:
    """May somebody vote on behalf of ``held`` others in this body on this kind of motion?

    The motion's own ``proxies`` goes before the body's; ``proxies_max`` limits how many one person may hold.
    """
    refuse_what_is_no_count(held)
    rule = profile.rule(f"motions.{motion_kind}.proxies") or profile.body_rule(body_kind, "proxies")
    if rule is None:
        return no_rule(body_kind, "proxies")
    about = called(motion_kind, MOTIONS) if rule.key.startswith("motions.") else called(body_kind, BODIES)
    most = profile.body_rule(body_kind, "proxies_max")
    if rule.value == "never":
        says = Sentence(f"{about.zh}不得委托他人表决。", f"{capital(about.en)}: no voting by proxy.")
        return Verdict(ok=False, code="no_proxies", sentence=says, applied=Applied(rule, got=held))
    if most is not None and held > most.number:
        says = Sentence(
            f"{about.zh}：一人最多接受{most.number}份委托，现有{held}份。",
            f"{capital(about.en)}: one person may hold at most {most.number} proxies, not {held}.",
        )
        return Verdict(
            ok=False,
            code="too_many_proxies",
            sentence=says,
            applied=Applied(most, needed=most.number, got=held),
        )
    says = Sentence(
        f"{about.zh}可以书面委托他人表决。", f"{capital(about.en)}: proxies in writing are allowed."
    )
    return Verdict(ok=True, code="proxy_allowed", sentence=says, applied=Applied(rule, got=held))


def are_counters_fit(
    profile: Profile, motion_kind: str, *, scrutineers: int, tellers: int, candidates_among: int
) -> list[Verdict]:
    """One verdict per rule that the charter has: enough scrutineers (监票人), enough tellers (计票人), no candidate among
    either (``candidates_among`` of them stand in the election). An empty list: the charter has no such rule.
    """
    refuse_what_is_no_count(scrutineers, tellers, candidates_among)
    verdicts = [
        _enough(profile, motion_kind, "scrutineers_min", scrutineers, Sentence("监票人", "scrutineers")),
        _enough(profile, motion_kind, "tellers_min", tellers, Sentence("计票人", "tellers")),
    ]
    rule = profile.motion_rule(motion_kind, "counters_not_candidates")
    if rule is not None and rule.value:
        ok = not candidates_among
        zh, en = ("", "") if ok else (f"，现有{candidates_among}名", f"; {candidates_among} are")
        verdicts.append(
            Verdict(
                ok=ok,
                code="counters_not_candidates" if ok else "counters_are_candidates",
                sentence=Sentence(
                    f"监票人、计票人不得由候选人担任{zh}。",
                    f"Candidates may be neither scrutineers nor tellers{en}.",
                ),
                applied=Applied(rule, got=candidates_among),
            )
        )
    return [verdict for verdict in verdicts if verdict]


def _enough(profile: Profile, motion_kind: str, name: str, number: int, who: Sentence) -> Verdict | None:
    rule = profile.motion_rule(motion_kind, name)
    if rule is None:
        return None
    ok = number >= rule.number
    end = Sentence("符合", "kept") if ok else Sentence("不足", "too few")
    return Verdict(
        ok=ok,
        code=f"enough_{who.en}" if ok else f"too_few_{who.en}",
        sentence=Sentence(
            f"{who.zh}{number}名，不得少于{rule.number}名：{end.zh}。",
            f"{number} {who.en}; at least {rule.number} are needed: {end.en}.",
        ),
        applied=Applied(rule, needed=rule.number, got=number),
    )
