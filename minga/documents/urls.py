"""Files are served from here only."""

from django.urls import path

from minga.documents import views

app_name = "documents"
urlpatterns = [path("<slug:public_id>/", views.download, name="download")]
