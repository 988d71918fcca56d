"""Whose each feature is: the codes and names of a file, as territories of the division of a day."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from minga.core.errors import Unreadable
from minga.core.words import fold

CODE_COLUMNS = (
    *("cut", "cutcom", "cutcomuna", "codcomuna", "codcom", "clcomuna", "ccomuna", "comunacod"),
    *("codigocomuna", "codigocut", "idcomuna", "comunaid", "codcomun", "codcut", "cutcode"),
)
NAME_COLUMNS = (
    *("nombrecomuna", "nomcomuna", "nomcom", "comuna", "ncomuna", "com", "nombrecom", "nmcom"),
    *("comunanombre", "commune"),
)
SII_COLUMNS = ("codsii", "siicod", "sii", "codigosii", "comunasii", "siicomuna")
OWN_NAME = ("nombre", "nom", "name", "nombrebarrio", "barrio", "nombreur", "nomur", "denominacion")
OWN_CODE = ("codigo", "cod", "code", "id", "folio", "codbarrio", "idbarrio", "fid")
LOST = "\ufffd"


@dataclass(frozen=True)
class Commune:
    """A commune in the division of the day."""

    territory_id: int
    code: str
    name: str


@dataclass(frozen=True)
class Known:
    """What codes and names can mean: communes of the day, codes of other days (with what they were
    and until when), codes of the tax service."""

    communes: tuple[Commune, ...]
    former: Mapping[str, tuple[Commune, str]] = field(default_factory=dict)
    sii: Mapping[str, Commune] = field(default_factory=dict)

    def by_code(self, code: str) -> Commune | None:
        return next((one for one in self.communes if one.code == code), None)

    def by_id(self, territory_id: int) -> Commune | None:
        return next((one for one in self.communes if one.territory_id == territory_id), None)

    def named(self, name: str) -> list[Commune]:
        """Those of that name, accents and case aside; a lost letter may be any."""
        if LOST not in name:
            return [one for one in self.communes if plain(one.name) == plain(name)]
        # One letter may have been lost as the two bytes that it takes in UTF-8.
        runs = re.findall(f"{LOST}+|[^{LOST}]+", name)
        parts = (f".{{1,{len(r)}}}" if r[0] == LOST else re.escape(fold(r)) for r in runs)
        pattern = re.compile("".join(parts))
        return [one for one in self.communes if pattern.fullmatch(fold(one.name))]


def plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", fold(text)).strip()


def key(column: str) -> str:
    """«COD_COMUNA» and «cod comuna» → «codcomuna»."""
    return re.sub(r"[^a-z0-9]", "", fold(column))


def value(properties: Mapping[str, Any], names: Iterable[str]) -> Any:
    """Of the first of these columns that says something."""
    keyed = {key(name): said for name, said in properties.items()}
    return next((keyed[name] for name in names if _says(keyed.get(name))), None)


def text(properties: Mapping[str, Any], names: Iterable[str]) -> str:
    said = value(properties, names)
    return " ".join(str(said).split()) if said is not None else ""


def _says(said: Any) -> bool:
    return said is not None and (not isinstance(said, str) or bool(said.strip()))


def read_code(said: Any) -> str:
    """1101, «01101», « 1101 » and 1405.0 → five digits. Anything else is Unreadable."""
    if isinstance(said, float) and said.is_integer():
        said = int(said)
    written = re.sub(r"[.,]0+$", "", str(said).strip())
    if isinstance(said, bool) or not re.fullmatch(r"\d{4,5}", written):
        raise Unreadable(f"«{said}» no es un código de comuna.", "sus cinco cifras, como 01101")
    return written.zfill(5)


@dataclass(frozen=True)
class Match:
    """The commune of a feature, or why there is none; `told` is for who reads the preview.
    `is_silent`: the file says nothing of it."""

    commune: Commune | None
    reason: str = ""
    proposal: str = ""
    told: str = ""
    is_silent: bool = False


def commune_of(properties: Mapping[str, Any], known: Known, *, own_name: bool = False) -> Match:
    """By its code, checked against its name; by name where there is no code. `own_name`: the
    column «nombre» is that of the commune."""
    name = text(properties, (*NAME_COLUMNS, *(OWN_NAME if own_name else ())))
    said = value(properties, CODE_COLUMNS)
    if name and not re.search("[a-z]", fold(name)):
        # A column «comuna» with numbers holds codes.
        said, name = (name if said is None else said), ""
    if said is None and (sii := value(properties, SII_COLUMNS)) is not None:
        return _by_sii(sii, name, known)
    if said is None:
        return _by_name(name, known)
    try:
        code = read_code(said)
    except Unreadable as error:
        return Match(None, error.reason, f"Escriba {error.proposal}.")
    return _by_code(code, name, known)


def _by_code(code: str, name: str, known: Known) -> Match:
    commune = known.by_code(code)
    if commune is None:
        return _unknown(code, name, known)
    if not name or commune in known.named(name):
        told = f"su nombre viene dañado («{name}»)." if LOST in name else ""
        return Match(commune, told=told)
    other = known.sii.get(code.lstrip("0"))
    if other is not None and other in known.named(name):
        return Match(
            None,
            f"el código {code} es {commune.name} como CUT y {other.name} como código del SII; su "
            f"nombre dice «{name}».",
            f"Escriba el CUT de {other.name}: {other.code}.",
        )
    right = [f" El de {one.name} es {one.code}." for one in known.named(name)]
    reason = f"el código {code} es {commune.name} y su nombre dice «{name}»."
    return Match(None, reason, f"Corrija el que esté mal.{''.join(right)}")


def _unknown(code: str, name: str, known: Known) -> Match:
    if code in known.former:
        was, until = known.former[code]
        now = known.by_id(was.territory_id)
        proposal = f"Escriba {now.code}, el de ahora." if now else ""
        return Match(None, f"el código {code} fue de {was.name} {until}.", proposal)
    other = known.sii.get(code.lstrip("0"))
    if other is not None:
        reason = f"el código {code} no es un CUT; el SII llama así a {other.name}."
        return Match(None, reason, f"Escriba el CUT de {other.name}: {other.code}.")
    named = known.named(name) if name else []
    hint = [f"El de {one.name} es {one.code}." for one in named]
    return Match(None, f"ninguna comuna tiene el código {code}.", " ".join(hint) or "Corríjalo.")


def _by_sii(said: Any, name: str, known: Known) -> Match:
    try:
        code = read_code(said).lstrip("0")
    except Unreadable as error:
        return Match(None, error.reason, "Escriba el código del SII.")
    commune = known.sii.get(code)
    if commune is None:
        return Match(None, f"ninguna comuna tiene el código {code} en el SII.", "Escriba su CUT.")
    if name and commune not in known.named(name):
        reason = f"el código {code} del SII es {commune.name} y su nombre dice «{name}»."
        return Match(None, reason, "Corrija el que esté mal.")
    return Match(commune, told=f"se reconoció por su código del SII, {code}.")


def _by_name(name: str, known: Known) -> Match:
    if not name:
        reason = "no trae código ni nombre de comuna."
        return Match(None, reason, "Agregue una columna «cut».", is_silent=True)
    found = known.named(name)
    if len(found) == 1:
        damaged = f"; su nombre viene dañado («{name}»)" if LOST in name else ""
        return Match(found[0], told=f"se reconoció por su nombre: {found[0].name}{damaged}.")
    parts = [part for part in re.split(r"\s*[/;]\s*", name) if known.named(part)]
    if len(parts) > 1:
        return Match(None, f"nombra varias comunas: «{name}».", "Deje una por elemento.")
    near = get_close_matches(plain(name), [plain(one.name) for one in known.communes], 1, 0.8)
    hint = [one.name for one in known.communes if near and plain(one.name) == near[0]]
    proposal = f"¿Es {hint[0]}? Corríjalo." if hint else "Corríjalo, o agregue su código."
    return Match(None, f"ninguna comuna se llama «{name}».", proposal)
