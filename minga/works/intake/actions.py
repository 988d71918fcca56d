"""What can be done with the file of another office: send it, say what its columns are, apply it,
leave it."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from minga.budget.models import LineItem
from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import NotAllowed
from minga.core.imports import staging
from minga.core.numbers import whole
from minga.people.models import Organisation
from minga.works.actions.common import ONLY, require
from minga.works.intake import columns as columns_of
from minga.works.intake import errors, oc4ids
from minga.works.intake.entering import enter
from minga.works.intake.judging import Judged, judge, seen
from minga.works.intake.models import IntakeFile, Outcome, SheetReading
from minga.works.intake.reading import grids_of, rows_of
from minga.works.permissions import FORMULATE

SHEETS, PACKAGE = ("xlsx", "xlsm", "csv", "txt", "tsv"), "json"
MONTH, YEAR = re.compile(r"(0[1-9]|1[0-2])-((?:19|20)\d{2})"), re.compile(r"(?:19|20)\d{2}")
DEFAULTS = {"enters": True, "digit": "", "line_item": ""}


@action("intake.received", says="recibió el archivo «{file}» de {office}")
def receive(
    service: Organisation,
    file: UploadedFile | None,
    office: str,
    *,
    by: Access,
    on: date | None = None,
) -> IntakeFile:
    """Kept as it came, and read: what can't be read is refused at once."""
    require(by, FORMULATE, service.pk)
    name, ending = _judge_name(file)
    office = " ".join(office.split())
    if not office:
        raise errors.FileRefused("Escriba de qué oficina es la cartera.")
    assert file is not None
    sha256, _ = staging.keep(file.chunks(), ending)
    kind = IntakeFile.Kind.PACKAGE if ending == PACKAGE else IntakeFile.Kind.SHEET
    found = IntakeFile(
        service=service, office=office[:80], kind=kind, name=name[-160:], sha256=sha256,
        ending=ending, actor=by.label, options=dict(DEFAULTS),
    )  # fmt: skip
    if kind == IntakeFile.Kind.PACKAGE:
        oc4ids.read(staging.original(sha256, ending))
    else:
        _lay_out(found)
    found.save()
    current_act().about(found, file=found.name, office=found.office, sha256=sha256)
    return found


