"""Addresses of compromisos del programa."""

from django.urls import path

from minga.workplan.carrying import views

app_name = "carrying"
urlpatterns = [
    path("del-programa/<slug:public_id>/", views.of_plan, name="of_plan"),
    path("compromiso/<slug:public_id>/", views.commitment, name="commitment"),
    path("compromiso/<slug:public_id>/contar/", views.tell, name="tell"),
    path("compromiso/<slug:public_id>/dejar/", views.drop, name="drop"),
    path("compromiso/<slug:public_id>/seguir/", views.follow, name="follow"),
    path("<slug:public_id>/", views.plan, name="plan"),
    path("<slug:public_id>/traer/", views.choose, name="choose"),
    path("<slug:public_id>/compromisos.<slug:fmt>", views.form, name="form"),
]
