"""What a file has wrong, feature by feature: the reason and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass

from minga.core.errors import DomainError
from minga.core.numbers import whole


@dataclass(frozen=True)
class Remark:
    """About one feature (from 1, in the order of the file), or about the whole file. What `stops`
    has to be mended; the rest only tells."""

    number: int | None
    said: str
    reason: str
    proposal: str = ""
    stops: bool = True

    @property
    def where(self) -> str:
        return f"elemento {self.number}" if self.number else "archivo"

    def __str__(self) -> str:
        named = f" ({self.said})" if self.said else ""
        where = self.where[:1].upper() + self.where[1:]
        return f"{where}{named}: {self.reason} {self.proposal}".strip()


def note(number: int | None, said: str, reason: str) -> Remark:
    return Remark(number, said, reason, stops=False)


def stopping(remarks: Iterable[Remark]) -> list[Remark]:
    return [remark for remark in remarks if remark.stops]


class FileRefused(DomainError):
    """The file as a whole can't be read."""

    code = "boundaries.file_refused"
    field = "file"


class NothingLoaded(DomainError):
    """Some features are wrong: nothing of the file is loaded."""

    code = "boundaries.nothing_loaded"
    field = "file"

    def __init__(self, remarks: Iterable[Remark]) -> None:
        self.remarks = stopping(remarks)
        count = len(self.remarks)
        many = "una observación" if count == 1 else f"{whole(count)} observaciones"
        super().__init__(f"No se cargó nada: hay {many} que corregir en el archivo.")


@dataclass(frozen=True)
class Together:
    """The same remark about several features."""

    reason: str
    proposal: str
    features: tuple[Remark, ...]

    @property
    def where(self) -> str:
        """«elementos 1 a 11», «elemento 3 (Pica)»."""
        numbers = [remark.number for remark in self.features if remark.number]
        if not numbers:
            return "archivo"
        if len(numbers) == 1:
            said = self.features[0].said
            return f"elemento {numbers[0]}" + (f" ({said})" if said else "")
        if numbers == list(range(numbers[0], numbers[-1] + 1)):
            return f"elementos {numbers[0]} a {numbers[-1]}"
        shown = ", ".join(map(str, numbers[:8])) + (" …" if len(numbers) > 8 else "")
        return f"{len(numbers)} elementos ({shown})"

    def __str__(self) -> str:
        return f"{self.where[:1].upper()}{self.where[1:]}: {self.reason} {self.proposal}".strip()


def together(remarks: Iterable[Remark]) -> list[Together]:
    """What is said of many features, once."""
    found: dict[tuple[str, str], list[Remark]] = {}
    for remark in remarks:
        found.setdefault((remark.reason, remark.proposal), []).append(remark)
    return [Together(*said, tuple(features)) for said, features in found.items()]
