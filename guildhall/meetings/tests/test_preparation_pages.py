"""Every page of preparing a meeting opens, in both languages, with the same number of questions for any length."""

from datetime import UTC, datetime
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from guildhall.accounts.powers import Power
from guildhall.meetings import actions
from guildhall.meetings.models import Speaker, Sponsor
from guildhall.meetings.tests.make import (
    make_body,
    make_invitation,
    make_item,
    make_meeting,
    make_member,
    make_person,
    make_ready_meeting,
    make_secretary,
    make_user,
    make_user_with_powers,
)

pytestmark = pytest.mark.django_db
# The page of a meeting shows what rooms above add to it, and their questions count.
MOST = 16
PAGES = [
    "meetings/",
    "meetings/?when=past",
    "meetings/convene/",
    "meetings/convene/?body={body}",
    "meetings/{pk}/",
    "meetings/{pk}/change/",
    "meetings/{pk}/cancel/",
    "meetings/{pk}/postpone/",
    "meetings/{pk}/agenda/",
    "meetings/{pk}/agenda/add/",
    "meetings/{pk}/agenda/{item}/change/",
    "meetings/{pk}/agenda/{item}/result/",
    "meetings/{pk}/papers/",
    "meetings/{pk}/papers/{paper}/change/",
    "meetings/{pk}/invitations/",
    "meetings/{pk}/invitations/?reply=none&words=x",
    "meetings/{pk}/invitations/fill/",
    "meetings/{pk}/invitations/invite/",
    "meetings/{pk}/invitations/{invitation}/change/",
    "meetings/{pk}/invitations/{invitation}/reply/",
    "meetings/{pk}/invitations/{invitation}/told/",
    "meetings/{pk}/notice/",
    "meetings/{pk}/notice/letter/",
    "meetings/{pk}/invitations/sheet/",
    "invitations/",
    "calendar/",
]
LISTS = [
    "meetings/",
    "meetings/{pk}/",
    "meetings/{pk}/agenda/",
    "meetings/{pk}/papers/",
    "meetings/{pk}/invitations/",
    "meetings/{pk}/invitations/fill/",
    "meetings/{pk}/notice/",
    "invitations/",
]
API_LISTS = [
    "meetings",
    "meetings/{pk}/agenda",
    "meetings/{pk}/papers",
    "meetings/{pk}/sponsors",
    "meetings/{pk}/invitations",
    "meetings/{pk}/invitations/filling",
    "meetings/{pk}/notice",
    "invitations",
]


@pytest.fixture
def body():
    return make_body()


@pytest.fixture
def secretary(client, body):
    user = make_secretary(body.association)
    client.force_login(user)
    return user


def grown(meeting, secretary, rows):
    """Give the meeting so many of everything that its pages list."""
    person = secretary.people.get()
    for _row in range(rows):
        item = make_item(meeting)
        Speaker.objects.create(
            association=meeting.association, item=item, person=make_person(meeting.association)
        )
        Sponsor.objects.create(association=meeting.association, meeting=meeting, name_zh="青花郎")
        make_member(meeting.body)
        make_invitation(
            meeting, make_person(meeting.association, organization=make_member(meeting.body).organization)
        )
        actions.add_paper(meeting, item=item, name="报告.txt", content="内容".encode(), actor=secretary)
        other = make_meeting(meeting.body, state="notified", notified_at=timezone.now())
        make_invitation(other, person)
    return meeting


def address(meeting, page):
    return f"/a/{meeting.association.slug}/" + page.format(
        pk=meeting.pk,
        body=meeting.body_id,
        item=meeting.agenda.first().pk,
        paper=meeting.papers.first().pk,
        invitation=meeting.invitations.first().pk,
    )


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_opens(client, secretary, body, language):
    client.cookies["django_language"] = language
    meeting = grown(make_meeting(body), secretary, 1)

    statuses = {page: client.get(address(meeting, page)).status_code for page in PAGES}

    assert statuses == dict.fromkeys(PAGES, 200)


