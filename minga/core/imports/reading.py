"""From a file to what it would change: read, match, judge, compare, keep for the apply."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from minga.core.access import Access
from minga.core.imports import staging, workbook
from minga.core.imports.annotate import annotated
from minga.core.imports.difference import Difference, difference, shown
from minga.core.imports.judge import judge
from minga.core.imports.judged import Judged
from minga.core.imports.limits import MAX_LISTED
from minga.core.imports.matching import Layout, Memory, lay_out
from minga.core.imports.memory import no_cycles
from minga.core.imports.models import ColumnChoice, Import
from minga.core.imports.refusals import WorkbookRefused
from minga.core.imports.remarks import Remark, justified, open_warnings, remarks
from minga.core.imports.spec import NOTES, STOPS, WARNS, ImportSpec, Problem
from minga.core.jobs.registry import Run
from minga.core.numbers import whole

SHOWN, NEW_SHOWN = 200, 50
# Above it a workbook without a single remark is not written again.
MOST_COPIED = 10_000
STEPS = 5


@dataclass
class Reading:
    """A file that could be read, and what it would do."""

    layout: Layout
    judged: Judged
    difference: Difference
    remarks: list[Remark]

    def of(self, severity: Any) -> list[Remark]:
        return [remark for remark in self.remarks if remark.severity == severity.value]


def read(upload: Import, run: Run) -> None:
    """The job: safe to run twice, for it only ever replaces what it prepared before."""
    spec = upload.spec
    if spec is None:
        refuse(upload, run, "Minga ya no importa esta clase de datos.")
        return
    if not run.by.may(spec.permission, upload.institution_id):
        refuse(upload, run, "Ninguna de sus funciones vigentes importa estos datos.")
        return
    access = run.by.acting(spec.permission, upload.institution_id)
    try:
        with no_cycles():
            _read(upload, spec.opened(access), access, run)
    except WorkbookRefused as error:
        refuse(upload, run, str(error))


def refuse(upload: Import, run: Run, sentence: str) -> None:
    _finish(upload, run, status=Import.Status.REFUSED, sentence=sentence)


def _read(upload: Import, spec: ImportSpec, access: Access, run: Run) -> None:
    run.progress(0, STEPS, "Abriendo el archivo")
    layout = _layout(upload, spec)
    if layout.doubts:
        _finish(upload, run, status=Import.Status.COLUMNS, **_columns(layout, layout.suggested))
        return
    run.progress(1, STEPS, "Leyendo cada celda")
    judged = judge(layout, spec, access)
    run.progress(2, STEPS, "Comparando con lo que existe")
    reading = _compare(upload, layout, judged, spec, access)
    run.progress(3, STEPS, "Guardando lo leído")
    values = _keep(upload, spec, reading)
    if reading.of(STOPS) or reading.of(WARNS) or values["rows"] <= MOST_COPIED:
        run.progress(4, STEPS, "Escribiendo el libro anotado")
        _annotate(upload, reading)
        values["is_annotated"] = True
    _finish(upload, run, **values, **_columns(layout, {}))


def _annotate(upload: Import, reading: Reading) -> None:
    layout = reading.layout
    annotated(
        staging.prepared(upload.public_id, staging.ANNOTATED),
        staging.original(upload.file_sha256, upload.file_ending),
        layout.grid.sheet,
        layout.header,
        reading.remarks,
    )


def _layout(upload: Import, spec: ImportSpec) -> Layout:
    """The columns by name and memory; those that the person chose for this file rule."""
    grids = workbook.read(staging.original(upload.file_sha256, upload.file_ending))
    layout = lay_out(grids, spec, memory(upload))
    if upload.is_mapped:
        layout.chosen, layout.doubts = dict(upload.mapping), []
    return layout


def memory(upload: Import) -> Memory:
    kept = ColumnChoice.objects.filter(kind=upload.kind, institution_id=upload.institution_id)
    return {(choice.heading, choice.nth): choice.name for choice in kept}


def _columns(layout: Layout, suggested: Mapping[str, int]) -> dict[str, Any]:
    """What the page where columns are chosen needs."""
    headings = [
        {
            "index": c.index,
            "letter": c.letter,
            "heading": c.heading,
            "nth": c.nth,
            "sample": c.sample,
        }
        for c in layout.columns
    ]
    return {
        "headings": headings,
        "mapping": {**suggested, **layout.chosen},
        "doubts": layout.doubts,
        "sheet": layout.grid.sheet[:40],
        "header_row": layout.header + 1,
    }


def _compare(
    upload: Import, layout: Layout, judged: Judged, spec: ImportSpec, access: Access
) -> Reading:
    """Rows with errors have no effect to show; warnings matter where something would change."""
    bad = judged.bad_rows
    good = [number for number in range(len(judged.places)) if number not in bad]
    values = judged.values
    if bad:
        values = {name: [column[n] for n in good] for name, column in values.items()}
    found = difference(spec, values, access)
    if bad:
        found.missing = _without(found.missing, judged, spec, bad)
    moving = {good[n] for n in found.new} | {good[change.row] for change in found.changed} | bad
    told = [p for p in judged.problems if p.severity is STOPS or p.row is None or p.row in moving]
    _judge_number(told, judged)
    return Reading(layout, judged, found, remarks(told, judged, layout, spec, upload.file_sha256))


def _without(
    missing: list[tuple[Any, ...]], judged: Judged, spec: ImportSpec, bad: set[int]
) -> list[tuple[Any, ...]]:
    """A row with an error is in the file all the same."""
    there = {tuple(judged.values[name][number] for name in spec.key) for number in bad}
    return [key for key in missing if key not in there]


def _judge_number(told: list[Problem], judged: Judged) -> None:
    """Nobody justifies ten thousand warnings: then something else is wrong."""
    if judged.counts[WARNS] > MAX_LISTED:
        sentence = (
            f"Hay {whole(judged.counts[WARNS])} advertencias, más de las que se pueden justificar."
        )
        judged.counts[STOPS] += 1
        told.append(Problem(None, "", sentence, STOPS, "too_many", "Divida el archivo y revíselo."))


def _keep(upload: Import, spec: ImportSpec, reading: Reading) -> dict[str, Any]:
    """Rows and preview to their files; what the row of the import will say."""
    judged, found = reading.judged, reading.difference
    warnings = [remark.plain() for remark in reading.of(WARNS)]
    errors = judged.counts[STOPS]
    sha256 = staging.save_rows(upload.public_id, found.values, judged.places)
    staging.save_preview(upload.public_id, _preview(spec, reading, warnings))
    return {
        "status": _status(errors, found),
        "rows": len(judged.places),
        "new": len(found.new),
        "changed": len(found.changed),
        "same": found.same,
        "missing": len(found.missing),
        "errors": errors,
        "warnings": len(warnings),
        "unjustified": len(open_warnings(warnings, justified(upload))),
        "fingerprint": found.fingerprint(),
        "rows_sha256": sha256,
    }


def _status(errors: int, found: Difference) -> str:
    if errors:
        return Import.Status.WITH_ERRORS
    return Import.Status.READY if found.count else Import.Status.NO_CHANGE


def _preview(
    spec: ImportSpec, reading: Reading, warnings: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """What the page shows, as text: the first of each; the annotated workbook has all of them, and
    the notes of each row."""
    found = reading.difference
    keys = [spec.field(name) for name in spec.key]
    return {
        "errors": [remark.plain() for remark in reading.of(STOPS)[:SHOWN]],
        "warnings": list(warnings),
        "notes": [
            remark.sentence if not remark.label else f"{remark.label}: {remark.sentence}"
            for remark in reading.of(NOTES)
            if not remark.row
        ],
        "changed": [
            {"key": key_text(spec, found, change.row), "fields": list(shown(spec, change))}
            for change in found.changed[:SHOWN]
        ],
        "new": [
            {"key": key_text(spec, found, number), "fields": _filled(spec, found, number)}
            for number in found.new[:NEW_SHOWN]
        ],
        "missing": [
            ", ".join(item.kind.show(value) for item, value in zip(keys, key, strict=True))
            for key in found.missing[:SHOWN]
        ],
    }


def key_text(spec: ImportSpec, found: Difference, number: int) -> str:
    shown = (spec.field(name).kind.show(found.values[name][number]) for name in spec.key)
    return ", ".join(filter(None, shown))


def _filled(spec: ImportSpec, found: Difference, number: int) -> list[tuple[str, str]]:
    names = (name for name in found.names if name not in spec.key)
    pairs = ((spec.field(name), found.values[name][number]) for name in names)
    return [(item.label, item.kind.show(value)) for item, value in pairs if value is not None]


def _finish(upload: Import, run: Run, **values: Any) -> None:
    """Once, and only while nobody discarded it meanwhile."""
    with run.once("read") as first:
        if first:
            waiting = Import.objects.filter(pk=upload.pk, status=Import.Status.READING)
            waiting.update(**values)
