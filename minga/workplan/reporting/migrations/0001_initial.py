import django.db.models.deletion
from django.db import migrations, models

import minga.core.ids
import minga.core.months


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0003_folios"),
        ("people", "0004_functions"),
        ("workplan", "0003_official_ends"),
    ]

    operations = [
        migrations.CreateModel(
            name="InformationSystem",
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
                ("name", models.CharField(max_length=80, verbose_name="nombre")),
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
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="information_systems",
                        to="people.organisation",
                        verbose_name="servicio",
                    ),
                ),
            ],
            options={
                "verbose_name": "sistema de información",
                "verbose_name_plural": "sistemas de información",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("service", "name"),
                        name="informationsystem_name_once",
                        violation_error_message="Ese sistema ya está en la lista.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="informationsystem_has_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanReport",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("analysis", "análisis del avance"),
                            ("systems", "plan de mejora de un sistema"),
                            ("diffusion", "difusión de resultados"),
                            ("partial", "evaluación parcial"),
                            ("final", "evaluación final"),
                        ],
                        max_length=10,
                        verbose_name="formulario",
                    ),
                ),
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
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="workplan.workplan",
                        verbose_name="programa de trabajo",
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="reporting.informationsystem",
                        verbose_name="sistema de información",
                    ),
                ),
            ],
            options={
                "verbose_name": "informe del programa",
                "verbose_name_plural": "informes del programa",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("system__isnull", True)),
                        fields=("plan", "kind"),
                        name="planreport_once",
                        violation_error_message="Ese informe del programa ya existe.",
                    ),
                    models.UniqueConstraint(
                        fields=("plan", "kind", "system"),
                        name="planreport_once_per_system",
                        violation_error_message="Ese informe del programa ya existe.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "systems"), ("system__isnull", False)),
                            models.Q(
                                models.Q(("kind", "systems"), _negated=True),
                                ("system__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="planreport_system_iff_improvement",
                        violation_error_message="El plan de mejora nombra su sistema; los demás, ninguno.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanReportVersion",
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
                    "plan_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workplan.workplanversion",
                        verbose_name="versión del programa",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="reporting.planreport",
                        verbose_name="informe",
                    ),
                ),
            ],
            options={
                "verbose_name": "versión del informe",
                "verbose_name_plural": "versiones del informe",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "number"), name="planreportversion_number_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("draft", "submitted"))),
                        fields=("report",),
                        name="planreportversion_one_open",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "in_force")),
                        fields=("report",),
                        name="planreportversion_one_in_force",
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
                        name="planreportversion_approval_iff_approved",
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
                        name="planreportversion_dates_in_order",
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
                        name="planreportversion_superseded_date_iff_superseded",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=minga.core.ids.new_public_id,
                        max_length=12,
                        verbose_name="clave de la fila",
                    ),
                ),
                ("section", models.CharField(blank=True, max_length=8, verbose_name="sección")),
                ("number", models.PositiveSmallIntegerField(verbose_name="número")),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="tema")),
                ("achieved", models.TextField(blank=True, verbose_name="avance")),
                ("recommendations", models.TextField(blank=True, verbose_name="recomendaciones")),
                ("commitment", models.TextField(blank=True, verbose_name="compromiso")),
                (
                    "responsible_words",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="responsable, como se escribió"
                    ),
                ),
                ("due", minga.core.months.MonthField(blank=True, null=True, verbose_name="plazo")),
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
                        related_name="report_rows",
                        to="people.organisation",
                        verbose_name="responsable",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="reporting.planreportversion",
                        verbose_name="versión del informe",
                    ),
                ),
            ],
            options={
                "verbose_name": "fila del informe",
                "verbose_name_plural": "filas del informe",
                "indexes": [models.Index(fields=["key"], name="reportrow_by_key")],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "key"), name="reportrow_key_once"),
                    models.UniqueConstraint(
                        fields=("version", "section", "number"),
                        name="reportrow_number_once",
                        violation_error_message="Ese número ya está en uso en la sección.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True),
                            models.Q(("achieved", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reportrow_says_something",
                        violation_error_message="Una fila dice algo.",
                    ),
                    models.CheckConstraint(
                        condition=minga.core.months.IsFirstDay("due"),
                        name="reportrow_due_is_a_month",
                        violation_error_message="Un mes se guarda con su primer día.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuotedBacking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sentence", models.TextField(verbose_name="frase")),
                (
                    "stands_on",
                    models.JSONField(default=list, verbose_name="registros que la respaldan"),
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
                    "row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quotes",
                        to="reporting.reportrow",
                        verbose_name="fila del informe",
                    ),
                ),
            ],
            options={
                "verbose_name": "respaldo citado",
                "verbose_name_plural": "respaldos citados",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("row", "sentence"),
                        name="quotedbacking_once_per_row",
                        violation_error_message="Esa frase ya está en la fila.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sentence", ""), _negated=True),
                        name="quotedbacking_has_sentence",
                    ),
                ],
            },
        ),
    ]
