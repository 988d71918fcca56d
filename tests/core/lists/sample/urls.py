"""The house with one area more."""

from django.urls import include, path

from config.urls import urlpatterns as house
from minga.core.lists.views import page
from tests.core.lists.sample.lists import HOUSES

sample = ([path("", page(HOUSES), name="houses")], "sample")
urlpatterns = [*house, path("viviendas/", include(sample))]

handler400 = "minga.core.views.bad_request"
handler403 = "minga.core.views.forbidden"
handler404 = "minga.core.views.not_found"
