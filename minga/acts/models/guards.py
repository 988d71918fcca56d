"""What the database refuses of an act and its parts, whoever asks."""

from minga.core.approvals.guards import approved_stays, frozen_while_sent
from minga.core.triggers import TriggerList, refuse

CONTENT = (
    "service_id", "unit_id", "territory_id", "kind_id", "subject", "vistos", "considerando",
    "resuelvo", "case_model", "case_id", "series", "to_publish", "to_notify",
)  # fmt: skip
_SERIES = "o.service_id = ROW.service_id AND o.series = ROW.series AND o.year = ROW.year"
_OUT_OF_ORDER = (
    f"ROW.number IS NOT NULL AND EXISTS (SELECT 1 FROM acts_act o WHERE {_SERIES} AND "  # noqa: S608
    "((o.number < ROW.number AND o.numbered_on > ROW.numbered_on) OR "
    "(o.number > ROW.number AND o.numbered_on < ROW.numbered_on)))"
)
_ENDED = "OLD.status IN ('processed', 'represented', 'voided', 'closed')"
_LATER = ("status", "number", "year", "numbered_on", "document_id", "review", "review_on",
          "published_on", "edition", "processed_on", "subject", "resuelvo", "vistos",
          "considerando", "closed_on", "close_reason")  # fmt: skip


def _changed(*columns: str) -> str:
    return " OR ".join(
        f"NEW.{name} <> OLD.{name} OR (NEW.{name} IS NULL) <> (OLD.{name} IS NULL)"
        for name in columns
    )


ACT_TRIGGERS: list[TriggerList] = [
    frozen_while_sent("acts_act", "acts.act"),
    approved_stays("acts_act", "acts.act", CONTENT),
    refuse(
        "acts_act",
        "number_stays",
        "UPDATE",
        f"OLD.number IS NOT NULL AND ({_changed('number', 'year', 'numbered_on', 'signed_on')} "
        "OR NEW.document_id <> OLD.document_id)",
        "El número y la fecha de un acto no cambian: se dicta otro que lo rectifique.",
    ),
    refuse(
        "acts_act",
        "steps_stay",
        "UPDATE",
        f"(OLD.review_sent_on IS NOT NULL AND ({_changed('review_sent_on')})) OR "
        f"(OLD.review <> '' AND ({_changed('review', 'review_on', 'review_note')})) OR "
        f"(OLD.published_on IS NOT NULL AND ({_changed('published_on', 'edition')}))",
        "Lo registrado del trámite de un acto no cambia.",
    ),
    refuse(
        "acts_act",
        "ended_stays",
        "UPDATE",
        f"{_ENDED} AND ({_changed(*_LATER)})",
        "Este acto terminó su trámite y no cambia: se dicta otro.",
    ),
    refuse(
        "acts_act",
        "stays",
        "DELETE",
        "1=1",
        "Los actos no se borran: un borrador se anula con su motivo.",
    ),
    refuse(
        "acts_act",
        "year_of_its_date",
        "INSERT UPDATE",
        "ROW.number IS NOT NULL AND "
        "SUBSTR(CAST(ROW.numbered_on AS TEXT), 1, 4) <> CAST(ROW.year AS TEXT)",
        "El año del número es el de la fecha del acto.",
    ),
    refuse(
        "acts_act",
        "dates_follow_numbers",
        "INSERT UPDATE",
        _OUT_OF_ORDER,
        "Las fechas siguen el orden de los números: revise la fecha del número anterior.",
        alone=True,
    ),
    refuse(
        "acts_act",
        "signed_by_its_steps",
        "INSERT UPDATE",
        "ROW.signed_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM approvals_submission s WHERE "
        "s.subject_model = 'acts.act' AND s.subject_id = ROW.id AND s.outcome = 'approved')",
        "Se firma cuando todas las visas y la firma están dadas.",
    ),
    refuse(
        "acts_act",
        "processed_when_notified",
        "UPDATE",
        "NEW.processed_on IS NOT NULL AND NEW.to_notify AND (NOT EXISTS (SELECT 1 FROM "
        "acts_actnotice n WHERE n.act_id = NEW.id) OR EXISTS (SELECT 1 FROM acts_actnotice n "
        "WHERE n.act_id = NEW.id AND (n.notified_on IS NULL OR n.notified_on > "
        "NEW.processed_on)))",
        "Falta notificar a alguien para que esté totalmente tramitado.",
        alone=True,
    ),
]


