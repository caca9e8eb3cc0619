import io
from datetime import datetime, timedelta

import openpyxl
import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from guildhall.cooperation.funnel import STEPS, Line, Need, by_group, depth, funnel
from guildhall.cooperation.models import Cooperation
from guildhall.cooperation.queries import Asked, funnel_page
from guildhall.cooperation.tests.make import (
    make_cooperation,
    make_listing,
    make_match,
    make_organization,
    make_own_user,
)

lines = st.builds(
    Line,
    is_answered=st.booleans(),
    is_introduced=st.booleans(),
    stage=st.sampled_from(["", "not_stated", *STEPS[3:]]),
    ending=st.sampled_from(["", "price", "delivered", "other"]),
)
needs = st.builds(
    Need,
    kind=st.sampled_from(["product", "finance"]),
    lines=st.lists(lines, max_size=4).map(tuple),
)


@settings(max_examples=60)
@given(st.lists(needs, max_size=20))
def test_no_step_counts_more_than_the_one_before_and_nothing_is_lost(cohort):
    whole = funnel(cohort)

    counts = [one.count for one in whole.figures]
    assert counts == sorted(counts, reverse=True)
    assert [one.step for one in whole.figures] == list(STEPS)
    assert counts[0] == len(cohort)
    assert [one.before for one in whole.figures] == [len(cohort), *counts[:-1]]
    assert counts == [sum(depth(need) >= place for need in cohort) for place in range(len(STEPS))]
    assert whole.delivered + whole.under_way + whole.ended == whole.introductions
    groups = by_group(cohort, "kind").values()
    assert [sum(one.figures[place].count for one in groups) for place in range(len(STEPS))] == counts
    assert sum(one.introductions for one in groups) == whole.introductions


def test_a_need_counts_as_far_as_its_best_match_came():
    need = Need(lines=(Line(is_answered=True), Line(is_introduced=True, stage="met", ending="price"), Line()))

    whole = funnel([need, Need()])

    assert [one.count for one in whole.figures] == [2, 1, 1, 1, 1, 1, 0, 0, 0]
    assert (whole.introductions, whole.endings) == (1, (("price", 1),))
    assert [one.of_before for one in whole.figures[:2]] == [1, 1 / 2]
    assert funnel([]).figures[0].of_all is None


def put(association, *, stage="", ending="", answered=False, **details):
    """A need with one match that came as far as the stage."""
    need = make_listing(make_organization(association), "need", **details)
    told = {"need_answer": "accepted"} if answered or stage else {}
    introduced = timezone.now() if stage else None
    match = make_match(association, need=need, introduced_at=introduced, **told)
    if stage:
        ended = {"ending": ending, "ended_on": timezone.localdate()} if ending else {}
        make_cooperation(association, stage=stage, match=match, **ended)
    return need


@pytest.mark.django_db
def test_the_page_counts_the_needs_of_the_period_exactly(association, keeper, client):
    zone = association.zone
    put(association, stage="delivered", ending="delivered")
    put(association, stage="met", ending="price", kind="capacity")
    put(association, answered=True)
    put(association)
    make_listing(make_organization(association), "need")
    make_listing(make_organization(association), "need", state="draft", published_at=None)
    first_moment = datetime(2025, 1, 1, tzinfo=zone)
    put(association, stage="agreed", published_at=first_moment)
    put(association, stage="agreed", published_at=first_moment - timedelta(microseconds=1))
    make_cooperation(association)
    year = timezone.localdate()
    client.force_login(keeper)

    here = funnel_page(association, Asked(year - timedelta(days=3), year + timedelta(days=1)))
    then = funnel_page(association, Asked(first_moment.date(), first_moment.date()))

    assert [one.count for one in here.whole.figures] == [5, 4, 3, 2, 2, 2, 1, 1, 1]
    assert (here.whole.introductions, here.whole.delivered, here.without_match) == (2, 1, 1)
    assert here.whole.endings == ((Cooperation.Ending.PRICE, 1),)
    assert [one.count for one in then.whole.figures] == [1, 1, 1, 1, 1, 1, 1, 1, 0]
    asked = f"from_on={first_moment:%Y-%m-%d}&to_on={first_moment:%Y-%m-%d}"
    page = client.get(f"/a/{association.slug}/cooperation/funnel/?{asked}")
    assert page.status_code == 200
    api = client.get(f"/api/v1/a/{association.slug}/cooperation/funnel?{asked}").json()
    assert [one["count"] for one in api["figures"]] == [1, 1, 1, 1, 1, 1, 1, 1, 0]
    for address in (
        f"/a/{association.slug}/cooperation/funnel/excel/",
        f"/api/v1/a/{association.slug}/cooperation/funnel/excel",
    ):
        book = openpyxl.load_workbook(io.BytesIO(client.get(f"{address}?{asked}").content))
        assert [row[1] for row in book.worksheets[0].iter_rows(4, 12, values_only=True)] == [1] * 8 + [0]


@pytest.mark.django_db
def test_the_funnel_is_for_who_sees_all_of_it(association, client):
    client.force_login(make_own_user(make_organization(association)))

    base = f"/a/{association.slug}/cooperation/funnel"
    answers = [client.get(path).status_code for path in (f"{base}/", f"{base}/excel/", f"/api/v1{base}")]

    assert answers == [403, 403, 403]
