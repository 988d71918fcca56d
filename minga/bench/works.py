"""A portfolio of the size of a country in a scratch database, for the benches."""

import random
from collections.abc import Iterator
from datetime import date
from typing import Any

MONTHS = 36
SPENT = 18
FIRST = (2007, 1)
DAY = date(2010, 1, 4)
# Amounts that any share of ours divides to the peso.
STEP = 100_000
COMMUNES = ("iquique", "huara", "pica", "camina")
SUMS = {
    "progress_monthspending_summed": "progress_monthspending",
    "schedules_scheduleversion_summed": "schedules_scheduleversion",
}

SUBMIT = """
    INSERT INTO approvals_submission (event_id, public_id, subject_model, subject_id,
        subject_event_id, institution_id, number, four_eyes, sent_by, sender, sent_on, outcome,
        passed, since, reason)
    SELECT event_id, 'v' || id, 'schedules.scheduleversion', id, event_id, %(service)s, 1, TRUE, 1,
        'x', %(day)s, 'open', 0, %(day)s, ''
    FROM schedules_scheduleversion WHERE id BETWEEN %(first)s AND %(last)s
"""
STEPS = (
    """UPDATE approvals_submission SET outcome = 'approved', closed_on = %(day)s
    WHERE subject_id BETWEEN %(first)s AND %(last)s AND outcome = 'open'""",
    """UPDATE schedules_scheduleversion SET status = 'submitted', submitted_on = %(day)s
    WHERE id BETWEEN %(first)s AND %(last)s""",
    """UPDATE schedules_scheduleversion SET status = 'superseded', superseded_on = %(day)s
    WHERE status = 'in_force' AND schedule_id IN (SELECT schedule_id FROM schedules_scheduleversion
    WHERE id BETWEEN %(first)s AND %(last)s)""",
    """UPDATE schedules_scheduleversion SET status = 'in_force', approved_on = %(day)s,
    approved_by_id = %(person)s WHERE id BETWEEN %(first)s AND %(last)s""",
)


class Builder:
    """Writes many rows at once as one event that is there already, without a digest of each."""

    def __init__(self) -> None:
        from minga.budget.models import LineItem
        from minga.core.access import operator
        from minga.core.acts import Act
        from minga.core.models import Event
        from minga.people.models import Organisation, Person

        event = Event.objects.earliest("sequence").pk
        self.act = Act("bench.built", operator("Medición"), DAY, event_id=event)
        self.is_measured = False
        self.service = Organisation.objects.get(key="serviu").pk
        self.unit = Organisation.objects.get(key="unit").pk
        self.person = Person.objects.get().pk
        items = dict(LineItem.objects.filter(subtitle="31", item="02").values_list("kind", "pk"))
        self.land, self.civil = items["land"], items["civil_works"]
        self.draw = random.Random(2007)  # noqa: S311  (a fixed seed: a bench, not a secret)

    def insert(self, model: Any, columns: str, rows: Any) -> None:
        """Without what follows a row (the search, who prepared it), unless that is measured."""
        from minga.core import bulk

        followers, bulk.after[:] = bulk.after[:], bulk.after[:] if self.is_measured else []
        try:
            bulk.bulk_insert(model, columns.split(), rows, act=self.act)
        finally:
            bulk.after[:] = followers

    def months(self, count: int) -> list[date]:
        from minga.core.months import Month

        return [(Month(*FIRST) + n).first for n in range(count)]

    def amount(self) -> int:
        return STEP * self.draw.randint(1, 50)


def build(projects: int) -> None:
    """Projects with their communes and sources, a schedule in force, and spending."""
    from django.db import transaction

    people()
    made = Builder()
    numbers = range(1, projects + 1)
    with transaction.atomic():
        _projects(made, numbers)
        promise(made, ((number, number) for number in numbers), first=1)
        _spend(made, numbers)


def people() -> None:
    from minga.budget.actions import load_classification
    from minga.budget.classification import shipped
    from minga.core.access import operator
    from minga.people.actions import add_organisation, add_person
    from minga.territory.actions import load_territories
    from minga.territory.models import Territory
    from minga.territory.tables import rows

    by = operator("Medición")
    load_territories(rows(), by=by)
    load_classification(shipped(), by=by)
    region = Territory.objects.get(key="region-tarapaca")
    since = date(2000, 1, 1)
    serviu = add_organisation(
        key="serviu", name="SERVIU", short_name="SERVIU", kind="serviu", territory=region,
        valid_from=since, by=by,
    )  # fmt: skip
    add_organisation(
        key="unit", name="Unidad", short_name="Unidad", kind="unit", parent=serviu,
        valid_from=since, by=by,
    )  # fmt: skip
    add_organisation(
        key="gore", name="GORE", short_name="GORE", kind="gore", territory=region,
        valid_from=since, by=by,
    )  # fmt: skip
    add_person(given_names="Paula", family_names="Rojas", by=by)


def _projects(made: Builder, numbers: range) -> None:
    from minga.documents.models import Dossier
    from minga.people.models import Organisation
    from minga.strategy.models import LineOfAction
    from minga.territory.models import Territory
    from minga.works.models import FundingSource, Project, ProjectInitiative, ProjectShare

    gore = Organisation.objects.get(key="gore").pk
    lines = ["", *(value for value, _ in LineOfAction.choices)]
    places = [Territory.objects.get(key=key).pk for key in COMMUNES]
    made.insert(Dossier, "pk service", ((n, made.service) for n in numbers))
    made.insert(
        Project,
        "pk service dossier bip stage typology name line_of_action principal unit",
        (
            (
                n, made.service, n, f"{30_000_000 + n}-0", "execution", "project", f"Proyecto {n}",
                lines[n % len(lines)], gore if n % 4 == 0 else None, made.unit if n % 3 else None,
            )
            for n in numbers
        ),
    )  # fmt: skip
    made.insert(ProjectShare, "project territory hundredths", _shares(numbers, places))
    made.insert(
        FundingSource,
        "project kind amount",
        (
            (n, kind, part)
            for n in numbers
            for kind, part in (("sector", 75_000), ("municipality", 25_000))
        ),
    )
    made.insert(*initiatives(made))
    made.insert(
        ProjectInitiative, "project initiative", ((n, n % 20 + 1) for n in numbers if n % 5)
    )


