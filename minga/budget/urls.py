"""The budget and the guarantees in custody."""

from django.urls import path

from minga.budget.list import GUARANTEES
from minga.budget.views import entries, execution, guarantees, laws
from minga.core.lists.views.listing import page

app_name = "budget"
urlpatterns = [
    path("", laws.law, name="law"),
    path("leyes/<slug:public_id>/", laws.loaded, name="loaded"),
    path("leyes/<slug:public_id>/ley.<slug:fmt>", laws.paper, name="paper"),
    path("ejecucion/", execution.spending, name="spending"),
    path("marcos/<slug:public_id>/", execution.ceiling, name="ceiling"),
    path("asientos/registrar/", entries.record, name="record"),
    path("asientos/de/<slug:key>/<slug:public_id>/", entries.of_case, name="ledger_of_case"),
    path("asientos/<slug:public_id>/reversar/", entries.take_back, name="take_back"),
    path("garantias/", page(GUARANTEES, more=guarantees.more_of_list), name="guarantees"),
    path("garantias/registrar/", guarantees.receive, name="receive"),
    path(
        "garantias/de/<slug:key>/<slug:public_id>/",
        guarantees.of_case,
        name="guarantees_of_case",
    ),
    path("garantias/<slug:public_id>/", guarantees.guarantee, name="guarantee"),
    path("garantias/<slug:public_id>/renovar/", guarantees.renew, name="renew"),
    path("garantias/<slug:public_id>/devolver/", guarantees.give_back, name="give_back"),
    path("garantias/<slug:public_id>/cobrar/", guarantees.cash, name="cash"),
    path("garantias/<slug:public_id>/anular/", guarantees.void, name="void"),
]
