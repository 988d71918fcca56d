"""Addresses of textos tipo."""

from django.urls import path

from minga.acts.wording import views
from minga.acts.wording.list import TEXTS
from minga.core.lists.views.listing import page

app_name = "wording"
urlpatterns = [
    path("", page(TEXTS, more=views.list_context), name="texts"),
    path("nuevo/", views.new, name="new"),
    path("vista-previa/", views.preview, name="preview"),
    path("membrete/", views.masthead, name="masthead"),
    path("<slug:public_id>/", views.text, name="text"),
    path("<slug:public_id>/editar/", views.edit, name="edit"),
    path("<slug:public_id>/enviar/", views.send, name="send"),
    path("<slug:public_id>/descartar/", views.discard, name="discard"),
    path("<slug:public_id>/retirar/", views.retire, name="retire"),
    path("<slug:public_id>/probar/", views.sample_page, name="sample"),
    path("<slug:public_id>/probar.pdf", views.sample_pdf, name="sample_pdf"),
    path("<slug:public_id>/versiones/<int:number>/", views.version, name="version"),
]
