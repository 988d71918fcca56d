"""Why something about a contract is refused, in the words of who must mend it."""

from datetime import date

from minga.core.errors import DomainError
from minga.core.money import pesos
from minga.works.contracts.models import Contract, PaymentStatement, TenderRound


class Refused(DomainError):
    """A sentence beside its field."""

    code = "contracts.refused"

    def __init__(self, field: str, sentence: str) -> None:
        self.field = field
        super().__init__(sentence)


class OutOfOrder(DomainError):
    """A day that comes before the one it follows; both are named."""

    code = "contracts.out_of_order"

    def __init__(self, field: str, what: str, day: date, after: str, earliest: date) -> None:
        self.field = field
        super().__init__(
            f"{what} dice {day:%d-%m-%Y} y {after} es del {earliest:%d-%m-%Y}: corrija una de las "
            "dos fechas."
        )


class InTheFuture(DomainError):
    code = "contracts.in_the_future"

    def __init__(self, field: str, on: date) -> None:
        self.field = field
        super().__init__(f"Hoy es {on:%d-%m-%Y}: anótelo el día en que ocurre, o después.")


class DoneMeanwhile(DomainError):
    """Another person wrote what this form was about to write."""

    code = "contracts.done_meanwhile"
    status = 409

    def __init__(self, what: str) -> None:
        super().__init__(
            f"Otra persona registró {what} mientras usted escribía. Léalo y, si aún corresponde, "
            "registre lo suyo."
        )


class RoundStillStands(DomainError):
    code = "contracts.round_still_stands"

    def __init__(self, last: TenderRound) -> None:
        super().__init__(
            f"La ronda {last.number} está {last.get_outcome_display()}: otra se llama solo cuando "
            "la anterior quedó desierta o fue revocada."
        )


class RoundFollowed(DomainError):
    code = "contracts.round_followed"

    def __init__(self, found: TenderRound) -> None:
        super().__init__(
            f"De la ronda {found.number} ya salió un contrato u otra ronda: no cambia."
        )


class NotAwarded(DomainError):
    code = "contracts.not_awarded"

    def __init__(self, found: TenderRound) -> None:
        super().__init__(
            f"La ronda {found.number} está {found.get_outcome_display()}: un contrato sale de una "
            "ronda adjudicada."
        )


class SlotTaken(DomainError):
    code = "contracts.slot_taken"
    field = "slot"

    def __init__(self, slot: str, code: str) -> None:
        super().__init__(
            f"«{slot}» ya tiene el contrato {code}: escriba otro contrato previsto del proyecto."
        )


class CodeTaken(DomainError):
    code = "contracts.code_taken"
    field = "code"

    def __init__(self, code: str, project: str) -> None:
        super().__init__(f"El código {code} ya es de un contrato de «{project}».")


class AlreadyMoved(DomainError):
    code = "contracts.already_moved"

    def __init__(self) -> None:
        super().__init__(
            "Este contrato ya tiene estados de pago, multas o modificaciones: lo firmado cambia "
            "por una modificación con su resolución."
        )


class ContractExceeded(DomainError):
    code = "contracts.exceeded"
    field = "gross"

    def __init__(self, number: int, gross: int, contract: Contract, balance: int) -> None:
        super().__init__(
            f"El estado de pago {number} por {pesos(gross)} supera el saldo del contrato "
            f"{contract.code}, que es de {pesos(balance)}. Corrija el monto o tramite antes la "
            "modificación del contrato."
        )


class BelowCharged(DomainError):
    code = "contracts.below_charged"
    field = "amount"

    def __init__(self, contract: Contract, amount: int) -> None:
        super().__init__(
            f"Con {pesos(amount)} el contrato {contract.code} quedaría en "
            f"{pesos(contract.total + amount)} y ya se cobraron {pesos(contract.all_charged)}: "
            f"puede bajar hasta {pesos(contract.balance)}."
        )


class TermTooShort(DomainError):
    code = "contracts.term_too_short"
    field = "days"

    def __init__(self, contract: Contract) -> None:
        super().__init__(
            f"El plazo vigente es de {contract.term} días: debe quedar al menos un día."
        )


class Accepted(DomainError):
    code = "contracts.accepted"

    def __init__(self, contract: Contract) -> None:
        assert contract.final_on is not None
        super().__init__(
            f"El contrato {contract.code} tiene recepción definitiva del "
            f"{contract.final_on:%d-%m-%Y}: no admite más estados de pago ni modificaciones."
        )


class NotStarted(DomainError):
    code = "contracts.not_started"

    def __init__(self, contract: Contract) -> None:
        super().__init__(
            f"El contrato {contract.code} no tiene fecha de inicio: regístrela antes del primer "
            "estado de pago."
        )


class NotItsTurn(DomainError):
    code = "contracts.not_its_turn"
    status = 409

    def __init__(self, statement: PaymentStatement, needs: str) -> None:
        super().__init__(
            f"El estado de pago {statement.number} está {statement.get_state_display()}"
            f"{f' y {statement.awaits}' if statement.awaits else ''}: {needs}"
        )


class PreparedIt(DomainError):
    code = "contracts.prepared_it"

    def __init__(self) -> None:
        super().__init__(
            "Usted escribió en este estado de pago: lo revisa y lo aprueba otra persona."
        )


class NoTermRules(DomainError):
    code = "contracts.no_term_rules"
    field = "received_on"

    def __init__(self, day: date) -> None:
        super().__init__(
            f"El {day:%d-%m-%Y} no regía un plazo para pagar: revise la fecha o agregue el "
            "parámetro «Plazo para pagar una factura»."
        )


class NothingToCommit(DomainError):
    code = "contracts.nothing_to_commit"
    status = 409

    def __init__(self, note: str, year: int) -> None:
        super().__init__(note or f"Lo que corresponde a {year} ya está comprometido.")
