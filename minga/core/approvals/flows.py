"""What an area declares about its approvals: the steps, and the few things that only it knows."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any, Protocol

from django.db import models
from django.urls import reverse

from minga.core import versions
from minga.core.access import Access
from minga.core.actions import SENTENCES
from minga.core.acts import Subject
from minga.core.versions import Version

# What its events say: who, then this. `manner`: «, como subrogante de …, con segundo factor».
SAYS = {
    "submitted": "envió a aprobación {what}",
    "step_passed": "dio el paso «{{step}}» de {what}{{manner}}",
    "approved": "aprobó {what}{{manner}}",
    "returned": "devolvió {what}{{manner}}",
    "withdrawn": "retiró de aprobación {what}",
}


@dataclass(frozen=True)
class Step:
    """One who decides. `above`: the amount in pesos from which the step is needed. Both `above` and
    `second_factor` are where a service begins: `StepRule` rows change them from a day on."""

    key: str
    label: str
    permission: str
    above: int | None = None
    second_factor: bool = False
    verb: str = "Aprobar"
    # Within a sentence: «Espera a la dirección del servicio»; empty for the label.
    who: str = ""
    # What is told to who has no role for it; empty for a sentence made of the label.
    only: str = ""

    @property
    def refusal(self) -> str:
        return self.only or f"Este paso lo da otra función: {self.label}."


class Apply(Protocol):
    """What an area does with the subject, given first and by no name of ours."""

    def __call__(self, subject: Any, /, *, by: Access, on: date) -> object: ...


class GoBack(Protocol):
    def __call__(self, subject: Any, remarks: str, /) -> object: ...


def nothing(subject: Any, *args: Any, **kwargs: Any) -> None:
    """What an area has to do where it has nothing to do."""


def _all_steps(subject: Any, steps: list[Step], day: date) -> list[Step]:
    return steps


def _no_more_to_say(subject: Any, step: str, by: Access) -> str:
    return ""


def _no_places(subjects: Iterable[Any], day: date) -> Mapping[int, str]:
    return {}


@dataclass(frozen=True)
class Flow:
    """How the rows of a model are approved. For a `Version` the rest is known; for another `Fact`
    the area also says what becomes of it (`submit`, `go_back`, `apply`)."""

    kind: str  # «workplan»: its events are workplan.submitted, workplan.approved …
    label: str  # what it approves, in plural: «programas de trabajo»
    noun: str  # the object of its buttons: «programa»
    what: str  # as its events name it: «la versión {version} del programa»
    model: type[models.Model]
    steps: tuple[Step, ...]
    prepare: str  # the permission of who sends it and takes it back
    institution: str  # path to the organisation that decides: «plan__service»
    url: Callable[[Any], str]
    title: Callable[[Any], str] = str
    identity: str = ""  # of a version: the row that it is a version of
    related: tuple[str, ...] = ()
    amount: Callable[[Any], int | None] = nothing
    data: Callable[[Any], dict[str, Any]] | None = None
    places: Callable[[list[Any], date], Mapping[int, str]] = _no_places
    # Of the steps that rule, those that this subject needs; never none.
    chooses: Callable[[Any, list[Step], date], list[Step]] = _all_steps
    # The unit whose head (or whoever has the role there) takes a step; None: of the institution.
    held_at: Callable[[Any, Step, date], int | None] = nothing
    # Why a person has no role for a step, where the area knows more than the step says.
    explains: Callable[[Any, str, Access], str] = _no_more_to_say
    check: Callable[[Any], None] = nothing
    submit: Apply = nothing
    go_back: GoBack = nothing
    apply: Apply = nothing
    four_eyes: bool = True
    done: str = "aprobado"  # what it is once the last step is passed: «firmado»
    sends: str = ""  # what is told to who may not send it
    # Where its page posts a decision, when not to the addresses of this area.
    pass_url: Callable[[Any], str] | None = None
    return_url: Callable[[Any], str] | None = field(default=None)

    @cached_property
    def subject_model(self) -> str:
        return self.model._meta.label_lower

    @property
    def joins(self) -> tuple[str, ...]:
        return self.related or ((self.identity,) if self.identity else ())

    def step(self, key: str) -> Step | None:
        """As declared; None of one that no longer is."""
        return next((step for step in self.steps if step.key == key), None)

    def institution_of(self, subject: Any) -> int:
        found: int = attrgetter(f"{self.institution.replace('__', '.')}_id")(subject)
        return found

    def about(self, subject: Any) -> Subject:
        """What its events are about."""
        row: Subject = getattr(subject, self.identity) if self.identity else subject
        return row

    def event(self, name: str) -> str:
        return f"{self.kind}.{name}"

    def data_of(self, subject: Any) -> dict[str, Any]:
        if self.data is not None:
            return self.data(subject)
        return {"version": subject.number} if isinstance(subject, Version) else {}

    def read(self, pk: int) -> Any:
        return self.model._base_manager.select_related(*self.joins).get(pk=pk)

    def lock(self, subject: Any) -> Any:
        """One decision at a time: all queue at the identity (else at the row), then read again."""
        model, pk = self.model, subject.pk
        if self.identity:
            model = self.model._meta.get_field(self.identity).related_model  # type: ignore[assignment]
            pk = getattr(subject, f"{self.identity}_id")
        model._base_manager.select_for_update().get(pk=pk)
        return self.read(subject.pk)

    def begin(self, subject: Any, *, by: Access, on: date) -> None:
        if isinstance(subject, Version):
            versions.submit(subject, on=on)
        self.submit(subject, by=by, on=on)

    def back(self, subject: Any, remarks: str) -> None:
        """To its preparers: with remarks when it was returned, without when they took it back."""
        if isinstance(subject, Version):
            (versions.send_back(subject, remarks) if remarks else versions.take_back(subject))
        self.go_back(subject, remarks)

    def conclude(self, subject: Any, *, by: Access, on: date) -> None:
        if isinstance(subject, Version):
            siblings = self.model._base_manager.filter(
                **{self.identity: getattr(subject, f"{self.identity}_id")}
            )
            in_force: Any = siblings.filter(status="in_force").first()
            versions.approve(subject, in_force, by=by, on=on)
        self.apply(subject, by=by, on=on)

    def page_of(self, subject: Any, submission_id: str) -> tuple[str, str]:
        """Where the forms of its trail post: to approve, to return."""
        ours = [submission_id]
        return (
            self.pass_url(subject) if self.pass_url else reverse("approvals:pass", args=ours),
            self.return_url(subject) if self.return_url else reverse("approvals:return", args=ours),
        )


_flows: dict[str, Flow] = {}


def register(flow: Flow) -> Flow:
    """Called once, at start. The sentences of its events are known from then on."""
    assert flow.steps, f"{flow.kind} has no steps"
    assert flow.subject_model not in _flows, flow.subject_model
    assert flow.identity or not issubclass(flow.model, Version), f"{flow.kind} names no identity"
    _flows[flow.subject_model] = flow
    for name, says in SAYS.items():
        SENTENCES[flow.event(name)] = says.format(what=flow.what)
    return flow


def flow_of(subject: models.Model) -> Flow:
    return _flows[subject._meta.label_lower]


def flow_named(subject_model: str) -> Flow | None:
    """None when the area that sent it is no longer installed."""
    return _flows.get(subject_model)


def all_flows() -> list[Flow]:
    return list(_flows.values())
