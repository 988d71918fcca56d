"""Places in their history: neighbourhoods and areas, longer codes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("territory", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="territory",
            name="kind",
            field=models.CharField(
                choices=[
                    ("country", "país"),
                    ("region", "región"),
                    ("province", "provincia"),
                    ("commune", "comuna"),
                    ("neighbourhood", "barrio"),
                    ("urban_limit", "límite urbano"),
                    ("planning_area", "área de planificación"),
                ],
                max_length=16,
                verbose_name="tipo",
            ),
        ),
        migrations.AlterField(
            model_name="territoryversion",
            name="code",
            field=models.CharField(
                help_text=(
                    "Código único territorial, como texto; el de un barrio, el que le da su "
                    "registro."
                ),
                max_length=20,
                verbose_name="código",
            ),
        ),
    ]
