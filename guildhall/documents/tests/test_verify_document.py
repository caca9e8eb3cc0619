import pytest

from guildhall.documents import actions, http
from guildhall.documents.codes import new_code, read_code, spaced
from guildhall.documents.tests.make import make_document

pytestmark = pytest.mark.django_db


def page(client, code):
    response = client.get(f"/verify/{code}/", headers={"Accept-Language": "en"})
    assert response.status_code == 200
    return response.content.decode()


def answer(client, code):
    response = client.get(f"/api/v1/verify/{code}")
    assert response.status_code == 200
    return response.json()


def test_a_valid_document_is_confirmed_with_what_it_says(client):
    document = make_document(title_en="Letter of <b>responsibility</b>")

    shown, told = page(client, document.spaced_code), answer(client, document.spaced_code)

    assert "is in force" in shown
    assert document.serial in shown
    assert "Committee" in shown
    assert "Letter of &lt;b&gt;responsibility" in shown
    assert document.file.sha256 in shown
    assert (told["state"], told["serial"], told["facts"]) == ("valid", document.serial, document.facts)


def test_nothing_more_than_the_document_says_is_told(client):
    document = make_document()

    told = answer(client, document.code)

    assert set(told) == {
        "state", "code", "association_zh", "association_en", "kind", "serial", "title_zh", "title_en",
        "facts", "later", "issued_at", "revoked_at", "revoked_reason", "sha256",
    }  # fmt: skip
    assert str(document.pk) not in str(told)


@pytest.mark.parametrize(("is_public", "seen"), [(True, True), (False, False)])
def test_a_revoked_document_says_when_and_why_only_if_that_is_public(client, is_public, seen):
    document = make_document()
    actions.withdraw_document(document, reason="Wrong name", reason_is_public=is_public, actor=None)

    shown, told = page(client, document.code), answer(client, document.code)

    assert "no longer in force" in shown
    assert told["state"] == "revoked"
    assert told["revoked_at"]
    assert ("Wrong name" in shown, bool(told["revoked_reason"])) == (seen, seen)


def test_an_unknown_code_gets_an_answer_of_the_same_shape(client):
    known, unknown = answer(client, make_document().code), answer(client, new_code())

    assert unknown["state"] == "unknown"
    assert set(unknown) == set(known)
    assert "not genuine" in page(client, new_code())


@pytest.mark.parametrize("typed", ["{0}", "{1}", " {1} ", "{2}"])
def test_a_code_is_read_however_it_is_typed(client, typed):
    document = make_document()
    typed = typed.format(document.code, document.spaced_code, document.spaced_code.lower().replace("-", " "))

    response = client.get("/verify/", {"code": typed}, follow=True)

    assert document.serial in response.content.decode()


@pytest.mark.parametrize("typed", ["", "。。。", "-"])
def test_what_is_no_code_is_refused_on_the_form(client, typed):
    response = client.get("/verify/", {"code": typed})

    assert response.status_code == 200
    assert "field-error" in response.content.decode()


def test_letters_that_look_like_digits_are_read_as_digits():
    assert read_code("oil0-1l") == "011011"
    assert spaced("ABCDEFGH") == "ABCD-EFGH"


def test_codes_are_of_sixteen_signs_that_survive_reading():
    codes = {new_code() for _ in range(100)}

    assert len(codes) == 100
    assert all(read_code(code) == code and len(code) == 16 for code in codes)


@pytest.mark.parametrize("door", ["/verify/{}/", "/api/v1/verify/{}"])
def test_whoever_guesses_is_slowed_down(client, door, monkeypatch):
    monkeypatch.setattr(http, "VERIFICATIONS_A_MINUTE", 3)

    statuses = [client.get(door.format(new_code())).status_code for _ in range(5)]

    assert statuses == [200, 200, 200, 429, 429]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_speaks_the_readers_language(client, language):
    document = make_document()

    shown = client.get(f"/verify/{document.code}/", headers={"Accept-Language": language}).content.decode()

    assert ("该文件由下列协会签发" in shown) == (language == "zh-hans")
    assert ("Party B" in shown) == (language == "en")
