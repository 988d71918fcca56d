"""What is found of the register of regulatory changes, and the history of each."""

from minga.core.history import register_history
from minga.core.search.registry import Searchable, register
from minga.workplan.norms.list import url
from minga.workplan.norms.models import RegulatoryChange


def declare() -> None:
    register(
        Searchable(
            RegulatoryChange,
            title=lambda change: change.title,
            body=("norm", "observed", "observed_where"),
            note=lambda change: f"{change}, {change.get_stage_display()}",
            url=url,
            rows=RegulatoryChange.objects.for_page,
        )
    )
    register_history(RegulatoryChange, url=url)
