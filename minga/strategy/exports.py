"""Form 1 of the PMG, strategic definitions: mission, objectives and products of a version."""

from datetime import date

from minga.core.models import Chain
from minga.core.reports import Bullet, Cell, Column, Group, Lead, Report, Table
from minga.strategy.models import DefinitionVersion, StrategicProduct
from minga.strategy.products import products_of

OBJECTIVES = (Column("N°", "integer", width=6), Column("Descripción", width=94))
PRODUCTS = (
    Column("N°", "integer", width=6),
    Column("Producto y subproductos", width=34),
    Column("Línea de acción", width=14),
    Column("Objetivos que sirve", width=12),
    Column("Clientes o usuarios", width=22),
    Column("Perspectiva territorial", width=12),
)
NO_PRODUCTS = "Esta versión no define productos."


def definitions(version: DefinitionVersion, *, place: str, day: date, chain: Chain) -> Report:
    """Tied to the record by the head of the chain."""
    service = version.definition.service
    assert version.approved_on is not None
    return Report(
        title="Definiciones estratégicas",
        subject="PMG Gestión Territorial Integrada · II. Definiciones estratégicas",
        institution=service.name,
        place_line=place or service.name,
        facts=(
            ("Servicio", service.name),
            ("Versión", f"{version.number}, aprobada el {version.approved_on:%d-%m-%Y}"),
        ),
        tables=(_mission(version), _objectives(version), _products(version)),
        record_line=f"Registro de Minga, cadena {chain.chain_id}: evento {chain.sequence}, "
        f"huella {chain.head}",
        issued_on=day,
        demonstration=chain.is_demonstration,
    )


def _mission(version: DefinitionVersion) -> Table:
    return Table((Column("Misión institucional"),), (Group(((version.mission,),)),))


def _objectives(version: DefinitionVersion) -> Table:
    rows = tuple(
        (objective.number, (Lead(objective.title), objective.text))
        for objective in version.objectives.all()
    )
    return Table(OBJECTIVES, (Group(rows),), title="Objetivos estratégicos")


def _products(version: DefinitionVersion) -> Table:
    rows = tuple(map(_row, products_of(version)))
    title = "Productos estratégicos"
    if not rows:
        return Table(PRODUCTS, (), title=title, note=NO_PRODUCTS)
    return Table(PRODUCTS, (Group(rows),), title=title)


def _row(product: StrategicProduct) -> tuple[Cell, ...]:
    parts = tuple(Bullet(part.name) for part in product.subproducts.all())
    return (
        product.number,
        (Lead(product.name), *parts),
        product.get_line_of_action_display(),
        ", ".join(str(row.objective.number) for row in product.serves.all()),
        product.clients,
        "Sí" if product.is_territorial else "No",
    )


def file_name(version: DefinitionVersion, fmt: str) -> str:
    key = version.definition.service.key
    return f"definiciones-estrategicas-{key}-version-{version.number}.{fmt}"
