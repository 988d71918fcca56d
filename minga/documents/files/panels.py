"""The panel «Expediente» on the page of every case that has one."""

from minga.core.cases import CaseKind
from minga.core.panels import Panel, register_panel


def stand_on(kind: CaseKind) -> None:
    if kind.dossier:
        register_panel(
            Panel(kind.model_label, "files:panel", "Expediente", order=20, args=(kind.key,))
        )
