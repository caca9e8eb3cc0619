"""Every act on an offer or need through its page and through the API gives the same answer."""

from datetime import timedelta

import pytest
from django.urls import reverse

from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.exchange.models import Listing
from guildhall.exchange.tests.make import make_listing, make_own_person
from guildhall.registry.queries import today_in
from guildhall.registry.tests.make import make_association, make_organization, make_user_with_powers

pytestmark = pytest.mark.django_db
# The act, the state it begins in, what is sent, by whom it is done, the state it leads to.
ACTS = {
    "submit_listing": ("draft", {}, "own", "submitted"),
    "publish_listing": ("submitted", {"version": 1}, "officer", "published"),
    "return_listing": ("submitted", {"reason": "请写明数量"}, "officer", "draft"),
    "close_listing": ("published", {"ending": "withdrawn"}, "own", "closed"),
    "renew_listing": ("published", {}, "own", "published"),
    "share_listing": ("published", {"with_all": True}, "own", "published"),
}


class Scene:
    def __init__(self, name: str) -> None:
        self.name = name
        self.state, self.sent, who, self.leads_to = ACTS[name]
        association = make_association()
        firm = make_organization(association)
        users = {"own": make_own_person(firm), "officer": make_user_with_powers(association, Power.MANAGE)}
        self.doer, self.stranger = users[who], make_own_person(make_organization(association))
        until = today_in(association) + timedelta(days=5)
        self.listing = make_listing(organization=firm, state=self.state, until_on=until)

    def asked(self, client, door: str, user) -> int:
        client.force_login(user)
        slug, pk = self.listing.association.slug, self.listing.pk
        if door == "page":
            status = client.post(reverse(f"exchange:{self.name}", args=[slug, pk]), self.sent).status_code
            return 200 if status == 302 else status
        api = reverse(f"api-1:{self.name}", args=[slug, pk])
        answer: int = client.post(api, self.sent, content_type="application/json").status_code
        return answer


@pytest.mark.parametrize("door", ["page", "api"])
@pytest.mark.parametrize("name", ACTS)
def test_it_happens_and_is_recorded_through_every_door(client, name, door):
    scene = Scene(name)
    assert scene.asked(client, door, scene.doer) == 200

    scene.listing.refresh_from_db()
    assert scene.listing.state == scene.leads_to
    assert AuditEntry.objects.filter(subject_id=str(scene.listing.pk)).count() == 1


@pytest.mark.parametrize("door", ["page", "api"])
@pytest.mark.parametrize("name", ACTS)
def test_others_are_refused_through_every_door(client, name, door):
    scene = Scene(name)
    expected = 403 if scene.state == "published" else 404

    assert scene.asked(client, door, scene.stranger) == expected
    assert not AuditEntry.objects.filter(subject_id=str(scene.listing.pk)).exists()


@pytest.mark.parametrize("name", ["submit_listing", "publish_listing", "return_listing", "renew_listing"])
def test_it_is_refused_in_the_wrong_state(client, name):
    scene = Scene(name)
    Listing.objects.filter(pk=scene.listing.pk).update(state="closed", ending="fulfilled")

    assert scene.asked(client, "api", scene.doer) == 409
