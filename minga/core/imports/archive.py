"""The parts of a workbook, inflated by us with a limit before anybody else opens it.

The list of a zip says how large each part is, and may lie: the reader of cells believes nobody and
inflates to the end. So each part is inflated here first, counted, and compared with what the list
says.
"""

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from minga.core.imports.limits import MAX_INFLATED, MAX_PART, MAX_PARTS, MAX_RATIO, SMALL_PART
from minga.core.imports.refusals import SAVE_AS, Bomb, Damaged, WorkbookRefused

CHUNK = 1 << 18
LOCAL_HEADER = 30
# Where a part can begin: a list that was tampered with says before the file, or light years away.
MAX_FILE = 1 << 40


class Archive:
    """An open workbook whose list of parts was judged; `chunks` inflates one of them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with ZipFile(path) as archive:
                parts = archive.infolist()
        except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise Damaged from error
        self.parts = {part.filename: part for part in parts}
        _judge(parts)

    def __contains__(self, name: str) -> bool:
        return name in self.parts

    def chunks(self, name: str) -> Iterator[bytes]:
        """The part, piece by piece; a part that is not as large as the list says is refused."""
        part = self.parts[name]
        with self.path.open("rb") as file:
            _go_to_data(file, part)
            count = 0
            for chunk in _inflated(file, part):
                count += len(chunk)
                if count > part.file_size:
                    raise Bomb("una de sus partes es más grande de lo que dice ser")
                yield chunk
        if count != part.file_size:
            raise Damaged

    def read(self, name: str, limit: int = SMALL_PART) -> bytes:
        """A small part, whole."""
        if self.parts[name].file_size > limit:
            raise Bomb("una parte que siempre es pequeña resultó enorme")
        return b"".join(self.chunks(name))


def _judge(parts: list[ZipInfo]) -> None:
    if len(parts) > MAX_PARTS:
        raise Bomb(f"está hecho de más de {MAX_PARTS} partes")
    if len({part.filename.lower() for part in parts}) != len(parts):
        raise Bomb("tiene partes repetidas")
    if sum(part.file_size for part in parts) > MAX_INFLATED:
        raise Bomb(f"descomprimido pesa más de {MAX_INFLATED // 1_000_000} MB")
    for part in parts:
        _judge_part(part)


def _judge_part(part: ZipInfo) -> None:
    if part.flag_bits & 1:
        raise WorkbookRefused(f"El libro tiene contraseña. Quítesela y súbalo de nuevo. {SAVE_AS}")
    if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise Damaged
    is_sheet = "sheet" in part.filename.lower()
    if part.file_size > MAX_PART and not is_sheet:
        raise Bomb("una de sus partes es enorme")
    if part.file_size > SMALL_PART and part.file_size > MAX_RATIO * max(part.compress_size, 1):
        raise Bomb("está comprimido mucho más de lo que se comprime un libro de verdad")


def _go_to_data(file: IO[bytes], part: ZipInfo) -> None:
    """Past the header before the data, whose length only itself knows."""
    if not 0 <= part.header_offset < MAX_FILE:
        raise Damaged
    file.seek(part.header_offset)
    header = file.read(LOCAL_HEADER)
    if len(header) < LOCAL_HEADER or header[:4] != b"PK\x03\x04":
        raise Damaged
    name, extra = int.from_bytes(header[26:28], "little"), int.from_bytes(header[28:30], "little")
    file.seek(name + extra, 1)


def _inflated(file: IO[bytes], part: ZipInfo) -> Iterator[bytes]:
    left = part.compress_size
    inflater = zlib.decompressobj(-15) if part.compress_type == ZIP_DEFLATED else None
    while left > 0 and (data := file.read(min(CHUNK, left))):
        left -= len(data)
        if inflater is None:
            yield data
            continue
        try:
            yield from _bounded(inflater, data)
        except zlib.error as error:
            raise Damaged from error
        if inflater.eof:
            return
    if inflater is not None:
        yield inflater.flush()  # at most what one more code stands for


def _bounded(inflater: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
    """Never more than a few megabytes at once, whatever the data would swell to."""
    while data and not inflater.eof:
        yield inflater.decompress(data, 16 * CHUNK)
        data = inflater.unconsumed_tail
