import django.db.models.deletion
from django.db import migrations, models

import minga.core.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0003_folios"),
        ("documents", "0002_reserved"),
        ("indicators", "0001_initial"),
        ("people", "0004_functions"),
        ("territory", "0003_geometry"),
        ("workplan", "0003_official_ends"),
    ]

    operations = [
        migrations.CreateModel(
            name="DiffusionPlan",
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
                    "plan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="diffusion",
                        to="workplan.workplan",
                        verbose_name="programa de trabajo",
                    ),
                ),
            ],
            options={
                "verbose_name": "plan de difusión",
                "verbose_name_plural": "planes de difusión",
            },
        ),
        migrations.CreateModel(
            name="DiffusionVersion",
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
                    "diffusion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="diffusion.diffusionplan",
                        verbose_name="plan de difusión",
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
            ],
            options={
                "verbose_name": "versión del plan de difusión",
                "verbose_name_plural": "versiones del plan de difusión",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("diffusion", "number"), name="diffusionversion_number_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("draft", "submitted"))),
                        fields=("diffusion",),
                        name="diffusionversion_one_open",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "in_force")),
                        fields=("diffusion",),
                        name="diffusionversion_one_in_force",
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
                        name="diffusionversion_approval_iff_approved",
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
                        name="diffusionversion_dates_in_order",
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
                        name="diffusionversion_superseded_date_iff_superseded",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MechanismLine",
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
                    "diffusion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="diffusion.diffusionplan",
                        verbose_name="plan de difusión",
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
            ],
            options={
                "verbose_name": "línea de mecanismo",
                "verbose_name_plural": "líneas de mecanismo",
            },
        ),
        migrations.CreateModel(
            name="Mechanism",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="número")),
                ("name", models.CharField(max_length=160, verbose_name="mecanismo")),
                (
                    "audience",
                    models.CharField(
                        choices=[("users", "usuarios"), ("staff", "funcionarios")],
                        max_length=5,
                        verbose_name="audiencia",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("public_account", "cuenta pública"),
                            ("press", "prensa"),
                            ("bulletin", "boletín"),
                            ("staff_page", "página del personal"),
                            ("website", "sitio web"),
                            ("attention", "espacio de atención"),
                            ("meeting", "reunión"),
                            ("report", "informe público"),
                        ],
                        max_length=14,
                        verbose_name="tipo",
                    ),
                ),
                (
                    "frequency",
                    models.CharField(
                        choices=[("continuous", "permanente"), ("dated", "en fechas")],
                        max_length=10,
                        verbose_name="frecuencia",
                    ),
                ),
                ("tells", models.TextField(max_length=600, verbose_name="qué resultados informa")),
                (
                    "indicators",
                    models.JSONField(
                        blank=True, default=list, verbose_name="indicadores que informa"
                    ),
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
                        related_name="mechanisms",
                        to="diffusion.diffusionversion",
                        verbose_name="versión del plan",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mechanisms",
                        to="diffusion.mechanismline",
                        verbose_name="línea de mecanismo",
                    ),
                ),
            ],
            options={
                "verbose_name": "mecanismo de difusión",
                "verbose_name_plural": "mecanismos de difusión",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "number"),
                        name="mechanism_number_once",
                        violation_error_message="Ese número de mecanismo ya está en uso.",
                    ),
                    models.UniqueConstraint(fields=("version", "line"), name="mechanism_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["users", "staff"])),
                        name="mechanism_one_audience",
                        violation_error_message="Un mecanismo tiene una sola audiencia.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("tells", ""), _negated=True),
                            models.Q(("name", ""), _negated=True),
                        ),
                        name="mechanism_says_what_it_tells",
                        violation_error_message="Escriba el mecanismo y qué resultados informa.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlannedDate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "mechanism",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dates",
                        to="diffusion.mechanism",
                        verbose_name="mecanismo",
                    ),
                ),
            ],
            options={
                "verbose_name": "fecha de difusión",
                "verbose_name_plural": "fechas de difusión",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("mechanism", "on"),
                        name="planneddate_once",
                        violation_error_message="Esa fecha ya está en el mecanismo.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Publication",
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
                            ("public_account", "cuenta pública"),
                            ("press", "prensa"),
                            ("bulletin", "boletín"),
                            ("staff_page", "página del personal"),
                            ("website", "sitio web"),
                            ("attention", "espacio de atención"),
                            ("meeting", "reunión"),
                            ("report", "informe público"),
                        ],
                        max_length=14,
                        verbose_name="tipo",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[("users", "usuarios"), ("staff", "funcionarios")],
                        max_length=5,
                        verbose_name="audiencia",
                    ),
                ),
                ("title", models.CharField(max_length=160, verbose_name="título")),
                ("on", models.DateField(verbose_name="fecha en que se difundió")),
                ("link", models.CharField(blank=True, max_length=300, verbose_name="enlace")),
                ("told", models.TextField(max_length=2000, verbose_name="qué se informó")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "en preparación"),
                            ("submitted", "por aprobar"),
                            ("published", "publicada"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="estado",
                    ),
                ),
                (
                    "remarks",
                    models.TextField(blank=True, verbose_name="observaciones de la devolución"),
                ),
                ("prepared_on", models.DateField(verbose_name="preparada el")),
                (
                    "published_on",
                    models.DateField(blank=True, null=True, verbose_name="aprobada el"),
                ),
                (
                    "correction",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="qué estaba equivocado"
                    ),
                ),
                (
                    "revision",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="revisión"),
                ),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="diffusion.publication",
                        verbose_name="corrige a",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="diffusion.mechanismline",
                        verbose_name="mecanismo",
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="preparada por",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="publicada por",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.territory",
                        verbose_name="territorio",
                    ),
                ),
            ],
            options={
                "verbose_name": "publicación",
                "verbose_name_plural": "publicaciones",
                "indexes": [
                    models.Index(fields=["line", "state", "on"], name="publication_by_line")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("published_by__isnull", False),
                                ("published_on__isnull", False),
                                ("state", "published"),
                            ),
                            models.Q(
                                ("state__in", ("draft", "submitted")),
                                ("published_by__isnull", True),
                                ("published_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="publication_published_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("on__lte", models.F("prepared_on"))),
                        name="publication_was_made_already",
                        violation_error_message="Se registra lo que ya se difundió: la fecha es hasta hoy.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("link", ""),
                            ("link__startswith", "http://"),
                            ("link__startswith", "https://"),
                            _connector="OR",
                        ),
                        name="publication_link_is_of_the_web",
                        violation_error_message="El enlace comienza con http:// o https://.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            models.Q(("link", ""), _negated=True),
                            ("document__isnull", False),
                            _connector="OR",
                        ),
                        name="publication_can_be_seen",
                        violation_error_message="Escriba el enlace o cargue el documento publicado.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("correction", ""), ("corrects__isnull", True)),
                            models.Q(
                                ("corrects__isnull", False),
                                models.Q(("correction", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="publication_correction_says_what",
                        violation_error_message="Escriba qué estaba equivocado.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicationFigure",
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
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="diffusion.publication",
                        verbose_name="publicación",
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="indicators.indicatorsnapshot",
                        verbose_name="medición",
                    ),
                ),
            ],
            options={
                "verbose_name": "cifra publicada",
                "verbose_name_plural": "cifras publicadas",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("publication", "snapshot"), name="publicationfigure_once"
                    )
                ],
            },
        ),
    ]