def of_a_draft(table: str) -> list[TriggerList]:
    """Parts that are written with the act and stay as it was signed."""
    return [
        frozen_while_sent(table, "acts.act", "ROW.act_id"),
        refuse(
            table,
            "of_a_draft",
            "INSERT DELETE",
            "NOT EXISTS (SELECT 1 FROM acts_act a WHERE a.id = ROW.act_id AND a.status = 'draft')",
            "Esto se agrega o se quita mientras el acto es un borrador.",
        ),
    ]


# Left without effect by another that is fully processed.
_DEAD = (
    "EXISTS (SELECT 1 FROM acts_actrelation r WHERE r.other_id = ROW.other_id AND r.id <> "
    "COALESCE(ROW.id, 0) AND r.effective_on IS NOT NULL AND r.kind IN ('invalidates', 'annuls'))"
)
RELATION_TRIGGERS: list[TriggerList] = [
    *of_a_draft("acts_actrelation"),
    refuse(
        "acts_actrelation",
        "on_a_processed_act",
        "INSERT UPDATE",
        "NOT EXISTS (SELECT 1 FROM acts_act a WHERE a.id = ROW.other_id "
        "AND a.processed_on IS NOT NULL)",
        "Solo se actúa sobre un acto totalmente tramitado.",
    ),
    refuse(
        "acts_actrelation",
        "on_a_living_act",
        "INSERT UPDATE",
        _DEAD,
        "Ese acto ya quedó sin efecto: no se modifica ni se anula de nuevo.",
        alone=True,
    ),
    refuse(
        "acts_actrelation",
        "effective_when_processed",
        "INSERT UPDATE",
        "ROW.effective_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM acts_act a WHERE "
        "a.id = ROW.act_id AND a.processed_on = ROW.effective_on)",
        "Rige cuando el acto que lo dispone está totalmente tramitado.",
    ),
    refuse(
        "acts_actrelation",
        "keeps_what_it_says",
        "UPDATE",
        f"OLD.effective_on IS NOT NULL OR {_changed('act_id', 'other_id', 'kind')}",
        "Lo que un acto hace a otro no cambia.",
    ),
]
EFFECT_TRIGGERS: list[TriggerList] = [
    *of_a_draft("acts_acteffect"),
    refuse(
        "acts_acteffect",
        "when_processed",
        "INSERT UPDATE",
        "ROW.applied_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM acts_act a WHERE "
        "a.id = ROW.act_id AND a.processed_on IS NOT NULL)",
        "Un acto produce efecto cuando está totalmente tramitado.",
    ),
    refuse(
        "acts_acteffect",
        "keeps_what_it_says",
        "UPDATE",
        f"{_changed('act_id', 'key')} OR OLD.revoked_on IS NOT NULL OR "
        f"(OLD.applied_on IS NOT NULL AND ({_changed('applied_on', 'described')}))",
        "Lo que un acto dispone no cambia.",
    ),
    refuse(
        "acts_acteffect",
        "revoked_by_another",
        "INSERT UPDATE",
        "ROW.revoked_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM acts_actrelation r WHERE "
        "r.other_id = ROW.act_id AND r.effective_on IS NOT NULL "
        "AND r.kind IN ('invalidates', 'annuls'))",
        "Lo que un acto dispuso termina cuando otro lo deja sin efecto.",
    ),
]
NOTICE_TRIGGERS: list[TriggerList] = [
    frozen_while_sent("acts_actnotice", "acts.act", "ROW.act_id"),
    refuse(
        "acts_actnotice",
        "while_in_process",
        "INSERT UPDATE DELETE",
        "NOT EXISTS (SELECT 1 FROM acts_act a WHERE a.id = ROW.act_id "
        "AND a.status IN ('draft', 'signed', 'numbered'))",
        "El acto ya terminó su trámite: no admite otras notificaciones.",
        alone=True,
    ),
    refuse(
        "acts_actnotice",
        "told_stays",
        "UPDATE",
        f"OLD.notified_on IS NOT NULL AND ({_changed('notified_on', 'way')})",
        "Lo registrado de una notificación no cambia.",
    ),
    refuse(
        "acts_actnotice",
        "after_its_number",
        "INSERT UPDATE",
        "ROW.notified_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM acts_act a WHERE a.id = "
        "ROW.act_id AND a.number IS NOT NULL AND a.numbered_on <= ROW.notified_on AND "
        "(a.series = 'exempt' OR (a.review IN ('taken', 'scope') "
        "AND a.review_on <= ROW.notified_on)))",
        "Se notifica con número y, si corresponde, después de la toma de razón.",
    ),
]
