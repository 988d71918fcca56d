"""How the budget writes its money: thousands of pesos."""

from minga.core.kinds import Kind
from minga.core.money import read_pesos, thousands

M_PESOS = Kind(
    "thousands",
    "miles de pesos",
    read_pesos,
    lambda value: "" if value is None else thousands(value),
    lambda value: None if value is None else value // 1000,
    is_number=True,
    excel='"M$ "#,##0',
)
