"""The agenda and the minutes of a meeting, as they are handed over."""

from datetime import date

from minga.core.models import Chain
from minga.core.reports import Cell, Column, Group, Report, Status, Table
from minga.territory.frames import frame_on
from minga.workplan.problems.models import AgendaItem, Attendance, GapOutcome, Meeting

CAME = (Column("Servicio", width=30), Column("Asistieron", width=40))
POINTS = (
    Column("N.º", "integer"),
    Column("Punto", width=44),
    Column("Responsable", width=18),
    Column("Plazo", "date"),
)
AGREED = (
    Column("N.º", "integer"),
    Column("Punto", width=34),
    Column("Responsable", width=14),
    Column("Quedó", "status", width=13),
    Column("Acuerdo", width=26),
    Column("Nueva fecha", "date"),
)
TONES = {GapOutcome.RESOLVED: "done", GapOutcome.CONTINUES: "wait", GapOutcome.LEFT: "stop"}


def _items(meeting: Meeting) -> list[AgendaItem]:
    return list(meeting.items.select_related("gap__responsible").order_by("number"))


def _came(meeting: Meeting) -> list[Attendance]:
    rows = meeting.attendances.select_related("party__organisation")
    return list(rows.order_by("pk"))


def _responsible(item: AgendaItem) -> str:
    return item.gap.responsible.short_name if item.gap else "–"


def _due(item: AgendaItem, meeting: Meeting) -> date | None:
    """Of a meeting that is over, the term that its gap has now is another one."""
    return item.gap.due_on if item.gap and meeting.is_open else None


def _report(
    title: str,
    meeting: Meeting,
    tables: tuple[Table, ...],
    day: date,
    notes: tuple[str, ...] = (),
) -> Report:
    problem, chain = meeting.problem, Chain.objects.get()
    return Report(
        title=title,
        subject=problem.title,
        institution=problem.service.name,
        place_line=frame_on(day).name_of(problem.territory_id),
        facts=(
            ("Fecha", f"{meeting.day:%d-%m-%Y}"),
            ("Lugar", meeting.place),
            ("Convocada", f"{meeting.convened_on:%d-%m-%Y}, por {meeting.convened_by}"),
        ),
        tables=tables,
        record_line=f"Registro de Minga, cadena {chain.chain_id}: evento {chain.sequence}, "
        f"huella {chain.head}",
        issued_on=day,
        demonstration=chain.is_demonstration,
        notes=notes,
    )


def agenda_of(meeting: Meeting, day: date) -> Report:
    """What will be treated: the open gaps first, with who answers for each."""
    convened = tuple((str(row.party.organisation.name), "") for row in _came(meeting))
    points: tuple[tuple[Cell, ...], ...] = tuple(
        (item.number, item.text, _responsible(item), _due(item, meeting))
        for item in _items(meeting)
    )
    tables = (
        _table("Tabla", POINTS, points, "La tabla todavía no tiene puntos."),
        _table("Servicios convocados", CAME, convened, "No hay servicios convocados."),
    )
    return _report(f"Tabla de la reunión {meeting.number} entre servicios", meeting, tables, day)


def minutes_of(meeting: Meeting, day: date, *, is_draft: bool = False) -> Report:
    """Who came, what was agreed, and what became of each gap. `is_draft`: nobody closed it yet."""
    came = tuple((row.party.organisation.name, row.names or "no asistió") for row in _came(meeting))
    points: tuple[tuple[Cell, ...], ...] = tuple(_agreed(item) for item in _items(meeting))
    tables = (
        _table("Asistencia", CAME, came, "No hay servicios convocados."),
        _table("Acuerdos", AGREED, points, "La reunión no tuvo puntos de tabla."),
    )
    draft = "Borrador: el acta no se ha cerrado." if is_draft else ""
    notes = tuple(filter(None, (draft, meeting.notes)))
    title = f"Acta de la reunión {meeting.number} entre servicios"
    return _report(title, meeting, tables, day, notes)


def _agreed(item: AgendaItem) -> tuple[Cell, ...]:
    tone = TONES.get(GapOutcome(item.outcome), "going") if item.outcome else "unstarted"
    word = str(item.get_outcome_display()) if item.outcome else "tratado"
    said = Status(word.upper(), tone)  # type: ignore[arg-type]  # one of its tones
    return item.number, item.text, _responsible(item), said, item.agreed or "–", item.new_due_on


def _table(
    title: str, columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...], empty: str
) -> Table:
    groups = (Group(rows),) if rows else ()
    return Table(columns, groups, title=title, note="" if rows else empty)
