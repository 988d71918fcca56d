"""Drawing a sample: the system picks the seed, the population is frozen, every draw is numbered."""

from datetime import date
from typing import Any

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.cases import CaseKind, kind_named
from minga.core.errors import NotAllowed
from minga.core.folios import take_number
from minga.documents.files import errors
from minga.documents.files.models import Sample, SampleItem
from minga.documents.files.permissions import SAMPLE
from minga.documents.files.picking import new_seed, pick, population_hash
from minga.people.models import Organisation


def has_year(kind: CaseKind) -> bool:
    """Whether its cases are told apart by a year of their own."""
    return any(field.name == "year" for field in kind.model._meta.concrete_fields)


def population(kind: CaseKind, of_year: int | None, access: Access) -> Any:
    """The cases that a person sees, of a year where the kind has one."""
    rows = kind.rows(access)
    return rows.filter(year=of_year) if of_year and has_year(kind) else rows


@action("files.sample_drawn", says="sorteó la muestra {number} de {year}: {size} de {population}")
def draw(
    service: Organisation,
    kind_key: str,
    *,
    size: int,
    reason: str,
    of_year: int | None = None,
    by: Access,
    on: date | None = None,
) -> Sample:
    """Whoever draws again leaves another number with another reason: nothing is drawn in secret."""
    assert on is not None
    if not by.may(SAMPLE, service.pk):
        raise NotAllowed("Las muestras las sortean contraloría interna y auditoría.")
    current_act().by = by.acting(SAMPLE, service.pk)
    kind = kind_named(kind_key)
    if not reason.strip():
        raise errors.ReasonMissing
    cases = {case.public_id: case for case in population(kind, of_year, by)}
    if not cases:
        raise errors.NobodyToDraw
    if size > len(cases):
        raise errors.TooMany(len(cases))
    sample = Sample(
        service=service,
        year=on.year,
        number=take_number(f"muestras/{service.public_id}", on.year),
        kind=kind.key,
        of_year=of_year if has_year(kind) else None,
        seed=new_seed(),
        population=sorted(cases),
        population_size=len(cases),
        population_sha256=population_hash(cases),
        size=size,
        reason=reason.strip(),
        by_id=by.actor_id,
        on=on,
    )
    sample.save()
    for position, public_id in enumerate(pick(sample.seed, cases, size), start=1):
        item = SampleItem(sample=sample, position=position)
        item.set_case(cases[public_id])
        item.save()
    current_act().about(
        sample,
        reason=sample.reason,
        number=sample.number,
        year=sample.year,
        size=size,
        population=len(cases),
        seed=sample.seed,
        population_sha256=sample.population_sha256,
    )
    return sample
