"""Every act of a session through its page and through the API, and every page in both languages."""

import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from guildhall.accounts.models import Association
from guildhall.commitments.models import Commitment
from guildhall.meetings import actions, queries
from guildhall.meetings.models import AttendanceEvent, Minutes, Motion, Resolution
from guildhall.meetings.tests.make import make_invitation, make_item, make_person, make_user_with_powers
from guildhall.meetings.tests.make_session import (
    make_chair,
    make_clerk,
    make_held,
    make_motion,
    make_open,
    make_past,
    make_sitting,
)
from guildhall.meetings.tests.session_doors import Door, api, page, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


@pytest.fixture(params=["page", "api"])
def door(request, client):
    return Door(request.param, client)


def test_a_meeting_is_opened_adjourned_resumed_and_closed_through_any_door(door, client):
    meeting = make_sitting(present=3)
    sign_in(client, meeting)

    for act, state in (("open", "open"), ("adjourn", "adjourned"), ("resume", "open"), ("close", "closed")):
        answer = door.send(meeting, f"{act}/", act, {"reason": "午餐"} if act == "adjourn" else {})
        assert answer.status_code in (200, 302), answer.content
        meeting.refresh_from_db()
        assert meeting.state == state


def test_without_a_quorum_any_door_says_the_sentence(door, client):
    meeting = make_sitting(present=1)
    sign_in(client, meeting)
    client.cookies["django_language"] = "en"

    answer = door.send(meeting, "open/", "open")

    assert answer.status_code == 409
    assert "the meeting may not open" in answer.content.decode()


def test_an_item_is_called_through_any_door(door, client):
    meeting = make_open()
    item = make_item(meeting)
    sign_in(client, meeting)

    answer = door.send(meeting, f"agenda/{item.pk}/call/", f"agenda/{item.pk}/call")

    assert answer.status_code in (200, 302)
    assert meeting.steps.filter(item=item).exists()


def test_a_presence_is_recorded_through_any_door(door, client):
    meeting = make_sitting()
    invitation = meeting.invitations.first()
    sign_in(client, meeting)
    event = {"client_id": uuid.uuid4(), "invitation": invitation.pk, "kind": "in", "mode": "on_site"}
    data = event if door.kind == "page" else {"events": [event | {"at": timezone.now().isoformat()}]}

    for _twice in range(2):
        answer = door.send(meeting, "attendance/record/", "attendance", data)
        assert answer.status_code in (200, 302), answer.content

    assert AttendanceEvent.objects.get().invitation == invitation


def check_in_doors(invitation):
    slug, key = invitation.association.slug, invitation.check_in_key
    return {"page": f"/p/{slug}/check-in/{key}/", "api": f"/api/v1/a/{slug}/check-in/{key}"}


def test_somebody_checks_in_by_their_code_without_signing_in(door, client):
    invitation = make_invitation(make_sitting())
    url = check_in_doors(invitation)[door.kind]
    data = {"client_id": str(uuid.uuid4()), "kind": "in", "mode": "on_site"}
    given = {} if door.kind == "page" else {"content_type": "application/json"}

    first = client.post(url, data, **given)
    again = client.post(url, data | {"client_id": str(uuid.uuid4())}, **given)

    assert first.status_code in (201, 302), first.content
    assert again.status_code in (200, 409)
    since = timezone.localtime(AttendanceEvent.objects.get().at).strftime("%H:%M")
    assert since in again.content.decode()


def test_a_wrong_code_is_refused_and_many_are_slowed_down(door, client):
    invitation = make_invitation(make_sitting())
    url = check_in_doors(invitation)[door.kind].replace(invitation.check_in_key, "WRONGCODE234")

    answers = [client.get(url).status_code for _number in range(22)]

    assert answers[0] == 403
    assert answers[-1] == 429
    assert client.get(check_in_doors(invitation)[door.kind]).status_code == 429


def test_a_code_may_be_typed_with_spaces_and_in_small_letters(client):
    invitation = make_invitation(make_sitting())
    key = invitation.check_in_key
    url = f"/p/{invitation.association.slug}/check-in/at/{invitation.meeting.check_in_key}/"

    answer = client.post(url, {"code": f" {key[:4].lower()}-{key[4:8]} {key[8:]}"})

    assert answer.status_code == 302
    assert key in answer["Location"]


def test_the_code_of_the_screen_leads_a_signed_in_person_to_their_own_page(client):
    invitation = make_invitation(make_sitting())
    user = make_user_with_powers(invitation.association)
    type(invitation).objects.filter(pk=invitation.pk).update(person=user.people.get())
    client.force_login(user)

    answer = client.get(f"/p/{invitation.association.slug}/check-in/at/{invitation.meeting.check_in_key}/")

    assert invitation.check_in_key in answer["Location"]


def test_the_code_of_another_association_opens_nothing(client):
    invitation, elsewhere = make_invitation(make_sitting()), make_invitation(make_sitting())

    answer = client.get(f"/p/{elsewhere.association.slug}/check-in/{invitation.check_in_key}/")

    assert answer.status_code == 403


