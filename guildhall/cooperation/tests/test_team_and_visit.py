from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from guildhall.audit.models import AuditEntry
from guildhall.commitments.actions import revoke_letter, sign_letter
from guildhall.commitments.tests.make import make_association, make_organization, make_person
from guildhall.cooperation import actions, queries
from guildhall.cooperation.models import Visit
from guildhall.cooperation.tests.make import make_cooperation, make_own_user
from guildhall.cooperation.tests.make_projects import (
    begin_project,
    make_agreement,
    make_chief,
    make_measurement,
    make_project,
    make_team,
    make_visit,
)
from guildhall.core.errors import NotAllowedError, RuleError

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(association):
    return make_chief(association)


@pytest.fixture
def agreement(association):
    return make_agreement(association)


def refused(act):
    with pytest.raises(RuleError) as refusal:
        act()
    return refusal.value.code


def test_a_team_signs_what_its_projects_promised(association, agreement, chief):
    project = begin_project(agreement, chief)
    leader = make_person(association)
    team = actions.form_team(
        project=project,
        name_zh="交货期攻关队",
        leader=leader,
        members=[make_person(association)],
        actor=chief,
    )
    receiver = chief.people.get()

    letter = actions.give_letter(team, received_by=receiver, actor=chief)

    assert (letter.kind, letter.state, letter.origin_id) == ("commitment", "offered", team.pk)
    assert set(letter.targets.all()) == {one.commitment for one in project.owners.all()}
    for person in (leader, receiver):
        sign_letter(letter.parties.get(person=person), confirmed=True, actor=person.user)
    letter.refresh_from_db()
    assert (letter.state, letter.document is not None) == ("signed", True)
    assert list(queries.targets_to_show(team, chief)) == list(letter.targets.order_by("deadline", "id"))
    assert refused(lambda: actions.give_letter(team, received_by=receiver, actor=chief)) == "letter_stands"
    other = {"leader": make_person(association), "version": team.version, "actor": chief}
    assert refused(lambda: actions.amend_team(team, **other)) == "letter_stands"
    revoke_letter(letter, reason="换人", actor=chief)
    team.refresh_from_db()
    actions.amend_team(team, **other | {"version": team.version})
    assert actions.give_letter(team, received_by=receiver, actor=chief).pk != letter.pk
    told = AuditEntry.objects.filter(action__startswith="team.").values_list("action", flat=True)
    assert list(told) == ["team.formed", "team.letter_given", "team.amended", "team.letter_given"]


def test_a_team_that_cannot_be_is_refused(association, agreement, chief):
    def form(**given):
        said = {"agreement": agreement, "name_zh": "队", "actor": chief} | given
        return refused(lambda: actions.form_team(**said))

    assert form(agreement=None) == "of_nothing"
    assert form(name_zh=" ") == "name_missing"
    assert form(leader=make_person(make_association())) == "of_elsewhere"
    assert form(agreement=make_agreement(association, state="ended")) == "ended"
    team = make_team(agreement, leader=None)
    receiver = chief.people.get()
    assert refused(lambda: actions.give_letter(team, received_by=receiver, actor=chief)) == "leader_missing"
    team.leader = make_person(association)
    make_project(agreement)
    assert refused(lambda: actions.give_letter(team, received_by=receiver, actor=chief)) == "targets_missing"
    assert (
        refused(lambda: actions.amend_team(team, version=9, name_zh="x", actor=chief)) == "changed_meanwhile"
    )


def test_a_visit_is_kept_as_far_as_it_is_stated(association, chief):
    host = make_organization(association)

    noted = actions.note_visit(
        association, hosts=[host], stated_date="2026-03", place_zh="淄博", purpose_zh="看样", actor=chief
    )

    assert (noted.visited_on, noted.stated.zh, noted.noted_by) == (None, "2026年3月", chief)
    actions.amend_visit(noted, version=1, stated_date="2026-03-05", outcome_zh="达成意向", actor=chief)
    assert (noted.visited_on.isoformat(), noted.place_zh, list(noted.hosts.all())) == (
        "2026-03-05",
        "淄博",
        [host],
    )
    assert refused(lambda: actions.amend_visit(noted, version=1, outcome_zh="后", actor=chief)) == (
        "changed_meanwhile"
    )


