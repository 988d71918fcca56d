"""What commitments show on the pages of cases of any area and of organisations."""

from minga.core.cases import case_kinds
from minga.core.panels import Panel, register_panel

OF_CASE = "commitments:of_case"


def declare() -> None:
    register_panel(
        Panel("people.organisation", "commitments:of_organisation", "Compromisos", order=60)
    )


def declare_for_cases() -> None:
    """Called with the addresses, when every area has said which cases it has."""
    for kind in case_kinds():
        register_panel(Panel(kind.model_label, OF_CASE, "Compromisos", order=60))
