"""What an area says of a list: one `ListSpec`. Everything else (address, chips, sort, pages, saved
views, export, bulk actions, printing) follows from it.

    PAYMENTS = ListSpec(
        "pagos", "Pagos", "payments:list", queryset=lambda asking: Payment.objects.all(),
        columns=[Column("numero", "Número", INTEGER, path="number", lead=True), …],
        filters=[Choice("estado", "Estado", "status", Payment.Status.choices, facet=True)],
        search=("number", "contract__name"), order="-fecha", permission=READ,
    )
    urlpatterns = [path("", lists.page(PAYMENTS), name="list")]
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Model, Q, QuerySet
from django.urls import NoReverseMatch, Resolver404, get_resolver, resolve, reverse

from minga.core.access import Access, StaffRequest
from minga.core.kinds import TEXT, Kind

if TYPE_CHECKING:
    from minga.core.lists.filters import Filter
    from minga.core.lists.rows import Found

PAGE_SIZE = 50
Rows = QuerySet[Any]


@dataclass(frozen=True)
class Asking:
    """Who asks for a list, on what day, at which address, looking at what.

    `context` is what `ListSpec.context` took from the request (the place, the year): plain JSON,
    so that an export in the background and a scheduled sending ask for the same rows.
    """

    access: Access
    day: date
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    context: Mapping[str, Any] = field(default_factory=dict)
    # What was found once and serves for the whole answer: the options of a filter.
    kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True)
class Column:
    """`path` is where the ORM finds the value, and what sorts it; `value` takes it from the row
    instead, and then only `order` sorts it. `name` is what the address calls it."""

    name: str
    label: str
    kind: Kind = TEXT
    path: str = ""
    value: Callable[[Any], Any] | None = None
    order: Sequence[str] | None = None
    link: Callable[[Any], str] | None = None
    # The small line under the value, the word that follows `value` in a state, the card's label.
    note: Callable[[Any], str] | None = None
    tone: Callable[[Any], str] | None = None
    unit: str = ""
    short: str = ""
    lead: bool = False
    shown: bool = True
    width: str = ""

    def of(self, row: Any) -> Any:
        """The value of this column in a row."""
        if self.value is not None:
            return self.value(row)
        found: Any = row
        for step in self.path.split("__"):
            found = getattr(found, step) if found is not None else None
        return found

    @property
    def css(self) -> str:
        return " ".join(filter(None, ("num" if self.kind.is_number else "", self.width)))

    @property
    def card(self) -> str:
        """Before its value where a row is a card."""
        return self.short or self.label

    @property
    def sorts_by(self) -> tuple[str, ...]:
        """The ORM paths it sorts by; none when it doesn't sort."""
        if self.order is not None:
            return tuple(self.order)
        return (self.path,) if self.path else ()


@dataclass(frozen=True)
class Barred:
    """A row that a bulk action leaves out, and why, in words."""

    row: Any
    why: str


Judge = Callable[[Rows, Asking], Iterable[Barred]]
# One @action: takes the rows' keys and `reason`, `by`, `on`; decides again inside its transaction.
Deed = Callable[..., Any]


@dataclass(frozen=True)
class Bulk:
    """What can be done with many rows at once: one action, one event.

    `judge` tells the rows that are barred; the rest go to `act(keys, reason=…, by=…, on=…)`.
    `whole` refuses all when one is barred. `asks` is the label and the options of one thing more to
    choose: `act` takes it as `chosen`. `says` tells exactly what will happen to the rows that
    remain, `done` what happened.
    """

    name: str
    label: str
    permission: str
    act: Deed
    says: Callable[[Rows, int], str]
    done: Callable[[int], str]
    judge: Judge = lambda rows, asking: ()
    whole: bool = False
    reason: bool = True
    most: int = 10_000
    asks: tuple[str, Callable[["Asking"], Sequence[tuple[str, str]]]] | None = None

    def __post_init__(self) -> None:
        # Keys go into one query: SQLite takes 32.766 of them.
        assert self.most <= 30_000, self.name


@dataclass(frozen=True)
class Book:
    """A file of an area with what is seen, or with the rows that are marked (`of_marked` is what
    that button says). Its address takes what an export takes, and the marked rows."""

    label: str
    of_marked: str
    url_name: str
    permission: str


