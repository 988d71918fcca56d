"""The history of a correction: what was approved is for all staff."""

from minga.core.history import register_history
from minga.core.parameters.approvals import title, url
from minga.core.parameters.models import ParameterCorrection


def declare() -> None:
    register_history(
        ParameterCorrection, visible=ParameterCorrection.objects.open_to, title=title, url=url
    )
