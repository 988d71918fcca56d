"""The panel «Actos» on the page of every case."""

from minga.core.cases import CaseKind
from minga.core.panels import Panel, register_panel


def stand_on(kind: CaseKind) -> None:
    register_panel(Panel(kind.model_label, "acts:of_case", "Actos", order=22, args=(kind.key,)))