@pytest.mark.parametrize("page", LISTS)
def test_pages_ask_as_often_for_three_rows_as_for_one(
    client, secretary, body, page, django_assert_max_num_queries, django_assert_num_queries
):
    meeting = grown(make_meeting(body), secretary, 1)
    url = address(meeting, page)
    client.get(url)  # first use stores the session
    with django_assert_max_num_queries(MOST) as asked:
        client.get(url)
    grown(meeting, secretary, 2)

    with django_assert_num_queries(len(asked)):
        client.get(url)


@pytest.mark.parametrize("path", API_LISTS)
def test_endpoints_ask_as_often_for_three_rows_as_for_one(
    client, secretary, body, path, django_assert_max_num_queries, django_assert_num_queries
):
    meeting = grown(make_meeting(body), secretary, 1)
    url = f"/api/v1{address(meeting, path)}"
    assert client.get(url).status_code == 200
    with django_assert_max_num_queries(14) as asked:
        client.get(url)
    grown(meeting, secretary, 2)

    with django_assert_num_queries(len(asked)):
        client.get(url)


def test_markup_in_every_text_is_shown_as_text(client, secretary, body):
    evil = "<script>alert(1)</script>"
    meeting = make_meeting(body, name_zh=evil, name_en="", place_zh=evil, place_en="", remarks_zh=evil)
    item = make_item(meeting, title_zh=evil, title_en="", result_zh=evil)
    Speaker.objects.create(association=body.association, item=item, words_zh=evil)
    Sponsor.objects.create(association=body.association, meeting=meeting, name_zh=evil)
    make_invitation(meeting, make_person(body.association, name_zh=evil, name_en=""), capacity_zh=evil)
    actions.add_paper(meeting, item=item, title_zh=evil, name="a.txt", content=b"x", actor=secretary)

    for page in ("meetings/", "meetings/{pk}/", "meetings/{pk}/agenda/", "meetings/{pk}/invitations/"):
        shown = client.get(address(meeting, page)).content.decode()
        assert evil not in shown
        assert "&lt;script&gt;" in shown


def test_a_file_is_added_with_its_item_and_visibility(client, secretary, body):
    meeting = make_ready_meeting(body)
    upload = SimpleUploadedFile("调研报告.txt", "内容".encode())
    item = meeting.agenda.get()

    response = client.post(
        f"/a/{body.association.slug}/meetings/{meeting.pk}/papers/",
        {"file": upload, "kind": "paper", "visibility": "invited", "item": str(item.pk)},
    )

    assert response.status_code == 302
    paper = meeting.papers.get()
    assert (paper.title_zh, paper.visibility, paper.item) == ("调研报告", "invited", item)


def test_the_api_takes_a_file_too(client, secretary, body):
    meeting = make_ready_meeting(body)
    upload = SimpleUploadedFile("report.txt", b"text")

    response = client.post(
        f"/api/v1/a/{body.association.slug}/meetings/{meeting.pk}/papers",
        {"file": upload, "visibility": "public", "title_en": "Report"},
    )

    assert response.status_code == 201
    assert (meeting.papers.get().title_en, response.json()["visibility"]) == ("Report", "public")
    file = client.get(response.json()["url"])
    assert file.getvalue() == b"text"
    file.close()


def test_a_repeated_upload_with_the_same_key_adds_one_paper(client, secretary, body):
    meeting = make_ready_meeting(body)
    url = f"/api/v1/a/{body.association.slug}/meetings/{meeting.pk}/papers"

    answers = [
        client.post(url, {"file": SimpleUploadedFile("a.txt", b"text")}, headers={"Idempotency-Key": "one"})
        for _time in range(2)
    ]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json()["id"] == answers[1].json()["id"]
    assert meeting.papers.count() == 1