def test_the_worker_may_serve_any_path(client):
    answer = client.get(f"/p/{make_sitting().association.slug}/check-in/worker.js")

    assert answer["Service-Worker-Allowed"] == "/"
    assert answer["Content-Type"] == "text/javascript"


def test_a_motion_is_put_corrected_decided_and_numbered_through_any_door(door, client):
    meeting = make_open()
    item = make_item(meeting)
    sign_in(client, meeting)
    words = {"kind": "ordinary", "item": str(item.pk), "title_zh": "通过计划"}
    hands = {"way": "show_of_hands", "for_count": 3, "against_count": 0, "abstain_count": 0}

    door.send(meeting, "motions/put/", "motions", words)
    motion = Motion.objects.get()
    rest = f"motions/{motion.pk}"
    door.send(
        meeting, f"{rest}/change/", rest, words | {"title_zh": "通过年度计划", "version": 1}, method="put"
    )
    door.send(meeting, f"{rest}/decide/", f"{rest}/decide", hands)
    answer = door.send(meeting, f"{rest}/resolution/", f"{rest}/resolution", {"text_zh": "决议全文"})

    assert answer.status_code in (201, 302), answer.content
    motion.refresh_from_db()
    assert (motion.title_zh, motion.item, motion.state) == ("通过年度计划", item, Motion.State.CARRIED)
    assert (Resolution.objects.get().title_zh, Resolution.objects.get().text_zh) == (
        "通过年度计划",
        "决议全文",
    )


def test_more_hands_than_present_are_refused_with_the_sentence_through_any_door(door, client):
    meeting = make_open(entitled=3, present=2)
    motion = make_motion(meeting)
    sign_in(client, meeting)
    hands = {"way": "show_of_hands", "for_count": 3, "against_count": 0, "abstain_count": 0}

    answer = door.send(meeting, f"motions/{motion.pk}/decide/", f"motions/{motion.pk}/decide", hands)

    assert answer.status_code in (200, 422)
    assert "3" in answer.content.decode()
    motion.refresh_from_db()
    assert motion.state == Motion.State.PUT


def test_an_election_cannot_be_decided_by_hands_on_any_door(door, client):
    meeting = make_open()
    motion = make_motion(meeting, kind="election")
    sign_in(client, meeting)
    hands = {"way": "show_of_hands", "for_count": 3, "against_count": 0, "abstain_count": 0}

    door.send(meeting, f"motions/{motion.pk}/decide/", f"motions/{motion.pk}/decide", hands)

    motion.refresh_from_db()
    assert motion.state == Motion.State.PUT


def test_a_motion_is_withdrawn_through_any_door(door, client):
    motion = make_motion(make_open())
    sign_in(client, motion.meeting)

    door.send(motion.meeting, f"motions/{motion.pk}/withdraw/", f"motions/{motion.pk}/withdraw")

    motion.refresh_from_db()
    assert motion.state == Motion.State.WITHDRAWN


def test_a_past_result_is_entered_through_any_door(door, client):
    motion = make_motion(make_past())
    sign_in(client, motion.meeting)

    door.send(
        motion.meeting, f"motions/{motion.pk}/result/", f"motions/{motion.pk}/result", {"state": "not_stated"}
    )

    motion.refresh_from_db()
    assert motion.state == Motion.State.NOT_STATED


def test_a_commitment_follows_through_any_door(door, client):
    meeting = make_held()
    motion = meeting.motions.get()
    sign_in(client, meeting)
    responsible = make_person(meeting.association)
    data = {
        "content_zh": "走访会员",
        "deadline": (timezone.localdate() + timedelta(days=30)).isoformat(),
        "responsible": str(responsible.pk),
    }
    extra = {"adopt": "on"} if door.kind == "page" else {"adopt": True, "origin": str(motion.pk)}

    answer = door.send(meeting, f"commit/{motion.pk}/", "commitments", data | extra)

    assert answer.status_code in (201, 302), answer.content
    assert Commitment.objects.get().state == Commitment.State.ADOPTED


def test_minutes_go_from_draft_to_approval_through_any_door(door, client):
    meeting = make_held()
    sign_in(client, meeting)
    texts = {"version": 1, "text_zh": "会议纪要", "text_en": "Minutes", "note": "短了"}

    door.send(meeting, "minutes/draft/", "minutes/draft")
    door.send(meeting, "minutes/edit/", "minutes", texts, method="put")
    door.send(meeting, "minutes/submit/", "minutes/submit", {"version": 2})
    assert Minutes.objects.get().state == Minutes.State.SUBMITTED
    client.force_login(make_chair(meeting))
    door.send(meeting, "minutes/return/", "minutes/return", {"reason": "补上"})
    assert Minutes.objects.get().state == Minutes.State.DRAFT
    sign_in(client, meeting)
    door.send(meeting, "minutes/submit/", "minutes/submit", {"version": 2})
    client.force_login(make_chair(meeting))
    answer = door.send(meeting, "minutes/approve/", "minutes/approve", {"version": 2})

    assert answer.status_code in (200, 302), answer.content
    assert Minutes.objects.get().state == Minutes.State.APPROVED


