"""Which thresholds apply, may the body open, and is it carried."""

from dataclasses import dataclass, replace

from guildhall.core.sentences import Sentence
from guildhall.registry.rules.counts import Counts, Tally, refuse_what_is_no_count
from guildhall.registry.rules.labels import BASES, BODIES, MOTIONS, called, capital, rule_value, share
from guildhall.registry.rules.profile import Base, Operator, Profile, Rule
from guildhall.registry.rules.verdict import Applied, Verdict, no_rule

MAY_OPEN = Sentence("可以开会", "the meeting may open")
MAY_NOT_OPEN = Sentence("不能开会", "the meeting may not open")
MAY_DECIDE = Sentence("可以表决", "it may be put to the vote")
MAY_NOT_DECIDE = Sentence("不能表决", "it may not be put to the vote")
CONSENSUS = Sentence("无人反对，协商一致通过", "nobody objected, carried by consensus")
QUORUM_LOST = Sentence(
    "表决时不足法定人数，表决无效", "no quorum when the vote closed, so the vote does not count"
)


@dataclass(frozen=True)
class Thresholds:
    """Which rules apply to a motion in a body (None: the charter has none), and the sentence that says so."""

    quorum: Rule | None
    majority: Rule | None
    sentence: Sentence


@dataclass(frozen=True)
class _Attendance:
    entitled: int
    counted: int
    not_counted: int

    @property
    def sentence(self) -> Sentence:
        verb = "is" if self.counted == 1 else "are"
        zh = f"应到{self.entitled}人，实到{self.counted}人"
        en = f"{self.counted} of {self.entitled} entitled {verb} present"
        if not self.not_counted:
            return Sentence(zh, en)
        return Sentence(
            f"{zh}（另有线上{self.not_counted}人不计入）", f"{en} ({self.not_counted} online not counted)"
        )


def threshold_for(profile: Profile, body_kind: str, motion_kind: str | None = None) -> Thresholds:
    """Which quorum and majority apply: the motion's own where its kind has one, else the body's."""
    quorum, majority = (_rule(profile, body_kind, motion_kind, name) for name in ("quorum", "majority"))
    body = called(body_kind, BODIES)
    motion = called(motion_kind, MOTIONS) if motion_kind else Sentence("会议", "meeting")
    quorum_says, majority_says = _with_origin(quorum), _with_origin(majority)
    return Thresholds(
        quorum,
        majority,
        Sentence(
            f"{body.zh}，{motion.zh}：出席{quorum_says.zh}；赞成{majority_says.zh}。",
            f"{capital(body.en)}, {motion.en}: quorum {quorum_says.en}; in favour {majority_says.en}.",
        ),
    )


def _rule(profile: Profile, body_kind: str, motion_kind: str | None, name: str) -> Rule | None:
    return profile.rule(f"motions.{motion_kind}.{name}") or profile.body_rule(body_kind, name)


def _with_origin(rule: Rule | None) -> Sentence:
    if rule is None:
        return Sentence("没有规定", "not laid down")
    says = rule_value(rule)
    if rule.key.startswith("motions."):
        return Sentence(f"{says.zh}（按事项种类的规则）", f"{says.en} (the rule of this kind of motion)")
    return Sentence(f"{says.zh}（按机构的规则）", f"{says.en} (the rule of this body)")


def may_open(
    profile: Profile,
    body_kind: str,
    *,
    entitled: int,
    present: int,
    online: int = 0,
    motion_kind: str | None = None,
) -> Verdict:
    """May the body open?

    ``entitled`` and ``present`` count seats with a vote; ``online`` of the present attend remotely, which some
    charters do not count. With ``motion_kind`` the question is whether such a motion may be put to the vote, and its
    own quorum applies. Nobody present never opens.
    """
    refuse_what_is_no_count(entitled, present, online)
    if online > present or present > entitled:
        return _too_many_present(entitled, present, online)
    attendance = _attendance(profile, body_kind, entitled, present, online)
    rule = _rule(profile, body_kind, motion_kind, "quorum")
    met, short = (MAY_DECIDE, MAY_NOT_DECIDE) if motion_kind else (MAY_OPEN, MAY_NOT_OPEN)
    return _quorum(rule, attendance, met, short) or no_rule(body_kind, "quorum")


