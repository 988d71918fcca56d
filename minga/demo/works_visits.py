"""Inspections of the works of the demonstration: a rule by month, and the visits it asked for."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from uuid import NAMESPACE_URL, uuid5

from django.core.files.uploadedfile import SimpleUploadedFile

from minga.core.access import Access
from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.demo.visits import DIRECTOR, HEAD, INSPECTOR, SERVICE, SOURCE, picture
from minga.people.models import Organisation, Person
from minga.visits import actions
from minga.visits.models import Visit, VisitRule
from minga.works.contracts.visits import WORKS

Happening = tuple[date, int, Callable[[], object]]
NAME = "Inspección mensual de obras (demostración)"
WRITTEN, APPROVED = date(2007, 9, 10), date(2007, 9, 12)
# Day on which a visit is put in the calendar and given, and on which it is done.
ROUNDS = ((date(2007, 10, 3), date(2007, 10, 5)), (date(2007, 11, 5), date(2007, 11, 8)))
QUESTIONS = (
    actions.QuestionValues("¿Lo que se ve es lo informado?", "yes_no", needs_photo=True),
    actions.QuestionValues("Trabajadores en la obra", "number", is_required=False),
    actions.QuestionValues("¿Hay letrero de obra y cierre?", "yes_no"),
)
ANSWERS = ("Sí", "14", "Sí")
SHADE = 70


class Inspecting:
    """`acting`: what a person may on a day; `bodies` and `people`, by key and user name."""

    def __init__(
        self,
        acting: Callable[[str, date], Access],
        bodies: Mapping[str, Organisation],
        people: Mapping[str, Person],
    ) -> None:
        self.acting, self.bodies, self.people = acting, bodies, people

    def happenings(self) -> Iterator[Happening]:
        yield WRITTEN, 8, self._write
        yield APPROVED, 8, self._approve
        for given, done in ROUNDS:
            yield given, 8, partial(self._give, given)
            yield done, 8, partial(self._report, done)

    def _write(self) -> None:
        by = self.acting(HEAD, WRITTEN)
        values = actions.RuleValues(
            anchor=WORKS,
            rhythm="months",
            every=1,
            deadline=10,
            deadline_in="working",
            source=SOURCE,
            certainty="unverified",
            unit=self.bodies["serviu-tecnico"],
            applies_from=date(2007, 9, 15),
        )
        rule = actions.create_rule(
            self.bodies[SERVICE], name=NAME, case_model="works.project", values=values,
            questions=QUESTIONS, by=by, on=WRITTEN,
        )  # fmt: skip
        approvals.begin(rule.versions.get(), by=by, on=WRITTEN)

    def _approve(self) -> None:
        version, by = _rule().versions.get(), self.acting(DIRECTOR, APPROVED)
        approvals.pass_step(version, seen=seen_of(version), by=by, on=APPROVED)

    def _give(self, on: date) -> None:
        by = self.acting(HEAD, on)
        actions.make_due_visits(by=by, on=on, rules=[_rule()])
        visit = _open()
        actions.assign_visit(visit, self.people[INSPECTOR], planned_on=on, by=by, on=on)

    def _report(self, on: date) -> None:
        visit, by = _open(), self.acting(INSPECTOR, on)
        uuid = uuid5(NAMESPACE_URL, f"minga-demo-works-{on}")
        questions = list(visit.version.questions.order_by("number"))
        photo = actions.take_photo(
            visit,
            SimpleUploadedFile("obra-demostracion.png", picture(SHADE), "image/png"),
            report_uuid=uuid,
            place=actions.Place((visit.longitude or 0) + 3_000, visit.latitude or 0, 8),
            question=questions[0].key,
            by=by,
            on=on,
        )
        answers = dict(zip([one.key for one in questions], ANSWERS, strict=True))
        values = actions.ReportValues(
            result="conforming", observations="", answers=answers, photos=[photo.sha256]
        )
        actions.take_report(visit, values, client_uuid=uuid, by=by, on=on)


def _rule() -> VisitRule:
    return VisitRule.objects.select_related("service__party", "service__territory").get(name=NAME)


def _open() -> Visit:
    """The last one that was put in the calendar."""
    found = Visit.objects.open().filter(rule__name=NAME).order_by("-opens_on", "-pk").first()
    assert found is not None
    return found
