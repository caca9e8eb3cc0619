"""May this body decide this kind of motion in this way?"""

from guildhall.core.sentences import Sentence
from guildhall.registry.rules.labels import BODIES, FORMS, MOTIONS, WAYS, called, capital, listed
from guildhall.registry.rules.profile import SECRET_WAYS, MeetingForm, Profile, Rule, Way
from guildhall.registry.rules.verdict import Applied, Verdict, no_rule


def may_decide_so(
    profile: Profile,
    body_kind: str,
    motion_kind: str,
    way: Way | str,
    meeting_form: MeetingForm | str,
    *,
    special_case: bool = False,
) -> Verdict:
    """May this body decide this kind of motion in this way, in this form of meeting?

    Refused in this order: another body decides, by correspondence where that is not allowed (``special_case``:
    the reason for which the charter allows it is given), a form of meeting that the motion or the body excludes,
    an open vote where the ballot is secret, a way that is not on the list.
    """
    way, form = Way(way), MeetingForm(meeting_form)
    return (
        _wrong_body(profile, body_kind, motion_kind)
        or _wrong_form(profile, motion_kind, way, form)
        or _no_correspondence(profile, body_kind, way, form, special_case=special_case)
        or _remote_only(profile, body_kind, form)
        or _open_vote(profile, motion_kind, way)
        or _wrong_way(profile, motion_kind, way)
    )


def _refused(rule: Rule, code: str, zh: str, en: str) -> Verdict:
    return Verdict(ok=False, code=code, sentence=Sentence(zh, en), applied=Applied(rule))


def _wrong_body(profile: Profile, body_kind: str, motion_kind: str) -> Verdict | None:
    rule = profile.motion_rule(motion_kind, "bodies")
    if rule is None or body_kind in rule.words:
        return None
    motion, body, deciding = (
        called(motion_kind, MOTIONS),
        called(body_kind, BODIES),
        listed(rule.words, BODIES),
    )
    return _refused(
        rule,
        "wrong_body",
        f"{motion.zh}由{deciding.zh}决定，{body.zh}不能决定。",
        f"{capital(motion.en)}: decided by the {deciding.en}, not by the {body.en}.",
    )


def _wrong_form(profile: Profile, motion_kind: str, way: Way, form: MeetingForm) -> Verdict | None:
    rule = profile.motion_rule(motion_kind, "forms")
    if rule is None:
        return None
    motion, allowed = called(motion_kind, MOTIONS), listed(rule.words, FORMS)
    if MeetingForm.CORRESPONDENCE not in rule.words and _is_in_writing(way, form):
        return _refused(
            rule,
            "not_by_correspondence",
            f"{motion.zh}不得通讯表决；可用{allowed.zh}。",
            f"{capital(motion.en)}: never by correspondence; allowed: {allowed.en}.",
        )
    if form not in rule.words:
        return _refused(
            rule,
            "form_not_allowed",
            f"{motion.zh}不得采用{FORMS[form].zh}；可用{allowed.zh}。",
            f"{capital(motion.en)}: not in {FORMS[form].en}; allowed: {allowed.en}.",
        )
    return None


def _is_in_writing(way: Way, form: MeetingForm) -> bool:
    return way is Way.CORRESPONDENCE or form is MeetingForm.CORRESPONDENCE


def _no_correspondence(
    profile: Profile, body_kind: str, way: Way, form: MeetingForm, *, special_case: bool
) -> Verdict | None:
    if not _is_in_writing(way, form):
        return None
    rule, body = profile.body_rule(body_kind, "correspondence"), called(body_kind, BODIES)
    if rule is None:
        return no_rule(body_kind, "correspondence")
    if rule.value == "never":
        return _refused(
            rule,
            "not_by_correspondence",
            f"{body.zh}不得通讯表决。",
            f"{capital(body.en)}: never by correspondence.",
        )
    if rule.value == "special" and not special_case:
        return _refused(
            rule,
            "correspondence_in_special_cases_only",
            f"{body.zh}仅在特殊情况下可以通讯表决，须写明情况。",
            f"{capital(body.en)}: by correspondence in special cases only; state the case.",
        )
    return None


def _remote_only(profile: Profile, body_kind: str, form: MeetingForm) -> Verdict | None:
    rule, body = profile.body_rule(body_kind, "remote_counts"), called(body_kind, BODIES)
    if form is not MeetingForm.ONLINE or rule is None or rule.value:
        return None
    return _refused(
        rule,
        "remote_does_not_count",
        f"{body.zh}线上出席不计入出席人数，不能只在线上开会。",
        f"{capital(body.en)}: attending online does not count as present, so no meeting online only.",
    )


def _open_vote(profile: Profile, motion_kind: str, way: Way) -> Verdict | None:
    rule, motion = profile.motion_rule(motion_kind, "secret"), called(motion_kind, MOTIONS)
    if rule is None or not rule.value or way in SECRET_WAYS:
        return None
    return _refused(
        rule,
        "secret_ballot_only",
        f"{motion.zh}须无记名投票，不能用{WAYS[way].zh}。",
        f"{capital(motion.en)}: secret ballot only, not {WAYS[way].en}.",
    )


def _wrong_way(profile: Profile, motion_kind: str, way: Way) -> Verdict:
    rule, motion = profile.motion_rule(motion_kind, "ways"), called(motion_kind, MOTIONS)
    if rule is None:
        return no_rule(motion_kind, "ways")
    allowed = listed(rule.words, WAYS)
    if way not in rule.words:
        return _refused(
            rule,
            "way_not_allowed",
            f"{motion.zh}不能用{WAYS[way].zh}；可用{allowed.zh}。",
            f"{capital(motion.en)}: not by {WAYS[way].en}; allowed: {allowed.en}.",
        )
    return Verdict(
        ok=True,
        code="way_allowed",
        sentence=Sentence(
            f"{motion.zh}可以用{WAYS[way].zh}。", f"{capital(motion.en)}: {WAYS[way].en} is allowed."
        ),
        applied=Applied(rule),
    )
