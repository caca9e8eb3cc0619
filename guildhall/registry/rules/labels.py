"""What the words of a charter profile are called in both languages."""

from collections.abc import Mapping, Sequence

from guildhall.core.sentences import Sentence
from guildhall.registry.rules.profile import Base, Operator, Rule

BODIES: Mapping[str, Sentence] = {
    "assembly": Sentence("会员（代表）大会", "members' assembly"),
    "council": Sentence("理事会", "council"),
    "standing_council": Sentence("常务理事会", "standing council"),
    "supervisors": Sentence("监事会", "supervisors"),
    "presidents_meeting": Sentence("会长办公会", "presidents' meeting"),
    "secretariat": Sentence("秘书处", "secretariat"),
    "branch": Sentence("分支机构", "branch"),
    "committee": Sentence("委员会", "committee"),
    "team": Sentence("工作组", "team"),
    "other": Sentence("其他机构", "other bodies"),
}
MOTIONS: Mapping[str, Sentence] = {
    "ordinary": Sentence("一般事项", "ordinary motion"),
    "procedural": Sentence("程序事项", "procedural motion"),
    "charter_change": Sentence("章程修改", "change of the charter"),
    "dissolution": Sentence("终止事宜", "dissolution"),
    "dues_standard": Sentence("会费标准", "dues standard"),
    "admission": Sentence("入会", "admission of a member"),
    "removal": Sentence("除名", "removal of a member"),
    "branch": Sentence("分支机构的设立、变更和终止", "setting up, changing or ending a branch"),
    "election": Sentence("选举", "election"),
    "re_election": Sentence("换届选举", "re-election at the end of the term"),
    "dismissal": Sentence("罢免", "dismissal"),
    "plan": Sentence("工作计划", "plan of work"),
    "personnel": Sentence("人事任免", "personnel"),
    "budget": Sentence("财务预决算", "budget and accounts"),
    "cooperation": Sentence("合作事项", "cooperation"),
}
POSTS: Mapping[str, Sentence] = {
    "president": Sentence("会长", "president"),
    "executive_president": Sentence("执行会长", "executive president"),
    "executive_vice_president": Sentence("常务副会长", "executive vice-president"),
    "vice_president": Sentence("副会长", "vice-president"),
    "secretary_general": Sentence("秘书长", "secretary-general"),
    "deputy_secretary_general": Sentence("副秘书长", "deputy secretary-general"),
    "standing_director": Sentence("常务理事", "standing director"),
    "director": Sentence("理事", "director"),
    "chief_supervisor": Sentence("监事长", "chief supervisor"),
    "supervisor": Sentence("监事", "supervisor"),
    "accountant": Sentence("会计", "accountant"),
    "cashier": Sentence("出纳", "cashier"),
    "head": Sentence("负责人", "head"),
    "branch_head": Sentence("分支机构负责人", "head of a branch"),
    "legal_representative": Sentence("法定代表人", "legal representative"),
    "legal_representative_elsewhere": Sentence(
        "其他社会组织的法定代表人", "legal representative of another social organisation"
    ),
    "staff": Sentence("工作人员", "staff"),
    "adviser": Sentence("顾问", "adviser"),
}
BASES: Mapping[Base, Sentence] = {
    Base.ENTITLED: Sentence("应到人数", "entitled"),
    Base.PRESENT: Sentence("实到人数", "present"),
    Base.ON_SITE: Sentence("现场到会人数", "present on site"),
    Base.ONLINE: Sentence("线上到会人数", "present online"),
    Base.ISSUED: Sentence("发出选票数", "ballots issued"),
    Base.RETURNED: Sentence("收回选票数", "ballots returned"),
    Base.VALID: Sentence("有效选票数", "valid ballots"),
    Base.VOTED: Sentence("参加表决人数", "voting, abstentions included"),
    Base.CAST: Sentence("赞成与反对票之和", "votes for and against"),
}
WAYS: Mapping[str, Sentence] = {
    "show_of_hands": Sentence("举手表决", "a show of hands"),
    "consensus": Sentence("协商一致（含鼓掌通过）", "consensus or applause"),
    "paper": Sentence("纸质无记名投票", "secret paper ballots"),
    "named_electronic": Sentence("电子记名表决", "a named electronic vote"),
    "secret_electronic": Sentence("电子无记名投票", "a secret electronic vote"),
    "correspondence": Sentence("通讯表决", "a vote by correspondence"),
}
FORMS: Mapping[str, Sentence] = {
    "on_site": Sentence("现场会议", "a meeting on site"),
    "online": Sentence("线上会议", "a meeting online"),
    "hybrid": Sentence("现场与线上结合的会议", "a meeting on site and online"),
    "correspondence": Sentence("通讯会议", "a meeting by correspondence"),
}
RULES: Mapping[str, Sentence] = {
    "quorum": Sentence("出席人数", "quorum"),
    "majority": Sentence("通过票数", "majority"),
    "meets_every": Sentence("召开频次", "meets at least once every"),
    "term_years": Sentence("每届年限", "years of a term"),
    "extension_years": Sentence("延期换届最长年限", "years by which a term may be extended"),
    "notice_days": Sentence("会议通知提前天数", "days of notice"),
    "correspondence": Sentence("通讯表决", "meeting by correspondence"),
    "remote_counts": Sentence("线上出席计入出席人数", "attending online counts as present"),
    "proxies": Sentence("委托表决", "proxies"),
    "proxies_max": Sentence("一人最多接受委托数", "proxies that one person may hold"),
    "vote_per": Sentence("表决权归属", "a vote belongs to"),
    "size_min": Sentence("最少人数", "smallest number"),
    "size_max": Sentence("最多人数", "largest number"),
    "size_odd": Sentence("人数应为单数", "the number is odd"),
    "largest_share": Sentence("占另一机构人数的上限", "largest share of another body"),
    "largest_share_of": Sentence("上限所比照的机构", "the body that this share is of"),
    "needed_from": Sentence("需设立本机构的理事人数", "needed from this number of directors"),
    "not_also": Sentence("不得兼任", "may not also be"),
    "ways": Sentence("可用的表决方式", "allowed ways to vote"),
    "secret": Sentence("必须无记名投票", "secret ballot only"),
    "recused_count": Sentence("回避者计入应到和实到", "recused votes count as entitled and present"),
    "forms": Sentence("可用的会议形式", "allowed forms of meeting"),
    "bodies": Sentence("有权决定的机构", "decided by"),
    "told_within_days": Sentence("决定后告知会员的天数", "days within which all members are told"),
    "contest": Sentence("候选人与应选名额", "candidates for the seats"),
    "excess_min": Sentence(
        "差额占应选名额的最低比例", "more candidates than seats by this share of the seats"
    ),
    "write_ins": Sentence("可以另选他人", "other names may be written in"),
    "blank_is": Sentence("未填视为", "a blank counts as"),
    "second_round": Sentence("不足应选名额时可另行选举", "another round where seats stay vacant"),
    "scrutineers_min": Sentence("监票人最少人数", "smallest number of scrutineers"),
    "tellers_min": Sentence("计票人最少人数", "smallest number of tellers"),
    "counters_not_candidates": Sentence(
        "监票人、计票人不得由候选人担任", "candidates are neither scrutineers nor tellers"
    ),
    "age_max": Sentence("任期首日最高年龄", "highest age on the first day of the term"),
    "age_counted": Sentence("年龄计算方法", "how age is counted"),
    "terms_max": Sentence("最多连任届数", "terms in a row"),
    "hired_without_limit": Sentence("聘任制不受届数限制", "hired: terms without limit"),
    "starts_months_before": Sentence("换届工作提前启动的月数", "months before the end of the term to start"),
    "audit_before": Sentence("换届前财务审计", "financial audit before a re-election"),
    "tiers_max": Sentence("会费档次上限", "largest number of dues tiers"),
    "fixed_amounts": Sentence("会费为固定数额", "dues are fixed amounts"),
    "disclosed_every": Sentence("会费收支公布频次", "dues disclosed once every"),
    "name_endings": Sentence("名称可用的结尾", "names end with"),
    "name_forbidden_endings": Sentence("名称禁用的结尾", "names never end with"),
    "name_forbidden_words": Sentence("不得单独使用的字样", "words never used by themselves"),
    "unpaid_years": Sentence(
        "连续欠缴多少年的会员提请理事会除名",
        "years in a row without dues after which a member's removal is put to the council",
    ),
    "own_bank_account": Sentence("自有银行账户", "a bank account of its own"),
    "own_charter": Sentence("自有章程", "a charter of its own"),
    "own_dues": Sentence("自定会费", "dues of its own"),
    "sub_branches": Sentence("下设分支机构", "sub-branches"),
    "regional": Sentence("设立地域性分支机构", "regional branches"),
    "report_to_supervising_unit_by": Sentence(
        "年度报告报业务主管单位的期限", "annual report to the supervising unit by"
    ),
    "report_to_registrar_by": Sentence("年度报告报登记管理机关的期限", "annual report to the registrar by"),
    "registration_changes_within_days": Sentence("变更登记期限（天）", "days to register a change"),
}
SECTIONS: Mapping[str, Sentence] = {
    "elections": Sentence("换届", "elections"),
    "dues": Sentence("会费", "dues"),
    "branches": Sentence("分支机构", "branches"),
    "compliance": Sentence("合规期限", "compliance"),
}
CHOICES: Mapping[str, Sentence] = {
    "never": Sentence("不允许", "never"),
    "special": Sentence("仅限特殊情况", "in special cases only"),
    "yes": Sentence("允许", "yes"),
    "written": Sentence("须书面委托", "in writing"),
    "unit": Sentence("单位", "the unit"),
    "person": Sentence("个人", "the person"),
    "equal": Sentence("等额选举", "as many as seats"),
    "more": Sentence("差额选举", "more than seats"),
    "either": Sentence("等额、差额均可", "as many as seats or more"),
    "abstain": Sentence("弃权", "abstaining"),
    "against": Sentence("反对", "a vote against"),
    "nothing": Sentence("不计", "nothing"),
    "completed_years": Sentence("按周岁", "in completed years"),
    "to_the_day": Sentence("按日计算", "to the day"),
    "month": Sentence("每月", "month"),
    "quarter": Sentence("每季度", "quarter"),
    "half_year": Sentence("每半年", "half-year"),
    "year": Sentence("每年", "year"),
    "term": Sentence("每届", "term"),
}


