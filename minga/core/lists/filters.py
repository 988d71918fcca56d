"""Filters of a list: how each one reads the address, narrows the rows and is written back."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.text import slugify

from minga.core.lists.spec import Asking, Rows

MOST_LETTERS = 200
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
Data = Mapping[str, Sequence[str]]
Choices = Iterable[tuple[Any, Any]]


class Unknown(ValueError):
    """What an address asks of a filter and can't be read: the sentence for the user, and what
    remains of the value."""

    def __init__(self, sentence: str, kept: Any = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.kept = kept


@dataclass(frozen=True)
class Said:
    """One chip: what it says, and the value that is left when it is taken away."""

    text: str
    rest: Any = None


@dataclass(frozen=True)
class Option:
    """One word to choose: as the address, the database and the person call it."""

    slug: str
    value: Any
    label: str


@dataclass(frozen=True)
class Filter:
    """`name` is what the address calls it; `path` where the ORM finds the value."""

    name: str
    label: str
    path: str
    facet: bool = field(default=False, kw_only=True)
    template: str = field(default="lists/_filter_text.html", init=False)

    @property
    def params(self) -> tuple[str, ...]:
        return (self.name,)

    def read(self, data: Data, asking: Asking) -> Any:
        """The value that the address asks for, or nothing; `Unknown` when it makes no sense."""
        raise NotImplementedError

    def narrow(self, rows: Rows, value: Any, asking: Asking) -> Rows:
        raise NotImplementedError

    def write(self, value: Any, asking: Asking) -> list[tuple[str, str]]:
        """Name and text of each part of the address."""
        raise NotImplementedError

    def say(self, value: Any, asking: Asking) -> list[Said]:
        raise NotImplementedError

    def shown(self, value: Any, asking: Asking) -> dict[str, Any]:
        """What its field on the page needs."""
        raise NotImplementedError

    def again(self, shown: dict[str, Any], refused: Mapping[str, str]) -> dict[str, Any]:
        """The same, with what was typed in it and could not be read."""
        return shown


@dataclass(frozen=True)
class Choice(Filter):
    """Any of several words: `?estado=vigente&estado=borrador`. The choices are pairs of value and
    label, or a function that finds those this person may see; the value None asks for «without»."""

    choices: Choices | Callable[[Asking], Choices] = ()
    template: str = field(default="lists/_filter_choice.html", init=False)

    def options(self, asking: Asking) -> dict[str, Option]:
        """By slug, asked for once; two labels that read alike are told apart by a number."""
        found: dict[str, Option] | None = asking.kept.get(self.name)
        if found is None:
            pairs = self.choices(asking) if callable(self.choices) else self.choices
            found = {}
            for value, label in pairs:
                slug = base = slugify(str(label)) or "sin-nombre"
                while slug in found:
                    slug = f"{base}-{len(found)}"
                found[slug] = Option(slug, value, str(label))
            asking.kept[self.name] = found
        return found

    def read(self, data: Data, asking: Asking) -> tuple[str, ...] | None:
        asked = [text for text in dict.fromkeys(data.get(self.name, ())) if text]
        if not asked:
            return None
        known = self.options(asking)
        kept = tuple(text for text in asked if text in known)
        strange = [text for text in asked if text not in known]
        if strange:
            sentence = f"{self.label} no tiene «{strange[0][:40]}»: ese filtro no se aplicó."
            raise Unknown(sentence, kept or None)
        return kept

    def narrow(self, rows: Rows, value: tuple[str, ...], asking: Asking) -> Rows:
        known = self.options(asking)
        values = [known[slug].value for slug in value]
        condition = Q(**{f"{self.path}__in": [v for v in values if v is not None]})
        if None in values:
            condition |= Q(**{f"{self.path}__isnull": True})
        return rows.filter(condition)

    def write(self, value: tuple[str, ...], asking: Asking) -> list[tuple[str, str]]:
        return [(self.name, slug) for slug in value]

    def say(self, value: tuple[str, ...], asking: Asking) -> list[Said]:
        known = self.options(asking)
        return [
            Said(f"{self.label}: {known[slug].label}", tuple(s for s in value if s != slug) or None)
            for slug in value
        ]

    def shown(self, value: tuple[str, ...] | None, asking: Asking) -> dict[str, Any]:
        chosen = value or ()
        return {
            "options": [(option, option.slug in chosen) for option in self.options(asking).values()]
        }


@dataclass(frozen=True)
class Boolean(Choice):
    """Sí o no: `?anulado=si`."""

    choices: Choices | Callable[[Asking], Choices] = ((True, "sí"), (False, "no"))


class Asked(Boolean):
    """Sí o no, by a condition: of the day, of who asks."""

    def condition(self, asking: Asking) -> Q:
        raise NotImplementedError

    def narrow(self, rows: Rows, value: tuple[str, ...], asking: Asking) -> Rows:
        wanted = {self.options(asking)[slug].value for slug in value}
        if wanted == {True, False}:
            return rows
        asked = self.condition(asking)
        return rows.filter(asked) if True in wanted else rows.exclude(asked)


@dataclass(frozen=True)
class Text(Filter):
    """Contains these letters: `?materia=pavimentos`."""

    def read(self, data: Data, asking: Asking) -> str | None:
        return clean((data.get(self.name) or [""])[-1], self.label)

    def narrow(self, rows: Rows, value: str, asking: Asking) -> Rows:
        return rows.filter(**{f"{self.path}__icontains": value})

    def write(self, value: str, asking: Asking) -> list[tuple[str, str]]:
        return [(self.name, value)]

    def say(self, value: str, asking: Asking) -> list[Said]:
        return [Said(f"{self.label}: «{value}»")]

    def shown(self, value: str | None, asking: Asking) -> dict[str, Any]:
        return {"text": value or "", "most": MOST_LETTERS}


def clean(text: str, label: str) -> str | None:
    """One kind of space and nothing that no keyboard writes; too long, its beginning."""
    said = " ".join(CONTROL.sub(" ", text).split())
    if len(said) > MOST_LETTERS:
        sentence = (
            f"{label}: se admiten {MOST_LETTERS} caracteres y se usaron los primeros "
            f"{MOST_LETTERS}."
        )
        raise Unknown(sentence, said[:MOST_LETTERS].strip())
    return said or None
