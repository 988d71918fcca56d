"""Diffusion in the demonstration: the mechanisms of the form of 2007, invented publications."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache, partial
from importlib.resources import files
from typing import Any

from minga.core.access import Access
from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.core.indicators.registry import indicator_of
from minga.demo.papers import paper
from minga.people.models import Organisation
from minga.territory.models import Territory
from minga.workplan.diffusion import actions
from minga.workplan.diffusion.models import DiffusionVersion, Mechanism, Publication
from minga.workplan.models import WorkPlan

Happening = tuple[date, int, Callable[[], object]]
WRITER, CHECKER, HEAD = "mquispe", "pcaceres", "laraya"


@cache
def _document() -> dict[str, Any]:
    text = (files("minga.demo") / "diffusion.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


class Telling:
    """`acting`: what a person may on a day; `bodies`: the organisations, by key."""

    def __init__(
        self, acting: Callable[[str, date], Access], bodies: Mapping[str, Organisation]
    ) -> None:
        self.acting, self.bodies = acting, bodies

    def happenings(self) -> Iterator[Happening]:
        said = _document()
        yield said["begun"], 6, self._begin
        yield said["sent"], 6, self._send
        yield said["approved"], 6, self._approve
        for told in said["publication"]:
            yield told["prepared"], 6, partial(self._prepare, told)
            if "accepted" in told:
                yield told["accepted"], 6, partial(self._accept, told["title"], told["accepted"])
            if "corrected" in told:
                yield told["corrected"], 6, partial(self._correct, told)
                title = _corrected(told)
                yield told["corrected"], 7, partial(self._accept, title, told["corrected"])

    def _version(self) -> DiffusionVersion:
        return DiffusionVersion.objects.get(diffusion__plan__year=2007)

    def _begin(self) -> None:
        on = _document()["begun"]
        by = self.acting(WRITER, on)
        plan = WorkPlan.objects.get(year=2007, service__key="serviu-tarapaca")
        version = actions.begin_diffusion(plan, by=by, on=on).versions.get()
        for said in _document()["mechanism"]:
            planned = said.get("planned", ())
            means = actions.Means(
                name=said["name"],
                audience=said["audience"],
                kind=said["kind"],
                responsible=self.bodies[said["responsible"]],
                tells=said["tells"],
                frequency="dated" if planned else "continuous",
                planned=planned,
                indicators=said.get("indicators", ()),
            )
            actions.add_mechanism(version, means, by=by, on=on)

    def _send(self) -> None:
        on = _document()["sent"]
        approvals.begin(self._version(), by=self.acting(WRITER, on), on=on)

    def _approve(self) -> None:
        on, version = _document()["approved"], self._version()
        approvals.pass_step(version, seen=seen_of(version), by=self.acting(HEAD, on), on=on)

    def _prepare(self, told: dict[str, Any]) -> None:
        on = told["prepared"]
        by = self.acting(WRITER, on)
        mechanism = Mechanism.objects.in_force().get(name=told["mechanism"])
        said = self._said(told)
        self._submit(actions.prepare_publication(mechanism.line, said, by=by, on=on), on)

    def _said(self, told: dict[str, Any]) -> actions.Told:
        title, day = told["title"], told["on"]
        file = (
            paper(title, author="Marisol Quispe", dated=day, extension="pdf")
            if told.get("paper")
            else None
        )
        found = [indicator_of(key) for key in told.get("indicators", ())]
        return actions.Told(
            title=title,
            told=told["told"],
            day=day,
            territory=Territory.objects.get(key=told.get("commune", "region-tarapaca")),
            link=told.get("link", ""),
            file=file,
            indicators=[indicator for indicator in found if indicator],
        )

    def _submit(self, publication: Publication, on: date) -> None:
        approvals.begin(publication, by=self.acting(WRITER, on), on=on)

    def _accept(self, title: str, on: date) -> None:
        found = Publication.objects.get(title=title)
        approvals.pass_step(found, seen=seen_of(found), by=self.acting(CHECKER, on), on=on)

    def _correct(self, told: dict[str, Any]) -> None:
        on = told["corrected"]
        old = Publication.objects.get(title=told["title"])
        said = self._said(told | {"title": _corrected(told), "told": told["retold"]})
        by = self.acting(WRITER, on)
        made = actions.correct_publication(old, said, correction=told["correction"], by=by, on=on)
        self._submit(made, on)


def _corrected(told: dict[str, Any]) -> str:
    return f"Fe de erratas: {told['title']}"
