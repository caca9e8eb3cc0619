"""The maps to start from and the classification that ship with the product, read from files beside this module.

Pure: files of the package in, plain data out.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

KEYS = ("steel-structures", "prefabricated-building", "equipment", "photovoltaic", "metallurgy")


@dataclass(frozen=True)
class StarterSegment:
    """A segment of a starter map; ``code`` is that of a class of the shipped classification."""

    key: str
    stage: str
    name_zh: str
    name_en: str
    about_zh: str
    about_en: str
    code: str


@dataclass(frozen=True)
class StarterFlow:
    source: str
    target: str
    goods_zh: str
    goods_en: str


@dataclass(frozen=True)
class Starter:
    """A map of a chain, written for the product: to be changed as it fits."""

    key: str
    name_zh: str
    name_en: str
    about_zh: str
    about_en: str
    segments: tuple[StarterSegment, ...]
    flows: tuple[StarterFlow, ...]


@dataclass(frozen=True)
class ShippedClass:
    """A class of the shipped classification; one of a single letter holds those whose codes begin with it."""

    code: str
    name_zh: str
    name_en: str
    about_zh: str
    about_en: str

    @property
    def parent(self) -> str:
        return self.code[0] if len(self.code) > 1 else ""


@dataclass(frozen=True)
class ShippedClassification:
    name_zh: str
    name_en: str
    edition: str
    classes: tuple[ShippedClass, ...]


def starters() -> list[Starter]:
    """All maps to start from, in the order in which they are offered."""
    return [starter(key) for key in KEYS]


@cache
def starter(key: str) -> Starter:
    """The map of this key; KeyError for another."""
    if key not in KEYS:
        raise KeyError(key)
    held = _held(f"{key}.yaml")
    segments = tuple(
        StarterSegment(
            key=one["key"],
            stage=one["stage"],
            name_zh=one["name"][0],
            name_en=one["name"][1],
            about_zh=one["zh"],
            about_en=one["en"],
            code=one["class"],
        )
        for one in held["segments"]
    )
    flows = tuple(StarterFlow(*one) for one in held["flows"])
    (name_zh, name_en), (about_zh, about_en) = held["name"], held["about"]
    return Starter(key, name_zh, name_en, about_zh, about_en, segments, flows)


@cache
def shipped_classification() -> ShippedClassification:
    held = _held("classification.yaml")
    classes = tuple(ShippedClass(*one) for one in held["classes"])
    name_zh, name_en = held["name"]
    return ShippedClassification(name_zh, name_en, str(held["edition"]), classes)


@cache
def word_pairs() -> tuple[tuple[str, str], ...]:
    """What the maps and the classification say in both languages: names, goods, and products listed one by one in
    the same order. From these words of one language are found in the other."""
    shipped = shipped_classification()
    things: list[ShippedClass | StarterSegment] = [
        *shipped.classes,
        *(segment for one in starters() for segment in one.segments),
    ]
    pairs = [(one.name_zh, one.name_en) for one in things]
    pairs += [(flow.goods_zh, flow.goods_en) for one in starters() for flow in one.flows]
    for thing in things:
        zh, en = thing.about_zh.split("、"), thing.about_en.split(", ")
        if len(zh) == len(en):
            pairs += zip(zh, en, strict=True)
    return tuple(dict.fromkeys(pair for pair in pairs if all(pair)))


def _held(name: str) -> Any:
    return yaml.safe_load((files("guildhall.chain") / "data" / name).read_text(encoding="utf-8"))
