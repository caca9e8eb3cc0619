from guildhall.accounts.models import User
from guildhall.imports.tests.make import make_batch, make_manager
from guildhall.registry.tests.make import make_association


def batch_list(rows: int) -> tuple[User, str, str]:
    association = make_association()
    viewer = make_manager(association)
    for _number in range(rows):
        make_batch(association, actor=viewer)
    return viewer, f"/a/{association.slug}/imports/", f"/api/v1/a/{association.slug}/imports"


def row_list(rows: int) -> tuple[User, str, str]:
    """The rows of one batch stand on its page."""
    association = make_association()
    viewer = make_manager(association)
    batch = make_batch(association, [("单位名称",), *[(f"第{n}厂",) for n in range(rows)]], actor=viewer)
    page, twin = (
        f"/a/{association.slug}/imports/{batch.pk}/",
        f"/api/v1/a/{association.slug}/imports/{batch.pk}/rows",
    )
    return viewer, page, twin


LISTS = [batch_list, row_list]
