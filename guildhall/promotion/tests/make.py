"""Plain builders for tests: valid by default, every detail can be named."""

from datetime import date
from itertools import count
from typing import Any

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power
from guildhall.promotion.models import KeyProject, KeyProjectNote
from guildhall.registry.tests.make import (
    make_association,
    make_organization,
    make_person,
    make_top_body,
    make_user_with_powers,
)

__all__ = [
    "make_association",
    "make_keeper",
    "make_key_project",
    "make_note",
    "make_organization",
    "make_person",
    "make_top_body",
    "make_user_with_powers",
]
_numbers = count(1)


def make_keeper(association: Association, *more: Power) -> User:
    """Somebody of the secretariat, who keeps key projects and follows up."""
    return make_user_with_powers(association, Power.MANAGE, Power.FOLLOW_UP, Power.PUBLISH, *more)


def make_key_project(association: Association | None = None, **details: Any) -> KeyProject:
    number = next(_numbers)
    names = {"title_zh": f"减速机项目{number}", "title_en": f"Gearbox works {number}"}
    return KeyProject.objects.create(association=association or make_association(), **names | details)


def make_note(project: KeyProject, **details: Any) -> KeyProjectNote:
    given = {"kind": "progress", "on": date(2026, 3, 1), "text": "桩基完成"}
    return KeyProjectNote.objects.create(
        association=project.association, key_project=project, **given | details
    )
