"""How far a meeting has come, as its pages show it."""

import pytest

from guildhall.meetings.stages import stages_of


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"state": "draft"}, "now open open open open"),
        ({"state": "notified"}, "done done now open open"),
        ({"state": "open"}, "done done now open open"),
        ({"state": "closed"}, "done done done now open"),
        ({"state": "closed", "approved": True}, "done done done done now"),
        ({"state": "closed", "published": True}, "done done done now done"),
        ({"state": "closed", "was_told": False}, "done done now open"),
        ({"state": "cancelled"}, ""),
        ({"state": "postponed"}, ""),
    ],
)
def test_the_first_step_that_is_not_done_is_done_now(facts, expected):
    usual = {"was_told": True, "approved": False, "published": False}
    assert " ".join(stage.standing for stage in stages_of(**usual | facts)) == expected
