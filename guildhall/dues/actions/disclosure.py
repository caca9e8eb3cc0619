"""The yearly disclosure of dues income and spending: prepared from the books, signed by a supervisor, published."""

from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.documents.actions import issue_document, take_numbers, withdraw_document
from guildhall.documents.models import Document
from guildhall.dues import disclosing, notices
from guildhall.dues.models import Disclosure
from guildhall.dues.permissions import require_may_keep_money, require_may_publish, require_may_sign
from guildhall.dues.printing import language_of
from guildhall.dues.queries.disclosure import disclosed_figures
from guildhall.dues.queries.standard import today_at
from guildhall.notices.actions import give_notices

State = Disclosure.State
REPLACED = "已由更正版本取代 · Replaced by a corrected edition"


@transaction.atomic
def prepare_disclosure(
    association: Association, *, year: int, is_interim: bool = False, why: str = "", actor: User
) -> Disclosure:
    """The figures of the year as the books have them now, for a supervisor to look at, who is told.

    Prepared again before it is published, the figures are new and any look at the old ones is void. After that it is
    a correction: a new edition that names the earlier one and says what is corrected. Refused: a year that is not
    over, unless it is named as interim.
    """
    require_may_keep_money(actor, association)
    take_numbers(association, "disclosure", year, count=0)
    until = _last_day(association, year, is_interim=is_interim)
    figures = disclosed_figures(association, year, until)
    values = {
        "until": until,
        "is_interim": until < date(year, 12, 31),
        "figures": figures,
        "state": State.PREPARED,
        "preparer": actor,
        "prepared_at": timezone.now(),
    }
    disclosure = _renewed(association, year, why, values) or _begun(association, year, why, values)
    give_notices(association, notices.disclosure_prepared(disclosure))
    record(
        "disclosure.prepared",
        actor=actor,
        subject=disclosure,
        edition=disclosure.edition,
        received=figures["received"],
        spent=figures["spent"],
        why=disclosure.why,
    )
    return disclosure


@transaction.atomic
def sign_disclosure(disclosure: Disclosure, *, version: int, remark: str = "", actor: User) -> Disclosure:
    """A supervisor has looked at these figures and signs them; ``remark`` is published with them.

    Refused to everybody else, also to whoever keeps the books; where the books have changed since they were prepared;
    and where ``version`` is not the one that was looked at.
    """
    require_may_sign(actor, disclosure)
    _require_unchanged(disclosure)
    changes = {"supervisor": actor, "signed_at": timezone.now(), "remark": remark.strip()[:500]}
    _move(disclosure, version, State.PREPARED, State.SIGNED, **changes)
    give_notices(disclosure.association, notices.disclosure_signed(disclosure))
    record("disclosure.signed", actor=actor, subject=disclosure, remark=disclosure.remark)
    return disclosure


@transaction.atomic
def return_disclosure(disclosure: Disclosure, *, version: int, remark: str, actor: User) -> Disclosure:
    """A supervisor has looked at the figures and objects: they are to be put right and prepared again.

    Refused to everybody but a supervisor, and without saying what is wrong.
    """
    require_may_sign(actor, disclosure)
    if not remark.strip():
        raise InvalidError(_("Say what is wrong."), code="remark_missing", details={"field": "remark"})
    changes = {"supervisor": actor, "signed_at": timezone.now(), "remark": remark.strip()[:500]}
    _move(disclosure, version, State.PREPARED, State.RETURNED, **changes)
    give_notices(disclosure.association, notices.disclosure_returned(disclosure))
    record("disclosure.returned", actor=actor, subject=disclosure, remark=disclosure.remark)
    return disclosure


