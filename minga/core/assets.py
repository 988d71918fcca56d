"""Stylesheet, scripts and fonts, built at set-up: no network, and nothing of it is committed.

One stylesheet and one script keep the first view of a page within few requests; a page with a map
also asks for `core/map.js`, which is Leaflet as its package brings it, and ours over it; one with a
sheet of months, for `core/sheet.js`.

The fonts are Latin subsets of two PyPI packages. Their licence (OFL) reserves the name "Source", so
they are called Minga Sans and Minga Serif; the copyright stays in each file, the licences beside.
"""

import hashlib
import re
import shutil
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from fontTools import subset
from fontTools.ttLib import TTFont

STYLES = Path(__file__).parent / "styles"
SCRIPTS = Path(__file__).parent / "scripts"
MAP_SCRIPTS = SCRIPTS / "map"
VISIT_SCRIPTS = SCRIPTS / "visits"
SHEET_SCRIPTS = SCRIPTS / "sheet"
HTMX = "static/django_htmx/htmx-2.min.js"
LEAFLET = "leaflet/static/leaflet"
# Rules of Leaflet for what we never show: popups, layer lists, its own pictures, old browsers.
UNUSED = re.compile(r"popup|layers|vml|oldie|safari|default-icon|div-icon|flag|retina|url\(")

# Spanish and its neighbours (Latin-1 covers Aymara and Quechua names), marks, arrows and signs.
CHARACTERS = "".join(
    [
        *map(chr, range(0x20, 0x7F)),
        *map(chr, range(0xA0, 0x100)),
        "ıŒœŠšŸŽž",
        "\u202f‑–—‘’‚“”„•…‰‹›€№™",
        "←↑→↓−≈≠≤≥",
    ]
)

NUMERALS = ("lnum", "tnum", "pnum")
SMALL_CAPITALS = ("smcp", "c2sc")
FAMILY, UNIQUE_ID, FULL_NAME, POSTSCRIPT_NAME, TRADEMARK = 1, 3, 4, 6, 7
TYPOGRAPHIC_FAMILY, TYPOGRAPHIC_STYLE = 16, 17


class Face(NamedTuple):
    """One font file: where it comes from, what it will be called and the features it keeps."""

    package: str
    source: str
    family: str
    weight: int
    features: tuple[str, ...]

    @property
    def file_name(self) -> str:
        return f"{self.family.lower().replace(' ', '-')}-{self.weight}.woff2"


# Small capitals are set in the regular sans only; in the other three they would cost 4 kB each.
FACES = (
    Face(
        "font_source_sans_pro",
        "SourceSansPro-Regular",
        "Minga Sans",
        400,
        (*NUMERALS, *SMALL_CAPITALS),
    ),
    Face("font_source_sans_pro", "SourceSansPro-Semibold", "Minga Sans", 600, NUMERALS),
    Face("font_source_serif_pro", "SourceSerifPro-Regular", "Minga Serif", 400, NUMERALS),
    Face("font_source_serif_pro", "SourceSerifPro-Semibold", "Minga Serif", 600, NUMERALS),
)


def build(target: Path) -> None:
    """Write `core/minga.css`, `core/minga.js`, `core/map.js`, `core/visits.js`, `core/sheet.js` and
    `core/fonts/` under the target; twice leaves the same files."""
    folder = target / "core"
    fonts = folder / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    (folder / "minga.css").write_text(stylesheet(), encoding="utf-8")
    (folder / "minga.js").write_text(script(), encoding="utf-8")
    (folder / "map.js").write_text(map_script(), encoding="utf-8")
    (folder / "visits.js").write_text(visit_script(), encoding="utf-8")
    (folder / "sheet.js").write_text(sheet_script(), encoding="utf-8")
    for face in FACES:
        _write_face(face, fonts / face.file_name)
        licence = fonts / f"{face.family.lower().replace(' ', '-')}-OFL.txt"
        shutil.copyfile(_source(face.package, "LICENSE.txt"), licence)
    _stamp(target).write_text(_fingerprint(), encoding="utf-8")


def is_stale(target: Path) -> bool:
    """True when a style or this recipe changed since the last build, or a file is missing."""
    stamp = _stamp(target)
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != _fingerprint():
        return True
    fonts = target / "core" / "fonts"
    scripts = ("minga.js", "map.js", "visits.js", "sheet.js")
    outputs = [target / "core" / name for name in ("minga.css", *scripts)]
    outputs += [fonts / face.file_name for face in FACES]
    return not all(output.exists() for output in outputs)


