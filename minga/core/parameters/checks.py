"""What `minga audit verify` also reads: approved corrections that this version can't use."""

from collections.abc import Iterator

from minga.core.parameters.models import ParameterCorrection
from minga.core.parameters.rulings import fits, shape_of
from minga.core.registries import Finding


def find() -> Iterator[Finding]:
    """Of those that no other takes the place of."""
    for row in ParameterCorrection.objects.standing():
        try:
            wrong = not fits(row, shape_of(row.file, row.name))
        except ValueError:
            wrong = True
        if wrong:
            yield Finding(
                f"{row._meta.label_lower}:{row.pk}",
                f"La corrección {row.public_id} ({row}) no tiene la forma de su parámetro: nada "
                "se responde de él desde ese día. Proponga otra que la reemplace.",
            )
