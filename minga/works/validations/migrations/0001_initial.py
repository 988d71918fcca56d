import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0003_folios"),
        ("people", "0004_functions"),
        ("works", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="WarningJustification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        related_name="justifications",
                        to="works.project",
                        verbose_name="proyecto",
                    ),
                ),
                ("code", models.CharField(max_length=8, verbose_name="validación")),
                ("digest", models.CharField(max_length=16, verbose_name="huella de las cifras")),
                ("sentence", models.TextField(max_length=1000, verbose_name="advertencia")),
                ("text", models.TextField(max_length=2000, verbose_name="justificación")),
                (
                    "said_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="justificada por",
                    ),
                ),
                ("said_on", models.DateField(verbose_name="justificada el")),
            ],
            options={
                "verbose_name": "justificación de una advertencia",
                "verbose_name_plural": "justificaciones de advertencias",
                "ordering": ["-said_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "code", "digest"),
                        name="warningjustification_once",
                        violation_error_message="Esa advertencia ya está justificada.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="warningjustification_says_why",
                        violation_error_message="Escriba la justificación.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptFinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="works.project",
                        verbose_name="proyecto",
                    ),
                ),
                ("code", models.CharField(max_length=8, verbose_name="validación")),
                (
                    "severity",
                    models.CharField(
                        choices=[("stops", "impide aprobar"), ("warns", "advierte")],
                        max_length=5,
                        verbose_name="gravedad",
                    ),
                ),
                ("sentence", models.TextField(max_length=1000, verbose_name="qué ocurre")),
                ("mend", models.CharField(max_length=80, verbose_name="dónde se corrige")),
                ("url", models.CharField(max_length=200, verbose_name="dirección")),
                ("digest", models.CharField(max_length=16, verbose_name="huella de las cifras")),
                ("found_on", models.DateField(verbose_name="vista desde")),
                ("seen_on", models.DateField(verbose_name="revisada el")),
            ],
            options={
                "verbose_name": "observación de la cartera",
                "verbose_name_plural": "observaciones de la cartera",
                "ordering": ["severity", "code", "project__bip", "pk"],
                "indexes": [models.Index(fields=["service", "code"], name="finding_by_code")],
            },
        ),
    ]
