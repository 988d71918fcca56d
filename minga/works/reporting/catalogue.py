"""The reports that there are."""

from collections.abc import Callable
from dataclasses import dataclass

from minga.works.reporting import agreements, carrying, descriptors, execution
from minga.works.reporting.asking import Question
from minga.works.reporting.telling import Told


@dataclass(frozen=True)
class Kind:
    """`is_cut`: whoever asks for it chooses by what."""

    key: str
    name: str
    short: str
    tell: Callable[[Question], Told]
    is_cut: bool = False


KINDS = {
    one.key: one
    for one in (
        Kind("ejecucion", "Informe de ejecución de obras", "Ejecución", execution.tell, True),
        Kind("descriptores", "Informe de descriptores", "Descriptores", descriptors.tell),
        Kind(
            "convenios", "Informe mensual de proyectos en convenios y planes especiales",
            "Convenios y planes", agreements.tell,
        ),
        Kind(
            "arrastre", "Arrastre de otros sectores por mandante", "Arrastre de otros sectores",
            carrying.tell,
        ),
    )
}  # fmt: skip
