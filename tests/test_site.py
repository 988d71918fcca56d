"""Who may go where: every address × every role × the own service and another one.

The columns are the cast. Ana prepares in the own service, as Bruno and Emilio do; Diana directs it;
Sofía is of the SEREMI that answers for its activities; Carla prepares in the other service; Gaby
reads for the GORE, Marta for the ministry; Aldo audits, Nora administers, Pía has no function.
Whoever has not signed in is sent to do it. 302 after a POST means that it was done.
"""

from dataclasses import dataclass
from itertools import groupby

import pytest
from django.conf import settings
from django.test import Client

from tests.conftest import Cast
from tests.site.addresses import addresses
from tests.site.asking import ask, undone, url_of, written
from tests.site.world import World

ACCESS = """
     address                   of    what      ana   diana sofia carla gaby  marta aldo  nora  pia
GET  home:my_work                              200   200   200   200   200   200   200   200   200
GET  home:style                                200   200   200   200   200   200   200   200   200
GET  home:style_charts                         200   200   200   200   200   200   200   200   200
GET  people:sign_in                            302   302   302   302   302   302   302   302   302
POST people:sign_in                            302   302   302   302   302   302   302   302   302
POST people:sign_out                           302   302   302   302   302   302   302   302   302
GET  people:substitutes                        403   200   403   403   403   403   403   200   403
GET  people:name_substitute                    403   200   403   403   403   403   403   200   403
POST people:name_substitute                    403   302   403   403   403   403   403   302   403
POST people:end_substitution   own   stand_in  403   302   403   403   403   403   403   302   403
POST people:end_substitution   other stand_in  403   404   403   403   403   403   403   404   403
GET  people:factors                            403   403   403   403   403   403   403   200   403
POST people:reset_factor       own   guarded   403   403   403   403   403   403   403   302   403
POST people:reset_factor       other guarded   403   403   403   403   403   403   403   404   403
GET  citizens:counter                          403   403   403   403   403   403   403   403   403
POST citizens:register                         403   403   403   403   403   403   403   403   403
GET  citizens:add                              403   403   403   403   403   403   403   403   403
POST citizens:add                              403   403   403   403   403   403   403   403   403
GET  citizens:person           own   citizen   403   403   403   403   403   403   403   403   403
GET  citizens:person           other citizen   403   403   403   403   403   403   403   403   403
GET  citizens:panel_data       own   citizen   403   403   403   403   403   403   403   403   403
GET  citizens:panel_data       other citizen   403   403   403   403   403   403   403   403   403
GET  citizens:panel_household  own   citizen   403   403   403   403   403   403   403   403   403
GET  citizens:panel_household  other citizen   403   403   403   403   403   403   403   403   403
GET  citizens:panel_attentions own   citizen   403   403   403   403   403   403   403   403   403
GET  citizens:panel_attentions other citizen   403   403   403   403   403   403   403   403   403
POST citizens:purpose          own   citizen   403   403   403   403   403   403   403   403   403
POST citizens:purpose          other citizen   403   403   403   403   403   403   403   403   403
GET  citizens:correct          own   citizen   403   403   403   403   403   403   403   403   403
GET  citizens:correct          other citizen   403   403   403   403   403   403   403   403   403
POST citizens:correct          own   citizen   403   403   403   403   403   403   403   403   403
POST citizens:correct          other citizen   403   403   403   403   403   403   403   403   403
GET  citizens:give_run         own   citizen   403   403   403   403   403   403   403   403   403
GET  citizens:give_run         other citizen   403   403   403   403   403   403   403   403   403
POST citizens:give_run         own   citizen   403   403   403   403   403   403   403   403   403
POST citizens:give_run         other citizen   403   403   403   403   403   403   403   403   403
GET  citizens:join_household   own   citizen   403   403   403   403   403   403   403   403   403
GET  citizens:join_household   other citizen   403   403   403   403   403   403   403   403   403
POST citizens:join_household   own   citizen   403   403   403   403   403   403   403   403   403
POST citizens:join_household   other citizen   403   403   403   403   403   403   403   403   403
GET  citizens:propose_merge    own   citizen   403   403   403   403   403   403   403   403   403
GET  citizens:propose_merge    other citizen   403   403   403   403   403   403   403   403   403
POST citizens:propose_merge    own   citizen   403   403   403   403   403   403   403   403   403
POST citizens:propose_merge    other citizen   403   403   403   403   403   403   403   403   403
GET  citizens:ask_data         own   citizen   403   403   403   403   403   403   403   403   403
GET  citizens:ask_data         other citizen   403   403   403   403   403   403   403   403   403
POST citizens:ask_data         own   citizen   403   403   403   403   403   403   403   403   403
POST citizens:ask_data         other citizen   403   403   403   403   403   403   403   403   403
POST citizens:leave_household  own   citizen   403   403   403   403   403   403   403   403   403
POST citizens:leave_household  other citizen   403   403   403   403   403   403   403   403   403
POST citizens:part_household   own   citizen   403   403   403   403   403   403   403   403   403
POST citizens:part_household   other citizen   403   403   403   403   403   403   403   403   403
GET  citizens:merge            own   fusion    403   403   403   403   403   403   403   403   403
GET  citizens:merge            other fusion    403   403   403   403   403   403   403   403   403
POST citizens:part_merge       own   fusion    403   403   403   403   403   403   403   403   403
POST citizens:part_merge       other fusion    403   403   403   403   403   403   403   403   403
GET  citizens:data_request     own   copy      403   200   403   403   403   403   403   403   403
GET  citizens:data_request     other copy      403   404   403   403   403   403   403   403   403
GET  citizens:data_request     own   erasure   403   200   403   403   403   403   403   403   403
GET  citizens:data_request     other erasure   403   404   403   403   403   403   403   403   403
POST citizens:deliver          own   copy      403   403   403   403   403   403   403   403   403
POST citizens:deliver          other copy      403   403   403   403   403   403   403   403   403
GET  citizens:attentions                       200   200   200   200   403   403   200   403   403
GET  citizens:attention        own   waiting   200   200   404   404   403   403   200   403   403
GET  citizens:attention        other waiting   404   404   404   200   403   403   200   403   403
POST citizens:answer           own   waiting   403   403   404   404   403   403   403   403   403
POST citizens:answer           other waiting   404   403   404   302   403   403   403   403   403
POST citizens:refer            own   waiting   403   403   404   404   403   403   403   403   403
POST citizens:refer            other waiting   404   403   404   302   403   403   403   403   403
POST citizens:void             own   waiting   403   403   403   403   403   403   403   403   403
POST citizens:void             other waiting   403   403   403   403   403   403   403   403   403
GET  citizens:catalogue                        403   403   403   403   403   403   403   200   403
POST citizens:catalogue                        403   403   403   403   403   403   403   302   403
POST citizens:end_subject      own   matter    403   403   403   403   403   403   403   302   403
POST citizens:end_subject      other matter    403   403   403   403   403   403   403   404   403
GET  citizens:set_term               term      403   403   403   403   403   403   403   200   403
POST citizens:set_term               term      403   403   403   403   403   403   403   302   403
GET  citizens:reads                            403   403   403   403   403   403   200   403   403
GET  core:record                               200   200   200   200   200   200   200   200   200
GET  core:events                               403   403   403   403   403   403   200   403   403
POST core:ask_verification                     403   403   403   403   403   403   302   302   403
GET  core:verification               check     403   403   403   403   403   403   200   200   403
GET  core:history              own   told      200   200   200   404   200   200   200   200   404
GET  core:history              other told      404   404   404   200   404   200   200   404   404
GET  core:history_file         own   told_file 200   200   200   404   200   200   200   200   404
GET  core:history_file         other told_file 404   404   404   200   404   200   200   404   404
POST core:day                                  403   403   403   403   403   403   403   302   403
GET  uf:month                                  200   200   200   200   200   200   200   200   200
GET  uf:ipc                                    200   200   200   200   200   200   200   200   200
GET  uf:load                                   403   403   403   403   403   403   403   200   403
POST uf:load                                   403   403   403   403   403   403   403   200   403
POST uf:apply                                  403   403   403   403   403   403   403   302   403
GET  uf:correct                      day       403   403   403   403   403   403   403   200   403
POST uf:correct                      day       403   403   403   403   403   403   403   302   403
GET  search:search                             200   200   200   200   200   200   200   200   200
POST search:rebuild                            403   403   403   403   403   403   302   302   403
GET  lists:views                               200   200   200   200   200   200   200   200   200
POST lists:change_view         own   view      302   404   404   404   404   404   404   404   404
POST lists:change_view         other view      404   404   404   302   404   404   404   404   404
POST lists:delete_view         own   view      302   404   404   404   404   404   404   404   404
POST lists:delete_view         other view      404   404   404   302   404   404   404   404   404
POST lists:save_view                 events    403   403   403   403   403   403   302   403   403
POST lists:save_view                 plans     302   302   302   302   302   302   302   302   302
POST lists:export                    events    403   403   403   403   403   403   200   403   403
POST lists:export                    plans     200   200   200   200   200   200   200   200   200
POST lists:bulk                      events    403   403   403   403   403   403   404   403   403
POST lists:confirm_bulk              deed      404   404   404   404   404   404   404   404   404
GET  indicators:indicators                     200   200   200   200   200   200   200   200   200
GET  indicators:indicator            score     200   200   200   200   200   200   200   200   200
GET  indicators:value                score     200   200   200   200   200   200   200   200   200
GET  indicators:months               score     200   200   200   200   200   200   200   200   200
POST indicators:take           own   score     302   302   302   422   302   302   302   403   403
POST indicators:take           other score     422   422   422   302   422   422   422   403   403
GET  indicators:snapshots                      200   200   200   200   200   200   200   200   200
GET  indicators:snapshot       own   kept      200   200   404   404   200   200   200   200   404
GET  indicators:snapshot       other kept      404   404   404   200   404   200   200   404   404
GET  indicators:snapshot_file  own   kept_file 200   200   404   404   200   200   200   200   404
GET  indicators:snapshot_file  other kept_file 404   404   404   200   404   200   200   404   404
GET  jobs:jobs                                 200   200   200   200   200   200   200   200   200
GET  jobs:job                  own   job       200   404   404   404   404   404   404   200   404
GET  jobs:job                  other job       404   404   404   200   404   404   404   200   404
GET  jobs:progress             own   job       302   404   404   404   404   404   404   302   404
GET  jobs:progress             other job       404   404   404   302   404   404   404   302   404
POST jobs:cancel               own   job       302   404   404   404   404   404   404   302   404
POST jobs:cancel               other job       404   404   404   302   404   404   404   302   404
POST jobs:retry                own   failed    302   404   404   404   404   404   404   302   404
POST jobs:retry                other failed    404   404   404   302   404   404   404   302   404
GET  jobs:result               own   result    200   404   404   404   404   404   404   404   404
GET  jobs:result               other result    404   404   404   200   404   404   404   404   404
GET  jobs:subscriptions                        200   200   200   200   200   200   200   200   403
GET  jobs:subscribe                            200   200   200   200   200   200   200   200   403
POST jobs:subscribe                            422   422   422   422   422   422   422   422   403
POST jobs:stop                 own   sending   302   404   404   404   404   404   404   302   403
POST jobs:stop                 other sending   404   404   404   302   404   404   404   302   403
GET  outbox:outbox                             403   403   403   403   403   403   403   200   403
POST outbox:retry                    mail      403   403   403   403   403   403   403   302   403
GET  imports:index                             200   200   200   200   200   200   200   200   200
GET  imports:template                kind      200   403   200   200   403   403   403   403   403
GET  imports:upload                  kind      200   403   200   200   403   403   403   403   403
POST imports:upload                  kind      302   403   302   302   403   403   403   403   403
GET  imports:one               own   import    200   404   404   404   404   404   404   404   404
GET  imports:one               other import    404   404   404   200   404   404   404   404   404
GET  imports:annotated         own   import    200   404   404   404   404   404   404   404   404
GET  imports:annotated         other import    404   404   404   200   404   404   404   404   404
POST imports:columns           own   doubtful  302   404   404   404   404   404   404   404   404
POST imports:columns           other doubtful  404   404   404   302   404   404   404   404   404
POST imports:justify           own   warned    302   404   404   404   404   404   404   404   404
POST imports:justify           other warned    404   404   404   302   404   404   404   404   404
POST imports:apply             own   import    302   404   404   404   404   404   404   404   404
POST imports:apply             other import    404   404   404   302   404   404   404   404   404
POST imports:discard           own   import    302   404   404   404   404   404   404   404   404
POST imports:discard           other import    404   404   404   302   404   404   404   404   404
GET  approvals:tray                            200   200   200   200   200   200   200   200   200
GET  approvals:second_factor                   200   200   200   200   200   200   200   200   200
GET  approvals:qr                              404   404   404   404   404   404   404   404   404
POST approvals:begin_factor                    302   302   302   302   302   302   302   302   403
POST approvals:confirm_factor                  422   422   422   422   422   422   422   422   422
POST approvals:change_factor                   422   422   422   422   422   422   422   422   422
POST approvals:demo_factor                     302   302   302   302   302   302   302   302   403
GET  approvals:rules                           403   403   403   403   403   403   403   200   403
GET  approvals:rule                  step      403   403   403   403   403   403   403   200   403
POST approvals:rule                  step      403   403   403   403   403   403   403   302   403
GET  approvals:submission      own   approval  200   200   404   404   404   200   200   404   404
GET  approvals:submission      other approval  404   404   404   200   404   200   200   404   404
POST approvals:pass            own   approval  403   302   404   404   404   403   403   404   404
POST approvals:pass            other approval  404   404   404   403   404   403   403   404   404
POST approvals:return          own   approval  403   302   404   404   404   403   403   404   404
POST approvals:return          other approval  404   404   404   403   404   403   403   404   404
POST approvals:withdraw        own   approval  302   403   404   404   404   403   403   404   404
POST approvals:withdraw        other approval  404   404   404   302   404   403   403   404   404
GET  territory:home                            302   302   302   302   302   302   302   302   302
GET  territory:place                 place     200   200   200   200   200   200   200   200   200
POST territory:look                            302   302   302   302   302   302   302   302   302
GET  documents:download        own   document  200   200   200   404   200   200   200   200   404
GET  documents:download        other document  404   404   404   200   404   200   200   404   404
GET  strategy:definitions                      200   200   200   200   200   200   200   200   200
GET  strategy:propose                          200   403   200   200   403   403   403   403   403
POST strategy:propose                          302   403   302   302   403   403   403   403   403
POST strategy:approve          own   proposal  403   302   403   403   403   403   403   403   403
POST strategy:approve          other proposal  403   404   403   403   403   403   403   403   403
POST strategy:return           own   proposal  403   302   403   403   403   403   403   403   403
POST strategy:return           other proposal  403   404   403   403   403   403   403   403   403
GET  workplan:plans                            200   200   200   200   200   200   200   200   200
GET  workplan:plans_of_place         place     200   200   200   200   200   200   200   200   200
GET  workplan:create                           200   403   200   200   403   403   403   403   403
POST workplan:create                           302   403   302   302   403   403   403   403   403
GET  workplan:plan             own   plan      200   200   200   404   200   200   200   200   404
GET  workplan:plan             other plan      404   404   404   200   404   200   200   404   404
GET  workplan:plan             own   draft     302   302   404   404   404   404   404   404   404
GET  workplan:plan             other draft     404   404   404   302   404   404   404   404   404
GET  workplan:history          own   plan      200   200   200   404   200   200   200   200   404
GET  workplan:history          other plan      404   404   404   200   404   200   200   404   404
GET  workplan:form             own   form      200   200   200   404   200   200   200   200   404
GET  workplan:form             other form      404   404   404   200   404   200   200   404   404
GET  workplan:version          own   version   200   200   200   404   200   200   200   200   404
GET  workplan:version          other version   404   404   404   200   404   200   200   404   404
GET  workplan:activity         own   activity  200   200   200   404   200   200   200   200   404
GET  workplan:activity         other activity  404   404   404   200   404   200   200   404   404
POST workplan:upload           own   activity  302   403   302   404   403   403   403   403   403
POST workplan:upload           other activity  404   403   404   302   403   403   403   403   403
POST workplan:status           own   activity  302   403   302   404   403   403   403   403   403
POST workplan:status           other activity  404   403   404   302   403   403   403   403   403
POST workplan:verify           own   evidence  302   403   403   404   403   403   403   403   403
POST workplan:verify           other evidence  404   403   404   302   403   403   403   403   403
POST workplan:return_evidence  own   evidence  302   403   403   404   403   403   403   403   403
POST workplan:return_evidence  other evidence  404   403   404   302   403   403   403   403   403
GET  workplan:draft            own   draft     200   200   404   404   404   404   404   404   404
GET  workplan:draft            other draft     404   404   404   200   404   404   404   404   404
POST workplan:start_draft      own   plan      302   403   403   404   403   403   403   403   403
POST workplan:start_draft      other plan      404   403   404   302   403   403   403   403   403
POST workplan:submit           own   change    302   403   404   404   403   403   403   403   403
POST workplan:submit           other change    404   403   404   302   403   403   403   403   403
POST workplan:approve          own   sent      403   302   403   403   403   403   403   403   403
POST workplan:approve          other sent      403   404   403   403   403   403   403   403   403
POST workplan:return           own   sent      403   302   403   403   403   403   403   403   403
POST workplan:return           other sent      403   404   403   403   403   403   403   403   403
POST workplan:discard          own   change    302   403   404   404   403   403   403   403   403
POST workplan:discard          other change    404   403   404   302   403   403   403   403   403
GET  workplan:new_objective    own   draft     200   403   404   404   403   403   403   403   403
GET  workplan:new_objective    other draft     404   403   404   200   403   403   403   403   403
POST workplan:new_objective    own   draft     302   403   404   404   403   403   403   403   403
POST workplan:new_objective    other draft     404   403   404   302   403   403   403   403   403
GET  workplan:edit_objective   own   objective 200   403   404   404   403   403   403   403   403
GET  workplan:edit_objective   other objective 404   403   404   200   403   403   403   403   403
POST workplan:edit_objective   own   objective 302   403   404   404   403   403   403   403   403
POST workplan:edit_objective   other objective 404   403   404   302   403   403   403   403   403
POST workplan:remove_objective own   empty     302   403   404   404   403   403   403   403   403
POST workplan:remove_objective other empty     404   403   404   302   403   403   403   403   403
GET  workplan:new_activity     own   empty     200   403   404   404   403   403   403   403   403
GET  workplan:new_activity     other empty     404   403   404   200   403   403   403   403   403
POST workplan:new_activity     own   empty     302   403   404   404   403   403   403   403   403
POST workplan:new_activity     other empty     404   403   404   302   403   403   403   403   403
GET  workplan:edit_activity    own   line      200   403   404   404   403   403   403   403   403
GET  workplan:edit_activity    other line      404   403   404   200   403   403   403   403   403
POST workplan:edit_activity    own   line      302   403   404   404   403   403   403   403   403
POST workplan:edit_activity    other line      404   403   404   302   403   403   403   403   403
POST workplan:remove_activity  own   line      302   403   404   404   403   403   403   403   403
POST workplan:remove_activity  other line      404   403   404   302   403   403   403   403   403
"""

