"""Between preview and apply the figures travel signed in the page: nothing is written meanwhile."""

from datetime import date

from django.core import signing

from minga.core.months import Month
from minga.core.uf.files import Content

SALT = "minga.uf.staging"
ONE_DAY = 24 * 60 * 60


def packed(content: Content, source: str) -> str:
    """A year of the UF takes about 4 kB."""
    value = {
        "name": content.file_name,
        "sha256": content.sha256,
        "source": source,
        "ipc": {str(month): change for month, change in content.ipc.items()},
        "uf": {day.isoformat(): cents for day, cents in content.uf.items()},
    }
    return signing.dumps(value, salt=SALT, compress=True)


def unpacked(text: str) -> tuple[Content, str]:
    """Raises BadSignature for what we did not sign, or signed more than a day ago."""
    value = signing.loads(text, salt=SALT, max_age=ONE_DAY)
    content = Content(
        value["name"],
        value["sha256"],
        {Month.parse(month): change for month, change in value["ipc"].items()},
        {date.fromisoformat(day): cents for day, cents in value["uf"].items()},
    )
    return content, value["source"]
