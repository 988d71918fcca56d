"""`{% panels subject %}`: what other areas show on the page of a record."""

from typing import Any

from django import template
from django.db.models import Model

from minga.core.panels import panels_of

register = template.Library()


@register.inclusion_tag("core/_panels.html", takes_context=True)
def panels(context: template.Context, subject: Model) -> dict[str, Any]:
    return {"panels": panels_of(subject, context["request"].access)}
