"""Files of every kind that is taken, and of some that only say so."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

from minga.demo.papers import paper

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c"
    "6360606060000000050001a5f645400000000049454e44ae426082"
)
JPG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffdb004300") + b"\x08" * 64
EXIF = bytes.fromhex("ffd8ffe1001845786966") + b"\0\0II*\0" + b"\0" * 60
EXE = b"MZ\x90\x00" + b"\0" * 200
PAGE = b"<!DOCTYPE html><html><body><h1>Error 500</h1></body></html>"
ODF = "application/vnd.oasis.opendocument."


def zipped(**parts: str) -> bytes:
    """A zip with these files; `__` in a name is a slash, `_` a point."""
    made = BytesIO()
    with ZipFile(made, "w") as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_", "."), content)
    return made.getvalue()


def written(extension: str) -> bytes:
    """What our own writers make."""
    made = paper("Acta de la Mesa", author="Ana", dated=date(2007, 6, 1), extension=extension)
    return bytes(made.read())
