"""Organisations, functions, substitutes, who does what."""

from django.urls import path

from minga.people.views import functions, organisations, substitutes, table

app_name = "people"
urlpatterns = [
    path("subrogancias/", substitutes.substitutes, name="substitutes"),
    path("subrogancias/nueva/", substitutes.name, name="name_substitute"),
    path("subrogancias/<slug:public_id>/terminar/", substitutes.end, name="end_substitution"),
    path("subrogancias/delegar/", substitutes.delegate_some, name="delegate"),
    path(
        "subrogancias/delegaciones/<slug:public_id>/terminar/",
        substitutes.end_delegated,
        name="end_delegation",
    ),
    path("organizaciones/", organisations.organisations, name="organisations"),
    path("organizaciones/nueva/", organisations.add, name="add_organisation"),
    path("organizaciones/<slug:public_id>/", organisations.organisation, name="organisation"),
    path(
        "organizaciones/<slug:public_id>/cambiar/",
        organisations.change,
        name="change_organisation",
    ),
    path("organizaciones/<slug:public_id>/cerrar/", organisations.close, name="close_organisation"),
    path("funciones/", functions.functions, name="functions"),
    path("funciones/persona-nueva/", functions.add_person, name="add_person"),
    path("funciones/<slug:public_id>/", functions.person, name="person"),
    path("funciones/<slug:public_id>/dar/", functions.give, name="give_function"),
    path("funciones/<slug:public_id>/traspasar/", functions.pass_work, name="pass_work"),
    path("funciones/<slug:public_id>/terminar/", functions.end, name="end_function"),
    path("quien-hace-que/", table.table, name="table"),
    path("quien-hace-que/cambios/<slug:public_id>/", table.table_change, name="table_change"),
    path("quien-hace-que/<str:code>/cambiar/", table.change_table, name="change_table"),
]
