"""`minga assets`: build fonts and styles from the installed packages, without the network."""

import argparse
from pathlib import Path

from minga.core.console import Subparsers, say


def add_to(commands: Subparsers) -> None:
    command = commands.add_parser("assets", help="prepara tipografías y estilos")
    command.add_argument("--force", action="store_true", help="los prepara aunque estén al día")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    built = prepare(force=options.force)
    say(
        "Tipografías y estilos preparados." if built else "Tipografías y estilos ya estaban al día."
    )
    return 0


def prepare(*, force: bool = False) -> bool:
    """Build and collect when a source is newer than what was built."""
    from django.conf import settings
    from django.core.management import call_command

    from minga.core import assets

    target = settings.BUILD_DIR / "assets"
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if (
        not force
        and manifest.exists()
        and not assets.is_stale(target)
        and not _newer_static(manifest)
    ):
        return False
    assets.build(target)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    return True


def _newer_static(manifest: Path) -> bool:
    from django.conf import settings

    collected = manifest.stat().st_mtime
    sources = (settings.BASE_DIR / "minga").glob("*/static/**/*")
    return any(path.stat().st_mtime > collected for path in sources)
