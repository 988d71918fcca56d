"""What this area shows on the one screen of a person; the others register theirs the same way."""

from minga.core.panels import Panel, register_panel
from minga.people.citizens.permissions import OPEN

PERSON = "people.person"


def declare() -> None:
    register_panel(Panel(PERSON, "citizens:panel_data", "Datos y contacto", 10, OPEN))
    register_panel(Panel(PERSON, "citizens:panel_household", "Hogar", 20, OPEN))
    register_panel(Panel(PERSON, "citizens:panel_attentions", "Atenciones", 30, OPEN))
