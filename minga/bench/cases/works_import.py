"""A portfolio that comes back edited, from the file to its event, against only reading it."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from minga.bench import works
from minga.bench.framework import Bench
from minga.bench.references.importing import read_workbook

PLACES = ("Iquique", "Huara", "Pica", "Camiña")
NAMES = ("before.xlsx", "after.xlsx")
FIRST_DAY = date(2007, 1, 1)


def values(number: int, *, edited: bool) -> list[Any]:
    """One project with everything; every tenth one was edited, and one of a hundred gives its
    people without saying how many are women."""
    from minga.core.months import Month
    from minga.works.bulk.columns import FIELDS
    from minga.works.bulk.filled import spread

    changes = edited and number % 10 == 0
    begins = FIRST_DAY + timedelta(number % 700)
    women, men = number % 900, number % 700
    by_sex = number % 100 != 50
    year, price = begins.year, 1_000 + number % 5_000 + (500 if changes else 0)
    said = {
        "bip": f"{30_000_000 + number}-0",
        "stage": "execution",
        "service": "SERVIU",
        "name": f"Mejoramiento de la calle {number % 977}, tramo {number}",
        "typology": "project",
        "line_of_action": ("urban_roads", "paving", "public_space")[number % 3],
        "rate": ("rs", "ad")[number % 2],
        "rate_on": begins,
        "unit": "Unidad",
        "principal": "GORE" if number % 4 == 0 else None,
        "neighbourhood": f"Sector {number % 101}",
        "shape": "point",
        "corners": f"-70,{100_000 + number % 9_000}; -20,{200_000 + number % 7_000}",
        "starts_on": begins,
        "ends_on": begins + timedelta(400 if changes else 360),
        "currency_month": Month.of(FIRST_DAY),
        "beneficiaries_women": women if by_sex else None,
        "beneficiaries_men": men if by_sex else None,
        "beneficiaries": women + men,
        "product_line": None,
        "expected_impact": f"Acceso pavimentado para el sector {number % 101}.",
        "shares": ((PLACES[number % 4], 7_000), (PLACES[(number + 1) % 4], 3_000)),
        "frames": ((f"Plan {number % 20 + 1}",),),
        "commitments": None,
        "costs": (("31-02-002", year, 100), ("31-02-004", year, price),
                  ("31-02-004", year + 1, 2_000)),
        "sources": (("sector", "", price + 1_100), ("regional", "GORE", 1_000)),
    }  # fmt: skip
    return spread(tuple(said.get(item.name) for item in FIELDS))


class WorksImport(Bench):
    """The workbook before and the one after an edition of one row in ten take turns: each run finds
    the other one written, and changes that tenth."""

    name = "works-import"
    says = "importar una cartera editada en uno de cada diez proyectos, con todas las validaciones"
    against = "leer el mismo libro con calamine"
    rows = 20_000
    limit = Fraction(5)
    peak_limit_mb = 600
    database = True
    turn = 1

    def prepare(self) -> None:
        from minga.core.reports.bulk import Column
        from minga.core.reports.bulk_xlsx import write_rows
        from minga.works.bulk.columns import FIELDS

        _service()
        columns = [Column(item.label, item.kind) for item in FIELDS]
        for edited, name in enumerate(NAMES):
            rows = (values(number, edited=bool(edited)) for number in range(self.count))
            write_rows(self.folder / name, columns, rows)
        found = _import(self.folder / NAMES[0])
        assert (found.new, found.errors) == (self.count, 0), found.sentence

    def ours(self) -> int:
        found = _import(self.folder / NAMES[self.turn])
        assert found.changed == len(range(0, self.count, 10)), (found.changed, found.sentence)
        self.turn = 1 - self.turn
        return int(found.rows)

    def reference(self) -> int:
        return read_workbook(self.folder / NAMES[1])


def _service() -> None:
    """Who programmes, and the catalogue that the projects name."""
    from minga.core.access import operator
    from minga.people.actions import add_membership
    from minga.people.models import Organisation, Person
    from minga.people.roles import Role

    works.people()
    serviu = Organisation.objects.get(key="serviu")
    add_membership(
        Person.objects.get(), role=Role.PROGRAMMING_OFFICER, organisation=serviu,
        valid_from=date(2000, 1, 1), by=operator("Medición"),
    )  # fmt: skip
    made = works.Builder()
    made.insert(*works.initiatives(made))


def _import(path: Any) -> Any:
    """As a person's file goes: received, read by a job, applied by another."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from minga.core.clock import today
    from minga.core.imports import actions
    from minga.core.imports.spec import spec_of
    from minga.core.jobs.runner import perform
    from minga.people.models import Person
    from minga.people.permissions import access_of_person

    by = access_of_person(Person.objects.get(), today())
    spec = spec_of("projects")
    assert spec is not None
    upload = actions.receive(spec, SimpleUploadedFile("cartera.xlsx", path.read_bytes()), by=by)
    assert upload.job is not None
    perform(upload.job.public_id)
    upload.refresh_from_db()
    upload = actions.apply_or_ask(upload, seen=upload.seen, by=by)
    if upload.status == "applying" and upload.job is not None:
        perform(upload.job.public_id)
        upload.refresh_from_db()
    assert upload.status == "applied", upload.sentence
    return upload
