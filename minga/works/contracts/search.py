"""What is found of contracts and statements, and the history of each."""

from django.urls import reverse

from minga.core.history import register_history
from minga.core.search.registry import Searchable, register
from minga.works.contracts.list import statement_url, url
from minga.works.contracts.models import Contract, PaymentStatement, TenderRound


def declare() -> None:
    register(
        Searchable(
            Contract,
            title=lambda row: row.name,
            body=("code", "slot", "resolution", "contractor__name", "project__name"),
            note=lambda row: f"Contrato {row.code}, {row.contractor.short_name}",
            url=url,
            rows=Contract.objects.for_page,
        )
    )
    register(
        Searchable(
            PaymentStatement,
            title=lambda row: f"Estado de pago {row.number} de {row.contract.code}",
            body=("invoice_number", "payment_reference", "contract__name"),
            note=lambda row: row.contract.name,
            url=statement_url,
            rows=PaymentStatement.objects.for_page,
        )
    )
    register_history(Contract, url=url)
    register_history(PaymentStatement, url=statement_url)
    register_history(
        TenderRound,
        url=lambda row: reverse("contracts:of_project", args=[row.project.public_id]),
    )
