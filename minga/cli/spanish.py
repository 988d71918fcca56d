"""argparse speaks English: its sentences, in Spanish."""

import argparse

SENTENCES = {
    "usage: ": "uso: ",
    "options": "opciones",
    "positional arguments": "argumentos",
    "show this help message and exit": "muestra esta ayuda y termina",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
    "the following arguments are required: %s": "falta indicar: %s",
    "unrecognized arguments: %s": "no se entiende: %s",
    "invalid choice: %(value)r (choose from "
    "%(choices)s)": "no existe %(value)r; elija entre %(choices)s",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "expected one argument": "falta su valor",
    "expected at least one argument": "falta al menos un valor",
    "invalid %(type)s value: %(value)r": "el valor %(value)r no sirve aquí",
    "unknown parser %(parser_name)r (choices: "
    "%(choices)s)": "no existe la orden %(parser_name)r; elija entre %(choices)s",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s puede ser %(matches)s",
    "not allowed with argument %s": "no va junto con %s",
}


def translate_argparse() -> None:
    """argparse looks its sentences up in `_`: there is no other way to give it another language."""
    argparse._ = lambda text: SENTENCES.get(text, text)  # type: ignore[attr-defined]
