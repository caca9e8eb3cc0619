"""Offers and needs: everything is asked for as everyone, through every door there is, and only what may be seen comes out.

The doors are not listed: every address of these rooms that can be asked for with GET is one, pages, endpoints, files
and public pages. Who may see what is written down here once more, apart from the code that decides it.
"""

import io
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from guildhall.accounts.powers import Power
from guildhall.accounts.tests.make import make_association
from guildhall.chain.models import Chain, Segment
from guildhall.exchange.actions import send_match_digest
from guildhall.exchange.models import Listing, Match
from guildhall.exchange.queries import Asking, fits_for
from guildhall.exchange.tests.make import make_listing, make_need, make_own_person
from guildhall.notices.models import Notice
from guildhall.registry.tests.make import make_organization, make_person, make_user, make_user_with_powers

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]
ROOMS = ("chain", "exchange", "cooperation", "site")
# Words in the addresses of those rooms' endpoints.
WORDS = ("listing", "match", "exchange", "need", "cooperation", "chain", "segment", "search", "today", "my-")
# Left out: pictures and streams.
ACTS = re.compile(r"/live|/logo|/feed")
ASKED = "行星减速机"
OPEN = ("public", "association", "parties", "anonymous")
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAME, HIDDEN = "Quillfeather", "Zephyrine"


@pytest.fixture
def here():
    return make_association(is_public=True, slug="here")


@pytest.fixture
def there():
    return make_association(is_public=True, slug="there")


@pytest.fixture(autouse=True)
def index_of_this_test(settings, tmp_path, monkeypatch):
    settings.HOME = tmp_path
    monkeypatch.setenv("MATCHING_DICTIONARY", "none")


@pytest.fixture
def listings(here, there) -> dict[str, Listing]:
    """One of each sort under its name; the name stands in the title as a word of its own."""
    plain = make_organization(here, name_zh=NAME, name_en=NAME)
    hidden = make_organization(here, name_zh=HIDDEN, name_en=HIDDEN, phone="0571-88881234")
    invited = make_organization(here, name_zh="Invited")
    past = timezone.localdate() - timedelta(days=3)

    def made(sort: str, visibility: str = "association", **details: Any) -> Listing:
        owner = hidden if visibility == "anonymous" else plain
        parties = [invited] if visibility == "parties" else []
        return make_listing(
            organization=owner,
            visibility=visibility,
            parties=parties,
            title_zh=f"{sort}行星减速机",
            **details,
        )

    found = {f"qopen{one}q": made(f"qopen{one}q", one) for one in OPEN}
    found |= {f"qnamed{one}q": made(f"qnamed{one}q", one, shared_with=[there]) for one in OPEN}
    found |= {"qtoallq": made("qtoallq", is_shared_with_all=True)}
    found |= {
        "qdraftq": made("qdraftq", "public", state="draft"),
        "qclosedq": made("qclosedq", "public", state="closed"),
    }
    found |= {"qexpiredq": made("qexpiredq", "public", until_on=past)}
    found |= {"qwaitingq": made("qwaitingq", "anonymous", state="submitted")}
    need = make_need(
        here, organization=make_organization(here, name_zh="Asker"), title_zh="qneedq求购行星减速机"
    )
    return found | {"qneedq": need}


# Who sees which sorts, and from which owners they learn the name. Everybody also sees what is public.
PUBLISHED = {"qopenpublicq", "qopenassociationq", "qopenanonymousq", "qtoallq", "qneedq", "qneedmemberq"}
PUBLISHED |= {"qnamedpublicq", "qnamedassociationq", "qnamedanonymousq", "qneedthereq"}
INVITED = {"qopenpartiesq", "qnamedpartiesq"}
ENDED, UNPUBLISHED = {"qclosedq", "qexpiredq"}, {"qdraftq", "qwaitingq"}
PUBLIC = {"qopenpublicq", "qnamedpublicq"}
CROSSED = {"qnamedpublicq", "qnamedassociationq", "qnamedanonymousq", "qtoallq", "qneedthereq"}
EVERYTHING = PUBLISHED | INVITED | ENDED | UNPUBLISHED
MAY_SEE: dict[str, set[str]] = {
    "nobody": PUBLIC,
    "stranger": PUBLIC,
    "keeper": EVERYTHING,
    "supervisor": PUBLISHED | INVITED | ENDED,
    "owner": EVERYTHING - {"qwaitingq"},
    "owner of the hidden": PUBLISHED | {"qwaitingq"},
    "invited": PUBLISHED | INVITED,
    "member": PUBLISHED,
    "guest": PUBLIC,
    "member there": PUBLIC | CROSSED,
    "keeper there": PUBLIC | CROSSED,
}
KNOWS_THE_HIDDEN = {"keeper", "supervisor", "owner of the hidden"}
FROM_THERE = ("member there", "keeper there")


@pytest.fixture
def people(here, there, listings) -> dict[str, Any]:
    owner = make_own_person(listings["qopenpublicq"].organization)
    make_person(here, user=None)
    second = make_person(here, organization=listings["qopenanonymousq"].organization, user=None)
    second.user = make_user()
    second.save()
    guest = make_user()
    make_person(here, user=guest, organization=make_organization(here, kind="government"), is_guest=True)
    return {
        "nobody": AnonymousUser(),
        "stranger": make_user(),
        "keeper": make_user_with_powers(here, Power.MANAGE),
        "supervisor": make_user_with_powers(here, Power.OVERSEE),
        "owner": owner,
        "owner of the hidden": second.user,
        "invited": make_own_person(listings["qopenpartiesq"].parties.get()),
        "member": make_own_person(make_organization(here, name_zh="Member")),
        "guest": guest,
        "member there": make_own_person(make_organization(there, name_zh="Elsewhere")),
        "keeper there": make_user_with_powers(there, Power.MANAGE),
    }


