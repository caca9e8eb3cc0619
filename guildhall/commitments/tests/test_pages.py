import pytest

from guildhall.accounts.powers import Power
from guildhall.commitments.models import Commitment, Course
from guildhall.commitments.tests.make import (
    in_days,
    make_association,
    make_body,
    make_commitment,
    make_holder,
    make_milestone,
    make_person,
    make_plan,
    user_of,
)

pytestmark = pytest.mark.django_db
EVERYTHING = (Power.READ, Power.FOLLOW_UP, Power.DECIDE, Power.CONVENE, Power.MANAGE, Power.ISSUE)


@pytest.fixture
def body():
    return make_body(make_association())


@pytest.fixture
def secretary(client, body):
    user = make_holder(body.parent, *EVERYTHING)
    client.force_login(user)
    return user


def at(body, path=""):
    return f"/a/{body.association.slug}/{path}"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_about_a_commitment_opens(client, body, secretary, language):
    plan = make_plan(body, state="adopted")
    commitment = make_commitment(body, plan=plan, deadline=in_days(3))
    milestone = make_milestone(commitment)
    base = f"commitments/{commitment.pk}/"
    acts = ["change", "progress", "done", "accept", "return", "reopen", "postpone", "hand-over", "cancel"]
    paths = ["follow-up/", "follow-up/?group=body", "follow-up/?group=plan&mine=on", "follow-up/rules/"]
    paths += [
        "follow-up/?light=nonsense&body=1&page=x",
        "follow-up/?group=person&q=thing",
        "commitments/new/",
    ]
    paths += [
        base,
        *(f"{base}{act}/" for act in acts),
        f"{base}milestones/",
        f"milestones/{milestone.pk}/change/",
    ]

    for path in paths:
        response = client.get(at(body, path), headers={"accept-language": language})
        assert (path, response.status_code) == (path, 200)


@pytest.mark.parametrize("state", ["draft", "discussed", "adopted", "closed"])
def test_every_page_about_a_plan_opens_in_every_state(client, body, secretary, state):
    plan = make_plan(body, state=state, kind="multi_year", predecessor=make_plan(body), from_on=in_days(-9))
    course = Course.objects.create(association=body.association, plan=plan, name_zh="人才")
    item = make_commitment(body, plan=plan, course=course, state="draft", responsible=None, deadline=None)
    make_commitment(body, plan=plan)
    base = f"plans/{plan.pk}/"
    acts = ["change", "items", "courses", "adopt", "amend", f"amend/{item.pk}", f"amend/{item.pk}/remove"]
    acts += ["review", "close", "versions", "pdf"]

    for path in ["plans/", "plans/new/", base, *(f"{base}{act}/" for act in acts)]:
        assert (path, client.get(at(body, path)).status_code) == (path, 200)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("path", "most"), [("follow-up/", 15), ("follow-up/?group=plan", 15), ("plans/", 12)]
)
def test_lists_ask_the_same_few_questions_however_many_rows(
    client, body, secretary, path, most, rows, django_assert_max_num_queries
):
    for _ in range(rows):
        plan = make_plan(body, state="adopted")
        make_milestone(make_commitment(body, plan=plan))

    with django_assert_max_num_queries(most):
        assert client.get(at(body, path)).status_code == 200


def test_a_stranger_to_a_commitment_finds_nothing(client, body):
    commitment = make_commitment(body)
    client.force_login(user_of(make_person(body.association)))

    assert client.get(at(body, f"commitments/{commitment.pk}/")).status_code == 404
    assert client.get(at(body, "follow-up/")).status_code == 200


def test_the_board_comes_as_a_workbook_that_can_be_read(client, body, secretary):
    import io

    from openpyxl import load_workbook

    make_commitment(body, content_zh="=1+1", content_en="Visit", deadline=in_days(-1))
    make_commitment(body, state="draft", deadline=None, responsible=None)

    response = client.get(at(body, "follow-up/excel/"), headers={"accept-language": "en"})
    sheet = load_workbook(io.BytesIO(response.content)).active

    rows = list(sheet.iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["Light", "Overdue", "Draft"]
    assert (rows[1][4], rows[1][6].date(), rows[2][6]) == ("=1+1", in_days(-1), "not stated")


def test_a_record_shows_what_its_source_leaves_open_as_not_stated(client):
    association = make_association(is_record=True, source="a page")
    body = make_body(association)
    client.force_login(make_holder(body, *EVERYTHING))
    plan = make_plan(body)
    item = make_commitment(body, plan=plan, state="draft", deadline=None, responsible=None)

    for path in (f"plans/{plan.pk}/", f"commitments/{item.pk}/", "follow-up/?state=all"):
        response = client.get(at(body, path), headers={"accept-language": "en"})
        assert "not stated" in response.content.decode(), path
        assert "Adopt" not in response.content.decode().replace("Adopted", ""), path


def test_markup_in_a_text_stays_text(client, body, secretary):
    commitment = make_commitment(body, content_en="<script>alert(1)</script>")

    for path in (f"commitments/{commitment.pk}/", "follow-up/"):
        assert "<script>alert" not in client.get(at(body, path)).content.decode()


def test_somebody_reports_with_a_file_and_a_second_person_accepts_by_pages_alone(client, body, secretary):
    from django.core.files.uploadedfile import SimpleUploadedFile

    responsible = make_person(body.association)
    commitment = make_commitment(body, responsible=responsible)
    client.force_login(user_of(responsible))
    evidence = SimpleUploadedFile("report.txt", "走访记录".encode())
    client.post(at(body, f"commitments/{commitment.pk}/done/"), {"text": "Done", "evidence": evidence})

    client.force_login(secretary)
    page = client.get(at(body, f"commitments/{commitment.pk}/")).content.decode()
    client.post(at(body, f"commitments/{commitment.pk}/accept/"), {"note": ""})

    assert "report.txt" in page
    commitment.refresh_from_db()
    assert commitment.state == Commitment.State.ACCEPTED


def test_a_long_plan_is_read_page_by_page_course_by_course(client, body, secretary, monkeypatch):
    monkeypatch.setattr("guildhall.commitments.queries.plan.ITEMS", 2)
    plan = make_plan(body, state="adopted", kind="multi_year")
    names = {"association": body.association, "plan": plan}
    empty, course = (Course.objects.create(**names, name_zh=name, position=1) for name in ("空方向", "人才"))
    inside = [make_commitment(body, plan=plan, course=course, position=place) for place in (5, 1)]
    outside = make_commitment(body, plan=plan, position=9)
    address = f"plans/{plan.pk}"

    pages = [client.get(at(body, f"{address}/?page={number}")) for number in (1, 2)]
    answers = [
        client.get(f"/api/v1/a/{body.association.slug}/{address}?page={number}").json() for number in (1, 2)
    ]

    lines = [(line.course, line.items) for page in pages for line in page.context["lines"]]
    assert lines == [(None, [outside]), (course, [inside[1]]), (empty, []), (course, [inside[0]])]
    assert "?page=2" in pages[0].content.decode()
    in_order = [str(one.pk) for one in (outside, inside[1], inside[0])]
    assert [item["id"] for answer in answers for item in answer["items"]] == in_order
    assert [answer["items_count"] for answer in answers] == [3, 3]
    assert [page.context["progress"] for page in pages] == [0, 0]
