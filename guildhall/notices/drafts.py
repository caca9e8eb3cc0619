"""What rooms hand over to be told: plain values, no tables."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guildhall.accounts.models import User


@dataclass(frozen=True)
class Recipient:
    """Who is told. Without ``user`` there is only mail; without ``email`` only the inbox."""

    user: "User | None" = None
    name: str = ""
    email: str = ""


@dataclass(frozen=True)
class Draft:
    """One notice to one recipient. The same ``key`` in an association is told once, however often it is given.

    ``link`` is a path of this site. ``calendar`` is the text of an iCalendar file that goes with the mail.
    """

    key: str
    kind: str
    subject_zh: str
    subject_en: str
    text_zh: str = ""
    text_en: str = ""
    link: str = ""
    calendar: str = ""
    to: Recipient = field(default_factory=Recipient)
