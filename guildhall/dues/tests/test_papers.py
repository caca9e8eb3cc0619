"""The document of a dues notice: issued on sending, verifiable by anyone, replaced and revoked with the notice."""

import pytest

from guildhall.documents.models import Document
from guildhall.documents.queries import verify_document
from guildhall.dues import actions
from guildhall.dues.models import DuesNotice, DuesRun
from guildhall.dues.tasks import send_run
from guildhall.dues.tests.make import make_member, make_notice, make_person, make_user, make_waiver
from guildhall.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice(association, treasurer):
    """A notice that was sent to its member."""
    member = make_member(association)
    make_person(organization=member.organization, email="unit@example.org")
    notice = make_notice(member=member)
    DuesRun.objects.update(state=DuesRun.State.BOOKED)
    send_run(actions.send_run(DuesRun.objects.get(), actor=treasurer).job)
    return DuesNotice.objects.select_related("association", "document__file").get(pk=notice.pk)


def facts(document):
    return {fact["label"]["en"]: fact["value"] for fact in verify_document(document.code).facts}


def test_a_sent_notice_is_a_document_that_anyone_verifies_and_the_mail_says_where(client, notice):
    verified = verify_document(notice.document.code)
    mail = Notice.objects.get()
    public = f"/p/{notice.association.slug}/dues/notices/{notice.document.code}/"

    assert (verified.state, verified.kind) == ("valid", "dues")
    assert facts(notice.document)["Notice number"] == notice.number
    assert public in mail.text_zh
    assert public in mail.text_en
    assert client.get(public.replace(notice.document.code, "0" * 16)).status_code == 404
    answer = client.get(public)
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    answer.close()


def test_what_was_sent_is_sent_and_printed_once(notice, treasurer):
    run = DuesRun.objects.get()
    DuesRun.objects.update(state=DuesRun.State.SENDING)

    send_run(run.job)

    assert (Document.objects.filter(kind="dues").count(), Notice.objects.count()) == (1, 1)


def test_a_waiver_replaces_the_document_and_taken_back_replaces_it_again(notice, president):
    first = notice.document
    waiver = make_waiver(notice, amount=100_000)

    actions.approve_waiver(waiver, actor=president)

    second = DuesNotice.objects.get(pk=notice.pk).document
    assert verify_document(first.code).state == "revoked"
    assert "Replaced" in verify_document(first.code).revoked_reason
    assert facts(second)["Amount due"]["en"] == "¥4,000.00"
    waiver.refresh_from_db()
    actions.undo_waiver(waiver, reason="有误", actor=president)
    third = DuesNotice.objects.get(pk=notice.pk).document
    assert facts(third)["Amount due"]["en"] == "¥5,000.00"
    assert [verify_document(one.code).state for one in (second, third)] == ["revoked", "valid"]


def test_a_cancelled_notice_is_revoked_and_no_longer_handed_out(client, notice, treasurer):
    actions.cancel_notice(notice, reason="错误", actor=treasurer)

    assert "cancelled" in verify_document(notice.document.code).revoked_reason
    public = f"/p/{notice.association.slug}/dues/notices/{notice.document.code}/"
    assert client.get(public).status_code == 404


def test_one_notice_added_to_a_sent_run_is_sent_at_once(notice, treasurer):
    run = DuesRun.objects.get()
    newcomer = make_member(tier=notice.tier, person=make_person(notice.association, user=make_user()))

    added = actions.issue_notice(run, member=newcomer, actor=treasurer)

    assert DuesNotice.objects.get(pk=added.pk).sent_at is not None
    assert DuesNotice.objects.get(pk=added.pk).document is not None
