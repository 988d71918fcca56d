"""Progress: who reported, a report, spending, closings, a project, the portfolio."""

from django.urls import path

from minga.works.progress.views import board, closing, portfolio, project, report, spending

app_name = "progress"
urlpatterns = [
    path("", board.board, name="board"),
    path("pedir/<slug:month>/", board.ask, name="ask"),
    path("cierres/", closing.closings, name="closings"),
    path("cierres/cerrar/", closing.close, name="close"),
    path("cierres/<slug:public_id>/reabrir/", closing.reopen, name="reopen"),
    path("cartera/", portfolio.portfolio, name="portfolio"),
    path("proyecto/<slug:public_id>/", project.of_project, name="project"),
    path("proyecto/<slug:public_id>/gastos/", spending.spendings, name="spendings"),
    path("gasto/<slug:public_id>/dejar-sin-efecto/", spending.take_back, name="take_back"),
    path("proyecto/<slug:public_id>/<slug:month>/", report.report, name="report"),
    path("proyecto/<slug:public_id>/<slug:month>/corregir/", report.correct, name="correct"),
    path("proyecto/<slug:public_id>/<slug:month>/fotos/", report.pictures, name="pictures"),
]
