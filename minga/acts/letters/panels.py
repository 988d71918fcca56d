"""The panel «Oficios» on the page of every case."""

from minga.core.cases import CaseKind
from minga.core.panels import Panel, register_panel


def stand_on(kind: CaseKind) -> None:
    register_panel(
        Panel(kind.model_label, "letters:of_case", "Oficios", order=24, args=(kind.key,))
    )