COLUMNS = ("ana", "diana", "sofia", "carla", "gaby", "marta", "aldo", "nora", "pia")
ALIKE = ("bruno", "emilio")  # answered as Ana is
# Only who wrote all of a draft discards it, and who wrote in what was sent takes it back; a job
# and its result are of who asked for it.
HERS_ALONE = frozenset(
    {
        "workplan:discard",
        "approvals:withdraw",
        "jobs:job",
        "jobs:progress",
        "jobs:cancel",
        "jobs:retry",
        "jobs:result",
        "jobs:stop",
        "lists:change_view",
        "lists:delete_view",
    }
)


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    method: str
    name: str
    side: str
    what: str
    codes: tuple[int, ...]

    @classmethod
    def of(cls, line: str) -> "Row":
        method, name, side, what = line[:5], line[5:31], line[31:37], line[37:47]
        codes = tuple(map(int, line[47:].split()))
        return cls(method.strip(), name.strip(), side.strip(), what.strip(), codes)

    @property
    def expected(self) -> dict[str, int]:
        """Who → code, for everybody who is signed in."""
        expected = dict(zip(COLUMNS, self.codes, strict=True))
        # Of the counter: those who attend and the head of a unit have a table of their own, in
        # tests/people/citizens/test_access.py.
        own_table = self.name.startswith("citizens:")
        alike = () if self.name in HERS_ALONE or own_table else ALIKE
        return expected | dict.fromkeys(alike, expected["ana"])

    def __str__(self) -> str:
        return " ".join(filter(None, (self.method, self.name, self.side, self.what)))


