"""`{{ value|figure:unit }}`: a fraction as a person reads it."""

from fractions import Fraction

from django import template

from minga.core.indicators.figures import shown

register = template.Library()


@register.filter
def figure(value: Fraction | None, unit: str) -> str:
    return shown(value, unit)
