"""What ships with the product is whole: every map can be drawn up, in both languages."""

import pytest

from guildhall.chain.starters import shipped_classification, starter, starters

CODES = {one.code for one in shipped_classification().classes}


@pytest.mark.parametrize("drawn", starters(), ids=lambda one: one.key)
def test_a_map_is_whole_and_in_both_languages(drawn):
    keys = {one.key for one in drawn.segments}
    ends = {key for flow in drawn.flows for key in (flow.source, flow.target)}

    assert 10 <= len(keys) == len(drawn.segments) <= 20
    assert {one.stage for one in drawn.segments} == {"upstream", "midstream", "downstream"}
    assert ends == keys, "a segment that nothing flows to or from"
    assert len({(flow.source, flow.target) for flow in drawn.flows}) == len(drawn.flows)
    assert {one.code for one in drawn.segments} <= CODES
    for one in (*drawn.segments, drawn):
        assert one.name_zh
        assert not one.name_zh.isascii()
        assert one.name_en.isascii()
        assert one.about_en.isascii()
        assert one.about_zh
        assert one.about_en
    assert all(flow.goods_zh and flow.goods_en for flow in drawn.flows)


def test_every_class_has_the_one_above_it():
    classes = shipped_classification().classes

    assert len(CODES) == len(classes) >= 60
    assert {one.parent for one in classes} - {""} <= CODES


def test_an_unknown_map_is_none():
    with pytest.raises(KeyError):
        starter("../secret")
