"""Who may go where: every address × every role × the own service and another one.

The columns are the cast. Ana prepares in the own service, as Bruno and Emilio do; Diana directs it;
Sofía is of the SEREMI that answers for its activities; Carla prepares in the other service; Gaby
reads for the GORE, Marta for the ministry; Aldo audits, Nora administers, Pía has no function.
Whoever has not signed in is sent to do it. 302 after a POST means that it was done.
"""

from contextlib import nullcontext
from dataclasses import dataclass
from itertools import groupby

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from minga.people.models import Membership
from minga.people.roles import Role
from tests.conftest import Cast
from tests.site import joined
from tests.site.addresses import addresses
from tests.site.asking import ask, undone, undrawn, url_of, worked_out_once, written
from tests.site.roles import one_of_each
from tests.site.world import World

ACCESS = """
     address                   of    what      ana   diana sofia carla gaby  marta aldo  nora  pia
GET  home:my_work                              200   200   200   200   200   200   200   200   200
GET  home:style                                200   200   200   200   200   200   200   200   200
GET  home:style_charts                         200   200   200   200   200   200   200   200   200
GET  home:style_maps                           200   200   200   200   200   200   200   200   200
GET  accounts:sign_in                          302   302   302   302   302   302   302   302   302
POST accounts:sign_in                          302   302   302   302   302   302   302   302   302
POST accounts:sign_out                         302   302   302   302   302   302   302   302   302
GET  accounts:second_step                      302   302   302   302   302   302   302   302   302
POST accounts:second_step                      302   302   302   302   302   302   302   302   302
POST accounts:key_step                         302   302   302   302   302   302   302   302   302
GET  accounts:forgot                           200   200   200   200   200   200   200   200   200
POST accounts:forgot                           200   200   200   200   200   200   200   200   200
GET  accounts:follow_link            token     200   200   200   200   200   200   200   200   200
POST accounts:follow_link            token     302   302   302   302   302   302   302   302   302
POST accounts:depart                           404   404   404   404   404   404   404   404   404
GET  accounts:arrive                           404   404   404   404   404   404   404   404   404
GET  accounts:mine                             200   200   200   200   200   200   200   200   200
GET  accounts:change_password                  200   200   200   200   200   200   200   200   200
POST accounts:change_password                  302   302   302   302   302   302   302   302   302
POST accounts:end_others                       302   302   302   302   302   302   302   302   302
POST accounts:end_session      own   session   302   404   404   404   404   404   404   404   404
POST accounts:end_session      other session   404   404   404   302   404   404   404   404   404
GET  accounts:new_key                          302   302   302   302   302   302   302   302   302
POST accounts:new_key                          302   302   302   302   302   302   302   302   302
GET  accounts:prove_key                        302   302   302   302   302   302   302   302   302
POST accounts:prove_key                        302   302   302   302   302   302   302   302   302
POST accounts:remove_key       own   key       302   404   404   404   404   404   404   404   404
POST accounts:remove_key       other key       404   404   404   302   404   404   404   404   404
GET  accounts:accounts                         403   403   403   403   403   403   403   200   403
GET  accounts:invite                           403   403   403   403   403   403   403   200   403
POST accounts:invite                           403   403   403   403   403   403   403   302   403
GET  accounts:factor_rules                     403   403   403   403   403   403   403   200   403
GET  accounts:factor_rule            role      403   403   403   403   403   403   403   200   403
POST accounts:factor_rule            role      403   403   403   403   403   403   403   302   403
GET  accounts:account          own   mailed    403   403   403   403   403   403   403   200   403
GET  accounts:account          other mailed    403   403   403   403   403   403   403   404   403
POST accounts:close            own   mailed    403   403   403   403   403   403   403   302   403
POST accounts:close            other mailed    403   403   403   403   403   403   403   404   403
POST accounts:reopen           own   shut      403   403   403   403   403   403   403   302   403
POST accounts:reopen           other shut      403   403   403   403   403   403   403   404   403
POST accounts:unlock           own   locked    403   403   403   403   403   403   403   302   403
POST accounts:unlock           other locked    403   403   403   403   403   403   403   404   403
POST accounts:send_link        own   mailed    403   403   403   403   403   403   403   302   403
POST accounts:send_link        other mailed    403   403   403   403   403   403   403   404   403
POST accounts:revoke_link      own   mailed    403   403   403   403   403   403   403   302   403
POST accounts:revoke_link      other mailed    403   403   403   403   403   403   403   404   403
POST accounts:set_email        own   mailed    403   403   403   403   403   403   403   302   403
POST accounts:set_email        other mailed    403   403   403   403   403   403   403   404   403
POST accounts:give_password    own   mailed    403   403   403   403   403   403   403   200   403
POST accounts:give_password    other mailed    403   403   403   403   403   403   403   404   403
POST accounts:remove_factors   own   guarded   403   403   403   403   403   403   403   302   403
POST accounts:remove_factors   other guarded   403   403   403   403   403   403   403   404   403
GET  people:substitutes                        403   200   403   403   403   403   403   200   403
GET  people:name_substitute                    403   200   403   403   403   403   403   200   403
POST people:name_substitute                    403   302   403   403   403   403   403   302   403
POST people:end_substitution   own   stand_in  403   302   403   403   403   403   403   302   403
POST people:end_substitution   other stand_in  403   404   403   403   403   403   403   404   403
POST people:end_delegation     own   let_do    403   302   403   403   403   403   403   302   403
POST people:end_delegation     other let_do    403   404   403   403   403   403   403   404   403
GET  people:delegate                           403   200   403   403   403   403   403   200   403
POST people:delegate                           403   302   403   403   403   403   403   302   403
GET  people:organisations                      200   200   200   200   200   200   200   200   200
GET  people:organisation       own   body      200   200   200   200   200   200   200   200   200
GET  people:organisation       other body      200   200   200   200   200   200   200   200   200
GET  people:add_organisation                   403   403   403   403   403   403   403   200   403
POST people:add_organisation                   403   403   403   403   403   403   403   302   403
GET  people:change_organisation own   body     403   403   403   403   403   403   403   200   403
GET  people:change_organisation other body     403   403   403   403   403   403   403   403   403
POST people:change_organisation own   body     403   403   403   403   403   403   403   302   403
POST people:change_organisation other body     403   403   403   403   403   403   403   403   403
GET  people:close_organisation own   desk      403   403   403   403   403   403   403   200   403
GET  people:close_organisation other desk      403   403   403   403   403   403   403   403   403
POST people:close_organisation own   desk      403   403   403   403   403   403   403   302   403
POST people:close_organisation other desk      403   403   403   403   403   403   403   403   403
GET  people:functions                          403   403   403   403   403   403   403   200   403
GET  people:add_person                         403   403   403   403   403   403   403   200   403
POST people:add_person                         403   403   403   403   403   403   403   302   403
GET  people:person             own   worker    403   403   403   403   403   403   403   200   403
GET  people:person             other worker    403   403   403   403   403   403   403   404   403
GET  people:give_function      own   worker    403   403   403   403   403   403   403   200   403
GET  people:give_function      other worker    403   403   403   403   403   403   403   404   403
POST people:give_function      own   worker    403   403   403   403   403   403   403   302   403
POST people:give_function      other worker    403   403   403   403   403   403   403   404   403
GET  people:pass_work          own   worker    403   403   403   403   403   403   403   200   403
GET  people:pass_work          other worker    403   403   403   403   403   403   403   404   403
POST people:pass_work          own   worker    403   403   403   403   403   403   403   302   403
POST people:pass_work          other worker    403   403   403   403   403   403   403   404   403
POST people:end_function       own   held      403   403   403   403   403   403   403   302   403
POST people:end_function       other held      403   403   403   403   403   403   403   404   403
GET  people:table                              200   200   200   200   200   200   200   200   200
GET  people:change_table             line      403   403   403   403   403   403   403   200   403
POST people:change_table             line      403   403   403   403   403   403   403   302   403
GET  people:table_change       own   shift     200   200   404   404   404   200   200   200   404
GET  people:table_change       other shift     404   404   404   200   404   200   200   404   404
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
GET  territory:geometry              place     200   200   200   200   200   200   200   200   200
GET  territory:brief                 minuta    200   200   200   200   200   200   200   200   200
GET  territory:section               told      200   200   200   200   200   200   200   200   200
POST territory:look                            302   302   302   302   302   302   302   302   302
GET  territory:boundaries                      403   403   403   403   403   403   403   200   403
POST territory:boundaries                      403   403   403   403   403   403   403   200   403
POST territory:apply_boundaries                403   403   403   403   403   403   403   302   403
GET  territory:draw                  commune   200   403   200   403   403   403   403   200   403
POST territory:draw                  commune   302   403   302   403   403   403   403   302   403
GET  territory:inside                place     200   200   200   200   200   200   200   200   200
GET  territory:divisions                       200   200   200   200   200   200   200   200   200
GET  territory:places                          200   200   200   200   200   200   200   200   200
GET  territory:change                law       200   200   200   200   200   200   200   200   200
GET  territory:change                division  404   200   404   404   404   404   404   200   404
GET  territory:prepare_change                  403   403   403   403   403   403   403   200   403
POST territory:prepare_change                  403   403   403   403   403   403   403   302   403
POST territory:add_part              division  403   403   403   403   403   403   403   302   403
POST territory:remove_part           part      403   403   403   403   403   403   403   302   403
POST territory:approve_change        division  403   302   403   403   403   403   403   422   403
GET  documents:download        own   document  200   200   200   404   200   200   200   200   404
GET  documents:download        other document  404   404   404   200   404   200   200   404   404
GET  strategy:definitions                      200   200   200   200   200   200   200   200   200
GET  strategy:of_organisation  own   body      200   200   200   200   200   200   200   200   200
GET  strategy:of_organisation  other body      200   200   200   200   200   200   200   200   200
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
GET  workplan:stages           own   plan      200   200   200   404   200   200   200   200   404
GET  workplan:stages           other plan      404   404   404   200   404   200   200   404   404
POST workplan:close_stage      own   plan      403   422   403   403   403   403   403   403   403
POST workplan:close_stage      other plan      403   404   403   403   403   403   403   403   403
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
POST workplan:share            own   activity  422   403   422   404   403   403   403   403   403
POST workplan:share            other activity  404   403   404   422   403   403   403   403   403
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
SIDES = ("own", "other")
ALIKE = ("bruno", "emilio")  # answered as Ana is
# Every other role, by the column that answers for it; each one is asked. Those without a part in
# the areas of today are «staff» in the own service, «town» in a municipality or a sponsor.
ROLES: dict[str, str] = {
    "programming_officer": "staff",
    "planning_officer": "staff",
    "works_inspector": "staff",
    "works_head": "staff",
    "subsidies_officer": "staff",
    "payments_officer": "staff",
    "payments_reviewer": "staff",
    "payments_approver": "staff",
    "treasury": "staff",
    "legal": "staff",
    "registry_officer": "staff",
    "internal_control": "staff",
    "regional_coordinator": "staff",
    "board_member": "staff",
    "counter_officer": "staff",
    "norms_officer": "marta",
    "social_evaluator": "gaby",
    "receiver": "gaby",
    "municipality": "town",
    "sponsor": "town",
}
# They have a part at the counter: tests/people/citizens/test_access.py asks them there.
AT_THE_COUNTER = frozenset(
    {"counter_officer", "subsidies_officer", "legal", "works_head", "internal_control"}
)
# Where these two get something else than Gaby.
BEYOND: dict[str, dict[str, int]] = {
    "GET people:organisation own body": {"town": 200},
    "GET people:organisation other body": {"town": 200},
    "GET jobs:subscriptions": {"town": 403},
    "GET jobs:subscribe": {"town": 403},
    "POST jobs:subscribe": {"town": 403},
    "POST jobs:stop own sending": {"town": 403},
    "POST jobs:stop other sending": {"town": 403},
    "POST indicators:take own score": {"town": 403},
    "POST indicators:take other score": {"town": 403},
    "GET strategy:of_organisation own body": {"town": 200},
    "GET strategy:of_organisation other body": {"town": 200},
    "GET people:table_change own shift": {"staff": 200},
}
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
        "accounts:end_session",
        "accounts:remove_key",
    }
)
ALL_BEYOND = BEYOND | joined.beyond()
ALL_HERS_ALONE = HERS_ALONE | joined.hers_alone()


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
        words = line.split()
        told = [word for word in words if not word.isdecimal()]
        side = next((word for word in told[2:] if word in SIDES), "")
        what = next((word for word in told[2:] if word not in SIDES), "")
        codes = tuple(int(word) for word in words[len(told) :])
        return cls(told[0], told[1], side, what, codes)

    @property
    def expected(self) -> dict[str, int]:
        """Who → code, for everybody who is signed in."""
        expected = dict(zip(COLUMNS, self.codes, strict=True))
        # Of the counter: those who attend and the head of a unit have a table of their own, in
        # tests/people/citizens/test_access.py.
        own_table = self.name.startswith("citizens:")
        alike = () if self.name in ALL_HERS_ALONE or own_table else ALIKE
        columns = expected | self.beyond
        expected |= {who: columns.get(who, expected["ana"]) for who in alike}
        left_out = AT_THE_COUNTER if own_table else frozenset()
        return expected | {
            role: columns.get(role, columns[column])
            for role, column in ROLES.items()
            if role not in left_out
        }

    @property
    def beyond(self) -> dict[str, int]:
        """Staff without a part in it and a town get what Gaby gets, but for what is of a service
        and its region, which a town does not see; or what `BEYOND` says."""
        gaby = self.codes[COLUMNS.index("gaby")]
        usual = {"staff": gaby, "town": 404 if self.side and gaby in (200, 302) else gaby}
        return usual | ALL_BEYOND.get(str(self), {})

    def __str__(self) -> str:
        return " ".join(filter(None, (self.method, self.name, self.side, self.what)))


ROWS = [Row.of(line) for line in [*ACCESS.strip("\n").split("\n")[1:], *joined.lines()]]
NAMES = sorted({row.name for row in ROWS})
AREAS = sorted({(row.method, row.name.partition(":")[0]) for row in ROWS})


def test_every_address_has_its_line_in_the_table():
    assert list(addresses()) == NAMES
    assert ACCESS.strip("\n").split("\n")[0].split()[3:] == list(COLUMNS)


def test_every_role_is_asked(cast: Cast):
    """By somebody of the cast, or by a line of `ROLES`."""
    attending = [person.pk for person in cast.counter().values()]
    held = set(Membership.objects.exclude(person__in=attending).values_list("role", flat=True))
    assert held | set(ROLES) == set(Role.values)
    assert not held & set(ROLES)


def _whose(row: Row) -> str:
    return row.side


def _asked(expected: dict[str, int]) -> dict[str, int]:
    """Everybody; on the second engine one of each answer: who may do what is decided by the same
    lines on both, and what those lines ask of the database is asked there too."""
    if connection.vendor == "sqlite":
        return expected
    first = {code: who for who, code in reversed(expected.items())}
    return {who: code for code, who in first.items()}


def _wrong(world: World, clients: dict[str, Client], row: Row) -> list[str]:
    """What each person gets from an address, where it is not what the table says."""
    url = url_of(world, row.name, row.side, row.what)
    wrong = []
    for who, code in _asked(row.expected).items():
        sent = written(world, row.name, row.side) if row.method == "POST" else {}
        # A page is drawn for each column; of a refusal only the code is looked at.
        with nullcontext() if who in COLUMNS and code == 200 else undrawn():
            got = ask(clients[who], row.method, url, sent).status_code
        if got != code:
            wrong.append(f"{row}: {who} gets {got} and not {code}")
    return wrong


@pytest.mark.parametrize(("method", "area"), AREAS)
def test_each_role_gets_what_the_table_says(cast: Cast, method: str, area: str):
    clients = {name: person.client() for name, person in cast.everybody().items()}
    clients |= {role: person.client() for role, person in one_of_each(cast, ROLES).items()}
    rows = [row for row in ROWS if (row.method, row.name.partition(":")[0]) == (method, area)]
    wrong = []
    for _, alike in groupby(sorted(rows, key=_whose), key=_whose):
        # One world for all of a side: making it takes longer than asking.
        with undone(), worked_out_once():
            world = World(cast)
            for row in alike:
                wrong += _wrong(world, clients, row)
    assert wrong == []


@pytest.mark.one_engine
def test_who_has_not_signed_in_is_sent_to_do_it(cast: Cast):
    found = addresses()
    for method, name in {(row.method, row.name) for row in ROWS}:
        address = found[name]
        response = ask(Client(), method, address.somewhere)
        sent_away = getattr(response, "url", "").startswith("/entrar/?next=")
        assert sent_away != address.is_open, f"{method} {name}: {response.status_code}"


def test_what_is_open_to_anyone_is_little():
    found = [address.name for address in addresses().values() if address.is_open]
    assert found == [
        "accounts:arrive",
        "accounts:depart",
        "accounts:follow_link",
        "accounts:forgot",
        "accounts:key_step",
        "accounts:second_step",
        "accounts:sign_in",
        "core:record",
    ]


@pytest.mark.one_engine
def test_an_address_answers_only_to_its_methods(cast: Cast):
    """Above all: what changes something refuses GET."""
    clients = {name: getattr(cast, name).client() for name in ("ana", "nora", "pia")}
    with undrawn(), worked_out_once():
        for name, address in addresses().items():
            url = address.somewhere
            for method in {"GET", "POST"} - {row.method for row in ROWS if row.name == name}:
                codes = {who: ask(one, method, url).status_code for who, one in clients.items()}
                assert set(codes.values()) == {405}, f"{method} {name}: {codes}"


def test_a_get_that_writes_would_fail_in_these_tests():
    """All the answers above were given under this watch."""
    assert "minga.core.middleware.get_never_writes" in settings.MIDDLEWARE
