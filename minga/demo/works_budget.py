"""The law that the works of the demonstration spend, the list that a year expects and the
guarantees of the contract, as `works_budget_2007.toml` tells."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from hashlib import sha256
from importlib.resources import files
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from minga.budget import actions
from minga.budget.models import Guarantee
from minga.core.access import Access
from minga.core.imports import actions as importing
from minga.core.imports.spec import spec_of
from minga.core.jobs.runner import perform
from minga.documents.models import Dossier
from minga.people.models import Organisation
from minga.works.contracts.models import Contract
from minga.works.models import Project

Happening = tuple[date, int, Callable[[], object]]
SERVICE, PROGRAMMES, KEEPS = "serviu-tarapaca", "hvargas", "dolivares"
HOLDER, ISSUER = "empresa-demo", "Banco de demostración"
PROGRAMME, THOUSAND, ORDER = "18-21-01", 1000, 8
LISTED = date(2007, 11, 27)
EXPECTED, HEADINGS = "expected-projects", "Año;Código BIP;Nombre;Fuente"
DECREE = "Identificación presupuestaria de ejemplo"


def told() -> dict[str, Any]:
    return tomllib.loads(_text())


def _text() -> str:
    return (files("minga.demo") / "works_budget_2007.toml").read_text(encoding="utf-8")


class Funding:
    """`acting`: what a person may on a day; `bodies`: the organisations, by key."""

    def __init__(
        self, acting: Callable[[str, date], Access], bodies: Mapping[str, Organisation]
    ) -> None:
        self.acting, self.bodies = acting, bodies
        self.kept: dict[str, Guarantee] = {}

    def happenings(self) -> Iterator[Happening]:
        said = told()
        for law in said["law"]:
            yield law["loaded_on"], ORDER, partial(self._load, law, law["loaded_on"])
        yield LISTED, ORDER, partial(self._list, said["expected"])
        for one in said["guarantee"]:
            yield one["received_on"], ORDER, partial(self._receive, one, one["received_on"])
            if "returned_on" in one:
                yield one["returned_on"], ORDER, partial(self._return, one, one["returned_on"])

    def _load(self, said: Mapping[str, Any], on: date) -> None:
        law = actions.GivenLaw(
            year=said["year"],
            programme=PROGRAMME,
            lines=[actions.GivenLine(*line) for line in said["lines"]],
            source=said["source"],
            file_sha256=sha256(_text().encode()).hexdigest(),
        )
        actions.load_law(self.bodies[SERVICE], law, by=self.acting(PROGRAMMES, on), on=on)

    def _list(self, said: list[Mapping[str, Any]]) -> None:
        """By the same import as anybody's."""
        rows = [
            f"{part['year']};{bip};{name};{DECREE} {part['year']}"
            for part in said
            for bip, name in part["projects"]
        ]
        file = SimpleUploadedFile("esperados.csv", "\n".join([HEADINGS, *rows]).encode())
        by, spec = self.acting(PROGRAMMES, LISTED), spec_of(EXPECTED)
        assert spec is not None
        upload = importing.receive(spec, file, by=by)
        assert upload.job is not None
        perform(upload.job.public_id)
        upload.refresh_from_db()
        importing.apply_import(upload, seen=upload.seen, by=by, on=LISTED)

    def _receive(self, said: Mapping[str, Any], on: date) -> None:
        holder = self.bodies[HOLDER]
        given = actions.GivenGuarantee(
            kind="bank_slip",
            purpose=said["purpose"],
            issuer=ISSUER,
            number=said["number"],
            holder_name=holder.name,
            holder=holder.party,
            valid_from=on,
            received_on=on,
            valid_until=said["valid_until"],
            amount=said["amount"] * THOUSAND,
        )
        self.kept[said["number"]] = actions.receive_guarantee(
            self.bodies[SERVICE], given, dossier=_dossier(said["of"]),
            by=self.acting(KEEPS, on), on=on,
        )  # fmt: skip

    def _return(self, said: Mapping[str, Any], on: date) -> None:
        actions.return_guarantee(
            self.kept[said["number"]], document="Oficio de ejemplo 71", ended_on=on,
            by=self.acting(KEEPS, on), on=on,
        )  # fmt: skip


def _dossier(of: str) -> Dossier:
    """Of a contract by its code, else of a project by its BIP."""
    contract = Contract.objects.filter(code=of).select_related("dossier").first()
    if contract is not None:
        assert contract.dossier is not None
        return contract.dossier
    return Project.objects.get(bip=of).dossier
