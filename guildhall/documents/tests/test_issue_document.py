import io
import threading

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from pypdf import PdfReader

from guildhall.accounts.powers import Power
from guildhall.accounts.tests.make import make_association, make_user
from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.documents import actions, queries
from guildhall.documents.models import Document, File, Series
from guildhall.documents.tests.make import make_document, make_officer


def words_of(file: File) -> str:
    pages = PdfReader(io.BytesIO(queries.content_path(file).read_bytes())).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.mark.django_db
def test_a_document_is_numbered_printed_kept_and_recorded():
    actor, association = make_user(), make_association()
    year = timezone.localdate().year

    document = make_document(association, actor=actor)

    assert document.serial == f"责任书〔{year}〕1号"
    assert (document.number, document.year, document.state) == (1, year, Document.State.VALID)
    assert document.spaced_code in words_of(document.file)
    assert f"{settings.SITE_URL}/verify/{document.spaced_code}/" in words_of(document.file)
    assert "目标责任书" in words_of(document.file)
    assert document.serial in words_of(document.file)
    entry = AuditEntry.objects.get(action="document.issued")
    assert (entry.actor, entry.details["sha256"]) == (actor, document.file.sha256)


@pytest.mark.django_db
def test_numbers_run_on_within_association_kind_and_year():
    association = make_association()

    numbers = [make_document(association).number for _ in range(3)]

    assert numbers == [1, 2, 3]
    assert make_document(association, kind="appointment").number == 1
    assert make_document().number == 1


@pytest.mark.django_db
def test_a_document_in_english_carries_its_number_in_english():
    document = make_document(data={"lang": "en"})

    assert document.serial == f"Letter of responsibility {document.year}-1"
    assert "Letterofresponsibility" in words_of(document.file)


@pytest.mark.django_db
def test_a_number_whose_transaction_fails_is_given_back():
    association = make_association()
    make_document(association)

    with transaction.atomic():
        assert make_document(association).number == 2
        transaction.set_rollback(True)

    assert make_document(association).number == 2


@pytest.mark.django_db(transaction=True)
def test_a_number_outside_a_transaction_is_a_mistake_of_the_caller():
    with pytest.raises(transaction.TransactionManagementError):
        actions.take_number(make_association(), "minutes", 2026)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_numbers_without_gap_or_double():
    association = make_association()
    taken, failed = [], []

    def take(place: int) -> None:
        try:
            for step in range(5):
                with transaction.atomic():
                    number = actions.take_number(association, "minutes", 2026)
                    if (place + step) % 4 == 0:
                        transaction.set_rollback(True)
                    else:
                        taken.append(number)
        except Exception as error:  # noqa: BLE001  a thread's failure must reach the test
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=(place,)) for place in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert sorted(taken) == list(range(1, 31))
    assert Series.objects.get(association=association).last_number == 30


@pytest.mark.django_db
def test_the_associations_own_pattern_writes_the_number():
    association = make_association()
    officer = make_officer(association, Power.ISSUE)

    actions.set_serial_format(
        association=association,
        kind="minutes",
        pattern_zh="东装协纪〔{year}〕{number}号",
        pattern_en="DEMA M{number}/{year}",
        actor=officer,
    )

    document = make_document(association, kind="minutes")
    assert document.serial == f"东装协纪〔{document.year}〕1号"
    assert AuditEntry.objects.filter(action="serial_format.set", actor=officer).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("zh", "en"), [("会纪{number}号", "M {year}-{number}"), ("纪〔{year}〕{number}号", "M")]
)
def test_a_pattern_that_could_make_two_numbers_alike_is_refused(zh, en):
    association = make_association()
    officer = make_officer(association, Power.ISSUE)

    with pytest.raises(InvalidError) as refusal:
        actions.set_serial_format(
            association=association, kind="minutes", pattern_zh=zh, pattern_en=en, actor=officer
        )

    assert refusal.value.code == "pattern_incomplete"


@pytest.mark.django_db
def test_patterns_are_set_only_by_those_who_issue():
    association = make_association()
    reader = make_officer(association, Power.READ)

    with pytest.raises(NotAllowedError):
        actions.set_serial_format(
            association=association,
            kind="minutes",
            pattern_zh="{year}{number}",
            pattern_en="{year}{number}",
            actor=reader,
        )


@pytest.mark.django_db
def test_a_document_is_revoked_with_a_reason():
    document = make_document()
    officer = make_officer(document.association, Power.ISSUE)

    actions.revoke_document(document, reason="印制有误", actor=officer)

    assert document.state == Document.State.REVOKED
    assert document.revoked_at is not None
    assert AuditEntry.objects.get(action="document.revoked").details == {"reason": "印制有误"}


@pytest.mark.django_db
def test_a_document_is_revoked_only_once():
    document = make_document()
    officer = make_officer(document.association, Power.ISSUE)
    actions.revoke_document(document, reason="x", actor=officer)

    with pytest.raises(RuleError) as refusal:
        actions.revoke_document(document, reason="y", actor=officer)

    assert refusal.value.code == "already_revoked"
    document.refresh_from_db()
    assert document.revoked_reason == "x"


@pytest.mark.django_db
def test_a_document_is_not_revoked_without_a_reason_or_by_just_anyone():
    document = make_document()

    with pytest.raises(InvalidError):
        actions.withdraw_document(document, reason="  ", actor=None)
    with pytest.raises(NotAllowedError):
        actions.revoke_document(document, reason="x", actor=make_officer(document.association, Power.READ))

    document.refresh_from_db()
    assert document.state == Document.State.VALID
