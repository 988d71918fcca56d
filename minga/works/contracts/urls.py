"""Addresses of contracts, of their rounds and of their statements."""

from django.urls import path

from minga.works.contracts.views import contract, law, openings, project, statement

PROJECT, ROUND, STATEMENT, ONE = (
    "de-proyecto/<slug:public_id>", "rondas/<slug:public_id>",
    "estados-de-pago/<slug:public_id>", "<slug:public_id>",
)  # fmt: skip

app_name = "contracts"
urlpatterns = [
    path("", contract.contracts, name="contracts"),
    path("estados-de-pago/", statement.statements, name="statements"),
    path("saldos-iniciales/", openings.openings, name="openings"),
    path("saldos-iniciales.<slug:fmt>", openings.openings_file, name="openings_file"),
    path(f"{PROJECT}/", project.of_project, name="of_project"),
    path(f"{PROJECT}/resumen/", project.summary, name="summary"),
    path(f"{PROJECT}/ronda/", project.call, name="call"),
    path(f"{PROJECT}/traer/", project.bring, name="bring"),
    path(f"{ROUND}/corregir/", project.correct_call, name="correct_call"),
    path(f"{ROUND}/resultado/", project.resolve, name="resolve"),
    path(f"{ROUND}/otra/", project.call_again, name="call_again"),
    path(f"{ROUND}/contrato/", project.sign, name="sign"),
    path(f"{STATEMENT}/", statement.statement, name="statement"),
    path(f"{STATEMENT}/corregir/", statement.correct, name="correct_statement"),
    path(f"{STATEMENT}/factura/", statement.invoice, name="invoice"),
    path(f"{STATEMENT}/revisar/", statement.review, name="review"),
    path(f"{STATEMENT}/aprobar/", statement.approve, name="approve"),
    path(f"{STATEMENT}/devolver/", statement.send_back, name="return"),
    path(f"{STATEMENT}/pagar/", statement.pay, name="pay"),
    path(f"{ONE}/", contract.contract, name="contract"),
    path(f"{ONE}/corregir/", contract.correct, name="correct"),
    path(f"{ONE}/modificar/", contract.change, name="change"),
    path(f"{ONE}/multar/", contract.fine, name="fine"),
    path(f"{ONE}/fecha/", contract.mark, name="mark"),
    path(f"{ONE}/comprometer/", law.commit_year, name="commit_year"),
    path(f"{ONE}/estado-de-pago/", contract.charge, name="charge"),
]
