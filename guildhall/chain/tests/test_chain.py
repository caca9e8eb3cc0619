import pytest

from guildhall.accounts.powers import Power
from guildhall.chain import actions, queries
from guildhall.chain.models import Chain, Classification
from guildhall.chain.tests.make import (
    make_association,
    make_chain,
    make_class,
    make_flow,
    make_placement,
    make_segment,
    make_user_with_powers,
)
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.registry.tests.make import make_body

pytestmark = pytest.mark.django_db


def test_a_chain_is_drawn_up_from_a_map_with_classes(association, keeper, lines):
    chain = actions.draw_up_chain(association, starter_key="metallurgy", name_zh="我们的冶金链", actor=keeper)

    assert (chain.name_zh, chain.name_en) == ("我们的冶金链", "")
    assert (chain.segments.count(), chain.flows.count()) == (17, 23)
    assert not chain.segments.filter(industry_class__isnull=True).exists()
    assert Classification.objects.get().is_shipped
    actions.draw_up_chain(association, starter_key="equipment", actor=keeper)
    assert Classification.objects.count() == 1, "taken up once"
    assert lines() == ["chain.drawn_up", "chain.drawn_up"]


def test_what_cannot_be_a_chain_is_refused(association, keeper, stranger):
    elsewhere = make_body()
    for given in ({}, {"starter_key": "castles"}, {"name_zh": "链", "office": elsewhere}):
        with pytest.raises(InvalidError):
            actions.draw_up_chain(association, **given, actor=keeper)
    with pytest.raises(NotAllowedError):
        actions.draw_up_chain(association, name_zh="链", actor=stranger)
    record = make_association(is_record=True, source="某报告")
    with pytest.raises(RuleError) as refused:
        actions.draw_up_chain(record, name_zh="链", actor=keeper)
    assert refused.value.code == "read_only_record"
    assert not Chain.objects.exists()


def test_the_slower_of_two_is_told_what_stands_now(association, keeper):
    segment = make_segment(make_chain(association))
    first, second = (type(segment).objects.select_related("chain__association").get() for _each in range(2))
    actions.change_segment(first, name_zh="涂装", version=1, actor=keeper)

    with pytest.raises(RuleError) as refused:
        actions.change_segment(second, name_zh="镀锌", version=1, actor=keeper)

    assert refused.value.code == "changed_meanwhile"
    assert refused.value.details["stands"] == {"name_zh": "涂装"}


def test_what_is_used_is_not_removed(association, keeper):
    flow = make_flow(make_segment(make_chain(association)))
    placement = make_placement(flow.source)
    for remove, thing in ((actions.remove_segment, flow.source), (actions.remove_chain, flow.chain)):
        with pytest.raises(RuleError):
            remove(thing, actor=keeper)
    actions.remove_placement(placement, actor=keeper)
    actions.remove_segment(flow.source, actor=keeper)
    assert not flow.chain.flows.exists(), "its flows went with it"
    actions.remove_chain(flow.chain, actor=keeper)
    assert not Chain.objects.exists()


def test_flows_may_turn_in_circles_but_stand_once(association, keeper):
    one = make_segment(make_chain(association))
    other, foreign = make_segment(one.chain), make_segment()
    for source, target in ((one, other), (other, one), (one, one)):
        actions.add_flow(one.chain, source=source, target=target, goods_zh="料", actor=keeper)
    with pytest.raises(RuleError) as twice:
        actions.add_flow(one.chain, source=one, target=other, goods_zh="别的", actor=keeper)
    assert twice.value.code == "flow_known"
    for wrong in ({"target": foreign, "goods_zh": "料"}, {"target": other, "goods_zh": " "}):
        with pytest.raises(InvalidError):
            actions.add_flow(one.chain, source=one, **wrong, actor=keeper)
    assert {flow.target_id for flow in one.chain.flows.all()} == {one.pk, other.pk}


def test_a_class_of_another_association_is_refused(association, keeper):
    with pytest.raises(InvalidError):
        actions.add_segment(
            make_chain(association),
            stage="midstream",
            name_zh="甲",
            industry_class=make_class(),
            actor=keeper,
        )


def test_the_chain_office_keeps_its_own_chain_only(association):
    office = make_body(association)
    officer = make_user_with_powers(association, Power.FOLLOW_UP, body=office)
    own, other = make_chain(association, office=office), make_chain(association)
    actions.add_segment(own, stage="upstream", name_zh="炼钢", actor=officer)

    with pytest.raises(NotAllowedError):
        actions.add_segment(other, stage="upstream", name_zh="炼钢", actor=officer)
    with pytest.raises(NotAllowedError):
        actions.publish_chain(own, actor=officer)
    with pytest.raises(NotAllowedError):
        actions.change_chain(own, office=None, version=1, actor=officer)
    assert queries.keeps_chain(officer, own)
    assert not queries.keeps_chain(officer, other)


def test_chains_of_other_associations_are_not_seen(association, keeper):
    own = make_chain(association)
    make_chain()

    assert list(Chain.objects.visible_to(keeper)) == [own]


def test_neighbours_of_both_sides(association, django_assert_num_queries):
    flow = make_flow(make_segment(make_chain(association)))
    make_flow(flow.target, flow.target)
    make_flow(make_segment(make_chain(association, is_active=False)))

    with django_assert_num_queries(1):
        found = queries.neighbours(association)

    assert {(one.segment.pk, one.upstream) for one in found[flow.source_id]} == {(flow.target_id, False)}
    assert (flow.source_id, True) in {(one.segment.pk, one.upstream) for one in found[flow.target_id]}
    assert set(found) == {flow.source_id, flow.target_id}
