"""Addresses of oficios."""

from django.urls import path

from minga.acts.letters import batch_views, case_views, received_views, views
from minga.acts.letters.list import LETTERS
from minga.acts.letters.permissions import PREPARE, RECEIVE
from minga.acts.letters.received_list import RECEIVED
from minga.core.lists.views.listing import page

app_name = "letters"
urlpatterns = [
    path(
        "",
        page(LETTERS, more=lambda request, _: {"may_write": request.access.may(PREPARE)}),
        name="letters",
    ),
    path("nuevo/", views.new, name="new"),
    path("de/<slug:key>/<slug:public_id>/", case_views.of_case, name="of_case"),
    path(
        "recibidos/",
        page(RECEIVED, more=lambda request, _: {"may_receive": request.access.may(RECEIVE)}),
        name="received_list",
    ),
    path("recibidos/nuevo/", received_views.receive, name="receive"),
    path("recibidos/<slug:public_id>/", received_views.received, name="received"),
    path("recibidos/<slug:public_id>/cerrar/", received_views.close, name="close_received"),
    path("masivos/nuevo/", batch_views.new, name="new_batch"),
    path("masivos/<slug:public_id>/", batch_views.batch, name="batch"),
    path("masivos/<slug:public_id>/editar/", batch_views.edit, name="edit_batch"),
    path("masivos/<slug:public_id>/firma/", batch_views.send, name="send_batch"),
    path("masivos/<slug:public_id>/numerar/", batch_views.issue, name="issue"),
    path("masivos/<slug:public_id>/imprimir/", batch_views.print_all, name="print_all"),
    path("masivos/<slug:public_id>/descartar/", batch_views.discard, name="discard_batch"),
    path("masivos/<slug:public_id>/anular/", batch_views.void, name="void_batch"),
    path("<slug:public_id>/", views.letter, name="letter"),
    path("<slug:public_id>/borrador.pdf", views.draft_pdf, name="draft_pdf"),
    path("<slug:public_id>/editar/", views.edit, name="edit"),
    path("<slug:public_id>/firma/", views.send, name="send"),
    path("<slug:public_id>/descartar/", views.discard, name="discard"),
    path("<slug:public_id>/numerar/", views.number, name="number"),
    path("<slug:public_id>/despachar/", views.dispatch, name="dispatch"),
    path("<slug:public_id>/respuesta/", views.answer, name="answer"),
    path("<slug:public_id>/anular/", views.void, name="void"),
]
