"""Regulatory changes as the tests need them, made by the same actions as anybody's."""

from datetime import date, timedelta
from typing import Any

from minga.workplan.norms import actions
from minga.workplan.norms.actions import Observed, Step
from minga.workplan.norms.models import PATH, NormStage, NormStep, RegulatoryChange
from tests.conftest import TODAY, Cast, Somebody

SEEN = date(2007, 3, 1)
MONTH = timedelta(days=30)
TITLE = "Subsidio mayor para la clase media"


def observed(**more: Any) -> Observed:
    given = {
        "title": TITLE,
        "norm": "DS 40 de 2004, Título I",
        "observed": "En viviendas de 600 UF el subsidio era de 90 UF.",
        "observed_where": "Llamado de 2006, Iquique",
        "observed_on": SEEN,
    } | more
    return Observed(**given)


def change(cast: Cast, *, by: Somebody | None = None, **more: Any) -> RegulatoryChange:
    """Registered by Ana in SERVIU."""
    return actions.register_change(cast.serviu, observed(**more), by=(by or cast.ana).access)


def step(kind: str, **more: Any) -> Step:
    """A month after the one before, with what its kind asks for."""
    on = SEEN + MONTH * (PATH.index(NormStage(kind)))
    given: dict[str, Any] = {"kind": kind, "on": on}
    if kind == NormStage.DECREED:
        given["decree"] = "DS 145 de 2007"
    if kind == NormStage.UPDATED:
        given |= {"rules_set": "uf.py", "rules_version": "julio de 2007"}
    return Step(**given | more)


def tell(cast: Cast, made: RegulatoryChange, kind: str, **more: Any) -> NormStep:
    return actions.tell_step(made, step(kind, **more), by=cast.ana.access)


def until(cast: Cast, stage: str, made: RegulatoryChange | None = None) -> RegulatoryChange:
    """Every step of the path, up to that one."""
    made = made or change(cast)
    for kind in PATH[1 : PATH.index(NormStage(stage)) + 1]:
        tell(cast, made, kind)
    return read(made)


def read(made: RegulatoryChange) -> RegulatoryChange:
    return RegulatoryChange.objects.for_page().get(pk=made.pk)


__all__ = ["TODAY", "change", "observed", "read", "step", "tell", "until"]
