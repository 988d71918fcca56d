"""Places and what one is looking at."""

from django.urls import path

from minga.territory import views

app_name = "territory"
urlpatterns = [
    path("", views.home, name="home"),
    path("mirar/", views.look, name="look"),
    path("<slug:public_id>/", views.place, name="place"),
    path("<slug:public_id>/contornos.geojson", views.geometry, name="geometry"),
    path("<slug:public_id>/minuta.<slug:fmt>", views.brief, name="brief"),
    path("<slug:public_id>/que-pasa/<slug:key>/", views.section, name="section"),
]
