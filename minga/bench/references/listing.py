"""A page of the same person in the same run that lists nothing."""

from typing import Any


def pages(client: Any, address: str, times: int) -> int:
    """Ask for it again and again, and answer how many came."""
    return sum(client.get(address).status_code == 200 for _ in range(times))
