"""Files of another office, sent as a person sends them."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from minga.people.models import Organisation
from minga.works.intake import actions
from minga.works.intake.judging import Judged, seen
from minga.works.intake.models import IntakeFile
from tests.conftest import Somebody

REAL = Path(__file__).parents[4] / "shared" / "data"
DAY = date(2026, 1, 5)
TITLES = ("CODIGO ÚNICO", "CODIGO BIP", "NOMBRE INICIATIVA", "COMUNA", "SUBT", "ITEM", "ASIG",
          "MONTO TOTAL M$", "AÑO PRESUPUESTARIO", "ENE", "FEB", "EJEC. 2021")  # fmt: skip
ROW = ("A-1", "30045678-0", "Plaza Arica", "IQUIQUE", "31", "02", "004", "$1,000", "2021",
       "$300", "$200", "$500")  # fmt: skip


def sheet(*rows: Sequence[str], titles: Sequence[str] = TITLES, encoding: str = "utf-8") -> bytes:
    return "\r\n".join(";".join(row) for row in (titles, *rows)).encode(encoding)


def row(**more: str) -> tuple[str, ...]:
    """By the first word of its title: `codigo`, `nombre`."""
    names = ("code", "bip", "name", "commune", "sub", "item", "asig", "total", "year", "jan",
             "feb", "sum")  # fmt: skip
    return tuple((dict(zip(names, ROW, strict=True)) | more).values())


def package(*projects: dict[str, Any], **more: Any) -> bytes:
    return json.dumps({"version": "0.9", "projects": projects} | more).encode()


def sent(
    service: Organisation, by: Somebody, content: bytes, name: str = "cartera.csv",
    office: str = "GORE de Ñuble", on: date = DAY, **options: Any,
) -> IntakeFile:  # fmt: skip
    upload = SimpleUploadedFile(name, content)
    file = actions.receive(service, upload, office, by=by.on(on), on=on)
    if options:
        file = actions.choose_columns(file, {}, file.options | options, by=by.on(on))
    return file


def judged(file: IntakeFile, on: date = DAY) -> list[Judged]:
    return actions.preview(file, on)


def applied(file: IntakeFile, by: Somebody, on: date = DAY) -> IntakeFile:
    return actions.apply_file(file, shown=seen(judged(file, on)), by=by.on(on), on=on)
