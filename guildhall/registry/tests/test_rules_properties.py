"""What holds for every charter and every count."""

from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from guildhall.registry.rules import (
    Base,
    Confidence,
    Counts,
    MeetingForm,
    Operator,
    Profile,
    ProfileError,
    Sentence,
    Tally,
    Threshold,
    Way,
    is_carried,
    may_decide_so,
    may_open,
    parse_profile,
    rule_label,
    rule_value,
)
from guildhall.registry.rules.labels import BODIES, MOTIONS
from guildhall.registry.tests.charters import make_charter

COUNTS = st.integers(0, 3000)
SHARES = st.fractions(0, 1, max_denominator=99)
OPERATORS = st.sampled_from(list(Operator))
TEXTS = st.text(min_size=1, max_size=20).filter(str.strip)
SENTENCES = st.fixed_dictionaries({"zh": TEXTS, "en": TEXTS})
WORDS = st.lists(TEXTS, max_size=4, unique=True)
ENTITLED = st.just(Base.ENTITLED)
CHARTER = make_charter()


@st.composite
def thresholds(draw, bases=ENTITLED):
    share, operator = draw(SHARES), draw(OPERATORS)
    assume(share != (0 if operator is Operator.AT_LEAST else 1))
    return Threshold(share, operator, draw(bases))


def reaches(threshold: Threshold, got: int, base_count: int) -> bool:
    """The plain check in whole numbers: got / base against the share, multiplied out."""
    left, right = got * threshold.value.denominator, threshold.value.numerator * base_count
    return left >= right if threshold.operator is Operator.AT_LEAST else left > right


def charter_with(body: str, name: str, threshold: Threshold):
    says = f"{threshold.operator} {threshold.value} {threshold.base}"
    return make_charter(**{f"bodies__{body}__{name}": says})


@st.composite
def attendances(draw):
    entitled = draw(st.integers(1, 3000))
    return entitled, draw(st.integers(1, entitled))


@st.composite
def votes(draw):
    entitled = draw(st.integers(1, 500))
    present = draw(st.integers(1, entitled))
    for_ = draw(st.integers(0, present))
    against = draw(st.integers(0, present - for_))
    return Counts(entitled, present), Tally(for_, against, draw(st.integers(0, present - for_ - against)))


@given(thresholds(), st.integers(1, 3000))
def test_what_is_needed_is_the_smallest_number_that_is_enough(threshold, base_count):
    needed = threshold.needed(base_count)

    assert reaches(threshold, needed, base_count)
    assert not reaches(threshold, needed - 1, base_count)
    assert 1 <= needed <= base_count


@given(thresholds(), attendances())
def test_opening_agrees_with_plain_multiplication(threshold, attendance):
    entitled, present = attendance
    charter = charter_with("council", "quorum", threshold)

    verdict = may_open(charter, "council", entitled=entitled, present=present)

    assert verdict.ok is reaches(threshold, present, entitled)


@given(thresholds(st.sampled_from([Base.ENTITLED, Base.PRESENT, Base.VOTED, Base.CAST])), votes())
def test_carrying_agrees_with_plain_multiplication(threshold, vote):
    counts, tally = vote
    charter = make_charter(
        bodies__council__quorum="> 0 entitled",
        bodies__council__majority=f"{threshold.operator} {threshold.value} {threshold.base}",
    )
    sizes = {
        Base.ENTITLED: counts.entitled,
        Base.PRESENT: counts.present_on_site,
        Base.VOTED: tally.for_ + tally.against + tally.abstain,
        Base.CAST: tally.for_ + tally.against,
    }
    size = sizes[threshold.base]

    verdict = is_carried(charter, "council", "ordinary", tally, counts)

    assert verdict.ok is (size > 0 and reaches(threshold, tally.for_, size))


@given(votes(), st.sampled_from(["council", "assembly", "supervisors", "team"]))
def test_a_vote_that_turns_from_against_to_for_never_loses(vote, body):
    counts, tally = vote
    assume(tally.against)
    better = Tally(tally.for_ + 1, tally.against - 1, tally.abstain)

    before = is_carried(CHARTER, body, "ordinary", tally, counts)
    after = is_carried(CHARTER, body, "ordinary", better, counts)

    assert after.ok or not before.ok


@given(attendances())
def test_one_more_present_never_closes_a_meeting(attendance):
    entitled, present = attendance
    assume(present < entitled)

    before = may_open(CHARTER, "council", entitled=entitled, present=present)
    after = may_open(CHARTER, "council", entitled=entitled, present=present + 1)

    assert after.ok or not before.ok


@given(attendances(), st.data())
def test_without_a_quorum_no_vote_carries(attendance, data):
    entitled, present = attendance
    opening = may_open(CHARTER, "council", entitled=entitled, present=present)
    for_ = data.draw(st.integers(0, present))

    verdict = is_carried(CHARTER, "council", "ordinary", Tally(for_, 0, 0), Counts(entitled, present))

    assert opening.ok or not verdict.ok


