"""Classifications, their classes, and the class of each firm."""

from typing import Any
from uuid import UUID

from ninja import Field, Schema

from guildhall.chain.models import IndustryClass, OrganizationClass
from guildhall.chain.queries import class_suggester, may_keep_all, profile_text
from guildhall.chain.schemas.map import ClassRef, Products, SuggestionOut
from guildhall.registry.schemas.fields import LongLine, Ref, SentenceOut, Short


class ClassificationOut(Schema):
    id: UUID
    name_zh: str
    name_en: str
    edition: str
    source: str
    is_shipped: bool
    class_count: int


class ProblemOut(Schema):
    row: int
    code: str
    text: SentenceOut


class CheckedOut(Schema):
    """What a file holds: send ``file_id`` on to import it. ``problems`` must be none by then."""

    file_id: UUID
    classes: int
    problems: list[ProblemOut]


class ImportClassificationIn(Schema):
    file_id: UUID
    replaces_id: UUID | None = None
    name_zh: LongLine = ""
    name_en: LongLine = ""
    edition: Short = ""
    source: Products = ""


class IndustryClassOut(Schema):
    """A class; ``note`` is the class above it: for fields that find it by typing."""

    id: UUID
    code: str
    name: str
    note: str
    parent_id: UUID | None

    @staticmethod
    def resolve_name(one: IndustryClass) -> str:
        return str(one)

    @staticmethod
    def resolve_note(one: IndustryClass) -> str:
        return str(one.parent) if one.parent else ""


class OrganizationClassOut(Schema):
    """A firm's main class; for keepers of the chains also what is suggested for a firm that has none."""

    organization: Ref
    industry_class: ClassRef | None
    state: OrganizationClass.State | None
    suggestions: list[SuggestionOut]

    @staticmethod
    def resolve_organization(firm: Any) -> Ref:
        return Ref(id=firm.pk, name=firm.name)

    @staticmethod
    def resolve_industry_class(firm: Any) -> ClassRef | None:
        held = firm.main_classes[0].industry_class if firm.main_classes else None
        return ClassRef(id=held.pk, code=held.code, name=held.name) if held else None

    @staticmethod
    def resolve_state(firm: Any) -> str | None:
        return firm.main_classes[0].state if firm.main_classes else None

    @staticmethod
    def resolve_suggestions(firm: Any, context: Any) -> list[SuggestionOut]:
        request = context["request"]
        if firm.main_classes or not may_keep_all(request.user, request.association):
            return []
        found = class_suggester(request.association).suggest(profile_text(firm))
        return [SuggestionOut.of(one) for one in found]


class ClassIn(Schema):
    industry_class_id: UUID


class ChosenClassIn(ClassIn):
    organization_id: UUID


class ChosenClassesIn(Schema):
    chosen: list[ChosenClassIn] = Field(max_length=2_000)
