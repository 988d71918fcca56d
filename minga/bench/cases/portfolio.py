"""Programmed against actual by any cut, against adding the months by hand; and what it costs to
keep the sums that make it quick."""

from datetime import date
from fractions import Fraction
from typing import Any

from minga.bench import works
from minga.bench.framework import Bench
from minga.bench.references.portfolio import CUTS, cut_by_hand

SINCE, UNTIL = date(2007, 1, 1), date(2008, 9, 1)
Answer = dict[str, list[list[Any]]]


class Portfolio(Bench):
    """Each cut once: 36 months programmed and 18 spent of each project, a tenth of them changed
    at random afterwards."""

    name = "portfolio"
    says = f"{len(CUTS)} cortes de lo programado y lo gastado de una cartera, 36 meses por proyecto"
    against = "un agregado SQL por corte, escrito a mano sobre las filas de los meses"
    rows = 50_000
    limit = Fraction(15, 100)
    peak_limit_mb = 600
    database = True
    repeats = 3

    def prepare(self) -> None:
        from django.db import connection

        from minga.works.progress.summing import differences

        works.build(self.count)
        works.change(2 * self.count)
        assert differences() == [], "the sums by year are not those of the months"
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def load(self) -> None:
        if self.side == "ours":
            self.cuts()  # the territories and their divisions are read once for each process

    def cuts(self) -> dict[str, Any]:
        from minga.core.months import Month
        from minga.works.progress.cuts import Asked, Period
        from minga.works.progress.naming import CUTS as OURS

        asked = Asked(Period(Month.of(SINCE), Month.of(UNTIL)))
        return {name: OURS[name].totals(asked) for name in CUTS}

    def ours(self) -> Answer:
        return {
            name: [[key, *amounts] for key, amounts in totals.items()]
            for name, totals in self.cuts().items()
        }

    def reference(self) -> Answer:
        from django.db import connection

        with connection.cursor() as cursor:
            return {
                name: [list(row) for row in cut_by_hand(cursor, name, SINCE, UNTIL)]
                for name in CUTS
            }

    def answer(self, result: Answer) -> Answer:
        """By the name of the group; groups without money aside."""
        return {
            name: sorted([str(_plain(key)), *amounts] for key, *amounts in rows if any(amounts))
            for name, rows in result.items()
        }


class Upkeep(Bench):
    """Schedules that enter into force in the place of others, and months of spending, as an import
    writes them: with the sums kept by the database, and without."""

    name = "portfolio-upkeep"
    says = "programar y gastar 36 meses de cada proyecto, con las sumas que lleva la base"
    against = "las mismas escrituras, sin esas sumas"
    rows = 200
    limit = Fraction(125, 100)
    database = True
    repeats = 5

    def prepare(self) -> None:
        works.build(self.count)

    def before(self) -> None:
        works.keep_sums(self.side == "ours")

    def ours(self) -> int:
        return works.write_months()

    def reference(self) -> int:
        return works.write_months()


def _plain(key: Any) -> Any:
    return int(key) if isinstance(key, bool) else key
