"""The demonstration: a database that says so, and lives in a day that its administrator changes."""

from datetime import date

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import DomainError, NotAllowed
from minga.core.models import Chain
from minga.core.permissions import declare

# Of every account of a demonstration, and only there: it is shown where one signs in.
PASSWORD = "minga-2007"  # noqa: S105  (public on purpose)

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)

AUDIT = declare("core.audit", "ver y verificar el registro", ["auditor", "administrator"])
CHANGE_DAY = declare("core.change_day", "cambiar el día de la demostración", ["administrator"])


OPENED, DAY_CHOSEN = "demonstration.opened", "demonstration.day_chosen"


class NotADemonstration(DomainError):
    code = "core.not_a_demonstration"

    def __init__(self) -> None:
        super().__init__(
            "Solo una demostración puede cambiar de día; aquí rige la fecha del reloj."
        )


class DayOutOfReach(DomainError):
    code = "core.day_out_of_reach"

    def __init__(self) -> None:
        super().__init__("Elija un día entre los años 2000 y 2100.")


@action(OPENED, says="abrió la demostración")
def open_demonstration(day: date, *, by: Access, on: date | None = None) -> None:
    """Mark an empty database as demonstration: the first event of its chain."""
    chain = Chain.objects.select_for_update().get()
    chain.is_demonstration, chain.opening_day, chain.chosen_day = True, day, None
    chain.save(update_fields=["is_demonstration", "opening_day", "chosen_day"])
    current_act().about(chain, day=f"{day:%d-%m-%Y}", opening_day=day.isoformat())


@action(DAY_CHOSEN, says="llevó la demostración al {day}")
def choose_day(day: date | None, *, by: Access, on: date | None = None) -> None:
    """Live in another day; nothing (None) goes back to the opening one."""
    if not by.may(CHANGE_DAY):
        raise NotAllowed("Solo quien administra la demostración puede cambiar su día.")
    chain = Chain.objects.select_for_update().get()
    if not chain.is_demonstration:
        raise NotADemonstration
    if day is not None and not FIRST_DAY <= day <= LAST_DAY:
        raise DayOutOfReach
    chain.chosen_day = day
    chain.save(update_fields=["chosen_day"])
    # The sentence says the day in force; a verification compares the row with the one chosen.
    current_act().about(
        chain,
        day=f"{day or chain.opening_day:%d-%m-%Y}",
        chosen_day=day.isoformat() if day else None,
    )
