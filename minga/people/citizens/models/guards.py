"""Rows that are only added, and that the erasure of a person's data may only empty."""

from collections.abc import Iterable

from minga.core.triggers import TriggerList, refuse


def only_emptied(
    table: str,
    *,
    kept: Iterable[str],
    texts: Iterable[str] = (),
    empties: Iterable[str] = (),
    resets: Iterable[tuple[str, str]] = (),
    sentence: str,
) -> TriggerList:
    """Never deleted. `kept` columns stay as they are; `texts` may become '', `empties` null,
    `resets` their first value, and nothing else."""
    changed = [
        f"COALESCE(CAST(NEW.\"{name}\" AS TEXT), '') <> COALESCE(CAST(OLD.\"{name}\" AS TEXT), '')"
        for name in kept
    ]
    changed += [f'(NEW."{name}" <> OLD."{name}" AND NEW."{name}" <> \'\')' for name in texts]
    changed += [
        f'(NEW."{name}" IS NOT NULL AND (OLD."{name}" IS NULL OR NEW."{name}" <> OLD."{name}"))'
        for name in empties
    ]
    changed += [
        f'(NEW."{name}" <> OLD."{name}" AND NEW."{name}" <> \'{first}\')' for name, first in resets
    ]
    return TriggerList(
        (
            *refuse(table, "only_emptied", "UPDATE", " OR ".join(changed), sentence),
            *refuse(table, "is_kept", "DELETE", "1=1", sentence),
        )
    )
