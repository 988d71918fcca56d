"""What a workbook calls the rows of other tables: a word for each key, and the key of each word."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from django.db.models import Q

from minga.budget.models import LineItem
from minga.commitments.forms import organisations
from minga.core.words import fold
from minga.people.models import Organisation
from minga.strategy.models import Initiative, InitiativePart, ProductLine
from minga.territory.frames import frame_on
from minga.works.bulk.texts import as_read
from minga.works.models import CostLine, FundingSource, Project, ProjectInitiative, ProjectShare
from minga.works.products import name_of, named_on

# A key and what it may be called, the best name first.
Entry = tuple[int, Sequence[str]]
SHOWN = 6


@dataclass(frozen=True)
class Words:
    """`past` are those that some project keeps and nobody chooses any more."""

    label_of: Mapping[int, str]
    key_of: Mapping[str, int]
    past: frozenset[str] = frozenset()
    read: dict[str, str | None] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, offered: Iterable[Entry], kept: Iterable[Entry] = ()) -> "Words":
        entries = dict(offered)
        past = {key: names for key, names in kept if key not in entries}
        labels: dict[int, str] = {}
        keys: dict[str, int] = {}
        for key, names in [*entries.items(), *past.items()]:
            said = [as_read(name) or "–" for name in names]
            free = next((name for name in said if fold(name) not in keys), f"{said[-1]} ({key})")
            labels[key] = free
            keys[fold(free)] = key
        for key, names in entries.items():
            for name in names:
                keys.setdefault(fold(name), key)
        return cls(labels, keys, frozenset(labels[key] for key in past))

    def label(self, said: str) -> str | None:
        """As it is written in every workbook; nothing for a word that means none of them."""
        if said not in self.read:
            key = self.key_of.get(fold(said))
            self.read[said] = None if key is None else self.label_of[key]
        return self.read[said]

    def key(self, label: str | None) -> int | None:
        return None if label is None else self.key_of[fold(label)]

    @property
    def offered(self) -> list[str]:
        return [label for label in self.label_of.values() if label not in self.past]

    def near(self, said: str) -> str:
        """What to write instead."""
        folded = {fold(label): label for label in self.offered}
        near = get_close_matches(fold(said), folded, n=1, cutoff=0.6)
        if near:
            return f"«{folded[near[0]]}»"
        some = sorted(self.offered)[:SHOWN]
        return f"Por ejemplo, {' o '.join(f'«{label}»' for label in some[:2])}." if some else ""


@dataclass(frozen=True)
class Known:
    """The words of a service on a day, by field."""

    service: Organisation
    day: date
    of: Mapping[str, Words]
    # By the key of a line item: its kind of spending, its subtítulo and ítem.
    items: Mapping[int, tuple[str, str, str]]

    def __getitem__(self, name: str) -> Words:
        return self.of[name]

    @classmethod
    def on(cls, service: Organisation, day: date) -> "Known":
        own = Project.objects.filter(service=service).order_by()
        items = _line_items(own, day)
        return cls(
            service,
            day,
            {
                "unit": _bodies(Q(institution=service) | Q(pk=service.pk), own, "unit", day),
                "principal": _bodies(
                    Q(institution__isnull=True) & ~Q(pk=service.pk), own, "principal", day
                ),
                "product_line": _products(service, own, day),
                "shares": _communes(service, own, day),
                "frames": _initiatives(service, own, day, InitiativePart.FRAME),
                "commitments": _initiatives(service, own, day, InitiativePart.COMMITMENT),
                "costs": items[0],
                "sources": _payers(own, day),
            },
            items[1],
        )


def _named(rows: Iterable[Organisation]) -> list[Entry]:
    return [(row.pk, (row.short_name, row.name)) for row in rows]


def _bodies(which: Q, own: "object", name: str, day: date) -> Words:
    used = Organisation.objects.filter(pk__in=own.values(name))  # type: ignore[attr-defined]
    return Words.of(_named(organisations(day).filter(which)), _named(used.order_by("pk")))


def _payers(own: "object", day: date) -> Words:
    """Any institution, as the form offers them."""
    paid = FundingSource.objects.filter(project__in=own).order_by().values("organisation")
    offered = organisations(day).filter(institution__isnull=True)
    return Words.of(_named(offered), _named(Organisation.objects.filter(pk__in=paid)))


def _products(service: Organisation, own: "object", day: date) -> Words:
    offered = [(one.line_id, (one.name,)) for one in named_on(service.pk, day)]
    known = {key for key, _ in offered}
    used = ProductLine.objects.filter(pk__in=own.values("product_line"))  # type: ignore[attr-defined]
    kept = []
    for line in used.exclude(pk__in=known).order_by("pk"):
        named = name_of(line, service.pk, day)
        kept.append((line.pk, (named.name if named else f"producto {line.pk}",)))
    return Words.of(offered, kept)


def _communes(service: Organisation, own: "object", day: date) -> Words:
    frame = frame_on(day)
    region = frame.region_of(service.territory_id) if service.territory_id else None
    inside = frame.communes_in(region.territory_id) if region else []
    used = ProjectShare.objects.filter(project__in=own).order_by()
    places = used.values_list("territory", flat=True).distinct()
    # A share of long ago may be of a place that is no longer one: it keeps its own word.
    kept = [
        (pk, (frame.name_of(pk) if pk in frame.versions else f"territorio {pk}",))
        for pk in sorted(places)
    ]
    offered = [(version.territory_id, (version.name,)) for version in inside]
    # What is of the portfolio already may be written again, as in the form.
    return Words.of([*offered, *(entry for entry in kept if entry[0] in frame.versions)], kept)


def _initiatives(service: Organisation, own: "object", day: date, part: str) -> Words:
    catalogue = Initiative.objects.filter(service=service, part=part).order_by("pk")
    used = ProjectInitiative.objects.filter(project__in=own).order_by().values("initiative")

    def entries(rows: Iterable[Initiative]) -> list[Entry]:
        return [(row.pk, (row.name, f"{row.name} ({row.get_kind_display()})")) for row in rows]

    tied = Initiative.objects.filter(pk__in=used, part=part).order_by("pk")
    return Words.of(entries(catalogue.valid_on(day)), entries(tied))


def _line_items(own: "object", day: date) -> tuple[Words, dict[int, tuple[str, str, str]]]:
    offered = list(LineItem.objects.of_projects().valid_on(day))
    used = CostLine.objects.filter(project__in=own).order_by().values("line_item")
    kept = list(LineItem.objects.filter(pk__in=used).order_by("pk"))

    def entries(rows: Iterable[LineItem]) -> list[Entry]:
        return [(row.pk, (row.code, str(row))) for row in rows]

    about = {row.pk: (row.kind, row.subtitle, row.item) for row in [*offered, *kept]}
    return Words.of(entries(offered), entries(kept)), about
