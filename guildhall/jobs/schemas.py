from datetime import datetime
from uuid import UUID

from ninja import Schema


class JobOut(Schema):
    id: UUID
    task: str
    label: str
    state: str
    done_count: int
    total_count: int | None
    created_at: datetime
    finished_at: datetime | None


class ScheduleOut(Schema):
    name: str
    label: str
    ran_at: datetime | None
    succeeded_at: datetime | None
    due_at: datetime
    is_late: bool
