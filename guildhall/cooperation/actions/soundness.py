"""What an agreement must have before it can be drawn up, and before it can be offered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from django.utils.translation import gettext as _

from guildhall.accounts.models import Association
from guildhall.cooperation.models import Agreement, AgreementParty, Cooperation
from guildhall.cooperation.queries import is_itself, is_too_late, resolution_holds, right_of
from guildhall.core.errors import InvalidError, RuleError
from guildhall.registry.queries import today_in

if TYPE_CHECKING:
    from guildhall.cooperation.actions.agreement import AgreementDetails, Signing, Witnessing

FEWEST = 2


def require_sound(
    association: Association,
    stands: Agreement,
    parties: Sequence[Signing],
    witnesses: Sequence[Witnessing],
    cooperation: Cooperation | None,
    details: AgreementDetails,
) -> None:
    """Refused: no title, an end before the start, parties or witnesses that cannot be, rows of elsewhere."""
    titles = (details.get("title_zh", stands.title_zh), details.get("title_en", stands.title_en))
    if not any(title.strip() for title in titles):
        _refuse(_("Give the agreement a title."), "title_missing", "title_zh")
    start, end = details.get("from_on", stands.from_on), details.get("to_on", stands.to_on)
    if start and end and end < start:
        _refuse(_("The agreement would end before it begins."), "ends_before_start", "to_on")
    _require_parties(parties)
    _require_witnesses(parties, witnesses)
    own: list[Any] = [details.get("body"), details.get("resolution"), details.get("supervisor")]
    own += [one.person for one in witnesses] + [one.post for one in parties]
    guests = set(cooperation.parties.values_list("organization", flat=True)) if cooperation else set()
    own += [one.organization for one in parties if one.organization.pk not in guests]
    if any(row is not None and row.association_id != association.pk for row in own):
        raise InvalidError(_("People, units and bodies must be of this association."), code="of_elsewhere")
    _require_their_own(parties)
    if cooperation is not None and cooperation.association_id != association.pk:
        raise InvalidError(_("The cooperation is another association's."), code="of_elsewhere")


def _require_parties(parties: Sequence[Signing]) -> None:
    keys = [one.organization.pk for one in parties]
    if len(keys) < FEWEST:
        _refuse(_("An agreement has two or more parties."), "parties_missing", "parties")
    if len(set(keys)) < len(keys):
        _refuse(_("An organization stands there twice."), "party_twice", "parties")
    signers = [one.signatory.pk for one in parties if one.signatory]
    if len(set(signers)) < len(signers):
        _refuse(_("Nobody signs for two sides."), "signatory_twice", "parties")


def _require_their_own(parties: Sequence[Signing]) -> None:
    """A signatory is known where the organization is."""
    for one in parties:
        if one.signatory and one.signatory.association_id != one.organization.association_id:
            raise InvalidError(
                _("People, units and bodies must be of this association."), code="of_elsewhere"
            )


def _require_witnesses(parties: Sequence[Signing], witnesses: Sequence[Witnessing]) -> None:
    keys = [one.person.pk for one in witnesses]
    if len(set(keys)) < len(keys):
        _refuse(_("A witness stands there twice."), "witness_twice", "witnesses")
    if set(keys) & {one.signatory.pk for one in parties if one.signatory}:
        _refuse(_("Whoever signs cannot witness it too."), "witness_signs", "witnesses")


def require_whole(agreement: Agreement) -> None:
    """Refused while it cannot be offered, with the sentence that says what is missing."""
    if not (agreement.text_zh.strip() or agreement.text_en.strip()):
        _incomplete(_("The text is missing."), "text_missing")
    today = today_in(agreement.association)
    if is_too_late(agreement):
        _incomplete(_("The last day for signing has passed."), "sign_by_passed")
    if agreement.to_on is not None and agreement.to_on < today:
        _incomplete(_("Its last day has passed."), "over")
    if not agreement.witnesses.exists():
        _incomplete(_("Name somebody who witnesses the signing."), "witnesses_missing")
    parties = list(agreement.parties.select_related("organization", "signatory", "post"))
    if len(parties) < FEWEST:
        _incomplete(_("An agreement has two or more parties."), "parties_missing")
    for party in parties:
        _require_right(party)
    if agreement.body_id is not None:
        _require_decided(agreement, parties)


def _require_right(party: AgreementParty) -> None:
    if party.signatory is None:
        _incomplete(
            _("Say who signs for %(party)s.") % {"party": party.organization.name}, "signatory_missing"
        )
    if right_of(party, today_in(party.association)) is None:
        raise no_power(party)


def no_power(party: AgreementParty) -> RuleError:
    return RuleError(
        _(
            "%(person)s has no power to sign for %(party)s today: the post is not held, the seat is not represented "
            "or the written authority has run out."
        )
        % {"person": party.signatory, "party": party.organization.name},
        code="no_power",
        details={"party": str(party.pk)},
    )


def _require_decided(agreement: Agreement, parties: Sequence[AgreementParty]) -> None:
    """The association's rules for its own cooperation: decided by the right body, partner checked, supervised."""
    if not resolution_holds(agreement, today_in(agreement.association)):
        _incomplete(
            _("Link a resolution of %(body)s that was carried and is in force.") % {"body": agreement.body},
            "resolution_missing",
        )
    unchecked = [
        one.organization.name
        for one in parties
        if one.checked_on is None and not is_itself(one, agreement.association)
    ]
    if unchecked:
        _incomplete(
            _("These partners were not checked yet: %(names)s") % {"names": "; ".join(unchecked)},
            "not_checked",
        )
    if agreement.supervisor_id is None:
        _incomplete(_("Name who supervises it until it ends."), "supervisor_missing")
    if not agreement.lends_no_name:
        _incomplete(_("An agreement that the association decides on lends no name: say so."), "name_lent")


def _incomplete(sentence: str, code: str) -> NoReturn:
    raise RuleError(sentence, code=code)


def _refuse(sentence: str, code: str, field: str) -> NoReturn:
    raise InvalidError(sentence, code=code, details={"field": field})
