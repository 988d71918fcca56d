"""Procedures: what rules, its drafts, its uses, its reviews and its non-conformities."""

from django.urls import path

from minga.workplan.procedures.views import draft, faults, procedure, reviewing, using

ONE = "<slug:public_id>"
DRAFT = f"{ONE}/borrador"
PART = f"{DRAFT}/<slug:kind>"

app_name = "procedures"
urlpatterns = [
    path("", procedure.procedures, name="procedures"),
    path("nuevo/", draft.new, name="new"),
    path("del-programa/<slug:public_id>/", procedure.of_plan, name="of_plan"),
    path("no-conformidades/", procedure.faults, name="faults"),
    path(f"no-conformidades/{ONE}/", faults.fault, name="fault"),
    path(f"no-conformidades/{ONE}/causa/", faults.analyse, name="analyse"),
    path(f"no-conformidades/{ONE}/corregir/", faults.correct, name="correct"),
    path(f"no-conformidades/{ONE}/comprobar/", faults.check_effect, name="check_effect"),
    path(f"no-conformidades/{ONE}/desestimar/", faults.dismiss, name="dismiss"),
    path(f"aplicaciones/{ONE}/", using.use, name="use"),
    path(f"aplicaciones/{ONE}/version/", using.move, name="move_use"),
    path(f"aplicaciones/{ONE}/cerrar/", using.close, name="close_use"),
    path(f"aplicaciones/{ONE}/<slug:key>/hecha/", using.mark_done, name="mark_done"),
    path(f"aplicaciones/{ONE}/<slug:key>/por-hacer/", using.undo, name="undo"),
    path(f"revisiones/{ONE}/", reviewing.review, name="review"),
    path(f"{ONE}/", procedure.procedure, name="procedure"),
    path(f"{ONE}/versiones/<int:number>/", procedure.version, name="version"),
    path(f"{ONE}/versiones/<int:number>/procedimiento.<slug:fmt>", procedure.paper, name="paper"),
    path(f"{ONE}/periodicidad/", procedure.set_period, name="set_period"),
    path(f"{ONE}/aplicar/", using.new_use, name="new_use"),
    path(f"{ONE}/revisar/", reviewing.new_review, name="new_review"),
    path(f"{ONE}/no-conformidad/", faults.new_fault, name="new_fault"),
    path(f"{DRAFT}/", draft.draft, name="draft"),
    path(f"{DRAFT}/abrir/", draft.start, name="start_draft"),
    path(f"{DRAFT}/textos/", draft.text, name="text"),
    path(f"{DRAFT}/enviar/", draft.submit, name="submit"),
    path(f"{DRAFT}/dar-paso/", draft.pass_step, name="pass"),
    path(f"{DRAFT}/devolver/", draft.send_back, name="return"),
    path(f"{DRAFT}/descartar/", draft.discard, name="discard"),
    path(f"{PART}/agregar/", draft.new_part, name="new_part"),
    path(f"{PART}/<slug:key>/", draft.edit_part, name="edit_part"),
    path(f"{PART}/<slug:key>/mover/", draft.move_part, name="move_part"),
    path(f"{PART}/<slug:key>/quitar/", draft.remove_part, name="remove_part"),
]
