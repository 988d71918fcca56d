"""Performance agreements in the demonstration: the SERVIU's of 2007, approved in March and measured
since September, and the SEREMI's of 2008, approved in November."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache, partial
from importlib.resources import files
from typing import Any

from minga.core.access import Access
from minga.core.months import Month
from minga.demo.papers import paper
from minga.people.models import Organisation
from minga.workplan.agreements import actions
from minga.workplan.agreements.models import AgreementVersion, GoalLine, Measurement

Happening = tuple[date, int, Callable[[], object]]
Told = dict[str, Any]
VERIFIER = "pcaceres"


@cache
def goals(of: str) -> list[Told]:
    text = (files("minga.demo") / "agreements_2007.toml").read_text(encoding="utf-8")
    return [goal for goal in tomllib.loads(text)["goal"] if goal["of"] == of]


class Agreeing:
    """`acting`: what a person may on a day; `bodies`: the organisations, by key."""

    def __init__(
        self, acting: Callable[[str, date], Access], bodies: Mapping[str, Organisation]
    ) -> None:
        self.acting, self.bodies = acting, bodies
        self.lines: dict[str, GoalLine] = {}
        self.versions: dict[str, AgreementVersion] = {}

    def happenings(self) -> Iterator[Happening]:
        # After the work plan of 2007, which is told before the year begins to be.
        yield date(2007, 4, 4), 6, partial(
            self._write, "serviu", "serviu-tarapaca", 2007, "collective", "mquispe",
            date(2007, 4, 4),
        )  # fmt: skip
        yield date(2007, 4, 11), 6, partial(self._approve, "serviu", "laraya", date(2007, 4, 11))
        for goal in goals("serviu"):
            for figure in goal.get("figure", ()):
                yield from self._figures(goal, figure)
        yield date(2007, 11, 12), 6, partial(
            self._write, "seremi", "seremi-tarapaca", 2008, "institutional", "cflores",
            date(2007, 11, 12),
        )  # fmt: skip
        yield date(2007, 11, 19), 6, partial(self._approve, "seremi", "aramos", date(2007, 11, 19))

    def _write(self, of: str, body: str, year: int, kind: str, who: str, on: date) -> None:
        by = self.acting(who, on)
        agreement = actions.create_agreement(self.bodies[body], year=year, kind=kind, by=by, on=on)
        version = agreement.versions.get()
        for told in goals(of):
            goal = actions.add_goal(version, self._values(told, year), by=by, on=on)
            self.lines[told["statement"]] = goal.line
        version.refresh_from_db()
        self.versions[of] = actions.submit_version(version, by=by, on=on)

    def _values(self, told: Told, year: int) -> actions.GoalValues:
        return actions.GoalValues(
            statement=told["statement"],
            numerator_words=told["counts"],
            denominator_words=told.get("divides", ""),
            unit=told.get("unit", "percent"),
            target=Decimal(told["target"]),
            weight=told["weight"],
            due=Month(year, told["due"]),
            responsible=self.bodies[told["responsible"]],
            verification=told["verification"],
            indicator=told.get("indicator", ""),
            parts=tuple(told.get("parts", ())),
        )

    def _approve(self, of: str, who: str, on: date) -> None:
        actions.approve_version(self.versions[of], by=self.acting(who, on), on=on)

    def _figures(self, goal: Told, figure: Told) -> Iterator[Happening]:
        yield figure["on"], 6, partial(self._measure, goal, figure)
        if "verified" in figure:
            yield figure["verified"], 7, partial(self._verify, goal, figure["verified"])
        if corrected := figure.get("corrected"):
            yield corrected["on"], 7, partial(self._correct, goal, figure, corrected)
            yield corrected["verified"], 7, partial(self._verify, goal, corrected["verified"])

    def _measure(self, goal: Told, figure: Told) -> None:
        on, line = figure["on"], self.lines[goal["statement"]]
        month, by = Month(2007, figure["month"]), self.acting(figure["by"], on)
        if "numerator" in figure:
            actions.measure_by_evidence(line, _paper(goal, figure, on), month=month, by=by, on=on)
        else:
            actions.measure_by_indicator(line, month=month, by=by, on=on)

    def _correct(self, goal: Told, figure: Told, corrected: Told) -> None:
        on, by = corrected["on"], self.acting(figure["by"], corrected["on"])
        said = _paper(goal, corrected, on)
        actions.correct_by_evidence(
            self._last(goal), said, reason=corrected["reason"], by=by, on=on
        )

    def _verify(self, goal: Told, on: date) -> None:
        actions.verify_measurement(self._last(goal), by=self.acting(VERIFIER, on), on=on)

    def _last(self, goal: Told) -> Measurement:
        line = self.lines[goal["statement"]]
        return Measurement.objects.select_related("line").filter(line=line).order_by("-pk")[0]


def _paper(goal: Told, figure: Told, on: date) -> actions.Paper:
    title = f"{goal['verification']} (demostración)"
    file = paper(title, author="Demostración", dated=on, extension="pdf")
    return actions.Paper(figure["numerator"], figure.get("denominator", 1), file, title[:160], on)
