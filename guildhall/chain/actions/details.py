"""Checks that several nouns of the chain share."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from guildhall.chain.models import Chain
from guildhall.core.errors import InvalidError, RuleError


def require_goods(zh: str, en: str) -> None:
    if not (zh.strip() or en.strip()):
        raise InvalidError(
            _("Say what is supplied, in Chinese or in English."),
            code="goods_missing",
            details={"field": "goods_zh"},
        )


def require_same_association(thing: Any, chain: Chain, field: str) -> None:
    """A class, a body or a firm that is named must be of the chain's association."""
    if thing is not None and thing.association_id != chain.association_id:
        raise InvalidError(
            _("Choose one of the same association."), code="other_association", details={"field": field}
        )


def require_same_chain(thing: Any, chain: Chain, field: str) -> None:
    if thing.chain_id != chain.pk:
        raise InvalidError(
            _("Choose a segment of the same chain."), code="other_chain", details={"field": field}
        )


def require_choice(value: str, known: Mapping[str, Any] | list[str], field: str) -> None:
    if value not in known:
        raise InvalidError(
            _("“%(value)s” is none of the choices.") % {"value": value},
            code="no_such_choice",
            details={"field": field},
        )


def already(message: str, code: str, **details: Any) -> RuleError:
    return RuleError(message, code=code, details=details)
