"""Earned value in words that whoever pays for the work understands."""

from collections.abc import Iterator
from dataclasses import dataclass

from minga.core.money import thousands
from minga.core.numbers import decimal
from minga.rules.works.earned_value import UNIT, UNKNOWN, Measured, indices


@dataclass(frozen=True)
class Line:
    """A figure with its short name, and the sentence that says what it means."""

    name: str
    code: str
    figure: str
    sentence: str
    tone: str = ""


def index(value: int) -> str:
    """«0,74»; a dash where there is nothing to divide by."""
    return "–" if value == UNKNOWN else decimal((value + 5) // 10, 2, least=2)


def amount(value: int) -> str:
    return "–" if value == UNKNOWN else thousands(value)


def told(measured: Measured, at: int = 0) -> list[Line]:
    """Of one position."""
    found = {name: int(column[at]) for name, column in indices(measured)._asdict().items()}
    planned, earned, actual, budget = (int(column[at]) for column in measured)
    return [*_values(planned, earned, actual, budget), *_indices(found), *_coming(found)]


def _values(planned: int, earned: int, actual: int, budget: int) -> Iterator[Line]:
    yield Line("Presupuesto total", "BAC", amount(budget), "Todo lo programado, en todos los años.")
    yield Line(
        "Debía estar hecho", "PV", amount(planned),
        "La parte del presupuesto que corresponde al avance programado.",
    )  # fmt: skip
    yield Line(
        "Está hecho", "EV", amount(earned),
        "La parte del presupuesto que corresponde al avance informado.",
    )  # fmt: skip
    yield Line("Se ha gastado", "AC", amount(actual), "Lo gastado hasta el mes.")


def _indices(found: dict[str, int]) -> Iterator[Line]:
    late, dear = found["schedule_index"], found["cost_index"]
    yield Line("Rendimiento del plazo", "SPI", index(late), _pace(late), _tone(late))
    yield Line("Rendimiento del costo", "CPI", index(dear), _yield(dear), _tone(dear))


def _coming(found: dict[str, int]) -> Iterator[Line]:
    whole, over = found["at_completion"], found["variance_at_completion"]
    needed = found["to_complete_index"]
    yield Line("Costo al terminar", "EAC", amount(whole), _ending(over), _tone_of(over))
    yield Line("Rendimiento que falta", "TCPI", index(needed), _needed(needed))


def _pace(value: int) -> str:
    if value == UNKNOWN:
        return "Todavía no debía haber nada hecho."
    per_hundred = (value + 5) // 10
    if value < UNIT:
        return f"De cada $ 100 que debían estar hechos, están {per_hundred}: va atrasado."
    if value > UNIT:
        return f"De cada $ 100 que debían estar hechos, están {per_hundred}: va adelantado."
    return "Está hecho lo que debía estarlo."


def _yield(value: int) -> str:
    if value == UNKNOWN:
        return "Todavía no hay gasto con que comparar."
    per_hundred = (value + 5) // 10
    if value < UNIT:
        return f"Cada $ 100 gastados valen {per_hundred} de obra: cuesta más que lo previsto."
    if value > UNIT:
        return f"Cada $ 100 gastados valen {per_hundred} de obra: cuesta menos que lo previsto."
    return "Cuesta lo previsto."


def _ending(over: int) -> str:
    if over == UNKNOWN:
        return "Se sabrá cuando haya avance y gasto."
    if over < 0:
        return f"Si lo que queda cuesta como lo hecho, faltarán {thousands(-over)}."
    if over > 0:
        return f"Si lo que queda cuesta como lo hecho, sobrarán {thousands(over)}."
    return "Si lo que queda cuesta como lo hecho, alcanza justo."


def _needed(value: int) -> str:
    if value == UNKNOWN:
        return "Ya se gastó todo el presupuesto."
    per_hundred = (value + 5) // 10
    return f"Para no pasar el presupuesto, cada $ 100 que quedan deben hacer {per_hundred} de obra."


def _tone(value: int) -> str:
    return "" if value == UNKNOWN or value >= UNIT else "bad"


def _tone_of(over: int) -> str:
    return "bad" if over != UNKNOWN and over < 0 else ""