@given(COUNTS, COUNTS, COUNTS)
def test_a_sentence_about_opening_contains_what_was_counted(entitled, present, online):
    verdict = may_open(CHARTER, "council", entitled=entitled, present=present, online=online)

    for sentence in (verdict.sentence.zh, verdict.sentence.en):
        assert str(entitled) in sentence
        assert str(present) in sentence
    assert verdict.sentence.zh != verdict.sentence.en


@given(votes())
def test_a_sentence_about_a_vote_contains_what_was_counted(vote):
    counts, tally = vote
    charter = make_charter(bodies__council__quorum="> 0 entitled")

    verdict = is_carried(charter, "council", "ordinary", tally, counts)

    assert verdict.applied is not None
    counted = (tally.for_, tally.against, tally.abstain, verdict.applied.base_count, verdict.applied.needed)
    for sentence in (verdict.sentence.zh, verdict.sentence.en):
        assert all(str(number) in sentence for number in counted)


@given(
    st.builds(Tally, COUNTS, COUNTS, COUNTS),
    st.builds(Counts, COUNTS, COUNTS, COUNTS, *[st.none() | COUNTS] * 3, COUNTS),
    st.sampled_from(sorted(BODIES)),
    st.sampled_from(sorted(MOTIONS)),
)
def test_any_counts_get_an_answer_in_two_languages(tally, counts, body, motion):
    verdict = is_carried(CHARTER, body, motion, tally, counts)

    assert verdict.sentence.zh
    assert verdict.sentence.en
    assert verdict.sentence.zh != verdict.sentence.en


@given(
    st.sampled_from(sorted(BODIES)),
    st.sampled_from(sorted(MOTIONS)),
    st.sampled_from(list(Way)),
    st.sampled_from(list(MeetingForm)),
    st.booleans(),
)
def test_elections_and_dues_are_never_open_nor_by_correspondence(body, motion, way, form, special):
    verdict = may_decide_so(CHARTER, body, motion, way, form, special_case=special)

    if motion in ("election", "re_election", "dues_standard") and verdict.ok:
        assert way in (Way.PAPER, Way.SECRET_ELECTRONIC)
        assert form is not MeetingForm.CORRESPONDENCE
    assert verdict.sentence.zh != verdict.sentence.en


def written(value):
    return st.fixed_dictionaries(
        {"value": value, "source": SENTENCES, "confidence": st.sampled_from(list(Confidence)).map(str)},
        optional={"note": SENTENCES},
    )


def written_threshold(base):
    return st.tuples(thresholds(base), written(st.none())).map(
        lambda pair: (
            pair[1]
            | {"value": str(pair[0].value), "operator": str(pair[0].operator), "base": str(pair[0].base)}
        )
    )


KINDS = st.sampled_from(["council", "team", "sports_club"])
RULES = st.one_of(
    st.tuples(KINDS.map("bodies.{}.quorum".format), written_threshold(ENTITLED)),
    st.tuples(KINDS.map("motions.{}.majority".format), written_threshold(st.sampled_from(list(Base)))),
    st.tuples(KINDS.map("bodies.{}.notice_days".format), written(st.integers(0, 400))),
    st.tuples(KINDS.map("bodies.{}.remote_counts".format), written(st.booleans())),
    st.tuples(KINDS.map("bodies.{}.not_also".format), written(WORDS)),
    st.tuples(KINDS.map("bodies.{}.largest_share".format), written(SHARES.map(str))),
    st.tuples(
        KINDS.map("motions.{}.ways".format),
        written(st.lists(st.sampled_from(list(Way)).map(str), unique=True)),
    ),
    st.tuples(st.just("compliance.report_to_registrar_by"), written(st.sampled_from(["05-31", "12-01"]))),
)
PROFILES = st.fixed_dictionaries(
    {"key": st.sampled_from(["mine", "cn-2"]), "name": SENTENCES, "rules": st.lists(RULES).map(dict)}
)


@given(PROFILES)
def test_a_profile_is_written_and_read_back_without_loss(data):
    profile = parse_profile(data)

    assert parse_profile(profile.as_data()) == profile
    assert profile.as_data()["rules"] == dict(sorted(data["rules"].items()))


@given(PROFILES)
def test_every_rule_is_named_and_said_in_words(data):
    for rule in parse_profile(data).rules:
        for sentence in (rule_label(rule), rule_value(rule)):
            assert sentence.zh
            assert sentence.en


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@given(PROFILES, st.data())
def test_any_part_replaced_by_anything_is_read_or_named(data, choose):
    owner, name = data, choose.draw(st.sampled_from(sorted(data)))
    while isinstance(owner[name], dict) and owner[name] and choose.draw(st.booleans()):
        owner = owner[name]
        name = choose.draw(st.sampled_from(sorted(owner)))
    owner[name] = choose.draw(JSON)
    answer: Profile | Sentence
    try:
        answer = parse_profile(data)
    except ProfileError as refusal:
        answer = refusal.sentence

    assert answer.as_data()


@given(SHARES)
def test_a_share_is_exact(share):
    charter = make_charter(bodies__standing_council__largest_share=str(share))

    assert charter.by_key["bodies.standing_council.largest_share"].value == Fraction(share)
