"""Reading charter profiles and the presets."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from guildhall.registry.presets import PRESETS, preset, preset_data
from guildhall.registry.rules import (
    Base,
    Counts,
    Operator,
    ProfileError,
    Tally,
    Threshold,
    is_carried,
    is_notice_in_time,
    may_decide_so,
    may_hold_post,
    may_open,
    parse_profile,
    rule_label,
    rule_value,
)
from guildhall.registry.rules.labels import BODIES, MOTIONS, POSTS, RULES
from guildhall.registry.rules.reading import SHAPES

QUORUM = "bodies.council.quorum"
SAID = {"zh": "本会章程", "en": "our charter"}


def refusal_of(key=QUORUM, **changes):
    """What is said when one rule of the association's preset is changed so; ``None`` takes a part away."""
    data = preset_data("cn-industry-association")
    rule = {"value": 1, "source": SAID, "confidence": "C"} | data["rules"].get(key, {}) | changes
    data["rules"][key] = {name: value for name, value in rule.items() if value is not None}
    with pytest.raises(ProfileError) as refusal:
        parse_profile(data)
    return refusal.value


@pytest.mark.parametrize(
    ("changes", "path", "zh", "en"),
    [
        ({"value": 0.5}, ".value", "不能写成 0.5", "not as 0.5"),
        ({"value": "0.5"}, ".value", "须写成分数", "written as a fraction"),
        ({"value": "2/0"}, ".value", "分母为零", "divides by zero"),
        ({"value": "3/2"}, ".value", "大于全部", "more than the whole"),
        ({"value": "-1/2"}, ".value", "须写成分数", "written as a fraction"),
        ({"value": True}, ".value", "须写成分数", "written as a fraction"),
        ({"value": None}, "", "缺少 value", "value is missing"),
        ({"operator": "=="}, ".operator", "应为 >=、> 之一", "one of >=, > is expected"),
        ({"operator": None}, "", "缺少 operator", "operator is missing"),
        ({"base": "everyone"}, ".base", "之一", "one of entitled"),
        ({"base": "present"}, ".base", "只能以应到人数为基数", "a share of those entitled"),
        ({"value": 1, "operator": ">"}, "", "不可能超过全部", "can never be reached"),
        ({"value": "0/3"}, "", "不少于零不成其为门槛", "no threshold"),
        ({"confidence": "D"}, ".confidence", "A、B、C 之一", "one of A, B, C"),
        ({"source": "law"}, ".source", "应为一组名称和值", "group of names and values"),
        ({"source": {"zh": "法律"}}, ".source", "缺少 en", "en is missing"),
        ({"source": {"zh": "法律", "en": " "}}, ".source.en", "不能为空", "may not be empty"),
        ({"colour": "red"}, "", "不认识 colour", "colour is not known here"),
    ],
)
def test_a_mistake_is_named_by_its_path_in_both_languages(changes, path, zh, en):
    refusal = refusal_of(**changes)

    assert refusal.path == QUORUM + path
    assert refusal.sentence.zh.startswith(f"章程规则“{QUORUM + path}”：")
    assert refusal.sentence.en.startswith(f"Charter rule “{QUORUM + path}”: ")
    assert zh in refusal.sentence.zh
    assert en in refusal.sentence.en


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("bodies.council.notice_days", 10.0),
        ("bodies.council.notice_days", "10"),
        ("bodies.council.notice_days", -1),
        ("bodies.council.notice_days", True),
        ("bodies.council.remote_counts", "yes"),
        ("bodies.council.remote_counts", 1),
        ("bodies.council.correspondence", "sometimes"),
        ("bodies.council.meets_every", "week"),
        ("bodies.supervisors.not_also", "president"),
        ("bodies.supervisors.not_also", ["president", 1]),
        ("bodies.supervisors.not_also", ["president", "president"]),
        ("motions.election.ways", ["telepathy"]),
        ("motions.election.forms", ["paper"]),
        ("compliance.report_to_registrar_by", "5-31"),
        ("compliance.report_to_registrar_by", "13-01"),
    ],
)
def test_every_rule_takes_only_its_own_kind_of_value(key, value):
    assert refusal_of(key, value=value).path.startswith(f"{key}.value")


@pytest.mark.parametrize(
    "key",
    [
        "",
        "quorum",
        "bodies.quorum",
        "bodies.*.quorum",
        "bodies.Council.quorum",
        "bodies.council.colour",
        "a.b.c.d",
    ],
)
def test_a_rule_that_does_not_exist_is_named(key):
    assert refusal_of(key).path == key


