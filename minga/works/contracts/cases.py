"""A contract as a case: what acts, letters, files, visits and commitments say of it."""

from collections.abc import Mapping
from datetime import date

from minga.budget.cases import show_guarantees_on
from minga.budget.holds import register_hold
from minga.core.cases import CaseKind, register_case
from minga.core.money import pesos
from minga.works.contracts.guarantees import reasons_to_stay
from minga.works.contracts.list import url
from minga.works.contracts.models import Contract

FIELDS = {
    "código": "código del contrato",
    "objeto": "qué se contrató",
    "contratista": "nombre del contratista",
    "proyecto": "nombre del proyecto",
    "bip": "código BIP del proyecto",
    "monto": "monto vigente, con sus modificaciones",
    "cobrado": "lo cobrado hasta ese día, también antes de Minga",
    "saldo": "lo que queda por cobrar",
    "plazo": "plazo vigente en días corridos, con sus aumentos",
    "inicio": "fecha de inicio, o vacío",
    "término": "término vigente, o vacío",
}


def declare() -> None:
    kind = register_case(
        CaseKind(
            key="contrato",
            label="contrato",
            plural="contratos",
            model=Contract,
            title=lambda contract: f"Contrato {contract.code}, {contract.name}"[:200],
            url=url,
            territory="",
            related=("service__party", "project", "contractor__party", "dossier"),
            field_names=FIELDS,
            fields=_fields,
        )
    )
    show_guarantees_on(kind)
    register_hold(reasons_to_stay)


def _fields(contract: Contract, on: date) -> Mapping[str, str]:
    return {
        "código": contract.code,
        "objeto": contract.name,
        "contratista": contract.contractor.name,
        "proyecto": contract.project.name,
        "bip": contract.project.bip,
        "monto": pesos(contract.total),
        "cobrado": pesos(contract.all_charged),
        "saldo": pesos(contract.balance),
        "plazo": str(contract.term),
        "inicio": f"{contract.starts_on:%d-%m-%Y}" if contract.starts_on else "",
        "término": f"{contract.ends_on:%d-%m-%Y}" if contract.ends_on else "",
    }
