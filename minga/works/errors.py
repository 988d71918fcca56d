"""Why an action on a project is refused, in the words of who must mend it."""

from minga.core.errors import DomainError
from minga.core.money import thousands


class FieldMissing(DomainError):
    code = "works.field_missing"

    def __init__(self, field: str, sentence: str) -> None:
        self.field = field
        super().__init__(sentence)


class NoLongerActive(DomainError):
    code = "works.no_longer_active"

    def __init__(self, state: str) -> None:
        super().__init__(f"El proyecto está {state}: su formulación ya no cambia.")


class BipTaken(DomainError):
    code = "works.bip_taken"
    field = "bip"

    def __init__(self, bip: str, stage: str) -> None:
        super().__init__(
            f"El código {bip} ya está en la cartera en la etapa {stage}: abra ese proyecto o "
            "corrija el código o la etapa."
        )


class BipUnreadable(DomainError):
    code = "works.bip_unreadable"
    field = "bip"

    def __init__(self, said: str) -> None:
        super().__init__(
            f"«{said}» no es un código BIP: son ocho dígitos, un guion y un dígito, como "
            "30045678-0."
        )


class BeneficiariesDoNotAddUp(DomainError):
    code = "works.beneficiaries_do_not_add_up"
    field = "beneficiaries"

    def __init__(self, women: int, men: int, total: int) -> None:
        super().__init__(
            f"{women} mujeres y {men} hombres son {women + men} personas y el total dice {total}: "
            "corrija una de las tres cifras."
        )


class SourcesDoNotAddUp(DomainError):
    """Pesos."""

    code = "works.sources_do_not_add_up"
    field = "sources"

    def __init__(self, cost: int, sources: int) -> None:
        short = cost - sources
        what = f"faltan {thousands(short)}" if short > 0 else f"sobran {thousands(-short)}"
        super().__init__(
            f"Las fuentes suman {thousands(sources)} y el costo es {thousands(cost)}: {what}."
        )


class SharesDoNotAddUp(DomainError):
    """Hundredths of a percent."""

    code = "works.shares_do_not_add_up"
    field = "shares"

    def __init__(self, whole: str) -> None:
        super().__init__(f"Las comunas suman {whole} % y deben sumar 100 %.")


class NotInThousands(DomainError):
    code = "works.not_in_thousands"

    def __init__(self) -> None:
        super().__init__("Los montos planificados se escriben en miles de pesos, sin decimales.")


class NotALineItemOfProjects(DomainError):
    code = "works.not_a_line_item_of_projects"

    def __init__(self, code: str) -> None:
        super().__init__(f"En la asignación {code} no se escribe el costo de un proyecto.")


class WrittenTwice(DomainError):
    code = "works.written_twice"

    def __init__(self, what: tuple[str, str]) -> None:
        super().__init__(f"«{what[0]}, {what[1]}» aparece dos veces: sume sus montos en una línea.")


class AlreadyActive(DomainError):
    code = "works.already_active"

    def __init__(self) -> None:
        super().__init__("El proyecto ya está en cartera.")


class AlreadyMet(DomainError):
    code = "works.precondition_already_met"

    def __init__(self) -> None:
        super().__init__(
            "Esa condición ya está cumplida. Si no lo está, quítela con el motivo y agréguela."
        )


class ConditionGone(DomainError):
    code = "works.precondition_gone"
    status = 409

    def __init__(self) -> None:
        super().__init__("Otra persona quitó esa condición. Vuelva a la página del proyecto.")


class ExpectedGone(DomainError):
    code = "works.expected_gone"
    status = 409

    def __init__(self) -> None:
        super().__init__("Otra persona ya quitó alguna de esas filas. Revise la lista y repita.")


class UnitOfAnother(DomainError):
    code = "works.unit_of_another"
    field = "unit"

    def __init__(self, unit: str) -> None:
        super().__init__(f"«{unit}» no es una unidad del servicio del proyecto.")