@pytest.mark.parametrize(
    "data",
    [None, [], "profile", {}, {"key": "x", "name": SAID}, {"key": "X y", "name": SAID, "rules": {}},
     {"key": "x", "name": SAID, "rules": []}, {"key": "x", "name": "x", "rules": {}}],
)  # fmt: skip
def test_what_is_no_profile_is_refused(data):
    with pytest.raises(ProfileError):
        parse_profile(data)


def test_a_threshold_is_exact():
    assert preset("cn-industry-association").by_key[QUORUM].threshold == Threshold(
        Fraction(2, 3), Operator.AT_LEAST, Base.ENTITLED
    )


@pytest.mark.parametrize("part", ["threshold", "words"])
def test_a_rule_is_not_taken_for_another_kind(part):
    rule = preset("cn-industry-association").by_key["bodies.council.notice_days"]

    assert rule.number == 10
    with pytest.raises(TypeError):
        getattr(rule, part)


def test_a_threshold_is_no_number():
    with pytest.raises(TypeError):
        assert preset("cn-industry-association").by_key[QUORUM].number


@pytest.mark.parametrize("key", sorted(PRESETS))
def test_a_preset_is_plain_json_and_reads_back_the_same(key):
    data = preset_data(key)

    assert json.loads(json.dumps(data)) == data
    assert parse_profile(data).as_data() == data | {"rules": dict(sorted(data["rules"].items()))}
    assert data["key"] == key


def test_a_copy_of_a_preset_is_ones_own():
    preset_data("alliance-light")["rules"].clear()

    assert preset_data("alliance-light")["rules"]


@pytest.mark.parametrize("key", sorted(PRESETS))
def test_every_preset_answers_for_every_kind_of_body_and_motion(key):
    profile = preset(key)

    for body in BODIES:
        assert may_open(profile, body, entitled=3, present=3).ok is True
        for motion in MOTIONS:
            assert may_decide_so(profile, body, motion, "paper", "on_site").ok is not None


@pytest.mark.parametrize("key", sorted(PRESETS))
def test_every_rule_of_a_preset_is_named_and_said_in_both_languages(key):
    for rule in preset(key).rules:
        label, value = rule_label(rule), rule_value(rule)
        kind = rule.key.split(".")[1]
        assert label.zh != label.en
        assert value.zh
        assert kind in {*BODIES, *MOTIONS, *POSTS} or rule.key.count(".") == 1


def test_every_rule_that_a_charter_can_have_has_a_name():
    assert {key.rsplit(".", 1)[1] for key in SHAPES} == set(RULES)


@pytest.mark.parametrize(
    ("key", "zh", "en"),
    [
        (QUORUM, "不少于应到人数的2/3", "at least 2/3 of those entitled"),
        ("bodies.assembly.majority", "超过实到人数的1/2", "more than 1/2 of those present"),
        ("bodies.council.notice_days", "10", "10"),
        ("bodies.council.remote_counts", "是", "yes"),
        ("branches.own_bank_account", "否", "no"),
        (
            "motions.election.forms",
            "现场会议、现场与线上结合的会议",
            "a meeting on site, a meeting on site and online",
        ),
        ("bodies.standing_council.largest_share", "1/3", "1/3"),
        ("bodies.council.correspondence", "仅限特殊情况", "in special cases only"),
    ],
)
def test_a_rule_is_said_in_words(key, zh, en):
    says = rule_value(preset("cn-industry-association").by_key[key])

    assert (says.zh, says.en) == (zh, en)


def test_the_examples_of_the_manual_are_what_is_said():
    manual = (Path(__file__).parents[3] / "docs" / "rules.md").read_text()
    charter = preset("cn-industry-association")
    verdicts = [
        may_open(charter, "council", entitled=27, present=18),
        is_carried(charter, "assembly", "ordinary", Tally(11, 7, 2), Counts(27, 20)),
        may_decide_so(charter, "assembly", "election", "consensus", "on_site"),
        is_notice_in_time(charter, "council", sent=date(2021, 11, 18), starts=date(2021, 12, 5)),
        may_hold_post(charter, "president", born=date(1951, 3, 1), term_from=date(2022, 3, 1))[0],
    ]

    for verdict in verdicts:
        assert f"{verdict.sentence.zh}<br>{verdict.sentence.en}" in manual
