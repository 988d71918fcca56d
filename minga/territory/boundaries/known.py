"""What codes and names mean on a day, from the database."""

from datetime import date

from minga.territory.boundaries.matching import Commune, Known
from minga.territory.frames import Frame
from minga.territory.models import Kind, OtherCode, TerritoryVersion


def known_on(frame: Frame) -> Known:
    day = frame.on
    communes = {
        version.territory_id: Commune(version.territory_id, version.code, version.name)
        for version in frame.versions.values()
        if version.territory.kind == Kind.COMMUNE
    }
    return Known(tuple(communes.values()), _former(day, communes), _sii(day, communes))


def _former(day: date, communes: dict[int, Commune]) -> dict[str, tuple[Commune, str]]:
    """Codes that were or will be, with their days."""
    current = {commune.code for commune in communes.values()}
    others = TerritoryVersion.objects.filter(territory__kind=Kind.COMMUNE).order_by("valid_from")
    found = {}
    for version in others:
        if version.code not in current:
            was = Commune(version.territory_id, version.code, version.name)
            ended = version.valid_until is not None and version.valid_until <= day
            when = (
                f"hasta el {version.valid_until:%d-%m-%Y}"
                if ended
                else (f"solo desde el {version.valid_from:%d-%m-%Y}")
            )
            found[version.code] = (was, when)
    return found


def _sii(day: date, communes: dict[int, Commune]) -> dict[str, Commune]:
    rows = OtherCode.objects.on(day).filter(system=OtherCode.System.SII)
    return {
        code: communes[territory_id]
        for code, territory_id in rows.values_list("code", "territory_id")
        if territory_id in communes
    }
