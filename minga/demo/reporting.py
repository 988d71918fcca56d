"""The written forms of the plan of 2007 in the demonstration: `reporting_2007.toml`, by actions."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from importlib.resources import files
from typing import Any

from minga.core.access import Access
from minga.core.months import Month
from minga.people.models import Organisation
from minga.workplan.models import WorkPlan
from minga.workplan.reporting import actions
from minga.workplan.reporting.actions import RowValues
from minga.workplan.reporting.models import PlanReportVersion

Happening = tuple[date, int, Callable[[], object]]
WRITER, HEAD, OTHER = "mquispe", "laraya", "rmamani"


class Reporting:
    """`acting`: what a person may on a day; `bodies`: the organisations, by key."""

    def __init__(
        self, acting: Callable[[str, date], Access], bodies: Mapping[str, Organisation]
    ) -> None:
        self.acting, self.bodies = acting, bodies
        text = (files("minga.demo") / "reporting_2007.toml").read_text(encoding="utf-8")
        self.told: dict[str, Any] = tomllib.loads(text)
        self.written: list[PlanReportVersion] = []

    def happenings(self) -> Iterator[Happening]:
        told = self.told
        for report in told["report"]:
            yield told["written"], 6, partial(self._write, report)
        yield told["sent"], 6, self._send
        yield told["approved"], 6, self._approve
        yield told["final_begun"], 6, self._begin_final

    def _write(self, told: dict[str, Any]) -> None:
        """A report with its rows."""
        on = self.told["written"]
        by = self.acting(WRITER, on)
        system = told.get("system", "")
        report = actions.begin_report(self._plan(), told["kind"], system=system, by=by, on=on)
        version = report.versions.get()
        for row in told["row"]:
            actions.add_row(version, row["section"], self._values(row), by=by, on=on)
        self.written.append(version)

    def _plan(self) -> WorkPlan:
        return WorkPlan.objects.get(service=self.bodies["serviu-tarapaca"], year=2007)

    def _values(self, row: dict[str, Any]) -> RowValues:
        return RowValues(
            title=row.get("title", ""),
            achieved=row["achieved"].strip(),
            recommendations=row.get("recommendations", "").strip(),
            commitment=row.get("commitment", "").strip(),
            responsible=self.bodies[row["responsible"]] if "responsible" in row else None,
            responsible_words=row.get("words", ""),
            due=Month.of(row["due"]) if "due" in row else None,
        )

    def _send(self) -> None:
        on = self.told["sent"]
        for version in self.written:
            actions.submit_report(version, by=self.acting(WRITER, on), on=on)

    def _approve(self) -> None:
        on = self.told["approved"]
        for version in self.written:
            actions.approve_report(version, by=self.acting(HEAD, on), on=on)

    def _begin_final(self) -> None:
        """With what the partial one says; it stays a draft."""
        on = self.told["final_begun"]
        actions.begin_report(self._plan(), "final", by=self.acting(OTHER, on), on=on)