def is_carried(profile: Profile, body_kind: str, motion_kind: str, tally: Tally, counts: Counts) -> Verdict:
    """Is the motion, or the candidate, carried?

    Looked at first: more ballots returned than issued are void, without a quorum when the vote closed it does
    not count, counts that do not fit give no answer. A base of zero never carries.
    """
    attendance = _attendance(profile, body_kind, counts.entitled, counts.present, counts.present_online)
    refused = (
        _ballots_misfit(counts)
        or _lost_quorum(profile, body_kind, motion_kind, attendance)
        or _votes_misfit(tally, counts, attendance)
    )
    if refused:
        return refused
    rule = _rule(profile, body_kind, motion_kind, "majority")
    if rule is None:
        return no_rule(body_kind, "majority")
    return _majority(rule, tally, _base_count(rule, tally, counts, attendance))


def is_carried_by_consensus(profile: Profile, body_kind: str, motion_kind: str, counts: Counts) -> Verdict:
    """Nobody objected: carried where a quorum was there. ``may_decide_so`` tells whether consensus is allowed."""
    if counts.present > counts.entitled:
        return _too_many_present(counts.entitled, counts.present, counts.present_online)
    attendance = _attendance(profile, body_kind, counts.entitled, counts.present, counts.present_online)
    lost = _lost_quorum(profile, body_kind, motion_kind, attendance)
    if lost:
        return lost
    rule = _rule(profile, body_kind, motion_kind, "quorum")
    verdict = _quorum(rule, attendance, CONSENSUS, QUORUM_LOST)
    return replace(verdict, code="carried_by_consensus") if verdict else no_rule(body_kind, "quorum")


def _attendance(profile: Profile, body_kind: str, entitled: int, present: int, online: int) -> _Attendance:
    remote = profile.body_rule(body_kind, "remote_counts")
    not_counted = online if remote is not None and remote.value is False else 0
    return _Attendance(entitled, present - not_counted, not_counted)


def _too_many_present(entitled: int, present: int, online: int) -> Verdict:
    return _unclear(
        f"应到{entitled}人，实到{present}人（其中线上{online}人）",
        f"{entitled} entitled, {present} present, {online} of them online",
    )


def _unclear(zh: str, en: str) -> Verdict:
    return Verdict(
        ok=None,
        code="counts_do_not_fit",
        sentence=Sentence(f"{zh}：数目不符，请核对。", f"{en}: these counts do not fit; check them."),
    )


def _quorum(rule: Rule | None, attendance: _Attendance, met: Sentence, short: Sentence) -> Verdict | None:
    says = attendance.sentence
    if not attendance.counted:
        code = "nobody_present" if attendance.entitled else "nobody_entitled"
        return Verdict(
            ok=False, code=code, sentence=Sentence(f"{says.zh}：{short.zh}。", f"{says.en}: {short.en}.")
        )
    if rule is None:
        return None
    needed = rule.threshold.needed(attendance.entitled)
    reached = attendance.counted >= needed
    end = met if reached else short
    of = share(rule)
    return Verdict(
        ok=reached,
        code="quorum_reached" if reached else "quorum_not_reached",
        sentence=Sentence(
            f"{says.zh}；须{_passes(rule)}应到人数的{of.zh}（不少于{needed}人）：{end.zh}。",
            f"{says.en}; {_more_than(rule)}{of.en} are needed (>= {needed}): {end.en}.",
        ),
        applied=Applied(rule, base_count=attendance.entitled, needed=needed, got=attendance.counted),
    )


def _passes(rule: Rule) -> str:
    return "达到" if rule.operator is Operator.AT_LEAST else "超过"


def _more_than(rule: Rule) -> str:
    return "" if rule.operator is Operator.AT_LEAST else "more than "


