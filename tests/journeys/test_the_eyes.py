"""Who looks at every page does see what is wrong."""

import pytest

from tests.journeys.conftest import Enter
from tests.journeys.looking import Looker
from tests.journeys.product import Product

pytestmark = pytest.mark.browser

BAD = """<!doctype html>
<html>
  <head>
    <title>x</title>
    <meta name="viewport" content="width=device-width">
    <style>a { display: inline-block; width: 9px; height: 9px; overflow: hidden }</style>
  </head>
  <body>
    <main>
      <h1>Mal</h1>
      <img src="data:,">
      <input>
      <p style="color: #aaa; background: #fff">gris</p>
      <a href="/a">a</a><a href="/b">b</a>
      <div style="width: 1500px">ancho</div>
    </main>
  </body>
</html>"""


def test_a_bad_page_is_seen_as_bad(shown: Product, enter: Enter):
    looker, visitor = Looker(), enter(shown)
    visitor.page.set_content(BAD)

    looker.look(visitor, "bad")

    said = "\n".join(looker.complaints)
    rules = ("image-alt", "label", "color-contrast", "html-has-lang", "target-size", "wider than")
    assert [rule for rule in rules if rule not in said] == []
