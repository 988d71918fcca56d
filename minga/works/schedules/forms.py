"""What a person writes of a version besides its grid: why it is needed, and its milestones."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django import forms

from minga.core.forms import DateInput, MingaForm, RevisionForm
from minga.works.schedules.actions import Dated
from minga.works.schedules.errors import InCell
from minga.works.schedules.models import Milestone, MilestoneKind, RoundPlan, ScheduleVersion
from minga.works.schedules.models.milestone import LAST_ROUND, OF_A_ROUND

OF_THE_CONTRACT = [kind for kind in MilestoneKind if kind not in OF_A_ROUND]
# Blank contracts that a form may bring at once.
SAID_ONCE = 30
FIRST_SLOT = "Contrato 1"


def _reason(*, required: bool) -> forms.CharField:
    return forms.CharField(
        label="Motivo de la reprogramación",
        max_length=2000,
        required=required,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Qué cambió y por qué. Lo lee quien aprueba y queda con la versión.",
    )


class OpenForm(MingaForm):
    """A reprogramming begins with its reason, from what is in force or from nothing."""

    reason = _reason(required=True)
    empty = forms.TypedChoiceField(
        label="Desde dónde comienza",
        choices=[("", "La versión vigente, mes por mes"), ("si", "Un programa vacío")],
        coerce=bool,
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )


class ReasonForm(RevisionForm):
    reason = _reason(required=True)


def _date(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=DateInput(),
        error_messages={"invalid": "Escriba la fecha como dd-mm-aaaa."},
    )


class RoundForm(MingaForm):
    """A round of a tender, or a direct award."""

    outcome = forms.ChoiceField(
        label="Termina", choices=RoundPlan.choices, initial="awarded", required=False
    )
    bidding = _date("Llamado")
    opening = _date("Apertura")
    award = _date("Adjudicación")

    @property
    def said(self) -> dict[str, Any]:
        return {kind: self.cleaned_data.get(kind) for kind in OF_A_ROUND}

    @property
    def is_blank(self) -> bool:
        untouched = self.cleaned_data.get("outcome") == RoundPlan.AWARDED
        return untouched and not any(self.said.values())

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        days = any(found.get(kind) for kind in OF_A_ROUND)
        outcome = found["outcome"] = found.get("outcome") or RoundPlan.AWARDED.value
        if self.errors or (not days and outcome == RoundPlan.AWARDED):
            return found
        if not days:
            field = "award" if outcome == RoundPlan.DIRECT else "bidding"
            self.add_error(field, "Escriba su fecha, o deje la ronda como estaba.")
        if outcome == RoundPlan.DESERTED and found.get("award"):
            self.add_error("award", "Una ronda desierta no se adjudica: agregue otra ronda.")
        if outcome == RoundPlan.DIRECT:
            for kind in ("bidding", "opening"):
                if found.get(kind):
                    self.add_error(kind, "Un trato directo no se licita: borre esta fecha.")
        return found


class SlotForm(MingaForm):
    """A foreseen contract with the days of its works."""

    slot = forms.CharField(label="Contrato previsto", max_length=80, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rounds: list[RoundForm] = []

    @property
    def days(self) -> dict[str, Any]:
        return {kind: self.cleaned_data.get(kind) for kind in OF_THE_CONTRACT}

    @property
    def dates(self) -> list[forms.BoundField]:
        return [self[kind] for kind in OF_THE_CONTRACT]


for _kind in OF_THE_CONTRACT:
    SlotForm.base_fields[_kind.value] = _date(_kind.label.capitalize())


class MilestonesForm(RevisionForm):
    """Every foreseen contract of a version, each with its rounds; one blank of each at the end."""

    def __init__(self, data: Any = None, *, version: ScheduleVersion) -> None:
        super().__init__(data, initial={"revision": version.revision})
        kept = list(_by_slot(version).items())
        blanks = 1
        while data is not None and f"c{len(kept) + blanks}-slot" in data and blanks < SAID_ONCE:
            blanks += 1
        self.slots = [
            self._slot(data, place, slot, rows)
            for place, (slot, rows) in enumerate([*kept, *[("", [])] * blanks])
        ]

    def _slot(self, data: Any, place: int, slot: str, rows: list[Milestone]) -> SlotForm:
        days = {row.kind: row.on for row in rows if not row.round}
        name = slot or ("" if place else FIRST_SLOT)
        form = SlotForm(data, prefix=f"c{place}", initial={"slot": name, **days})
        rounds: dict[int, dict[str, Any]] = defaultdict(dict)
        for row in rows:
            if row.round:
                rounds[row.round] |= {row.kind: row.on, "outcome": row.outcome}
        last = min(LAST_ROUND, max(rounds, default=0) + 1)
        while data is not None and f"c{place}-r{last + 1}-outcome" in data and last < LAST_ROUND:
            last += 1
        form.rounds = [
            RoundForm(data, prefix=f"c{place}-r{number}", initial=rounds.get(number, {}))
            for number in range(1, last + 1)
        ]
        return form

    @property
    def parts(self) -> list[MingaForm]:
        return [part for slot in self.slots for part in (slot, *slot.rounds)]

    def is_valid(self) -> bool:
        valid = super().is_valid()
        if not all([valid, *(part.is_valid() for part in self.parts)]):
            return False
        for slot in self.slots:
            _require_name(slot)
        self._require_names_once()
        return not any(part.errors for part in self.parts)

    def _require_names_once(self) -> None:
        seen: set[str] = set()
        for slot in self.slots:
            name = slot.cleaned_data.get("slot", "").strip()
            if name and name in seen:
                slot.add_error("slot", f"«{name}» ya es el nombre de otro contrato previsto.")
            seen.add(name)

    @property
    def broken(self) -> bool:
        return bool(self.errors) or any(part.errors for part in self.parts)

    @property
    def http_status(self) -> int:
        return self.refused_with if self.is_bound and self.broken else 200

    def said(self) -> list[Dated]:
        return [one for slot in self.slots for one in _said(slot)]

    def refuse_cell(self, error: InCell) -> None:
        """Beside the date that it names, when there is one."""
        for slot in self.slots:
            for one, form in _told(slot):
                if one.cell == error.cell:
                    form.add_error(one.kind, str(error))
                    return
        self.refuse(error)


def _by_slot(version: ScheduleVersion) -> dict[str, list[Milestone]]:
    found: dict[str, list[Milestone]] = defaultdict(list)
    for row in version.milestones.order_by("slot", "round", "pk"):
        found[row.slot].append(row)
    return dict(found)


def _require_name(slot: SlotForm) -> None:
    name = slot.cleaned_data["slot"].strip()
    days = any(slot.days.values()) or not all(form.is_blank for form in slot.rounds)
    if days and not name:
        slot.add_error("slot", "Escriba cómo se llama este contrato previsto.")
    if name and not days and name != FIRST_SLOT:
        slot.add_error("slot", f"«{name}» no tiene ninguna fecha: escriba una, o borre el nombre.")


def _told(slot: SlotForm) -> Iterator[tuple[Dated, MingaForm]]:
    name = slot.cleaned_data["slot"].strip()
    for number, form in enumerate(slot.rounds, start=1):
        for kind, on in form.said.items():
            if on is not None:
                yield Dated(name, kind, on, number, form.cleaned_data["outcome"]), form
    for kind, on in slot.days.items():
        if on is not None:
            yield Dated(name, kind, on), slot


def _said(slot: SlotForm) -> Iterator[Dated]:
    return (one for one, _ in _told(slot))
