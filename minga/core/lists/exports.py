"""What is seen, as a file: the same filters, sort and columns, as XLSX or CSV."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from minga.core.lists.asked import Asked
from minga.core.lists.rows import in_order, narrowed
from minga.core.reports import bulk_csv, bulk_xlsx
from minga.core.reports.bulk import Column as BulkColumn

# More rows than these are written in the background.
DIRECT = 5_000
CHUNK = 500
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Format:
    label: str
    suffix: str
    content_type: str
    write: Callable[[Path, Asked, int, Progress], None]


def values(asked: Asked, progress: Progress) -> Iterator[tuple[Any, ...]]:
    """The rows as asked, in the columns that are seen."""
    spec = asked.spec
    rows = iter(in_order(asked, narrowed(asked)).iterator(chunk_size=CHUNK))
    done = 0
    while chunk := list(islice(rows, CHUNK)):
        if spec.decorate:
            spec.decorate(chunk, asked.asking)
        yield from (tuple(column.of(row) for column in asked.columns) for row in chunk)
        done += len(chunk)
        progress(done)


def _columns(asked: Asked) -> Sequence[BulkColumn]:
    return [
        BulkColumn(f"{column.label} ({column.unit})" if column.unit else column.label, column.kind)
        for column in asked.columns
    ]


def _xlsx(path: Path, asked: Asked, count: int, progress: Progress) -> None:
    rows = values(asked, progress)
    bulk_xlsx.write_rows(path, _columns(asked), rows, sheet=asked.spec.title, count=count)


def _csv(path: Path, asked: Asked, count: int, progress: Progress) -> None:
    bulk_csv.write_rows(path, _columns(asked), values(asked, progress))


FORMATS = {
    "xlsx": Format(
        "Excel",
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _xlsx,
    ),
    "csv": Format("CSV", "csv", "text/csv; charset=utf-8", _csv),
}


def file_name(asked: Asked, fmt: str) -> str:
    """«pagos-30-11-2007.xlsx»."""
    return f"{asked.spec.key}-{asked.asking.day:%d-%m-%Y}.{FORMATS[fmt].suffix}"
