"""What can be done with results: report, correct, verify by another, return."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import NotAllowed
from minga.core.numbers import plain, whole
from minga.core.words import fold
from minga.documents.actions import file_document
from minga.documents.models import Document, Dossier
from minga.people.models import Organisation
from minga.strategy.models import ProductLine, StrategicDefinition
from minga.territory.frames import frame_on
from minga.territory.models import Territory
from minga.workplan.results import errors
from minga.workplan.results.models import Result, ResultReview
from minga.workplan.results.periods import Period
from minga.workplan.results.permissions import PREPARE, VERIFY
from minga.workplan.results.products import named_on

ONLY_UNITS = "Solo las unidades del servicio informan y verifican sus resultados."


@dataclass(frozen=True)
class Said:
    """A figure as a person says it: of the smallest place that it is known of."""

    line: ProductLine
    territory: Territory
    period: Period
    measure: str
    unit: str
    value: int
    source: str


@action("results.reported", says="informó {what}")
def report_result(
    service: Organisation,
    said: Said,
    *,
    file: UploadedFile | None = None,
    by: Access,
    on: date | None = None,
) -> Result:
    """One figure, to be verified by another person."""
    assert on is not None
    definition = lock(service, by, PREPARE)
    document = _document(service, said, file, by, on) if file else None
    result = enter(definition, said, by=by, on=on, document=document)
    current_act().about(result, what=_what(result))
    return result


@action("results.reported_together", says="informó {count} cifras de resultados")
def report_results(
    service: Organisation, said: Sequence[Said], *, by: Access, on: date | None = None
) -> list[Result]:
    """All or none."""
    assert on is not None
    definition, ruling = lock(service, by, PREPARE), Ruling(service.pk)
    results = [enter(definition, one, by=by, on=on, ruling=ruling) for one in said]
    current_act().about(definition, count=len(results))
    return results


@action("results.corrected", says="corrigió {what}: de {old} a {new}")
def correct_result(
    result: Result,
    *,
    value: int,
    source: str,
    reason: str,
    by: Access,
    on: date | None = None,
) -> Result:
    """Another figure in its place. What was verified counts until the correction is."""
    assert on is not None
    lock(result.service, by, PREPARE)
    old = _read(result)
    if hasattr(old, "replaced_by"):
        raise errors.AlreadyCorrected
    if not reason.strip():
        raise errors.ReasonMissing
    if (value, plain(source)) == (old.value, old.source) and not _was_returned(old):
        raise errors.SameValue
    period, words = old.period, {"value": value, "source": source, "reason": plain(reason)}
    _judge(Ruling(old.service_id), old.line_id, old.territory, period, on)
    _not_twice(old.line_id, old.territory, old.measure, period)
    kept = {name: getattr(old, name) for name in ("line", "territory", "measure", "unit")}
    new = _write(old.service, kept | words, period, replaces=old, by=by, on=on)
    current_act().about(
        new, reason=new.reason, what=_what(new), old=whole(old.value), new=whole(new.value)
    )
    return new


@action("results.verified", says="verificó {count} {noun}")
def verify_results(
    service: Organisation, results: Sequence[Result], *, by: Access, on: date | None = None
) -> list[ResultReview]:
    """Another person accepts them: from that day on they count. All or none."""
    assert on is not None
    definition = lock(service, by, VERIFY)
    reviews = [_review(one, ResultReview.Outcome.VERIFIED, by=by, on=on) for one in results]
    count = len(reviews)
    subject: Any = reviews[0].result if count == 1 else definition
    noun = "cifra de resultados" if count == 1 else "cifras de resultados"
    current_act().about(subject, count=count, noun=noun)
    return reviews


@action("results.returned", says="devolvió {what}")
def return_result(
    result: Result, *, remarks: str, by: Access, on: date | None = None
) -> ResultReview:
    """With what must be corrected."""
    assert on is not None
    lock(result.service, by, VERIFY)
    if not remarks.strip():
        raise errors.RemarksMissing
    review = _review(result, ResultReview.Outcome.RETURNED, by=by, on=on, remarks=remarks.strip())
    current_act().about(review.result, reason=review.remarks, what=_what(review.result))
    return review


def lock(service: Organisation, by: Access, permission: str) -> StrategicDefinition:
    """One writer of results of a service at a time: two figures of one thing compete."""
    if not by.may(permission, service.pk):
        raise NotAllowed(ONLY_UNITS)
    current_act().by = by.acting(permission, service.pk)
    found = StrategicDefinition.objects.select_for_update(of=("self",)).filter(service=service)
    definition = found.select_related("service__party").first()
    if definition is None:
        raise errors.NoDefinitions
    return definition


def enter(
    definition: StrategicDefinition,
    said: Said,
    *,
    by: Access,
    on: date,
    document: Document | None = None,
    ruling: "Ruling | None" = None,
) -> Result:
    """Judged and written. Called inside an action that holds the lock."""
    service, line = definition.service, said.line
    measure, source = plain(said.measure), plain(said.source)
    if not (measure and source):
        raise errors.WordsMissing
    _judge(ruling or Ruling(service.pk), line.pk, said.territory, said.period, on)
    measure = _measure(line, said, measure)
    _once(said, measure)
    words = {
        "line": line, "territory": said.territory, "measure": measure, "unit": said.unit,
        "value": said.value, "source": source, "document": document,
    }  # fmt: skip
    return _write(service, words, said.period, by=by, on=on)


class Ruling:
    """The lines of a service that ruled at the end of each period, asked for once."""

    def __init__(self, service_id: int) -> None:
        self._service_id = service_id
        self._kept: dict[Period, frozenset[int]] = {}

    def at(self, period: Period) -> frozenset[int]:
        if period not in self._kept:
            named = named_on(self._service_id, period.last)
            self._kept[period] = frozenset(one.line_id for one in named)
        return self._kept[period]


def _judge(ruling: Ruling, line_id: int, territory: Territory, period: Period, on: date) -> None:
    """The period is over, the product was of the version that ruled, the place stood."""
    if period.last > on:
        raise errors.PeriodNotOver(period)
    if line_id not in ruling.at(period):
        raise errors.ProductNotThere(period.last)
    if territory.pk not in frame_on(period.last).versions:
        name = frame_on(on).versions.get(territory.pk)
        raise errors.PlaceNotThere(name.name if name else str(territory), period.last)


def _measure(line: ProductLine, said: Said, measure: str) -> str:
    """As it was first written, whatever its capitals; always in one unit."""
    known = Result.objects.filter(line=line).values_list("measure", "unit").distinct()
    alike = {fold(name): (name, unit) for name, unit in known}
    name, unit = alike.get(fold(measure), (measure, said.unit))
    if unit != said.unit:
        raise errors.OtherUnit(name, unit)
    return name


def _once(said: Said, measure: str) -> None:
    alike = Result.objects.standing().filter(
        line=said.line, territory=said.territory, measure=measure, year=said.period.year
    )
    if (row := alike.filter(month=said.period.month).first()) is not None:
        raise errors.AlreadyReported(row)
    _not_twice(said.line.pk, said.territory, measure, said.period)


def _not_twice(line_id: int, territory: Territory, measure: str, period: Period) -> None:
    """A year and its months: what counts already, or still may."""
    alike = Result.objects.alive().filter(
        line=line_id, territory=territory, measure=measure, year=period.year
    )
    other = alike.exclude(month=0) if period.month == 0 else alike.filter(month=0)
    if (row := other.order_by("pk").first()) is not None:
        raise errors.CountedTwice(row)


def _write(
    service: Organisation,
    words: dict[str, Any],
    period: Period,
    *,
    by: Access,
    on: date,
    replaces: Result | None = None,
) -> Result:
    if words["value"] < 0:
        raise errors.Negative
    words["source"] = plain(words["source"])
    result = Result(
        service=service, year=period.year, month=period.month, ends_on=period.last,
        author_id=by.actor_id, on=on, replaces=replaces, **words,
    )  # fmt: skip
    result.save()
    return result


def _review(
    result: Result, outcome: str, *, by: Access, on: date, remarks: str = ""
) -> ResultReview:
    found = _read(result)
    if by.actor_id is None or found.author_id == by.actor_id:
        raise errors.VerifiesOwn
    if hasattr(found, "replaced_by"):
        raise errors.AlreadyCorrected
    if hasattr(found, "review"):
        raise errors.AlreadyReviewed(found)
    if on < found.on:
        raise errors.ReviewBeforeReport(found, on)
    review = ResultReview(
        result=found, outcome=outcome, reviewer_id=by.actor_id, on=on, remarks=remarks
    )
    review.save()
    return review


def _was_returned(result: Result) -> bool:
    return hasattr(result, "review") and result.review.outcome == ResultReview.Outcome.RETURNED


def _read(result: Result) -> Result:
    """Again, under the lock."""
    return Result.objects.for_page().get(pk=result.pk)


def _document(
    service: Organisation, said: Said, file: UploadedFile, by: Access, on: date
) -> Document:
    dossier = Dossier(service=service, territory=said.territory)
    dossier.save()
    title = f"Respaldo: {plain(said.measure)}, {said.period.name}"[:160]
    return file_document(dossier, file, title=title, dated_on=on, by=by, on=on)


def _what(result: Result) -> str:
    place = frame_on(result.ends_on).name_of(result.territory_id)
    return f"{result.measure}, {place}, {result.period.name}"


__all__ = [
    "Ruling", "Said", "correct_result", "enter", "lock", "report_result", "report_results",
    "return_result", "verify_results",
]  # fmt: skip
