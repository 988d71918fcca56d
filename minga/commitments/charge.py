"""Whether the person named is still in charge on a day: who left, or works elsewhere now, is not.

The row keeps whom it was given to; who is asked is told by the day, as with bodies that end.
"""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from minga.commitments.heirs import HOPS
from minga.commitments.models import CommitmentStep
from minga.people.models import Membership


def kept(day: date) -> Q:
    """She works in the unit that answers for it, or in the one that came after it. Somebody of the
    same institution may be named too, and is until she leaves it. Who was of the unit when she was
    named and is no longer works elsewhere now."""
    offices = ["responsible" + "__successor" * hop for hop in range(HOPS + 1)]
    of_unit, of_institution, ever = Q(), Q(), Q()
    for office in offices:
        unit, institution = OuterRef(office), OuterRef(f"{office}__institution")
        of_unit |= Q(organisation=unit) | Q(organisation__institution=unit)
        of_institution |= Q(organisation=institution) | Q(organisation__institution=institution)
        ever |= Q(organisation=unit)
    hers = Membership.objects.filter(person=OuterRef("person"))
    today = hers.on(day)
    handed = CommitmentStep.objects.filter(commitment=OuterRef(OuterRef("pk")), kind="handed")
    named_on = Coalesce(handed.order_by("-pk").values("on")[:1], OuterRef("created_on"))
    still = Q(valid_until__isnull=True) | Q(valid_until__gt=named_on)
    was = hers.filter(ever, still, valid_from__lte=day).exclude(valid_until=F("valid_from"))
    return Exists(today.filter(of_unit)) | Q(Exists(today.filter(of_institution)), ~Exists(was))
