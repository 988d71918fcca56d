"""Work plans: a plan, its draft, its activities with their evidence."""

from django.urls import path

from minga.workplan.views import draft, evidence, place, plan, stages

app_name = "workplan"
urlpatterns = [
    path("", plan.plans, name="plans"),
    path("nuevo/", draft.create, name="create"),
    path("del-lugar/<slug:public_id>/", place.plans_of_place, name="plans_of_place"),
    path("<slug:public_id>/", plan.plan, name="plan"),
    path("<slug:public_id>/etapas/", stages.of_plan, name="stages"),
    path("<slug:public_id>/etapas/cerrar/", stages.close, name="close_stage"),
    path("<slug:public_id>/historia/", plan.history, name="history"),
    path("<slug:public_id>/formulario.<slug:fmt>", plan.form, name="form"),
    path("<slug:public_id>/versiones/<int:number>/", plan.version, name="version"),
    path("<slug:public_id>/borrador/", draft.draft, name="draft"),
    path("<slug:public_id>/borrador/abrir/", draft.start, name="start_draft"),
    path("<slug:public_id>/borrador/enviar/", draft.submit, name="submit"),
    path("<slug:public_id>/borrador/aprobar/", draft.approve, name="approve"),
    path("<slug:public_id>/borrador/devolver/", draft.send_back, name="return"),
    path("<slug:public_id>/borrador/descartar/", draft.discard, name="discard"),
    path("<slug:public_id>/borrador/objetivos/nuevo/", draft.new_objective, name="new_objective"),
    path(
        "<slug:public_id>/borrador/objetivos/<int:number>/",
        draft.edit_objective,
        name="edit_objective",
    ),
    path(
        "<slug:public_id>/borrador/objetivos/<int:number>/quitar/",
        draft.drop_objective,
        name="remove_objective",
    ),
    path(
        "<slug:public_id>/borrador/objetivos/<int:number>/actividad/",
        draft.new_activity,
        name="new_activity",
    ),
    path(
        "<slug:public_id>/borrador/actividades/<slug:line>/",
        draft.edit_activity,
        name="edit_activity",
    ),
    path(
        "<slug:public_id>/borrador/actividades/<slug:line>/quitar/",
        draft.drop_activity,
        name="remove_activity",
    ),
    path("<slug:public_id>/actividades/<slug:line>/", evidence.activity, name="activity"),
    path("<slug:public_id>/actividades/<slug:line>/cargar/", evidence.upload, name="upload"),
    path("<slug:public_id>/actividades/<slug:line>/compartir/", evidence.share, name="share"),
    path("<slug:public_id>/actividades/<slug:line>/estado/", evidence.status, name="status"),
    path("evidencias/<slug:public_id>/verificar/", evidence.verify, name="verify"),
    path("evidencias/<slug:public_id>/devolver/", evidence.send_back, name="return_evidence"),
]
