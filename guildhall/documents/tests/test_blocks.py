import pytest
from hypothesis import given
from hypothesis import strategies as st

from guildhall.documents.blocks import Block, blocks, plain


def words(found: list[Block]) -> str:
    text = ""
    for block in found:
        text += "".join(run["text"] for run in block.get("runs", []))
        text += "".join(words(item) for item in block.get("items", []))
    return text


def test_each_line_is_a_paragraph():
    assert [block["kind"] for block in blocks("第一行\n第二行\n\n第三行")] == ["paragraph"] * 3


@pytest.mark.parametrize(
    ("line", "level"),
    [("# 总则", 1), ("### 细则", 3), ("###### 更细", 3), ("一、会议安排", 1), ("（二）概况", 2)],
)
def test_a_heading_is_recognised(line, level):
    [heading] = blocks(line)

    assert (heading["kind"], heading["level"]) == ("heading", level)


def test_a_numbered_sentence_stays_a_paragraph():
    assert blocks("一、会议听取了报告。")[0]["kind"] == "paragraph"


def test_bold_goes_on_over_a_line_end():
    first, second = blocks("a **b\nc** d")

    assert first["runs"] == [{"text": "a "}, {"text": "b", "bold": True}]
    assert second["runs"] == [{"text": "c", "bold": True}, {"text": " d"}]


def test_lists_keep_their_start_and_nest():
    [outer] = blocks("3. three\n4. four\n   - inner")

    assert (outer["ordered"], outer["start"], len(outer["items"])) == (True, 3, 2)
    assert outer["items"][1][1]["kind"] == "list"


@pytest.mark.parametrize(
    "line",
    [
        "2*3*4",
        "a_b_",
        "[a](http://x)",
        "<script>x</script>",
        "`code`",
        "> quote",
        '#import "x"',
        "$x$",
        "1、甲",
    ],
)
def test_everything_else_is_kept_as_it_was_typed(line):
    assert blocks(line) == [{"kind": "paragraph", "runs": [{"text": line}]}]


@given(st.text(max_size=200))
def test_no_letter_or_digit_is_ever_lost(text):
    typed = [sign for sign in text if sign.isalnum() and not sign.isdigit()]
    kept = [sign for sign in words(blocks(text)) if sign.isalnum() and not sign.isdigit()]

    assert kept == typed


def test_plain_text_has_the_words_without_the_marks():
    text = "## 一、会议议程\n\n**表决结果**：通过。\n\n- 同意 12\n- 反对 0\n\n3. 第三项\n4. 第四项"

    assert plain(text) == "一、会议议程\n表决结果：通过。\n· 同意 12\n· 反对 0\n3. 第三项\n4. 第四项"


@given(st.text(alphabet="甲乙ab ，。\n", max_size=60))
def test_plain_text_keeps_every_word(text):
    assert "".join(plain(text).split()) == "".join(text.split())
