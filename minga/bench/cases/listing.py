"""A filtered list of 50 of 300.000 rows, as a person asks for it, against an empty page."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import islice
from secrets import token_urlsafe
from typing import Any

from minga.bench.framework import Bench
from minga.bench.references.listing import pages

# One page is a matter of milliseconds: each run asks for it so many times.
TIMES = 20
BATCH = 5_000
SUBJECTS = ("workplan.workplan", "workplan.evidence", "people.person")
FIRST = date(2007, 1, 1)
LIST = "/registro/eventos/?asunto=programa-de-trabajo&desde=01-03-2007&hasta=31-10-2007"
EMPTY = "/buscar/"
AUDITOR = "auditora"


class Listing(Bench):
    """The record of events, whose list is the component of every area."""

    name = "list"
    says = f"una lista filtrada de 50 filas, {TIMES} veces"
    against = f"una página vacía de la misma persona, {TIMES} veces"
    rows = 300_000
    limit = Fraction(8)
    database = True
    repeats = 9

    def prepare(self) -> None:
        from django.db import connection, transaction

        from minga.core.models import Event

        _auditor()
        begin = Event.objects.count()
        columns = [field.column for field in Event._meta.concrete_fields]
        marks = ", ".join(["%s"] * len(columns))
        named = ", ".join(connection.ops.quote_name(column) for column in columns)
        insert = f"INSERT INTO core_event ({named}) VALUES ({marks})"  # noqa: S608  (our names)
        rows = (_event(begin + number, self.count) for number in range(1, self.count + 1))
        with transaction.atomic(), connection.cursor() as cursor:
            while batch := [[row[column] for column in columns] for row in islice(rows, BATCH)]:
                cursor.executemany(insert, batch)
            cursor.execute("ANALYZE")

    def load(self) -> None:
        from django.conf import settings
        from django.test import Client

        from minga.core.models import User

        settings.ALLOWED_HOSTS = ["testserver"]
        self.client = Client()
        self.client.force_login(User.objects.get(username=AUDITOR))
        # The first answers load templates and classes.
        pages(self.client, LIST, 3)
        pages(self.client, EMPTY, 3)

    def ours(self) -> int:
        return pages(self.client, LIST, TIMES)

    def reference(self) -> int:
        return pages(self.client, EMPTY, TIMES)


def _auditor() -> None:
    from minga.core.access import operator
    from minga.people.actions import add_membership, add_organisation, add_person
    from minga.people.roles import Role
    from minga.territory.actions import load_territories
    from minga.territory.models import Territory
    from minga.territory.tables import rows

    by = operator("Medición")
    load_territories(rows(), by=by)
    region = Territory.objects.get(key="region-tarapaca")
    serviu = add_organisation(
        key="serviu",
        name="SERVIU",
        short_name="SERVIU",
        kind="serviu",
        territory=region,
        valid_from=date(2000, 1, 1),
        by=by,
    )
    password = token_urlsafe()
    person = add_person(
        given_names="Aldo", family_names="Ríos", username=AUDITOR, password=password, by=by
    )
    since = date(2000, 1, 1)
    add_membership(person, role=Role.AUDITOR, organisation=serviu, valid_from=since, by=by)


def _event(number: int, count: int) -> dict[str, Any]:
    """Spread over a year, three kinds of subject in turn, with a reason of a few words."""
    return {
        # Those of the product are drawn: of so many in one second, two would be the same.
        "id": number,
        "public_id": f"{number:012d}",
        "sequence": number,
        "recorded_at": datetime(2007, 12, 31, tzinfo=UTC),
        "on": FIRST + timedelta(days=number * 365 // (count + 1)),
        "kind": "workplan.evidence_uploaded",
        "actor_id": None,
        "actor": f"P. Rojas {number % 97}",
        "role": "profesional de la unidad",
        "organisation": "SERVIU Región de Tarapacá",
        "subject_model": SUBJECTS[number % 3],
        "subject_id": number,
        "subject_public_id": f"{number:012d}",
        "service": "",
        "territory": "",
        "reason": "Se informa el avance del mes.",
        "data": '{"activity": "2.1"}',
        "digests": f'{{"workplan.evidence:{number}": "{number:064x}"}}',
        "previous": f"{number - 1:064x}",
        "hash": f"{number:064x}",
    }
