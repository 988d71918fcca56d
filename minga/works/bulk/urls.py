"""The address of the workbook of a portfolio."""

from django.urls import path

from minga.works.bulk import views

app_name = "bulk"
urlpatterns = [path("", views.book, name="book")]
