"""The two files that bring values: the published UF («dd-mm-aaaa;valor») and the IPC by month.

Every line that can't be read is told, with its reason; with one of them nothing is loaded.
"""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date

from minga.core.money import UF_DAY_PLACES, UF_DAY_UNIT, uf_day
from minga.core.months import Month, read_month
from minga.core.numbers import Unit
from minga.core.uf.lines import Line, UnreadableFile, lines_of
from minga.core.words import fold, read_date
from minga.rules.uf import uf_of

FIRST_YEAR = 1967  # Decreto 40 of that year made the UF
IPC_UNIT = Unit("la variación del IPC", ("%",), "0,3")
UF_LINE, IPC_LINE = "dd-mm-aaaa;valor", "anio;mes;ipc"


@dataclass(frozen=True)
class Content:
    """What a file says: IPC in tenths of a percent, UF in 1/100 peso."""

    file_name: str = ""
    sha256: str = ""
    ipc: dict[Month, int] = field(default_factory=dict)
    uf: dict[date, int] = field(default_factory=dict)


def read_file(name: str, data: bytes) -> Content:
    """Tell the kind of file by its header, and read it whole. Raises UnreadableFile."""
    lines = lines_of(data)
    content = Content(name[-120:], hashlib.sha256(data).hexdigest())
    header = [fold(cell) for cell in lines[0].cells]
    if any(name.startswith("ipc") for name in header):
        _read_ipc(content, header, lines[1:])
    else:
        _read_uf(content, lines)
    faults = sorted(lines[0].faults, key=lambda fault: fault.line)
    if faults:
        wrong = len({fault.line for fault in faults})
        count = f"{wrong} líneas" if wrong > 1 else "una línea"
        raise UnreadableFile(f"El archivo tiene {count} por corregir; no se cargó nada.", faults)
    if not content.ipc and not content.uf:
        raise UnreadableFile(f"El archivo no trae valores: se esperaba «{UF_LINE}» en cada línea.")
    return content


def _read_uf(content: Content, lines: list[Line]) -> None:
    seen: dict[date, int] = {}
    titles = 0 if re.search(r"[0-9]", lines[0].said) else 1
    for line in lines[titles:]:
        if len(line.cells) != 2:
            line.fail(f"se esperaba «{UF_LINE}» y dice «{line.said[:60]}».")
            continue
        day = line.read(read_date, line.cells[0])
        value = line.figure(line.cells[1], UF_DAY_PLACES, UF_DAY_UNIT)
        if day is None or value is None:
            continue
        wrong = _wrong_uf(day, value, seen)
        if wrong:
            line.fail(wrong)
        else:
            seen[day] = line.number
            content.uf[day] = value


def _wrong_uf(day: date, value: int, seen: dict[date, int]) -> str:
    if day in seen:
        return f"repite el día {day:%d-%m-%Y}, que ya viene en la línea {seen[day]}."
    if day.year < FIRST_YEAR:
        return f"el {day:%d-%m-%Y} todavía no existía la UF."
    return "" if value > 0 else "el valor de la UF es mayor que cero."


def _read_ipc(content: Content, header: list[str], lines: list[Line]) -> None:
    """Columns by name: `anio` and `mes` (or `mes` alone), `ipc…`, and perhaps `uf_dia_9`."""
    columns = {name: place for place, name in reversed(list(enumerate(header)))}
    year = columns.get("anio", columns.get("ano"))
    ipc = next(place for name, place in columns.items() if name.startswith("ipc"))
    if "mes" not in columns:
        raise UnreadableFile(f"Falta la columna «mes»: se esperaba «{IPC_LINE}».")
    seen: dict[Month, Line] = {}
    for line in lines:
        said = line.cell(columns["mes"])
        month = line.read(read_month, said if year is None else f"{line.cell(year)}-{said}")
        change = line.figure(line.cell(ipc), 1, IPC_UNIT)
        if month is None or change is None:
            continue
        wrong = _wrong_ipc(month, change, seen)
        if wrong:
            line.fail(wrong)
            continue
        seen[month] = line
        content.ipc[month] = change
        _read_day_nine(content, month, line, columns.get("uf_dia_9"))
    for month, line in seen.items():
        _agree(content, month, line)


def _wrong_ipc(month: Month, change: int, seen: dict[Month, Line]) -> str:
    if month in seen:
        return f"repite {month.name}, que ya viene en la línea {seen[month].number}."
    if abs(change) >= 500:
        return "una variación mensual del IPC está entre −50 % y 50 %."
    return ""


def _read_day_nine(content: Content, month: Month, line: Line, column: int | None) -> None:
    if column is None or not line.cell(column):
        return
    value = line.figure(line.cell(column), UF_DAY_PLACES, UF_DAY_UNIT)
    if value is None:
        return
    day = _nine(month)
    wrong = _wrong_uf(day, value, {})
    if wrong:
        line.fail(wrong)
    else:
        content.uf[day] = value


def _nine(month: Month) -> date:
    return month.first.replace(day=9)


def _agree(content: Content, month: Month, line: Line) -> None:
    """The IPC of a month and the UF of two days 9 say the same twice."""
    nine, before = content.uf.get(_nine(month)), content.uf.get(_nine(month - 1))
    change = content.ipc.get(month - 2)
    if nine is None or before is None or change is None:
        return
    computed = uf_of(before, change, 1, 1)
    if computed != nine:
        line.fail(
            f"la UF del {_nine(month):%d-%m-%Y} dice {uf_day(nine)}, y de la del mes anterior con "
            f"el IPC de {(month - 2).name} resulta {uf_day(computed)}: una de las tres cifras "
            "está mal."
        )
