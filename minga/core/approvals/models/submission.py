"""A round of approval: what was sent, the steps it has to pass, and who decided each."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from minga.core.access import Access
from minga.core.ids import new_public_id
from minga.core.models import Fact, FactQuerySet
from minga.core.triggers import append_only, refuse


class SubmissionQuerySet(FactQuerySet["Submission"]):
    def of(self, subject: models.Model) -> Self:
        return self.filter(subject_model=subject._meta.label_lower, subject_id=subject.pk)

    def open(self) -> Self:
        return self.filter(outcome="open")


class Submission(Fact):
    """Envío a aprobación: one round of something that its preparers sent to be decided."""

    class Outcome(models.TextChoices):
        OPEN = "open", "en aprobación"
        APPROVED = "approved", "aprobado"
        RETURNED = "returned", "devuelto"
        WITHDRAWN = "withdrawn", "retirado"

    public_id = models.CharField(
        "identificador público", max_length=12, unique=True, default=new_public_id
    )
    subject_model = models.CharField("tabla", max_length=60)
    subject_id = models.BigIntegerField("fila")
    # The event that left the subject as it was sent: nobody writes in it while it waits.
    subject_event_id = models.BigIntegerField("evento de lo enviado")
    institution_id = models.BigIntegerField("institución")
    number = models.PositiveSmallIntegerField("vuelta")
    amount = models.BigIntegerField("monto (pesos)", null=True, blank=True)
    four_eyes = models.BooleanField("una persona por paso", default=True)
    sent_by = models.BigIntegerField("quién envió")
    sender = models.CharField("nombre de quien envió", max_length=80)
    sent_on = models.DateField("enviado el")
    outcome = models.CharField(
        "resultado", max_length=10, choices=Outcome.choices, default=Outcome.OPEN
    )
    passed = models.PositiveSmallIntegerField("pasos dados", default=0)
    # When the last step was passed: since then it waits for the next one.
    since = models.DateField("espera desde")
    closed_on = models.DateField("cerrado el", null=True, blank=True)
    reason = models.TextField("motivo", blank=True)

    objects: ClassVar[SubmissionQuerySet] = SubmissionQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        refuse(
            "approvals_submission",
            "begins_open",
            "INSERT",
            "ROW.outcome <> 'open' OR ROW.passed <> 0",
            "Todo envío a aprobación comienza abierto.",
        ),
        refuse(
            "approvals_submission",
            "once_approved",
            "INSERT",
            "EXISTS (SELECT 1 FROM approvals_submission s WHERE s.outcome = 'approved' AND "
            "s.subject_model = ROW.subject_model AND s.subject_id = ROW.subject_id)",
            "Lo aprobado no se envía de nuevo: se prepara otra versión.",
        ),
        refuse(
            "approvals_submission",
            "keeps_what_was_sent",
            "UPDATE",
            "OLD.outcome <> 'open' OR NEW.passed < OLD.passed OR "
            + " OR ".join(
                f"NEW.{column} <> OLD.{column}"
                for column in (
                    "public_id", "subject_model", "subject_id", "subject_event_id",
                    "institution_id", "number", "four_eyes", "sent_by", "sender", "sent_on",
                )
            )
            + " OR COALESCE(NEW.amount, -1) <> COALESCE(OLD.amount, -1)",
            "Lo enviado a aprobación queda como se envió; lo cerrado no se abre.",
        ),
        refuse(
            "approvals_submission",
            "counts_what_was_passed",
            "UPDATE",
            "NEW.passed <> (SELECT COUNT(*) FROM approvals_decision d "
            "JOIN approvals_submissionstep t ON t.id = d.step_id "
            "WHERE t.submission_id = NEW.id AND d.outcome = 'passed')",
            "Los pasos dados son los que alguien decidió.",
        ),
        refuse(
            "approvals_submission",
            "approved_by_every_step",
            "UPDATE",
            "NEW.outcome = 'approved' AND NEW.passed <> (SELECT COUNT(*) "
            "FROM approvals_submissionstep t WHERE t.submission_id = NEW.id)",
            "Se aprueba cuando todos sus pasos están dados.",
        ),
        refuse(
            "approvals_submission",
            "returned_by_somebody",
            "UPDATE",
            "(NEW.outcome = 'returned') <> EXISTS (SELECT 1 FROM approvals_decision d "
            "JOIN approvals_submissionstep t ON t.id = d.step_id "
            "WHERE t.submission_id = NEW.id AND d.outcome = 'returned')",
            "Se devuelve por decisión de quien tiene el paso.",
        ),
        refuse(
            "approvals_submission",
            "withdrawn_untouched",
            "UPDATE",
            "NEW.outcome = 'withdrawn' AND NEW.passed > 0",
            "Se retira mientras nadie ha dado un paso.",
        ),
        refuse(
            "approvals_submission",
            "stays",
            "DELETE",
            "1=1",
            "Los envíos a aprobación se conservan.",
        ),
    ]  # fmt: skip

    class Meta:
        verbose_name = "envío a aprobación"
        verbose_name_plural = "envíos a aprobación"
        constraints = [
            models.UniqueConstraint(
                fields=["subject_model", "subject_id", "number"], name="submission_number_once"
            ),
            models.UniqueConstraint(
                fields=["subject_model", "subject_id"],
                condition=Q(outcome="open"),
                name="submission_one_open",
                violation_error_message="Ya fue enviado a aprobación y todavía espera.",
            ),
            models.CheckConstraint(
                name="submission_closed_iff_has_date",
                condition=Q(outcome="open", closed_on__isnull=True)
                | (~Q(outcome="open") & Q(closed_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="submission_withdrawn_says_why",
                condition=~Q(outcome="withdrawn") | ~Q(reason=""),
                violation_error_message="Para retirarlo, escriba el motivo.",
            ),
            models.CheckConstraint(
                name="submission_amount_not_negative",
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                violation_error_message="El monto no es negativo.",
            ),
            models.CheckConstraint(
                name="submission_dates_in_order",
                condition=Q(since__gte=F("sent_on"))
                & (Q(closed_on__isnull=True) | Q(closed_on__gte=F("since"))),
                violation_error_message="Un paso no se da antes que el anterior.",
            ),
        ]
        indexes = [models.Index(fields=["sent_by", "sent_on"], name="submission_by_sender")]

    def __str__(self) -> str:
        return f"vuelta {self.number} de {self.subject_model} {self.subject_id}"

    @property
    def is_open(self) -> bool:
        return self.outcome == self.Outcome.OPEN


class StepQuerySet(FactQuerySet["SubmissionStep"]):
    def waiting(self) -> Self:
        """The step that each open submission now waits for."""
        return self.filter(submission__outcome="open", position=F("submission__passed") + 1)

    def for_access(self, access: Access, permissions: dict[str, set[int]]) -> Self:
        """Those that the person may decide by role: permission → institutions."""
        if access.everything:
            return self
        condition = Q(pk__in=[])
        for permission, institutions in permissions.items():
            units = access.units(permission)
            condition |= Q(
                Q(unit_id__isnull=True)
                | Q(unit_id__in=units)
                | Q(submission__institution_id__in=units),
                permission=permission,
                submission__institution_id__in=institutions,
            )
        return self.filter(condition)


class SubmissionStep(Fact):
    """Paso de aprobación: one that a submission has to pass, fixed when it was sent."""

    submission = models.ForeignKey(
        Submission, models.PROTECT, related_name="steps", verbose_name="envío a aprobación"
    )
    position = models.PositiveSmallIntegerField("orden")
    key = models.SlugField("clave", max_length=30)
    label = models.CharField("paso", max_length=80)
    permission = models.CharField("permiso", max_length=60)
    # Only who has the permission in that unit, or in the whole institution.
    unit_id = models.BigIntegerField("unidad que lo da", null=True)
    second_factor = models.BooleanField("con segundo factor", default=False)

    objects: ClassVar[StepQuerySet] = StepQuerySet.as_manager()  # type: ignore[assignment]
    triggers = [
        append_only("approvals_submissionstep"),
        refuse(
            "approvals_submissionstep",
            "fixed_when_sent",
            "INSERT",
            "EXISTS (SELECT 1 FROM approvals_submission s WHERE s.id = ROW.submission_id AND "
            "(s.outcome <> 'open' OR s.passed > 0 OR s.event_id <> ROW.event_id))",
            "Los pasos quedan fijos cuando se envía a aprobación.",
        ),
    ]

    class Meta:
        verbose_name = "paso de aprobación"
        verbose_name_plural = "pasos de aprobación"
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "position"], name="submissionstep_position_once"
            ),
            models.UniqueConstraint(fields=["submission", "key"], name="submissionstep_key_once"),
            models.CheckConstraint(
                name="submissionstep_position_from_1", condition=Q(position__gte=1)
            ),
        ]
        indexes = [models.Index(fields=["permission"], name="submissionstep_by_permission")]

    def __str__(self) -> str:
        return self.label


_SUBMISSION = (
    "approvals_submissionstep t JOIN approvals_submission s ON s.id = t.submission_id "
    "WHERE t.id = ROW.step_id"
)


class Decision(Fact):
    """Decisión: somebody passed a step, or returned what was sent; maybe in another's place."""

    class Outcome(models.TextChoices):
        PASSED = "passed", "paso dado"
        RETURNED = "returned", "devuelta para corregir"

    step = models.OneToOneField(
        SubmissionStep, models.PROTECT, related_name="decision", verbose_name="paso"
    )
    outcome = models.CharField("resultado", max_length=10, choices=Outcome.choices)
    on = models.DateField("fecha")
    actor_id = models.BigIntegerField("persona")
    actor = models.CharField("quién", max_length=80)
    role = models.CharField("función", max_length=80)
    substituted = models.CharField("en lugar de", max_length=80, blank=True)
    act_reference = models.CharField("acto de la subrogación", max_length=120, blank=True)
    with_second_factor = models.BooleanField("con segundo factor", default=False)
    remarks = models.TextField("observaciones", blank=True)

    triggers = [
        append_only("approvals_decision"),
        refuse(
            "approvals_decision",
            "not_by_who_prepared",
            "INSERT",
            f"EXISTS (SELECT 1 FROM {_SUBMISSION} AND (s.sent_by = ROW.actor_id OR EXISTS "  # noqa: S608
            "(SELECT 1 FROM core_preparation p WHERE p.subject_model = s.subject_model AND "
            "p.subject_id = s.subject_id AND p.actor_id = ROW.actor_id)))",
            "Quien preparó no decide.",
        ),
        refuse(
            "approvals_decision",
            "in_order",
            "INSERT",
            f"NOT EXISTS (SELECT 1 FROM {_SUBMISSION} AND s.outcome = 'open' "  # noqa: S608
            "AND t.position = s.passed + 1)",
            "Los pasos se dan en su orden, mientras el envío está abierto.",
        ),
        refuse(
            "approvals_decision",
            "one_step_per_person",
            "INSERT",
            f"EXISTS (SELECT 1 FROM {_SUBMISSION} AND s.four_eyes AND EXISTS "  # noqa: S608
            "(SELECT 1 FROM approvals_decision d JOIN approvals_submissionstep o "
            "ON o.id = d.step_id WHERE o.submission_id = s.id AND d.actor_id = ROW.actor_id))",
            "Una persona da un solo paso de cada envío.",
        ),
        refuse(
            "approvals_decision",
            "with_the_proof_it_needs",
            "INSERT",
            "ROW.outcome = 'passed' AND NOT ROW.with_second_factor AND EXISTS "  # noqa: S608
            f"(SELECT 1 FROM {_SUBMISSION} AND t.second_factor)",
            "Este paso exige el segundo factor.",
        ),
    ]

    class Meta:
        verbose_name = "decisión"
        verbose_name_plural = "decisiones"
        constraints = [
            models.CheckConstraint(
                name="decision_returned_says_why",
                condition=Q(outcome="passed", remarks="")
                | (Q(outcome="returned") & ~Q(remarks="")),
                violation_error_message="Para devolver, escriba qué debe corregirse.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} por {self.actor}"

    @property
    def manner(self) -> str:
        """«, como subrogante de D. Pérez (Res. Ex. 12), con segundo factor»."""
        return manner(
            self.substituted,
            self.act_reference,
            second_factor=self.with_second_factor,
            delegated=self.role.endswith(BY_DELEGATION),
        )


# How the function ends of who decides because another one let them.
BY_DELEGATION = "(por delegación)"


def manner(substituted: str, act: str, *, second_factor: bool, delegated: bool = False) -> str:
    """In whose place and with which proof, as a sentence goes on."""
    by = f" ({act})" if act else ""
    how = "por delegación de" if delegated else "como subrogante de"
    parts = [f"{how} {substituted}{by}"] if substituted else []
    return "".join(f", {part}" for part in (*parts, *(["con segundo factor"] * second_factor)))


def days_between(first: date, last: date) -> int:
    return max(0, (last - first).days)