def test_the_excel_list_holds_every_invited_and_no_formulas(client, secretary, body):
    meeting = make_meeting(body)
    make_invitation(
        meeting, make_person(body.association, name_zh='=HYPERLINK("http://x")'), reply="excused", reason="+1"
    )
    make_invitation(meeting, reply="coming")

    answer = client.get(f"/a/{body.association.slug}/meetings/{meeting.pk}/invitations/sheet/")

    rows = list(openpyxl.load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert len(rows) == 3
    assert (rows[1][0], rows[1][5]) == ('=HYPERLINK("http://x")', "+1")
    cells = openpyxl.load_workbook(BytesIO(answer.content)).active
    assert {cell.data_type for row in cells.iter_rows() for cell in row if cell.value is not None} == {"s"}


def test_a_search_with_a_character_no_database_stores_finds_as_without_it(client, secretary, body):
    row = make_invitation(make_meeting(body))
    url = f"/a/{body.association.slug}/meetings/{row.meeting_id}/invitations/"

    shown = client.get(url, {"words": f"\0{row.person.name_zh}"}).content.decode()

    assert row.person.name_zh in shown


def test_a_picture_that_is_none_is_refused(client, secretary, body):
    meeting = make_ready_meeting(body)
    upload = SimpleUploadedFile("photo.txt", b"text")

    response = client.post(
        f"/a/{body.association.slug}/meetings/{meeting.pk}/papers/",
        {"file": upload, "kind": "photo", "visibility": "public"},
    )

    assert response.status_code == 200
    assert not meeting.papers.exists()


def test_the_convene_page_suggests_the_name_by_custom(client, secretary, body):
    make_meeting(body, state="closed")

    page = client.get(f"/a/{body.association.slug}/meetings/convene/?body={body.pk}").content.decode()

    assert f"次{body.name_zh}" in page


def test_the_clock_times_follow_from_the_planned_minutes(client, secretary, body):
    meeting = make_meeting(body, starts_at=datetime(2027, 3, 5, 1, 0, tzinfo=UTC))
    make_item(meeting, minutes_planned=25)
    make_item(meeting, minutes_planned=None)
    make_item(meeting, minutes_planned=10)

    lines = client.get(f"/api/v1/a/{body.association.slug}/meetings/{meeting.pk}/agenda").json()

    assert [line["starts"] for line in lines] == ["2027-03-05T01:00:00Z", "2027-03-05T01:25:00Z", None]


def test_a_guest_sees_the_meeting_and_only_what_is_meant_for_guests(client, secretary, body):
    meeting = make_ready_meeting(body, state="notified", notified_at=timezone.now())
    for visibility in ("participants", "invited", "public"):
        actions.add_paper(
            meeting,
            name=f"{visibility}.txt",
            content=visibility.encode(),
            visibility=visibility,
            actor=secretary,
        )
    user = make_user()
    make_invitation(meeting, make_person(body.association, user=user), role="guest")
    other = make_meeting(body, state="notified")
    client.force_login(user)

    found = client.get(f"/api/v1/a/{body.association.slug}/meetings/{meeting.pk}/papers").json()

    assert [paper["visibility"] for paper in found] == ["invited", "public"]
    assert client.get(f"/a/{body.association.slug}/meetings/{meeting.pk}/").status_code == 200
    assert client.get(f"/a/{body.association.slug}/meetings/{other.pk}/").status_code == 404


def test_who_sits_in_the_body_sees_its_announced_meetings_and_no_drafts(client, body):
    member = make_member(body, user=make_user())
    announced = make_meeting(body, state="notified", notified_at=timezone.now())
    make_meeting(body)
    make_meeting(make_body(body.association), state="notified", notified_at=timezone.now())
    client.force_login(member.user)

    found = client.get(f"/api/v1/a/{body.association.slug}/meetings").json()["items"]

    assert [meeting["id"] for meeting in found] == [str(announced.pk)]


def test_a_branchs_secretary_sees_the_drafts_of_the_branch_only(client, body):
    draft = make_meeting(body)
    make_meeting(make_body(body.association))
    client.force_login(make_user_with_powers(body.association, Power.CONVENE, body=body))

    found = client.get(f"/api/v1/a/{body.association.slug}/meetings").json()["items"]

    assert [meeting["id"] for meeting in found] == [str(draft.pk)]
