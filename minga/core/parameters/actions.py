"""A correction of a parameter: proposed and sent by one person, in force when another approves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.approvals.rounds import open_round
from minga.core.canonical import canonical_json
from minga.core.canonical import digest as sha256
from minga.core.errors import NotAllowed, StaleForm
from minga.core.parameters import errors, words
from minga.core.parameters.models import OPEN, ParameterCorrection
from minga.core.parameters.permissions import PROPOSE
from minga.core.parameters.rulings import fits, merged, shape_of
from minga.core.versions import prepared_by
from minga.rules.parameters import NotInForce
from minga.rules.shapes import Shape

MARK = 16


@dataclass(frozen=True)
class Said:
    """What a correction says. `read_in`: where its text was read; empty while nobody did."""

    since: date
    values: Mapping[str, Any]
    source: str
    read_in: str = ""

    @property
    def verified(self) -> bool:
        return bool(self.read_in)


@action("parameters.proposed", says="propuso corregir el parámetro «{parameter}» desde el {since}")
def propose(
    shape: Shape,
    said: Said,
    *,
    institution: tuple[int, str],
    reason: str,
    seen: str,
    row: ParameterCorrection | None = None,
    supersedes: ParameterCorrection | None = None,
    by: Access,
    on: date | None = None,
) -> ParameterCorrection:
    """Sent to approval at once. `row`: one that came back, written again; `supersedes`: one of the
    same day that it takes the place of; `seen`: what its page showed (`mark`)."""
    assert on is not None
    _require(by, institution[0])
    if row is not None:
        row = _locked(row)
        supersedes = row.supersedes
    _not_stale(shape, said, institution[0], seen)
    said, reason = _judged(shape, said, reason, institution[0], row, supersedes)
    row = row or ParameterCorrection(
        institution_id=institution[0],
        institution=institution[1],
        file=shape.file,
        name=shape.name,
        supersedes=supersedes,
    )
    _write(row, said, reason, by)
    prepared_by(row, by)
    open_round(row, by=by, on=on)
    current_act().about(row, reason=reason, **told_of(row))
    return row


@action("parameters.discarded", says="desistió de corregir el parámetro «{parameter}»")
def discard(
    row: ParameterCorrection, *, reason: str, by: Access, on: date | None = None
) -> ParameterCorrection:
    """What came back and nobody will send again: its day is free for another."""
    _require(by, row.institution_id)
    row = _locked(row)
    if not reason.strip():
        raise errors.ReasonMissing
    row.status = ParameterCorrection.Status.DISCARDED
    row.save(update_fields=["status"])
    current_act().about(row, reason=reason.strip(), **told_of(row))
    return row


def mark(shape: Shape, institution_id: int) -> str:
    """Of what a service wrote on a parameter: changes with each correction and each decision."""
    rows = ParameterCorrection.objects.of(shape.file, shape.name).filter(
        institution_id=institution_id
    )
    events = list(rows.order_by("pk").values_list("pk", "event_id"))
    return sha256(canonical_json({"rows": events}))[:MARK]


def told_of(row: ParameterCorrection) -> dict[str, str]:
    shape = shape_of(row.file, row.name)
    return {"parameter": shape.title if shape else row.name, "since": f"{row.since:%d-%m-%Y}"}


def _require(by: Access, institution_id: int) -> None:
    if not by.may(PROPOSE, institution_id):
        raise NotAllowed(
            "Proponen correcciones quien administra el sistema, la asesoría jurídica y las "
            "jefaturas de unidad del servicio."
        )
    current_act().by = by.acting(PROPOSE, institution_id)


def _locked(row: ParameterCorrection) -> ParameterCorrection:
    row = ParameterCorrection.objects.select_for_update().get(pk=row.pk)
    if row.status != ParameterCorrection.Status.DRAFT:
        raise errors.NotToBeWritten(row)
    return row


def _not_stale(shape: Shape, said: Said, institution_id: int, seen: str) -> None:
    if seen == mark(shape, institution_id):
        return
    found = ParameterCorrection.objects.of(shape.file, shape.name)
    last = found.filter(institution_id=institution_id).select_related("event")
    newest = max(last, key=lambda row: row.event.sequence)
    typed, stored = _lines(shape, said), _lines(shape, newest)
    raise StaleForm(
        newest.event.actor,
        {key: (stored[key], typed[key]) for key in typed if stored[key] != typed[key]},
    )


def _lines(shape: Shape, said: Said | ParameterCorrection) -> dict[str, str]:
    fit = not shape.faults(said.values)
    return {
        "Rige desde": f"{said.since:%d-%m-%Y}",
        "Valores": words.told(shape, said.values) if fit else "–",
        "Norma o acto": said.source,
    }


def _judged(
    shape: Shape,
    said: Said,
    reason: str,
    institution_id: int,
    row: ParameterCorrection | None,
    supersedes: ParameterCorrection | None,
) -> tuple[Said, str]:
    said = Said(said.since, dict(said.values), said.source.strip(), said.read_in.strip())
    faults = shape.faults(said.values)
    if faults:
        raise errors.BadValues(words.sentences(shape, faults))
    if not said.source:
        raise errors.SourceMissing
    if not reason.strip():
        raise errors.ReasonMissing
    if said.since < shape.first:
        raise errors.BeforeTheNorm(shape.first)
    _free_day(shape, said, institution_id, row, supersedes)
    _says_something(shape, said, institution_id)
    return said, reason.strip()


def _free_day(
    shape: Shape,
    said: Said,
    institution_id: int,
    row: ParameterCorrection | None,
    supersedes: ParameterCorrection | None,
) -> None:
    found = ParameterCorrection.objects.of(shape.file, shape.name).filter(
        institution_id=institution_id, since=said.since
    )
    others = found.exclude(pk=row.pk) if row else found
    waits = others.filter(status__in=OPEN).first()
    if waits:
        raise errors.CorrectionWaits(waits)
    standing = others.standing().first()
    if supersedes is not None and standing != supersedes:
        raise errors.NotToBeReplaced
    if standing and supersedes is None:
        raise errors.AlreadyCorrected(standing)


def _says_something(shape: Shape, said: Said, institution_id: int) -> None:
    try:
        now = merged(shape.file, service=institution_id).on(shape.name, said.since)
    except NotInForce:
        return
    same = (now.values, now.source, now.verified) == (said.values, said.source, said.verified)
    if same:
        raise errors.NothingChanges(now.since)


def _write(row: ParameterCorrection, said: Said, reason: str, by: Access) -> None:
    assert by.actor_id is not None
    row.since, row.source, row.read_in = said.since, said.source, said.read_in
    row.verified, row.reason = said.verified, reason
    row.proposed_by, row.proposer = by.actor_id, by.label
    row.say(dict(said.values))
    row.save()


def set_status(row: ParameterCorrection, status: str) -> None:
    row.status = status
    row.save(update_fields=["status"])


def approve(row: ParameterCorrection, *, by: Access, on: date) -> None:
    """The last step of its approval: from now on it rules in its service."""
    shape = shape_of(row.file, row.name)
    if shape is None or not fits(row, shape):
        raise errors.BadValues(["El parámetro cambió con esta versión: devuelva la corrección."])
    assert by.actor_id is not None
    row.status, row.approved_on = ParameterCorrection.Status.APPROVED, on
    row.approved_by, row.approver = by.actor_id, by.label
    row.save(update_fields=["status", "approved_on", "approved_by", "approver"])
