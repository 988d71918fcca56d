"""The catalogue of what can be wrong with projects of works and studies (SPEC 4, domain.md 4.6).

Each check takes a portfolio and answers the rows where it is wrong: which project, and the figures
that the sentence of its finding names. Pure and over whole columns: a portfolio of 20.000 projects
and one project that is being saved go through the same lines.
"""

from collections.abc import Iterable

from minga.rules.works.checks import execution, milestones, record, schedule
from minga.rules.works.checks.base import CHECKS, NOBODY, Check, Hits, month_of
from minga.rules.works.checks.execution import CONTRACT_DAYS
from minga.rules.works.portfolio import Portfolio

# Each declares its own.
FAMILIES = (record, schedule, milestones, execution)
# What no project answers for alone.
OF_THE_WHOLE = ("PRE-01",)


def run(portfolio: Portfolio, codes: Iterable[str] | None = None) -> dict[str, Hits]:
    """Every check that found something, by code; `codes`: only these."""
    found = {code: CHECKS[code](portfolio) for code in (CHECKS if codes is None else codes)}
    return {code: hits for code, hits in found.items() if len(hits)}


__all__ = ["CHECKS", "CONTRACT_DAYS", "NOBODY", "OF_THE_WHOLE", "Check", "Hits", "month_of", "run"]
