"""Places and what one is looking at."""

from django.urls import path

from minga.territory import views

app_name = "territory"
urlpatterns = [
    path("", views.home, name="home"),
    path("mirar/", views.look, name="look"),
    path("<slug:public_id>/", views.place, name="place"),
]
