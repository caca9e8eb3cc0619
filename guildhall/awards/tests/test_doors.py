"""Page and API give the same answer to the same act, and show the same."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from guildhall.awards.models import Call, Entry
from guildhall.awards.tests.make import (
    PDF,
    add_file,
    make_association,
    make_body,
    make_call,
    make_entrant,
    make_entry,
    make_keeper,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def association():
    return make_association(is_public=True)


@pytest.fixture(params=["page", "api"])
def act(request, client, association):
    """Posts the same act to the page or to the API and says whether it was done."""

    def post(path, data=None, *, api=None, at_api=None, method="post", user):
        client.force_login(user)
        if request.param == "page":
            return client.post(f"/a/{association.slug}/awards/{path}/", data or {}).status_code == 302
        url = f"/api/v1/a/{association.slug}/awards/{path if at_api is None else at_api}".rstrip("/")
        given = api or data or {}
        answer = getattr(client, method)(url, given, content_type="application/json")
        return answer.status_code in (200, 201)

    return post


def test_a_call_goes_from_draft_to_its_end(act, association):
    keeper, entrant = make_keeper(association), make_entrant(association)
    body = make_body(association)
    closes = (timezone.now() + timedelta(days=7)).strftime("%Y-%m-%dT%H:%M")
    said = {
        "title_zh": "科技奖",
        "rules_zh": "不收取任何费用。",
        "closes_at": closes,
        "member_months": 0,
        "entries_each": 0,
        "reviewers_each": 2,
        "load_limit": 9,
        "publicity_days": 7,
    }
    lines = {
        "categories": "技术 | Technology | 轴承、润滑",
        "criteria": "创新 | | 60\n效益 | | 40%",
        "prizes": "一等奖 || 1",
    }
    structured = {
        "categories": [{"name_zh": "技术", "fields": "轴承\n润滑"}],
        "criteria": [{"name_zh": "创新", "weight": 60}, {"name_zh": "效益", "weight": 40}],
        "prizes": [{"name_zh": "一等奖"}],
    }
    closes_at = {"closes_at": f"{closes}:00Z"}
    new = {
        "data": said | lines | {"body": body.pk},
        "api": said | structured | closes_at | {"body_id": str(body.pk)},
    }
    assert not act("new", **new, at_api="", user=entrant)
    assert act("new", **new, at_api="", user=keeper)
    call = Call.objects.get()
    assert list(call.criteria.values_list("weight", flat=True)) == [60, 40]
    assert call.categories.get().fields == "轴承\n润滑"

    changed = {"data": said | lines | {"version": 1}, "api": said | structured | closes_at | {"version": 1}}
    assert act(f"{call.pk}/change", **changed, at_api=str(call.pk), method="put", user=keeper)
    assert act(f"{call.pk}/publish", user=keeper)
    call.refresh_from_db()
    later = (timezone.now() + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M")
    put_off = {"data": {"closes_at": later, "version": call.version}}
    put_off["api"] = {"closes_at": f"{later}:00Z", "version": call.version}
    assert act(f"{call.pk}/postpone", **put_off, user=keeper)
    assert act(f"{call.pk}/cancel", {"reason": "申报不足"}, user=keeper)


def test_an_entry_goes_from_draft_to_its_end(act, association):
    keeper, entrant = make_keeper(association), make_entrant(association)
    call = make_call(association)
    category = str(call.categories.get().pk)
    said = {"title_zh": "高速轴承", "summary_zh": "每分钟十万转。"}
    page, api = said | {"category": category}, said | {"category_id": category}
    assert act(f"{call.pk}/enter", page, api=api, at_api=f"{call.pk}/entries", user=entrant)
    entry = Entry.objects.get()
    at = f"entries/{entry.pk}"
    assert act(
        f"{at}/change", page | {"version": 1}, api=api | {"version": 1}, at_api=at, method="put", user=entrant
    )
    attached = add_file(entry)
    gone = {"at_api": f"{at}/files/{attached.pk}", "method": "delete"}
    assert act(f"{at}/files/{attached.pk}/remove", **gone, user=entrant)
    assert not act(f"{at}/submit", user=keeper)
    assert act(f"{at}/submit", user=entrant)
    assert act(f"{at}/withdraw", {"reason": ""}, user=entrant)
    assert act(f"entries/{make_entry(call).pk}/exclude", {"reason": "不符合条件"}, user=keeper)


def test_a_file_comes_in_through_both_doors(client, association):
    entrant = make_entrant(association)
    entry = make_entry(make_call(association), organization=entrant.people.get().organization)
    client.force_login(entrant)
    for path in (f"/a/{association.slug}", f"/api/v1/a/{association.slug}"):
        url = f"{path}/awards/entries/{entry.pk}/files" + ("" if "api" in path else "/")
        assert client.post(url, {"file": SimpleUploadedFile("申报书.pdf", PDF)}).status_code in (201, 302)
    assert entry.files.count() == 2


def test_pages_and_endpoints_show_the_same_to_who_may_look(client, association):
    keeper, entrant = make_keeper(association), make_entrant(association)
    call = make_call(association)
    entry = make_entry(call, organization=entrant.people.get().organization)
    draft = make_call(association, state="draft")
    for user in (keeper, entrant):
        client.force_login(user)
        for path in ("", f"{call.pk}/", f"{call.pk}/entries/", f"entries/{entry.pk}/", "mine/"):
            assert client.get(f"/a/{association.slug}/awards/{path}").status_code == 200
            url = f"/api/v1/a/{association.slug}/awards/{path}".rstrip("/")
            assert client.get(url).status_code == 200
    assert client.get(f"/a/{association.slug}/awards/{draft.pk}/").status_code == 404
    for path in (f"{call.pk}/enter", f"entries/{entry.pk}/change", f"entries/{entry.pk}/withdraw"):
        assert client.get(f"/a/{association.slug}/awards/{path}/").status_code == 200
    client.force_login(keeper)
    for path in ("new", f"{draft.pk}/change", f"{call.pk}/postpone", f"{call.pk}/cancel"):
        assert client.get(f"/a/{association.slug}/awards/{path}/").status_code == 200

    client.logout()
    for path in ("awards", f"awards/{call.pk}"):
        assert call.title_zh in client.get(f"/p/{association.slug}/{path}/").content.decode()
        assert client.get(f"/api/v1/p/{association.slug}/{path}").status_code == 200
    assert client.get(f"/p/{association.slug}/awards/{draft.pk}/").status_code == 404