@transaction.atomic
def publish_disclosure(disclosure: Disclosure, *, version: int, actor: User) -> Disclosure:
    """Everybody may read it from now on: the page, a PDF that can be verified, open data. It never changes again.

    Refused without a supervisor's look, and where the books have changed since.
    """
    require_may_publish(actor, disclosure.association)
    if disclosure.state in (State.PREPARED, State.RETURNED):
        raise RuleError(
            _("A supervisor has to look at the figures first."), code="not_signed", details={"field": "state"}
        )
    _require_unchanged(disclosure)
    _move(disclosure, version, State.SIGNED, State.PUBLISHED, published_at=timezone.now())
    earlier = disclosure.corrects
    if earlier and earlier.document and earlier.document.state == Document.State.VALID:
        withdraw_document(earlier.document, reason=REPLACED, reason_is_public=True, actor=actor)
    document = _issue(disclosure, actor)
    record("disclosure.published", actor=actor, subject=disclosure, serial=document.serial)
    return disclosure


def _last_day(association: Association, year: int, *, is_interim: bool) -> date:
    today, last = today_at(association), date(year, 12, 31)
    if year > today.year or year < 2000:
        raise InvalidError(
            _("Choose this year or one that has passed."), code="year_to_come", details={"field": "year"}
        )
    if today <= last and not is_interim:
        raise RuleError(
            _("%(year)s is not over. Wait for its end, or name the disclosure as interim.") % {"year": year},
            code="year_not_over",
            details={"field": "is_interim"},
        )
    return min(today, last)


def _renewed(association: Association, year: int, why: str, values: dict[str, object]) -> Disclosure | None:
    """The one in hand with the figures of today, not signed any more."""
    in_hand = Disclosure.objects.filter(association=association, year=year).exclude(state=State.PUBLISHED)
    cleared = {"supervisor": None, "signed_at": None, "remark": ""}
    said = {"why": why.strip()[:300]} if why.strip() else {}
    if not in_hand.update(**values, **cleared, **said, version=F("version") + 1):
        return None
    return in_hand.select_related("association", "corrects").get()


def _begun(association: Association, year: int, why: str, values: dict[str, object]) -> Disclosure:
    last = Disclosure.objects.filter(association=association, year=year).order_by("-edition").first()
    if last and not last.is_interim and not why.strip():
        raise InvalidError(
            _("Edition %(edition)s is published. Say what is corrected.") % {"edition": last.edition},
            code="correction_unexplained",
            details={"field": "why"},
        )
    return Disclosure.objects.create(
        association=association,
        year=year,
        edition=last.edition + 1 if last else 1,
        corrects=last,
        why=why.strip()[:300],
        **values,
    )


def _require_unchanged(disclosure: Disclosure) -> None:
    now = disclosed_figures(disclosure.association, disclosure.year, disclosure.until)
    if now != disclosure.figures:
        raise RuleError(
            _("The books have changed since these figures were prepared. Prepare them again."),
            code="figures_changed",
        )


def _move(disclosure: Disclosure, version: int, before: str, after: str, **changes: object) -> None:
    meant = Disclosure.objects.filter(pk=disclosure.pk, state=before, version=version)
    if not meant.update(state=after, version=F("version") + 1, **changes):
        raise RuleError(
            _("Somebody else has changed this disclosure. Load the page again."), code="changed_meanwhile"
        )
    disclosure.refresh_from_db()


def _issue(disclosure: Disclosure, actor: User) -> Document:
    title = disclosing.titles_of(disclosure.year, is_interim=disclosure.is_interim)
    document = issue_document(
        association=disclosure.association,
        kind="report",
        title_zh=title.zh,
        title_en=title.en,
        facts=disclosing.facts_of(disclosure.year, disclosure.until, disclosure.figures),
        template="report",
        data={
            "lang": language_of(disclosure.association),
            "facts": disclosing.told_of(_told(disclosure)),
            "blocks": disclosing.blocks_of(disclosure.figures),
        },
        subject=disclosure,
        actor=actor,
    )
    Disclosure.objects.filter(pk=disclosure.pk).update(document=document)
    disclosure.document = document
    return document


def _told(disclosure: Disclosure) -> disclosing.Told:
    earlier = disclosure.corrects
    return disclosing.Told(
        until=disclosure.until,
        edition=disclosure.edition,
        supervisor=str(disclosure.supervisor),
        remark=disclosure.remark,
        corrects=earlier.document.serial if earlier and earlier.document else "",
        why=disclosure.why,
    )
