from hypothesis import given, settings
from hypothesis import strategies as st

from guildhall.chain.drawing import Arrow, Box, cut, drawing, length, wrapped

BOXES = st.lists(
    st.tuples(st.integers(0, 2), st.text(st.characters(codec="utf-8"), max_size=30)), min_size=1, max_size=8
)


@settings(max_examples=25)
@given(BOXES, st.data())
def test_nothing_stands_on_something_else(given_boxes, data):
    boxes = [Box(key, column, title) for key, (column, title) in enumerate(given_boxes)]
    ends = st.tuples(st.sampled_from(boxes), st.sampled_from(boxes))
    pairs = data.draw(st.lists(ends, max_size=12, unique_by=lambda pair: (pair[0].key, pair[1].key)))
    arrows = [Arrow(one.key, other.key, "货物") for one, other in pairs]

    drawn = drawing(boxes, arrows)

    assert [box.key for box in drawn.boxes] == [box.key for box in boxes]
    assert len(drawn.arrows) == len(arrows)
    for one in drawn.boxes:
        assert one.y >= 0
        assert one.y + one.height <= drawn.height
        assert one.x + one.width <= drawn.width
        for other in drawn.boxes:
            if one.key < other.key and one.x == other.x:
                assert one.y + one.height <= other.y or other.y + other.height <= one.y
    places = [(arrow.x, round(arrow.y, 1)) for arrow in drawn.arrows]
    assert len(set(places)) == len(places), "two labels in one place"
    assert drawing(boxes, arrows) == drawn


def test_what_flows_back_is_told_apart():
    drawn = drawing([Box("a", 0, "甲"), Box("b", 2, "乙")], [Arrow("b", "a", "回"), Arrow("a", "b", "去")])

    assert [arrow.is_back for arrow in drawn.arrows] == [True, False]


def test_arrows_between_unknown_boxes_are_left_out():
    assert drawing([Box("a", 0, "甲")], [Arrow("a", "x", "去")]).arrows == ()
    assert drawing([], []).boxes == ()


def test_titles_are_broken_into_two_lines_that_fit():
    assert wrapped("Sheet metal and weldments", 14, 152) == ["Sheet metal and", "weldments"]
    assert wrapped("钣金", 14, 152) == ["钣金"]
    long = wrapped("特别长的环节名称一直写到没有地方可写为止还要再写一些", 14, 152)
    assert len(long) == 2
    assert all(length(line, 14) <= 152 for line in long)
    assert cut("中厚板、H型钢、角钢、槽钢", 11.5, 100).endswith("…")
