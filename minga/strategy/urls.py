"""Strategic definitions."""

from django.urls import path

from minga.strategy import initiative_views, panels, views

app_name = "strategy"
urlpatterns = [
    path("", views.definitions, name="definitions"),
    path("de/<slug:public_id>/", panels.of_organisation, name="of_organisation"),
    path("proponer/", views.propose, name="propose"),
    path("iniciativas/", initiative_views.initiatives, name="initiatives"),
    path("iniciativas/nueva/", initiative_views.add, name="add_initiative"),
    path("iniciativas/<slug:public_id>/", initiative_views.initiative, name="initiative"),
    path("iniciativas/<slug:public_id>/nombre/", initiative_views.rename, name="rename_initiative"),
    path("iniciativas/<slug:public_id>/cerrar/", initiative_views.close, name="close_initiative"),
    path("<slug:public_id>/versiones/<int:number>/", views.version, name="version"),
    path("<slug:public_id>/versiones/<int:number>/formulario.<slug:fmt>", views.form, name="form"),
    path("<slug:public_id>/aprobar/", views.approve, name="approve"),
    path("<slug:public_id>/devolver/", views.send_back, name="return"),
]
