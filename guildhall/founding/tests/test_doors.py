"""Page and API do the same, and refuse the same."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from guildhall.accounts.models import Association
from guildhall.founding.models import FirstMember, Founding
from guildhall.founding.tests.make import CHARTER, convene, decide, make_begun, make_first_member, make_user

pytestmark = pytest.mark.django_db
DOORS = ["page", "api"]
ASSEMBLY = {"seats": 1, "mode": "hybrid", "name_zh": "成立大会"}


@pytest.fixture
def founder(client):
    founder = make_user()
    client.force_login(founder)
    return founder


@pytest.fixture
def founding(founder):
    return make_begun(founder)


def assembly():
    starts = timezone.localtime() - timedelta(minutes=10)
    return ASSEMBLY | {"starts_at": f"{starts:%Y-%m-%dT%H:%M}"}


def send(client, founding, door, path, given, method="post"):
    at = f"/a/{founding.association.slug}/founding/{path}"
    if door == "page":
        return client.post(f"{at}/", given)
    call = getattr(client, method)
    return call(f"/api/v1{at}", given, content_type="application/json")


@pytest.mark.parametrize("door", DOORS)
def test_a_founding_is_begun(client, founder, door):
    given = {"kind": "alliance", "name_en": "Steel alliance", "region": "Hunan"}
    if door == "page":
        client.post("/associations/begin/", given)
    else:
        client.post("/api/v1/foundings", given, content_type="application/json")

    association = Founding.objects.get().association
    assert (association.name_en, association.state) == ("Steel alliance", Association.State.FOUNDING)


@pytest.mark.parametrize("door", DOORS)
def test_a_draft_charter_is_put(client, founding, door):
    at = f"/a/{founding.association.slug}/founding/charter"
    file = SimpleUploadedFile("章程.pdf", CHARTER)
    client.post(f"{at}/" if door == "page" else f"/api/v1{at}", {"file": file})

    founding.refresh_from_db()
    assert founding.charter.name == "章程.pdf"


@pytest.mark.parametrize("door", DOORS)
def test_units_are_listed_asked_and_answer(client, founding, door):
    path = "members/add" if door == "page" else "members"
    send(client, founding, door, path, {"text": "甲厂;张三;z@example.org"})
    send(client, founding, door, "members/ask", {})
    first = FirstMember.objects.get()
    assert first.state == FirstMember.State.INVITED

    given = {"takes_part": "yes"} if door == "page" else {"takes_part": True}
    send(client, founding, door, f"members/{first.pk}/answer", given)
    first.refresh_from_db()
    assert first.state == FirstMember.State.CONFIRMED


@pytest.mark.parametrize("door", DOORS)
def test_a_representative_is_named_and_a_unit_struck(client, founding, door):
    first, other = make_first_member(founding, representative=None), make_first_member(founding)
    person = other.representative
    if door == "page":
        send(client, founding, door, f"members/{first.pk}/represent", {"person": person.pk})
        send(client, founding, door, f"members/{other.pk}/strike", {})
    else:
        put = {"person_id": str(person.pk)}
        send(client, founding, door, f"members/{first.pk}/representative", put, "put")
        send(client, founding, door, f"members/{other.pk}", {}, "delete")

    assert [(one.pk, one.representative) for one in FirstMember.objects.all()] == [(first.pk, person)]


@pytest.mark.parametrize("door", DOORS)
def test_an_assembly_without_charter_is_refused_with_its_sentence(client, founder, door):
    founding = make_begun(founder, units=2)

    answer = send(client, founding, door, "assembly", assembly())

    assert "章程草案" in answer.content.decode() or "\\u7ae0\\u7a0b\\u8349\\u6848" in answer.content.decode()
    founding.refresh_from_db()
    assert founding.assembly is None


@pytest.mark.parametrize("door", DOORS)
def test_it_is_convened_and_comes_into_being(client, founder, door):
    founding = make_begun(founder, units=2, charter=True)
    send(client, founding, door, "assembly", assembly())
    make_first_member(founding, state=FirstMember.State.CONFIRMED)
    send(client, founding, door, "assembly/seats", {})
    founding.refresh_from_db()
    assert founding.assembly.invitations.count() == 3

    decide(founding, elected=1)
    if door == "page":
        assert (
            "3个单位成为会员"
            in client.get(f"/a/{founding.association.slug}/founding/complete/").content.decode()
        )
    answer = send(client, founding, door, "complete", {})
    assert answer.status_code in (200, 302), answer.content
    founding.refresh_from_db()
    assert founding.state == Founding.State.FOUNDED


@pytest.mark.parametrize("door", DOORS)
def test_it_is_given_up_with_a_reason(client, founding, door):
    send(client, founding, door, "abandon", {"reason": "响应单位不足"})

    founding.refresh_from_db()
    assert (founding.state, founding.reason) == (Founding.State.ABANDONED, "响应单位不足")


def test_strangers_find_no_founding(client, founder):
    founding = make_begun(make_user())

    assert client.get(f"/a/{founding.association.slug}/founding/").status_code == 404
    assert client.get(f"/api/v1/a/{founding.association.slug}/founding").status_code == 404


def test_what_cannot_be_completed_says_why(client, founder):
    founding = make_begun(founder, units=2, charter=True)
    convene(founding, founder)

    answer = client.get(f"/a/{founding.association.slug}/founding/complete/")

    assert answer.status_code == 409
    assert "成立大会尚未结束" in answer.content.decode()
