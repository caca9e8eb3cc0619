"""Applying without a sign-in: by the page and by the API."""

from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from guildhall.accounts.actions import digest_of
from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, RuleError
from guildhall.jobs.models import Job
from guildhall.members import actions, http, queries
from guildhall.members.models import Application
from guildhall.members.tasks import mail_applicant
from guildhall.members.tests.make import (
    make_application,
    make_application_form,
    make_association,
    make_tier,
    make_user_with_powers,
)
from guildhall.notices.models import Notice

pytestmark = pytest.mark.django_db
USCC = "91370300MA3C00001U"
WAYS = ["page", "api"]
GIVEN: dict[str, Any] = {
    "name_zh": "精工泵业有限公司",
    "uscc": USCC,
    "contact_name": "李明",
    "contact_email": "li@example.org",
}
ANSWERS = {"legal_representative": "王建国", "products": "离心泵", "keeps_charter": "yes"}
PDF = b"%PDF-1.7 licence"


@pytest.fixture(autouse=True)
def _nobody_asked_before():
    cache.clear()


@pytest.fixture
def form():
    association = make_association(is_public=True)
    make_tier(association)
    return make_application_form(association)


def submit(client: Client, form, way: str, *, answers: dict[str, Any] = ANSWERS, **changes: Any):
    given, slug = GIVEN | changes, form.association.slug
    if way == "api":
        url = reverse("api-1:submit_application", args=[slug, form.kind])
        return client.post(url, given | {"answers": answers}, content_type="application/json")
    url = reverse("joining:submit_application", args=[slug, form.kind])
    return client.post(url, given | {f"q_{key}": value for key, value in answers.items()})


def track(name: str, application: Application, door: str = "joining") -> str:
    return reverse(f"{door}:{name}", args=[application.association.slug, queries.code_of(application)])


@pytest.mark.parametrize("way", WAYS)
def test_anybody_applies_through_either_door(client, form, way):
    manager = make_user_with_powers(form.association, Power.MANAGE)

    response = submit(client, form, way)

    application = Application.objects.get()
    assert response.status_code == (302 if way == "page" else 201), response.content.decode()
    assert queries.code_of(application) in (response.url if way == "page" else response.json()["url"])
    assert (application.state, application.name, application.uscc) == ("submitted", "精工泵业有限公司", USCC)
    assert application.answers == ANSWERS | {"keeps_charter": True}
    assert application.questions == form.questions
    assert Notice.objects.get().user == manager
    assert AuditEntry.objects.last().action == "application.submitted"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("changes", "answers", "field"),
    [
        ({"uscc": "91370300MA3C00001X"}, ANSWERS, "uscc"),
        ({"uscc": ""}, ANSWERS, "uscc"),
        ({"name_zh": ""}, ANSWERS, "name_zh"),
        ({"contact_email": "nobody"}, ANSWERS, "contact_email"),
        ({"contact_name": ""}, ANSWERS, "contact_name"),
        ({}, ANSWERS | {"employees": "about ten"}, "q_employees"),
        ({}, ANSWERS | {"products": ""}, "q_products"),
        ({}, ANSWERS | {"scale": "huge"}, "q_scale"),
    ],
)
def test_what_cannot_be_right_is_refused_alike_and_what_was_written_stays(
    client, form, way, changes, answers, field
):
    response = submit(client, form, way, answers=answers, **changes)

    assert not Application.objects.exists()
    if way == "api":
        assert response.status_code == 422
        assert response.json()["field"] == field
    else:
        assert response.status_code == 200
        assert field in response.context["form"].errors
        assert "离心泵" in response.content.decode() or field == "q_products"


@pytest.mark.parametrize("way", WAYS)
def test_a_closed_form_is_nowhere(client, form, way):
    form.is_open = False
    form.save()

    assert submit(client, form, way).status_code == 404
    assert "精工" not in client.get(reverse("joining:join", args=[form.association.slug])).content.decode()


def test_a_form_that_was_closed_meanwhile_takes_nothing(form):
    actions.close_application_form(form, actor=make_user_with_powers(form.association, Power.MANAGE))

    with pytest.raises(RuleError) as refusal:
        actions.submit_application(form, language="en", **GIVEN, answers=ANSWERS)

    assert refusal.value.code == "form_closed"


def test_an_association_without_public_pages_takes_no_applications(client, form):
    type(form.association).objects.update(is_public=False)

    assert client.get(reverse("joining:join", args=[form.association.slug])).status_code == 404


def test_a_form_sent_twice_is_one_application(client, form):
    url = reverse("joining:submit_application", args=[form.association.slug, form.kind])
    draft = client.get(url).context["form"].initial["draft"]

    answers = [submit(client, form, "page", draft=draft) for _ in range(2)]

    assert Application.objects.count() == 1
    assert answers[0].url == answers[1].url


def test_a_draft_that_we_did_not_draw_leads_to_nobody_elses_application(client, form):
    other = make_application(form)

    response = submit(client, form, "page", draft=other.pk.hex)

    assert queries.code_of(other) not in response.url
    assert Application.objects.count() == 2


@pytest.mark.parametrize("way", WAYS)
def test_who_applies_too_often_waits(client, form, way, monkeypatch):
    monkeypatch.setattr(http, "SUBMISSIONS_AN_HOUR", 2)

    answers = [submit(client, form, way).status_code for _ in range(3)]

    assert answers[-1] == 429
    assert Application.objects.count() == 2


def test_a_program_that_fills_in_every_field_is_refused(client, form):
    response = submit(client, form, "page", homepage="https://example.org")

    assert response.status_code == 200
    assert not Application.objects.exists()


