"""Who sees what: decided by queries, so that every page and every endpoint says the same."""

from datetime import date

import pytest
from django.urls import reverse

from guildhall.accounts.powers import Power
from guildhall.registry.models import Body, Organization, Person, Post, Seat, Tenure
from guildhall.registry.queries import organization_card, person_card
from guildhall.registry.tests.make import (
    make_association,
    make_body,
    make_charter_profile,
    make_organization,
    make_person,
    make_post,
    make_representation,
    make_seat,
    make_tenure,
    make_user,
    make_user_with_powers,
)

pytestmark = pytest.mark.django_db
PRIVATE = {"email": "secret@example.org", "phone": "138-secret", "born_on": date(1970, 5, 6)}


@pytest.fixture
def association():
    return make_association()


@pytest.fixture
def person(association):
    return make_person(
        association, organization=make_organization(association, phone="0533-secret"), **PRIVATE
    )


def sees_private_of(person, user):
    return person_card(person, viewer=user).sees_private


def test_who_keeps_or_reads_the_registry_sees_private_data(person):
    for power in (Power.MANAGE, Power.READ, Power.OVERSEE):
        user = make_user_with_powers(person.association, power)
        assert sees_private_of(person, user)
        assert organization_card(person.organization, viewer=user).phone == "0533-secret"


def test_ordinary_people_see_names_but_no_private_data(person):
    user = make_user_with_powers(person.association)

    card = person_card(person, viewer=user)

    assert (card.email, card.phone, card.born_on) == (None, None, None)
    assert organization_card(person.organization, viewer=user).phone is None


def test_everybody_sees_the_own_private_data(person):
    user = make_user()
    Person.objects.filter(pk=person.pk).update(user=user)

    assert sees_private_of(Person.objects.get(pk=person.pk), user)


@pytest.mark.parametrize("tie", ["works there", "represents it"])
def test_people_of_a_firm_see_its_contacts_but_not_those_of_their_colleagues(person, tie):
    user = make_user()
    firm = person.organization
    colleague = make_person(person.association, user=user)
    if tie == "works there":
        Person.objects.filter(pk=colleague.pk).update(organization=firm)
    else:
        make_representation(make_seat(make_body(person.association), organization=firm), colleague)

    assert organization_card(firm, viewer=user).phone == "0533-secret"
    assert not sees_private_of(person, user)


def test_a_former_representative_sees_the_firms_contacts_no_longer(person):
    user = make_user()
    colleague = make_person(person.association, user=user)
    seat = make_seat(make_body(person.association), organization=person.organization)
    make_representation(seat, colleague, to_on=date(2020, 1, 1))

    assert organization_card(person.organization, viewer=user).phone is None


def test_a_branch_secretary_sees_private_data_of_the_own_branch_only(person):
    branch = make_body(person.association, kind="branch")
    own = make_person(person.association, **PRIVATE)
    make_tenure(make_post(branch), own)
    secretary = make_user_with_powers(person.association, Power.MANAGE, body=branch)

    assert sees_private_of(own, secretary)
    assert not sees_private_of(person, secretary)


def test_strangers_and_guests_without_a_post_see_nothing(association):
    person = make_person(association)
    seat = make_seat(make_body(association))
    make_tenure(make_post(seat.body), person)
    guest = make_user()
    own = make_person(association, user=guest, is_guest=True)

    for user in (guest, make_user_with_powers(make_association())):
        seen = [
            model.objects.of(association).visible_to(user).exists()
            for model in (Body, Organization, Post, Tenure, Seat)
        ]
        assert seen == [False] * 5
    assert list(Person.objects.visible_to(guest)) == [own]


def test_a_guest_who_is_given_a_post_sees_the_registry(association):
    guest = make_user()
    own = make_person(association, user=guest, is_guest=True)
    make_tenure(make_post(make_body(association), kind="adviser"), own)

    assert Body.objects.of(association).visible_to(guest).exists()


PAGES = ["body_list", "organization_list", "person_list", "charter", "permission_table", "first_steps"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_private_data_stand_on_no_list(client, person, page, language):
    make_charter_profile(person.association)
    make_tenure(make_post(make_body(person.association)), person)
    client.force_login(make_user_with_powers(person.association))
    url = reverse(f"registry:{page}", args=[person.association.slug])

    response = client.get(url, headers={"Accept-Language": language})

    assert response.status_code == 200
    assert "secret" not in response.content.decode()


@pytest.mark.parametrize("door", ["registry:person", "api-1:person"])
def test_the_person_has_private_data_only_for_who_may_see_them(client, person, door):
    url = reverse(door, args=[person.association.slug, person.pk])
    shown = {}
    for name, powers in {"keeper": [Power.MANAGE], "member": []}.items():
        client.force_login(make_user_with_powers(person.association, *powers))
        shown[name] = "138-secret" in client.get(url).content.decode()

    assert shown == {"keeper": True, "member": False}


@pytest.mark.parametrize("door", ["registry:organization", "api-1:organization"])
def test_the_firm_has_its_telephone_only_for_who_may_see_it(client, person, door):
    url = reverse(door, args=[person.association.slug, person.organization.pk])
    shown = {}
    for name, powers in {"keeper": [Power.MANAGE], "member": []}.items():
        client.force_login(make_user_with_powers(person.association, *powers))
        shown[name] = "0533-secret" in client.get(url).content.decode()

    assert shown == {"keeper": True, "member": False}


@pytest.mark.parametrize("door", ["registry:organization_list", "registry:person_list"])
@pytest.mark.parametrize("query", ["%00", "'", "%25", "x" * 500, "_"])
def test_a_strange_search_gets_an_answer(client, person, door, query):
    client.force_login(make_user_with_powers(person.association))

    url = reverse(door, args=[person.association.slug])

    assert client.get(f"{url}?q={query}&region={query}&page={query}").status_code == 200
