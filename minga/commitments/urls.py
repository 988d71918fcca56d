"""Addresses of commitments, of their reminders, and of audits with their findings."""

from django.urls import path

from minga.commitments import panels as case_panels
from minga.commitments.views import audits, chasing, commitment, finding, new, panels

AUDIT, FINDING = "auditorias/<slug:public_id>", "hallazgos/<slug:public_id>"
ONE = "de/<slug:public_id>"

app_name = "commitments"
urlpatterns = [
    path("", commitment.commitments, name="commitments"),
    path("nuevo/", new.new, name="new"),
    path("avisos/", chasing.chasing, name="chasing"),
    path("avisos/regla/", chasing.set_rule, name="set_rule"),
    path("avisos/casilla/", chasing.set_mailbox, name="set_mailbox"),
    path("auditorias/", audits.audits, name="audits"),
    path("auditorias/nueva/", audits.new_audit, name="new_audit"),
    path(f"{AUDIT}/", audits.audit, name="audit"),
    path(f"{AUDIT}/hallazgo/", audits.add_finding, name="add_finding"),
    path(f"{AUDIT}/estado.<slug:fmt>", audits.audit_file, name="audit_file"),
    path(f"{FINDING}/", finding.finding, name="finding"),
    path(f"{FINDING}/responder/", finding.answer_finding, name="answer_finding"),
    path(f"{FINDING}/evaluar/", finding.assess_finding, name="assess_finding"),
    path(f"{FINDING}/registros/", finding.add_rows, name="add_rows"),
    path(f"{FINDING}/registros/<int:number>/", finding.finding_rows, name="finding_rows"),
    path(f"caso/{ONE}/", panels.of_case, name="of_case"),
    path(f"organizacion/{ONE}/", panels.of_organisation, name="of_organisation"),
    path(f"{ONE}/", commitment.commitment, name="commitment"),
    path(f"{ONE}/informar/", commitment.report, name="report"),
    path(f"{ONE}/verificar/", commitment.verify, name="verify"),
    path(f"{ONE}/devolver/", commitment.return_report, name="return_report"),
    path(f"{ONE}/plazo/", commitment.extend, name="extend"),
    path(f"{ONE}/traspasar/", commitment.hand, name="hand"),
    path(f"{ONE}/separar/", commitment.split, name="split"),
    path(f"{ONE}/sin-efecto/", commitment.void, name="void"),
    path(f"{ONE}/no-cumplido/", commitment.not_fulfilled, name="not_fulfilled"),
    path(f"{ONE}/pausar/", commitment.pause, name="pause"),
    path(f"{ONE}/reanudar/", commitment.resume, name="resume"),
]
# Every area has said its cases by now: their pages show the commitments about them.
case_panels.declare_for_cases()
