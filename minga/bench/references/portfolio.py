"""The cuts of a portfolio by hand: one SQL aggregate over the rows of the months for each."""

from datetime import date
from typing import Any

MONTHS = """
    SELECT s.project_id AS project_id, a.month AS month, a.amount AS planned, 0 AS spent
    FROM schedules_monthamount a
    JOIN schedules_scheduleversion v ON v.id = a.version_id AND v.status = 'in_force'
    JOIN schedules_schedule s ON s.id = v.schedule_id
    WHERE a.month BETWEEN %(since)s AND %(until)s
    UNION ALL
    SELECT m.project_id, m.month, 0, m.amount FROM progress_monthspending m
    WHERE m.month BETWEEN %(since)s AND %(until)s
"""
SUMS = "SUM(m.planned), SUM(m.spent)"
PROJECTS = f"({MONTHS}) m JOIN works_project p ON p.id = m.project_id"
TIES = f"{PROJECTS} LEFT JOIN works_projectinitiative t ON t.project_id = p.id"
OLD = """p.id IN (SELECT project_id FROM progress_monthspending m
    JOIN budget_lineitem l ON l.id = m.line_item_id AND l.kind = 'land'
    WHERE m.month < %(year)s GROUP BY project_id HAVING SUM(amount) > 0)"""
# Amounts that share to whole pesos: the division is exact.
SHARES = f"({MONTHS}) m JOIN works_projectshare h ON h.project_id = m.project_id"
SHARED = "SUM(m.planned * h.hundredths / 10000), SUM(m.spent * h.hundredths / 10000)"
SOURCES = f"""({MONTHS}) m JOIN works_fundingsource f ON f.project_id = m.project_id
    JOIN (SELECT project_id, SUM(amount) AS cost FROM works_fundingsource GROUP BY project_id) c
    ON c.project_id = m.project_id"""  # noqa: S608  (our own words)
PAID = "SUM(m.planned * f.amount / c.cost), SUM(m.spent * f.amount / c.cost)"
CUTS = {
    "linea": ("p.line_of_action", SUMS, PROJECTS),
    "mandante": ("p.principal_id", SUMS, PROJECTS),
    "unidad": ("p.unit_id", SUMS, PROJECTS),
    "producto": ("p.product_line_id", SUMS, PROJECTS),
    "iniciativa": ("t.initiative_id", SUMS, TIES),
    "arrastre": (OLD, SUMS, PROJECTS),
    "territorio": ("h.territory_id", SHARED, SHARES),
    "fuente": ("f.kind", PAID, SOURCES),
}


def cut_by_hand(cursor: Any, name: str, since: date, until: date) -> list[tuple[Any, int, int]]:
    """Key, programmed and spent, by a cursor of the database."""
    asked = {"since": since, "until": until, "year": date(until.year, 1, 1)}
    key, sums, rows = CUTS[name]
    cursor.execute(f"SELECT {key}, {sums} FROM {rows} GROUP BY 1", asked)  # noqa: S608  (our words)
    return [(one, int(planned), int(spent)) for one, planned, spent in cursor.fetchall()]
