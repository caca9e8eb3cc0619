"""An industry association or chamber of commerce in China, registered as a social organization."""

from guildhall.registry.presets.sources import (
    CHECK,
    COMMON,
    LAW,
    OFFICIAL,
    SOME,
    flat,
    no,
    rule,
    threshold,
    yes,
)

OPEN_WAYS = ["show_of_hands", "consensus", "named_electronic"]
SECRET_WAYS = ["paper", "secret_electronic"]
MEETINGS = ["on_site", "hybrid", "online"]
OFFICERS = [
    "president",
    "executive_president",
    "executive_vice_president",
    "vice_president",
    "secretary_general",
]
NOT_ALSO_SUPERVISOR = [*OFFICERS, "standing_director", "director", "accountant", "cashier"]
NOTICE = ("常见为10天，也有7天和3天", "10 days is common; 7 and 3 exist")
PROXY = ("有的章程允许书面委托，有的禁止", "some charters allow proxies in writing, others forbid them")
REMOTE = ("一般会议可以视频参加", "by video in ordinary meetings")
VOTE = (
    "席位属于单位，代表可以函告更换",
    "the seat is the unit's; its representative can be replaced by letter",
)

ASSEMBLY = {
    "quorum": threshold(">= 2/3 entitled", COMMON),
    "majority": threshold("> 1/2 present", COMMON, ("有的章程为不少于1/2", "some charters say at least 1/2")),
    "meets_every": rule("term", OFFICIAL),
    "term_years": rule(5, OFFICIAL),
    "extension_years": rule(1, OFFICIAL),
    "notice_days": rule(10, SOME, NOTICE),
    "correspondence": rule("never", SOME, CHECK),
    "remote_counts": yes(SOME, REMOTE),
    "proxies": rule("written", SOME, PROXY),
    "vote_per": rule("unit", SOME, VOTE),
}
COUNCIL = {
    "quorum": threshold(">= 2/3 entitled", COMMON),
    "majority": threshold(">= 2/3 present", COMMON),
    "meets_every": rule("year", COMMON),
    "notice_days": rule(10, SOME, NOTICE),
    "correspondence": rule("special", COMMON),
    "remote_counts": yes(SOME, REMOTE),
    "proxies": rule("written", SOME, PROXY),
    "vote_per": rule("unit", SOME, VOTE),
}
STANDING_COUNCIL = {
    "quorum": threshold(">= 2/3 entitled", SOME),
    "majority": threshold(">= 2/3 present", SOME),
    "meets_every": rule("half_year", SOME),
    "notice_days": rule(7, SOME, NOTICE),
    "correspondence": rule("special", SOME, CHECK),
    "remote_counts": yes(SOME, REMOTE),
    "proxies": rule("written", SOME, PROXY),
    "vote_per": rule("unit", SOME, VOTE),
    "largest_share": rule("1/3", SOME),
    "largest_share_of": rule("council", SOME),
    "needed_from": rule(70, SOME, ("理事约70人起设立", "needed from about 70 directors")),
}
SUPERVISORS = {
    "quorum": threshold(">= 2/3 entitled", SOME),
    "majority": threshold(">= 1/2 present", SOME),
    "meets_every": rule("half_year", SOME),
    "notice_days": rule(7, SOME, NOTICE),
    "correspondence": rule("never", SOME, CHECK),
    "remote_counts": yes(SOME, REMOTE),
    "proxies": rule("never", SOME, PROXY),
    "vote_per": rule("person", SOME),
    "size_min": rule(3, SOME),
    "size_max": rule(9, SOME),
    "size_odd": yes(SOME),
    "not_also": rule(
        NOT_ALSO_SUPERVISOR,
        SOME,
        ("不得由负责人、理事和财务人员兼任", "no overlap with officers, directors or finance staff"),
    ),
}
PRESIDENTS_MEETING = {
    "quorum": threshold(">= 2/3 entitled", SOME),
    "majority": threshold(">= 2/3 present", SOME),
    "meets_every": rule(
        "quarter",
        SOME,
        ("每月或每季度；其他人员列席，无表决权", "monthly or quarterly; others attend without a vote"),
    ),
    "notice_days": rule(3, SOME, NOTICE),
    "correspondence": rule("special", SOME, CHECK),
    "remote_counts": yes(SOME, REMOTE),
    "proxies": rule("never", SOME, PROXY),
    "vote_per": rule("person", SOME),
}
OTHER_BODIES = {
    "quorum": threshold("> 1/2 entitled", SOME, CHECK),
    "majority": threshold("> 1/2 present", SOME, CHECK),
    "notice_days": rule(3, SOME, CHECK),
    "correspondence": rule("yes", SOME, CHECK),
    "remote_counts": yes(SOME, CHECK),
    "proxies": rule("never", SOME, CHECK),
    "vote_per": rule("person", SOME, CHECK),
}
CONTEST = (
    "等额或差额选举由章程规定",
    "the charter says whether there are as many candidates as seats or more",
)
ELECTION = {
    "contest": rule("either", SOME, CONTEST),
    "write_ins": yes(SOME, CHECK),
    "blank_is": rule("abstain", SOME, CHECK),
    "second_round": yes(SOME, CHECK),
    "scrutineers_min": rule(1, SOME, CHECK),
    "tellers_min": rule(1, SOME, CHECK),
    "counters_not_candidates": yes(SOME),
    "secret": yes(OFFICIAL),
    "ways": rule(SECRET_WAYS, OFFICIAL, ("不得鼓掌、举手通过", "never by applause or show of hands")),
    "forms": rule(["on_site", "hybrid"], OFFICIAL, ("不得通讯选举", "never by correspondence")),
}
BY_ASSEMBLY = {"bodies": rule(["assembly"], COMMON), "forms": rule(MEETINGS, SOME, CHECK)}
BY_COUNCIL = {"bodies": rule(["council", "standing_council"], COMMON)}
MOTIONS = {
    "ordinary": {
        "secret": no(SOME),
        "recused_count": no(SOME, CHECK),
        "ways": rule([*OPEN_WAYS, *SECRET_WAYS, "correspondence"], SOME),
        "forms": rule([*MEETINGS, "correspondence"], SOME),
    },
    "procedural": {
        "majority": threshold("> 1/2 present", SOME, CHECK),
        "ways": rule(OPEN_WAYS, SOME, CHECK),
        "forms": rule(MEETINGS, SOME, CHECK),
    },
    "charter_change": BY_ASSEMBLY
    | {
        "majority": threshold(">= 2/3 present", SOME),
        "ways": rule(["show_of_hands", "named_electronic", *SECRET_WAYS], SOME, CHECK),
    },
    "dissolution": BY_ASSEMBLY
    | {
        "majority": threshold(">= 2/3 present", SOME),
        "ways": rule(["show_of_hands", "named_electronic", *SECRET_WAYS], SOME, CHECK),
    },
    "dues_standard": BY_ASSEMBLY
    | {
        "quorum": threshold(">= 2/3 entitled", OFFICIAL),
        "majority": threshold(">= 1/2 present", OFFICIAL),
        "secret": yes(OFFICIAL),
        "ways": rule(SECRET_WAYS, OFFICIAL),
        "bodies": rule(["assembly"], OFFICIAL),
        "told_within_days": rule(30, OFFICIAL),
    },
    "election": ELECTION,
    "re_election": ELECTION,
    "dismissal": {
        "secret": yes(SOME, CHECK),
        "ways": rule(SECRET_WAYS, SOME, CHECK),
        "forms": rule(["on_site", "hybrid"], SOME, CHECK),
    },
    "admission": BY_COUNCIL,
    "removal": BY_COUNCIL,
    "branch": {
        "bodies": rule(["council", "standing_council"], OFFICIAL, ("会议纪要须保存", "minutes are kept"))
    },
}
OFFICER = {
    "age_max": rule(70, OFFICIAL),
    "age_counted": rule(
        "completed_years",
        SOME,
        (
            "按周岁计算；也有按70周岁生日当日计算的",
            "completed years; some count to the day of the 70th birthday",
        ),
    ),
    "terms_max": rule(2, OFFICIAL),
}
POSTS = {
    **dict.fromkeys(OFFICERS, OFFICER),
    "secretary_general": OFFICER | {"hired_without_limit": yes(SOME)},
    "branch_head": OFFICER,
    "chief_supervisor": {"not_also": rule(NOT_ALSO_SUPERVISOR, SOME)},
    "supervisor": {"not_also": rule(NOT_ALSO_SUPERVISOR, SOME)},
    "legal_representative": {"not_also": rule(["legal_representative_elsewhere"], LAW)},
    "accountant": {"not_also": rule(["cashier"], OFFICIAL)},
}
NAME_ENDINGS = ["分会", "专业委员会", "工作委员会", "专家委员会", "技术委员会", "代表处", "办事处", "联络处"]
PLAIN = {
    "elections.starts_months_before": rule(3, OFFICIAL),
    "elections.audit_before": yes(LAW),
    "dues.tiers_max": rule(4, OFFICIAL, ("一般不超过4档", "generally not more than 4")),
    "dues.fixed_amounts": yes(OFFICIAL),
    "dues.disclosed_every": rule("year", OFFICIAL),
    "dues.unpaid_years": rule(2, SOME, CHECK),
    "branches.name_endings": rule(NAME_ENDINGS, OFFICIAL),
    "branches.name_forbidden_endings": rule(["中心", "联盟", "研究院"], OFFICIAL),
    "branches.name_forbidden_words": rule(["中国", "全国"], OFFICIAL),
    "branches.own_bank_account": no(LAW),
    "branches.own_charter": no(OFFICIAL),
    "branches.own_dues": no(OFFICIAL),
    "branches.sub_branches": no(LAW),
    "branches.regional": no(LAW),
    "compliance.report_to_supervising_unit_by": rule("03-31", LAW),
    "compliance.report_to_registrar_by": rule("05-31", LAW),
    "compliance.registration_changes_within_days": rule(30, LAW),
}
BODIES = {
    "assembly": ASSEMBLY,
    "council": COUNCIL,
    "standing_council": STANDING_COUNCIL,
    "supervisors": SUPERVISORS,
    "presidents_meeting": PRESIDENTS_MEETING,
    "other": OTHER_BODIES,
}
ASSOCIATION = {
    "key": "cn-industry-association",
    "name": {"zh": "中国行业协会商会", "en": "Industry association or chamber in China"},
    "rules": flat("bodies", BODIES) | flat("motions", MOTIONS) | flat("posts", POSTS) | PLAIN,
}
