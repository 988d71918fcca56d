"""Control visits of the demonstration: rules, and visits in every state. Invented, by actions."""

import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from uuid import NAMESPACE_URL, uuid5

from django.core.files.uploadedfile import SimpleUploadedFile

from minga.core.access import Access
from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.people.models import Organisation, Person
from minga.visits import actions
from minga.visits.actions.assigning import Asked
from minga.visits.cases import Point
from minga.visits.models import Visit, VisitReport, VisitRule
from minga.workplan.models import WorkPlan

Happening = tuple[date, int, Callable[[], object]]
HEAD, INSPECTOR, DIRECTOR, SERVICE = "omedina", "iloayza", "laraya", "serviu-tarapaca"
# The head of works is away from 26-11-2007: the head of the planning unit decides then.
OTHER_HEAD = "pcaceres"
WRITTEN, APPROVED = date(2007, 9, 3), date(2007, 9, 5)
ON_SITE = "Visita de verificación en terreno (demostración)"
ON_REQUEST = "Visita por denuncia (demostración)"
SOURCE = "Regla de ejemplo, por confirmar (datos de demostración)"
QUESTIONS = (
    actions.QuestionValues("¿Lo informado coincide con lo que se ve?", "yes_no", needs_photo=True),
    actions.QuestionValues("¿Hay letrero o aviso a los vecinos?", "yes_no"),
    actions.QuestionValues("Personas presentes", "number", is_required=False),
    actions.QuestionValues("Estado general", "choice", options="bueno; regular; malo"),
)
# Title, asked on, place (degrees × 10.000.000), what became of it. Schematic points.
ASKED: tuple[tuple[str, date, Point, str], ...] = (
    ("Plaza de Cavancha", date(2007, 10, 1), (-701_450_000, -202_350_000), "done"),
    ("Pavimentos de La Tortuga", date(2007, 10, 8), (-701_050_000, -202_700_000), "late"),
    ("Sede social de Pozo Almonte", date(2007, 11, 5), (-697_860_000, -202_560_000), "overdue"),
    ("Vereda de Matilla", date(2007, 11, 19), (-693_600_000, -205_150_000), "failed"),
    ("Área verde de Huara", date(2007, 11, 12), (-697_690_000, -199_970_000), "conflict"),
    ("Multicancha de Alto Hospicio", date(2007, 11, 26), (-701_020_000, -202_680_000), "assigned"),
    ("Acceso a Colchane", date(2007, 11, 28), (-686_390_000, -192_760_000), "unassigned"),
)
ASKED_TITLES = [title for title, *_ in ASKED]
# From this number, the picture of a second report.
SECOND = 50


