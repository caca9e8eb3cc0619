"""Every door does the same: page and API."""

import pytest

from guildhall.cooperation.models import Cooperation
from guildhall.cooperation.tests.make import (
    make_cooperation,
    make_match,
    make_organization,
    make_own_user,
)

pytestmark = pytest.mark.django_db


DAY = "2026-01-05"


def test_a_cooperation_goes_its_whole_way(door, association, keeper):
    first, second = make_organization(association), make_organization(association)
    page = door.kind == "page"
    said = {"subject_en": "Reducers", "stage": "introduced", "on": DAY}
    parties = {"party_1": str(first.pk), "party_2": str(second.pk)}
    new = parties if page else {"parties": [{"organization": str(one.pk)} for one in (first, second)]}
    user, stranger = make_own_user(first), make_own_user(make_organization(association))

    assert not door.act(association, "cooperation/new" if page else "cooperation", said | new, user=user)
    assert door.act(association, "cooperation/new" if page else "cooperation", said | new, user=keeper)
    made = Cooperation.objects.get()
    at = f"cooperation/{made.pk}"
    stage = {"stage": "met", "on": "2026-01-09", "note": "At the works"}
    assert not door.act(association, f"{at}/{'stage' if page else 'stages'}", stage, user=stranger)
    assert door.act(association, f"{at}/{'stage' if page else 'stages'}", stage, user=user)
    amended = {"on": "2026-01-08", "note": "", "reason": "Typo"}
    step = f"cooperation/steps/{made.steps.get(stage='met').pk}"
    assert door.act(association, f"{step}/amend" if page else step, amended, user=user, method="patch")
    made.refresh_from_db()
    kept = {"version": made.version, "subject_en": "Reducers", "result_en": "A line", "since": "2021"}
    assert door.act(association, f"{at}/amend" if page else at, kept, user=keeper, method="patch")
    left = {"reason": "Sold", "on": "2026-02-01"}
    assert door.act(association, f"cooperation/parties/{made.parties.first().pk}/leave", left, user=user)

    made.refresh_from_db()
    assert (made.stage, made.ending, made.result_en, made.since) == ("met", "party_left", "A line", "2021")
    assert not door.act(association, f"{at}/end", {"ending": "price", "on": DAY}, user=keeper)


def test_a_match_is_introduced_and_the_cooperation_ends(door, association, keeper):
    match = make_match(association)

    assert door.act(association, f"cooperation/introduce/{match.pk}", {}, user=keeper)
    assert not door.act(association, f"cooperation/introduce/{match.pk}", {}, user=keeper)
    made = Cooperation.objects.get()
    today = made.steps.get().on.isoformat()
    assert door.act(association, f"cooperation/{made.pk}/end", {"ending": "price", "on": today}, user=keeper)

    made.refresh_from_db()
    assert made.ending == "price"


@pytest.mark.parametrize(
    "asked", ["", "?stage=met", "?state=ended", "?state=open&mine=on", "?q=robot&stage=nonsense"]
)
def test_lists_and_pages_answer(client, association, keeper, asked):
    made = make_cooperation(association, stage="met", match=make_match(association))
    client.force_login(keeper)

    page = client.get(f"/a/{association.slug}/cooperation/{asked}")
    api = client.get(f"/api/v1/a/{association.slug}/cooperation{asked.replace('mine=on', 'mine=true')}")

    assert (page.status_code, api.status_code, set(api.json())) == (200, 200, {"items", "count"})
    assert client.get(f"/a/{association.slug}/cooperation/{made.pk}/").status_code == 200
