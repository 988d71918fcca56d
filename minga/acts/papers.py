"""The PDF of an act, on the official paper."""

from datetime import date

from minga.acts.models import Act
from minga.acts.wording.masthead import masthead_of
from minga.acts.wording.paper import Resolution, Signature, resolution
from minga.core.models import Chain
from minga.territory.frames import frame_on


def pdf_of(act: Act, *, draft_on: date | None = None) -> bytes:
    """`draft_on`: how it would be printed that day, with «BORRADOR» on each sheet."""
    exempt = act.series == Act.Series.EXEMPT
    return resolution(
        Resolution(
            service=act.service.name,
            heading="RESOLUCIÓN EXENTA" if exempt else "RESOLUCIÓN",
            subject=act.subject,
            place=_place(act),
            signature=Signature(
                name=act.signer,
                charge=_charge(act),
                substitute=act.signer_role.startswith("subrogante"),
            ),
            unit=str(act.unit),
            number=act.number,
            dated_on=act.numbered_on,
            vistos=act.vistos,
            considerando=act.considerando,
            resuelvo=act.resuelvo,
            draft=draft_on is not None,
            written_on=draft_on or act.numbered_on or act.drafted_on,
            demonstration=Chain.objects.get().is_demonstration,
        )
    )


def _charge(act: Act) -> str:
    """Of who signed, as the decision recorded it; one who stands in signs with the charge of the
    other, and «(S)»."""
    stands_in = act.signer_role.startswith("subrogante")
    charge = act.signer_role if act.signer_role and not stands_in else "dirección del servicio"
    return f"{charge[:1].upper()}{charge[1:]}"


def _place(act: Act) -> str:
    place = masthead_of(act.service).place
    if place:
        return place
    if act.territory_id is None or act.numbered_on is None:
        return act.service.name
    return frame_on(act.numbered_on).name_of(act.territory_id)
