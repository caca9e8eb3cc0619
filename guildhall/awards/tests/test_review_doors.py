"""Page and API give the same answer to what happens in a review, and show the same."""

import pytest

from guildhall.awards.models import Entry, Review, Reviewer
from guildhall.awards.tests.make import (
    make_association,
    make_call,
    make_entry,
    make_keeper,
    make_person,
    make_review,
    make_reviewer,
    over,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def association():
    return make_association()


@pytest.fixture(params=["page", "api"])
def act(request, client, association):
    def post(path, data=None, *, api=None, at_api=None, method="post", user):
        client.force_login(user)
        if request.param == "page":
            return client.post(f"/a/{association.slug}/awards/{path}/", data or {}).status_code == 302
        url = f"/api/v1/a/{association.slug}/awards/{path if at_api is None else at_api}"
        answer = getattr(client, method)(url, api or data or {}, content_type="application/json")
        return answer.status_code in (200, 201)

    return post


def test_a_review_goes_from_naming_to_ranking(act, association):
    keeper, call = make_keeper(association), make_call(association, reviewers_each=1)
    person = str(make_person(association).pk)
    named = {"data": {"people": [person]}, "api": {"people": [person]}}
    assert act(f"{call.pk}/panel/name", **named, at_api=f"{call.pk}/panel", user=keeper)
    assert act(f"panel/{Reviewer.objects.get().pk}/remove", {"reason": "出差"}, user=keeper)
    entries = [make_entry(call), make_entry(call)]
    reviewers = [make_reviewer(call), make_reviewer(call)]
    over(call, state="open")
    assert not act(f"{call.pk}/assign", user=reviewers[0].person.user)
    assert act(f"{call.pk}/assign", user=keeper)

    mine = Review.objects.get(entry=entries[0])
    conflict = {"data": {"entry": str(entries[0].pk), "reason": "亲属"}}
    conflict["api"] = {"entry_id": str(entries[0].pk), "reason": "亲属"}
    assert act(f"panel/{mine.reviewer_id}/declare", **conflict, user=mine.reviewer.person.user)
    for review in Review.objects.exclude(state="replaced"):
        keys = [str(one.pk) for one in call.criteria.all()]
        page = {f"points_{key}": "80" for key in keys} | {"version": 1}
        api = {"points": [{"criterion_id": key, "points": "80"} for key in keys], "version": 1}
        at = f"reviews/{review.pk}"
        assert act(at, page, api=api, method="put", user=review.reviewer.person.user)
        assert not act(at, page, api=api, method="put", user=review.reviewer.person.user)
    assert act(f"{call.pk}/close-scoring", user=keeper)

    first, second = Entry.objects.filter(rank=1)
    tie = {"data": {f"place_{first.pk}": 2, f"place_{second.pk}": 1, "reason": "合议"}}
    tie["api"] = {"order": [str(second.pk), str(first.pk)], "reason": "合议"}
    assert act(f"entries/{first.pk}/tie", **tie, user=keeper)
    second.refresh_from_db()
    assert second.placed == 1


def test_pages_and_endpoints_show_the_same_to_who_may_look(client, association):
    keeper, call = make_keeper(association), make_call(association)
    entry = make_entry(call, summary_zh="每分钟十万转。")
    review = make_review(entry, points=80)
    over(call, state="ranked", scored_at=call.closes_at)
    Entry.objects.update(rank=1, score=80, exact="80")
    client.force_login(keeper)
    for path in ("panel", "conflicts", "ranking"):
        assert client.get(f"/a/{association.slug}/awards/{call.pk}/{path}/").status_code == 200
        assert client.get(f"/api/v1/a/{association.slug}/awards/{call.pk}/{path}").status_code == 200
    for path in (f"{call.pk}/panel/name", f"panel/{review.reviewer_id}/declare", f"entries/{entry.pk}/tie"):
        assert client.get(f"/a/{association.slug}/awards/{path}/").status_code == 200

    over(call, scored_at=None)
    client.force_login(review.reviewer.person.user)
    page = client.get(f"/a/{association.slug}/awards/reviews/{review.pk}/").content.decode()
    api = client.get(f"/api/v1/a/{association.slug}/awards/reviews/{review.pk}").json()
    assert "每分钟十万转" in page
    assert entry.organization.name_zh not in page
    assert api["entrant"] is None
    assert client.get(f"/a/{association.slug}/awards/{call.pk}/ranking/").status_code == 404
    assert client.get(f"/api/v1/a/{association.slug}/awards/{call.pk}/panel").status_code == 404
    assert client.get(f"/a/{association.slug}/awards/reviews/").status_code == 200
