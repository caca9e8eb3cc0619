"""Exact fractions as people read them."""

from fractions import Fraction

from django import template
from django.utils.formats import number_format

register = template.Library()
LONGEST = 15


@register.filter
def exactly(value: Fraction) -> str:
    """Four digits, and the fraction itself where it is short: 0.3400 = 17/50; where it is long, ≈."""
    digits = number_format(round(float(value), 4), 4)
    said = str(value)
    if value.denominator == 1:
        return said
    return f"{digits} = {said}" if len(said) <= LONGEST else f"≈ {digits}"


@register.filter
def share(value: Fraction) -> str:
    """A share in percent, to a tenth."""
    return f"{number_format(round(float(value) * 100, 1), 1)} %"
