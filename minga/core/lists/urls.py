"""What is done from any list: saved views, export, bulk actions. Each list has its own address, in
its area."""

from django.urls import path

from minga.core.lists.views import bulk, export, saved

app_name = "lists"
urlpatterns = [
    path("", saved.views, name="views"),
    path("vistas/<slug:public_id>/", saved.change, name="change_view"),
    path("vistas/<slug:public_id>/borrar/", saved.delete, name="delete_view"),
    path("<slug:key>/guardar/", saved.save, name="save_view"),
    path("<slug:key>/exportar/", export.export, name="export"),
    path("<slug:key>/acciones/", bulk.bulk, name="bulk"),
    path("<slug:key>/acciones/<slug:name>/", bulk.bulk, name="confirm_bulk"),
]
