"""Files as people send them, and an import brought to the point where a person decides."""

import zipfile
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from xlsxwriter import Workbook

from minga.core.access import Access
from minga.core.imports import actions
from minga.core.imports.models import Import
from minga.core.imports.spec import ImportSpec, spec_of
from minga.core.jobs.runner import perform
from tests.core.imports.sample.models import Lot

HEADINGS = ("Código", "Nombre", "Monto total ($)", "Viviendas")
LOT = ("P-001", "Los Molles", 1_500_000, 3)
Rows = Iterable[Sequence[Any]]


def lots() -> ImportSpec:
    spec = spec_of("lots")
    assert spec is not None
    return spec


def xlsx(rows: Rows, headings: Sequence[str] | None = HEADINGS, sheet: str = "Datos") -> bytes:
    return book(lambda made: fill(made.add_worksheet(sheet), rows, headings))


def book(make: Callable[[Workbook], object]) -> bytes:
    buffer = BytesIO()
    made = Workbook(buffer, {"default_date_format": "dd-mm-yyyy", "strings_to_formulas": False})
    make(made)
    made.close()
    return buffer.getvalue()


def fill(sheet: Any, rows: Rows, headings: Sequence[str] | None = HEADINGS) -> None:
    every = [*([headings] if headings else []), *rows]
    for number, row in enumerate(every):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(number, column, value)


def retouched(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same workbook with one part rewritten by hand."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    return out.getvalue()


def csv(text: str, encoding: str = "utf-8") -> bytes:
    return text.encode(encoding)


def sent(
    content: bytes,
    by: Access,
    name: str = "predios.xlsx",
    instead_of: Import | None = None,
    spec: ImportSpec | None = None,
) -> Import:
    """Received, and not yet read."""
    file = SimpleUploadedFile(name, content)
    return actions.receive(spec or lots(), file, by=by, instead_of=instead_of)


def read(upload: Import) -> Import:
    """What the worker would do."""
    assert upload.job is not None
    perform(upload.job.public_id)
    upload.refresh_from_db()
    return upload


def imported(content: bytes, by: Access, name: str = "predios.xlsx", **more: Any) -> Import:
    return read(sent(content, by, name, **more))


def applied(content: bytes, by: Access, name: str = "predios.xlsx") -> Import:
    upload = imported(content, by, name)
    assert upload.status == "ready", (upload.status, upload.sentence, problems(upload))
    return actions.apply_import(upload, seen=upload.seen, by=by)


def problems(upload: Import) -> list[tuple[str, str]]:
    """(cell, sentence) of each error."""
    from minga.core.imports import staging  # noqa: PLC0415

    errors = staging.load_preview(upload.public_id).get("errors", [])
    return [(remark["cell"], remark["sentence"]) for remark in errors]


def preview(upload: Import) -> dict[str, Any]:
    from minga.core.imports import staging  # noqa: PLC0415

    return staging.load_preview(upload.public_id)


def codes() -> list[str]:
    return sorted(Lot.objects.values_list("code", flat=True))
