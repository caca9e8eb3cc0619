"""``{% load funding_words %}``: ``{{ product.rate_from|rate }}``."""

from django import template

from guildhall.funding.fit import said_rate

register = template.Library()


@register.filter
def rate(points: int) -> str:
    """Basis points as percent: 345 → 3.45%."""
    return said_rate(points)
