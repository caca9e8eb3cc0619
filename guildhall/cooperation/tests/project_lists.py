from guildhall.accounts.models import User
from guildhall.commitments.tests.make import make_association, make_organization, make_person
from guildhall.cooperation.models import ProjectOwner
from guildhall.cooperation.tests.make import make_keeper
from guildhall.cooperation.tests.make_projects import (
    make_agreement,
    make_measurement,
    make_project,
    make_visit,
)

Looked = tuple[User, str, str]


def project_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_keeper(association)
    for _number in range(rows):
        agreement = make_agreement(association)
        project = make_project(agreement)
        for party in agreement.parties.all():
            person = make_person(association, organization=party.organization)
            ProjectOwner.objects.create(
                association=association, project=project, organization=party.organization, person=person
            )
        make_measurement(project, confirmed_at=project.created_at)
    return viewer, f"/a/{association.slug}/joint-projects/", f"/api/v1/a/{association.slug}/joint-projects"


def visit_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_keeper(association)
    for _number in range(rows):
        visit = make_visit(association, visitors=[make_organization(association)])
        visit.people.add(make_person(association))
    at = "cooperation/visits"
    return viewer, f"/a/{association.slug}/{at}/", f"/api/v1/a/{association.slug}/{at}"


PROJECT_LISTS = [project_list, visit_list]
