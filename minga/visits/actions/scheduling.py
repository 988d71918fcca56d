"""The calendar: the visits that rules ask for, each made once however often it is asked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from minga.core.access import Access
from minga.core.actions import action
from minga.core.acts import current_act
from minga.people.models import Organisation
from minga.visits.cases import Moment, visit_case_of
from minga.visits.models import RuleVersion, Visit, VisitRule
from minga.visits.places import holidays_of
from minga.visits.reckoning import Opening, due_on, openings, version_for

Key = tuple[int, str]


@dataclass(frozen=True)
class Owed:
    """A visit that a version of a rule asks of a case."""

    version: RuleVersion
    moment: Moment
    opening: Opening

    @property
    def key(self) -> Key:
        return self.moment.case.pk, self.opening.occurrence

    def told_apart(self) -> "Owed":
        occurrence = f"{self.version.anchor}:{self.opening.occurrence}"
        return replace(self, opening=replace(self.opening, occurrence=occurrence))


def make_due_visits(*, by: Access, on: date, rules: Iterable[VisitRule] | None = None) -> int:
    """Of all rules, or of some; how many visits were added. Nothing owed writes nothing."""
    found = VisitRule.objects.select_related("service__party", "service__territory")
    moments: dict[tuple[int, str], list[Moment]] = {}
    made = 0
    for rule in rules if rules is not None else found.order_by("pk"):
        key = (rule.service_id, rule.case_model)
        if key not in moments:
            moments[key] = _moments(rule, on)
        if missing(rule, moments[key], on):
            made += _make(rule, moments[key], by=by, on=on)
    return made


def _moments(rule: VisitRule, on: date) -> list[Moment]:
    case = visit_case_of(rule.case_model)
    return list(case.moments(rule.service, on)) if case else []


def missing(rule: VisitRule, moments: Iterable[Moment], on: date) -> list[Owed]:
    """What the rule asks for and is not in the calendar."""
    made = Visit.objects.filter(rule=rule).exclude(occurrence="")
    held = {
        (case, occurrence): anchor
        for case, occurrence, anchor in made.values_list("case_id", "occurrence", "version__anchor")
    }
    owed: dict[Key, Owed] = {}
    for one in _owed(rule, moments, on):
        anchor = held.get(one.key, one.version.anchor)
        if anchor != one.version.anchor:
            # The rule was changed to count from something else, which gives the same key.
            one = one.told_apart()  # noqa: PLW2901
        owed[one.key] = one
    return [one for key, one in owed.items() if key not in held]


def _owed(rule: VisitRule, moments: Iterable[Moment], on: date) -> Iterator[Owed]:
    """Each opening belongs to the version that ruled its day."""
    approved = rule.versions.filter(approved_on__isnull=False, approved_on__lte=on)
    versions = list(approved.select_related("unit"))
    for moment in moments:
        for version in versions:
            if version.anchor != moment.anchor:
                continue
            for opening in openings(version, moment.key, moment.on, moment.until, on):
                if version_for(versions, opening.on) is version:
                    yield Owed(version, moment, opening)


@action("visits.scheduled", says="puso en el calendario {visits} visitas de control")
def _make(rule: VisitRule, moments: Iterable[Moment], *, by: Access, on: date | None = None) -> int:
    """The rule is locked and what is missing asked again: of two at once, one finds nothing."""
    assert on is not None
    rule = VisitRule.objects.select_for_update().get(pk=rule.pk)
    found = missing(rule, moments, on)
    for owed in found:
        _add(rule, owed)
    current_act().about(rule, visits=len(found))
    return len(found)


def _add(rule: VisitRule, owed: Owed) -> None:
    moment, version = owed.moment, owed.version
    case = visit_case_of(rule.case_model)
    assert case is not None
    service: Organisation = rule.service
    place = case.kind.territory_of(moment.case) or service.territory
    assert place is not None
    longitude, latitude = moment.point or (None, None)
    opened = owed.opening.on
    visit = Visit(
        service=service,
        unit=version.unit,
        rule=rule,
        version=version,
        occurrence=owed.opening.occurrence,
        title=moment.title[:200],
        territory=place,
        address=moment.address[:160],
        longitude=longitude,
        latitude=latitude,
        opens_on=opened,
        due_on=due_on(opened, version, holidays_of(place.pk, opened)),
    )
    visit.set_case(moment.case)
    visit.save()
