"""The room's pages and endpoints for those who work in an association."""

import json

import pytest

from guildhall.accounts.powers import Power
from guildhall.accounts.tests.make import make_association, make_user
from guildhall.documents.models import Document, SerialFormat
from guildhall.documents.tests.make import make_document, make_officer

pytestmark = pytest.mark.django_db
PAGES, API = "/a/{slug}/documents/", "/api/v1/a/{slug}/documents"
LISTS = [PAGES, API]


def said(response) -> str:
    """What a page or an endpoint answers, as text in which Chinese can be found."""
    text = response.content.decode()
    return json.dumps(json.loads(text), ensure_ascii=False) if "json" in response["Content-Type"] else text


@pytest.fixture
def association():
    return make_association()


@pytest.mark.parametrize("door", LISTS)
def test_those_who_issue_or_read_find_the_issued_documents(client, association, door):
    document = make_document(association)
    make_document(title_zh="别会文件", title_en="Elsewhere")
    client.force_login(make_officer(association, Power.READ))

    shown = said(client.get(door.format(slug=association.slug)))

    assert document.serial in shown
    assert "别会文件" not in shown


@pytest.mark.parametrize("door", LISTS)
def test_others_find_none(client, association, door):
    document = make_document(association)
    client.force_login(make_officer(association, Power.CONVENE))

    response = client.get(door.format(slug=association.slug))

    assert response.status_code == (404 if door == PAGES else 200)
    assert document.serial not in said(response)


@pytest.mark.parametrize("door", LISTS)
def test_strangers_to_the_association_find_nothing_there(client, association, door):
    client.force_login(make_user())

    assert client.get(door.format(slug=association.slug)).status_code == 404


@pytest.mark.parametrize("door", LISTS)
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("?kind=minutes", True),
        ("?kind=letter", False),
        ("?state=revoked", False),
        ("?words=责任", True),
        ("?words=xyz", False),
    ],
)
def test_the_list_is_narrowed(client, association, door, asked, found):
    document = make_document(association, kind="minutes")
    client.force_login(make_officer(association, Power.ISSUE))

    shown = said(client.get(door.format(slug=association.slug) + asked))

    assert (document.serial in shown) == found


@pytest.mark.parametrize("door", LISTS)
def test_a_code_finds_its_document(client, association, door):
    document, other = make_document(association), make_document(association)
    client.force_login(make_officer(association, Power.ISSUE))

    shown = said(client.get(door.format(slug=association.slug), {"words": document.spaced_code}))

    assert document.serial in shown
    assert other.serial not in shown


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("door", "queries"), [(PAGES, 5), (API, 5)])
def test_lists_ask_the_database_the_same_number_of_questions(
    client, association, door, queries, rows, django_assert_num_queries
):
    for _ in range(rows):
        make_document(association)
    client.force_login(make_officer(association, Power.ISSUE))

    with django_assert_num_queries(queries):
        assert client.get(door.format(slug=association.slug)).status_code == 200


@pytest.mark.parametrize("door", [PAGES + "{pk}/", API + "/{pk}"])
def test_one_document_is_shown_with_a_link_to_its_file(client, association, door):
    document = make_document(association)
    client.force_login(make_officer(association, Power.ISSUE))

    response = client.get(door.format(slug=association.slug, pk=document.pk))

    assert document.spaced_code in said(response)
    assert "/files/" in said(response)


@pytest.mark.parametrize("door", [PAGES + "{pk}/", API + "/{pk}"])
def test_a_document_of_another_association_is_not_found(client, association, door):
    document = make_document()
    client.force_login(make_officer(association, Power.ISSUE))

    assert client.get(door.format(slug=association.slug, pk=document.pk)).status_code == 404


REVOKE = [PAGES + "{pk}/revoke/", API + "/{pk}/revoke"]


def revoke(client, door, document, **data):
    address = door.format(slug=document.association.slug, pk=document.pk)
    kind = {"content_type": "application/json"} if door.startswith("/api") else {}
    return client.post(address, {"reason": "印制有误"} | data, **kind)


@pytest.mark.parametrize("door", REVOKE)
def test_a_document_is_revoked_through_any_door(client, association, door):
    document = make_document(association)
    client.force_login(make_officer(association, Power.ISSUE))

    assert revoke(client, door, document).status_code in (200, 302)

    document.refresh_from_db()
    assert (document.state, document.revoked_reason) == (Document.State.REVOKED, "印制有误")


@pytest.mark.parametrize("door", REVOKE)
def test_readers_revoke_nothing_through_any_door(client, association, door):
    document = make_document(association)
    client.force_login(make_officer(association, Power.READ))

    response = revoke(client, door, document)

    document.refresh_from_db()
    assert document.state == Document.State.VALID
    assert response.status_code == 403


@pytest.mark.parametrize("door", REVOKE)
@pytest.mark.parametrize("reason", ["", "   "])
def test_a_reason_is_asked_for_through_any_door(client, association, door, reason):
    document = make_document(association)
    client.force_login(make_officer(association, Power.ISSUE))

    response = revoke(client, door, document, reason=reason)

    document.refresh_from_db()
    assert document.state == Document.State.VALID
    assert response.status_code in (200, 422)


NUMBERS = [PAGES + "numbers/{kind}/", API + "/numbers/{kind}"]


def write_numbers(client, door, association, kind, **data):
    address = door.format(slug=association.slug, kind=kind)
    told = {"pattern_zh": "东装纪〔{year}〕{number}号", "pattern_en": "M {year}/{number}"} | data
    if door.startswith("/api"):
        return client.put(address, told, content_type="application/json")
    return client.post(address, told)


@pytest.mark.parametrize("door", NUMBERS)
def test_the_writing_of_numbers_is_set_through_any_door(client, association, door):
    client.force_login(make_officer(association, Power.ISSUE))

    assert write_numbers(client, door, association, "minutes").status_code in (200, 302)

    assert SerialFormat.objects.get().pattern_zh == "东装纪〔{year}〕{number}号"


@pytest.mark.parametrize("door", NUMBERS)
def test_an_incomplete_pattern_is_refused_through_any_door(client, association, door):
    client.force_login(make_officer(association, Power.ISSUE))

    response = write_numbers(client, door, association, "minutes", pattern_zh="纪{number}")

    assert "{year}" in said(response)
    assert not SerialFormat.objects.exists()


@pytest.mark.parametrize("door", NUMBERS)
def test_readers_do_not_set_how_numbers_are_written(client, association, door):
    client.force_login(make_officer(association, Power.READ))

    assert write_numbers(client, door, association, "minutes").status_code in (403, 404)
    assert not SerialFormat.objects.exists()


@pytest.mark.parametrize("door", [PAGES + "numbers/", API + "/numbers"])
def test_all_kinds_are_listed_with_their_pattern(client, association, door):
    client.force_login(make_officer(association, Power.ISSUE))

    assert "会纪〔{year}〕{number}号" in said(client.get(door.format(slug=association.slug)))
