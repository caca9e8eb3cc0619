"""What a list's columns are about: fields, and the headings by which people name them. Pure.

A heading counts however it is spaced, capitalised or marked (``*单位名称（必填）``), in Chinese, in English or both
at once. ``zh`` and ``en`` are what our own exports write.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from guildhall.core.sentences import Sentence

Reading = Literal[
    "line", "text", "name", "date", "number", "yes_no", "choice", "choices", "uscc", "mail", "phone", "web"
]
ORGANIZATIONS, PEOPLE, POSTS, MEMBERS = "organizations", "people", "posts", "members"
KINDS = (ORGANIZATIONS, PEOPLE, POSTS, MEMBERS)
BARE = re.compile(r"[\W_]+")
IN_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
CHINESE = re.compile(r"[\u3400-\u9fff]")
LATIN = re.compile(r"[a-z]")


@dataclass(frozen=True)
class Field:
    """A column that is understood. ``either`` names the two columns between which its language decides."""

    key: str
    zh: str
    en: str
    synonyms: tuple[str, ...] = ()
    reading: Reading = "line"
    most: int = 200
    either: tuple[str, str] | None = None
    is_exported: bool = True

    @property
    def label(self) -> Sentence:
        return Sentence(self.zh, self.en)


def _field(
    key: str,
    zh: str,
    en: str,
    more: str = "",
    *,
    reading: Reading = "line",
    most: int = 200,
    shown: bool = True,
) -> Field:
    words = tuple(word.strip() for word in more.split("|") if word.strip())
    return Field(key, zh, en, words, reading, most, None, shown)


def _either(
    key: str, zh: str, en: str, more: str = "", *, reading: Reading = "line", most: int = 200
) -> Field:
    words = tuple(word.strip() for word in more.split("|") if word.strip())
    return Field(key, zh, en, words, reading, most, (f"{key}_zh", f"{key}_en"), is_exported=False)


COMPANY = """单位 | 所在单位 | 工作单位 | 单位名称 | 单位全称 | 企业 | 企业名称 | 公司 | 公司名称 | 会员单位 | 会员单位名称 | 会员名称
    | 代表单位 | organization | organisation | organization name | company | company name | employer | firm | member
    | member organization | unit | enterprise"""
MOBILE = """电话 | 手机 | 手机号 | 手机号码 | 移动电话 | 电话号码 | 联系电话 | 联系方式 | phone | phone number | telephone
    | tel | mobile | mobile phone | cell phone | cell | contact number"""
MAIL = "电子邮箱 | 邮箱 | 邮箱地址 | 电子邮件 | 邮件 | 邮件地址 | email | e-mail | mail | email address | mail address"
PERSON = "姓名 | 名字 | 人员 | 人员姓名 | 代表姓名 | full name | person | person name | name of person"

ORGANIZATION_FIELDS = (
    _field(
        "name_zh",
        "单位名称（中文）",
        "Name in Chinese",
        "中文名称 | 中文名 | 单位中文名称 | 企业中文名称 | 公司中文名称 | chinese name | name chinese",
        reading="name",
    ),
    _field(
        "name_en",
        "单位名称（英文）",
        "Name in English",
        "英文名称 | 英文名 | 单位英文名称 | 企业英文名称 | 公司英文名称 | english name | name english",
        reading="name",
    ),
    _either("name", "单位名称", "Name", f"{COMPANY} | 名称 | 全称 | 机构名称 | 厂名 | full name", reading="name"),
    _field("short_zh", "简称（中文）", "Short name in Chinese", "中文简称", most=60),
    _field("short_en", "简称（英文）", "Short name in English", "英文简称", most=60),
    _either("short", "简称", "Short name", "单位简称 | 企业简称 | 公司简称 | abbreviation | abbr", most=60),
    _field(
        "kind",
        "类别",
        "Kind",
        "单位类别 | 单位类型 | 类型 | 单位性质 | 企业类型 | type | category | kind of organization",
        reading="choice",
    ),
    _field(
        "uscc",
        "统一社会信用代码",
        "Unified social credit code",
        """信用代码 | 社会信用代码 | 社会统一信用代码 | 统一信用代码 | 统一社会信用代码证号 | 统一代码 | uscc | uscc code
        | credit code | social credit code | registration number""",
        reading="uscc",
    ),
    _field("region", "地区", "Region", "所在地区 | 所属地区 | 区域 | 省市 | 所在地 | 地市 | area | city | province", most=100),
    _field("address", "地址", "Address", "单位地址 | 详细地址 | 通讯地址 | 通信地址 | 联系地址 | 注册地址 | 办公地址 | postal address", most=300),
    _field("phone", "电话", "Telephone", f"{MOBILE} | 单位电话 | 办公电话 | 座机 | 固定电话 | office phone", reading="phone", most=40),
    _field("website", "网站", "Website", "网址 | 官网 | 官方网站 | 单位网站 | 公司网站 | web | web site | homepage | url", reading="web"),
    _field("parent", "上级单位", "Parent organization", "母公司 | 所属集团 | 主管单位 | 上级 | 集团 | parent | parent company | group", reading="name"),
    _field("about_zh", "简介（中文）", "About, in Chinese", "中文简介", reading="text", most=20_000),
    _field("about_en", "简介（英文）", "About, in English", "英文简介", reading="text", most=20_000),
    _either("about", "简介", "About", "单位简介 | 企业简介 | 公司简介 | 主营业务 | 主营产品 | 经营范围 | profile | description", reading="text", most=20_000),
    _field("is_active", "在册", "Active", "是否在册", reading="yes_no"),
)  # fmt: skip
PERSON_FIELDS = (
    _field("name_zh", "姓名（中文）", "Name in Chinese", "中文姓名 | 中文名 | chinese name", reading="name", most=100),
    _field("name_en", "姓名（英文）", "Name in English", "英文姓名 | 英文名 | 拼音 | 外文姓名 | english name", reading="name", most=100),
    _either("name", "姓名", "Name", f"{PERSON} | 联系人 | 负责人 | contact | contact person", reading="name", most=100),
    _field("organization", "单位", "Organization", COMPANY, reading="name"),
    _field("title_zh", "职务（中文）", "Position in Chinese", "中文职务", most=100),
    _field("title_en", "职务（英文）", "Position in English", "英文职务", most=100),
    _either("title", "职务", "Position", "单位职务 | 现任职务 | 职位 | 职称 | 岗位 | 头衔 | title | job title", most=100),
    _field("phone", "手机", "Mobile", MOBILE, reading="phone", most=40),
    _field("email", "邮箱", "Mail address", MAIL, reading="mail", most=254),
    _field("born_on", "出生日期", "Born", "生日 | 出生年月 | 出生年月日 | 出生 | date of birth | birth date | birthday | dob | born on", reading="date"),
    _field("note_zh", "备注（中文）", "Remark in Chinese", "中文备注"),
    _field("note_en", "备注（英文）", "Remark in English", "英文备注"),
    _either("note", "备注", "Remark", "说明 | 附注 | remarks | note | notes | comment"),
    _field("is_guest", "来宾", "Guest", "是否来宾 | 嘉宾", reading="yes_no"),
)  # fmt: skip
POST_FIELDS = (
    _field("body", "机构", "Body", "所在机构 | 机构名称 | 组织机构 | 任职机构 | 会议机构 | 机构部门 | body name | committee", reading="name"),
    _field("post_zh", "职务（中文）", "Post in Chinese", "中文职务", reading="name", most=100),
    _field("post_en", "职务（英文）", "Post in English", "英文职务", reading="name", most=100),
    _either("post", "职务", "Post", "担任职务 | 协会职务 | 商会职务 | 任职 | 岗位 | 职务名称 | position | role | office", reading="name", most=100),
    _field("post_kind", "职务类别", "Kind of post", "职务类型 | post kind | type of post", reading="choice"),
    _field("powers", "权限", "Powers", "职权", reading="choices", most=2000),
    _field("sits_in", "按职务进入的机构", "Sits by office in", "当然成员所在机构 | 按职务出席", reading="text", most=2000),
    _field("rank", "排序", "Order", "顺序 | 次序 | rank", reading="number"),
    _field("person", "姓名", "Person", f"{PERSON} | 任职人 | 任职人员 | name | holder | post holder", reading="name", most=100),
    _field("organization", "单位", "Organization", COMPANY, reading="name"),
    _field("phone", "手机", "Mobile", MOBILE, reading="phone", most=40),
    _field("email", "邮箱", "Mail address", MAIL, reading="mail", most=254),
    _field("term_number", "届次", "Term", "届 | 届别 | 第几届 | 届数 | term number | session", reading="number"),
    _field("from_on", "任期开始", "From", "任职开始 | 开始日期 | 起始日期 | 任职日期 | 任职时间 | 就任日期 | 任期起 | 自 | start | start date | since | term start", reading="date"),
    _field("to_on", "任期结束", "To", "任职结束 | 结束日期 | 截止日期 | 届满日期 | 离任日期 | 任期止 | 至 | end | end date | until | term end", reading="date"),
    _field("is_hired", "聘任", "Hired", "是否聘任 | 聘任制", reading="yes_no"),
    _field("reason", "决定或原因", "Decision or reason", "任职决定 | 决定 | 依据 | 原因 | reason | decision"),
    _field("exception", "例外批准", "Approved exception", "例外 | 批准文号 | exception", shown=False),
)  # fmt: skip
MEMBER_FIELDS = (
    _field("organization", "会员单位", "Member unit", f"{COMPANY} | 名称 | name", reading="name"),
    _field("person", "个人会员", "Individual member", "个人会员姓名 | 会员姓名 | individual", reading="name", most=100),
    _field("uscc", "统一社会信用代码", "Unified social credit code", "信用代码 | 社会信用代码 | 统一信用代码 | uscc | credit code", reading="uscc"),
    _field("tier", "会员级别", "Tier", "会员等级 | 级别 | 会员类别 | member level | membership level | membership tier | level", reading="name", most=60),
    _field("number", "会员编号", "Member number", "会员证号 | 会员号 | membership number | member no | member id", most=40),
    _field("joined_on", "入会日期", "Member since", "入会时间 | 加入日期 | 加入时间 | joined | joined on | date joined | date of joining | joining date", reading="date"),
    _field("state", "会籍状态", "State", "会员状态 | 状态 | status | membership status", most=40),
)  # fmt: skip
FIELDS: Mapping[str, tuple[Field, ...]] = {
    ORGANIZATIONS: ORGANIZATION_FIELDS,
    PEOPLE: PERSON_FIELDS,
    POSTS: POST_FIELDS,
    MEMBERS: MEMBER_FIELDS,
}
# At least one of each group must be among the columns.
NEEDED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    ORGANIZATIONS: (("name", "name_zh", "name_en"),),
    PEOPLE: (("name", "name_zh", "name_en"),),
    POSTS: (("body",), ("post", "post_zh", "post_en")),
    MEMBERS: (("organization", "person", "uscc"), ("tier",)),
}
# Headings that everyone uses and that hold nothing to keep here; the page says so.
PASSED_OVER = """序号 | 编号 | 行号 | 会员级别 | 会员等级 | 会员编号 | 会员证号 | 入会时间 | 入会日期 | no | no. | number | # | id
    | member level | membership level | tier | 行 | row | 需改正之处 | what to correct | 性别 | gender | sex"""


def bare(text: str) -> str:
    """A word stripped to letters and digits, for comparing headings, labels and names of bodies and posts."""
    return BARE.sub("", unicodedata.normalize("NFKC", text).casefold())


def heading_forms(heading: str) -> list[str]:
    """The forms under which a heading may be known: whole, without brackets, its Chinese or its Latin part."""
    whole, open_form = bare(heading), bare(IN_BRACKETS.sub("", heading))
    words = unicodedata.normalize("NFKC", heading).casefold()
    chinese = "".join(sign for sign in whole if CHINESE.match(sign))
    latin = "".join(sign for sign in bare(words) if LATIN.match(sign))
    inner = [bare(part) for part in re.split(r"[/|\n\r·]", heading)]
    forms = [whole, open_form, *inner]
    if chinese and latin:
        forms += [chinese, latin]
    return [form for form in dict.fromkeys(forms) if form]


def _known_words(fields: Iterable[Field]) -> dict[str, str]:
    words: dict[str, str] = {}
    for field in fields:
        for word in (field.zh, field.en, *field.synonyms):
            words.setdefault(bare(word), field.key)
    return words


WORDS = {kind: _known_words(fields) for kind, fields in FIELDS.items()}
PASSED = frozenset(bare(word) for word in PASSED_OVER.split("|"))


def field_named(heading: str, kind: str) -> str:
    """The key of the field that a heading means in a list of this kind; empty where nobody knows."""
    words = WORDS[kind]
    return next((words[form] for form in heading_forms(heading) if form in words), "")


def is_passed_over(heading: str) -> bool:
    """Whether a heading is known to hold nothing that is kept here."""
    return any(form in PASSED for form in heading_forms(heading))


def guess_columns(headings: Sequence[str], kind: str) -> dict[int, str]:
    """Which field each column holds, by its heading; the first column wins where two say the same."""
    found: dict[int, str] = {}
    for column, heading in enumerate(headings):
        key = field_named(heading, kind)
        if key and key not in found.values():
            found[column] = key
    return found


def missing_fields(columns: Iterable[str], kind: str) -> list[tuple[str, ...]]:
    """The groups of needed fields of which the columns hold none."""
    held = set(columns)
    return [group for group in NEEDED[kind] if held.isdisjoint(group)]


def guess_kind(headings: Sequence[str]) -> str:
    """What a list with these headings is about: the kind of which most headings are known; empty where none is."""
    scores = {}
    for kind in KINDS:
        columns = guess_columns(headings, kind)
        if not missing_fields(columns.values(), kind) and not (
            kind == ORGANIZATIONS and _name_people(headings)
        ):
            scores[kind] = len(columns)
    return max(scores, key=lambda kind: scores[kind]) if scores else ""


def _name_people(headings: Sequence[str]) -> bool:
    """姓名 stands in no list of organizations."""
    forms = {form for heading in headings for form in heading_forms(heading)}
    return not forms.isdisjoint({"姓名", "姓名中文", "人员姓名", "fullname"})


def find_header(rows: Sequence[Sequence[str]], kinds: Sequence[str] = KINDS) -> int:
    """The place among the first rows of the one with the headings: where most cells are known headings.

    Where none is known, the first row with at least two cells filled, or else the first.
    """
    scores = [max(len(guess_columns(row, kind)) for kind in kinds) for row in rows]
    if any(scores):
        return scores.index(max(scores))
    return next((place for place, row in enumerate(rows) if sum(map(bool, row)) > 1), 0)


def fields_of(kind: str, *, exported: bool = False) -> tuple[Field, ...]:
    """The fields of a kind of list; ``exported`` only those that our own exports write."""
    return tuple(field for field in FIELDS[kind] if field.is_exported or not exported)


def field_of(kind: str, key: str) -> Field:
    return next(field for field in FIELDS[kind] if field.key == key)