ROWS = [Row.of(line) for line in ACCESS.strip("\n").split("\n")[1:]]
NAMES = sorted({row.name for row in ROWS})
AREAS = sorted({(row.method, row.name.partition(":")[0]) for row in ROWS})


def test_every_address_has_its_line_in_the_table():
    assert list(addresses()) == NAMES
    assert ACCESS.strip("\n").split("\n")[0].split()[3:] == list(COLUMNS)


def _whose(row: Row) -> str:
    return row.side


def _wrong(world: World, clients: dict[str, Client], row: Row) -> list[str]:
    """What each person gets from an address, where it is not what the table says."""
    url = url_of(world, row.name, row.side, row.what)
    wrong = []
    for who, code in row.expected.items():
        sent = written(world, row.name, row.side) if row.method == "POST" else {}
        got = ask(clients[who], row.method, url, sent).status_code
        if got != code:
            wrong.append(f"{row}: {who} gets {got} and not {code}")
    return wrong


@pytest.mark.parametrize(("method", "area"), AREAS)
def test_each_role_gets_what_the_table_says(cast: Cast, method: str, area: str):
    clients = {name: person.client() for name, person in cast.everybody().items()}
    rows = [row for row in ROWS if (row.method, row.name.partition(":")[0]) == (method, area)]
    wrong = []
    for _, alike in groupby(sorted(rows, key=_whose), key=_whose):
        with undone():  # one world for all of a side: making it takes longer than asking
            world = World(cast)
            for row in alike:
                wrong += _wrong(world, clients, row)
    assert wrong == []


