"""Who may change what the UF is worth: the administrator; reading is for all staff."""

from minga.core.permissions import declare

LOAD = declare("uf.load", "cargar la UF y el IPC", ["administrator"])
CORRECT = declare("uf.correct", "corregir un valor de la UF", ["administrator"])
