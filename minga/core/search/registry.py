"""What can be found: each area declares its models once, in `ready()`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models

from minga.core.access import Access, StaffRequest

Rows = models.QuerySet[Any]


@dataclass(frozen=True, eq=False)
class Searchable:
    """How a row of a model becomes a line of the search, and who may find it.

    `title`, `note` and `url` make text of a row; `body` names columns, also of related rows
    («responsible__name»), whose words are found too. `visible` decides who finds a row; without it,
    the model's own `visible_to`. `follows` names relations that the title or the note read: a
    change of those rows renews the line, as does one of those that `body` names. `by_code`: found
    only by who types the whole code of its title, never by a word or by a part of it. `noted` is
    told which rows an answer shows, where somebody has to know who saw them.
    """

    model: type[models.Model]
    url: Callable[[Any], str]
    title: Callable[[Any], str] = str
    body: tuple[str, ...] = ()
    note: Callable[[Any], str] = lambda row: ""
    kind: str = ""
    visible: Callable[[Access], Rows] | None = None
    rows: Callable[[], Rows] | None = None
    follows: tuple[str, ...] = ()
    by_code: bool = False
    noted: Callable[[StaffRequest, list[int]], None] | None = None

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    @property
    def kind_label(self) -> str:
        """What a result is, as its line says: «Programa de trabajo»."""
        name = self.kind or str(self.model._meta.verbose_name)
        return name[:1].upper() + name[1:]

    def queryset(self) -> Rows:
        """The rows that have a line, with what their text reads."""
        return self.rows() if self.rows else self.model._base_manager.all()

    def visible_to(self, access: Access) -> Rows:
        if self.visible:
            return self.visible(access)
        found: Rows = self.model._default_manager.visible_to(access)  # type: ignore[attr-defined]
        return found

    def body_of(self, row: models.Model) -> str:
        return " ".join(text for path in self.body for text in _read(row, path.split("__")))

    @cached_property
    def followed(self) -> list[tuple[str, type[models.Model]]]:
        """Relation → the model at its end, for all that the line reads."""
        paths = {*self.follows, *(path.rpartition("__")[0] for path in self.body)} - {""}
        steps = {"__".join(path.split("__")[: i + 1]) for path in paths for i in range(9)}
        return [(path, _model_at(self.model, path)) for path in sorted(steps)]


def _read(value: Any, path: list[str]) -> Iterator[str]:
    """The texts at the end of a path, which may go through several rows."""
    if value is None:
        return
    if hasattr(value, "all"):
        for item in value.all():
            yield from _read(item, path)
    elif path:
        yield from _read(getattr(value, path[0], None), path[1:])
    else:
        yield str(value)


def _model_at(model: type[models.Model], path: str) -> type[models.Model]:
    for name in path.split("__"):
        related = model._meta.get_field(name).related_model
        assert isinstance(related, type), f"{path} is no relation of {model.__name__}"
        model = related
    return model


_registered: dict[str, Searchable] = {}


def register(searchable: Searchable) -> None:
    """Called once for each model, at start."""
    assert searchable.label not in _registered, searchable.label
    _registered[searchable.label] = searchable


def registered() -> list[Searchable]:
    return list(_registered.values())


def searchable_of(label: str) -> Searchable | None:
    return _registered.get(label)