@pytest.fixture
def matched(here, there, listings, people) -> list[Match]:
    """Needs of a firm here and of one elsewhere besides; all on the map of a chain, matched, and told of in the digest."""
    for sort, association, who, shared in (
        ("qneedmemberq", here, "member", []),
        ("qneedthereq", there, "member there", [here]),
    ):
        firm = people[who].people.get().organization
        listings[sort] = make_need(
            association, organization=firm, title_zh=f"{sort}求购{ASKED}", shared_with=shared
        )
    chain = Chain.objects.create(association=here, name_zh="链", is_public=True)
    segment = Segment.objects.create(association=here, chain=chain, name_zh="传动")
    Listing.objects.filter(association=here).update(segment=segment, changed_at=timezone.now())
    for sort in ("qneedq", "qneedmemberq", "qneedthereq"):
        need = Listing.objects.get(pk=listings[sort].pk)
        for rank, fit in enumerate(fits_for(Asking.of(need), wait=True), start=1):
            Match.objects.create(
                association=need.association,
                need=need,
                offer=fit.listing,
                score=fit.place.score,
                rank=rank,
                reasons=list(fit.reasons),
            )
    for association in (here, there):
        send_match_digest(association, now=timezone.now() + timedelta(minutes=1))
    found = list(Match.objects.select_related("need", "offer"))
    assert {listings["qneedq"].pk, listings["qneedthereq"].pk} <= {match.need_id for match in found}
    assert Notice.objects.filter(user=people["member there"]).exists()
    return found


def doors() -> list[str]:
    """The route of everything that the rooms answer to GET, pages and endpoints, below one association."""
    return sorted({route for route, pattern in _patterns(get_resolver(), "") if _is_door(route, pattern)})


def _patterns(resolver: URLResolver, before: str) -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _patterns(one, route)
        else:
            yield route, one


def _is_door(route: str, pattern: URLPattern) -> bool:
    module = str(getattr(pattern.callback, "__module__", ""))
    is_page = module.startswith(tuple(f"guildhall.{room}." for room in ROOMS))
    is_endpoint = route.startswith(("api/v1/a/<slug>/", "api/v1/p/<slug>/")) and any(
        f"/{word}" in route for word in WORDS
    )
    return (is_page or is_endpoint) and "<slug" in route and not ACTS.search(route)


def addresses(route: str, things: dict[str, list[UUID]]) -> list[str]:
    """The route for every thing that it can be asked about; nothing where it is about other things."""
    found = [re.sub(r"<(?:slug:)?slug>", "{slug}", route)]
    for named in re.findall(r"([\w-]+)/<uuid(?:str)?:\w+>", route):
        found = [
            re.sub(r"<uuid(?:str)?:\w+>", str(pk), address, count=1)
            for address in found
            for pk in things.get(named, [])
        ]
    return [] if any("<" in address for address in found) else [f"/{address}" for address in found]


def words_of(answer: Any) -> str:
    """What a reader gets to read, also of a workbook or a stream."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.headers.get("Content-Type", "").startswith(WORKBOOK):
        sheets = openpyxl.load_workbook(io.BytesIO(content)).worksheets
        return " ".join(
            str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row
        )
    text = content.decode("utf-8", "replace")
    return (
        json.dumps(json.loads(text), ensure_ascii=False)
        if answer.headers["Content-Type"].startswith("application/json")
        else text
    )


def asked_by(client: Any, association: str, things: dict[str, list[UUID]]) -> Iterator[tuple[str, str]]:
    """Every address of the association's doors that answers this reader, with what it says."""
    for route in doors():
        for address in addresses(route, things):
            path = address.format(slug=association)
            answer = client.get(path, {"q": ASKED, "text": ASKED, "limit": 100, "state": "all"})
            if answer.status_code == 200:
                yield path, words_of(answer)


@pytest.mark.parametrize("who", MAY_SEE)
def test_nobody_is_shown_more_than_they_may_see_and_everybody_all_of_that(
    client, here, there, listings, people, matched, who
):
    may_see = MAY_SEE[who]
    if people[who].is_authenticated:
        client.force_login(people[who])
    things = {
        # Of those that the reader sees one of each owner will do: the doors of each are the same.
        "listings": [
            listing.pk
            for sort, listing in listings.items()
            if sort not in may_see or sort in ENDED | UNPUBLISHED | {"qnamedanonymousq"}
        ],
        "matches": [match.pk for match in matched if match.need == listings["qneedthereq"]][:3],
        "chains": list(Chain.objects.values_list("pk", flat=True)),
        "segments": list(Segment.objects.values_list("pk", flat=True)),
    }
    seen: set[str] = set()
    leaks: list[str] = []
    for association in (here, there)[: 2 if who in FROM_THERE else 1]:
        for path, text in asked_by(client, association.slug, things):
            shown = {sort for sort in listings if sort in text}
            seen |= shown
            leaks += [f"{path}: {sort}" for sort in sorted(shown - may_see)]
            if HIDDEN in text and who not in KNOWS_THE_HIDDEN:
                leaks.append(f"{path}: the name")

    for notice in Notice.objects.filter(user=people[who]) if people[who].is_authenticated else []:
        told = f"{notice.subject_zh} {notice.subject_en} {notice.text_zh} {notice.text_en}"
        leaks += [f"notice: {sort}" for sort in sorted({sort for sort in listings if sort in told} - may_see)]
        if HIDDEN in told and who not in KNOWS_THE_HIDDEN:
            leaks.append("notice: the name")

    assert leaks == []
    assert seen == may_see
