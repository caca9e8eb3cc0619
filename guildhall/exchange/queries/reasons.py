"""Reasons of a match, in the reader's words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from guildhall.core.models import in_language
from guildhall.core.templatetags.writing import listed
from guildhall.exchange.models import Listing
from guildhall.matching.scoring import SAID

MOST_SHOWN = 4
SHOWN_FROM = 0.05  # less is 0.0 where weights have one decimal


@dataclass(frozen=True)
class Told:
    """One reason as a sentence, with its part of the score."""

    kind: str
    text: str
    weight: float


def told_reasons(reasons: Sequence[Mapping[str, Any]]) -> list[Told]:
    """Every reason, the weightiest first, what is taken off last; the weights add up to the score."""
    return [Told(str(reason["kind"]), _text(reason), float(reason["weight"])) for reason in reasons]


def weightiest(told: Sequence[Told]) -> list[Told]:
    """The same in short: what weighs least is put together, and what weighs nothing is left out."""
    told = [one for one in told if abs(one.weight) >= SHOWN_FROM]
    if len(told) <= MOST_SHOWN:
        return told
    first, rest = told[: MOST_SHOWN - 1], told[MOST_SHOWN - 1 :]
    count = len(rest)
    text = ngettext("%(count)d further reason", "%(count)d further reasons", count) % {"count": count}
    return [*first, Told("rest", text, sum(one.weight for one in rest))]


def _text(reason: Mapping[str, Any]) -> str:
    kind = str(reason["kind"])
    if kind in SAID:
        zh, en = SAID[kind]
        said = zh if (get_language() or "").startswith("zh") else en
        return said.format(reason["term"], reason["found"])
    return SENTENCES[kind](reason)


def _chain(reason: Mapping[str, Any]) -> str:
    term = reason["term"]
    names = {part: in_language(term[part]["zh"], term[part]["en"]) for part in ("source", "target", "goods")}
    if names["goods"]:
        text = _("Along the chain: %(source)s → %(target)s (%(goods)s)") % names
    else:
        text = _("Along the chain: %(source)s → %(target)s") % names
    if reason["found"]:
        text += _("; it says %(words)s") % {"words": listed(reason["found"])}
    return text


def _title(reason: Mapping[str, Any]) -> str:
    return _("Its product is named: %(title)s") % {"title": reason["term"]}


def _kind(reason: Mapping[str, Any]) -> str:
    if reason["term"] == reason["found"]:
        return _("Both are of the kind “%(kind)s”") % {"kind": Listing.Kind(reason["term"]).label}
    kinds = {"one": Listing.Kind(reason["term"]).label, "other": Listing.Kind(reason["found"]).label}
    return _("Kinds that go together: %(one)s and %(other)s") % kinds


def _region(reason: Mapping[str, Any]) -> str:
    return _("Both in %(region)s") % {"region": reason["term"]}


def _certificate(reason: Mapping[str, Any]) -> str:
    return _("Certificates as wanted: %(names)s") % {"names": reason["term"]}


def _quantity(reason: Mapping[str, Any]) -> str:
    return _("Quantities fit: %(one)s and %(other)s") % {"one": reason["term"], "other": reason["found"]}


def _exposure(reason: Mapping[str, Any]) -> str:
    count = int(reason["term"])
    text = ngettext(
        "Shown %(count)d time lately without an answer: others go first",
        "Shown %(count)d times lately without an answer: others go first",
        count,
    )
    return text % {"count": count}


SENTENCES: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "chain": _chain,
    "title": _title,
    "kind": _kind,
    "region": _region,
    "certificate": _certificate,
    "quantity": _quantity,
    "exposure": _exposure,
}
