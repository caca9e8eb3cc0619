"""Page and API give the same answer to the same act, and show the same."""

from datetime import timedelta

import pytest

from guildhall.experts.models import Appointment, Expert, ExpertClass
from guildhall.experts.tests.make import (
    LIST,
    make_appointment,
    make_association,
    make_expert,
    make_expert_class,
    make_keeper,
    make_organization,
    make_person,
    make_signatory,
    make_user_with_powers,
)
from guildhall.registry.queries import today_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def association():
    return make_association(is_public=True)


@pytest.fixture(params=["page", "api"])
def act(request, client, association):
    """Posts the same act to the page or to the API and says whether it was done."""

    def post(path, data, *, at_api=None, method="post", user, renamed=None):
        client.force_login(user)
        if request.param == "page":
            return client.post(f"/a/{association.slug}/experts/{path}/", data).status_code == 302
        given = {(renamed or {}).get(key, key): str(value) for key, value in data.items()}
        url = f"/api/v1/a/{association.slug}/experts/{path if at_api is None else at_api}".rstrip("/")
        return getattr(client, method)(url, given, content_type="application/json").status_code in (200, 201)

    return post


def test_an_expert_is_taken_in_changed_appointed_renewed_ended_and_retired(act, association):
    keeper, member = make_keeper(association), make_user_with_powers(association)
    person = {"person": make_person(association).pk, "fields_zh": "轴承"}
    as_id = {"person": "person_id"}
    assert not act("new", person, at_api="", user=member, renamed=as_id)
    assert act("new", person, at_api="", user=keeper, renamed=as_id)
    expert = Expert.objects.get()
    changed = {"fields_zh": "齿轮", "version": 1}
    assert act(f"{expert.pk}/change", changed, at_api=str(expert.pk), method="put", user=keeper)
    assert not act(f"{expert.pk}/change", changed, at_api=str(expert.pk), method="put", user=keeper)

    assert act("classes/new", {"name_zh": "首席专家", "position": 1}, at_api="classes", user=keeper)
    grade = ExpertClass.objects.get()
    given = {"name_zh": "首席专家", "position": 2, "is_active": True, "version": 1}
    assert act(f"classes/{grade.pk}", given, method="put", user=keeper)
    today = today_in(association)
    term = {"expert_class": grade.pk, "signatory": make_signatory(association).pk}
    as_ids = {"expert_class": "expert_class_id", "signatory": "signatory_id"}
    days = {"from_on": today, "to_on": today + timedelta(days=364)}
    assert not act(f"{expert.pk}/appoint", term | days, user=member, renamed=as_ids)
    assert act(f"{expert.pk}/appoint", term | days, user=keeper, renamed=as_ids)
    assert not act(f"{expert.pk}/appoint", term | days, user=keeper, renamed=as_ids)

    held = Appointment.objects.get()
    after = {"from_on": held.to_on + timedelta(days=1), "to_on": held.to_on + timedelta(days=365)}
    assert act(f"appointments/{held.pk}/renew", term | after, user=keeper, renamed=as_ids)
    for one in Appointment.objects.all():
        assert act(f"appointments/{one.pk}/end", {"reason": "工作变动"}, user=keeper)
    assert act(f"{expert.pk}/retire", {"reason": "退休"}, user=keeper)


def test_a_list_comes_in_through_both_doors(client, association):
    keeper = make_keeper(association)
    client.force_login(keeper)
    make_organization(association, name_zh="云岭轴承有限公司", plain_zh="云岭轴承")
    from django.core.files.uploadedfile import SimpleUploadedFile

    page = client.post(
        f"/a/{association.slug}/experts/import/", {"file": SimpleUploadedFile("专家.csv", LIST)}
    )
    assert "周明" in client.get(page["Location"]).content.decode()
    api = f"/api/v1/a/{association.slug}/experts/import"
    checked = client.post(f"{api}/check", {"file": SimpleUploadedFile("专家.csv", LIST)}).json()
    assert [row["problem"] for row in checked["rows"]] == [""]
    assert client.post(page["Location"]).status_code == 302
    refusal = client.post(api, {"file_id": checked["file_id"]}, content_type="application/json")
    assert refusal.json()["code"] == "nothing_to_import"


def test_pages_and_endpoints_show_the_same_to_who_may_look(client, association):
    held = make_appointment(make_expert(association, is_public=True))
    make_expert_class(association, name_zh="专家", name_en="")
    own = make_user_with_powers(association)
    make_expert(association, person=own.people.get())
    client.force_login(own)
    for path in ("experts/", f"experts/{held.expert_id}/", "experts/mine/", "experts/classes/"):
        assert client.get(f"/a/{association.slug}/{path}").status_code == 200
        assert client.get(f"/api/v1/a/{association.slug}/{path.rstrip('/')}").status_code == 200
    assert client.get(f"/a/{association.slug}/experts/list.xlsx").status_code == 404

    client.force_login(make_keeper(association))
    for path in ("a", "api/v1/a"):
        assert client.get(f"/{path}/{association.slug}/experts/list.xlsx").content[:2] == b"PK"
    for path in ("new", f"{held.expert_id}/appoint", f"appointments/{held.pk}/renew", "import"):
        assert client.get(f"/a/{association.slug}/experts/{path}/").status_code == 200

    client.logout()
    name = held.expert.person.name_zh
    assert name in client.get(f"/p/{association.slug}/experts/").content.decode()
    [shown] = client.get(f"/api/v1/p/{association.slug}/experts").json()["items"]
    assert shown["name"] in (name, held.expert.person.name_en)
