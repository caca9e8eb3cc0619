"""Matching, without a database."""

import random
import time
from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guildhall.dues.evidence import Payer
from guildhall.dues.matching import Movement, OpenNotice, match
from guildhall.dues.tests.hard_statement import hard_statement

ON = date(2026, 11, 18)
HUAQING = Payer("huaqing", "YL00012", ("华清药业有限公司",), ("华清",), "91530100MA6K000017")
QINGHUA = Payer("qinghua", "YL00013", ("清华机电股份有限公司",))
YUNLING = Payer("yunling", "YL00014", ("云岭华清药业有限公司",))


def notice(member: str, owed: int = 200_000, year: int = 2026, number: str = "") -> OpenNotice:
    return OpenNotice(
        f"{member}-{year}",
        number or f"会费〔{year}〕{sum(map(ord, member))}号",
        member,
        owed,
        year,
        date(year, 11, 30),
    )


def line(
    payer: str = "", remark: str = "", amount: int = 200_000, account: str = "", key: str = "l"
) -> Movement:
    return Movement(key, ON, amount, payer, account, remark)


def only(movement, notices, payers):
    [proposal] = match([movement], notices, payers)
    return proposal


def codes(proposal):
    return {reason.code for reason in proposal.reasons}


@pytest.mark.parametrize("seed", [20261118, 1, 2, 3, 4, 5])
def test_a_hard_statement_of_300_lines_is_matched_95_percent_right_and_nothing_booked_wrongly(seed):
    hard = hard_statement(seed)
    proposals = match(hard.movements, hard.notices, hard.payers)
    right = [
        one
        for one in proposals
        if {share.notice: share.amount for share in one.shares} == hard.truth[one.line]
    ]
    certain = [one for one in proposals if one.state == "certain"]
    assert len(proposals) == 300
    assert len(right) >= 0.95 * 300
    assert all(
        {share.notice: share.amount for share in one.shares} == hard.truth[one.line] for one in certain
    )
    assert len(certain) >= 190


def test_name_and_amount_are_enough_where_they_fit_in_one_way():
    proposal = only(line("华清药业有限公司"), [notice("huaqing")], [HUAQING])
    assert (proposal.state, proposal.rest) == ("certain", 0)
    assert codes(proposal) == {"name", "exact"}


def test_full_width_and_spaces_in_a_name_make_no_difference():
    payer = Payer("abc", names=("ABC（云岭）有限公司",))
    assert only(line("ＡＢＣ (云岭) 有限公司"), [notice("abc")], [payer]).state == "certain"


def test_one_wrong_character_in_a_short_name_is_proposed():
    proposal = only(line("华青药业有限公司"), [notice("huaqing")], [HUAQING])
    assert (proposal.state, proposal.shares[0].notice) == ("proposed", "huaqing-2026")


def test_another_legal_form_may_be_another_firm():
    assert only(line("华清药业股份有限公司"), [notice("huaqing")], [HUAQING]).state == "proposed"


def test_a_number_alone_is_not_enough_and_with_a_similar_name_it_is():
    notices = [notice("yunling", number="会费〔2026〕12号")]
    assert only(line("王芳", "会费(2026)12号"), notices, [YUNLING]).state == "proposed"
    assert only(line("云岭华青药业有限公司", "会费(2026)12号"), notices, [YUNLING]).state == "certain"


def test_a_number_of_another_member_makes_the_payer_doubtful():
    notices = [notice("huaqing"), notice("qinghua", number="会费〔2026〕77号")]
    proposal = only(line("华清药业有限公司", "会费〔2026〕77号"), notices, [HUAQING, QINGHUA])
    assert (proposal.state, proposal.shares) == ("unclear", ())
    assert proposal.members == ("huaqing", "qinghua")


def test_between_two_members_of_the_same_name_none_is_chosen():
    twins = [Payer("one", names=("华清药业有限公司",)), Payer("two", names=("华清药业有限公司",))]
    proposal = only(line("华清药业有限公司"), [notice("one"), notice("two")], twins)
    assert (proposal.state, proposal.shares, codes(proposal)) == ("unclear", (), {"several_fit"})


def test_of_two_members_of_the_same_name_the_one_whose_amount_fits_is_proposed():
    twins = [Payer("one", names=("华清药业有限公司",)), Payer("two", names=("华清药业有限公司",))]
    proposal = only(line("华清药业有限公司"), [notice("one"), notice("two", 500_000)], twins)
    assert (proposal.state, proposal.shares[0].notice) == ("proposed", "one-2026")


def test_a_firm_whose_name_is_part_of_another_firms_is_not_taken_for_it():
    proposal = only(line("王芳", "云岭华清药业有限公司会费"), [notice("huaqing")], [HUAQING])
    assert proposal.state != "certain"
    proposal = only(line("王芳", "代华清药业有限公司昆明分公司缴会费"), [notice("huaqing")], [HUAQING])
    assert proposal.state != "certain"


