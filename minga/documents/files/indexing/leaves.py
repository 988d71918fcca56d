"""The pages that an indexed file adds of its own, set by typst: pictures, stand-ins, stamps."""

import json
from collections.abc import Sequence
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any

import typst

from minga.core.reports import palette
from minga.core.reports.fonts import fonts, printable_line

TEMPLATE = Path(__file__).with_name("leaves.typ")
# Pages stamped at once: what typst is given travels as one text.
BATCH = 400


def stand_in(title: str, reason: str, facts: Sequence[tuple[str, str]]) -> bytes:
    """The page of a document that has no pages of its own, or whose pages can't be read."""
    shown = [[label, printable_line(value)] for label, value in facts]
    return _set(kind="note", title=printable_line(title), reason=reason, facts=shown)


def picture(path: Path, extension: str) -> bytes:
    """A photo on a page of letter paper. `typst.TypstError` when it can't be read."""
    ending = "jpg" if extension == "jpeg" else extension
    return _set(path, kind="picture", title="Foto", file=f"picture.{ending}")


def stamps(sizes: Sequence[tuple[float, float]], case: str) -> list[bytes]:
    """Transparent pages of the sizes asked for, each with its number; in files of up to `BATCH`."""
    pages = [
        {
            "width": round(width, 2),
            "height": round(height, 2),
            "foja": f"Foja {number} de {len(sizes)}",
            "case": printable_line(case),
        }
        for number, (width, height) in enumerate(sizes, start=1)
    ]
    return [
        _set(kind="stamps", title="Fojas", pages=pages[at : at + BATCH])
        for at in range(0, len(pages), BATCH)
    ]


def _set(source: Path | None = None, **data: Any) -> bytes:
    colours = {"ink": palette.INK, "ink_2": palette.INK_2, "sand_dark": palette.SAND_DARK}
    with TemporaryDirectory(prefix="minga-leaves-") as folder, fonts() as known:
        template = Path(folder, "leaves.typ")
        copyfile(TEMPLATE, template)
        if source is not None:
            copyfile(source, Path(folder, data["file"]))
        inputs = {"data": json.dumps(data | colours, ensure_ascii=False)}
        return typst.compile(template, root=Path(folder), sys_inputs=inputs, font_paths=known)