def called(word: str, *names: Mapping[str, Sentence]) -> Sentence:
    """What the word is called; itself in both languages where it has no name here."""
    return next((known[word] for known in names if word in known), Sentence(word, word))


def listed(words: Sequence[str], *names: Mapping[str, Sentence]) -> Sentence:
    """Several words as one text."""
    sentences = [called(word, *names) for word in words]
    return Sentence("、".join(s.zh for s in sentences), ", ".join(s.en for s in sentences))


def rule_label(rule: Rule) -> Sentence:
    """What a rule is about, for a page that lists a charter's rules: 理事会:出席人数."""
    section, *kind, name = rule.key.split(".")
    names = {"bodies": BODIES, "motions": MOTIONS, "posts": POSTS}.get(section, {})
    about = called(kind[0], names) if kind else called(section, SECTIONS)
    what = called(name, RULES)
    return Sentence(f"{about.zh}：{what.zh}", f"{capital(about.en)}: {what.en}")


def capital(text: str) -> str:
    """The text as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def share(rule: Rule) -> Sentence:
    """A threshold's share as it is read aloud: 2/3, or all of it."""
    return Sentence("全部", "all") if rule.value == 1 else Sentence(str(rule.value), str(rule.value))


def rule_value(rule: Rule) -> Sentence:
    """What a rule says, in words: 不少于应到人数的2/3."""
    value = rule.value
    if rule.operator and rule.base:
        base = BASES[rule.base]
        at_least = rule.operator is Operator.AT_LEAST
        return Sentence(
            f"{'不少于' if at_least else '超过'}{base.zh}的{share(rule).zh}",
            f"{'at least' if at_least else 'more than'} {share(rule).en} of those {base.en}",
        )
    if isinstance(value, bool):
        return Sentence("是", "yes") if value else Sentence("否", "no")
    if isinstance(value, tuple):
        names = FORMS if rule.key.endswith(".forms") else WAYS
        return listed(value, names, POSTS, BODIES) if value else Sentence("无", "none")
    return called(str(value), CHOICES, BODIES)
