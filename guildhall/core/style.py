"""What the style page shows (``/style/`` while developing)."""

import datetime
from typing import Any

from django import forms
from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _

from guildhall.core.paging import Page
from guildhall.core.widgets import Lookup, LookupSeveral


class Kind(TextChoices):
    COUNCIL = "council", "理事会 Council"
    STANDING = "standing", "常务理事会 Standing council"


class StyleForm(forms.Form):
    """One field of every kind."""

    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=20)
    title_en = forms.CharField(label=_("Title in English"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices, help_text=_("The rules depend on it."))
    starts = forms.DateTimeField(label=_("Begins"), widget=forms.DateTimeInput)
    ends = forms.DateTimeField(label=_("Ends"), required=False)
    due = forms.DateField(label=_("Deadline"))
    lead = forms.CharField(label=_("Lead unit"), widget=Lookup("/style/units/"), required=False)
    supporting = forms.CharField(
        label=_("Supporting units"), widget=LookupSeveral("/style/units/"), required=False
    )
    seats = forms.IntegerField(label=_("Seats"), min_value=1)
    people = forms.MultipleChoiceField(
        label=_("Invited"), choices=Kind.choices, widget=forms.CheckboxSelectMultiple
    )
    way = forms.ChoiceField(label=_("Way"), choices=Kind.choices, widget=forms.RadioSelect)
    guests = forms.MultipleChoiceField(
        label=_("Attending without a vote"),
        choices=[(str(place), f"{place} 号代表 Delegate {place}") for place in range(1, 31)],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    several = forms.MultipleChoiceField(label=_("Several"), choices=Kind.choices, required=False)
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    paper = forms.FileField(label=_("File"), required=False)
    agreed = forms.BooleanField(label=_("Send the notice by mail"), required=False)


UNITS = [
    "济南第一机床有限公司",
    "青岛海洋装备股份有限公司",
    "烟台减速机厂",
    "潍坊动力研究院",
    "Zibo Ceramic Bearings Ltd",
]


def units(asked: str) -> list[dict[str, str]]:
    """Units whose name contains what was typed, as the API would answer."""
    return [
        {"id": str(place), "name": name, "note": "会员单位 member"}
        for place, name in enumerate(UNITS)
        if asked.lower() in name.lower()
    ]


def examples(form: StyleForm) -> dict[str, Any]:
    """Something of everything."""
    now = datetime.datetime(2026, 11, 21, 1, 30, tzinfo=datetime.UTC)
    rows: Any = ["2026-1", "2026-2", "2026-3"]
    return {
        "form": form,
        "now": now,
        "later": now + datetime.timedelta(hours=2),
        "today": now.date(),
        "old": "会议于2026年11月20日在济南召开，应到27人，实到17人。",
        "new": "会议于2026年11月21日在济南召开，应到27人，实到18人，符合章程规定。",
        "rows": Page(rows, 2, 3, has_next=True, total=12),
        "quarters": ["Q1", "Q2", "Q3", "Q4"],
        "series": {"已完成 done": [12, 18, 22, 30], "逾期 overdue": [2, 1, 4, 0]},
        "nothing": None,
        "amount": 12345678,
    }
