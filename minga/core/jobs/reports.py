"""Reports that can be sent on a schedule: each area registers its own.

register_report("saved_list", "Lista guardada", make=…, visible_to=…, options=…)
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from minga.core.access import Access

Params = Mapping[str, Any]
# What the file is called, what it is, and its bytes (or where they are).
Made = tuple[str, str, bytes | Path]
Make = Callable[[Params, Access, date], Made]
Visible = Callable[[Params, Access], bool]
# (value, label): what a person can choose of it. The value comes back as `params["option"]`.
Options = Callable[[Access], Iterable[tuple[str, str]]]


@dataclass(frozen=True)
class ScheduledReport:
    key: str
    label: str
    make: Make
    visible_to: Visible
    options: Options

    def params_of(self, option: str) -> dict[str, Any]:
        return {"option": option} if option else {}


def _one(access: Access) -> Iterable[tuple[str, str]]:
    return [("", "")]


_reports: dict[str, ScheduledReport] = {}


def register_report(
    key: str, label: str, make: Make, visible_to: Visible, options: Options = _one
) -> None:
    assert key not in _reports, key
    _reports[key] = ScheduledReport(key, label, make, visible_to, options)


def report_of(key: str) -> ScheduledReport | None:
    return _reports.get(key)


def forget(key: str) -> None:
    """For the tests, which register reports of their own."""
    _reports.pop(key, None)


def choices(access: Access) -> list[tuple[str, str]]:
    """Everything the person can have sent: («clave opción», «Lista guardada: Atrasadas»)."""
    return [
        (f"{report.key} {option}".strip(), f"{report.label}: {label}" if label else report.label)
        for report in _reports.values()
        for option, label in report.options(access)
        if report.visible_to(report.params_of(option), access)
    ]


def chosen(value: str) -> tuple[ScheduledReport | None, dict[str, Any]]:
    """From the value of a choice to its report and what it is made with."""
    key, _, option = value.partition(" ")
    report = report_of(key)
    return report, report.params_of(option) if report else {}
