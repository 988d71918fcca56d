"""What needs somebody's eye at the end of a month, project by project, in sentences."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from minga.works.progress.measuring import Table
from minga.works.progress.reported import due
from minga.works.progress.watching import reasons_of
from minga.works.reporting.asking import Question
from minga.works.reporting.contracting import Standing
from minga.works.reporting.figures import Figures


def alerts_of(
    asked: Question, projects: Any, found: Figures, contracts: Sequence[Standing]
) -> dict[int, list[str]]:
    """Those that need none are not there. Each service has its own limits."""
    said: dict[int, list[str]] = {}
    services = dict(projects.values_list("pk", "service"))
    for service in sorted(set(services.values())):
        rows = [at for pk, at in found.rows.items() if services[pk] == service]
        table = _rows(found.table, rows)
        for pk, reason in reasons_of(table, service, asked.until).items():
            said.setdefault(pk, []).append(reason)
    for contract in contracts:
        if contract.is_late:
            assert contract.ends_on is not None
            sentence = f"El contrato {contract.name} debía terminar el {contract.ends_on:%d-%m-%Y}."
            said.setdefault(contract.project, []).append(sentence)
    for pk in missing(asked, projects):
        said.setdefault(pk, []).append(f"No se informó {asked.month.name}.")
    return said


def missing(asked: Question, projects: Any) -> Iterable[int]:
    """In the portfolio, begun, not at 100 %, and nobody reported the month."""
    expected = due(projects.filter(state="active"), asked.month).filter(has_report=False)
    return list(expected.values_list("pk", flat=True))


def told(alerts: Mapping[int, list[str]], pk: int) -> str:
    return " ".join(alerts.get(pk, ()))


def _rows(table: Table, rows: list[int]) -> Table:
    at = np.array(rows, dtype=np.int64)
    return Table(
        table.project[at], table.budget[at], table.planned[at], table.spent[at], table.due[at],
        table.real[at],
    )  # fmt: skip
