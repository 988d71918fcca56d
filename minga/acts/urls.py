"""Addresses of acts."""

from django.urls import path

from minga.acts.list import ACTS
from minga.acts.permissions import DRAFT, NUMBER
from minga.acts.views import kinds, reading, steps, writing
from minga.core.lists.views.listing import page

app_name = "acts"
urlpatterns = [
    path(
        "",
        page(
            ACTS,
            more=lambda request, _: {
                "may_draft": request.access.may(DRAFT),
                "may_number": request.access.may(NUMBER),
            },
        ),
        name="acts",
    ),
    path("nuevo/", writing.new, name="new"),
    path("anteriores/", steps.earlier, name="earlier"),
    path("tipos/", kinds.kinds, name="kinds"),
    path("tipos/nuevo/", kinds.new_kind, name="new_kind"),
    path("tipos/<slug:public_id>/", kinds.rule, name="rule"),
    path("de/<slug:key>/<slug:public_id>/", reading.of_case, name="of_case"),
    path("<slug:public_id>/", reading.act, name="act"),
    path("<slug:public_id>/borrador.pdf", reading.draft_pdf, name="draft_pdf"),
    path("<slug:public_id>/editar/", writing.edit, name="edit"),
    path("<slug:public_id>/visacion/", writing.send, name="send"),
    path("<slug:public_id>/anular/", writing.void, name="void"),
    path("<slug:public_id>/rehacer/", writing.redo, name="redo"),
    path("<slug:public_id>/cerrar/", steps.close, name="close"),
    path("<slug:public_id>/agregar/<slug:what>/", writing.add_part, name="add_part"),
    path("<slug:public_id>/quitar/<slug:part>/", writing.take_out, name="take_out"),
    path("<slug:public_id>/tramite/<slug:key>/", steps.step, name="step"),
]
