"""An industrial chain alliance without legal personality: what its members agree, by simple majorities."""

from guildhall.registry.presets.sources import CHECK, SOME, Row, flat, no, rule, threshold, yes

AGREED = ("C", "联盟成员单位约定的常见写法", "what members of alliances commonly agree")
ALL_WAYS = [
    "show_of_hands",
    "consensus",
    "paper",
    "named_electronic",
    "secret_electronic",
    "correspondence",
]
MEETINGS = ["on_site", "hybrid", "online"]
ANY_BODY: dict[str, Row] = {
    "quorum": threshold("> 1/2 entitled", AGREED),
    "majority": threshold("> 1/2 present", AGREED),
    "notice_days": rule(3, AGREED, CHECK),
    "correspondence": rule("yes", AGREED),
    "remote_counts": yes(AGREED),
    "proxies": rule("written", AGREED),
    "vote_per": rule("unit", AGREED),
}
BODIES: dict[str, dict[str, Row]] = {
    "other": ANY_BODY,
    "assembly": {"meets_every": rule("year", AGREED, CHECK)},
    "council": {"meets_every": rule("year", AGREED, CHECK)},
}
MOTIONS: dict[str, dict[str, Row]] = {
    "ordinary": {
        "secret": no(AGREED),
        "ways": rule(ALL_WAYS, AGREED),
        "forms": rule([*MEETINGS, "correspondence"], AGREED),
    },
    "charter_change": {"majority": threshold(">= 2/3 present", SOME, CHECK), "forms": rule(MEETINGS, AGREED)},
    "dissolution": {"majority": threshold(">= 2/3 present", SOME, CHECK), "forms": rule(MEETINGS, AGREED)},
    "election": {
        "contest": rule("either", AGREED, CHECK),
        "write_ins": yes(AGREED, CHECK),
        "blank_is": rule("abstain", AGREED, CHECK),
        "second_round": yes(AGREED, CHECK),
        "counters_not_candidates": yes(AGREED, CHECK),
        "ways": rule([way for way in ALL_WAYS if way != "correspondence"], AGREED),
        "forms": rule(MEETINGS, AGREED),
    },
}
ALLIANCE = {
    "key": "alliance-light",
    "name": {"zh": "产业链联盟（非法人）", "en": "Industrial chain alliance (no legal person)"},
    "rules": flat("bodies", BODIES) | flat("motions", MOTIONS),
}
