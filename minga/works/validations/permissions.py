"""Who justifies a warning: whoever may mend it."""

from minga.works.permissions import FORMULATE

JUSTIFY = FORMULATE