class Visits:
    """`acting`: what a person may on a day; `bodies` and `people`, by key and user name."""

    def __init__(
        self,
        acting: Callable[[str, date], Access],
        bodies: Mapping[str, Organisation],
        people: Mapping[str, Person],
    ) -> None:
        self.acting, self.bodies, self.people = acting, bodies, people

    def happenings(self) -> Iterator[Happening]:
        yield WRITTEN, 5, self._write
        yield APPROVED, 5, self._approve
        for number, (title, on, point, fate) in enumerate(ASKED):
            made: list[Visit] = []
            yield on, 6, partial(self._ask, title, point, on, made)
            if fate != "unassigned":
                yield on, 7, partial(self._assign, made, on)
            went = on + timedelta(days=30 if fate == "late" else 3)
            if fate in ("done", "late", "conflict"):
                yield went, 8, partial(self._report, made, number, went, "conforming")
            if fate == "conflict":
                yield went, 9, partial(self._report, made, number + SECOND, went, "not_conforming")
            if fate == "failed":
                yield on + timedelta(days=2), 8, partial(self._fail, made, on + timedelta(days=2))
        yield date(2007, 11, 30), 6, partial(self._calendar, date(2007, 11, 30))

    def _write(self) -> None:
        by = self.acting(HEAD, WRITTEN)
        for name, rhythm in ((ON_SITE, "once"), (ON_REQUEST, "by_hand")):
            values = actions.RuleValues(
                anchor="actividad-termina",
                rhythm=rhythm,
                every=5 if rhythm == "once" else 0,
                deadline=10,
                deadline_in="working",
                source=SOURCE,
                certainty="unverified",
                unit=self.bodies["serviu-tecnico"],
                applies_from=WRITTEN,
            )
            rule = actions.create_rule(
                self.bodies[SERVICE],
                name=name,
                case_model="workplan.workplan",
                values=values,
                questions=QUESTIONS,
                by=by,
                on=WRITTEN,
            )
            approvals.begin(rule.versions.get(), by=by, on=WRITTEN)

    def _approve(self) -> None:
        for rule in VisitRule.objects.order_by("pk"):
            version = rule.versions.get()
            by = self.acting(DIRECTOR, APPROVED)
            approvals.pass_step(version, seen=seen_of(version), by=by, on=APPROVED)

    def _head(self, on: date) -> Access:
        return self.acting(OTHER_HEAD if on >= date(2007, 11, 26) else HEAD, on)

    def _ask(self, title: str, point: Point, on: date, made: list[Visit]) -> None:
        rule = VisitRule.objects.get(name=ON_REQUEST)
        plan = WorkPlan.objects.get(service=self.bodies[SERVICE], year=2007)
        asked = Asked(
            title,
            "Denuncia de vecinos (datos de demostración).",
            address=f"Calle de ejemplo {100 + ASKED_TITLES.index(title)}",
            point=point,
        )
        made.append(actions.ask_visit(rule, plan, asked, by=self._head(on), on=on))

    def _assign(self, made: list[Visit], on: date) -> None:
        planned = max(on, date(2007, 11, 30)) if on >= date(2007, 11, 19) else on
        actions.assign_visit(
            made[0], self.people[INSPECTOR], planned_on=planned, by=self._head(on), on=on
        )

    def _report(self, made: list[Visit], number: int, on: date, result: str) -> None:
        visit, by = made[0], self.acting(INSPECTOR, on)
        uuid = uuid5(NAMESPACE_URL, f"minga-demo-{number}")
        questions = list(visit.version.questions.order_by("number"))
        # The second report of one visit comes from a place that is not it.
        away = 80_000 if number >= SECOND else 1_000 * (number % 7)
        place = actions.Place((visit.longitude or 0) + 2_000, (visit.latitude or 0) - away, 9)
        photo = actions.take_photo(
            visit,
            SimpleUploadedFile("foto-demostracion.png", picture(number), "image/png"),
            report_uuid=uuid,
            place=place,
            question=questions[0].key,
            by=by,
            on=on,
        )
        answers = dict(
            zip([one.key for one in questions], ("Sí", "No", "4", "regular"), strict=True)
        )
        is_fine = result == VisitReport.Result.CONFORMING
        values = actions.ReportValues(
            result=result,
            observations="" if is_fine else "Falta parte de lo informado (demostración).",
            answers=answers,
            photos=[photo.sha256],
        )
        actions.take_report(visit, values, client_uuid=uuid, by=by, on=on)

    def _fail(self, made: list[Visit], on: date) -> None:
        actions.report_failure(
            made[0],
            client_uuid=uuid5(NAMESPACE_URL, "minga-demo-failed"),
            reason="Camino cortado por obras (datos de demostración).",
            next_on=date(2007, 12, 3),
            by=self.acting(INSPECTOR, on),
            on=on,
        )

    def _calendar(self, on: date) -> None:
        actions.make_due_visits(by=self._head(on), on=on)


def picture(shade: int) -> bytes:
    """A plain picture with a stripe, that shows nothing real: written without a library."""
    wide, high = 160, 120
    line = bytes([90 + shade % 100]) * wide
    stripe = bytes([230]) * wide
    rows = b"".join(b"\0" + (stripe if 50 < y < 70 else line) for y in range(high))

    def part(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    said = b"Comment\0datos de demostracion"
    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", head), (b"tEXt", said), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(part(*one) for one in parts)
