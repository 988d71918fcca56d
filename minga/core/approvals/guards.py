"""Guards that an area puts beside its models, so that the database holds what its flow decides."""

from minga.core.triggers import TriggerList, refuse


def approved_through_steps(table: str, model: str) -> TriggerList:
    """For the table of a `Version`: it comes into force when every step of a round was passed."""
    return refuse(
        table,
        "through_its_steps",
        "UPDATE",
        "NEW.status = 'in_force' AND OLD.status <> 'in_force' AND NOT EXISTS "
        f"({_round(model, 'NEW.id', 'approved')})",
        "Se aprueba cuando todos sus pasos están dados.",
    )


def frozen_while_sent(table: str, model: str, subject: str = "ROW.id") -> TriggerList:
    """For another `Fact`, and for its children (`subject`: SQL that names what they hang from): it
    stays as it was sent."""
    operations = "UPDATE DELETE" if subject == "ROW.id" else "INSERT UPDATE DELETE"
    return refuse(
        table,
        "frozen_while_sent",
        operations,
        f"EXISTS ({_round(model, subject, 'open')})",
        "Espera aprobación y no se modifica: retírelo o pida que lo devuelvan.",
    )


def approved_stays(table: str, model: str, content: tuple[str, ...]) -> TriggerList:
    """For another `Fact`: once approved, the columns that were approved stay, and so does the row.
    What is told of it afterwards goes in other columns. (A `Version` has its own.)"""
    approved = f"EXISTS ({_round(model, 'OLD.id', 'approved')})"
    changed = " OR ".join(
        f"NEW.{column} <> OLD.{column} OR (NEW.{column} IS NULL) <> (OLD.{column} IS NULL)"
        for column in content
    )
    guard = (table, "approved_stays")
    message = "Está aprobado y no se modifica: se prepara otro que lo reemplace."
    return TriggerList(
        (
            *refuse(*guard, "UPDATE", f"({changed}) AND {approved}", message),
            *refuse(*guard, "DELETE", approved, message),
        )
    )


def _round(model: str, subject: str, outcome: str) -> str:
    """`model`: its label in lower case. Names of our own tables, never of a person."""
    return (
        "SELECT 1 FROM approvals_submission s WHERE "  # noqa: S608
        f"s.subject_model = '{model}' AND s.subject_id = {subject} AND s.outcome = '{outcome}'"
    )
