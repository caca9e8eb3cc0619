"""The acts of the yearly disclosure, for the permission table, and disclosures made by hand."""

from datetime import date
from typing import Any

from django.utils import timezone

from guildhall.accounts.models import Association, User
from guildhall.dues import actions, queries
from guildhall.dues.models import Disclosure
from guildhall.dues.tests.make import make_association, make_user
from tests.cast import Act, World

YEAR = 2025


def make_disclosure(association: Association | None = None, **details: Any) -> Disclosure:
    """Prepared, with the figures that the books have."""
    association = association or make_association()
    year = details.pop("year", YEAR)
    until = date(year, 12, 31)
    given = {"preparer": make_user(), "prepared_at": timezone.now(), "until": until} | details
    figures = queries.disclosed_figures(association, year, until)
    return Disclosure.objects.create(association=association, year=year, figures=figures, **given)


def make_signed(association: Association | None = None) -> Disclosure:
    signed = {"state": "signed", "supervisor": make_user(), "signed_at": timezone.now()}
    return make_disclosure(association, **signed)


def sign(world: World, actor: User) -> None:
    actions.sign_disclosure(make_disclosure(world.association), version=1, actor=actor)


def publish(world: World, actor: User) -> None:
    actions.publish_disclosure(make_signed(world.association), version=1, actor=actor)


DISCLOSURE_ACTS = {
    "prepare_disclosure": Act(
        "准备会费收支公开",
        "Prepare the disclosure",
        lambda w, a: actions.prepare_disclosure(w.association, year=YEAR, actor=a),
    ),
    "sign_disclosure": Act("监事审阅会费收支", "Sign the disclosure", sign),
    "return_disclosure": Act(
        "监事退回会费收支",
        "Return the disclosure",
        lambda w, a: actions.return_disclosure(
            make_disclosure(w.association), version=1, remark="漏记", actor=a
        ),
    ),
    "publish_disclosure": Act("公开会费收支", "Publish the disclosure", publish),
}
