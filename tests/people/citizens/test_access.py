"""Who may go where at the counter: Celia attends in the own service, Hugo in the other one, Emilio
heads a unit of the own one, Bruno works in it, and the own service has one of each role that has a
part in it. The rest are in `tests/test_site.py`."""

from itertools import groupby

from tests.conftest import Cast
from tests.site.asking import ask, undone, undrawn, url_of, worked_out_once, written
from tests.site.roles import one_of_each
from tests.site.world import World

PEOPLE = ("celia", "hugo", "emilio", "bruno")
ROLES = ("subsidies_officer", "legal", "works_head", "internal_control")
COLUMNS = (*PEOPLE, *ROLES)
ACCESS = """
GET  counter          -     -       200 200 403 403 403 403 403 403
POST register         own   -       302 422 403 403 403 403 403 403
POST register         other -       422 302 403 403 403 403 403 403
GET  add              -     -       200 200 403 403 403 403 403 403
POST add              -     -       302 302 403 403 403 403 403 403
GET  person           own   citizen 200 200 200 403 200 200 403 403
GET  person           other citizen 200 200 404 403 404 404 403 403
GET  panel_data       own   citizen 200 200 200 403 200 200 403 403
GET  panel_data       other citizen 200 200 404 403 404 404 403 403
GET  panel_household  own   citizen 200 200 200 403 200 200 403 403
GET  panel_household  other citizen 200 200 404 403 404 404 403 403
GET  panel_attentions own   citizen 200 200 200 403 200 200 403 403
GET  panel_attentions other citizen 200 200 404 403 404 404 403 403
POST purpose          own   citizen 302 302 302 403 302 302 403 403
POST purpose          other citizen 302 302 404 403 404 404 403 403
GET  correct          own   citizen 302 302 403 403 403 403 403 403
POST correct          own   citizen 302 302 403 403 403 403 403 403
GET  give_run         own   citizen 200 200 403 403 403 403 403 403
POST give_run         own   citizen 422 422 403 403 403 403 403 403
GET  join_household   own   citizen 302 302 403 403 403 403 403 403
POST join_household   own   citizen 302 302 403 403 403 403 403 403
POST leave_household  own   citizen 302 302 403 403 403 403 403 403
POST part_household   own   citizen 302 302 403 403 403 403 403 403
GET  propose_merge    own   citizen 200 200 403 403 403 403 403 403
POST propose_merge    own   citizen 422 422 403 403 403 403 403 403
GET  ask_data         own   citizen 200 200 403 403 403 200 403 403
POST ask_data         own   citizen 302 302 403 403 403 302 403 403
GET  merge            own   fusion  200 404 200 403 403 403 403 403
GET  merge            other fusion  404 200 404 403 403 403 403 403
POST part_merge       own   fusion  422 404 403 403 403 403 403 403
POST part_merge       other fusion  404 422 403 403 403 403 403 403
GET  data_request     own   copy    200 404 403 403 403 200 403 403
GET  data_request     other copy    404 200 403 403 403 404 403 403
POST deliver          own   copy    200 404 403 403 403 200 403 403
POST deliver          other copy    404 200 403 403 403 404 403 403
GET  attentions       -     -       200 200 200 200 200 200 200 403
GET  attention        own   waiting 200 404 200 200 200 200 200 403
GET  attention        other waiting 404 200 404 404 404 404 404 403
POST answer           own   waiting 302 404 302 302 403 403 403 403
POST answer           other waiting 404 302 404 404 404 404 404 403
POST refer            own   waiting 302 404 302 302 403 403 403 403
POST refer            other waiting 404 302 404 404 404 404 404 403
POST void             own   waiting 302 404 403 403 403 403 403 403
POST void             other waiting 404 302 403 403 403 403 403 403
GET  catalogue        -     -       403 403 200 403 403 403 403 403
POST catalogue        -     -       403 403 302 403 403 403 403 403
POST end_subject      own   matter  403 403 302 403 403 403 403 403
POST end_subject      other matter  403 403 404 403 403 403 403 403
GET  set_term         -     term    403 403 200 403 403 403 403 403
POST set_term         -     term    403 403 302 403 403 403 403 403
GET  reads            -     -       403 403 403 403 403 403 403 200
"""


def test_each_role_of_the_counter_gets_what_the_table_says(cast: Cast) -> None:
    clients = {who: getattr(cast, who).client() for who in PEOPLE}
    clients |= {role: person.client() for role, person in one_of_each(cast, ROLES).items()}
    rows = [line.split() for line in ACCESS.strip().splitlines()]
    wrong = []
    for side, alike in groupby(sorted(rows, key=lambda row: row[2]), key=lambda row: row[2]):
        with undone(), undrawn(), worked_out_once():
            world, where = World(cast), side.strip("-")
            for method, short, _, what, *codes in alike:
                name = f"citizens:{short}"
                # The person of a form that names one in a field, not in its address.
                asked_of = where if what != "-" else ""
                url = url_of(world, name, asked_of, what.strip("-"))
                sent = written(world, name, where) if method == "POST" else {}
                for who, code in zip(COLUMNS, codes, strict=True):
                    got = ask(clients[who], method, url, sent).status_code
                    if got != int(code):
                        wrong.append(f"{method} {short} {where} {what}: {who} gets {got}")
    assert wrong == []
