"""The address of the Monday page."""

from django.urls import path

from minga.workplan.week import views

app_name = "week"
urlpatterns = [path("", views.week, name="week")]
