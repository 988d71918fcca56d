"""The demonstration of Tarapacá 2007, told by actions: its record is as true as any other."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from django.conf import settings

from minga.core.access import Access, operator
from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.core.clock import living_in
from minga.core.demonstration import PASSWORD, open_demonstration
from minga.demo.acts import Acts
from minga.demo.agreements import Agreeing
from minga.demo.attending import Attending
from minga.demo.carrying import Carrying
from minga.demo.cast import BODIES, CHARACTERS
from minga.demo.commitments import Promising
from minga.demo.diffusion import Telling
from minga.demo.files import Files
from minga.demo.letters import Letters
from minga.demo.norms import Norms
from minga.demo.papers import paper
from minga.demo.parameters import Correcting
from minga.demo.places import load_places
from minga.demo.plan_2007 import (
    Paper,
    Planned,
    approved_on,
    mission,
    objectives,
    strategic_objectives,
    strategic_products,
)
from minga.demo.problems import Problems
from minga.demo.procedures import Procedures
from minga.demo.reporting import Reporting
from minga.demo.results import Resulting
from minga.demo.visits import Visits
from minga.demo.works import Working
from minga.demo.works_budget import Funding
from minga.demo.works_visits import Inspecting
from minga.people.actions import add_membership, add_organisation, add_person
from minga.people.delegations import delegate
from minga.people.models import Membership, Organisation, Person, TableChange
from minga.people.permissions import access_of_person
from minga.people.substitutes import name_substitute
from minga.people.table import propose_change
from minga.strategy.actions import approve_definitions, propose_definitions
from minga.territory.actions import load_figures, load_territories
from minga.territory.models import Territory
from minga.territory.tables import other_codes, populations, rows
from minga.workplan import actions
from minga.workplan.models import ActivityLine, Stage, WorkPlan

OPENING_DAY = date(2007, 11, 30)
BEGINNING = date(2007, 1, 2)
SCRIBE = operator("Demostración")

Happening = tuple[date, int, Callable[[], object]]


class Cast:
    """The people on stage, by user name, and the bodies by key."""

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self.bodies: dict[str, Organisation] = {}

    def acting(self, username: str, on: date) -> Access:
        return access_of_person(self.people[username], on)


def tell() -> None:
    """From an empty database to 30-11-2007, in the order of the days."""
    with living_in(BEGINNING):
        open_demonstration(settings.TODAY or OPENING_DAY, by=SCRIBE, on=BEGINNING)
        load_territories(rows(None), by=SCRIBE, on=BEGINNING)
        load_figures(populations(), other_codes(), by=SCRIBE, on=BEGINNING)
        load_places(by=SCRIBE, on=BEGINNING)
        cast = _enter()
    _define_strategy(cast)
    files = Files(cast.acting, cast.bodies)
    for on, _, happen in files.rules():
        with living_in(on):
            happen()
    lines = _prepare_plan(cast, files)
    pair = (cast.acting, cast.bodies)
    areas = (
        Attending(*pair),
        files,
        Promising(*pair),
        Letters(*pair),
        Visits(*pair, cast.people),
        Acts(*pair, cast.people),
        Reporting(*pair),
        Problems(*pair),
        Agreeing(*pair),
        Procedures(*pair),
        Telling(*pair),
        Norms(*pair),
        Carrying(*pair),
        Resulting(*pair),
        Correcting(*pair),
        Working(*pair),
        Funding(*pair),
        Inspecting(*pair, cast.people),
    )
    year = [*_year(cast, lines), *_stages(cast), *_offices(cast)]
    for area in areas:
        year += area.happenings()
    for on, _, happen in sorted(year, key=lambda item: item[:2]):
        with living_in(on):
            happen()


def _enter() -> Cast:
    """Bodies first, units after them, then people with what they do."""
    cast = Cast()
    territories = {territory.key: territory for territory in Territory.objects.all()}
    for body in BODIES:
        cast.bodies[body.key] = add_organisation(
            key=body.key,
            name=body.name,
            short_name=body.short_name,
            kind=body.kind,
            parent=cast.bodies[body.parent] if body.parent else None,
            territory=territories[body.territory] if body.territory else None,
            valid_from=body.since,
            by=SCRIBE,
            on=BEGINNING,
        )
    for character in CHARACTERS:
        person = add_person(
            given_names=character.given_names,
            family_names=character.family_names,
            username=character.username,
            password=PASSWORD,
            by=SCRIBE,
            on=BEGINNING,
        )
        add_membership(
            person,
            role=character.role,
            organisation=cast.bodies[character.organisation],
            valid_from=character.since,
            by=SCRIBE,
            on=BEGINNING,
        )
        cast.people[character.username] = person
    return cast


def _define_strategy(cast: Cast) -> None:
    service = cast.bodies["serviu-tarapaca"]
    proposed, approved = date(2007, 1, 15), date(2007, 1, 22)
    with living_in(proposed):
        by = cast.acting("mquispe", proposed)
        version = propose_definitions(
            service,
            mission=mission(),
            objectives=strategic_objectives(),
            products=strategic_products(),
            by=by,
            on=proposed,
        )
    with living_in(approved):
        approve_definitions(version, by=cast.acting("laraya", approved), on=approved)


def _prepare_plan(cast: Cast, files: Files) -> dict[str, ActivityLine]:
    """The plan of 2007 written by one person, sent, and approved by the head of the service."""
    service, written, sent = cast.bodies["serviu-tarapaca"], date(2007, 3, 12), date(2007, 3, 26)
    assert service.territory is not None
    by = cast.acting("mquispe", written)
    lines: dict[str, ActivityLine] = {}
    with living_in(written):
        plan = actions.create_plan(service, service.territory, year=2007, by=by, on=written)
        version = plan.versions.get()
        for title, planned in objectives():
            objective = actions.add_objective(version, title=title, by=by, on=written)
            for item in planned:
                activity = actions.add_activity(objective, _values(cast, item), by=by, on=written)
                lines[item.title] = activity.line
    with living_in(sent):
        files.gather(plan, sent)
        actions.submit_version(version, by=cast.acting("mquispe", sent), on=sent)
    with living_in(approved_on()):
        actions.approve_version(version, by=cast.acting("laraya", approved_on()), on=approved_on())
    return lines


def _values(cast: Cast, item: Planned) -> actions.ActivityValues:
    return actions.ActivityValues(
        title=item.title,
        weight=item.weight,
        responsible=cast.bodies[item.responsible],
        starts_on=item.starts,
        ends_on=item.ends,
        expected_evidence=item.expected,
        evidence_needed=item.needed,
    )


def _year(cast: Cast, lines: dict[str, ActivityLine]) -> Iterator[Happening]:
    """What happened to each activity, to be put in the order of the days."""
    for _, planned in objectives():
        for item in planned:
            line = lines[item.title]
            yield item.since, 0, partial(_report, cast, line, item)
            for written in item.papers:
                yield written.uploaded, 1, partial(_upload, cast, line, written)
                if written.reviewed:
                    yield written.reviewed, 2, partial(_review, cast, line, written)


def _report(cast: Cast, line: ActivityLine, item: Planned) -> None:
    actions.report_status(
        line, status=item.status, by=cast.acting(item.reporter, item.since), on=item.since
    )


def _upload(cast: Cast, line: ActivityLine, written: Paper) -> None:
    file = paper(
        written.title,
        author=str(cast.people[written.by]),
        dated=written.dated,
        extension=written.format,
    )
    by = cast.acting(written.by, written.uploaded)
    actions.upload_evidence(
        line, file=file, title=written.title, dated_on=written.dated, by=by, on=written.uploaded
    )


def _review(cast: Cast, line: ActivityLine, written: Paper) -> None:
    assert written.reviewed is not None
    evidence = line.evidence.get(document__title=written.title)
    by = cast.acting(written.reviewer, written.reviewed)
    if written.remarks:
        actions.return_evidence(evidence, remarks=written.remarks, by=by, on=written.reviewed)
    else:
        actions.verify_evidence(evidence, by=by, on=written.reviewed)


def _stages(cast: Cast) -> Iterator[Happening]:
    """The two first stages, closed once the plan was approved; the third one goes on."""
    for day, stage in ((date(2007, 4, 3), Stage.DIAGNOSIS), (date(2007, 4, 10), Stage.DESIGN)):
        yield day, 6, partial(_close, cast, stage, day)


def _close(cast: Cast, stage: Stage, on: date) -> None:
    plan = WorkPlan.objects.get(year=2007)
    actions.close_stage(plan, stage, by=cast.acting("laraya", on), on=on)


def _offices(cast: Cast) -> Iterator[Happening]:
    """A change of who does what, a delegation and a substitution; the two last under way."""
    proposed, approved = date(2007, 6, 4), date(2007, 6, 11)
    yield proposed, 4, partial(_propose_table, cast, proposed)
    yield approved, 4, partial(_approve_table, cast, approved)
    delegated, left = date(2007, 11, 5), date(2007, 11, 26)
    yield delegated, 4, partial(_delegate, cast, delegated)
    yield left, 4, partial(_stand_in, cast, left)


def _propose_table(cast: Cast, on: date) -> None:
    propose_change(
        "regional_calls.review",
        roles=["legal", "internal_control"],
        valid_from=date(2007, 6, 18),
        act_reference="Res. Ex. 410 de 2007 (demostración)",
        reason="Contraloría Interna revisa también las bases de los llamados regionales.",
        service=cast.bodies["serviu-tarapaca"],
        by=cast.acting("acastro", on),
        on=on,
    )


def _approve_table(cast: Cast, on: date) -> None:
    change = TableChange.objects.get()
    approvals.pass_step(change, seen=seen_of(change), by=cast.acting("laraya", on), on=on)


def _delegate(cast: Cast, on: date) -> None:
    held = Membership.objects.own().get(person=cast.people["laraya"])
    delegate(
        held,
        cast.people["pcaceres"],
        permissions=["strategy.approve"],
        valid_from=on,
        last_day=date(2007, 12, 31),
        act_reference="Res. Ex. 790 de 2007 (demostración)",
        by=cast.acting("laraya", on),
        on=on,
    )


def _stand_in(cast: Cast, on: date) -> None:
    name_substitute(
        Membership.objects.own().get(person=cast.people["omedina"]),
        cast.people["iloayza"],
        valid_from=on,
        last_day=date(2007, 12, 7),
        act_reference="Res. Ex. 812 de 2007 (demostración)",
        by=cast.acting("acastro", on),
        on=on,
    )
