"""Places, what one is looking at, and the divisions of the country."""

from django.urls import path

from minga.core.lists.views.listing import page
from minga.territory import views, views_boundaries, views_divisions, views_drawing
from minga.territory.list import PLACES

app_name = "territory"
urlpatterns = [
    path("", views.home, name="home"),
    path("mirar/", views.look, name="look"),
    path("divisiones/", views_divisions.divisions, name="divisions"),
    path("divisiones/lugares/", page(PLACES), name="places"),
    path("divisiones/nuevo/", views_divisions.prepare, name="prepare_change"),
    path("divisiones/<slug:public_id>/", views_divisions.change, name="change"),
    path("divisiones/<slug:public_id>/parte/", views_divisions.add, name="add_part"),
    path(
        "divisiones/<slug:public_id>/parte/<int:part_id>/quitar/",
        views_divisions.remove,
        name="remove_part",
    ),
    path("divisiones/<slug:public_id>/aprobar/", views_divisions.approve, name="approve_change"),
    path("limites/", views_boundaries.boundaries, name="boundaries"),
    path("limites/aplicar/", views_boundaries.apply_boundaries, name="apply_boundaries"),
    path("<slug:public_id>/dibujar/", views_drawing.draw, name="draw"),
    path("<slug:public_id>/adentro/", views_drawing.inside, name="inside"),
    path("<slug:public_id>/", views.place, name="place"),
    path("<slug:public_id>/contornos.geojson", views.geometry, name="geometry"),
    path("<slug:public_id>/minuta.<slug:fmt>", views.brief, name="brief"),
    path("<slug:public_id>/que-pasa/<slug:key>/", views.section, name="section"),
]
