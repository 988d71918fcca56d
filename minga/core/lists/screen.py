"""A page of a list as its template reads it: chips, headers, cells, pages, with their addresses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from minga.core.access import Access
from minga.core.lists.asked import Asked
from minga.core.lists.counts import COUNTED, word_of
from minga.core.lists.filters import Choice, Filter
from minga.core.lists.models import SavedView
from minga.core.lists.rows import Found
from minga.core.lists.spec import (
    COLUMNS,
    PAGE,
    SEARCH,
    Book,
    Bulk,
    Column,
    ListSpec,
    identifier,
)
from minga.core.numbers import whole

PANEL_TEMPLATES = {
    "filtros": "lists/_filters.html",
    "vistas": "lists/_views.html",
    "columnas": "lists/_columns.html",
}


@dataclass(frozen=True)
class Header:
    """The head of a column, with the address that sorts by it."""

    column: Column
    url: str = ""
    # «ascending», «descending», or nothing; only the first key says it, as ARIA asks.
    aria: str = ""
    mark: str = ""
    place: int = 0


@dataclass(frozen=True)
class Cell:
    column: Column
    text: str
    day: date | None = None
    url: str = ""
    note: str = ""
    tone: str = ""

    @property
    def css(self) -> str:
        """An empty one is left out where a row is a card."""
        return " ".join(filter(None, (self.column.css, "" if self.text else "hide-s")))


@dataclass(frozen=True)
class Row:
    id: str
    cells: tuple[Cell, ...]
    edge: str = ""

    @property
    def lead(self) -> str:
        return next(cell.text for cell in self.cells if cell.column.lead)


@dataclass(frozen=True)
class Chip:
    text: str
    url: str
    count: int | None = None
    is_on: bool = False

    @property
    def count_said(self) -> str:
        return "" if self.count is None else whole(self.count)


@dataclass(frozen=True)
class Field:
    """A filter as its field on the page."""

    filter: Filter
    shown: dict[str, Any]
    is_used: bool


@dataclass(frozen=True)
class Panel:
    """The link that opens a panel, or closes it."""

    name: str
    label: str
    url: str
    is_open: bool


@dataclass(frozen=True)
class Screen:
    """All that `lists/_list.html` needs."""

    spec: ListSpec
    asked: Asked
    found: Found
    path: str
    access: Access
    user_id: int
    bulk: Sequence[Bulk] = ()

    def _to(self, asked: Asked) -> str:
        return asked.address(self.path)

    @property
    def query(self) -> str:
        return self.asked.query()

    @property
    def books(self) -> list[Book]:
        """What the person may take away, besides the export of everybody."""
        return [book for book in self.spec.books if self.access.may(book.permission)]

    @property
    def address(self) -> str:
        return self._to(self.asked)

    @property
    def everything(self) -> str:
        return f"{self.path}?ver=todo"

    @property
    def says(self) -> SafeString | str:
        """The first line of the page: how many there are, of what was asked."""
        if self.spec.says:
            return self.spec.says(self.found)
        if not self.found.total:
            return "Nada cumple lo que pide." if self.asked.is_narrowed else self.spec.empty
        counted = self.found.counted[:1].upper() + self.found.counted[1:]
        if not self.asked.is_narrowed:
            return format_html("<b>{}</b>.", counted)
        verb = "cumple" if self.found.total == 1 else "cumplen"
        return format_html("<b>{}</b> {} lo que pide.", counted, verb)

    @property
    def problems(self) -> list[str]:
        """What the address asks for and can't be."""
        found = list(self.asked.problems)
        if self.asked.page > self.found.page and self.found.rows:
            found.append(f"La lista llega hasta la página {whole(self.found.pages)}.")
        return found

    # -- Panels: one at a time, and only what is open asks the database --

    @property
    def panels(self) -> list[Panel]:
        """The links that open them, and close the one that is open."""
        labels = {"filtros": "Filtrar", "vistas": "Vistas", "columnas": "Columnas"}
        if not self.spec.filters:
            del labels["filtros"]
        return [
            Panel(name, label, self._panel_url(name), name == self.asked.panel)
            for name, label in labels.items()
        ]

    def _panel_url(self, name: str) -> str:
        asked = self.asked.but(page=self.found.page)
        return asked.address(self.path, "" if name == asked.panel else name)

    @property
    def panel_template(self) -> str:
        return PANEL_TEMPLATES[self.asked.panel]

    @cached_property
    def views(self) -> list[SavedView]:
        """One's own first, then the shared ones."""
        found = SavedView.objects.open_to(self.user_id, self.access).filter(
            list_key=self.spec.key, path=self.path
        )
        return sorted(found, key=lambda view: (view.owner_id != self.user_id, view.name.lower()))

    @cached_property
    def current_view(self) -> SavedView | None:
        """The one that the address names, where the person may open it."""
        return next((view for view in self.views if view.public_id == self.asked.view), None)

    @property
    def open_view_is_mine(self) -> bool:
        return self.current_view is not None and self.current_view.owner_id == self.user_id

    @property
    def may_share(self) -> bool:
        return bool(self.access.grants)

    # -- Chips --

    @cached_property
    def facet(self) -> list[Chip]:
        """Each word of the facet with its count: one click leaves that word alone."""
        item = next((f for f in self.spec.filters if f.facet), None)
        if not isinstance(item, Choice):
            return []
        counts = self.found.facets
        chosen = self.asked.values.get(item.name, ())
        total = sum(counts.values()) if counts is not None else None
        chips = [Chip("Todo", self._to(self.asked.without(item)), total, not chosen)]
        for option in item.options(self.asked.asking).values():
            words = word_of(option.value)
            count = sum(counts.get(w, 0) for w in words) if counts is not None else None
            url = self._to(self.asked.without(item, (option.slug,)))
            is_on = option.slug in chosen
            if count != 0 or is_on:
                chips.append(Chip(option.label, url, count, is_on))
        return chips

    @cached_property
    def chips(self) -> list[Chip]:
        """What narrows the list now; each one with the address without it."""
        asked, found = self.asked, []
        if asked.words:
            found.append(Chip(f"«{asked.words}»", self._to(asked.but(words=""))))
        for item, value in asked.filtered:
            said = item.say(value, asked.asking)
            # One word of the facet is told and taken away by the facet itself.
            if not (item.facet and len(said) == 1):
                found += [Chip(s.text, self._to(asked.without(item, s.rest))) for s in said]
        return found

    @property
    def printed(self) -> str:
        """What narrows the list, as a line for paper."""
        asked = self.asked
        words = [f"«{asked.words}»"] if asked.words else []
        said = [s.text for item, v in asked.filtered for s in item.say(v, asked.asking)]
        return "; ".join([*words, *said])

    @property
    def ordered(self) -> str:
        """«fecha, del mayor al menor»: what the sort is, in words."""
        ways = ("de menor a mayor", "de mayor a menor")
        return "; ".join(f"{c.label.lower()}, {ways[down]}" for c, down in self.asked.order)

    # -- Fields --

    @property
    def fields(self) -> list[Field]:
        asked = self.asked
        return [
            Field(
                item,
                item.again(item.shown(asked.values.get(item.name), asked.asking), asked.refused),
                item.name in asked.values,
            )
            for item in self.spec.filters
        ]

    @property
    def used(self) -> int:
        """How many filters are in use."""
        return len(self.asked.filtered)

    # What each form carries along, having no field for it.

    def _carried(self, *own: str) -> list[tuple[str, str]]:
        return [pair for pair in self.asked.pairs() if pair[0] not in (PAGE, *own)]

    @property
    def carried_by_search(self) -> list[tuple[str, str]]:
        return self._carried(SEARCH)

    @property
    def carried_by_filters(self) -> list[tuple[str, str]]:
        return self._carried(*(name for item in self.spec.filters for name in item.params))

    @property
    def carried_by_columns(self) -> list[tuple[str, str]]:
        return self._carried(COLUMNS)

    @property
    def columns(self) -> list[tuple[Column, bool]]:
        return [(column, column in self.asked.columns) for column in self.spec.columns]

    # -- The table --

    @cached_property
    def headers(self) -> list[Header]:
        return [self._header(column) for column in self.asked.columns]

    def _header(self, column: Column) -> Header:
        if not column.sorts_by:
            return Header(column)
        url = self._to(self.asked.sorted_by(column))
        keys = [key for key, _ in self.asked.order]
        if column not in keys:
            return Header(column, url)
        place = keys.index(column)
        down = self.asked.order[place][1]
        aria = ("descending" if down else "ascending") if place == 0 else ""
        return Header(column, url, aria, "↓" if down else "↑", place + 1)

    @cached_property
    def rows(self) -> list[Row]:
        return [self._row(row) for row in self.found.rows]

    def _row(self, row: Any) -> Row:
        edge = self.spec.row_edge(row) if self.spec.row_edge else ""
        cells = tuple(self._cell(column, row) for column in self.asked.columns)
        return Row(identifier(self.spec, row), cells, edge)

    def _cell(self, column: Column, row: Any) -> Cell:
        value = column.of(row)
        link = column.link or (self.spec.row_url if column.lead else None)
        return Cell(
            column,
            column.kind.show(value),
            value if column.kind.name == "date" else None,
            link(row) if link else "",
            column.note(row) if column.note else "",
            column.tone(row) if column.tone else "",
        )

    # -- Pages --

    @property
    def pages(self) -> Iterator[Chip]:
        """First, previous, next, last: those that lead somewhere else."""
        page, last = self.found.page, self.found.pages
        ways = (("Primera", 1), ("Anterior", page - 1), ("Siguiente", page + 1), ("Última", last))
        for text, number in ways:
            there = 1 <= number <= last and number != page
            yield Chip(text, self._to(self.asked.but(page=number)) if there else "")

    @property
    def all_said(self) -> str:
        return f"todo lo que cumple el filtro ({self.found.counted})"

    @property
    def span(self) -> str:
        """«51 a 100 de 1.234»."""
        found = self.found
        return f"{whole(found.first)} a {whole(found.last)} de {found.total_said}"

    @property
    def ends_early(self) -> str:
        """On the last page of a list longer than its pages: how to see the rest."""
        if not self.found.is_bounded or self.found.page < self.found.pages:
            return ""
        return (
            f"Aquí terminan las primeras {whole(COUNTED)} filas. Para ver las demás, filtre, "
            "ordene al revés o exporte la lista."
        )
