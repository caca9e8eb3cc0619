import datetime
from decimal import Decimal

import pytest
from django.template import engines
from django.utils import timezone, translation

HALF_PAST_NINE = datetime.datetime(2026, 11, 21, 1, 30, tzinfo=datetime.UTC)


def written(source: str, language: str, **values: object) -> str:
    """What a template prints, without the tags around it."""
    with translation.override(language):
        text = engines["django"].from_string(source).render(values)
    inside = "".join(part.split(">", 1)[-1] for part in text.split("<"))
    return " ".join(inside.split())


@pytest.mark.parametrize(
    ("source", "value", "zh", "en"),
    [
        ("{{ v|day }}", datetime.date(2026, 11, 21), "2026年11月21日", "21 November 2026"),
        ("{{ v|day }}", HALF_PAST_NINE, "2026年11月21日", "21 November 2026"),
        (
            "{{ v|weekday }}",
            datetime.date(2026, 11, 21),
            "2026年11月21日 星期六",
            "Saturday, 21 November 2026",
        ),
        ("{{ v|short_day }}", datetime.date(2026, 1, 2), "2026-01-02", "2 Jan 2026"),
        ("{{ v|moment }}", HALF_PAST_NINE, "2026年11月21日 09:30", "21 November 2026, 09:30"),
        ("{{ v|clock }}", HALF_PAST_NINE, "09:30", "09:30"),
        ("{{ v|clock }}", datetime.time(0, 0), "00:00", "00:00"),
        ("{{ v|number }}", 1234567, "1,234,567", "1,234,567"),
        ("{{ v|number:2 }}", Decimal("1234.5"), "1,234.50", "1,234.50"),
        ("{{ v|yuan }}", Decimal("12345.6"), "¥12,345.60", "¥12,345.60"),
        ("{{ v|percent:27 }}", 18, "66.7%", "66.7%"),
        ("{{ v|percent:0 }}", 0, "未载明", "not stated"),
        ("{{ v|file_size }}", 812345, "812 kB", "812 kB"),
        ("{{ v|file_size }}", 1_250_000, "1.2 MB", "1.2 MB"),
        ("{{ v|stated }}", 0, "0", "0"),
        ("{{ v|stated }}", "", "未载明", "not stated"),
    ],
)
def test_a_value_is_written_as_each_language_writes_it(source, value, zh, en) -> None:
    assert written(source, "zh-hans", v=value) == zh
    assert written(source, "en", v=value) == en


@pytest.mark.parametrize(
    "way", ["day", "weekday", "short_day", "moment", "clock", "number", "yuan", "file_size", "stated"]
)
def test_what_is_not_known_is_said_to_be_not_stated(way) -> None:
    assert written(f"{{{{ v|{way} }}}}", "zh-hans", v=None) == "未载明"
    assert written(f"{{{{ v|{way} }}}}", "en", v=None) == "not stated"


@pytest.mark.parametrize(
    ("days", "zh", "en"),
    [
        (0, "今天", "today"),
        (1, "还有1天", "in 1 day"),
        (3, "还有3天", "in 3 days"),
        (-1, "逾期1天", "1 day late"),
        (-12, "逾期12天", "12 days late"),
    ],
)
def test_a_deadline_says_how_far_it_is(days, zh, en) -> None:
    due = timezone.localdate() + datetime.timedelta(days=days)
    assert written("{{ v|days_left }}", "zh-hans", v=due) == zh
    assert written("{{ v|days_left }}", "en", v=due) == en


@pytest.mark.parametrize(
    ("hours", "zh", "en"),
    [
        (None, "2026年11月21日 星期六 09:30", "Saturday, 21 November 2026 09:30"),
        (2, "2026年11月21日 星期六 09:30–11:30", "Saturday, 21 November 2026 09:30–11:30"),
        (
            24,
            "2026年11月21日 星期六 09:30–2026年11月22日 09:30",
            "Saturday, 21 November 2026 09:30–22 November 2026, 09:30",
        ),
    ],
)
def test_a_span_names_its_day_once(hours, zh, en) -> None:
    end = HALF_PAST_NINE + datetime.timedelta(hours=hours) if hours else None
    assert written("{% from_to a b %}", "zh-hans", a=HALF_PAST_NINE, b=end) == zh
    assert written("{% from_to a b %}", "en", a=HALF_PAST_NINE, b=end) == en
