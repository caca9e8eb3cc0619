"""What a bank sees of a firm: item by item, until a day, until revoked, and never without a line of the record."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from guildhall.chain.models import Chain, Placement, Segment
from guildhall.core.errors import NotAllowedError, RuleError
from guildhall.dues.tests.make import make_notice
from guildhall.funding import actions, queries
from guildhall.funding.actions import look
from guildhall.funding.models import DataItem, FirmRecord, FundingRules, Look, Release
from guildhall.funding.tests.make import (
    PDF,
    make_bank,
    make_case,
    make_firm_record,
    make_funding_need,
    make_organization,
    make_own_user,
    make_product,
    make_release,
    make_secretary,
    text_of,
)
from guildhall.members.tests.make import make_member
from guildhall.notices.models import Notice
from guildhall.registry.queries import today_in
from guildhall.registry.tests.make import make_body, make_representation, make_seat

pytestmark = pytest.mark.django_db


def code_of(act):
    with pytest.raises(RuleError) as refused:
        act()
    return refused.value.code


def given_of(release, item, actor):
    return actions.look_at_item(release, item=item, actor=actor).given()


def test_a_firm_releases_items_to_a_bank_which_looks_and_the_firm_sees_who(
    firm, bank, director, banker, lines
):
    make_firm_record(firm)
    until = today_in(firm.association) + timedelta(days=30)
    release = actions.release_data(
        firm, bank=bank, items=["identity", "turnover"], until_on=until, actor=director
    )
    assert Notice.objects.filter(user=banker).count() == 1

    contents = given_of(release, "identity", banker)
    assert firm.uscc in [line.value for line in contents.lines]
    assert given_of(release, "turnover", banker).lines[0].value == "3,200万元"
    looks = list(queries.looks_at(release))
    assert [(one.item, one.outcome, one.user) for one in looks] == [
        ("turnover", "shown", banker),
        ("identity", "shown", banker),
    ]
    assert lines()[-2:] == ["data.looked_at", "data.looked_at"]


def test_a_look_at_what_was_not_released_is_refused_and_recorded(firm, bank, banker):
    make_firm_record(firm)
    release = make_release(firm, bank, items=("identity",))

    assert code_of(lambda: given_of(release, "turnover", banker)) == "not_released"
    assert list(queries.looks_at(release).values_list("item", "outcome")) == [("turnover", "not_released")]


def test_a_look_after_the_end_is_refused_and_recorded(firm, bank, banker):
    release = make_release(firm, bank, until_on=today_in(firm.association) - timedelta(days=1))
    last_day = make_release(firm, bank, until_on=today_in(firm.association))

    assert code_of(lambda: given_of(release, "identity", banker)) == "ended"
    assert Look.objects.get(release=release).outcome == "ended"
    assert given_of(last_day, "identity", banker).lines


def test_after_a_revocation_nothing_is_given_although_the_page_is_still_open(
    firm, bank, director, banker, lines
):
    release = make_release(firm, bank)
    known_before = Release.objects.get(pk=release.pk)
    actions.revoke_release(release, actor=director)

    assert code_of(lambda: given_of(known_before, "identity", banker)) == "revoked"
    assert Look.objects.get(release=release).outcome == "revoked"
    assert code_of(lambda: actions.revoke_release(known_before, actor=director)) == "revoked_already"
    assert "release.revoked" in lines()
    assert Notice.objects.filter(user=banker, subject_zh__contains="撤销").count() == 1


def test_a_look_that_cannot_be_recorded_is_not_given(firm, bank, banker, monkeypatch):
    release = make_release(firm, bank)

    def broken(*_things, **_details):
        raise ConnectionError("the record cannot be written")

    monkeypatch.setattr(look, "record", broken)
    with pytest.raises(ConnectionError):
        actions.look_at_item(release, item="identity", actor=banker)
    assert not Look.objects.exists()


def test_only_people_whom_the_bank_named_look(firm, bank, director, other_banker, secretary, stranger):
    release = make_release(firm, bank)
    sits_for_it = make_own_user(make_organization(firm.association))
    seat = make_seat(make_body(firm.association), organization=bank)
    make_representation(seat, sits_for_it.people.get())

    for actor in (director, other_banker, secretary, stranger, sits_for_it):
        with pytest.raises(NotAllowedError) as refused:
            actions.look_at_item(release, item="identity", actor=actor)
        assert refused.value.code == "not_allowed"
    assert not Look.objects.exists()


def test_only_the_firms_own_people_release_and_keep(firm, bank, banker, secretary, stranger, director):
    until = today_in(firm.association) + timedelta(days=1)
    for actor in (banker, secretary, stranger):
        for act in (
            lambda actor=actor: actions.release_data(
                firm, bank=bank, items=["identity"], until_on=until, actor=actor
            ),
            lambda actor=actor: actions.keep_firm_record(
                firm, item="turnover", year=2024, amount=1, actor=actor
            ),
            lambda actor=actor: actions.revoke_release(make_release(firm, bank), actor=actor),
        ):
            assert code_of(act) == "not_allowed"
    row = actions.keep_firm_record(firm, item="turnover", year=2024, amount=1, actor=director)
    twice = {"item": "turnover", "year": 2024, "amount": 2, "actor": director}
    assert code_of(lambda: actions.keep_firm_record(firm, **twice)) == "year_known"
    assert code_of(lambda: actions.drop_firm_record(row, actor=secretary)) == "not_allowed"
    actions.drop_firm_record(row, actor=director)
    assert not FirmRecord.objects.exists()


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"days": -1}, "ends_in_past"),
        ({"days": 181}, "too_long"),
        ({"items": []}, "items_missing"),
        ({"items": ["secrets"]}, "items_missing"),
        ({"bank": "a firm"}, "no_bank"),
    ],
)
def test_a_release_that_cannot_be_is_refused(firm, bank, director, details, code):
    given = {"days": 180, "items": ["identity"], "bank": bank} | details
    if given["bank"] == "a firm":
        given["bank"] = make_organization(firm.association)
    until = today_in(firm.association) + timedelta(days=given.pop("days"))
    assert code_of(lambda: actions.release_data(firm, **given, until_on=until, actor=director)) == code


def test_the_association_sets_how_long_a_release_lasts(firm, bank, director, secretary):
    actions.set_funding_rules(firm.association, longest_days=10, actor=secretary)
    until = today_in(firm.association) + timedelta(days=11)
    asked = {"bank": bank, "items": ["identity"], "until_on": until, "actor": director}
    assert code_of(lambda: actions.release_data(firm, **asked)) == "too_long"
    again = {"longest_days": 20, "version": 0, "actor": secretary}
    assert code_of(lambda: actions.set_funding_rules(firm.association, **again)) == "changed_meanwhile"
    actions.set_funding_rules(firm.association, **again | {"version": 1})
    assert FundingRules.objects.get().longest_days == 20
    assert (
        code_of(
            lambda: actions.set_funding_rules(firm.association, longest_days=9, version=2, actor=director)
        )
        == "not_allowed"
    )


def test_every_item_says_what_the_association_and_the_firm_know(firm, bank, banker):
    member = make_member(firm.association, organization=firm)
    notice = make_notice(member=member)
    make_own_user(firm, name_zh="孙厂长", phone="0531-1")
    chain = Chain.objects.create(association=firm.association, name_zh="装备链")
    segment = Segment.objects.create(association=firm.association, chain=chain, name_zh="齿轮")
    Placement.objects.create(
        association=firm.association,
        segment=segment,
        organization=firm,
        state="confirmed",
        capacity=1200,
        unit="吨",
    )
    make_firm_record(firm)
    make_firm_record(firm, item="tax_files")
    release = make_release(firm, bank, items=tuple(DataItem.values))
    found = {item: given_of(release, item, banker) for item in DataItem.values}

    assert [row.file.name for row in found["tax_files"].files] == ["纳税证明.pdf"]
    assert found["credit_files"].is_empty
    assert member.number in [line.value for line in found["membership"].lines]
    assert [line.label for line in found["dues"].lines] == [str(notice.year)]
    assert "1200 吨" in found["chain"].lines[0].value
    assert "孙厂长" in [line.label for line in found["contacts"].lines]
    assert Look.objects.filter(outcome="shown").count() == len(DataItem.values)


SEEN = ("/", "/records/", "/releases/", "/cases/", "/needs/")


def test_what_is_not_released_is_seen_through_no_door(
    client, firm, bank, banker, secretary, stranger, director, other_banker
):
    make_firm_record(firm, note="机密备注")
    tax = make_firm_record(firm, item="tax_files", note="机密文件")
    release = make_release(firm, bank, items=("identity",))
    slug = firm.association.slug
    page, twin = f"/a/{slug}/funding", f"/api/v1/a/{slug}/funding"
    for user in (banker, secretary, other_banker):
        client.force_login(user)
        for path in SEEN:
            for url in (f"{page}{path}", f"{twin}{path.rstrip('/') or '/products'}"):
                answer = client.get(url)
                assert answer.status_code == 200, url
                text = text_of(answer)
                assert not any(word in text for word in ("机密", "纳税证明", "3,200万", "3200000000")), url
        assert "纳税证明" not in client.get(f"/a/{slug}/search/?q=纳税").content.decode()
        for way, end in ((page, "/"), (twin, "")):
            looked = client.post(f"{way}/releases/{release.pk}/tax_files/look{end}")
            file = client.post(f"{way}/releases/{release.pk}/tax_files/files/{tax.pk}{end}")
            expected = 403 if user in (banker, secretary) else 404
            assert (looked.status_code, file.status_code) == (expected, expected)
            assert "纳税证明" not in text_of(looked)
            assert client.post(f"{way}/records/{tax.pk}/drop{end}").status_code in (404, 405)
    assert Look.objects.count() == 4
    assert set(Look.objects.values_list("user", "outcome")) == {(banker.pk, "not_released")}
    client.force_login(director)
    assert "机密文件" in client.get(f"{page}/records/").content.decode()
    assert client.get(f"{twin}/records").json()["count"] == 2


@pytest.mark.parametrize("door", ["page", "api"])
def test_a_released_file_is_read_and_after_the_revocation_not_even_at_its_old_address(
    client, firm, bank, banker, director, door
):
    tax = make_firm_record(firm, item="tax_files")
    release = make_release(firm, bank, items=("tax_files",))
    start = (
        f"/a/{firm.association.slug}/funding"
        if door == "page"
        else f"/api/v1/a/{firm.association.slug}/funding"
    )
    end = "/" if door == "page" else ""
    client.force_login(banker)
    shown = client.post(f"{start}/releases/{release.pk}/tax_files/look{end}")
    assert "纳税证明.pdf" in (shown.content.decode() if door == "page" else shown.json()["files"][0]["name"])
    assert shown["Cache-Control"] == "no-store"
    address = f"{start}/releases/{release.pk}/tax_files/files/{tax.pk}{end}"
    answer = client.post(address)
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Cache-Control"] == "no-store"
    assert client.get(address).status_code == 405

    actions.revoke_release(release, actor=director)
    assert client.post(address).status_code == 403
    outcomes = Look.objects.order_by("at").values_list("outcome", "file__name")
    assert list(outcomes) == [("shown", None), ("shown", "纳税证明.pdf"), ("revoked", None)]


def test_the_secretariat_sees_that_a_release_exists_and_its_items_names_only(
    client, firm, bank, secretary, banker
):
    release = make_release(firm, bank, items=("identity", "turnover"))
    given_of(release, "identity", banker)
    client.force_login(secretary)
    slug = firm.association.slug
    page = client.get(f"/a/{slug}/funding/releases/{release.pk}/").content.decode()
    assert "营业收入" in page
    assert "钱经理" not in page
    twin = client.get(f"/api/v1/a/{slug}/funding/releases/{release.pk}").json()
    assert (twin["items"], twin["looks"]) == (["identity", "turnover"], [])
    assert client.get(f"/a/{slug}/funding/releases/{release.pk}/looks.xlsx").status_code == 404


@pytest.mark.parametrize("door", ["page", "api"])
def test_keeping_releasing_and_revoking_go_through_both_doors(client, firm, bank, director, stranger, door):
    slug, until = firm.association.slug, today_in(firm.association) + timedelta(days=20)
    start, end = (f"/a/{slug}/funding", "/") if door == "page" else (f"/api/v1/a/{slug}/funding", "")
    file = SimpleUploadedFile("税.pdf", PDF)
    kept = {"item": "tax_files", "year": 2025, "file": file}
    kept |= {"organization": firm.pk} if door == "page" else {"organization_id": str(firm.pk)}
    asked = {"items": ["identity"], "until_on": until.isoformat()}
    asked |= (
        {"organization": firm.pk, "bank": bank.pk}
        if door == "page"
        else {"organization_id": str(firm.pk), "bank_id": str(bank.pk)}
    )
    new = "/new/" if door == "page" else ""
    for user, done in ((stranger, False), (director, True)):
        client.force_login(user)
        file.seek(0)
        first = client.post(f"{start}/records{new}", kept)
        sent = {} if door == "page" else {"content_type": "application/json"}
        second = client.post(f"{start}/releases{new}", asked, **sent)
        for answer in (first, second):
            assert (answer.status_code in (302, 201)) is done, answer.content
    release, row = Release.objects.get(), FirmRecord.objects.get()
    for user, done in ((stranger, False), (director, True), (director, False)):
        client.force_login(user)
        answer = client.post(f"{start}/releases/{release.pk}/revoke{end}")
        assert (answer.status_code in (302, 200)) is done
    ask = client.post if door == "page" else client.delete
    assert ask(
        f"{start}/records/{row.pk}/{'drop/' if door == 'page' else ''}".rstrip("/") + end
    ).status_code in (302, 204)


@pytest.mark.django_db(transaction=True)
def test_of_looks_and_a_revocation_at_once_none_is_given_after_it():
    firm = make_organization()
    bank = make_bank(firm.association)
    director, banker = make_own_user(firm), make_own_user(bank)
    make_secretary(firm.association)
    release = make_release(firm, bank)
    barrier = Barrier(4)

    def look_now():
        barrier.wait()
        try:
            given_of(Release.objects.get(pk=release.pk), "identity", banker)
            return "shown"
        except RuleError as refusal:
            return refusal.code
        finally:
            connection.close()

    def revoke_now():
        barrier.wait()
        try:
            actions.revoke_release(Release.objects.get(pk=release.pk), actor=director)
            return "revoked it"
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = [
            one.result()
            for one in [pool.submit(look_now) for _number in range(3)] + [pool.submit(revoke_now)]
        ]
    assert set(answers) <= {"shown", "revoked", "revoked it"}
    release.refresh_from_db()
    shown = Look.objects.filter(outcome="shown")
    assert shown.count() == answers.count("shown")
    assert Look.objects.count() == 3
    assert list(Look.objects.order_by("pk").values_list("outcome", flat=True)) == sorted(
        Look.objects.values_list("outcome", flat=True), reverse=True
    )


def test_a_case_alone_releases_nothing(client, firm, bank, banker):
    make_firm_record(firm)
    case = make_case(make_funding_need(firm), make_product(bank), state="granted")
    client.force_login(banker)
    page = client.get(f"/a/{firm.association.slug}/funding/cases/{case.pk}/").content.decode()
    assert firm.name_zh in page
    assert firm.uscc not in page
