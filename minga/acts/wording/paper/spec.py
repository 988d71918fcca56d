"""What an official paper says. Plain and frozen: no rows, no clock, no markup."""

from dataclasses import dataclass
from datetime import date

from minga.acts.wording.fields import long_date
from minga.acts.wording.models import CLOSING, FAREWELL


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, with the charge as it is printed: «Directora (S)»."""

    name: str
    charge: str
    substitute: bool = False
    # A line under the charge: by order of whom, by which act.
    note: str = ""

    @property
    def printed_charge(self) -> str:
        return f"{self.charge} (S)" if self.substitute else self.charge


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom a letter goes: any of the three may be empty, not all."""

    name: str = ""
    charge: str = ""
    organisation: str = ""
    address: str = ""

    @property
    def lines(self) -> list[str]:
        return [line for line in (self.name, self.charge, self.organisation, self.address) if line]

    def __str__(self) -> str:
        return ", ".join(self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """`heading`: «Resolución exenta». Without number or date there is a line to write them on, and
    what is a draft says so on every page."""

    service: str
    heading: str
    subject: str
    place: str
    signature: Signature
    unit: str = ""
    number: int | None = None
    dated_on: date | None = None
    # The day of a draft, for the properties of its file; its sheet leaves the date open.
    written_on: date = date(2000, 1, 1)
    # ANT.: what it answers or follows.
    reference: str = ""
    visas: tuple[str, ...] = ()
    distribution: tuple[str, ...] = ()
    record_line: str = ""
    draft: bool = False
    demonstration: bool = False

    @property
    def numbered(self) -> str:
        """«RESOLUCIÓN EXENTA N.º 120»."""
        number = str(self.number) if self.number else "______"
        return f"{self.heading.upper()} N.º {number}"

    @property
    def dated(self) -> str:
        """«Iquique, 30 de noviembre de 2007»."""
        day = long_date(self.dated_on) if self.dated_on else "____ de ____________ de ______"
        return f"{self.place}, {day}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution(Paper):
    vistos: str
    considerando: str
    resuelvo: str
    closing: str = CLOSING

    @property
    def sections(self) -> list[tuple[str, str]]:
        named = (
            ("VISTOS", self.vistos),
            ("CONSIDERANDO", self.considerando),
            ("RESUELVO", self.resuelvo),
        )
        return [(title, text) for title, text in named if text.strip()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter(Paper):
    addressees: tuple[Addressee, ...]
    body: str
    sender: str = ""
    closing: str = FAREWELL

    @property
    def sections(self) -> list[tuple[str, str]]:
        return [("", self.body)]
