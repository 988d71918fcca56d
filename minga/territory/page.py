"""What the page of a place and its minuta say of the place itself: the same figures in both."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from minga.core.panels import panels_of
from minga.core.templatetags.minga import counted, integer
from minga.territory.briefs import Question, sections_for
from minga.territory.maps import PlaceMap
from minga.territory.minuta import Place
from minga.territory.models import Facility, Kind, Population, TerritoryVersion
from minga.territory.peopled import Count, Counts, count_in, counts_of, with_sums
from minga.territory.place_map import (
    WIDE,
    commune_of,
    facilities_in,
    map_of,
    neighbourhoods_in,
)


@dataclass(frozen=True)
class Row:
    """A part of the place, for its table."""

    version: TerritoryVersion
    province: str
    people: int | None


@dataclass(frozen=True)
class Page:
    """A place on a day, for one reader."""

    asked: Question
    versions: tuple[TerritoryVersion, ...]
    counts: Counts
    facilities: tuple[Facility, ...]

    @property
    def version(self) -> TerritoryVersion | None:
        return self.asked.version

    @property
    def name(self) -> str:
        """As it was called that day; outside of its time, as it was called nearest to it."""
        return self.version.name if self.version else self.versions[0].name

    @property
    def part_of(self) -> list[TerritoryVersion]:
        return list(self.asked.frame.chain(self.asked.territory.pk))[1:]

    @cached_property
    def communes(self) -> list[TerritoryVersion]:
        wide = self.asked.territory.kind in WIDE
        return self.asked.frame.communes_in(self.asked.territory.pk) if wide else []

    @cached_property
    def neighbourhoods(self) -> list[TerritoryVersion]:
        commune = commune_of(self.asked.territory, self.asked.frame)
        return neighbourhoods_in(commune, self.asked.frame) if commune else []

    @property
    def people(self) -> Count | None:
        return self._people(self.asked.territory.pk)

    def _people(self, territory_id: int) -> Count | None:
        return count_in(self.counts.get(territory_id, ()), self.asked.day.year)

    @property
    def counted(self) -> list[Count]:
        """Every census, and the projection of the year one looks at."""
        found = self.counts.get(self.asked.territory.pk, [])
        return [c for c in found if c.kind == Population.Kind.CENSUS or c == self.people]

    @property
    def rows(self) -> list[Row]:
        frame = self.asked.frame
        return [
            Row(
                version,
                next(
                    (
                        v.name
                        for v in frame.chain(version.territory_id)
                        if v.territory.kind == Kind.PROVINCE
                    ),
                    "–",
                ),
                count.value if (count := self._people(version.territory_id)) else None,
            )
            for version in self.communes
        ]

    @cached_property
    def map(self) -> PlaceMap:
        found = {
            version.territory_id: self._people(version.territory_id) for version in self.communes
        }
        counts = {pk: count for pk, count in found.items() if count}
        like = next(iter(counts.values()), None)
        same = {
            pk: c.value
            for pk, c in counts.items()
            if like and (c.year, c.kind) == (like.year, like.kind)
        }
        return map_of(
            self.asked.territory,
            self.asked.frame,
            facilities=self.facilities,
            population=same,
            told=f"Habitantes por comuna, {like.label} ({like.source})" if like else "",
        )

    @property
    def sentence(self) -> str:
        """The first line: what it is, with the figure that matters."""
        return "".join(text for text, _ in self.said)

    @property
    def said(self) -> list[tuple[str, bool]]:
        """The same in pieces: whether each of them is a figure to look at."""
        if self.version is None:
            return [
                (f"No existía en la división vigente al {self.asked.frame.on:%d-%m-%Y}.", False)
            ]
        made_of = self._made_of()
        if self.people is None:
            return [*made_of, (". Todavía no se ha cargado su población.", False)]
        unsure = "" if self.people.is_verified else ", sin verificar"
        told = f" ({self.people.label}{unsure})"
        joint = " en " if self.communes else ". Es "
        figure = f"{integer(self.people.value)} habitantes"
        return [(figure, True), (f"{told}{joint}", False), *made_of, (".", False)]

    def _made_of(self) -> list[tuple[str, bool]]:
        if self.communes:
            return [(counted(len(self.communes), "comuna,comunas"), True)]
        kind = str(self.asked.territory.get_kind_display())
        one = "una" if kind == Kind.COMMUNE.label else "un"
        alone = f"{one} {kind}" if self.people else kind.capitalize()
        whole = f", {_of(self.part_of[0])}" if self.part_of else ""
        code = [(" con el código ", False), (self.version.code, True)] if self.version else []
        return [(alone, False), *code, (whole, False)]

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What stands in a row under the sentence."""
        found: list[tuple[str, str]] = []
        if self.people:
            found.append((f"Habitantes, {self.people.label}", integer(self.people.value)))
        if self.communes:
            found.append(("Comunas", str(len(self.communes))))
        if self.version:
            found.append(("Código", self.version.code))
        if self.neighbourhoods and not self.communes:
            found.append(("Barrios", str(len(self.neighbourhoods))))
        if self.facilities:
            found.append(("Equipamientos", str(len(self.facilities))))
        return tuple(found)

    @property
    def place(self) -> Place:
        kind = str(self.asked.territory.get_kind_display()).capitalize()
        line = " · ".join([kind, *(version.name for version in self.part_of)])
        return Place(self.name, line, self.sentence, self.facts, self.map)


def _of(whole: TerritoryVersion) -> str:
    """«de la provincia de Iquique»: a commune may have the name of its province."""
    kind = str(whole.territory.get_kind_display())
    if whole.territory.kind == Kind.COUNTRY:
        return f"de {whole.name}"
    if whole.name.lower().startswith(kind):
        return f"de la {whole.name}"
    return f"de la {kind} de {whole.name}"


def page_of(asked: Question) -> Page:
    """Three questions to the database, whatever the place is made of."""
    territory, frame = asked.territory, asked.frame
    communes = frame.communes_in(territory.pk)
    versions = territory.versions.select_related("parent").order_by("-valid_from")
    counts = counts_of([territory.pk, *(version.territory_id for version in communes)])
    near = territory.kind not in WIDE
    return Page(
        asked,
        tuple(versions),
        with_sums(counts, frame, territory.pk),
        tuple(facilities_in(communes, frame)) if near else (),
    )


@dataclass(frozen=True)
class Shown:
    """A panel of the page: its title, and where its fragment is."""

    title: str
    order: int
    address: str


def happening(asked: Question, query: str) -> list[tuple[Shown, str]]:
    """What areas tell and show of the place, in their order, each on the day of the page."""
    public_id = asked.territory.public_id
    found = [
        Shown(panel.title, panel.order, address)
        for panel, address in panels_of(asked.territory, asked.access)
    ]
    found += [
        Shown(
            section.title,
            section.order,
            reverse("territory:section", args=[public_id, section.key]),
        )
        for section in sections_for(asked.access)
        if not section.has_panel
    ]
    ordered = sorted(found, key=lambda shown: (shown.order, shown.title))
    return [(shown, f"{shown.address}{query}") for shown in ordered]
