"""The yearly disclosure: its figures from the books, and who sees which."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from guildhall.accounts.models import Association, User
from guildhall.dues import disclosing
from guildhall.dues.ledger import RECEIVABLE, Kind
from guildhall.dues.models import Allocation, Disclosure, DuesNotice, Posting
from guildhall.dues.models.disclosure import DisclosureQuerySet
from guildhall.dues.permissions import may_keep_money, may_publish, may_read_money, may_sign
from guildhall.dues.queries.owed import with_open
from guildhall.dues.queries.spending import spending
from guildhall.members.models import Tier

Key = tuple[Any, int]  # tier, year of the dues


def disclosures(user: User, association: Association) -> DisclosureQuerySet:
    """All for those who may read the association's money, else those that were published; the latest first."""
    found = Disclosure.objects.of(association).select_related(
        "association", "preparer", "supervisor", "corrects", "document__file", "corrected_by"
    )
    return found if may_read_money(user, association) else found.published()


def disclosure_acts(user: User, disclosure: Disclosure) -> set[str]:
    """What the user may do to it now."""
    state, association = disclosure.state, disclosure.association
    acts: set[str] = set()
    if state == Disclosure.State.PREPARED and may_sign(user, disclosure):
        acts |= {"sign_disclosure", "return_disclosure"}
    if state == Disclosure.State.SIGNED and may_publish(user, association):
        acts.add("publish_disclosure")
    if may_keep_money(user, association):
        acts.add("prepare_disclosure")
    return acts


def published_disclosures(association: Association) -> QuerySet[Disclosure]:
    """The latest edition of each year, for the public pages."""
    found = (
        Disclosure.objects.of(association)
        .published()
        .filter(Q(corrected_by__isnull=True) | ~Q(corrected_by__state=Disclosure.State.PUBLISHED))
    )
    return found.select_related("association", "corrects", "document__file").order_by("-year")


def published_disclosure(
    association: Association, year: int, edition: int | None = None
) -> Disclosure | None:
    """The latest published edition of the year, or that one."""
    found = Disclosure.objects.of(association).published().filter(year=year)
    if edition is not None:
        found = found.filter(edition=edition)
    related = ("association", "corrects", "corrected_by", "document__file")
    return found.select_related(*related).order_by("-edition").first()


def disclosed_figures(association: Association, year: int, until: date) -> disclosing.Figures:
    """Income by tier and year of the dues, the year's dues by tier, spending by category: as the books say today."""
    tiers = list(Tier.objects.filter(association=association).order_by("rank", "pk"))
    return disclosing.figures_of(
        _income(association, year, until, tiers),
        _raised(association, year, until, tiers),
        [
            disclosing.Category(one.code, {"zh": one.name.zh, "en": one.name.en}, one.amount)
            for one in spending(association, year, until=until)
        ],
    )


def _income(
    association: Association, year: int, until: date, tiers: Sequence[Tier]
) -> Iterator[disclosing.Income]:
    """What stood paid at the end less what stood paid before: so a payment taken back later lessens that later year."""
    after, before = _paid_by(association, until), _paid_by(association, date(year, 1, 1) - timedelta(days=1))
    members = _payers(association, year, until)
    for of in sorted({of for _tier, of in {*after, *before}}, reverse=True):
        for tier in tiers:
            key = (tier.pk, of)
            yield disclosing.Income(_name(tier), of, members.get(key, 0), after[key] - before[key])


def _name(tier: Tier) -> dict[str, str]:
    return {"zh": tier.name_zh or tier.name_en, "en": tier.name_en or tier.name_zh}


def _paid_by(association: Association, day: date) -> defaultdict[Key, int]:
    stood = Q(undone_at__isnull=True) | Q(undone_at__date__gt=day)
    rows = Allocation.objects.filter(stood, association=association, on__lte=day).order_by()
    found: defaultdict[Key, int] = defaultdict(int)
    summed = rows.values_list("notice__tier", "notice__year").annotate(total=Sum("amount"))
    found.update({(tier, year): total for tier, year, total in summed})
    return found


def _payers(association: Association, year: int, until: date) -> dict[Key, int]:
    stood = Q(undone_at__isnull=True) | Q(undone_at__date__gt=until)
    rows = Allocation.objects.filter(
        stood, association=association, on__gte=date(year, 1, 1), on__lte=until
    ).order_by()
    counted = rows.values_list("notice__tier", "notice__year").annotate(
        members=Count("notice__member", distinct=True)
    )
    return {(tier, of): members for tier, of, members in counted}


def _raised(
    association: Association, year: int, until: date, tiers: Sequence[Tier]
) -> list[disclosing.Raised]:
    issued = DuesNotice.objects.filter(association=association, year=year, issued_on__lte=until)
    stood = issued.filter(Q(cancelled_at__isnull=True) | Q(cancelled_at__date__gt=until))
    sums: dict[Any, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    rows = with_open(stood, until).order_by().values_list("tier", "amount", "waived", "paid")  # type: ignore[misc] # with_open
    for tier, amount, waived, paid in rows.iterator():
        for place, value in enumerate((1, amount, waived, paid)):
            sums[tier][place] += value
    return [disclosing.Raised(_name(tier), *sums[tier.pk]) for tier in tiers if tier.pk in sums]


def received_by_books(association: Association, year: int, until: date) -> int:
    """What the ledger itself says was received of dues in the year: the figure that the lines must add up to."""
    events = (str(Kind.ALLOCATED), f"{Kind.ALLOCATED}.undone")
    postings = Posting.objects.filter(
        association=association,
        account__code=RECEIVABLE,
        entry__event__in=events,
        entry__on__gte=date(year, 1, 1),
        entry__on__lte=until,
    )
    total: int = postings.order_by().aggregate(total=Sum(F("amount")))["total"] or 0
    return -total
