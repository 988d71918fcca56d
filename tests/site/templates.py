"""The templates of the project, as text."""

from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
MINGA = ROOT / "minga"


def templates() -> dict[str, str]:
    """Name → text, for every template of every area."""
    found = sorted(set(MINGA.glob("**/templates/**/*.html")))
    return {path.relative_to(_folder(path)).as_posix(): path.read_text("utf-8") for path in found}


def _folder(path: Path) -> Path:
    return next(parent for parent in path.parents if parent.name == "templates")


def python() -> dict[str, str]:
    """Path → text, for every module of the project but its migrations."""
    found = [*sorted(MINGA.rglob("*.py")), *sorted((ROOT / "config").rglob("*.py"))]
    return {
        path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
        for path in found
        if "migrations" not in path.parts
    }