def stylesheet() -> str:
    """What Leaflet needs, and our styles in the order of their file names; no comments, no blank
    lines."""
    css = "\n".join([leaflet_style(), *map(_read, _style_files())])
    css = _without_comments(css)
    return "\n".join(line.strip() for line in css.splitlines() if line.strip()) + "\n"


def script() -> str:
    """htmx as its package brings it, and our scripts in the order of their file names."""
    paths = [Path(str(files("django_htmx") / HTMX)), *_script_files()]
    return "\n".join(_read(path).strip() for path in paths) + "\n"


def map_script() -> str:
    """Leaflet as its package brings it, and our scripts for maps in the order of their names: one
    function, so that no name of theirs meets one of `minga.js`."""
    leaflet = re.sub(r"//# sourceMappingURL=.*", "", _read(_leaflet("leaflet.js")))
    ours = "\n".join(_read(path).strip() for path in _map_script_files())
    return f"{leaflet.strip()}\n(() => {{\n{ours}\n}})();\n"


def visit_script() -> str:
    """What fills a visit without signal, in the order of the names: one function, as the map's."""
    ours = "\n".join(_read(path).strip() for path in _visit_script_files())
    return f"(() => {{\n{ours}\n}})();\n"


def sheet_script() -> str:
    """What moves about a sheet of months: only its page asks for it."""
    return "\n".join(_read(path).strip() for path in _sheet_script_files()) + "\n"


def leaflet_style() -> str:
    """The rules of Leaflet for panes, tiles and controls; nothing that asks for a picture."""
    css, _, _ = _without_comments(_read(_leaflet("leaflet.css"))).partition("@media print")
    rules = re.findall(r"[^{}]+\{[^{}]*\}", css)
    return "\n".join(rule.strip() for rule in rules if not UNUSED.search(rule))


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def _leaflet(name: str) -> Path:
    """A file of the package, without importing it: it would ask for settings of its own."""
    return Path(str(metadata.distribution("django-leaflet").locate_file(f"{LEAFLET}/{name}")))


def _style_files() -> list[Path]:
    return sorted(STYLES.glob("[0-9][0-9]-*.css"))


def _script_files() -> list[Path]:
    return sorted(SCRIPTS.glob("[0-9][0-9]-*.js"))


def _map_script_files() -> list[Path]:
    return sorted(MAP_SCRIPTS.glob("[0-9][0-9]-*.js"))


def _visit_script_files() -> list[Path]:
    return sorted(VISIT_SCRIPTS.glob("[0-9][0-9]-*.js"))


def _sheet_script_files() -> list[Path]:
    return sorted(SHEET_SCRIPTS.glob("[0-9][0-9]-*.js"))


def _source(package: str, name: str) -> Path:
    return Path(str(files(package) / "files" / name))


def _stamp(target: Path) -> Path:
    # A dot file: collectstatic leaves it behind.
    return target / "core" / ".built-from"


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for path in (
        Path(__file__),
        *_style_files(),
        *_script_files(),
        *_map_script_files(),
        *_visit_script_files(),
        *_sheet_script_files(),
    ):
        digest.update(path.name.encode() + path.read_bytes())
    for package in ("django-htmx", "django-leaflet"):
        digest.update(metadata.version(package).encode())
    return digest.hexdigest()


def _write_face(face: Face, target: Path) -> None:
    font = TTFont(_source(face.package, f"{face.source}.ttf"), recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = ["kern", "liga", *face.features]
    options.hinting = False
    options.name_IDs = ["*"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=CHARACTERS)
    subsetter.subset(font)
    _rename(font, face)
    font.flavor = "woff2"
    font.save(target)


def _rename(font: TTFont, face: Face) -> None:
    names = font["name"]
    style = "Regular" if face.weight == 400 else "Semibold"
    full_name = f"{face.family} {style}"
    postscript_name = f"{face.family.replace(' ', '')}-{style}"
    new = {
        FAMILY: full_name if face.weight == 600 else face.family,
        UNIQUE_ID: f"{names.getDebugName(5)};{postscript_name}",
        FULL_NAME: full_name,
        POSTSCRIPT_NAME: postscript_name,
        TYPOGRAPHIC_FAMILY: face.family,
        TYPOGRAPHIC_STYLE: style,
    }
    names.names = [record for record in names.names if record.nameID not in (*new, TRADEMARK)]
    for name_id, text in new.items():
        names.setName(text, name_id, 3, 1, 0x409)
