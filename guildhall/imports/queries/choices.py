from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import override

from guildhall.accounts.powers import Power
from guildhall.imports.checking import Choices
from guildhall.imports.columns import bare
from guildhall.registry.models import Organization, Post

LANGUAGES = {"zh": "zh-hans", "en": "en"}
SETS = {"kind": Organization.Kind, "post_kind": Post.Kind, "powers": Power}
# What people write besides our own words.
ALSO: dict[str, dict[Any, str]] = {
    "kind": {
        Organization.Kind.ENTERPRISE: "企业 公司 企业单位 民营企业 国有企业 外资企业 有限公司 股份公司 集团 firm company",
        Organization.Kind.INSTITUTE: "科研院所、高校 科研院所 科研机构 高校 大学 研究院 研究所 院校 institute university school",
        Organization.Kind.BANK: "银行 金融机构 bank",
        Organization.Kind.GOVERNMENT: "政府部门 政府 机关 行政机关 事业单位 government",
        Organization.Kind.ASSOCIATION: "协会 商会 学会 联合会 社会组织 社会团体 association chamber",
        Organization.Kind.PARTY_BRANCH: "党支部 党组织",
        Organization.Kind.OTHER: "其他 其它 other",
    },
    "post_kind": {
        Post.Kind.PRESIDENT: "会长 理事长 主席 主任委员 chairman chair",
        Post.Kind.EXECUTIVE_PRESIDENT: "执行会长 轮值会长",
        Post.Kind.EXECUTIVE_VICE_PRESIDENT: "常务副会长 常务副理事长",
        Post.Kind.VICE_PRESIDENT: "副会长 副理事长 副主席 副主任委员",
        Post.Kind.SECRETARY_GENERAL: "秘书长",
        Post.Kind.DEPUTY_SECRETARY_GENERAL: "副秘书长",
        Post.Kind.STANDING_DIRECTOR: "常务理事",
        Post.Kind.DIRECTOR: "理事",
        Post.Kind.CHIEF_SUPERVISOR: "监事长 监事会主席",
        Post.Kind.SUPERVISOR: "监事",
        Post.Kind.HEAD: "主任 分会会长 负责人 组长",
        Post.Kind.STAFF: "工作人员 干事",
        Post.Kind.ACCOUNTANT: "会计",
        Post.Kind.CASHIER: "出纳",
        Post.Kind.ADVISER: "顾问 名誉会长",
        Post.Kind.OTHER: "其他 其它",
    },
    "powers": {},
}


def choices() -> Choices:
    """The words of every column with a fixed set of them, in both languages and as the API names them."""
    labels = {}
    for language, code in LANGUAGES.items():
        with override(code):
            labels[language] = {
                key: [(value, str(label)) for value, label in chosen.choices] for key, chosen in SETS.items()
            }
    return _built(labels)


def _built(labels: Mapping[str, Mapping[str, Iterable[tuple[str, str]]]]) -> Choices:
    known = {
        key: {bare(word): str(value) for value, words in ALSO[key].items() for word in words.split()}
        | {bare(value): str(value) for value in chosen.values}
        | {bare(label): str(value) for said in labels.values() for value, label in said[key]}
        for key, chosen in SETS.items()
    }
    shown = {
        key: {
            "zh": "、".join(label for _value, label in labels["zh"][key]),
            "en": "; ".join(label for _value, label in labels["en"][key]),
        }
        for key in SETS
    }
    return Choices(known, shown)
