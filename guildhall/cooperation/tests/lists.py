from guildhall.accounts.models import Association, User
from guildhall.cooperation.models import Agreement, AgreementParty, Cooperation
from guildhall.cooperation.tests.make import (
    make_association,
    make_cooperation,
    make_keeper,
    make_organization,
)
from guildhall.cooperation.tests.project_lists import PROJECT_LISTS


def cooperation_list(rows: int) -> tuple[User, str, str]:
    association = make_association()
    viewer = make_keeper(association)
    for _number in range(rows):
        make_cooperation(association)
    return viewer, f"/a/{association.slug}/cooperation/", f"/api/v1/a/{association.slug}/cooperation"


def agreement_list(rows: int) -> tuple[User, str, str]:
    association = make_association()
    viewer = make_keeper(association)
    for number in range(rows):
        firms = [make_organization(association) for _ in range(2)]
        agreement = Agreement.objects.create(
            association=association, title_zh=f"协议{number}", state="signed"
        )
        for firm in firms:
            AgreementParty.objects.create(association=association, agreement=agreement, organization=firm)
    return viewer, f"/a/{association.slug}/agreements/", f"/api/v1/a/{association.slug}/agreements"


def public_agreement_list(rows: int) -> tuple[User, str, str]:
    viewer, page, _twin = agreement_list(rows)
    association = Association.objects.get(slug=page.split("/")[2])
    Association.objects.filter(pk=association.pk).update(is_public=True)
    Agreement.objects.filter(association=association).update(is_public=True)
    return viewer, f"/p/{association.slug}/agreements/", f"/api/v1/p/{association.slug}/agreements"


def public_cooperation_list(rows: int) -> tuple[User, str, str]:
    viewer, page, _twin = cooperation_list(rows)
    association = Association.objects.get(slug=page.split("/")[2])
    Association.objects.filter(pk=association.pk).update(is_public=True)
    Cooperation.objects.filter(association=association).update(is_public=True)
    return viewer, f"/p/{association.slug}/cooperation/", f"/api/v1/p/{association.slug}/cooperation"


LISTS = [cooperation_list, agreement_list, public_agreement_list, public_cooperation_list, *PROJECT_LISTS]
