"""Addresses of cambios normativos."""

from django.urls import path

from minga.workplan.norms import views

app_name = "norms"
urlpatterns = [
    path("", views.changes, name="changes"),
    path("nuevo/", views.new, name="new"),
    path("del-programa/<slug:public_id>/", views.of_plan, name="of_plan"),
    path("<slug:public_id>/", views.change, name="change"),
    path("<slug:public_id>/corregir/", views.correct, name="correct"),
    path("<slug:public_id>/paso/", views.step, name="step"),
    path("<slug:public_id>/abandonar/", views.abandon, name="abandon"),
]