def test_who_has_not_signed_in_is_sent_to_do_it(cast: Cast):
    world, found = World(cast), addresses()
    for row in ROWS:
        url = url_of(world, row.name, row.side, row.what)
        response = ask(Client(), row.method, url)
        sent_away = getattr(response, "url", "").startswith("/entrar/?next=")
        assert sent_away != found[row.name].is_open, f"{row}: {response.status_code}"


def test_what_is_open_to_anyone_is_little():
    found = [address.name for address in addresses().values() if address.is_open]
    assert found == ["core:record", "people:sign_in"]


def test_an_address_answers_only_to_its_methods(cast: Cast):
    """Above all: what changes something refuses GET."""
    world = World(cast)
    clients = {name: person.client() for name, person in cast.everybody().items()}
    for name in NAMES:
        row = next(row for row in ROWS if row.name == name)
        url = url_of(world, name, row.side, row.what)
        for method in {"GET", "POST"} - {row.method for row in ROWS if row.name == name}:
            codes = {who: ask(clients[who], method, url).status_code for who in COLUMNS}
            assert set(codes.values()) == {405}, f"{method} {name}: {codes}"


def test_a_get_that_writes_would_fail_in_these_tests():
    """All the answers above were given under this watch."""
    assert "minga.core.middleware.get_never_writes" in settings.MIDDLEWARE
