"""Cases: what acts, letters, files, visits and commitments may be about, whatever its area.

An area registers a `CaseKind` for each of its own roots (a work plan, a contract, an application).
Lower areas know cases only by this registry: they keep model and key, ask for the row through
`visible_to`, and read of it what its kind offers.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any

from django.db import models

from minga.core.access import Access
from minga.core.errors import DomainError
from minga.core.registries import Finding

Columns = Sequence[str]
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class CaseTable:
    """Rows that the text of an act can hold: «las actividades del programa»."""

    columns: Columns
    rows: Rows
    # Which columns are figures, by position: set to the right.
    figures: frozenset[int] = frozenset()


def _no_fields(case: Any, on: date) -> Mapping[str, str]:
    return {}


def _no_tables(case: Any, on: date) -> Mapping[str, CaseTable]:
    return {}


@dataclass(frozen=True)
class CaseKind:
    """`key` goes into addresses and templates, in Spanish: «programa». `model` has a `public_id`,
    its manager `visible_to`. `service`, `territory` and `dossier` are paths from the row; the last
    two may be empty. `fields` and `tables`: what a text about it may say, by name, on a day;
    `field_names` and `table_names` tell all of them with what they mean, without a case at hand.
    `states`: those that its area asks before entering (`minga.documents.files`), by name."""

    key: str
    label: str
    plural: str
    model: type[models.Model]
    url: Callable[[Any], str]
    title: Callable[[Any], str] = str
    service: str = "service"
    territory: str = "territory"
    dossier: str = "dossier"
    related: tuple[str, ...] = ()
    field_names: Mapping[str, str] = field(default_factory=dict)
    table_names: Mapping[str, str] = field(default_factory=dict)
    fields: Callable[[Any, date], Mapping[str, str]] = _no_fields
    tables: Callable[[Any, date], Mapping[str, CaseTable]] = _no_tables
    states: Mapping[str, str] = field(default_factory=dict)

    @property
    def model_label(self) -> str:
        return self.model._meta.label_lower

    def rows(self, access: Access) -> "models.QuerySet[Any]":
        manager: Any = self.model._default_manager
        found: models.QuerySet[Any] = manager.visible_to(access).select_related(*self.related)
        return found

    def service_of(self, case: Any) -> Any:
        return attrgetter(self.service.replace("__", "."))(case)

    def territory_of(self, case: Any) -> Any:
        """None where a case has no place of its own."""
        return attrgetter(self.territory.replace("__", "."))(case) if self.territory else None

    def dossier_of(self, case: Any) -> Any:
        return attrgetter(self.dossier.replace("__", "."))(case) if self.dossier else None


class CaseNotFound(DomainError):
    """There is none, or not for this person: the same sentence."""

    code = "case_not_found"
    field = "case"

    def __init__(self) -> None:
        super().__init__(
            "Ese caso no existe o usted no lo ve. Elíjalo de nuevo en la lista o en su página."
        )


_kinds: dict[str, CaseKind] = {}
_followers: list[Callable[[CaseKind], object]] = []


def register_case(kind: CaseKind) -> CaseKind:
    """Called once, at start."""
    assert kind.key not in _kinds, kind.key
    assert all(known.model is not kind.model for known in _kinds.values()), kind.model
    _kinds[kind.key] = kind
    for follow in _followers:
        follow(kind)
    return kind


def for_each_kind(follow: Callable[[CaseKind], object]) -> None:
    """Called at start by a lower area: for every kind, also those that are registered later."""
    _followers.append(follow)
    for kind in _kinds.values():
        follow(kind)


def case_kinds() -> list[CaseKind]:
    return sorted(_kinds.values(), key=lambda kind: kind.label)


def kind_named(key: str) -> CaseKind:
    if key not in _kinds:
        raise CaseNotFound
    return _kinds[key]


def kind_of(model: "models.Model | type[models.Model] | str") -> CaseKind:
    """By a row, its model or the label of the model."""
    label = model if isinstance(model, str) else model._meta.label_lower
    found = next((kind for kind in _kinds.values() if kind.model_label == label), None)
    if found is None:
        raise CaseNotFound
    return found


def find_case(key: str, public_id: str, access: Access) -> Any:
    """The row of a case that the person may see."""
    case = kind_named(key).rows(access).filter(public_id=public_id).first()
    if case is None:
        raise CaseNotFound
    return case


class AboutCase(models.Model):
    """What a row is about: one case of any area, or none. Its label stays as it read then."""

    case_model = models.CharField("tipo de caso", max_length=80, blank=True, editable=False)
    case_id = models.BigIntegerField("caso", null=True, blank=True, editable=False)
    case_public_id = models.CharField(
        "identificador del caso", max_length=12, blank=True, editable=False
    )
    case_label = models.CharField("asunto del caso", max_length=200, blank=True, editable=False)

    class Meta:
        abstract = True

    def set_case(self, case: Any) -> None:
        """None leaves it about nothing in particular."""
        if case is None:
            self.case_model, self.case_id, self.case_public_id, self.case_label = "", None, "", ""
            return
        kind = kind_of(case)
        self.case_model, self.case_id = kind.model_label, case.pk
        self.case_public_id, self.case_label = case.public_id, kind.title(case)[:200]

    @property
    def case_kind(self) -> CaseKind | None:
        """None without a case, or when its area is no longer installed."""
        try:
            return kind_of(self.case_model)
        except CaseNotFound:
            return None

    def case(self) -> Any:
        """The row, unscoped: for actions. A page asks `visible_case`."""
        kind = self.case_kind
        if kind is None:
            return None
        return kind.model._base_manager.filter(pk=self.case_id).first()

    def visible_case(self, access: Access) -> Any:
        kind = self.case_kind
        return kind.rows(access).filter(pk=self.case_id).first() if kind else None


def case_constraints(name: str) -> list[models.BaseConstraint]:
    """Whole or absent; `name` is the model's, in lower case."""
    nothing = models.Q(case_model="", case_id__isnull=True, case_public_id="", case_label="")
    whole = models.Q(case_id__isnull=False) & ~models.Q(case_model="") & ~models.Q(case_label="")
    return [
        models.CheckConstraint(
            name=f"{name}_case_is_whole",
            condition=nothing | (whole & ~models.Q(case_public_id="")),
            violation_error_message="Diga de qué caso se trata, con su tipo, o de ninguno.",
        )
    ]


def about(rows: Any, case: models.Model) -> Any:
    """Of a queryset of `AboutCase` rows, those about a case."""
    return rows.filter(case_model=case._meta.label_lower, case_id=case.pk)


def whole_references(*tables: type[AboutCase]) -> Iterator[Finding]:
    """A check for `registries.checks`: rows about a case that is no longer there."""
    for table in tables:
        found = table._base_manager.exclude(case_model="")
        for label in sorted(set(found.values_list("case_model", flat=True))):
            yield from _lost(table, label)


def _lost(table: type[AboutCase], label: str) -> Iterator[Finding]:
    try:
        kind = kind_of(label)
    except CaseNotFound:
        return
    held = table._base_manager.filter(case_model=label)
    lost = held.exclude(case_id__in=kind.model._base_manager.values("pk"))
    for row in lost.order_by("pk").iterator():
        name = f"{table._meta.verbose_name} {row.pk}"
        yield Finding(name, f"Se refiere a «{row.case_label}», que ya no existe.")