def _lost_quorum(
    profile: Profile, body_kind: str, motion_kind: str, attendance: _Attendance
) -> Verdict | None:
    rule = _rule(profile, body_kind, motion_kind, "quorum")
    verdict = _quorum(rule, attendance, QUORUM_LOST, QUORUM_LOST)
    if verdict is None or verdict.ok:
        return None
    return replace(verdict, code="no_quorum") if verdict.code == "quorum_not_reached" else verdict


def _ballots_misfit(counts: Counts) -> Verdict | None:
    issued, returned, valid = counts.issued, counts.returned, counts.valid
    if counts.present > counts.entitled:
        return _too_many_present(counts.entitled, counts.present, counts.present_online)
    if issued is not None and returned is not None and returned > issued:
        return Verdict(
            ok=False,
            code="more_returned_than_issued",
            sentence=Sentence(
                f"发出选票{issued}张，收回{returned}张，收回多于发出：投票无效，应重新投票。",
                f"{issued} ballots issued and {returned} returned, more than issued: void, vote again.",
            ),
        )
    if returned is not None and valid is not None and valid > returned:
        return _unclear(f"收回选票{returned}张，有效{valid}张", f"{returned} ballots returned, {valid} valid")
    return None


def _votes_misfit(tally: Tally, counts: Counts, attendance: _Attendance) -> Verdict | None:
    limit = attendance.counted if counts.valid is None else counts.valid
    if tally.total <= limit:
        return None
    zh, en = ("实到人数", "present") if counts.valid is None else ("有效选票数", "valid ballots")
    return _unclear(
        f"赞成{tally.for_}票，反对{tally.against}票，弃权{tally.abstain}票，合计超过{zh}{limit}",
        f"{tally.for_} for, {tally.against} against, {tally.abstain} abstaining, together over the {limit} {en}",
    )


def _base_count(rule: Rule, tally: Tally, counts: Counts, attendance: _Attendance) -> int | None:
    by_base: dict[Base, int | None] = {
        Base.ENTITLED: counts.entitled,
        Base.PRESENT: attendance.counted,
        Base.ON_SITE: counts.present_on_site,
        Base.ONLINE: counts.present_online,
        Base.ISSUED: counts.issued,
        Base.RETURNED: counts.returned,
        Base.VALID: counts.valid,
        Base.VOTED: tally.total,
        Base.CAST: tally.for_ + tally.against,
    }
    return by_base[rule.threshold.base]


def _majority(rule: Rule, tally: Tally, base_count: int | None) -> Verdict:
    base = BASES[rule.threshold.base]
    votes_zh = f"赞成{tally.for_}票，反对{tally.against}票，弃权{tally.abstain}票"
    votes_en = f"{tally.for_} for, {tally.against} against, {tally.abstain} abstaining"
    if base_count is None:
        return Verdict(
            ok=None,
            code="base_not_counted",
            sentence=Sentence(
                f"{votes_zh}；{base.zh}没有记录，无法判断是否通过。",
                f"{votes_en}; the number of {base.en} was not recorded, so it cannot be told whether it is carried.",
            ),
            applied=Applied(rule, got=tally.for_),
        )
    if not base_count:
        return Verdict(
            ok=False,
            code="base_is_zero",
            sentence=Sentence(
                f"{votes_zh}；{base.zh}为0：未通过。", f"{votes_en}; {base.en}: 0: not carried."
            ),
            applied=Applied(rule, base_count=0, got=tally.for_),
        )
    needed = rule.threshold.needed(base_count)
    carried = tally.for_ >= needed
    end = Sentence("通过", "carried") if carried else Sentence("未通过", "not carried")
    of = share(rule)
    return Verdict(
        ok=carried,
        code="carried" if carried else "not_carried",
        sentence=Sentence(
            f"{votes_zh}；{base.zh}为{base_count}，赞成票须{_passes(rule)}其{of.zh}（不少于{needed}票）：{end.zh}。",
            f"{votes_en}; {_more_than(rule)}{of.en} of the {base_count} {base.en} are needed (>= {needed}): {end.en}.",
        ),
        applied=Applied(rule, base_count=base_count, needed=needed, got=tally.for_),
    )
