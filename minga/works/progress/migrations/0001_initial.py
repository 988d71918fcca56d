"""Progress: reports of months, spending, closings, sums by year."""

import django.db.models.deletion
from django.db import migrations, models

import minga.core.ids
import minga.core.months


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("budget", "0001_initial"),
        ("core", "0003_folios"),
        ("documents", "0002_reserved"),
        ("people", "0004_functions"),
        ("works", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="MonthReport",
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
                ("month", minga.core.months.MonthField(verbose_name="mes")),
                (
                    "physical",
                    models.PositiveSmallIntegerField(verbose_name="avance físico en centésimas"),
                ),
                ("text", models.TextField(max_length=4000, verbose_name="qué se hizo")),
                ("reported_on", models.DateField(verbose_name="informado el")),
                (
                    "lowered_because",
                    models.CharField(blank=True, max_length=600, verbose_name="por qué baja"),
                ),
                (
                    "corrected_on",
                    models.DateField(blank=True, null=True, verbose_name="corregido el"),
                ),
                (
                    "corrected_because",
                    models.CharField(
                        blank=True, max_length=600, verbose_name="motivo de la corrección"
                    ),
                ),
                (
                    "revision",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="revisión"),
                ),
                (
                    "corrected_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="corregido por",
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
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="month_reports",
                        to="works.project",
                        verbose_name="proyecto",
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="informado por",
                    ),
                ),
            ],
            options={
                "verbose_name": "informe mensual de avance",
                "verbose_name_plural": "informes mensuales de avance",
                "ordering": ["project", "month"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "month"),
                        name="monthreport_once",
                        violation_error_message="Otra persona informó ese mes mientras usted escribía: abra el informe y corríjalo si hace falta.",
                    ),
                    models.CheckConstraint(
                        condition=minga.core.months.IsFirstDay("month"),
                        name="monthreport_month_is_a_month",
                        violation_error_message="Un mes se guarda con su primer día.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("physical__gte", 0), ("physical__lte", 10000)),
                        name="monthreport_up_to_whole",
                        violation_error_message="El avance va de 0 a 100 %.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="monthreport_says_what_was_done",
                        violation_error_message="Un informe dice qué se hizo.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reported_on__gte", models.F("month"))),
                        name="monthreport_of_a_month_that_began",
                        violation_error_message="Ese mes todavía no comienza.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("corrected_because", ""),
                                ("corrected_by__isnull", True),
                                ("corrected_on__isnull", True),
                                ("revision", 0),
                            ),
                            models.Q(
                                ("corrected_by__isnull", False),
                                ("corrected_on__isnull", False),
                                ("revision__gt", 0),
                                models.Q(("corrected_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="monthreport_corrected_by_someone_and_why",
                        violation_error_message="Una corrección dice quién, cuándo y por qué.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MonthSpending",
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
                ("month", minga.core.months.MonthField(verbose_name="mes")),
                ("amount", models.BigIntegerField(verbose_name="monto en pesos")),
                (
                    "origin",
                    models.CharField(
                        choices=[("direct", "gasto directo"), ("contract", "gasto de un contrato")],
                        max_length=8,
                        verbose_name="origen",
                    ),
                ),
                (
                    "detail",
                    models.CharField(blank=True, max_length=300, verbose_name="qué se pagó"),
                ),
                (
                    "reference",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="documento de respaldo"
                    ),
                ),
                (
                    "because_model",
                    models.CharField(blank=True, max_length=60, verbose_name="tabla que gasta"),
                ),
                (
                    "because_id",
                    models.BigIntegerField(blank=True, null=True, verbose_name="fila que gasta"),
                ),
                ("recorded_on", models.DateField(verbose_name="registrado el")),
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
                    "line_item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="budget.lineitem",
                        verbose_name="asignación",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spendings",
                        to="works.project",
                        verbose_name="proyecto",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="registrado por",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="progress.monthspending",
                        verbose_name="deja sin efecto a",
                    ),
                ),
            ],
            options={
                "verbose_name": "gasto de un mes",
                "verbose_name_plural": "gastos de los meses",
                "ordering": ["month", "pk"],
                "indexes": [
                    models.Index(fields=["project", "month"], name="monthspending_by_month")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=minga.core.months.IsFirstDay("month"),
                        name="monthspending_month_is_a_month",
                        violation_error_message="Un mes se guarda con su primer día.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount", 0), _negated=True),
                        name="monthspending_is_something",
                        violation_error_message="Un gasto no es cero.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("recorded_on__gte", models.F("month"))),
                        name="monthspending_of_a_month_that_began",
                        violation_error_message="Ese mes todavía no comienza.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("because_id__isnull", False),
                                ("origin", "contract"),
                                ("reverses__isnull", True),
                                models.Q(("because_model", ""), _negated=True),
                            ),
                            models.Q(
                                ("because_id__isnull", True),
                                ("because_model", ""),
                                ("origin", "direct"),
                                models.Q(("detail", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="monthspending_says_where_it_comes_from",
                        violation_error_message="Un gasto dice de qué contrato viene, o qué se pagó.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin", "contract"),
                            models.Q(("amount__gt", 0), ("reverses__isnull", True)),
                            models.Q(("amount__lt", 0), ("reverses__isnull", False)),
                            _connector="OR",
                        ),
                        name="monthspending_by_hand_is_paid_or_taken_back",
                        violation_error_message="Un gasto es mayor que cero, o deja otro sin efecto.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PortfolioYear",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="año")),
                (
                    "planned_01",
                    models.BigIntegerField(
                        db_default=0, default=0, verbose_name="programado en enero"
                    ),
                ),
                (
                    "planned_02",
                    models.BigIntegerField(
                        db_default=0, default=0, verbose_name="programado en febrero"
                    ),
                ),
                (
                    "planned_03",
                    models.BigIntegerField(
                        db_default=0, default=0, verbose_name="programado en marzo"
                    ),
                ),
                (
                    "planned_04",
                    models.BigIntegerField(
                        db_default=0, default=0, verbose_name="programado en abril"
                    ),
                ),
                (
                    "planned_05",
                    models.BigIntegerField(
                        db_default=0, default=0, verbose_name="programado en mayo"
                    ),
                ),
                (
                    "planned_06",
                    models.BigIntegerField(
                        db_default=0, default=0, verbose_name="programado en junio"
                    ),
                ),
                (
                    "planned_07",
                    models.BigIntegerField(
                        db_default=0, default=0, verbose_name="programado en julio"
                    ),
                ),
                (
                    "planned_08",
                    models.BigIntegerField(
                        db_default=0, default=0, verbose_name="programado en agosto"
                    ),
                ),
                (
                    "planned_09",
                    models.BigIntegerField(
                        db_default=0, default=0, verbose_name="programado en septiembre"
                    ),
                ),
                (
                    "planned_10",
                    models.BigIntegerField(
                        db_default=0, default=0, verbose_name="programado en octubre"
                    ),
                ),
                (
                    "planned_11",
                    models.BigIntegerField(
                        db_default=0, default=0, verbose_name="programado en noviembre"
                    ),
                ),
                (
                    "planned_12",
                    models.BigIntegerField(
                        db_default=0, default=0, verbose_name="programado en diciembre"
                    ),
                ),
                (
                    "spent_01",
                    models.BigIntegerField(
                        db_default=0, default=0, verbose_name="gastado en enero"
                    ),
                ),
                (
                    "spent_02",
                    models.BigIntegerField(
                        db_default=0, default=0, verbose_name="gastado en febrero"
                    ),
                ),
                (
                    "spent_03",
                    models.BigIntegerField(
                        db_default=0, default=0, verbose_name="gastado en marzo"
                    ),
                ),
                (
                    "spent_04",
                    models.BigIntegerField(
                        db_default=0, default=0, verbose_name="gastado en abril"
                    ),
                ),
                (
                    "spent_05",
                    models.BigIntegerField(db_default=0, default=0, verbose_name="gastado en mayo"),
                ),
                (
                    "spent_06",
                    models.BigIntegerField(
                        db_default=0, default=0, verbose_name="gastado en junio"
                    ),
                ),
                (
                    "spent_07",
                    models.BigIntegerField(
                        db_default=0, default=0, verbose_name="gastado en julio"
                    ),
                ),
                (
                    "spent_08",
                    models.BigIntegerField(
                        db_default=0, default=0, verbose_name="gastado en agosto"
                    ),
                ),
                (
                    "spent_09",
                    models.BigIntegerField(
                        db_default=0, default=0, verbose_name="gastado en septiembre"
                    ),
                ),
                (
                    "spent_10",
                    models.BigIntegerField(
                        db_default=0, default=0, verbose_name="gastado en octubre"
                    ),
                ),
                (
                    "spent_11",
                    models.BigIntegerField(
                        db_default=0, default=0, verbose_name="gastado en noviembre"
                    ),
                ),
                (
                    "spent_12",
                    models.BigIntegerField(
                        db_default=0, default=0, verbose_name="gastado en diciembre"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="portfolio_years",
                        to="works.project",
                        verbose_name="proyecto",
                    ),
                ),
            ],
            options={
                "verbose_name": "resumen anual de un proyecto",
                "verbose_name_plural": "resúmenes anuales de los proyectos",
                "constraints": [
                    models.UniqueConstraint(fields=("project", "year"), name="portfolioyear_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportPhoto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("taken_on", models.DateField(verbose_name="tomada el")),
                ("place", models.CharField(max_length=120, verbose_name="lugar")),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="report_photo",
                        to="documents.document",
                        verbose_name="documento",
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
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="progress.monthreport",
                        verbose_name="informe",
                    ),
                ),
            ],
            options={
                "verbose_name": "foto de un informe mensual",
                "verbose_name_plural": "fotos de los informes mensuales",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("place", ""), _negated=True),
                        name="reportphoto_says_where",
                        violation_error_message="Una foto dice dónde se tomó.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MonthClosing",
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
                ("month", minga.core.months.MonthField(verbose_name="mes")),
                ("closed_on", models.DateField(verbose_name="cerrado el")),
                (
                    "missing",
                    models.PositiveIntegerField(default=0, verbose_name="proyectos sin informe"),
                ),
                (
                    "remark",
                    models.CharField(
                        blank=True, max_length=600, verbose_name="por qué se cierra sin ellos"
                    ),
                ),
                (
                    "reopened_on",
                    models.DateField(blank=True, null=True, verbose_name="reabierto el"),
                ),
                (
                    "reopened_because",
                    models.CharField(
                        blank=True, max_length=600, verbose_name="motivo de la reapertura"
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="cerrado por",
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
                    "reopened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="reabierto por",
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
                "verbose_name": "cierre de un mes",
                "verbose_name_plural": "cierres de los meses",
                "ordering": ["-month", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("reopened_on__isnull", True)),
                        fields=("service", "month"),
                        name="monthclosing_closed_once",
                        violation_error_message="Ese mes ya está cerrado.",
                    ),
                    models.CheckConstraint(
                        condition=minga.core.months.IsFirstDay("month"),
                        name="monthclosing_month_is_a_month",
                        violation_error_message="Un mes se guarda con su primer día.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closed_on__gt", models.F("month"))),
                        name="monthclosing_after_it_began",
                        violation_error_message="Un mes se cierra cuando terminó.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("missing", 0), models.Q(("remark", ""), _negated=True), _connector="OR"
                        ),
                        name="monthclosing_missing_says_why",
                        violation_error_message="Diga por qué se cierra con proyectos sin informe.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("reopened_because", ""),
                                ("reopened_by__isnull", True),
                                ("reopened_on__isnull", True),
                            ),
                            models.Q(
                                ("reopened_by__isnull", False),
                                ("reopened_on__isnull", False),
                                models.Q(("reopened_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="monthclosing_reopened_by_someone_and_why",
                        violation_error_message="Una reapertura dice quién, cuándo y por qué.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reopened_on__isnull", True),
                            ("reopened_on__gte", models.F("closed_on")),
                            _connector="OR",
                        ),
                        name="monthclosing_reopened_after_it_closed",
                        violation_error_message="Un mes se reabre después de cerrarse.",
                    ),
                ],
            },
        ),
    ]
