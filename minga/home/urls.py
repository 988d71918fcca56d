"""What a person finds when entering."""

from django.urls import path

from minga.home import views

app_name = "home"
urlpatterns = [
    path("", views.my_work, name="my_work"),
    path("estilo/", views.style, name="style"),
    path("estilo/graficos/", views.style_charts, name="style_charts"),
    path("estilo/mapas/", views.style_maps, name="style_maps"),
]
