from guildhall.accounts.models import User
from guildhall.accounts.powers import Power
from guildhall.documents.tests.make import make_document
from guildhall.registry.tests.make import make_association, make_user_with_powers


def document_list(rows: int) -> tuple[User, str, str]:
    association = make_association()
    viewer = make_user_with_powers(association, Power.ISSUE)
    for _number in range(rows):
        make_document(association)
    return viewer, f"/a/{association.slug}/documents/", f"/api/v1/a/{association.slug}/documents"


LISTS = [document_list]
