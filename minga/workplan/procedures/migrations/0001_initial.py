"""Procedures with their versions, uses, reviews and non-conformities."""

import django.db.models.deletion
from django.db import migrations, models

import minga.core.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("commitments", "0005_finding_reminders"),
        ("core", "0003_folios"),
        ("people", "0004_functions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Procedure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=minga.core.ids.new_public_id,
                        max_length=12,
                        unique=True,
                        verbose_name="identificador público",
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="código")),
                ("title", models.CharField(max_length=160, verbose_name="nombre")),
                ("process", models.CharField(max_length=160, verbose_name="proceso")),
                (
                    "last_version",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, verbose_name="última versión"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.event",
                        verbose_name="evento",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="unidad dueña",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="servicio",
                    ),
                ),
            ],
            options={
                "verbose_name": "procedimiento",
                "verbose_name_plural": "procedimientos",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("service", "code"),
                        name="procedure_code_once",
                        violation_error_message="Ese código ya es de otro procedimiento del servicio.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code", ""), _negated=True),
                            models.Q(("title", ""), _negated=True),
                            models.Q(("process", ""), _negated=True),
                        ),
                        name="procedure_is_named",
                        violation_error_message="Escriba código, nombre y proceso.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProcedureVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="versión")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "borrador"),
                            ("submitted", "enviada a aprobación"),
                            ("in_force", "vigente"),
                            ("superseded", "reemplazada"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="estado",
                    ),
                ),
                (
                    "submitted_on",
                    models.DateField(blank=True, null=True, verbose_name="enviada el"),
                ),
                (
                    "approved_on",
                    models.DateField(blank=True, null=True, verbose_name="aprobada el"),
                ),
                (
                    "superseded_on",
                    models.DateField(blank=True, null=True, verbose_name="reemplazada el"),
                ),
                (
                    "remarks",
                    models.TextField(blank=True, verbose_name="observaciones de la devolución"),
                ),
                ("purpose", models.TextField(blank=True, verbose_name="objetivo")),
                ("scope", models.TextField(blank=True, verbose_name="alcance")),
                ("references", models.TextField(blank=True, verbose_name="referencias")),
                ("change", models.TextField(blank=True, verbose_name="qué cambia y por qué")),
                (
                    "distribution",
                    models.TextField(blank=True, verbose_name="distribución y puntos de uso"),
                ),
                (
                    "retention_years",
                    models.PositiveSmallIntegerField(
                        default=5, verbose_name="años que se conservan los registros"
                    ),
                ),
                (
                    "revision",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="revisión"),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="aprobada por",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.event",
                        verbose_name="evento",
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="procedures.procedure",
                        verbose_name="procedimiento",
                    ),
                ),
            ],
            options={
                "verbose_name": "versión del procedimiento",
                "verbose_name_plural": "versiones del procedimiento",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("procedure", "number"), name="procedureversion_number_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("draft", "submitted"))),
                        fields=("procedure",),
                        name="procedureversion_one_open",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "in_force")),
                        fields=("procedure",),
                        name="procedureversion_one_in_force",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ("in_force", "superseded")),
                                ("approved_by__isnull", False),
                                ("approved_on__isnull", False),
                            ),
                            models.Q(
                                models.Q(("status__in", ("in_force", "superseded")), _negated=True),
                                ("approved_by__isnull", True),
                                ("approved_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="procedureversion_approval_iff_approved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("superseded_on__isnull", True),
                                ("superseded_on__gte", models.F("approved_on")),
                                _connector="OR",
                            ),
                            models.Q(
                                ("approved_on__isnull", True),
                                ("submitted_on__isnull", True),
                                ("approved_on__gte", models.F("submitted_on")),
                                _connector="OR",
                            ),
                        ),
                        name="procedureversion_dates_in_order",
                        violation_error_message="Se envía, se aprueba y se reemplaza en ese orden.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "superseded"), ("superseded_on__isnull", False)),
                            models.Q(
                                models.Q(("status", "superseded"), _negated=True),
                                ("superseded_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="procedureversion_superseded_date_iff_superseded",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("retention_years__gte", 1), ("retention_years__lte", 100)
                        ),
                        name="procedureversion_keeps_records",
                        violation_error_message="Los registros se conservan de 1 a 100 años.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"),
                            models.Q(
                                models.Q(("purpose", ""), _negated=True),
                                models.Q(("scope", ""), _negated=True),
                                models.Q(
                                    ("number", 1),
                                    models.Q(("change", ""), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="procedureversion_approved_is_whole",
                        violation_error_message="Falta el objetivo, el alcance o qué cambia.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewPeriod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("months", models.PositiveSmallIntegerField(verbose_name="meses entre revisiones")),
                ("since", models.DateField(verbose_name="desde el")),
                ("reason", models.TextField(verbose_name="motivo")),
                (
                    "event",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.event",
                        verbose_name="evento",
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="periods",
                        to="procedures.procedure",
                        verbose_name="procedimiento",
                    ),
                ),
            ],
            options={
                "verbose_name": "periodicidad de la revisión",
                "verbose_name_plural": "periodicidades de la revisión",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("months__gte", 1), ("months__lte", 60)),
                        name="reviewperiod_1_to_60_months",
                        violation_error_message="La revisión es cada 1 a 60 meses.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="reviewperiod_says_why",
                        violation_error_message="Escriba el motivo.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProcedureActivity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "line_key",
                    models.CharField(
                        default=minga.core.ids.new_public_id,
                        editable=False,
                        max_length=12,
                        verbose_name="línea",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="número")),
                ("what", models.CharField(max_length=400, verbose_name="qué se hace")),
                (
                    "responsible_words",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="función responsable"
                    ),
                ),
                ("takes", models.CharField(blank=True, max_length=300, verbose_name="entrada")),
                ("gives", models.CharField(blank=True, max_length=300, verbose_name="salida")),
                (
                    "working_days",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="plazo en días hábiles"
                    ),
                ),
                (
                    "term_words",
                    models.CharField(blank=True, max_length=120, verbose_name="plazo en palabras"),
                ),
                (
                    "record",
                    models.CharField(blank=True, max_length=200, verbose_name="registro que deja"),
                ),
                (
                    "revision",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="revisión"),
                ),
                (
                    "event",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.event",
                        verbose_name="evento",
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="unidad responsable",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="procedures.procedureversion",
                        verbose_name="versión",
                    ),
                ),
            ],
            options={
                "verbose_name": "actividad del procedimiento",
                "verbose_name_plural": "actividades del procedimiento",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "number"),
                        name="procedureactivity_number_once",
                        violation_error_message="Otra persona usó ese número a la vez: abra la página de nuevo.",
                    ),
                    models.UniqueConstraint(
                        fields=("version", "line_key"), name="procedureactivity_line_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)),
                        name="procedureactivity_number_from_1",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("responsible__isnull", False),
                            models.Q(("responsible_words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="procedureactivity_has_a_responsible",
                        violation_error_message="Cada actividad dice quién responde.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("what", ""), _negated=True),
                        name="procedureactivity_says_what",
                        violation_error_message="Escriba qué se hace.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("working_days__isnull", True),
                            models.Q(("working_days__gte", 1), ("working_days__lte", 500)),
                            _connector="OR",
                        ),
                        name="procedureactivity_term_1_to_500",
                        violation_error_message="El plazo va de 1 a 500 días hábiles.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProcedureOutput",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "line_key",
                    models.CharField(
                        default=minga.core.ids.new_public_id,
                        editable=False,
                        max_length=12,
                        verbose_name="línea",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="número")),
                ("name", models.CharField(max_length=200, verbose_name="producto")),
                ("receiver", models.CharField(max_length=160, verbose_name="quién lo recibe")),
                (
                    "revision",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="revisión"),
                ),
                (
                    "event",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.event",
                        verbose_name="evento",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outputs",
                        to="procedures.procedureversion",
                        verbose_name="versión",
                    ),
                ),
            ],
            options={
                "verbose_name": "producto del procedimiento",
                "verbose_name_plural": "productos del procedimiento",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "number"),
                        name="procedureoutput_number_once",
                        violation_error_message="Otra persona usó ese número a la vez: abra la página de nuevo.",
                    ),
                    models.UniqueConstraint(
                        fields=("version", "line_key"), name="procedureoutput_line_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="procedureoutput_number_from_1"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True),
                            models.Q(("receiver", ""), _negated=True),
                        ),
                        name="procedureoutput_is_named",
                        violation_error_message="Escriba el producto y quién lo recibe.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProcedureUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "case_model",
                    models.CharField(
                        blank=True, editable=False, max_length=80, verbose_name="tipo de caso"
                    ),
                ),
                (
                    "case_id",
                    models.BigIntegerField(
                        blank=True, editable=False, null=True, verbose_name="caso"
                    ),
                ),
                (
                    "case_public_id",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=12,
                        verbose_name="identificador del caso",
                    ),
                ),
                (
                    "case_label",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="asunto del caso"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=minga.core.ids.new_public_id,
                        max_length=12,
                        unique=True,
                        verbose_name="identificador público",
                    ),
                ),
                ("label", models.CharField(max_length=200, verbose_name="a qué se aplica")),
                ("started_on", models.DateField(verbose_name="comenzó el")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("going", "en curso"),
                            ("finished", "terminada"),
                            ("dropped", "abandonada"),
                        ],
                        default="going",
                        max_length=10,
                        verbose_name="estado",
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="cerrada el")),
                (
                    "revision",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="revisión"),
                ),
                (
                    "event",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.event",
                        verbose_name="evento",
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="procedures.procedure",
                        verbose_name="procedimiento",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="la comenzó",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="procedures.procedureversion",
                        verbose_name="versión que sigue",
                    ),
                ),
            ],
            options={
                "verbose_name": "aplicación de un procedimiento",
                "verbose_name_plural": "aplicaciones de los procedimientos",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_on__isnull", True), ("state", "going")),
                            models.Q(
                                models.Q(("state", "going"), _negated=True),
                                ("closed_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="procedureuse_closed_on_a_day",
                        violation_error_message="Solo una aplicación cerrada tiene fecha de cierre.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("label", ""), _negated=True),
                        name="procedureuse_says_to_what",
                        violation_error_message="Escriba a qué se aplica.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("case_id__isnull", True),
                                ("case_label", ""),
                                ("case_model", ""),
                                ("case_public_id", ""),
                            ),
                            models.Q(
                                ("case_id__isnull", False),
                                models.Q(("case_model", ""), _negated=True),
                                models.Q(("case_label", ""), _negated=True),
                                models.Q(("case_public_id", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="procedureuse_case_is_whole",
                        violation_error_message="Diga de qué caso se trata, con su tipo, o de ninguno.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProcedureReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=minga.core.ids.new_public_id,
                        max_length=12,
                        unique=True,
                        verbose_name="identificador público",
                    ),
                ),
                ("held_on", models.DateField(verbose_name="revisado el")),
                ("recorded_on", models.DateField(verbose_name="anotada el")),
                (
                    "participants",
                    models.CharField(max_length=400, verbose_name="quiénes participaron"),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[("stays", "se mantiene"), ("changes", "se modifica")],
                        max_length=8,
                        verbose_name="resultado",
                    ),
                ),
                ("remarks", models.TextField(max_length=2000, verbose_name="conclusiones")),
                (
                    "event",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.event",
                        verbose_name="evento",
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="procedures.procedure",
                        verbose_name="procedimiento",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="la anotó",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="procedures.procedureversion",
                        verbose_name="versión revisada",
                    ),
                ),
            ],
            options={
                "verbose_name": "revisión periódica",
                "verbose_name_plural": "revisiones periódicas",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("held_on__lte", models.F("recorded_on"))),
                        name="procedurereview_not_in_the_future",
                        violation_error_message="Una revisión se anota cuando ya se hizo.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("participants", ""), _negated=True),
                            models.Q(("remarks", ""), _negated=True),
                        ),
                        name="procedurereview_says_who_and_what",
                        violation_error_message="Escriba quiénes participaron y qué concluyeron.",
                    ),
                    models.UniqueConstraint(
                        fields=("procedure", "held_on"),
                        name="procedurereview_once_a_day",
                        violation_error_message="La revisión de ese día ya está anotada.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NonConformity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=minga.core.ids.new_public_id,
                        max_length=12,
                        unique=True,
                        verbose_name="identificador público",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="año")),
                ("number", models.PositiveIntegerField(verbose_name="número")),
                ("found_on", models.DateField(verbose_name="detectada el")),
                ("recorded_on", models.DateField(verbose_name="anotada el")),
                ("description", models.TextField(max_length=2000, verbose_name="qué se detectó")),
                (
                    "severity",
                    models.CharField(
                        choices=[("minor", "menor"), ("major", "mayor")],
                        max_length=6,
                        verbose_name="gravedad",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("audit", "auditoría"),
                            ("review", "revisión periódica"),
                            ("user", "quien aplica o recibe"),
                        ],
                        max_length=8,
                        verbose_name="origen",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("found", "por analizar"),
                            ("analysed", "con causa analizada"),
                            ("acting", "en corrección"),
                            ("closed", "cerrada"),
                            ("dismissed", "desestimada"),
                        ],
                        default="found",
                        max_length=10,
                        verbose_name="estado",
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="cerrada el")),
                (
                    "revision",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="revisión"),
                ),
                (
                    "event",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.event",
                        verbose_name="evento",
                    ),
                ),
                (
                    "found_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="la detectó",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="servicio",
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="faults",
                        to="procedures.procedure",
                        verbose_name="procedimiento",
                    ),
                ),
                (
                    "activity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.procedureactivity",
                        verbose_name="actividad",
                    ),
                ),
                (
                    "output",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.procedureoutput",
                        verbose_name="producto",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.procedureversion",
                        verbose_name="versión",
                    ),
                ),
            ],
            options={
                "verbose_name": "no conformidad",
                "verbose_name_plural": "no conformidades",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("service", "year", "number"), name="nonconformity_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("found_on__lte", models.F("recorded_on"))),
                        name="nonconformity_found_by_its_day",
                        violation_error_message="Se anota lo que ya se detectó.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("activity__isnull", True), ("output__isnull", True), _connector="OR"
                        ),
                        name="nonconformity_of_one_thing",
                        violation_error_message="Elija la actividad o el producto, no ambos.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_on__isnull", True),
                                ("state__in", ("found", "analysed", "acting")),
                            ),
                            models.Q(
                                models.Q(
                                    ("state__in", ("found", "analysed", "acting")), _negated=True
                                ),
                                ("closed_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="nonconformity_closed_on_a_day",
                        violation_error_message="Solo una no conformidad cerrada tiene fecha de cierre.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("description", ""), _negated=True),
                        name="nonconformity_says_what",
                        violation_error_message="Escriba qué se detectó.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutputRequirement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "line_key",
                    models.CharField(
                        default=minga.core.ids.new_public_id,
                        editable=False,
                        max_length=12,
                        verbose_name="línea",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="número")),
                ("requirement", models.CharField(max_length=300, verbose_name="requisito")),
                ("checked_by", models.CharField(max_length=300, verbose_name="cómo se comprueba")),
                ("target", models.CharField(max_length=120, verbose_name="meta")),
                (
                    "revision",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="revisión"),
                ),
                (
                    "event",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.event",
                        verbose_name="evento",
                    ),
                ),
                (
                    "output",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requirements",
                        to="procedures.procedureoutput",
                        verbose_name="producto",
                    ),
                ),
            ],
            options={
                "verbose_name": "requisito de satisfacción",
                "verbose_name_plural": "requisitos de satisfacción",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("output", "number"),
                        name="outputrequirement_number_once",
                        violation_error_message="Otra persona usó ese número a la vez: abra la página de nuevo.",
                    ),
                    models.UniqueConstraint(
                        fields=("output", "line_key"), name="outputrequirement_line_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)),
                        name="outputrequirement_number_from_1",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("requirement", ""), _negated=True),
                            models.Q(("checked_by", ""), _negated=True),
                            models.Q(("target", ""), _negated=True),
                        ),
                        name="outputrequirement_can_be_checked",
                        violation_error_message="Escriba el requisito, cómo se comprueba y su meta.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UseStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("started", "comenzada"),
                            ("done", "actividad hecha"),
                            ("undone", "actividad por hacer de nuevo"),
                            ("moved", "pasada a otra versión"),
                            ("finished", "terminada"),
                            ("dropped", "abandonada"),
                        ],
                        max_length=10,
                        verbose_name="qué ocurrió",
                    ),
                ),
                ("on", models.DateField(verbose_name="fecha")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="hecha el")),
                ("remarks", models.TextField(blank=True, max_length=2000, verbose_name="detalle")),
                (
                    "activity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.procedureactivity",
                        verbose_name="actividad",
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="quién",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.event",
                        verbose_name="evento",
                    ),
                ),
                (
                    "use",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="procedures.procedureuse",
                        verbose_name="aplicación",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.procedureversion",
                        verbose_name="versión que seguía",
                    ),
                ),
            ],
            options={
                "verbose_name": "paso de una aplicación",
                "verbose_name_plural": "pasos de las aplicaciones",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("activity__isnull", False), ("kind__in", ("done", "undone"))),
                            models.Q(
                                models.Q(("kind__in", ("done", "undone")), _negated=True),
                                ("activity__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="usestep_activity_iff_done",
                        violation_error_message="Diga qué actividad se hizo.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "done"), _negated=True),
                            models.Q(
                                ("actor__isnull", False),
                                ("done_on__isnull", False),
                                ("done_on__lte", models.F("on")),
                            ),
                            _connector="OR",
                        ),
                        name="usestep_done_by_its_day",
                        violation_error_message="Una actividad se marca hecha un día que ya llegó.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ("undone", "moved", "dropped")), _negated=True),
                            models.Q(("remarks", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="usestep_says_why",
                        violation_error_message="Escriba el motivo.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CorrectiveAction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "commitment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commitments.commitment",
                        verbose_name="compromiso",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.event",
                        verbose_name="evento",
                    ),
                ),
                (
                    "fault",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="procedures.nonconformity",
                        verbose_name="no conformidad",
                    ),
                ),
            ],
            options={
                "verbose_name": "acción correctiva",
                "verbose_name_plural": "acciones correctivas",
            },
        ),
        migrations.CreateModel(
            name="RequirementResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("satisfied", models.BooleanField(verbose_name="se cumple")),
                ("figure", models.CharField(max_length=120, verbose_name="resultado medido")),
                (
                    "event",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.event",
                        verbose_name="evento",
                    ),
                ),
                (
                    "requirement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="results",
                        to="procedures.outputrequirement",
                        verbose_name="requisito",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="results",
                        to="procedures.procedurereview",
                        verbose_name="revisión",
                    ),
                ),
            ],
            options={
                "verbose_name": "resultado de un requisito",
                "verbose_name_plural": "resultados de los requisitos",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("review", "requirement"), name="requirementresult_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("figure", ""), _negated=True),
                        name="requirementresult_is_measured",
                        violation_error_message="Escriba el resultado medido.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NonConformityStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("found", "detectada"),
                            ("analysed", "causa analizada"),
                            ("corrected", "acción correctiva acordada"),
                            ("effective", "corrección eficaz"),
                            ("not_effective", "corrección sin efecto"),
                            ("dismissed", "desestimada"),
                        ],
                        max_length=14,
                        verbose_name="qué ocurrió",
                    ),
                ),
                ("on", models.DateField(verbose_name="fecha")),
                ("text", models.TextField(max_length=2000, verbose_name="detalle")),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="quién",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.event",
                        verbose_name="evento",
                    ),
                ),
                (
                    "fault",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="procedures.nonconformity",
                        verbose_name="no conformidad",
                    ),
                ),
            ],
            options={
                "verbose_name": "paso de una no conformidad",
                "verbose_name_plural": "pasos de las no conformidades",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="nonconformitystep_says_what",
                        violation_error_message="Escriba el detalle.",
                    )
                ],
            },
        ),
    ]
