"""Who does what: as the code declares it, and as approved changes say from a day on.

Each access carries the table of its day. It is loaded once for each state of the table: its mark
comes with the memberships, so that a request asks nothing more until a change is approved.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, Max, Subquery

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.approvals.rounds import open_round
from minga.core.errors import DomainError, NotAllowed
from minga.core.permissions import (
    AS_DECLARED,
    Overlay,
    Part,
    all_permissions,
    declare,
    permission_of,
)
from minga.core.versions import prepared_by
from minga.people.actions.parties import MANAGE
from minga.people.models import KnownPermission, Organisation, TableChange, TableLine
from minga.people.roles import Role

APPROVE_TABLE = declare(
    "people.approve_table", "aprobar cambios de quién hace qué", ["institution_head"]
)

Mark = tuple[int, int]
_loaded: dict[Mark, Overlay] = {}


class UnknownPermission(DomainError):
    code = "people.unknown_permission"

    def __init__(self) -> None:
        super().__init__("Elija una línea de la tabla: ese permiso no existe en esta versión.")


class NobodyLeft(DomainError):
    code = "people.nobody_left"
    field = "roles"

    def __init__(self, label: str) -> None:
        super().__init__(f"Deje al menos una función que pueda {label}.")


class NothingChanges(DomainError):
    code = "people.nothing_changes"
    field = "roles"

    def __init__(self, day: date) -> None:
        super().__init__(f"Así está ya la tabla el {day:%d-%m-%Y}: no hay nada que cambiar.")


class ChangeInThePast(DomainError):
    code = "people.change_in_the_past"
    field = "valid_from"

    def __init__(self, today: date) -> None:
        super().__init__(
            f"Un cambio rige desde hoy, {today:%d-%m-%Y}, o después: no vale para lo ya hecho."
        )


class ApprovedTooLate(DomainError):
    code = "people.approved_too_late"

    def __init__(self, change: TableChange, on: date) -> None:
        super().__init__(
            f"Este cambio debía regir desde el {change.valid_from:%d-%m-%Y} y hoy es "
            f"{on:%d-%m-%Y}. Devuélvalo para que le pongan otra fecha."
        )


def marks() -> dict[str, Subquery]:
    """What tells one state of the table from another, to be read along with something else."""
    approved = TableChange.objects.filter(status="approved").order_by().values("status")
    return {
        "table_size": Subquery(approved.annotate(n=Count("pk")).values("n")),
        "table_last": Subquery(approved.annotate(m=Max("event_id")).values("m")),
    }


def table_of(row: Any) -> Overlay:
    """The table at the state that a row with its `marks` tells."""
    if not row.table_size:
        return AS_DECLARED
    mark = (row.table_size, row.table_last)
    if mark not in _loaded:
        found = load()
        _loaded.clear()
        _loaded[mark] = found
    return _loaded[mark]


def load() -> Overlay:
    """Every approved change, in the order in which they rule."""
    lines = TableLine.objects.filter(change__status="approved").order_by(
        "change__valid_from", "change__approved_on", "change__event_id", "pk"
    )
    columns = ("change__permission", "role", "change__valid_from", "holds")
    changes: defaultdict[str, defaultdict[str, list[tuple[date, bool]]]]
    changes = defaultdict(lambda: defaultdict(list))
    for code, role, since, holds in lines.values_list(*columns):
        changes[code][role].append((since, holds))
    return Overlay(
        {
            code: {role: tuple(dated) for role, dated in by_role.items()}
            for code, by_role in changes.items()
        }
    )


def know_permissions(**_: Any) -> None:
    """After each migration: the codes that this version declares."""
    if KnownPermission._meta.db_table not in connection.introspection.table_names():
        return
    known = set(KnownPermission.objects.values_list("code", flat=True))
    missing = [item.code for item in all_permissions() if item.code not in known]
    KnownPermission.objects.bulk_create([KnownPermission(code=code) for code in missing])


def same_hands(code: str, roles: Iterable[str], table: Overlay, day: date) -> list[Role]:
    """The roles that would both prepare and decide the process. A warning and no bar: that the same
    *person* never does both is held by each approval, and a small service may have one role."""
    permission = permission_of(code)
    opposite = {Part.PREPARE: Part.DECIDE, Part.DECIDE: Part.PREPARE}
    if permission is None or permission.part not in opposite:
        return []
    others: set[str] = set()
    for other in all_permissions():
        if other.process == permission.process and other.part == opposite[permission.part]:
            others |= table.holders(other.code, day)
    return [Role(role) for role in Role.values if role in others and role in set(roles)]


@action("people.table_proposed", says="propuso que cambie quién puede {permission}")
def propose_change(
    code: str,
    *,
    roles: Iterable[str],
    valid_from: date,
    act_reference: str,
    reason: str,
    service: Organisation,
    change: TableChange | None = None,
    by: Access,
    on: date | None = None,
) -> TableChange:
    """Sent to approval at once; `change` is one that was returned, to be written again."""
    assert on is not None
    permission = permission_of(code)
    if not by.may(MANAGE, service.pk):
        raise NotAllowed("Solo quien administra el sistema propone cambios de quién hace qué.")
    current_act().by = by.acting(MANAGE, service.pk)
    if permission is None:
        raise UnknownPermission
    asked = {role for role in roles if role in Role.values}
    if valid_from < on:
        raise ChangeInThePast(on)
    if not asked:
        raise NobodyLeft(permission.label)
    held = load().holders(code, valid_from)
    if asked == held:
        raise NothingChanges(valid_from)
    change = _written(change, code, valid_from, act_reference, reason, service)
    for role in sorted(asked ^ held):
        TableLine(change=change, role=role, holds=role in asked).save()
    prepared_by(change, by)
    open_round(change, by=by, on=on)
    current_act().about(change, reason=reason.strip(), permission=permission.label)
    return change


def _written(
    change: TableChange | None,
    code: str,
    valid_from: date,
    act_reference: str,
    reason: str,
    service: Organisation,
) -> TableChange:
    if change is None:
        change = TableChange(service=service, permission=code)
    else:
        change = TableChange.objects.select_for_update().get(pk=change.pk)
        for line in change.lines.all():
            line.delete()
    change.valid_from = valid_from
    change.act_reference, change.reason = act_reference.strip(), reason.strip()
    change.save()
    return change


def set_status(change: TableChange, status: str) -> None:
    change.status = status
    change.save(update_fields=["status"])


def put_in_force(change: TableChange, *, by: Access, on: date) -> None:
    """The last step of its approval."""
    if change.valid_from < on:
        raise ApprovedTooLate(change, on)
    change.status, change.approved_on = TableChange.Status.APPROVED, on
    change.save(update_fields=["status", "approved_on"])