@dataclass(frozen=True)
class ListSpec:
    """A list of an area. `queryset` gives the rows; those one may not see are taken out of it here,
    by `visible_to`. Rows of a table without an owner say why in `unscoped`."""

    key: str
    title: str
    url_name: str
    queryset: Callable[[Asking], Rows]
    columns: Sequence[Column]
    filters: "Sequence[Filter]" = ()
    search: Sequence[str] = ()
    # Where else a word is found, besides those columns: what a row says and no column holds.
    finds: Callable[[str], Q] | None = None
    order: str = ""
    permission: str | None = None
    unscoped: str = ""
    # «pago», «pagos»: how the list counts its rows.
    nouns: tuple[str, str] = ("fila", "filas")
    empty_title: str = "Todavía no hay nada aquí"
    empty: str = "Cuando haya algo, aparecerá en esta lista."
    row_url: Callable[[Any], str] | None = None
    row_id: str = "public_id"
    row_edge: Callable[[Any], str] | None = None
    bulk: Sequence[Bulk] = ()
    books: Sequence[Book] = ()
    # The first line of the page, when counting the rows is not enough.
    says: "Callable[[Found], str] | None" = None
    # Once per page, with the rows that are shown: what a column can't say in one query.
    decorate: Callable[[Sequence[Any], Asking], None] | None = None
    context: Callable[[StaffRequest], Mapping[str, Any]] | None = None
    # Parameters of the address that belong to the page and not to the list.
    also: Sequence[str] = ()
    template: str = "lists/page.html"
    page_size: int = PAGE_SIZE
    crumb: str = ""

    def __post_init__(self) -> None:
        params = [name for item in self.filters for name in item.params]
        for names in ([column.name for column in self.columns], params):
            assert len(names) == len(set(names)), f"{self.key}: a name is used twice"
        taken = {*RESERVED, *self.also} & set(params)
        assert not taken, f"{self.key}: {taken} mean something else"
        assert sum(item.facet for item in self.filters) <= 1, f"{self.key}: one facet, one query"
        assert sum(column.lead for column in self.columns) == 1, f"{self.key}: one column leads"

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)

    def bulk_action(self, name: str) -> Bulk | None:
        return next((action for action in self.bulk if action.name == name), None)

    def rows(self, asking: Asking) -> Rows:
        """The rows that this person may see: nobody can forget to ask for them."""
        found = self.queryset(asking)
        visible = getattr(found, "visible_to", None)
        if visible is None:
            assert self.unscoped, f"{self.key}: say in `unscoped` why everybody sees every row"
            return found
        seen: Rows = visible(asking.access)
        return seen


# What the address says besides filters and columns.
SEARCH, ORDER, PAGE, COLUMNS, VIEW, SEE, SENT = (
    "q",
    "orden",
    "pagina",
    "columnas",
    "vista",
    "ver",
    "filtrar",
)
RESERVED = {SEARCH, ORDER, PAGE, COLUMNS, VIEW, SEE, SENT}
_specs: dict[str, ListSpec] = {}


def register(spec: ListSpec) -> ListSpec:
    """By its key; the same one twice is no harm, two under one key are a mistake."""
    known = _specs.setdefault(spec.key, spec)
    assert known is spec, f"There is already a list «{spec.key}»"
    return spec


def spec_of(key: str) -> ListSpec | None:
    return _declared().get(key)


def all_specs() -> list[ListSpec]:
    return list(_declared().values())


def _declared() -> dict[str, ListSpec]:
    """A list is declared where its address is: the worker, which serves none, reads them first."""
    _ = get_resolver().url_patterns
    return _specs


def located(spec: ListSpec, path: str) -> tuple[str, Mapping[str, Any]] | None:
    """The address of the list and the arguments in it; nothing when it is another page's."""
    try:
        path = path or reverse(spec.url_name)
        match = resolve(path)
    except (Resolver404, NoReverseMatch):
        return None
    return (path, match.kwargs) if getattr(match.func, "spec", None) is spec else None


def identifier(spec: ListSpec, row: Model) -> str:
    """What the address and the checkboxes call a row."""
    return str(getattr(row, spec.row_id))
