import io
import threading
from typing import Any

import pytest
from pypdf import PdfReader

from guildhall.documents.blocks import blocks
from guildhall.documents.pdf import render
from guildhall.documents.tests.papers import PAPERS

HOSTILE = '#import "x": * $ \\ *bold* _x_ <script>alert(1)</script> @ref `raw` #panic("no") = head // end'


def text_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def squeezed(text: str) -> str:
    return "".join(text.split())


def fonts_of(pdf) -> dict[str, bool]:
    """The name of each font used, and whether its outlines are in the file."""
    found = {}
    for page in PdfReader(io.BytesIO(pdf)).pages:
        resources: Any = page["/Resources"].get_object()
        for font in resources["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            described = inner["/FontDescriptor"].get_object()
            found[inner["/BaseFont"]] = "/FontFile2" in described or "/FontFile3" in described
    return found


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
@pytest.mark.parametrize("template", sorted(PAPERS))
def test_a_document_carries_its_text_and_its_fonts_on_a4(template, lang):
    pdf = render(template, PAPERS[template] | {"lang": lang})

    text = squeezed(text_of(pdf))
    title = PAPERS[template]["title"]
    assert (squeezed(title["zh"]) in text) == (lang in ("zh", "both"))
    assert (squeezed(title["en"]) in text) == (lang in ("en", "both"))
    assert ("7K3M-Q9RT-X2VB-4HZD" in text) == ("code" in PAPERS[template])
    assert all(fonts_of(pdf).values())
    page = PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    assert sorted([round(page.width), round(page.height)]) == [595, 842]


def test_bold_text_is_set_in_a_real_bold_font():
    pdf = render("report", {"lang": "zh", "title": "标题", "blocks": blocks("正文**重点**")})

    assert any("NotoSerifSC-Bold" in name for name in fonts_of(pdf))


def test_a_rare_character_of_a_name_is_drawn_from_the_wider_font():
    pdf = render("report", {"lang": "zh", "title": "名单", "blocks": blocks("赵䶮、王㛃、李喆堃")})

    assert "赵䶮、王㛃、李喆堃" in text_of(pdf)
    assert any("GuildhallRareSerif" in name for name in fonts_of(pdf))


@pytest.mark.parametrize("template", sorted(PAPERS))
def test_markup_in_any_text_is_printed_as_it_was_typed(template):
    def hostile(value):
        if isinstance(value, dict) and {"zh", "en"} & set(value):
            return value if isinstance(value.get("zh"), list) else HOSTILE
        if isinstance(value, dict):
            return {key: inner if key in KEPT else hostile(inner) for key, inner in value.items()}
        return [hostile(inner) for inner in value] if isinstance(value, list) else value

    pdf = render(template, hostile(PAPERS[template]) | {"lang": "en"})

    assert squeezed(HOSTILE) in squeezed(text_of(pdf))


KEPT = {"kind", "group", "counts", "code", "url"}


def test_markup_in_marked_text_is_printed_as_it_was_typed():
    pdf = render("report", {"lang": "en", "title": "T", "blocks": blocks(HOSTILE)})

    assert squeezed(HOSTILE) in squeezed(text_of(pdf))


def test_a_long_table_repeats_its_head_on_every_page():
    rows = [
        {"content": f"第{place}项", "deadline": "2026-06-30", "responsible": "李敏"} for place in range(80)
    ]

    pdf = render("minutes", {"lang": "zh", "title": "纪要", "follow_up": rows})

    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    assert len(pages) > 2
    assert all("工作内容" in page for page in pages[:-1])
    assert "第79项" in squeezed("".join(pages))


def test_what_is_not_stated_says_so_in_the_readers_language():
    data = {"title": "T", "targets": [{"content": "x", "deadline": None, "responsible": None}]}

    assert "未载明" in text_of(render("letter", data | {"lang": "zh"}))
    assert "not stated" in text_of(render("letter", data | {"lang": "en"}))


@pytest.mark.parametrize(
    ("day", "lang", "printed"),
    [
        ("2026-03-05", "zh", "2026年3月5日"),
        ("2026-03-05T09:00", "zh", "2026年3月5日09:00"),
        ("2026-03-05", "en", "5March2026"),
        ("2026-03-05T09:00:00+08:00", "en", "5March2026,09:00"),
        ("2026年第一季度", "zh", "2026年第一季度"),
        ("2026-13-45", "en", "2026-13-45"),
    ],
)
def test_dates_are_written_out_and_other_texts_left_alone(day, lang, printed):
    pdf = render("report", {"lang": lang, "title": "T", "facts": [{"label": "L", "value": day}]})

    assert printed in squeezed(text_of(pdf))


def test_threads_print_at_the_same_time_without_mixing_their_data():
    wrong = []

    def print_some(name: str) -> None:
        for place in range(5):
            text = squeezed(text_of(render("letter", {"lang": "en", "title": f"Letter{name}x{place}"})))
            if f"Letter{name}x{place}" not in text:
                wrong.append((name, place))

    threads = [threading.Thread(target=print_some, args=(name,)) for name in "ABCD"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []


def test_the_end_of_a_notice_is_never_torn_apart():
    ends = set()
    for items in range(3, 12):
        data = PAPERS["notice"] | {
            "agenda": [{"title": f"Item {number}"} for number in range(items)],
            "papers": ["The last paper"],
            "closing": {"zh": [], "en": [{"kind": "paragraph", "runs": [{"text": "Please reply."}]}]},
            "lang": "both",
        }
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(render("notice", data))).pages]
        [end] = [number for number, text in enumerate(pages, start=1) if "Please reply." in text]
        assert "The last paper" in pages[end - 1]
        assert end == len(pages)
        ends.add(end)
    assert len(ends) > 1
