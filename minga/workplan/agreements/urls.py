"""Addresses of convenios de desempeño."""

from django.urls import path

from minga.workplan.agreements.views import agreement, draft, goal

app_name = "agreements"
urlpatterns = [
    path("", agreement.agreements, name="agreements"),
    path("nuevo/", draft.create, name="create"),
    path("del-programa/<slug:public_id>/", agreement.of_plan, name="of_plan"),
    path("cifras/<slug:public_id>/corregir/", goal.correct, name="correct"),
    path("cifras/<slug:public_id>/verificar/", goal.verify, name="verify"),
    path("cifras/<slug:public_id>/devolver/", goal.send_back, name="return_figure"),
    path("<slug:public_id>/", agreement.agreement, name="agreement"),
    path("<slug:public_id>/convenio.<slug:fmt>", agreement.form, name="form"),
    path("<slug:public_id>/versiones/<int:number>/", agreement.version, name="version"),
    path("<slug:public_id>/borrador/", draft.draft, name="draft"),
    path("<slug:public_id>/borrador/abrir/", draft.start, name="start_draft"),
    path("<slug:public_id>/borrador/enviar/", draft.submit, name="submit"),
    path("<slug:public_id>/borrador/aprobar/", draft.approve, name="approve"),
    path("<slug:public_id>/borrador/devolver/", draft.send_back, name="return"),
    path("<slug:public_id>/borrador/descartar/", draft.discard, name="discard"),
    path("<slug:public_id>/borrador/metas/nueva/", draft.new_goal, name="new_goal"),
    path("<slug:public_id>/borrador/metas/<slug:line>/", draft.edit_goal, name="edit_goal"),
    path(
        "<slug:public_id>/borrador/metas/<slug:line>/quitar/", draft.drop_goal, name="remove_goal"
    ),
    path("<slug:public_id>/metas/<slug:line>/", goal.goal, name="goal"),
    path("<slug:public_id>/metas/<slug:line>/medir/", goal.measure, name="measure"),
]
