"""What is measured of the results: how much of what was reported counts, and in which communes the
service delivered something."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Exists, OuterRef

from minga.core.access import Access
from minga.core.indicators.registry import Indicator, Row, known, register
from minga.territory.frames import Frame, frame_on
from minga.territory.models import Kind
from minga.territory.reexpress import figures, reexpress
from minga.workplan.results.list import url
from minga.workplan.results.models import KEY, Result, ResultReview
from minga.workplan.results.permissions import PREPARE
from minga.workplan.results.products import names_for

SOURCE = "Resultados por producto y territorio de Minga"


def declare() -> None:
    register(
        Indicator(
            key="resultados-verificados",
            label="Resultados verificados",
            definition="Parte de las cifras del año que otra persona ya verificó.",
            formula="Cifras verificadas ÷ cifras informadas, cada una contada una vez aunque se "
            "corrija.",
            source=SOURCE,
            rows=verified_rows,
            dimensions=(("service", "Servicio"), ("product", "Producto"), ("place", "Comuna")),
            row_words=("cifra", "cifras"),
            # Who reads only what was verified would always see all of it.
            permission=PREPARE,
        )
    )
    register(
        Indicator(
            key="comunas-con-resultados",
            label="Comunas con resultados",
            definition="Parte de las comunas en que el servicio entregó algo en el año, según sus "
            "cifras verificadas.",
            formula="Comunas con alguna cifra verificada mayor que cero ÷ comunas del lugar.",
            source=SOURCE,
            rows=reached_rows,
            row_words=("comuna", "comunas"),
        )
    )


def _inside(division: Frame, place: str) -> set[int] | None:
    """Nothing: everywhere."""
    if not place:
        return None
    version = division.by_public_id(place)
    if version is None:
        return set()
    return {v.territory_id for v in division.division.inside(version.territory_id)}


def verified_rows(
    *, on: date, known_at: datetime, frame: date, place: str, access: Access, by: str
) -> Iterator[Row]:
    """The last of each figure, as it stood that day."""
    division = frame_on(frame)
    facts = known(Result.objects.visible_to(access), known_at).filter(year=on.year, on__lte=on)
    later = known(Result.objects.filter(on__lte=on, pk__gt=OuterRef("pk")), known_at)
    last = facts.exclude(Exists(later.filter(**{name: OuterRef(name) for name in KEY})))
    inside = _inside(division, place)
    if inside is not None:
        last = last.filter(territory__in=inside)
    found = list(last.for_page().order_by("pk"))
    reviews = known(ResultReview.objects.filter(result__in=found, on__lte=on), known_at)
    verified = {row.result_id for row in reviews if row.outcome == "verified"}
    names = names_for({row.service_id for row in found}, on)
    for row in found:
        named = names[row.line_id]
        yield Row(
            row.public_id,
            f"{row.measure}, {row.period.name}",
            int(row.pk in verified),
            1,
            url=url(row),
            note=division.name_of(row.territory_id),
            groups=(
                ("service", row.service.public_id, row.service.name),
                ("product", named.public_id, str(named)),
                ("place", row.territory.public_id, division.name_of(row.territory_id)),
            ),
        )


def reached_rows(
    *, on: date, known_at: datetime, frame: date, place: str, access: Access, by: str
) -> Iterator[Row]:
    """The communes of the place in a division; those of its country when none is asked for."""
    division = frame_on(frame)
    seen = Result.objects.visible_to(access)
    counted = known(seen.counted(on).filter(review__event__recorded_at__lte=known_at), known_at)
    rows = list(
        counted.filter(year=on.year, value__gt=0).values_list("territory_id", "ends_on", "value")
    )
    got = set(reexpress(figures(rows), on=division.on, kind=Kind.COMMUNE).totals)
    inside = _inside(division, place)
    for version in sorted(division.division.of_kind(Kind.COMMUNE), key=lambda v: v.code):
        if inside is None or version.territory_id in inside:
            reached = version.territory_id in got
            public_id = version.territory.public_id
            yield Row(public_id, version.name, int(reached), 1, code=version.code)
