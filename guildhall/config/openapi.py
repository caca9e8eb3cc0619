"""The description of the API: every shape under a name of its own, and what a refusal looks like."""

import re
from typing import Any

import ninja.openapi.schema
from ninja import Field, NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.pagination import PageNumberPagination
from ninja.schema import NinjaGenerateJsonSchema
from pydantic.json_schema import CoreModeRef, DefsRef

from guildhall.core.paging import FARTHEST

PROBLEM = {
    "type": "object",
    "title": "Problem",
    "description": "Why it was refused (RFC 9457). `code` is a stable word, `detail` the sentence for people.",
    "properties": {name: {"type": "string"} for name in ("type", "title", "detail", "code")}
    | {"status": {"type": "integer"}},
    "required": ["type", "title", "status", "detail", "code"],
}
REFUSAL = {
    "description": "Refused",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
# "guildhall.registry.models.body.Body.Kind:94263" -> room, name within its module
REFERENCE = re.compile(r"(?:guildhall\.)?(?P<room>\w+)\.(?:[a-z_0-9]+\.)*(?P<name>[A-Z].*):\d+$")


class NamedOnce(NinjaGenerateJsonSchema):
    """Names each shape by its class; by room and class where two rooms have a class of that name.

    Without it the last of two shapes with one name would describe both.
    """

    taken: dict[str, str] = {}

    def get_defs_ref(self, core_mode_ref: CoreModeRef) -> DefsRef:
        reference = super().get_defs_ref(core_mode_ref)
        choices = self._prioritized_defsref_choices[reference]
        self._prioritized_defsref_choices[reference] = [
            DefsRef(name_of(core_mode_ref[0], self.taken)),
            *choices[2:],
        ]
        return reference


def name_of(reference: str, taken: dict[str, str]) -> str:
    """A name that nothing else has; the same one when asked again. ``taken`` maps names to what has them."""
    found = REFERENCE.match(reference)
    room, simple = (found["room"], found["name"]) if found else ("", reference.rpartition(":")[0])
    simple = re.sub(r"[^\w.-]", "_", simple)
    number, name = 1, simple
    while taken.setdefault(name, reference) != reference:
        name = f"{room}.{simple}" if number == 1 else f"{room}.{simple}.{number}"
        number += 1
    return name


class BoundedPages(PageNumberPagination):
    """Pages up to one that no reader turns to: beyond it databases cannot count."""

    class Input(PageNumberPagination.Input):
        page: int = Field(1, ge=1, le=FARTHEST)


class DescribedAPI(NinjaAPI):
    """An API whose description names every shape once and says that each operation may be refused.

    Describing takes seconds and every process describes the same, so it is done once, for whoever asks first.
    """

    described: OpenAPISchema | None = None

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        if self.described is None:
            self.described = self._describe(options)
        return self.described

    def _describe(self, options: dict[str, Any]) -> OpenAPISchema:
        NamedOnce.taken = {}
        ninja.openapi.schema.NinjaGenerateJsonSchema = NamedOnce  # type: ignore[attr-defined]  # it offers no other way
        schema = super().get_openapi_schema(**options)
        schema["components"]["schemas"]["Problem"] = PROBLEM
        for path in schema["paths"].values():
            for operation in path.values():
                operation["responses"].setdefault("default", REFUSAL)
        return schema
