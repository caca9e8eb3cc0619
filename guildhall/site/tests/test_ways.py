"""From a page to the page that one wants next: from work to what the public sees of it, and to verifying a document."""

import pytest
from django.test import Client
from django.urls import reverse

from guildhall.accounts.models import Association
from guildhall.accounts.powers import Power
from guildhall.accounts.tests.make import make_association
from guildhall.commitments.models import Plan
from guildhall.commitments.tests.make import make_plan
from guildhall.meetings.models import Meeting
from guildhall.registry.tests.make import make_user_with_powers
from guildhall.site.tests.make import make_published_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return make_published_meeting(make_association(is_public=True))


def reader_of(association: Association) -> Client:
    browser = Client()
    browser.force_login(make_user_with_powers(association, Power.READ))
    return browser


@pytest.mark.parametrize("page", ["", "meetings/", "news/"])
def test_public_pages_lead_to_the_verification_of_documents(client, meeting, page):
    shown = client.get(f"/p/{meeting.association.slug}/{page}").content.decode()
    assert f'href="{reverse("documents:verify")}"' in shown.partition("<footer")[2]
    assert client.get(reverse("documents:verify")).status_code == 200


@pytest.mark.parametrize("kind", ["meeting", "plan"])
def test_a_work_page_leads_to_its_public_page_while_there_is_one(client, meeting, kind):
    association, thing = meeting.association, meeting
    if kind == "plan":
        thing = make_plan(meeting.body, state=Plan.State.ADOPTED, is_public=True)
    work = reverse(
        f"{kind}s:{kind}" if kind == "meeting" else "commitments:plan", args=[association.slug, thing.pk]
    )
    public = reverse(f"public:{kind}", args=[association.slug, thing.pk])
    link = f'href="{public}"'
    reader = reader_of(association)

    assert link in reader.get(work).content.decode()
    assert client.get(public).status_code == 200

    Meeting.objects.filter(pk=thing.pk).update(published_at=None)
    Plan.objects.filter(pk=thing.pk).update(is_public=False)
    assert link not in reader.get(work).content.decode()
    assert client.get(public).status_code == 404


def test_an_association_without_public_pages_has_no_ways_there(meeting):
    Association.objects.filter(pk=meeting.association_id).update(is_public=False)
    work = reverse("meetings:meeting", args=[meeting.association.slug, meeting.pk])
    public = reverse("public:meeting", args=[meeting.association.slug, meeting.pk])
    assert f'href="{public}"' not in reader_of(meeting.association).get(work).content.decode()
