from hypothesis import given
from hypothesis import strategies as st

from guildhall.registry.presets import PRESETS
from guildhall.registry.rules import (
    Counts,
    Recused,
    Tally,
    is_carried,
    parse_profile,
    recusal_rule,
)

SOURCE = {"source": {"zh": "章程", "en": "Charter"}, "confidence": "C"}
QUORUM = {"value": "2/3", "operator": ">=", "base": "entitled"} | SOURCE
MAJORITY = {"value": "1/2", "operator": ">", "base": "entitled"} | SOURCE


def profile(**rules):
    given = {"bodies.council.quorum": QUORUM, "bodies.council.majority": MAJORITY} | rules
    return parse_profile({"key": "own", "name": {"zh": "章程", "en": "Charter"}, "rules": given})


def test_where_the_charter_is_silent_recused_votes_do_not_count():
    rule = recusal_rule(profile(), "ordinary")

    bases = rule.bases(Counts(entitled=9, present_on_site=6), Recused(votes=2, on_site=1))

    assert (bases.entitled, bases.present) == (7, 5)
    assert (rule.rule, rule.counted) == (None, False)


def test_a_charter_can_count_them_and_the_sentence_says_which():
    known = profile(**{"motions.ordinary.recused_count": {"value": True} | SOURCE})
    counts, recused = Counts(entitled=8, present_on_site=8), Recused(votes=1, on_site=1)
    silent, counted = recusal_rule(profile(), "budget"), recusal_rule(known, "budget")

    assert counted.bases(counts, recused) == counts
    verdicts = [
        rule.added_to(
            is_carried(known, "council", "budget", Tally(4, 3, 0), rule.bases(counts, recused)), recused
        )
        for rule in (silent, counted)
    ]

    assert [verdict.ok for verdict in verdicts] == [True, False]
    assert verdicts[0].sentence.zh.endswith("通过。回避1票，不计入应到和实到。")
    assert verdicts[1].sentence.en.endswith("1 recused vote still counted as entitled and present.")


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_bases_never_fall_below_zero_and_nobody_recused_changes_nothing(entitled, here, out):
    rule, counts = recusal_rule(profile(), "ordinary"), Counts(entitled, here)

    bases = rule.bases(counts, Recused(out, out))

    assert (bases.entitled, bases.present) == (max(entitled - out, 0), max(here - out, 0))
    assert rule.bases(counts, Recused()) == counts


def test_the_preset_states_it():
    preset = parse_profile(PRESETS["cn-industry-association"])
    assert recusal_rule(preset, "cooperation").rule is not None
