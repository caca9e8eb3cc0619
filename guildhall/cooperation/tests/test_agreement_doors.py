"""Every door does the same with an agreement: page and API."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from guildhall.accounts.models import Association
from guildhall.accounts.powers import Power
from guildhall.cooperation import actions
from guildhall.cooperation.actions import Witnessing
from guildhall.cooperation.models import Agreement
from guildhall.cooperation.queries import agreements_awaiting
from guildhall.cooperation.tests.make import make_cooperation, make_keeper, make_person
from guildhall.cooperation.tests.make_agreement import PDF, make_agreement, make_representative, offered, sign

pytestmark = pytest.mark.django_db

DAY = "2026-01-05"


def said_of(page, first, second, witness):
    """What the form, or the API, is sent of an agreement of two."""
    said = {"title_en": "Agreement", "text_en": "We develop together.", "lends_no_name": True}
    if page:
        said |= {"party_1": first.organization_id, "party_1_signatory": first.pk, "witness_1": witness.pk}
        said |= {"party_2": second.organization_id, "party_2_signatory": second.pk}
    else:
        rows = [
            {"organization": str(one.organization_id), "signatory": str(one.pk)} for one in (first, second)
        ]
        said |= {"parties": rows, "witnesses": [{"person": str(witness.pk)}]}
    return said


def test_an_agreement_is_drawn_up_changed_checked_offered_and_recalled(door, association, keeper):
    page = door.kind == "page"
    first = make_representative(association)
    said = said_of(page, first, make_representative(association), make_person(association))

    assert not door.act(association, "agreements/new" if page else "agreements", said, user=first.user)
    assert door.act(association, "agreements/new" if page else "agreements", said, user=keeper)
    made = Agreement.objects.get()
    at = f"agreements/{made.pk}"
    changed = said | {"version": 1, "scope_en": "Research"}
    assert door.act(association, f"{at}/amend" if page else at, changed, user=keeper, method="put")
    check = {"note": "Registration", "on": DAY}
    assert door.act(association, f"agreements/parties/{made.parties.first().pk}/check", check, user=keeper)
    assert not door.act(association, f"{at}/offer", {}, user=first.user)
    assert door.act(association, f"{at}/offer", {}, user=keeper)
    assert door.act(association, f"{at}/recall", {"reason": "Typo"}, user=keeper)
    assert door.act(association, f"{at}/offer", {}, user=keeper)

    made.refresh_from_db()
    assert (made.state, made.scope_en, made.lends_no_name) == ("offered", "Research", True)


def test_an_agreement_is_signed_attested_and_left(door, association, keeper):
    first, second = make_representative(association), make_representative(association)
    witness = make_person(association)
    made = offered(association, keeper, first, second, witnesses=[Witnessing(witness)])
    yes = {"seen": made.text_hash, "confirmed": True}
    one, two = made.parties.all()
    assert door.act(association, f"agreements/parties/{one.pk}/sign", yes, user=first.user)
    assert not door.act(association, f"agreements/parties/{one.pk}/sign", yes, user=first.user)
    assert not door.act(association, f"agreements/parties/{two.pk}/sign", yes, user=first.user)
    scan = SimpleUploadedFile("scan.pdf", PDF, "application/pdf")
    assert door.upload(association, f"agreements/parties/{two.pk}/paper", {"scan": scan}, user=keeper)
    attest = f"agreements/witnesses/{made.witnesses.get().pk}/attest"
    assert door.act(association, attest, yes, user=witness.user)
    shown = door.client.get(f"/a/{association.slug}/agreements/{made.pk}/").content.decode()
    made.refresh_from_db()
    assert made.document.serial in shown
    left = {"reason": "Sold", "on": timezone.localdate().isoformat()}
    assert door.act(association, f"agreements/parties/{one.pk}/leave", left, user=first.user)

    made.refresh_from_db()
    assert (made.state, made.document.state) == ("ended", "revoked")


def test_drafts_are_discarded_papers_kept_and_signed_ones_ended_and_published(door, association, keeper):
    publisher = make_keeper(association, Power.PUBLISH)
    draft = make_agreement(association, keeper)
    party = f"agreements/parties/{draft.parties.first().pk}/authority"
    paper = SimpleUploadedFile("letter.pdf", PDF, "application/pdf")
    assert door.upload(association, party, {"paper": paper}, user=keeper)
    at = f"agreements/{draft.pk}"
    if door.kind == "page":
        assert door.act(association, f"{at}/discard", {}, user=keeper)
    else:
        assert door.client.delete(f"/api/v1/a/{association.slug}/{at}").status_code == 204
    assert not Agreement.objects.exists()
    done = offered(association, keeper)
    for one in done.parties.all():
        sign(one)
    witness = f"agreements/witnesses/{done.witnesses.get().pk}/paper"
    assert door.upload(association, witness, {"scan": SimpleUploadedFile("w.pdf", PDF)}, user=keeper)
    assert door.act(association, f"agreements/{done.pk}/publish", {"is_public": True}, user=publisher)
    ended = {"reason": "Done", "on": timezone.localdate().isoformat()}
    assert door.act(association, f"agreements/{done.pk}/end", ended, user=keeper)
    done.refresh_from_db()
    assert (done.state, done.is_public) == ("ended", True)
    pdf = f"/a/{association.slug}/agreements/{done.pk}/pdf"
    answer = door.client.get(f"{pdf}/") if door.kind == "page" else door.client.get(f"/api/v1{pdf}")
    assert answer.status_code == (302 if door.kind == "page" else 200)


def test_the_pages_of_an_agreement_show_what_can_be_done(client, association, keeper):
    made = make_cooperation(association)
    first = make_representative(association)
    draft = make_agreement(association, keeper, first, make_representative(association), cooperation=made)
    client.force_login(keeper)
    base = f"/a/{association.slug}/agreements"
    pages = [f"{base}/?state=over&q=x", f"{base}/{draft.pk}/", f"{base}/{draft.pk}/amend/"]
    pages += [f"{base}/new/?cooperation={made.pk}", f"{base}/{draft.pk}/pdf/"]
    assert [client.get(page).status_code for page in pages] == [200] * 5
    assert client.get(f"{base}/new/?cooperation=nonsense").status_code == 200
    actions.offer_agreement(draft, actor=keeper)
    client.force_login(first.user)
    shown = client.get(f"{base}/parties/{draft.parties.first().pk}/sign/").content.decode()
    assert "We develop together." in shown


def test_strangers_read_who_agreed_about_what_and_never_the_text(client, association, keeper):
    Association.objects.filter(pk=association.pk).update(is_public=True)
    made = make_agreement(association, keeper, scope_en="Research", text_en="Secret price")
    at, api = f"/p/{association.slug}/agreements/", f"/api/v1/p/{association.slug}/agreements"
    said = {"state": "signed", "is_public": True, "stated_signed": "2021"}

    assert client.get(f"{at}{made.pk}/").status_code == 404
    Agreement.objects.filter(pk=made.pk).update(**said)
    assert made.title in client.get(at).content.decode()
    shown = client.get(f"{at}{made.pk}/", headers={"Accept-Language": "en"}).content.decode()
    told = client.get(f"{api}/{made.pk}").json()

    assert "Research" in shown
    assert "Secret price" not in shown + str(told)
    assert "not stated" in shown
    assert (told["stated_signed"], told["from_on"], len(told["parties"])) == ("2021", None, 2)
    assert client.get(api).json()["items"] == [told]
    Association.objects.filter(pk=association.pk).update(is_public=False)
    assert [client.get(page).status_code for page in (at, f"{api}/{made.pk}")] == [404, 404]


def test_today_says_what_is_to_be_signed_and_then_attested(client, association, keeper):
    first, second, witness = (make_representative(association) for _ in range(3))
    made = offered(association, keeper, first, second, witnesses=[Witnessing(witness)])

    def waiting(person):
        return list(agreements_awaiting(person.user, association))

    assert [waiting(one) for one in (first, second, witness)] == [[made], [made], []]
    for party in made.parties.all():
        sign(party)
    assert [waiting(one) for one in (first, second, witness)] == [[], [], [made]]
    client.force_login(witness.user)
    assert made.title in client.get(f"/a/{association.slug}/today/").content.decode()
    assert client.get(f"/api/v1/a/{association.slug}/today").json()["agreements_to_sign"] == [str(made.pk)]
