"""Joint projects, teams, visits and history by page and by API."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from guildhall.commitments.tests.make import make_association, make_organization, make_person
from guildhall.cooperation.models import JointProject, ProjectOwner, Team, Visit
from guildhall.cooperation.tests.make import make_cooperation, make_own_user
from guildhall.cooperation.tests.make_projects import (
    FIGURES,
    PAPER,
    begin_project,
    make_agreement,
    make_chief,
    make_measurement,
    make_project,
    make_team,
    make_visit,
    owners_for,
    owners_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(association):
    return make_chief(association)


@pytest.fixture
def agreement(association):
    return make_agreement(association)


class Door:
    def __init__(self, kind, client):
        self.kind, self.client = kind, client

    def act(self, association, path, data, *, user, method="post", at_api=None, as_form=False):
        """The status of doing it."""
        self.client.force_login(user)
        if self.kind == "page":
            return self.client.post(f"/a/{association.slug}/{path}", data).status_code
        at = f"/api/v1/a/{association.slug}/{path.rstrip('/') if at_api is None else at_api}"
        options = {} if as_form else {"content_type": "application/json"}
        return getattr(self.client, method)(at, data, **options).status_code


@pytest.fixture(params=["page", "api"])
def door(request, client):
    return Door(request.param, client)


DONE = {"page": {302}, "api": {200, 201}}


def test_a_project_goes_its_whole_way(door, association, agreement, chief):
    today, page = timezone.localdate(), door.kind == "page"
    owners = owners_for(agreement)
    said = {name: str(value) for name, value in FIGURES.items()}
    said |= {"due_on": str(today + timedelta(days=50)), "baseline_on": str(today - timedelta(days=50))}
    named = {f"owner_{one.organization.pk}": str(one.person.pk) for one in owners}
    listed = [{"organization": str(one.organization.pk), "person": str(one.person.pk)} for one in owners]
    new = said | (named if page else {"owners": listed, "agreement": str(agreement.pk)})
    first, second = (one.person.user for one in owners)
    done = DONE[door.kind]

    at = f"joint-projects/new/?agreement={agreement.pk}"
    assert door.act(association, at, new, user=first, at_api="joint-projects") == 403
    assert door.act(association, at, new, user=chief, at_api="joint-projects") in done
    project = JointProject.objects.get()
    base = f"joint-projects/{project.pk}"
    assert door.act(association, f"{base}/start/", {"version": project.version}, user=chief) in done
    measured: dict[str, Any] = {"value": "12", "measured_on": str(today)}
    measured["evidence"] = SimpleUploadedFile(PAPER[0], PAPER[1], content_type="application/pdf")
    asked = {"user": first, "at_api": f"{base}/measurements", "as_form": True}
    assert door.act(association, f"{base}/measure/", measured, **asked) in done
    reported = project.measurements.get()
    judge = f"joint-projects/measurements/{reported.pk}/confirm/"
    assert door.act(association, judge, {}, user=first) == 403
    assert door.act(association, judge, {}, user=second) in done
    project.refresh_from_db()
    end = {"conclusion_zh": "交货期缩短", "version": project.version}
    assert door.act(association, f"{base}/complete/", end, user=chief) in done
    project.refresh_from_db()
    assert (project.state, str(reported.value)) == ("completed", "12.000")


def test_owners_and_disputes_go_through_both_doors(door, association, agreement, chief):
    project = begin_project(agreement, chief)
    _first, second = owners_of(project)
    done = DONE[door.kind]
    dispute = f"joint-projects/measurements/{make_measurement(project).pk}/dispute/"
    assert door.act(association, dispute, {"reason": "口径"}, user=second) in done
    owner = project.owners.select_related("organization").first()
    new = make_own_user(owner.organization).people.get()
    hand = {"person": str(new.pk), "reason": "调岗"}
    assert door.act(association, f"joint-projects/owners/{owner.pk}/change/", hand, user=chief) in done
    agreement.parties.filter(organization=owner.organization).update(left_on=timezone.localdate())
    release = f"joint-projects/owners/{owner.pk}/release/"
    assert door.act(association, release, {"reason": "退出"}, user=chief) in done
    give_up = {"reason": "停产", "version": project.version}
    assert door.act(association, f"joint-projects/{project.pk}/abandon/", give_up, user=chief) in done
    project.refresh_from_db()
    assert (project.state, ProjectOwner.objects.get(pk=owner.pk).left_reason) == ("abandoned", "退出")


def test_teams_are_formed_and_given_their_letter_through_both_doors(door, association, agreement, chief):
    project, new = begin_project(agreement, chief), make_person(association)
    done, page = DONE[door.kind], door.kind == "page"
    team = {"name_zh": "队", "leader": str(new.pk), "members": [str(new.pk)]}
    at = f"cooperation/teams/new/?project={project.pk}"
    more = {} if page else {"project": str(project.pk)}
    assert door.act(association, at, team | more, user=chief, at_api="cooperation/teams") in done
    made = Team.objects.get()
    at = f"cooperation/teams/{made.pk}"
    change = {"name_zh": "新队", "leader": str(new.pk), "version": made.version}
    answer = door.act(association, f"{at}/amend/", change, user=chief, method="patch", at_api=at)
    assert answer in done
    given = {"received_by": str(chief.people.get().pk)}
    assert door.act(association, f"{at}/letter/", given, user=chief) in done
    made.refresh_from_db()
    assert (made.name_zh, made.letter.state) == ("新队", "offered")


def test_visits_are_noted_and_amended_through_both_doors(door, association, chief):
    done, page = DONE[door.kind], door.kind == "page"
    host = make_organization(association)
    visit = {"hosts": [str(host.pk)], "stated_date": "2026-03", "purpose_zh": "看样"}
    at = "cooperation/visits"
    assert door.act(association, f"{at}/new/", visit, user=make_own_user(host), at_api=at) in done
    noted = Visit.objects.get()
    at = f"{at}/{noted.pk}"
    change = visit | {"outcome_zh": "意向", "version": 1}
    answer = door.act(association, f"{at}/amend/", change, user=chief, method="patch", at_api=at)
    assert answer in done
    assert door.act(association, f"{at}/amend/", change, user=chief, method="patch", at_api=at) in (
        {200} if page else {409}
    )
    draft = {"kind": "product", "side": "need", "title_zh": "减速机", "organization": str(host.pk)}
    assert door.act(association, f"{at}/draft/", draft, user=chief) in done
    assert Visit.objects.get().outcome_zh == "意向"


def test_every_page_and_its_twin_open(client, association, agreement, chief):
    cooperation = make_cooperation(association)
    agreement.cooperation = cooperation
    agreement.save()
    begun, planned = begin_project(agreement, chief), make_project(agreement)
    make_measurement(begun, confirmed_at=timezone.now())
    team, visit = make_team(agreement, project=begun), make_visit(association, cooperation=cooperation)
    client.force_login(chief)
    twins = [
        "joint-projects/",
        f"joint-projects/{begun.pk}/",
        f"joint-projects/{planned.pk}/",
        f"cooperation/teams/{team.pk}/",
        "cooperation/visits/",
        f"cooperation/visits/{visit.pk}/",
        f"cooperation/history/?organization={visit.hosts.get().pk}",
        f"cooperation/{cooperation.pk}/history/",
    ]
    forms = [
        f"joint-projects/new/?agreement={agreement.pk}",
        f"joint-projects/{planned.pk}/amend/",
        f"joint-projects/{begun.pk}/measure/",
        f"joint-projects/{begun.pk}/complete/",
        f"cooperation/visits/{visit.pk}/draft/",
        f"cooperation/teams/new/?agreement={agreement.pk}",
        f"cooperation/teams/{team.pk}/letter/",
        "cooperation/visits/new/",
    ]
    for address in twins + forms:
        assert client.get(f"/a/{association.slug}/{address}").status_code == 200, address
    for address in twins:
        path = address.replace("/?", "?").rstrip("/")
        assert client.get(f"/api/v1/a/{association.slug}/{path}").status_code == 200, path
    assert client.get(f"/a/{association.slug}/joint-projects/new/").status_code == 404
    told = client.get(f"/a/{association.slug}/joint-projects/{begun.pk}/").content.decode()
    assert "line-dated" in told
    assert "50%" in told


def test_everybody_reads_of_what_was_made_public_and_of_nothing_else(client):
    place = make_association(is_public=True)
    chief = make_chief(place)
    agreement = make_agreement(place, is_public=True)
    begin_project(agreement, chief, is_public=True, title_zh="公开项目", title_en="Open project")
    make_project(agreement, title_zh="内部项目", title_en="Inner project")
    for address in (
        f"/p/{place.slug}/joint-projects/",
        f"/p/{place.slug}/agreements/{agreement.pk}/",
        f"/api/v1/p/{place.slug}/joint-projects",
    ):
        told = client.get(address).content.decode()
        assert "公开项目" in told or "Open project" in told, address
        assert "内部项目" not in told, address
        assert "Inner project" not in told, address
    place.is_public = False
    place.save()
    assert client.get(f"/p/{place.slug}/joint-projects/").status_code == 404


def questions(client, address):
    """How much a second visit asks."""
    assert client.get(address).status_code == 200, address
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def test_pages_ask_no_more_for_more_rows(client, association, chief):
    cooperation = make_cooperation(association)
    agreement = make_agreement(association, cooperation=cooperation)
    project = begin_project(agreement, chief)
    team = make_team(agreement, project=project, leader=None)
    client.force_login(chief)
    pages = [
        f"joint-projects/{project.pk}/",
        f"cooperation/teams/{team.pk}/",
        f"cooperation/{cooperation.pk}/",
        f"cooperation/{cooperation.pk}/history/",
        f"agreements/{agreement.pk}/",
    ]

    def more():
        make_measurement(project)
        make_measurement(project, confirmed_at=timezone.now())
        make_project(agreement)
        make_team(agreement, project=project, leader=None)
        make_visit(association, cooperation=cooperation)
        team.members.add(make_person(association, organization=make_organization(association)))

    more()
    with_one = [questions(client, f"/a/{association.slug}/{page}") for page in pages]
    more()
    more()
    with_three = [questions(client, f"/a/{association.slug}/{page}") for page in pages]

    assert dict(zip(pages, with_three, strict=True)) == dict(zip(pages, with_one, strict=True))
