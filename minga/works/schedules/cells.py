"""How a cell of a schedule is named: in a form, in a finding, in a refusal."""

from minga.core.months import Month

PHYSICAL = "fisico"
MILESTONE = "hito"


def amount_cell(code: str, month: Month) -> str:
    """«31-02-004/2008-03»."""
    return f"{code}/{month}"


def progress_cell(month: Month) -> str:
    """«fisico/2008-03»."""
    return f"{PHYSICAL}/{month}"


def milestone_cell(slot: str, tender_round: int, kind: str) -> str:
    """«hito/Contrato 1/2/bidding»; what is of the contract itself is of round 0."""
    return f"{MILESTONE}/{slot}/{tender_round}/{kind}"
