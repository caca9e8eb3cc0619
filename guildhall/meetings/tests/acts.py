"""What can be done with meetings, for the table of who may do what."""

from guildhall.meetings.tests.preparation_acts import PREPARATION
from guildhall.meetings.tests.register_acts import REGISTER_ACTS
from guildhall.meetings.tests.session_acts import SESSION_ACTS
from tests.cast import Act

ACTS: dict[str, Act] = PREPARATION | SESSION_ACTS | REGISTER_ACTS
