"""``{% load funding_words %}``: ``{{ product.rate_from|rate }}``, ``{{ need.amount|sum_of_money }}``."""

from django import template
from django.utils.translation import get_language

from guildhall.funding.fit import said_rate, said_sum

register = template.Library()


@register.filter
def rate(points: int) -> str:
    """Basis points as percent: 345 → 3.45%."""
    return said_rate(points)


@register.filter
def sum_of_money(fen: int) -> str:
    """A sum as bankers say it: 600万元, 6,000,000 yuan."""
    return said_sum(fen).in_language(get_language() or "en")
