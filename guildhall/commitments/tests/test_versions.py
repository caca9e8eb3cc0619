import copy

from hypothesis import given
from hypothesis import strategies as st

from guildhall.commitments.versions import compare

ITEM = st.fixed_dictionaries(
    {
        "content_zh": st.sampled_from(["走访", "年会", ""]),
        "deadline": st.none() | st.just("2026-03-01") | st.just("2026-04-01"),
        "responsible": st.none()
        | st.sampled_from([{"id": "a", "name_en": "Ann"}, {"id": "b", "name_en": "Bo"}]),
        "supporting": st.lists(st.sampled_from([{"id": "x"}, {"id": "y"}]), max_size=2),
        "state": st.sampled_from(["draft", "adopted", "cancelled"]),
    }
)
PLAN = st.dictionaries(st.sampled_from("pqrst"), ITEM).map(
    lambda items: {"title_zh": "计划", "items": [{"id": key} | item for key, item in items.items()]}
)


@given(PLAN)
def test_a_version_does_not_differ_from_itself(plan):
    assert compare(plan, copy.deepcopy(plan)).is_empty


@given(PLAN, PLAN)
def test_looking_back_swaps_what_was_added_and_removed(old, new):
    there, back = compare(old, new), compare(new, old)

    assert (there.added, there.removed) == (back.removed, back.added)
    assert {change.new["id"] for change in there.changed} == {change.new["id"] for change in back.changed}


@given(PLAN, PLAN)
def test_every_item_is_added_removed_changed_or_the_same(old, new):
    comparison = compare(old, new)
    live = {item["id"] for plan in (old, new) for item in plan["items"] if item["state"] != "cancelled"}
    named = [item["id"] for item in (*comparison.added, *comparison.removed)]
    named += [change.new["id"] for change in comparison.changed]

    assert len(named) == len(set(named))
    assert set(named) <= live


def test_the_fields_that_differ_are_named_with_old_and_new():
    ann, bo = {"id": "a", "name_en": "Ann"}, {"id": "b", "name_en": "Bo"}
    old = {"items": [{"id": "p", "deadline": "2026-03-01", "responsible": ann, "content_zh": "走访"}]}
    new = {"items": [{"id": "p", "deadline": "2026-04-01", "responsible": bo, "content_zh": "走访"}]}

    (change,) = compare(old, new).changed

    assert [(field.name, field.old, field.new) for field in change.fields] == [
        ("deadline", "2026-03-01", "2026-04-01"),
        ("responsible", ann, bo),
    ]


def test_a_person_who_changes_name_is_still_the_same_person():
    old = {"items": [{"id": "p", "responsible": {"id": "a", "name_en": "Ann"}}]}
    new = {"items": [{"id": "p", "responsible": {"id": "a", "name_en": "Anne"}}]}

    assert compare(old, new).is_empty


def test_a_new_title_is_a_change_of_the_plan():
    assert compare({"title_zh": "一"}, {"title_zh": "二"}).plan[0].new == "二"
