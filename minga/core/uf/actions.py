"""Loading what was published, and correcting a value on purpose."""

from datetime import date
from typing import Any

from minga.core.access import Access
from minga.core.actions import action
from minga.core.acts import current_act
from minga.core.bulk import bulk_insert
from minga.core.errors import DomainError, NotAllowed
from minga.core.money import uf_day
from minga.core.numbers import decimal
from minga.core.uf.files import Content
from minga.core.uf.models import IpcMonth, UFDay, UFLoad
from minga.core.uf.permissions import CORRECT, LOAD
from minga.core.uf.plan import Plan, UsedWouldChange, plan_of
from minga.core.uf.series import series
from minga.core.uf.values import lock


class NothingNew(DomainError):
    code = "uf.nothing_new"

    def __init__(self, same: int) -> None:
        values = "su valor ya está" if same == 1 else f"sus {same} valores ya están"
        super().__init__(f"El archivo no trae nada nuevo: {values} como en él.")


class ChangedSinceSeen(DomainError):
    code = "uf.changed_since_seen"
    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Lo que el archivo cambia ya no es lo que usted vio: alguien cargó o usó valores "
            "mientras tanto. Revise de nuevo antes de aplicar."
        )


class SameValue(DomainError):
    code = "uf.same_value"
    field = "value"

    def __init__(self, day: date, value: int) -> None:
        super().__init__(f"La UF del {day:%d-%m-%Y} ya vale {uf_day(value)}.")


class ReasonMissing(DomainError):
    code = "uf.reason_missing"
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Escriba por qué se corrige: queda en el registro.")


class NotAValue(DomainError):
    code = "uf.not_a_value"
    field = "value"

    def __init__(self) -> None:
        super().__init__("El valor de la UF es mayor que cero.")


class CorrectedMeanwhile(DomainError):
    code = "uf.corrected_meanwhile"
    status = 409

    def __init__(self, day: date, value: int) -> None:
        super().__init__(
            f"La UF del {day:%d-%m-%Y} cambió mientras usted escribía: ahora vale "
            f"{uf_day(value)}. Compare y guarde de nuevo si corresponde."
        )


@action("uf.loaded", says="cargó {what}")
def load(
    content: Content, *, source: str, by: Access, on: date | None = None, seen: str | None = None
) -> UFLoad:
    """All the figures of a file that are new, or none. `seen`: the mark of the plan shown."""
    _require(by, LOAD)
    assert on is not None
    lock(exclusive=True)
    plan = plan_of(content)
    if plan.clashes:
        raise UsedWouldChange(plan.clashes)
    if plan.is_empty:
        raise NothingNew(plan.same)
    if seen is not None and seen != plan.mark:
        raise ChangedSinceSeen
    loaded = UFLoad(source=source, file_name=content.file_name, sha256=content.sha256, loaded_on=on)
    loaded.save()
    _write_ipc(plan, loaded)
    _write_uf(plan, loaded)
    current_act().about(loaded, what=what(plan), source=source, **_counts(plan))
    return loaded


def _require(by: Access, permission: str) -> None:
    if not by.may(permission):
        msg = "Ninguna de sus funciones vigentes permite cambiar valores de la UF."
        raise NotAllowed(msg)


def _write_ipc(plan: Plan, loaded: UFLoad) -> None:
    known = dict(IpcMonth.objects.current().values_list("month", "pk"))
    rows = [(one.when, one.new, loaded.pk, known.get(one.when)) for one in plan.ipc]
    bulk_insert(IpcMonth, ("month", "change", "load", "replaces"), rows)


def _write_uf(plan: Plan, loaded: UFLoad) -> None:
    known = dict(UFDay.objects.current().values_list("day", "pk"))
    origin = UFDay.Origin.OFFICIAL.value
    rows = [(one.when, one.new, origin, loaded.pk, known.get(one.when)) for one in plan.uf]
    bulk_insert(UFDay, ("day", "value", "origin", "load", "replaces"), rows)


def what(plan: Plan) -> str:
    """«la UF de 31 días y el IPC de un mes»."""
    parts = []
    if plan.uf:
        parts.append(f"la UF de {_many(len(plan.uf), 'un día', 'días')}")
    if plan.ipc:
        parts.append(f"el IPC de {_many(len(plan.ipc), 'un mes', 'meses')}")
    return " y ".join(parts)


def _many(count: int, one: str, several: str) -> str:
    return one if count == 1 else f"{count} {several}"


def _counts(plan: Plan) -> dict[str, Any]:
    """For the event: how many figures, and those that took the place of another one."""
    changes = [
        (f"IPC de {change.when.name}", ipc_change(change.old), ipc_change(change.new))
        for change in plan.ipc
        if change.old is not None
    ]
    changes += [
        (f"UF del {change.when:%d-%m-%Y}", uf_day(change.old), uf_day(change.new))
        for change in plan.uf
        if change.old is not None and change.differs
    ]
    return {"days": len(plan.uf), "months": len(plan.ipc), "changes": changes[:50]}


def ipc_change(tenths: int) -> str:
    """«0,3 %»."""
    return f"{decimal(tenths, 1, least=1)} %"


@action("uf.corrected", says="corrigió la UF del {day}")
def correct_uf(
    day: date,
    value: int,
    *,
    reason: str,
    by: Access,
    on: date | None = None,
    seen: int | None = None,
) -> UFDay:
    """Another value for a day, used or not, by a person who says why. `seen`: the value that the
    page showed."""
    _require(by, CORRECT)
    if by.actor_id is None:
        msg = "Un valor de la UF lo corrige una persona, con su nombre."
        raise NotAllowed(msg)
    if not reason.strip():
        raise ReasonMissing
    if value <= 0:
        raise NotAValue
    lock(exclusive=True)
    old = series().on(day)
    if seen is not None and seen != old:
        raise CorrectedMeanwhile(day, old)
    if value == old:
        raise SameValue(day, old)
    row = UFDay.objects.current().filter(day=day).first()
    corrected = UFDay(
        day=day,
        value=value,
        origin=UFDay.Origin.CORRECTED,
        is_used=row.is_used if row else False,
        replaces=row,
    )
    corrected.save()
    current_act().about(
        corrected,
        reason=reason.strip(),
        day=f"{day:%d-%m-%Y}",
        changes=[("Valor", uf_day(old), uf_day(value))],
    )
    return corrected
