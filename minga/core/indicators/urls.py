"""What Minga measures of itself."""

from django.urls import path

from minga.core.indicators import views

app_name = "indicators"
urlpatterns = [
    path("", views.indicators, name="indicators"),
    path("mediciones/", views.snapshots, name="snapshots"),
    path("mediciones/<slug:public_id>/", views.snapshot, name="snapshot"),
    path(
        "mediciones/<slug:public_id>/medicion.<slug:fmt>", views.snapshot_file, name="snapshot_file"
    ),
    path("<slug:key>/", views.indicator, name="indicator"),
    path("<slug:key>/valor/", views.value, name="value"),
    path("<slug:key>/meses/", views.months, name="months"),
    path("<slug:key>/guardar/", views.take, name="take"),
]
