"""The PDF of an act, on the official paper."""

from minga.acts.models import Act
from minga.acts.wording.masthead import masthead_of
from minga.acts.wording.paper import Resolution, Signature, resolution
from minga.core.models import Chain
from minga.territory.frames import frame_on


def pdf_of(act: Act) -> bytes:
    exempt = act.series == Act.Series.EXEMPT
    return resolution(
        Resolution(
            service=act.service.name,
            heading="RESOLUCIÓN EXENTA" if exempt else "RESOLUCIÓN",
            subject=act.subject,
            place=_place(act),
            signature=Signature(
                name=act.signer,
                charge="Dirección del servicio",
                substitute=act.signer_role.startswith("subrogante"),
            ),
            unit=str(act.unit),
            number=act.number,
            dated_on=act.numbered_on,
            vistos=act.vistos,
            considerando=act.considerando,
            resuelvo=act.resuelvo,
            demonstration=Chain.objects.get().is_demonstration,
        )
    )


def _place(act: Act) -> str:
    place = masthead_of(act.service).place
    if place:
        return place
    if act.territory_id is None or act.numbered_on is None:
        return act.service.name
    return frame_on(act.numbered_on).name_of(act.territory_id)
