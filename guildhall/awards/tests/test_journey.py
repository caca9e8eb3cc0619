"""From the call to a certificate that anybody verifies, through the pages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from guildhall.awards.models import Award, Call, Entry, Review
from guildhall.awards.tasks import issue_certificates as run_job
from guildhall.awards.tests.make import (
    make_association,
    make_entrant,
    make_keeper,
    make_resolution,
    make_user_with_powers,
)
from guildhall.jobs.models import Job

pytestmark = pytest.mark.django_db


def call_form(body):
    closes = (timezone.now() + timedelta(days=7)).strftime("%Y-%m-%dT%H:%M")
    return {
        "body": body.pk,
        "title_zh": "2026年度科技进步奖",
        "rules_zh": "不收取任何费用。",
        "closes_at": closes,
        "categories": "技术创新 | | 轴承",
        "criteria": "创新性 | | 60\n效益 | | 40",
        "prizes": "一等奖 | | 1",
        "member_months": 0,
        "entries_each": 1,
        "is_blind": "on",
        "reviewers_each": 1,
        "load_limit": 5,
        "publicity_days": 7,
        "is_public": "on",
    }


def review(post, keeper, call):
    """Two reviewers are named, get the entries after the deadline, and score them."""
    reviewers = [make_user_with_powers(call.association) for _number in range(2)]
    people = [one.people.get().pk for one in reviewers]
    post(keeper, f"{call.pk}/panel/name", {"people": people})
    Call.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    post(keeper, f"{call.pk}/assign")
    for one in Review.objects.select_related("reviewer__person__user", "entry"):
        points = "90" if one.entry.title_zh == "高速轴承" else "70"
        form = {f"points_{criterion.pk}": points for criterion in call.criteria.all()} | {"version": 1}
        post(one.reviewer.person.user, f"reviews/{one.pk}", form)


def test_good_work_is_recognised_from_the_call_to_the_certificate(client):
    association = make_association(is_public=True)
    keeper = make_keeper(association)

    def post(user, path, data=None):
        client.force_login(user)
        answer = client.post(f"/a/{association.slug}/awards/{path}/", data or {})
        assert answer.status_code == 302, answer.content.decode()

    body = keeper.people.get().tenures.get().post.body
    post(keeper, "new", call_form(body))
    call = Call.objects.get()
    post(keeper, f"{call.pk}/publish")
    for title in ("高速轴承", "重载齿轮"):
        entrant = make_entrant(association)
        post(entrant, f"{call.pk}/enter", {"category": call.categories.get().pk, "title_zh": title})
        post(entrant, f"entries/{Entry.objects.get(title_zh=title).pk}/submit")

    review(post, keeper, call)
    post(keeper, f"{call.pk}/close-scoring")
    assert dict(Entry.objects.values_list("title_zh", "rank")) == {"高速轴承": 1, "重载齿轮": 2}
    post(keeper, f"{call.pk}/publicity")
    client.logout()
    assert "高速轴承" in client.get(f"/p/{association.slug}/awards/{call.pk}/").content.decode()
    Call.objects.update(publicity_to=timezone.localdate() - timedelta(days=3), publicity_from="2026-01-01")
    post(keeper, f"{call.pk}/decide", {"resolution": make_resolution(body).pk})
    post(keeper, f"{call.pk}/certificates")
    run_job(Job.objects.get(task="awards.issue_certificates"))
    client.logout()
    document = Award.objects.get().document
    verified = client.get(f"/verify/{document.code}/").content.decode()
    assert "高速轴承" in verified
    assert "一等奖" in verified
