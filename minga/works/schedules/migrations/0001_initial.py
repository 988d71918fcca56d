"""Schedules in versions: amounts and progress by month, milestones."""

import datetime

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import minga.core.ids
import minga.core.months


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("budget", "0001_initial"),
        ("core", "0003_folios"),
        ("people", "0004_functions"),
        ("works", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Schedule",
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
                    "project",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="schedule",
                        to="works.project",
                        verbose_name="proyecto",
                    ),
                ),
            ],
            options={
                "verbose_name": "programa de un proyecto",
                "verbose_name_plural": "programas de los proyectos",
            },
        ),
        migrations.CreateModel(
            name="ScheduleVersion",
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
                ("reason", models.TextField(blank=True, max_length=2000, verbose_name="motivo")),
                (
                    "is_from_execution",
                    models.BooleanField(
                        default=False, verbose_name="construida desde la ejecución"
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
                    "schedule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="schedules.schedule",
                        verbose_name="programa",
                    ),
                ),
            ],
            options={
                "verbose_name": "versión del programa de un proyecto",
                "verbose_name_plural": "versiones de los programas de los proyectos",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("schedule", "number"), name="scheduleversion_number_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("draft", "submitted"))),
                        fields=("schedule",),
                        name="scheduleversion_one_open",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "in_force")),
                        fields=("schedule",),
                        name="scheduleversion_one_in_force",
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
                        name="scheduleversion_approval_iff_approved",
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
                        name="scheduleversion_dates_in_order",
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
                        name="scheduleversion_superseded_date_iff_superseded",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)),
                        name="scheduleversion_number_from_1",
                        violation_error_message="Las versiones se numeran desde 1.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"),
                            ("number", 1),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="scheduleversion_reprogramming_says_why",
                        violation_error_message="Una reprogramación dice su motivo.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MonthProgress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", minga.core.months.MonthField(verbose_name="mes")),
                (
                    "accumulated",
                    models.PositiveSmallIntegerField(verbose_name="avance acumulado en centésimas"),
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
                        related_name="progress",
                        to="schedules.scheduleversion",
                        verbose_name="versión",
                    ),
                ),
            ],
            options={
                "verbose_name": "avance físico programado",
                "verbose_name_plural": "avances físicos programados",
                "ordering": ["month"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "month"),
                        name="monthprogress_once",
                        violation_error_message="Ese mes ya tiene avance.",
                    ),
                    models.CheckConstraint(
                        condition=minga.core.months.IsFirstDay("month"),
                        name="monthprogress_month_is_a_month",
                        violation_error_message="Un mes se guarda con su primer día.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("month__gte", datetime.date(1950, 1, 1)),
                            ("month__lte", datetime.date(2100, 12, 31)),
                        ),
                        name="monthprogress_month_of_ours",
                        violation_error_message="El programa va de 1950 a 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("accumulated__gte", 0), ("accumulated__lte", 10000)),
                        name="monthprogress_up_to_whole",
                        violation_error_message="El avance va de 0 a 100 %.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MonthAmount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", minga.core.months.MonthField(verbose_name="mes")),
                ("amount", models.BigIntegerField(verbose_name="monto en pesos")),
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
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amounts",
                        to="schedules.scheduleversion",
                        verbose_name="versión",
                    ),
                ),
            ],
            options={
                "verbose_name": "monto programado de un mes",
                "verbose_name_plural": "montos programados por mes",
                "ordering": ["line_item", "month"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "line_item", "month"),
                        name="monthamount_once",
                        violation_error_message="Esa asignación ya tiene monto ese mes.",
                    ),
                    models.CheckConstraint(
                        condition=minga.core.months.IsFirstDay("month"),
                        name="monthamount_month_is_a_month",
                        violation_error_message="Un mes se guarda con su primer día.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("month__gte", datetime.date(1950, 1, 1)),
                            ("month__lte", datetime.date(2100, 12, 31)),
                        ),
                        name="monthamount_month_of_ours",
                        violation_error_message="El programa va de 1950 a 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__gt", 0),
                            (
                                "amount",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("amount"), "/", models.Value(1000)
                                    ),
                                    "*",
                                    models.Value(1000),
                                ),
                            ),
                        ),
                        name="monthamount_in_whole_thousands",
                        violation_error_message="Un monto planificado se escribe en miles de pesos.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slot", models.CharField(max_length=80, verbose_name="contrato previsto")),
                ("round", models.PositiveSmallIntegerField(default=0, verbose_name="ronda")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("bidding", "llamado a licitación"),
                            ("opening", "apertura de las ofertas"),
                            ("award", "adjudicación"),
                            ("contract", "firma del contrato"),
                            ("site_handover", "entrega de terreno"),
                            ("start", "inicio de las obras"),
                            ("end", "término de las obras"),
                            ("provisional", "recepción provisoria"),
                            ("final", "recepción definitiva"),
                        ],
                        max_length=13,
                        verbose_name="hito",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("awarded", "se adjudica"),
                            ("deserted", "desierta"),
                            ("direct", "trato directo"),
                        ],
                        max_length=8,
                        verbose_name="resultado previsto de la ronda",
                    ),
                ),
                ("on", models.DateField(verbose_name="fecha")),
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
                        related_name="milestones",
                        to="schedules.scheduleversion",
                        verbose_name="versión",
                    ),
                ),
            ],
            options={
                "verbose_name": "hito programado",
                "verbose_name_plural": "hitos programados",
                "ordering": ["slot", "round", "on"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "slot", "round", "kind"),
                        name="milestone_once",
                        violation_error_message="Ese hito ya tiene fecha.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("on__gte", datetime.date(1950, 1, 1)),
                            ("on__lte", datetime.date(2100, 12, 31)),
                        ),
                        name="milestone_on_of_ours",
                        violation_error_message="El programa va de 1950 a 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("slot", ""), _negated=True),
                        name="milestone_of_a_contract",
                        violation_error_message="Un hito es de un contrato previsto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind__in", ("bidding", "opening", "award")),
                                ("round__gte", 1),
                                ("round__lte", 9),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(
                                    ("kind__in", ("bidding", "opening", "award")), _negated=True
                                ),
                                ("outcome", ""),
                                ("round", 0),
                            ),
                            _connector="OR",
                        ),
                        name="milestone_round_with_its_outcome",
                        violation_error_message="El llamado, la apertura y la adjudicación son de una ronda con su resultado.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "award"), ("outcome", "deserted"), _negated=True),
                            models.Q(
                                ("kind__in", ("bidding", "opening")),
                                ("outcome", "direct"),
                                _negated=True,
                            ),
                        ),
                        name="milestone_possible_in_its_round",
                        violation_error_message="Una ronda desierta no se adjudica, y un trato directo no se licita.",
                    ),
                ],
            },
        ),
    ]
