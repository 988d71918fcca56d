"""What can be done with an import: send a file, choose its columns, justify its warnings, apply it,
leave it."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import DomainError, NotAllowed
from minga.core.imports import staging
from minga.core.imports.difference import difference
from minga.core.imports.matching import normal
from minga.core.imports.memory import no_cycles
from minga.core.imports.models import ColumnChoice, Import, Justification
from minga.core.imports.refusals import CHANGED, NotNow, Stale, WorkbookRefused
from minga.core.imports.remarks import justified, open_warnings
from minga.core.imports.spec import ImportSpec
from minga.core.imports.writing import lock, write
from minga.core.jobs.actions import ask
from minga.core.numbers import whole
from minga.core.templatetags.minga import size as readable_size
from minga.core.uploads import SLASH_LOOKALIKE, climbs

ENDINGS = ("xlsx", "xlsm", "csv", "txt", "tsv")
OLD = ("xls", "ods", "xlsb")
# More rows than this are written by the worker, with progress: nobody waits for a page meanwhile.
AT_ONCE = 2_000
NOT_YOURS = "Solo quien importa estos datos en su institución puede hacer esto."


class JustificationNeeded(DomainError):
    code = "imports.justification_needed"
    field = "text"

    def __init__(self) -> None:
        super().__init__("Escriba por qué se acepta: queda en el registro con su nombre.")


class WarningsOpen(DomainError):
    code = "imports.warnings_open"

    def __init__(self, count: int) -> None:
        one = count == 1
        super().__init__(
            f"{'Queda' if one else 'Quedan'} {whole(count)} "
            f"{'advertencia' if one else 'advertencias'} sin justificar. Justifíquelas y aplique."
        )


class ColumnsRefused(DomainError):
    code = "imports.columns_refused"


# -- Sending a file. --


def institution_for(spec: ImportSpec, by: Access) -> tuple[int, str]:
    """Where the person imports this: the first institution whose role allows it."""
    for grant in by.grants:
        if by.may(spec.permission, grant.institution_id):
            return grant.institution_id, grant.institution_label
    return 0, ""


def receive(
    spec: ImportSpec, file: UploadedFile | None, *, by: Access, instead_of: Import | None = None
) -> Import:
    """Keep what came and ask for its reading. `instead_of`: the import whose place it takes."""
    _require(spec, by)
    name, ending = _judge_name(file)
    assert file is not None
    sha256, size = staging.keep(file.chunks(), ending)
    institution_id, institution = institution_for(spec, by)
    with transaction.atomic():
        if instead_of is not None:
            _supersede(instead_of, spec, by)
        upload = Import.objects.create(
            kind=spec.kind,
            institution_id=instead_of.institution_id if instead_of else institution_id,
            institution=instead_of.institution if instead_of else institution,
            actor_id=by.actor_id,
            actor=by.label,
            file_name=name[-160:],
            file_sha256=sha256,
            file_size=size,
            file_ending=ending,
            supersedes=instead_of,
        )
        _ask_reading(upload, by)
    return upload


def _judge_name(file: UploadedFile | None) -> tuple[str, str]:
    """Refuse by name and size, before a byte is stored; what it holds is read by the job."""
    if file is None or not file.name:
        raise WorkbookRefused("Elija el archivo que quiere importar.")
    name = file.name
    if climbs(name):
        shown = name.replace(SLASH_LOOKALIKE, "/")
        raise WorkbookRefused(f"El nombre «{shown}» incluye carpetas. Cámbielo, sin barras.")
    if not file.size:
        raise WorkbookRefused(f"«{name}» está vacío. Ábralo, compruebe que tiene datos y súbalo.")
    if file.size > settings.MAX_FILE_BYTES:
        raise WorkbookRefused(
            f"«{name}» pesa {readable_size(file.size)} y el máximo es "
            f"{readable_size(settings.MAX_FILE_BYTES)}. Divídalo en partes."
        )
    return name, _ending(name)


def _ending(name: str) -> str:
    ending = PurePath(name).suffix.lower().removeprefix(".")
    if ending in OLD:
        raise WorkbookRefused(
            f"«{name}» es de un formato que no se importa (.{ending}). Ábralo en su planilla, "
            "guárdelo como libro de Excel (.xlsx) y suba ese."
        )
    if ending not in ENDINGS:
        raise WorkbookRefused(f"«{name}» no es una planilla. Suba un libro .xlsx o un archivo CSV.")
    return ending


def _supersede(upload: Import, spec: ImportSpec, by: Access) -> None:
    """Its place is taken by another file; what was justified for it goes on."""
    upload = Import.objects.select_for_update().get(pk=upload.pk)
    _require(spec, by, upload)
    if upload.kind != spec.kind or not _may_be_superseded(upload):
        raise NotNow("Esa importación ya terminó: suba el archivo como una nueva.")
    upload.status = Import.Status.SUPERSEDED
    upload.save(update_fields=["status"])


def _may_be_superseded(upload: Import) -> bool:
    return upload.is_open or upload.status in (Import.Status.REFUSED, Import.Status.NO_CHANGE)


def _ask_reading(upload: Import, by: Access) -> None:
    upload.job = ask(
        "imports.read",
        {"upload": upload.public_id},
        by=by,
        subject_url=upload.get_absolute_url(),
        title=f"Lectura de «{upload.file_name}»",
    )
    upload.save(update_fields=["job"])


def review_again(upload: Import, *, by: Access) -> Import:
    """The file is the same and what exists changed: a new preview."""
    with transaction.atomic():
        upload = Import.objects.select_for_update().get(pk=upload.pk)
        if upload.status in (Import.Status.READY, Import.Status.APPLYING):
            upload.status, upload.sentence = Import.Status.READING, CHANGED
            upload.save(update_fields=["status", "sentence"])
            _ask_reading(upload, by)
    return upload


# -- Choosing columns. --


def choose_columns(upload: Import, chosen: Mapping[str, int | None], *, by: Access) -> Import:
    """Which column is each field; remembered for the next file of the institution."""
    with transaction.atomic():
        upload = Import.objects.select_for_update().get(pk=upload.pk)
        spec = _spec(upload)
        _require(spec, by, upload)
        if upload.status not in (Import.Status.COLUMNS, Import.Status.WITH_ERRORS):
            raise NotNow("Las columnas de este archivo ya se eligieron. Revise el resultado.")
        mapping = _judge_columns(upload, spec, chosen)
        _remember(upload, mapping, by)
        upload.mapping, upload.is_mapped = mapping, True
        upload.status = Import.Status.READING
        upload.save(update_fields=["mapping", "is_mapped", "status"])
        _ask_reading(upload, by)
    return upload


def _judge_columns(
    upload: Import, spec: ImportSpec, chosen: Mapping[str, int | None]
) -> dict[str, int]:
    there = {column["index"] for column in upload.headings}
    mapping = {n: i for n, i in chosen.items() if n in spec.names and i is not None and i in there}
    needed = [
        item.label for item in spec.fields if spec.must_have(item) and item.name not in mapping
    ]
    if needed:
        names = ", ".join(f"«{label}»" for label in needed)
        raise ColumnsRefused(
            f"Elija la columna de {names}. Si el archivo no la trae, agréguela y súbalo de nuevo."
        )
    if len(set(mapping.values())) < len(mapping):
        raise ColumnsRefused("Una misma columna se eligió para dos datos. Deje cada una una vez.")
    return mapping


def _remember(upload: Import, mapping: Mapping[str, int], by: Access) -> None:
    name_of = {index: name for name, index in mapping.items()}
    for column in upload.headings:
        heading = normal(column["heading"])[:80]
        if heading:
            ColumnChoice.objects.update_or_create(
                kind=upload.kind,
                institution_id=upload.institution_id,
                heading=heading,
                nth=column["nth"],
                defaults={"name": name_of.get(column["index"], ""), "actor": by.label},
            )


# -- Deciding. --


@action("imports.justified", says="justificó {count} de la importación de {label}")
def justify(
    upload: Import,
    *,
    code: str,
    text: str,
    digests: Iterable[str] | None = None,
    by: Access,
    on: date | None = None,
) -> Justification:
    """Accept warnings of one code, all of them or those named, with a text that stays."""
    upload, spec = _locked(upload, by)
    if not upload.is_open:
        raise NotNow("Esta importación ya terminó: no hay qué justificar.")
    if not text.strip():
        raise JustificationNeeded
    known = justified(upload)
    warnings = staging.load_preview(upload.public_id).get("warnings", [])
    still = open_warnings(warnings, known)
    wanted = {w["digest"] for w in still if w["code"] == code} & set(
        digests if digests is not None else (w["digest"] for w in still)
    )
    if not wanted:
        raise NotNow(
            "Esas advertencias ya estaban justificadas, o los datos de sus filas cambiaron."
        )
    assert on is not None
    given = Justification(
        of=upload,
        code=code,
        text=text.strip(),
        digests=sorted(wanted),
        actor_id=by.actor_id,
        actor=by.label,
        given_on=on,
    )
    given.save()
    upload.unjustified = sum(warning["digest"] not in wanted for warning in still)
    upload.save(update_fields=["unjustified"])
    many = f"{whole(len(wanted))} {'advertencia' if len(wanted) == 1 else 'advertencias'}"
    current_act().about(upload, reason=text.strip(), count=many, label=spec.label, code=code)
    return given


def apply_or_ask(upload: Import, *, seen: str, by: Access) -> Import:
    """Write now what is short; leave to the worker what is long. Both refuse the same."""
    if upload.rows <= AT_ONCE:
        return apply_import(upload, seen=seen, by=by)
    with transaction.atomic():
        upload = Import.objects.select_for_update().get(pk=upload.pk)
        _require(_spec(upload), by, upload)
        _judge_apply(upload, seen, Import.Status.READY)
        upload.status, upload.sentence = Import.Status.APPLYING, ""
        upload.job = ask(
            "imports.apply",
            {"upload": upload.public_id, "seen": seen},
            by=by,
            subject_url=upload.get_absolute_url(),
            title=f"Aplicación de «{upload.file_name}»",
        )
        upload.save(update_fields=["status", "sentence", "job"])
    return upload


def _judge_apply(upload: Import, seen: str, expected: str) -> None:
    if upload.status != expected:
        raise NotNow(f"Esta importación está {upload.get_status_display()}: no hay qué aplicar.")
    if seen != upload.seen:
        raise Stale(CHANGED)
    if upload.unjustified:
        raise WarningsOpen(upload.unjustified)


@action("imports.applied", says="importó {label}: {new} nuevas, {changed} cambiadas")
def apply_import(
    upload: Import,
    *,
    seen: str,
    by: Access,
    on: date | None = None,
    expected: str = Import.Status.READY,
) -> Import:
    """Write what the page showed, all of it or nothing. `seen` is what it showed; `expected`, how
    the import stands when its job comes to it."""
    upload, spec = _locked(upload, by)
    _judge_apply(upload, seen, expected)
    access = by.acting(spec.permission, upload.institution_id)
    lock(spec, upload.institution_id, access)
    with no_cycles():
        spec = spec.opened(access)
        values, _ = staging.load_rows(upload.public_id, upload.rows_sha256)
        found = difference(spec, values, access)
        if found.fingerprint() != upload.fingerprint:
            raise Stale(CHANGED)
        # An area may keep with its rows what file they came in.
        current_act().about(upload, file=upload.file_sha256)
        write(spec, found, access)
    upload.status, upload.applied_on, upload.applied_by = Import.Status.APPLIED, on, by.label
    upload.sentence = ""
    upload.save(update_fields=["status", "sentence", "applied_on", "applied_by"])
    current_act().about(
        upload,
        label=spec.label,
        new=whole(len(found.new)),
        changed=whole(len(found.changed)),
        counts={"new": len(found.new), "changed": len(found.changed), "same": found.same},
        fingerprint=upload.fingerprint,
        warnings=upload.warnings,
    )
    return upload


@action("imports.discarded", says="descartó la importación de {label}")
def discard(upload: Import, *, by: Access, on: date | None = None) -> Import:
    """Leave it: nothing was written, and the file stays where it is."""
    upload, spec = _locked(upload, by)
    if not upload.is_open:
        raise NotNow(f"Esta importación ya está {upload.get_status_display()}.")
    upload.status = Import.Status.DISCARDED
    upload.save(update_fields=["status"])
    current_act().about(upload, label=spec.label, file=upload.file_sha256)
    return upload


def _locked(upload: Import, by: Access) -> tuple[Import, ImportSpec]:
    """Read again under lock, and the person acting by the role that allows it there."""
    upload = Import.objects.select_for_update().get(pk=upload.pk)
    spec = _spec(upload)
    _require(spec, by, upload)
    current_act().by = by.acting(spec.permission, upload.institution_id)
    return upload, spec


def _spec(upload: Import) -> ImportSpec:
    if upload.spec is None:
        raise NotNow("Minga ya no importa esta clase de datos.")
    return upload.spec


def _require(spec: ImportSpec, by: Access, upload: Import | None = None) -> None:
    if not by.may(spec.permission, upload.institution_id if upload is not None else None):
        raise NotAllowed(NOT_YOURS)


def applied_before(upload: Import) -> Import | None:
    """The last time that the same file was applied: the same bytes, or saved again with the same
    rows."""
    alike = Q(file_sha256=upload.file_sha256)
    if upload.rows_sha256:
        alike |= Q(rows_sha256=upload.rows_sha256)
    same: Any = Import.objects.filter(
        alike,
        kind=upload.kind,
        institution_id=upload.institution_id,
        status=Import.Status.APPLIED,
    )
    found: Import | None = same.exclude(pk=upload.pk).order_by("-applied_on", "-pk").first()
    return found