def _judge_name(file: UploadedFile | None) -> tuple[str, str]:
    if file is None or not file.name or not file.size:
        raise errors.FileRefused("Elija el archivo de la cartera; no puede estar vacío.")
    if file.size > settings.MAX_FILE_BYTES:
        most = whole(settings.MAX_FILE_BYTES // 1_000_000)
        raise errors.FileRefused(f"El archivo pesa más de {most} MB. Divídalo en partes.")
    name = PurePath(file.name).name
    ending = PurePath(name).suffix.lower().removeprefix(".")
    if ending not in (*SHEETS, PACKAGE):
        raise errors.FileRefused(
            f"«{name}» no es una planilla (.xlsx o CSV) ni un paquete OC4IDS (.json)."
        )
    return name, ending


def _lay_out(found: IntakeFile) -> None:
    """The sheet with known titles; its columns as they were read last, or else as guessed."""
    grid, header = grids_of(found)
    found.sheet, found.header = grid.sheet[:40], header
    found.fingerprint = columns_of.fingerprint(grid.rows[header])
    guessed = columns_of.guess(grid, header)
    known = SheetReading.objects.filter(
        service=found.service_id, fingerprint=found.fingerprint
    ).first()
    if known is not None:
        said = {column["index"]: column for column in known.columns}
        for column in guessed:
            if kept := said.get(column["index"]):
                column.update({key: kept[key] for key in ("is", "when", "pesos")}, doubt="")
        found.options = dict(known.options)
    found.columns = guessed


def choose_columns(
    file: IntakeFile,
    chosen: Mapping[int, tuple[str, str, bool]],
    options: Mapping[str, Any],
    *,
    by: Access,
) -> IntakeFile:
    """What each column is, and how the rest is settled; remembered for the same titles."""
    with transaction.atomic():
        file = _open(file, by, act=False)
        columns = [dict(column) for column in file.columns]
        for column in columns:
            if column["index"] in chosen:
                meaning, when, pesos = chosen[column["index"]]
                column |= {"is": meaning, "when": when.strip(), "pesos": pesos, "doubt": ""}
        if file.kind == IntakeFile.Kind.SHEET:
            _judge_columns(columns)
        file.columns, file.options = columns, _options(options)
        file.save()
        if file.kind == IntakeFile.Kind.SHEET:
            SheetReading.objects.update_or_create(
                service=file.service, fingerprint=file.fingerprint,
                defaults={"columns": columns, "options": file.options, "actor": by.label},
            )  # fmt: skip
    return file


def _judge_columns(columns: Sequence[dict[str, Any]]) -> None:
    meanings = [column["is"] for column in columns]
    for need in ("code", "name"):
        if need not in meanings:
            raise errors.ColumnsRefused(f"Diga qué columna es «{columns_of.MEANINGS[need]}».")
    places: set[tuple[str, str]] = set()
    for column in columns:
        where = f"La columna {column['letter']} («{column['title']}»)"
        _judge_when(column, where)
        place = (column["is"], column["when"])
        if place in places:
            meaning = columns_of.MEANINGS[column["is"]]
            raise errors.ColumnsRefused(f"{where} repite «{meaning}» {column['when']}: deje una.")
        if column["is"] not in columns_of.MANY:
            places.add(place)


def _judge_when(column: dict[str, Any], where: str) -> None:
    meaning = column["is"]
    if meaning not in columns_of.MEANINGS:
        raise errors.ColumnsRefused(f"{where} no es de una clase que se conozca.")
    if meaning in columns_of.OF_A_MONTH:
        if not MONTH.fullmatch(column["when"]):
            raise errors.ColumnsRefused(f"{where}: escriba su mes y año, como 05-2022.")
    elif meaning in columns_of.OF_A_YEAR:
        if not YEAR.fullmatch(column["when"]):
            raise errors.ColumnsRefused(f"{where}: escriba su año, como 2022.")
    else:
        column["when"] = ""


def _options(options: Mapping[str, Any]) -> dict[str, Any]:
    digit, item = str(options.get("digit") or ""), str(options.get("line_item") or "")
    if not re.fullmatch(r"\d?", digit, re.ASCII):
        raise errors.ColumnsRefused("El último dígito del BIP es un solo dígito.")
    if item and not LineItem.objects.of_projects().filter(public_id=item).exists():
        raise errors.ColumnsRefused("Elija una asignación de proyectos del clasificador.")
    return {"enters": bool(options.get("enters")), "digit": digit, "line_item": item}


def preview(file: IntakeFile, on: date) -> list[Judged]:
    return judge(rows_of(file), file.service, file.office, file.options, on)


@action(
    "intake.applied",
    says="cargó la cartera de {office}: {loaded} filas cargadas, {refused} rechazadas",
)
def apply_file(file: IntakeFile, *, shown: str, by: Access, on: date | None = None) -> IntakeFile:
    """Everything that the page showed, or nothing. Two files of a service wait for each other."""
    assert on is not None
    file = _open(file, by)
    Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=file.service_id)
    if file.kind == IntakeFile.Kind.SHEET:
        _judge_columns([dict(column) for column in file.columns])
    rows = preview(file, on)
    if seen(rows) != shown:
        raise errors.Changed
    for one in rows:
        enter(file, one, on)
    file.status, file.applied_on = IntakeFile.Status.APPLIED, on
    file.save()
    counts = {str(value): sum(one.outcome == value for one in rows) for value in Outcome.values}
    current_act().about(
        file, office=file.office, sha256=file.sha256, counts=counts,
        loaded=whole(counts["loaded"] + counts["warned"]), refused=whole(counts["refused"]),
    )  # fmt: skip
    return file


@action("intake.discarded", says="descartó el archivo «{file}» de {office}")
def discard_file(file: IntakeFile, *, by: Access, on: date | None = None) -> IntakeFile:
    file = _open(file, by)
    file.status = IntakeFile.Status.DISCARDED
    file.save()
    current_act().about(file, file=file.name, office=file.office)
    return file


def _open(file: IntakeFile, by: Access, *, act: bool = True) -> IntakeFile:
    """Locked and read again, while nobody applied or left it."""
    IntakeFile.objects.select_for_update().get(pk=file.pk)
    found: IntakeFile = IntakeFile.objects.select_related("service__party").get(pk=file.pk)
    if act:
        require(by, FORMULATE, found.service_id)
    elif not by.may(FORMULATE, found.service_id):
        raise NotAllowed(ONLY[FORMULATE])
    if not found.is_open:
        raise errors.NotNow(f"Este archivo ya está {found.get_status_display()}.")
    return found
