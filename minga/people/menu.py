"""What people put in the menu of every page, and for whom."""

from minga.core import shell
from minga.core.access import Access
from minga.people.actions import MANAGE
from minga.people.substitutes import SUBSTITUTE
from minga.people.table import APPROVE_TABLE

STANDING_IN = (
    "people:substitutes",
    "people:name_substitute",
    "people:delegate",
)
ORGANISATIONS = (
    "people:organisations",
    "people:organisation",
    "people:add_organisation",
    "people:change_organisation",
    "people:close_organisation",
)
FUNCTIONS = (
    "people:functions",
    "people:person",
    "people:add_person",
    "people:give_function",
    "people:pass_work",
)
TABLE = ("people:table", "people:change_table", "people:table_change")


def _is_of_the_service(access: Access) -> bool:
    """Whoever works here or reads over it; a municipality or a sponsor has no use for them."""
    return bool(access.grants)


def _minds_the_table(access: Access) -> bool:
    return any(access.may(code) for code in (MANAGE, APPROVE_TABLE, "core.audit"))


def declare() -> None:
    for area in (
        shell.Area(
            "Organizaciones",
            "people:organisations",
            order=66,
            pages=ORGANISATIONS,
            shown=_is_of_the_service,
        ),
        shell.Area(
            "Personas y funciones", "people:functions", order=67, permission=MANAGE, pages=FUNCTIONS
        ),
        shell.Area("Quién hace qué", "people:table", order=68, pages=TABLE, shown=_minds_the_table),
        shell.Area(
            "Subrogancias", "people:substitutes", order=70, permission=SUBSTITUTE, pages=STANDING_IN
        ),
    ):
        shell.register_area(area)
