from datetime import datetime
from typing import Any

from ninja import Schema


class AuditEntryOut(Schema):
    number: int
    at: datetime
    actor_name: str
    action: str
    action_label: str
    subject_type: str
    subject_id: str
    subject_label: str
    details: dict[str, Any]
    hash: str


class BreakOut(Schema):
    number: int
    kind: str


class VerificationOut(Schema):
    is_whole: bool
    places: list[BreakOut]
