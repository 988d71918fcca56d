"""Every address of Minga, area by area."""

from django.urls import include, path

urlpatterns = [
    path("", include("minga.home.urls")),
    path("", include("minga.people.urls")),
    path("", include("minga.core.urls")),
    path("territorio/", include("minga.territory.urls")),
    path("documentos/", include("minga.documents.urls")),
    path("definiciones/", include("minga.strategy.urls")),
    path("programas/", include("minga.workplan.urls")),
]

handler400 = "minga.core.views.bad_request"
handler403 = "minga.core.views.forbidden"
handler404 = "minga.core.views.not_found"
handler500 = "minga.core.views.server_error"
