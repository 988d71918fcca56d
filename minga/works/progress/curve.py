"""The S-curve of a project: programmed, baseline, actual and where it goes."""

from dataclasses import dataclass

from minga.core.charts import Chart, Point, Series
from minga.core.kinds import PERCENT
from minga.core.months import Month
from minga.core.versions import VersionStatus
from minga.rules.works import pace
from minga.works.models import Project
from minga.works.progress.errors import percent
from minga.works.progress.models import MonthReport
from minga.works.schedules.models import MonthProgress, ScheduleVersion

Curve = dict[Month, int]


@dataclass(frozen=True)
class Curves:
    """Hundredths of a percent accumulated, by month; each in order."""

    programmed: Curve
    baseline: Curve
    actual: Curve
    forecast: Curve

    @property
    def last(self) -> Month | None:
        return max(self.actual, default=None)

    @property
    def ends(self) -> Month | None:
        """The month in which it was to end."""
        return next((month for month, done in self.programmed.items() if done == pace.WHOLE), None)

    @property
    def would_end(self) -> Month | None:
        """The month in which it ends at this pace; nothing where it goes nowhere."""
        if self.last is not None and self.actual[self.last] == pace.WHOLE:
            return self.last
        return max(self.forecast, default=None)

    def due(self, month: Month) -> int | None:
        """What was programmed by the end of a month."""
        return at(self.programmed, month)


def at(curve: Curve, month: Month) -> int | None:
    """The last figure until a month."""
    return next((done for one, done in reversed(curve.items()) if one <= month), None)


def curves_of(project: Project, until: Month) -> Curves:
    """As known in a month: later reports are not looked at."""
    versions = list(
        ScheduleVersion.objects.filter(schedule__project=project, approved_on__isnull=False)
    )
    rows: dict[int, Curve] = {version.pk: {} for version in versions}
    for row in MonthProgress.objects.filter(version__in=versions).order_by("month"):
        rows[row.version_id][row.month] = row.accumulated
    ruling = next((one for one in versions if one.status == VersionStatus.IN_FORCE), None)
    baseline = next((one for one in versions if one.is_baseline), None)
    actual = {
        report.month: report.physical
        for report in MonthReport.objects.filter(project=project, month__lte=until.first).order_by(
            "month"
        )
    }
    return Curves(
        rows[ruling.pk] if ruling else {},
        rows[baseline.pk] if baseline else {},
        actual,
        _forecast(actual),
    )


def _forecast(actual: Curve) -> Curve:
    """From the last report on. A month nobody reported stood still."""
    if not actual:
        return {}
    first, last = min(actual), max(actual)
    known = [at(actual, month) or 0 for month in first.until(last)]
    coming = pace.ahead([0, *known])
    if not coming:
        return {}
    return {last: known[-1]} | {last + n: done for n, done in enumerate(coming, 1)}


def chart_of(curves: Curves) -> Chart:
    series = [
        Series("Programado", _points(curves.programmed), "plan"),
        Series("Línea base", _points(_if_other(curves)), "unstarted"),
        Series("Real", _points(curves.actual), "done"),
        Series("A este ritmo", _points(curves.forecast), "going"),
    ]
    return Chart(
        kind="line",
        title=finding(curves),
        note="Avance físico acumulado, % al cierre de cada mes",
        series=tuple(one for one in series if one.points),
        value=PERCENT,
        place_title="Mes",
        source="«A este ritmo» sigue lo avanzado en los últimos tres meses informados; "
        "no es un compromiso."
        if curves.forecast
        else "",
        empty="Aquí verá la curva del proyecto cuando tenga un programa aprobado o un informe.",
    )


def _if_other(curves: Curves) -> Curve:
    return {} if curves.baseline == curves.programmed else curves.baseline


def _points(curve: Curve) -> tuple[Point, ...]:
    return tuple(Point(month, done) for month, done in curve.items())


def finding(curves: Curves) -> str:
    """One sentence: how far it is from what was programmed."""
    last = curves.last
    if last is None:
        return "Todavía no se informa ningún mes"
    done, due = curves.actual[last], curves.due(last)
    if due is None:
        return f"Lleva {percent(done)} en {last.name}; no tiene programa aprobado"
    if done < due:
        return f"En {last.name} lleva {percent(done)} y debía llevar {percent(due)}"
    if done > due:
        return f"En {last.name} lleva {percent(done)}, más que el {percent(due)} programado"
    return f"En {last.name} lleva {percent(done)}, lo programado"