def test_who_guesses_links_is_soon_not_heard(client, form, monkeypatch):
    monkeypatch.setattr(http, "WRONG_CODES", 3)
    guess = reverse("joining:application_state", args=[form.association.slug, "guessed"])

    assert [client.get(guess).status_code for _ in range(4)] == [404, 404, 404, 429]
    assert client.get(track("application_state", make_application(form))).status_code == 429


def test_of_the_link_only_the_hash_is_stored(form):
    application = make_application(form)
    code = queries.code_of(application)

    assert application.code_hash == digest_of(code)
    assert len(code) == 24
    assert code not in str(Application.objects.filter(pk=application.pk).values())


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("licence.pdf", b"MZ program", "false_type"),
        ("licence.exe", PDF, "type_not_accepted"),
        ("licence.pdf", b"", "file_empty"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_with_nothing_kept(form, name, content, code):
    file = actions.Attachment("licence", name, content)

    with pytest.raises(InvalidError) as refusal:
        actions.submit_application(form, language="en", **GIVEN, answers=ANSWERS, files=[file])

    assert (refusal.value.code, refusal.value.details["field"]) == (code, "q_licence")
    assert not Application.objects.exists()


def test_required_files_may_follow_and_are_asked_for(client, form):
    submit(client, form, "page")
    application = Application.objects.get()
    assert [question.key for question in queries.missing_in(application)] == ["licence"]

    url = reverse("api-1:attach_file", args=[form.association.slug, queries.code_of(application), "licence"])
    response = client.post(url, {"file": SimpleUploadedFile("licence.pdf", PDF)})

    assert response.json()["missing"] == []
    assert "licence.pdf" in client.get(track("application_state", application)).content.decode()
    assert AuditEntry.objects.last().action == "application.file_attached"


def test_a_file_that_nobody_asked_for_is_refused(client, form):
    application = make_application(form)
    url = reverse("api-1:attach_file", args=[form.association.slug, queries.code_of(application), "products"])

    assert client.post(url, {"file": SimpleUploadedFile("a.pdf", PDF)}).json()["code"] == "no_file_asked"


@pytest.mark.parametrize("way", WAYS)
def test_what_was_returned_is_completed_by_the_link(client, form, way):
    application = make_application(form, state="returned", note="缺营业执照", complete=False)
    if way == "page":
        files = {"q_licence": SimpleUploadedFile("licence.pdf", PDF)}
        answers = {f"q_{key}": value for key, value in ANSWERS.items()}
        response = client.post(track("complete_application", application), GIVEN | answers | files)
    else:
        url = track("complete_application", application, "api-1")
        response = client.put(url, GIVEN | {"answers": ANSWERS}, content_type="application/json")

    application.refresh_from_db()
    assert response.status_code in (200, 302), response.content.decode()
    assert (application.state, application.name_zh) == ("submitted", "精工泵业有限公司")
    assert application.files.count() == (1 if way == "page" else 0)
    assert AuditEntry.objects.last().action == "application.completed"


def test_the_page_for_completing_begins_with_what_was_written(client, form):
    application = make_application(form, state="returned", answers=ANSWERS | {"keeps_charter": False})

    page = client.get(track("complete_application", application))

    assert page.context["form"]["q_keeps_charter"].value() == "no"
    assert "离心泵" in page.content.decode()


@pytest.mark.parametrize("state", ["reviewed", "refused", "withdrawn"])
def test_what_is_decided_or_under_review_is_no_longer_completed(form, state):
    application = make_application(form, state=state)

    with pytest.raises(RuleError) as refusal:
        actions.complete_application(application, **GIVEN, answers=ANSWERS)

    assert refusal.value.code == "not_open"


@pytest.mark.parametrize("way", WAYS)
def test_the_applicant_withdraws_once(client, form, way):
    application = make_application(form)
    url = track("withdraw_application", application, "joining" if way == "page" else "api-1")

    answers = [client.post(url).status_code for _ in range(2)]

    assert answers == [302 if way == "page" else 200, 409]
    assert Application.objects.get().state == "withdrawn"
    assert AuditEntry.objects.last().action == "application.withdrawn"


@pytest.mark.parametrize(("language", "word"), [("zh-hans", "入会申请"), ("en", "Dear 李明")])
def test_the_applicant_is_mailed_the_link_in_their_language(client, form, language, word):
    client.cookies["django_language"] = language
    submit(client, form, "page")

    mail_applicant(Job.objects.get(task="members.mail_applicant"))

    [letter] = mail.outbox
    assert letter.to == ["li@example.org"]
    assert word in letter.body
    assert track("application_state", Application.objects.get()) in letter.body
    assert ("Business licence" if language == "en" else "营业执照") in letter.body
    assert queries.code_of(Application.objects.get()) not in str(Job.objects.values())


def test_an_individual_is_asked_for_no_credit_code(client, form):
    individual = make_application_form(form.association, kind="individual")
    answers = {"employer": "精工泵业", "field": "流体机械", "keeps_charter": "yes"}

    response = submit(client, individual, "page", answers=answers, uscc="nonsense")

    assert response.status_code == 302
    assert Application.objects.get().uscc == ""


def test_the_open_forms_are_offered_to_everybody(client, form):
    slug = form.association.slug
    make_application_form(form.association, kind="individual", is_open=False)

    [offered] = client.get(reverse("api-1:join", args=[slug])).json()

    assert offered["kind"] == "enterprise"
    assert len(offered["tiers"]) == 1
    assert form.title_zh in client.get(reverse("joining:join", args=[slug])).content.decode()
