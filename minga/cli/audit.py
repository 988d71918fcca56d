"""`minga audit`: check the record, and show its head. For the auditor, and for a nightly job."""

import argparse
import re

from minga.core.console import Subparsers, add_json, say, say_json


def add_to(commands: Subparsers) -> None:
    group = commands.add_parser("audit", help="verifica el registro de lo que se hizo")
    actions = group.add_subparsers(title="órdenes", metavar="ORDEN", required=True)
    verify = actions.add_parser(
        "verify", help="recalcula eventos, filas, archivos y anclas; 1 si hay daño"
    )
    verify.add_argument(
        "--anchor",
        type=copied,
        metavar="EVENTO:HUELLA",
        action="append",
        default=[],
        help="una huella copiada del sitio o impresa al pie de un formulario",
    )
    add_json(verify)
    verify.set_defaults(run=run_verify)
    head = actions.add_parser("head", help="muestra el último evento y su huella")
    add_json(head)
    head.set_defaults(run=run_head)


def copied(text: str) -> str:
    """A number and at least sixteen digits of a hash: less would agree with too many."""
    if re.fullmatch(r"[0-9]{1,18}:[0-9a-fA-F]{16,64}", text):
        return text
    raise argparse.ArgumentTypeError(
        f"«{text}» no es el número de un evento, dos puntos y al menos 16 dígitos de su huella; "
        "por ejemplo 42:3fa1c09be27d5846"
    )


def run_verify(options: argparse.Namespace) -> int:
    from minga.core import verification
    from minga.core.models import Chain

    reading = verification.check()
    findings = reading.findings + verification.compare(options.anchor)
    if options.json:
        say_json(
            {
                "clean": not findings,
                "chain": Chain.objects.values_list("chain_id", flat=True).first(),
                "events": reading.sequence,
                "head": reading.head,
                "findings": verification.as_json(findings),
            }
        )
    elif findings:
        say(f"El registro tiene {len(findings)} hallazgo(s):")
        for finding in findings:
            say(f"  {finding.where}: {finding.sentence}")
    else:
        say(f"El registro está íntegro: {reading.sequence} eventos; última huella {reading.head}.")
    return 1 if findings else 0


def run_head(options: argparse.Namespace) -> int:
    from minga.core.models import Chain

    chain = Chain.objects.get()
    if options.json:
        say_json({"chain": chain.chain_id, "events": chain.sequence, "head": chain.head})
    else:
        say(f"Cadena {chain.chain_id}: {chain.sequence} eventos; última huella {chain.head}")
    return 0
