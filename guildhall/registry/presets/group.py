"""An enterprise group: meetings prepare and follow up what its leadership decides."""

from guildhall.registry.presets.sources import CHECK, Row, flat, no, rule, threshold, yes

HOUSE = ("C", "企业集团的议事规则", "rules of procedure of enterprise groups")
ALL_WAYS = [
    "show_of_hands",
    "consensus",
    "paper",
    "named_electronic",
    "secret_electronic",
    "correspondence",
]
BODIES: dict[str, dict[str, Row]] = {
    "other": {
        "quorum": threshold("> 1/2 entitled", HOUSE, CHECK),
        "majority": threshold(
            "> 1/2 entitled", HOUSE, ("以应到人数为基数", "counted on all who are entitled")
        ),
        "notice_days": rule(1, HOUSE, CHECK),
        "correspondence": rule("yes", HOUSE, CHECK),
        "remote_counts": yes(HOUSE),
        "proxies": rule("never", HOUSE, CHECK),
        "vote_per": rule("person", HOUSE),
    },
    "presidents_meeting": {
        "quorum": threshold(">= 2/3 entitled", HOUSE, CHECK),
        "notice_days": rule(2, HOUSE, CHECK),
        "meets_every": rule("month", HOUSE, CHECK),
    },
}
MOTIONS: dict[str, dict[str, Row]] = {
    "ordinary": {
        "secret": no(HOUSE),
        "ways": rule(ALL_WAYS, HOUSE),
        "forms": rule(["on_site", "hybrid", "online", "correspondence"], HOUSE),
    },
    "personnel": {"forms": rule(["on_site", "hybrid", "online"], HOUSE, CHECK)},
}
POSTS: dict[str, dict[str, Row]] = {"accountant": {"not_also": rule(["cashier"], HOUSE)}}
GROUP = {
    "key": "enterprise-group",
    "name": {"zh": "企业集团", "en": "Enterprise group"},
    "rules": flat("bodies", BODIES) | flat("motions", MOTIONS) | flat("posts", POSTS),
}
