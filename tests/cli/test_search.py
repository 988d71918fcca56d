"""`minga search rebuild`, and what `minga doctor` says of the index."""

import json

import pytest

from minga.cli.main import main
from minga.core.search.models import IndexEntry
from tests.conftest import Cast


def test_rebuilding_says_how_many_lines_there_are(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = IndexEntry.objects.count()

    assert main(["search", "rebuild"]) == 0
    assert f"quedó al día: {lines} fichas." in capsys.readouterr().out
    assert main(["search", "rebuild", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"entries": lines}


def test_the_doctor_sees_an_index_that_lost_lines(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    IndexEntry.objects.filter(model="people.organisation").delete()

    main(["doctor"])
    assert "fichas de organización" in capsys.readouterr().out
    main(["search", "rebuild"])
    main(["doctor"])
    assert "ficha" not in capsys.readouterr().out.partition("quedó al día")[2].partition("\n")[2]
