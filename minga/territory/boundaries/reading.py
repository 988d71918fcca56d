"""What a file is, whatever its name says: GeoJSON or a zipped shapefile, or a sentence."""

import re

from minga.territory.boundaries.files import Collection
from minga.territory.boundaries.geojson import read_geojson
from minga.territory.boundaries.remarks import FileRefused
from minga.territory.boundaries.shapefiles import read_zip

MAX_FEATURES = 50_000
MARKUP = re.compile(r"\s*<(?:!doctype|html|head|body|table|\?xml|meta|div)\b", re.IGNORECASE)


def read_file(name: str, data: bytes) -> Collection:
    """Read by what it holds, not by its name."""
    if not data.strip():
        raise FileRefused(f"«{name}» está vacío. Descárguelo de nuevo.")
    if data[:4] == b"PK\x03\x04":
        found = read_zip(data)
    else:
        _refuse_others(name, data)
        found = read_geojson(data)
    if not found.features:
        raise FileRefused(f"«{name}» no trae ningún elemento. Revise que sea el archivo completo.")
    if len(found.features) > MAX_FEATURES:
        raise FileRefused(f"«{name}» trae más de 50.000 elementos. Divídalo por región o comuna.")
    return found


def _refuse_others(name: str, data: bytes) -> None:
    head = data[:2000].lstrip(b"\xef\xbb\xbf").decode("latin-1")
    if MARKUP.match(head):
        raise FileRefused(
            f"«{name}» es una página web, quizás un mensaje de error de donde se descargó. Ábralo, "
            "revise qué dice y descárguelo de nuevo."
        )
    if data[:4] == b"\x00\x00\x27\x0a" or name.lower().endswith((".shp", ".dbf", ".shx")):
        raise FileRefused(
            f"«{name}» es solo una parte de un shapefile. Comprima juntos los archivos .shp, .shx, "
            ".dbf y .prj en un .zip y cargue ese."
        )
    if data[:6] == b"SQLite" or head.lstrip()[:1] not in ("{", "["):
        raise FileRefused(
            f"«{name}» no es un GeoJSON ni un shapefile comprimido en .zip. Expórtelo a uno de "
            "esos formatos."
        )