def test_one_payer_pays_for_several_firms_named_in_the_remark():
    payers = [HUAQING, QINGHUA, YUNLING]
    notices = [notice("huaqing"), notice("qinghua", 500_000), notice("yunling", 100_000)]
    remark = "代缴华清药业有限公司、清华机电股份有限公司、云岭华清药业有限公司会费"
    proposal = only(line("云岭投资集团", remark, 800_000), notices, payers)
    assert (proposal.state, len(proposal.shares)) == ("certain", 3)


def test_two_years_of_the_same_amount_are_paid_by_the_year_named_or_else_proposed():
    notices = [notice("huaqing", year=2025), notice("huaqing", year=2026)]
    named = only(line("华清药业有限公司", "2026年会费"), notices, [HUAQING])
    assert (named.state, named.shares[0].notice) == ("certain", "huaqing-2026")
    silent = only(line("华清药业有限公司"), notices, [HUAQING])
    assert (silent.state, silent.shares[0].notice) == ("proposed", "huaqing-2025")
    both = only(line("华清药业有限公司", amount=400_000), notices, [HUAQING])
    assert (both.state, len(both.shares)) == ("certain", 2)


def test_a_notice_is_paid_in_parts_and_never_beyond_what_is_owed():
    notices = [notice("huaqing", number="会费〔2026〕12号")]
    parts = [line("华清药业有限公司", "会费〔2026〕12号", 100_000, key=key) for key in "abc"]
    proposals = match(parts, notices, [HUAQING])
    assert Counter(one.state for one in proposals) == {"certain": 2, "unclear": 1}
    assert [one.rest for one in proposals] == [0, 0, 100_000]


def test_more_than_owed_is_proposed_with_the_rest_on_account():
    proposal = only(line("华清药业有限公司", amount=250_000), [notice("huaqing")], [HUAQING])
    assert (proposal.state, proposal.shares[0].amount, proposal.rest) == ("proposed", 200_000, 50_000)


def test_a_payment_for_a_training_is_not_booked_as_dues():
    assert only(line("华清药业有限公司", "培训费"), [notice("huaqing")], [HUAQING]).state == "proposed"


def test_a_year_or_an_amount_in_the_remark_is_no_member_number():
    payer = Payer("short", "2026", ("云南某某有限公司",))
    assert only(line("王芳", "2026 会费2000元"), [notice("short")], [payer]).state == "unknown"
    assert codes(only(line("王芳", "会员编号2026"), [notice("short")], [payer])) >= {"member_number"}


def test_every_reason_is_told_in_both_languages():
    hard = hard_statement()
    for proposal in match(hard.movements, hard.notices, hard.payers):
        assert proposal.reasons
        for reason in proposal.reasons:
            assert "{" not in reason.sentence.zh + reason.sentence.en


HARD = hard_statement(7, members=320)


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 300))
def test_no_line_is_spent_beyond_its_amount_no_notice_beyond_what_it_owes_in_whatever_order(shuffler, many):
    movements, notices, payers = HARD.movements[:many], list(HARD.notices), list(HARD.payers)
    first = match(movements, notices, payers)
    movements = list(movements)
    for rows in (movements, notices, payers):
        shuffler.shuffle(rows)
    assert match(movements, notices, payers) == first
    amounts = {movement.key: movement.amount for movement in movements}
    owed = {one.key: one.owed for one in notices}
    booked = Counter()
    for proposal in first:
        assert sum(share.amount for share in proposal.shares) + proposal.rest == amounts[proposal.line]
        assert all(0 < share.amount <= owed[share.notice] for share in proposal.shares)
        if proposal.state == "certain":
            booked.update({share.notice: share.amount for share in proposal.shares})
    assert all(paid <= owed[key] for key, paid in booked.items())


@pytest.mark.slow
def test_10000_lines_are_matched_against_20000_members_in_time():
    chooser = random.Random(1)  # noqa: S311  made names, no secret
    characters = "华清恒泰金瑞远航宏图天成博雅启明丰德信众合联创兴隆永固锦程凯旋安和利民山长河嘉木新禾"
    names = {"".join(chooser.choices(characters, k=4)) + "实业有限公司" for _one in range(20_000)}
    payers = [Payer(name, f"YL{place:06}", (name,)) for place, name in enumerate(sorted(names))]
    notices = [notice(payer.key, number=f"会费〔2026〕{place}号") for place, payer in enumerate(payers)]
    lines = [line(payer.key[1:], "会费", key=payer.key) for payer in payers[:10_000]]
    started = time.process_time()
    assert len(match(lines, notices, payers)) == 10_000
    assert time.process_time() - started < 20