def test_visits_that_cannot_be_are_refused(association, chief):
    host, tomorrow = make_organization(association), timezone.localdate() + timedelta(days=2)
    wrong: dict[str, Any] = {
        "nobody_visited": {"hosts": []},
        "visits_itself": {"visitors": [host]},
        "purpose_missing": {"purpose_zh": " "},
        "not_yet": {"stated_date": tomorrow.isoformat()},
        "no_such_day": {"stated_date": "2026-02-31"},
        "of_elsewhere": {"people": [make_person(make_association())]},
    }
    for code, given in wrong.items():
        said = {"hosts": [host], "purpose_zh": "看样"} | given
        assert refused(lambda said=said: actions.note_visit(association, actor=chief, **said)) == code
    assert Visit.objects.count() == 0


def test_a_firm_notes_and_sees_its_own_visits_only(association, chief):
    host, other = make_organization(association), make_organization(association)
    user, stranger = make_own_user(host), make_own_user(other)
    with pytest.raises(NotAllowedError):
        actions.note_visit(association, hosts=[host], purpose_zh="看样", actor=stranger)

    noted = actions.note_visit(association, hosts=[host], purpose_zh="看样", actor=user)

    elsewhere = make_visit(association, make_organization(association))
    assert list(queries.visit_list(user, association)) == [noted]
    assert list(queries.visit_list(stranger, association)) == []
    assert list(queries.visit_list(chief, association, q="看样")) == [noted]
    assert set(queries.visit_list(chief, association, year=2026)) == {elsewhere}


def test_a_visit_leads_to_a_drafted_need_that_says_so(association, chief):
    host, other = make_organization(association), make_organization(association)
    visit = make_visit(association, host, outcome_zh="缺减速机")
    given = {"kind": "product", "title_zh": "减速机", "actor": make_own_user(host)}

    drafted = actions.draft_from_visit(visit, organization=host, **given)

    assert (drafted.side, drafted.state, drafted.origin_label_zh) == ("need", "draft", visit.purpose_zh)
    assert list(queries.listings_from(visit, chief)) == [drafted]
    assert refused(lambda: actions.draft_from_visit(visit, organization=other, **given)) == "not_involved"
    with pytest.raises(NotAllowedError):
        actions.draft_from_visit(visit, organization=host, **given | {"actor": make_own_user(other)})


def test_the_history_of_a_partnership_is_one_line_of_time(association, chief):
    first, second = make_organization(association), make_organization(association)
    cooperation = make_cooperation(
        association, first, second, since="2021", ending="delivered", ended_on=timezone.localdate()
    )
    agreement = make_agreement(
        association, first, second, cooperation=cooperation, stated_signed="XXXX-04-27", signed_on=None
    )
    make_visit(association, second, visitors=[first], stated_date="2022-05")
    make_visit(association, second, stated_date="2020")
    project = begin_project(agreement, chief)
    make_measurement(project, confirmed_at=timezone.now())

    told = queries.history([first, second], viewer=chief, association=association)

    assert [(one.kind, one.on[:4]) for one in told if one.kind != "cooperation_ended"] == [
        ("cooperation", "2021"),
        ("visit", "2022"),
        ("project", str(timezone.localdate().year)),
        ("agreement", "XXXX"),
    ]
    assert "完成50%" in next(one.note.zh for one in told if one.kind == "project")
    of_second = queries.history([second], viewer=chief, association=association)
    assert [one.on for one in of_second][:2] == ["2020", "2021"]
    whole = queries.cooperation_history(cooperation, viewer=chief, association=association)
    assert [one.url for one in whole] == [one.url for one in told]
    stranger = make_own_user(make_organization(association))
    assert queries.history([first, second], viewer=stranger, association=association) == []
    assert queries.history([], viewer=chief, association=association) == []