def initiatives(made: Builder) -> tuple[Any, str, Any]:
    """Twenty plans of the service."""
    from minga.strategy.models import Initiative

    rows = (
        (n, made.service, "special_plan", "frame", f"Plan {n}", date(2000, 1, 1))
        for n in range(1, 21)
    )
    return Initiative, "pk service kind part name valid_from", rows


def _shares(numbers: range, places: list[int]) -> Iterator[tuple[int, int, int]]:
    for number in numbers:
        first, second = places[number % 4], places[(number + 1) % 4]
        yield number, first, 7000
        yield number, second, 3000


def promise(made: Builder, versions: Any, *, first: int) -> None:
    """Versions (key and project) drafted, sent, passed and in force; `first`: their number."""
    from minga.works.schedules.models import MonthAmount, Schedule, ScheduleVersion

    pairs = list(versions)
    if first == 1:
        made.insert(Schedule, "pk project", ((key, project) for key, project in pairs))
    made.insert(
        ScheduleVersion,
        "pk schedule number reason",
        ((key, project, first, "Reprogramación") for key, project in pairs),
    )
    made.insert(
        MonthAmount,
        "version line_item month amount",
        (
            (key, made.civil, month, made.amount())
            for key, _ in pairs
            for month in made.months(MONTHS)
        ),
    )
    put_in_force(made, [key for key, _ in pairs])


def put_in_force(made: Builder, keys: list[int]) -> None:
    """In the place of those of the same schedules, by a round without steps."""
    from django.db import connection

    values = {
        "first": min(keys), "last": max(keys), "day": DAY, "service": made.service,
        "person": made.person,
    }  # fmt: skip
    with connection.cursor() as cursor:
        for statement in (SUBMIT, *STEPS):
            cursor.execute(statement, values)


def _spend(made: Builder, numbers: range) -> None:
    """A tenth of the projects begin by buying land."""
    spend(
        made,
        (
            (n, made.land if n % 10 == 0 and not at else made.civil, month, made.amount())
            for n in numbers
            for at, month in enumerate(made.months(SPENT))
        ),
    )


def spend(made: Builder, rows: Any) -> None:
    from minga.works.progress.models import MonthSpending

    because = ("contract", "bench.statement", 1, made.person, DAY)
    made.insert(
        MonthSpending,
        "project line_item month amount origin because_model because_id recorded_by recorded_on",
        ((*row, *because) for row in rows),
    )


def change(count: int) -> None:
    """So many changes at random: spending added and taken back anywhere in the years of the
    schedules, and, of one in a hundred, another schedule in force."""
    from django.db import transaction
    from django.db.models import Max

    from minga.works.models import Project
    from minga.works.schedules.models import ScheduleVersion

    made = Builder()
    made.draw = random.Random(1973)  # noqa: S311  (a fixed seed: a bench, not a secret)
    draw, projects = made.draw, Project.objects.count()
    months = made.months(MONTHS)
    last = ScheduleVersion.objects.aggregate(last=Max("pk"))["last"]
    again = draw.sample(range(1, projects + 1), min(projects, count // 100))
    with transaction.atomic():
        spend(
            made,
            (
                (
                    draw.randint(1, projects),
                    made.civil,
                    draw.choice(months),
                    draw.choice((1, -1)) * made.amount(),
                )
                for _ in range(count)
            ),
        )
        promise(made, ((last + n, project) for n, project in enumerate(again, 1)), first=2)


def keep_sums(kept: bool) -> None:
    """With the triggers that keep the sums by year, or without them. A scratch database."""
    from django.db import connection

    from minga.core import triggers

    triggers.install()
    if not kept:
        with connection.cursor() as cursor:
            for name, table in SUMS.items():
                on = "" if connection.vendor == "sqlite" else f" ON {table}"
                cursor.execute(f"DROP TRIGGER {name}{on}")


def write_months() -> int:
    """Another schedule in force for each project, and its months of spending, as one action with
    its digests; taken back, so that each run finds the same."""
    from django.db import transaction

    with transaction.atomic():
        written = _write()
        transaction.set_rollback(True)
    return written


def _write() -> int:
    from django.db.models import Max

    from minga.core.actions import action, current_act
    from minga.core.models import Chain
    from minga.works.models import Project
    from minga.works.schedules.models import ScheduleVersion

    projects = Project.objects.count()
    last = ScheduleVersion.objects.aggregate(last=Max("pk"))["last"]

    @action("bench.months", says="programó y gastó")
    def months(*, by: Any, on: date | None = None) -> None:
        made = Builder()
        made.act, made.is_measured = current_act(), True
        promise(made, ((last + n, n) for n in range(1, projects + 1)), first=2)
        spend(
            made,
            (
                (n, made.civil, month, made.amount())
                for n in range(1, projects + 1)
                for month in made.months(MONTHS)
            ),
        )
        made.act.about(Chain(pk=1))

    months(by=Builder().act.by, on=DAY)
    return 2 * projects * MONTHS