def test_of_two_editors_the_second_sees_both_texts_and_loses_nothing(client):
    meeting = make_held()
    clerk = make_clerk(meeting)
    minutes = actions.draft_minutes(meeting, actor=clerk)
    sign_in(client, meeting)
    actions.save_minutes(minutes, version=1, text_zh="甲的文字", text_en="", actor=clerk)

    answer = client.post(page(meeting, "minutes/edit/"), {"version": 1, "text_zh": "乙的文字", "text_en": ""})

    shown = answer.content.decode()
    assert str(clerk) in shown
    assert "<del>甲</del><ins>乙</ins>" in shown
    assert 'name="version" value="2"' in shown
    saved = client.post(page(meeting, "minutes/edit/"), {"version": 2, "text_zh": "乙的文字", "text_en": ""})
    assert saved.status_code == 302
    assert [version.text_zh for version in minutes.versions.all()][1:] == ["甲的文字", "乙的文字"]


def test_the_api_tells_the_second_editor_who_saved(client):
    meeting = make_held()
    clerk = make_clerk(meeting)
    minutes = actions.draft_minutes(meeting, actor=clerk)
    sign_in(client, meeting)
    actions.save_minutes(minutes, version=1, text_zh="甲的文字", text_en="", actor=clerk)

    answer = client.put(
        api(meeting, "minutes"), {"version": 1, "text_zh": "乙"}, content_type="application/json"
    )

    assert answer.status_code == 409
    assert (answer.json()["saved_by"], answer.json()["version"]) == (str(clerk), 2)


def test_two_versions_are_compared_through_any_door(door, client):
    meeting = make_held()
    clerk = make_clerk(meeting)
    minutes = actions.draft_minutes(meeting, actor=clerk)
    actions.save_minutes(minutes, version=1, text_zh="另一份", text_en="", actor=clerk)
    sign_in(client, meeting)
    url = page(meeting, "minutes/compare/") if door.kind == "page" else api(meeting, "minutes/compare")

    answer = client.get(url, {"old": 1, "new": 2})

    shown = answer.content.decode() if door.kind == "page" else str(answer.json())
    assert "另一份" in shown
    assert client.get(url, {"old": 1, "new": 7}).status_code == 404


def test_a_meeting_is_published_and_taken_back_through_any_door(door, client):
    meeting = make_held()
    Association.objects.filter(pk=meeting.association_id).update(is_public=True)
    sign_in(client, meeting)

    door.send(meeting, "publish/", "publish", {"parts": ["motions"]})
    meeting.refresh_from_db()
    assert meeting.published_parts == ["motions"]
    door.send(meeting, "withdraw/", "withdraw")

    meeting.refresh_from_db()
    assert meeting.published_at is None


def test_a_resolution_is_made_public_through_any_door(door, client):
    meeting = make_held()
    motion = meeting.motions.get()
    actions.number_resolution(motion, actor=make_clerk(meeting))
    sign_in(client, meeting)
    rest = f"motions/{motion.pk}/resolution/show"

    door.send(meeting, f"{rest}/", rest, {"is_public": "on" if door.kind == "page" else True})

    assert Resolution.objects.get().is_public


def test_the_invited_find_their_code_behind_the_link_of_the_mail(client):
    invitation = make_invitation(make_sitting())
    token = queries.reply_token(invitation)

    shown = client.get(f"/p/{invitation.association.slug}/reply/{token}/").content.decode()

    assert f"/check-in/{invitation.check_in_key}/" in shown


def test_the_invited_find_their_code_on_the_page_of_the_meeting(client):
    meeting = make_sitting()
    user = sign_in(client, meeting)
    invitation = make_invitation(meeting, user.people.get())
    other = make_invitation(meeting)

    shown = client.get(page(meeting, "")).content.decode()

    assert invitation.check_in_key in shown
    assert other.check_in_key not in shown


def test_a_comparison_is_read_without_the_marks_of_headings_and_bold(client):
    meeting = make_held()
    clerk = make_clerk(meeting)
    minutes = actions.draft_minutes(meeting, actor=clerk)
    actions.save_minutes(minutes, version=1, text_zh="## 议程\n\n**结果**：通过", text_en="", actor=clerk)
    actions.save_minutes(minutes, version=2, text_zh="## 议程\n\n结果：通过", text_en="", actor=clerk)
    sign_in(client, meeting)

    shown = client.get(
        page(meeting, "minutes/compare/"), {"old": 2, "new": 3}, headers={"accept-language": "en"}
    ).content.decode()

    assert '<div class="differences">议程\n结果：通过</div>' in shown
    assert "only headings, lists or bold type differ" in shown
