"""Background work, and what is sent on a schedule."""

from django.urls import path

from minga.core.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.jobs, name="jobs"),
    path("envios/", views.sent, name="subscriptions"),
    path("envios/nuevo/", views.subscribe, name="subscribe"),
    path("envios/<slug:public_id>/detener/", views.stop, name="stop"),
    path("<slug:public_id>/", views.job, name="job"),
    path("<slug:public_id>/avance/", views.progress, name="progress"),
    path("<slug:public_id>/cancelar/", views.cancel, name="cancel"),
    path("<slug:public_id>/reintentar/", views.retry, name="retry"),
    path("<slug:public_id>/resultado/", views.result, name="result"),
]
