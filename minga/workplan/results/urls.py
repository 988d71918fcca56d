"""Results: the matrix, its figures, a product, panels."""

from django.urls import path

from minga.workplan.results.views import figure, matrix, new, panels

app_name = "results"
urlpatterns = [
    path("", matrix.results, name="results"),
    path("descargar.<slug:fmt>", matrix.download, name="download"),
    path("cifras/", matrix.figures, name="figures"),
    path("nueva/", new.new, name="new"),
    path("producto/<slug:public_id>/", matrix.product, name="product"),
    path("del-programa/<slug:public_id>/", panels.of_plan, name="of_plan"),
    path("<slug:public_id>/", figure.result, name="result"),
    path("<slug:public_id>/verificar/", figure.verify, name="verify"),
    path("<slug:public_id>/devolver/", figure.send_back, name="return"),
    path("<slug:public_id>/corregir/", figure.correct, name="correct"),
]
