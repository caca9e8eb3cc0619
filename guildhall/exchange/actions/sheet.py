"""Offers and needs from a file: drafts, all or none."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.core.errors import InvalidError
from guildhall.exchange.actions.listing import draft_listing
from guildhall.exchange.models import Listing
from guildhall.exchange.permissions import require_may_list_at_all
from guildhall.exchange.queries.sheet import checked


@transaction.atomic
def import_listings(
    association: Association, *, rows: Sequence[dict[str, str]], actor: User
) -> list[Listing]:
    """A draft for each row that is new; what is there already is passed over. All, or none where one is wrong.

    ``rows`` are texts by the columns of ``sheet.COLUMNS``, each with its ``number`` in the file.
    """
    require_may_list_at_all(actor, association)
    lines = checked(association, rows, viewer=actor)
    wrong = [line for line in lines if line.problems]
    if wrong:
        raise InvalidError(
            _("Row %(number)d cannot be taken: %(problem)s Nothing was stored.")
            % {"number": wrong[0].number, "problem": wrong[0].problems[0]},
            code="rows_wrong",
            details={"rows": [{"number": line.number, "problems": list(line.problems)} for line in wrong]},
        )
    return [draft_listing(association, **line.details, actor=actor) for line in lines if line.is_new]
