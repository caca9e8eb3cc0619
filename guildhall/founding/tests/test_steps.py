from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from guildhall.founding.steps import Facts, Key, Light, steps_of

WHOLE = Facts(
    has_charter=True,
    units=59,
    confirmed=40,
    is_convened=True,
    is_notified=True,
    is_held=True,
    candidates=18,
    seats=15,
    is_listed=True,
    charter_carried=True,
    council_elected=True,
)


def lights(facts):
    return {step.key: step.light for step in steps_of(facts)}


def test_at_the_beginning_charter_and_units_are_next():
    now = [key for key, light in lights(Facts()).items() if light is Light.NOW]

    assert now == [Key.CHARTER, Key.FIRST_MEMBERS]


def test_when_all_is_decided_it_may_come_into_being():
    found = lights(WHOLE)

    assert found.pop(Key.BEING) is Light.NOW
    assert set(found.values()) == {Light.DONE}


def test_while_the_assembly_goes_on_it_may_not():
    assert lights(replace(WHOLE, is_held=False))[Key.BEING] is Light.LATER


def test_one_unit_alone_does_not_convene():
    assert lights(Facts(has_charter=True, units=9, confirmed=1))[Key.ASSEMBLY] is Light.LATER
    assert lights(Facts(has_charter=True, units=9, confirmed=2))[Key.ASSEMBLY] is Light.NOW


@given(st.builds(Facts))
def test_once_it_is_over_nothing_is_to_be_done(facts):
    assert Light.NOW not in lights(replace(facts, is_over=True)).values()
