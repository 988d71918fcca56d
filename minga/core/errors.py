"""Expected refusals. Each carries the sentence that the user reads: what happened and what to do
now."""

from collections.abc import Mapping


class Refusal(Exception):
    """What an action answers instead of acting; its text is for the user."""

    code = "refused"
    status = 422


class DomainError(Refusal):
    """An action refuses. The view answers 422 with the sentence, beside the field it names."""

    field: str | None = None


class NotAllowed(Refusal):
    """The person has no role that allows it here: 403. No view catches it; a middleware answers."""

    code = "not_allowed"
    status = 403


class StaleForm(DomainError):
    """Someone saved in between: 409, with both texts (`differences`: label → (stored, typed))."""

    code = "stale_form"
    status = 409

    def __init__(self, who: str, differences: Mapping[str, tuple[str, str]]) -> None:
        self.who = who
        self.differences = dict(differences)
        super().__init__(
            f"{who} guardó cambios aquí mientras usted escribía. Compare ambos textos, "
            "deje en el formulario lo que corresponda y guarde de nuevo."
        )


class Unreadable(ValueError):
    """A cell or a typed text without one sure meaning: why, and what it would have to be."""

    def __init__(self, reason: str, proposal: str = "") -> None:
        self.reason = reason
        self.proposal = proposal
        super().__init__(f"{reason} {instead(proposal)}".strip())


def instead(proposal: str) -> str:
    """«Escriba …», when there is something to propose."""
    return f"Escriba {proposal}." if proposal else ""
