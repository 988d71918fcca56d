"""The stylesheet and the fonts, built from what is installed."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

from minga.core import assets


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `make setup` built, when it is of this recipe: building takes seconds."""
    target = tmp_path_factory.mktemp("assets") / "built"
    if assets.is_stale(settings.BUILD_DIR / "assets"):
        assets.build(target)
    else:
        shutil.copytree(settings.BUILD_DIR / "assets", target)
    return target


def test_the_stylesheet_has_every_style_in_order_and_no_comment() -> None:
    css = assets.stylesheet()

    assert css.index(":root") < css.index("@media print")
    assert "/*" not in css
    assert "\n\n" not in css
    assert "http" not in css.replace("http://www.w3.org/", "")


def test_the_script_is_htmx_and_then_ours_in_order() -> None:
    script = assets.script()

    assert (
        script.index("var htmx=")
        < script.index("is-waiting")
        < script.index("buscador")
        < script.index("#lista")
    )


def test_what_was_just_built_is_not_stale(built: Path) -> None:
    assert not assets.is_stale(built)


@pytest.mark.parametrize(
    "lost", ["minga.css", "minga.js", "fonts/minga-sans-400.woff2", ".built-from"]
)
def test_what_lost_a_file_is_stale(built: Path, tmp_path: Path, lost: str) -> None:
    copy = Path(shutil.copytree(built, tmp_path / "copy"))

    (copy / "core" / lost).unlink()

    assert assets.is_stale(copy)


def test_what_was_built_from_other_styles_is_stale(built: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(built, tmp_path / "copy"))

    (copy / "core" / ".built-from").write_text("otra receta")

    assert assets.is_stale(copy)


def test_the_fonts_are_four_light_faces_under_our_own_names(built: Path) -> None:
    files = sorted((built / "core" / "fonts").glob("*.woff2"))

    names = {TTFont(path)["name"].getDebugName(4) for path in files}
    assert names == {
        "Minga Sans Regular",
        "Minga Sans Semibold",
        "Minga Serif Regular",
        "Minga Serif Semibold",
    }
    assert all(path.stat().st_size < 40_000 for path in files)


def test_each_family_goes_with_its_licence(built: Path) -> None:
    licences = sorted(path.name for path in (built / "core" / "fonts").glob("*OFL.txt"))

    assert licences == ["minga-sans-OFL.txt", "minga-serif-OFL.txt"]


def test_every_letter_that_spanish_needs_is_there(built: Path) -> None:
    for path in (built / "core" / "fonts").glob("*.woff2"):
        letters = TTFont(path).getBestCmap()
        assert all(ord(letter) in letters for letter in "áéíóúüñÁÉÍÓÚÜÑ¿¡«»ºª–—−·")


def test_the_script_of_maps_is_leaflet_and_then_ours_in_a_function_of_its_own() -> None:
    script = assets.map_script()

    assert "sourceMappingURL" not in script
    leaflet, ours = script.split("\n(() => {\n", 1)
    assert "Leaflet" in leaflet
    assert ours.index("placeNames") < ours.index("data-draw")
    assert ours.endswith("})();\n")


def test_of_leaflets_style_goes_what_asks_for_no_picture() -> None:
    css = assets.stylesheet()

    assert css.index(".leaflet-pane") < css.index(":root")
    assert "url(images" not in css
    assert ".leaflet-popup-content" not in css
