"""Empty lists to fill in: headings, two invented rows, and what each column takes."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from guildhall.core.models import in_language
from guildhall.imports.columns import MEMBERS, NEEDED, ORGANIZATIONS, PEOPLE, POSTS, Field, fields_of
from guildhall.imports.queries.choices import choices
from guildhall.imports.writing import Cell

Example = Mapping[str, tuple[Cell, Cell]]
# Chinese and English; a field that is not named stays empty.
EXAMPLES: Mapping[str, Sequence[Example]] = {
    ORGANIZATIONS: (
        {
            "name_zh": ("示例泵业有限公司", "示例泵业有限公司"),
            "name_en": ("Example Pumps Co., Ltd.", "Example Pumps Co., Ltd."),
            "short_zh": ("示例泵业", "示例泵业"),
            "kind": ("企业", "Enterprise"),
            "uscc": ("91370303MA0000001M", "91370303MA0000001M"),
            "region": ("淄博市张店区", "Zhangdian, Zibo"),
            "address": ("人民路1号", "1 Renmin Road"),
            "phone": ("0533-0000000", "0533-0000000"),
            "website": ("www.example.com", "www.example.com"),
            "is_active": ("是", "yes"),
        },
        {
            "name_zh": ("示例研究院", "示例研究院"),
            "kind": ("科研院所", "Institute or university"),
            "region": ("济南市", "Jinan"),
        },
    ),
    PEOPLE: (
        {
            "name_zh": ("张示例", "张示例"),
            "name_en": ("Zhang Shili", "Zhang Shili"),
            "organization": ("示例泵业有限公司", "Example Pumps Co., Ltd."),
            "title_zh": ("总经理", "总经理"),
            "phone": ("13800000000", "13800000000"),
            "email": ("zhang@example.com", "zhang@example.com"),
            "born_on": (date(1975, 6, 1), date(1975, 6, 1)),
        },
        {
            "name_zh": ("李示例", "李示例"),
            "organization": ("示例研究院", "示例研究院"),
            "is_guest": ("否", "no"),
        },
    ),
    POSTS: (
        {
            "body": ("理事会", "Council"),
            "post_zh": ("会长", "会长"),
            "post_en": ("President", "President"),
            "person": ("张示例", "Zhang Shili"),
            "organization": ("示例泵业有限公司", "Example Pumps Co., Ltd."),
            "term_number": ("第五届", "5"),
            "from_on": (date(2021, 12, 1), date(2021, 12, 1)),
            "to_on": (date(2026, 11, 30), date(2026, 11, 30)),
        },
        {"body": ("理事会", "Council"), "post_zh": ("秘书长", "秘书长"), "is_hired": ("是", "yes")},
    ),
    MEMBERS: (
        {
            "organization": ("示例泵业有限公司", "Example Pumps Co., Ltd."),
            "uscc": ("91370303MA0000001M", "91370303MA0000001M"),
            "tier": ("理事单位", "Director unit"),
            "number": ("00001", "00001"),
            "joined_on": (date(2018, 5, 20), date(2018, 5, 20)),
        },
        {"organization": ("示例研究院", "示例研究院"), "tier": ("会员单位", "Member unit")},
    ),
}


def template_rows(kind: str) -> list[list[Cell]]:
    """The invented rows, in the order of the headings; to be overwritten."""
    return [
        [
            _in_language(*example[field.key]) if field.key in example else None
            for field in fields_of(kind, exported=True)
        ]
        for example in EXAMPLES[kind]
    ]


def template_notes(kind: str) -> list[str]:
    """A sentence on each column, in the reader's language."""
    words = choices()
    needed = {key for group in NEEDED[kind] for key in group}
    notes = [
        _(
            "Overwrite the two example rows. Columns may be left out, moved and named differently; only those marked are needed."
        )
    ]
    for field in fields_of(kind, exported=True):
        parts = [in_language(field.zh, field.en)]
        if field.key in needed:
            parts.append(_("needed"))
        if hint := _hint(field):
            parts.append(hint)
        if field.reading in ("choice", "choices"):
            parts.append(in_language(words.shown[field.key]["zh"], words.shown[field.key]["en"]))
        notes.append(" · ".join(parts))
    return notes


def _hint(field: Field) -> str:
    return {
        "date": _("a day, for example 2021-12-05"),
        "number": _("a whole number"),
        "yes_no": _("yes or no"),
        "uscc": _("18 characters, entered as text"),
        "choices": _("several are separated by a semicolon"),
    }.get(field.reading, "")


def _in_language(zh: Cell, en: Cell) -> Cell:
    return zh if in_language("zh", "en") == "zh" else en
