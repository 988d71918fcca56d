"""Every address of Minga, area by area."""

from django.urls import include, path

urlpatterns = [
    path("", include("minga.home.urls")),
    path("", include("minga.people.accounts.urls")),
    path("", include("minga.people.urls")),
    path("", include("minga.core.urls")),
    path("atencion/", include("minga.people.citizens.urls")),
    path("buscar/", include("minga.core.search.urls")),
    path("uf/", include("minga.core.uf.urls")),
    path("trabajos/", include("minga.core.jobs.urls")),
    path("correo/", include("minga.core.outbox.urls")),
    path("importaciones/", include("minga.core.imports.urls")),
    path("carteras/", include("minga.works.intake.urls")),
    path("validaciones/", include("minga.works.validations.urls")),
    path("aprobaciones/", include("minga.core.approvals.urls")),
    path("parametros/", include("minga.core.parameters.urls")),
    path("listas/", include("minga.core.lists.urls")),
    path("indicadores/", include("minga.core.indicators.urls")),
    path("territorio/", include("minga.territory.urls")),
    path("documentos/", include("minga.documents.urls")),
    path("expedientes/", include("minga.documents.files.urls")),
    path("actos/", include("minga.acts.urls")),
    path("textos/", include("minga.acts.wording.urls")),
    path("oficios/", include("minga.acts.letters.urls")),
    path("visitas/", include("minga.visits.urls")),
    path("compromisos/", include("minga.commitments.urls")),
    path("definiciones/", include("minga.strategy.urls")),
    path("proyectos/", include("minga.works.urls")),
    path("planilla-de-cartera/", include("minga.works.bulk.urls")),
    path("programacion/", include("minga.works.schedules.urls")),
    path("presupuesto/", include("minga.budget.urls")),
    path("esta-semana/", include("minga.workplan.week.urls")),
    path("programas/", include("minga.workplan.urls")),
    path("compromisos-del-programa/", include("minga.workplan.carrying.urls")),
    path("informes-del-programa/", include("minga.workplan.reporting.urls")),
    path("cambios-normativos/", include("minga.workplan.norms.urls")),
    path("contratos/", include("minga.works.contracts.urls")),
    path("problemas/", include("minga.workplan.problems.urls")),
    path("convenios-de-desempeno/", include("minga.workplan.agreements.urls")),
    path("procedimientos/", include("minga.workplan.procedures.urls")),
    path("difusion/", include("minga.workplan.diffusion.urls")),
    path("resultados/", include("minga.workplan.results.urls")),
    path("avance/", include("minga.works.progress.urls")),
    path("informes-de-obras/", include("minga.works.reporting.urls")),
]

handler400 = "minga.core.views.bad_request"
handler403 = "minga.core.views.forbidden"
handler404 = "minga.core.views.not_found"
handler500 = "minga.core.views.server_error"
