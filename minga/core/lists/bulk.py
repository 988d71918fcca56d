"""A bulk action before it is done: which rows, which of them are barred and why."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from minga.core.errors import DomainError
from minga.core.lists.asked import Asked
from minga.core.lists.rows import in_order, narrowed
from minga.core.lists.spec import Barred, Bulk, Rows, identifier
from minga.core.numbers import whole

SHOWN = 50


class NothingChosen(DomainError):
    def __init__(self) -> None:
        super().__init__("No marcó ninguna fila. Márquelas en la lista y elija la acción.")


class TooManyChosen(DomainError):
    def __init__(self, most: int) -> None:
        super().__init__(
            f"Esta acción admite hasta {whole(most)} filas a la vez. Filtre la lista y repita."
        )


class AllBarred(DomainError):
    def __init__(self) -> None:
        super().__init__("Ninguna de las filas que eligió lo admite. Abajo se dice por qué.")


class OneBarred(DomainError):
    def __init__(self, barred: int) -> None:
        many = "1 fila no lo admite" if barred == 1 else f"{whole(barred)} filas no lo admiten"
        super().__init__(
            f"Esta acción se hace entera o no se hace, y {many}. Quítelas de lo elegido."
        )


class ListMoved(DomainError):
    """Somebody changed the rows between the confirmation and the answer."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Las filas cambiaron desde que usted las eligió. Revise abajo lo que pasaría ahora y "
            "confirme de nuevo."
        )


@dataclass(frozen=True)
class Plan:
    """What would happen, exactly."""

    action: Bulk
    asked: Asked
    rows: Rows
    keys: Sequence[Any]
    barred: Sequence[Barred]
    chosen: Sequence[str]

    @property
    def everything(self) -> bool:
        return not self.chosen

    @property
    def fingerprint(self) -> str:
        """Of the rows that it would touch: what was confirmed is what is done."""
        text = ",".join(str(key) for key in sorted(self.keys))
        return hashlib.sha256(text.encode()).hexdigest()[:24]

    @property
    def says(self) -> str:
        return self.action.says(self.rows.filter(pk__in=self.keys), len(self.keys))

    def named(self, row: Any) -> str:
        lead = next(column for column in self.asked.spec.columns if column.lead)
        return lead.kind.show(lead.of(row)) or identifier(self.asked.spec, row)

    @property
    def first(self) -> list[str]:
        return [self.named(row) for row in in_order(self.asked, self.touched)[:SHOWN]]

    @property
    def touched(self) -> Rows:
        return self.rows.filter(pk__in=self.keys)

    @property
    def more(self) -> int:
        return max(0, len(self.keys) - SHOWN)

    @property
    def refused(self) -> list[tuple[str, str]]:
        return [(self.named(item.row), item.why) for item in self.barred[:SHOWN]]

    @property
    def more_refused(self) -> int:
        return max(0, len(self.barred) - SHOWN)

    def refusal(self) -> DomainError | None:
        """Why nothing can be done as it was chosen."""
        if not self.keys and not self.barred:
            return NothingChosen()
        if not self.keys:
            return AllBarred()
        return OneBarred(len(self.barred)) if self.action.whole and self.barred else None


def plan(action: Bulk, asked: Asked, chosen: Sequence[str]) -> Plan:
    """Judge the rows chosen by their ids, or all that the filter leaves. Only rows that the person
    sees are ever found."""
    rows = narrowed(asked if not chosen else asked.but(values={}, words=""))
    if chosen:
        rows = rows.filter(**{f"{asked.spec.row_id}__in": chosen})
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[: action.most + 1])
    if len(keys) > action.most:
        raise TooManyChosen(action.most)
    barred = list(action.judge(rows.filter(pk__in=keys), asked.asking))
    out = {item.row.pk for item in barred}
    left = [key for key in keys if key not in out]
    return Plan(action, asked, rows, left, barred, chosen)
