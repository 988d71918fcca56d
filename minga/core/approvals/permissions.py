"""Who sets the rules of the steps."""

from minga.core.permissions import declare

SET_RULES = declare(
    "approvals.set_rules", "fijar montos y segundo factor de los pasos", ["administrator"]
)
