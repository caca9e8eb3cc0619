"""The secretariat's queue: returned, reviewed, refused, approved."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.jobs.models import Job
from guildhall.members import actions, queries
from guildhall.members.models import Application, Member
from guildhall.members.tests.make import (
    make_application,
    make_application_form,
    make_association,
    make_body,
    make_member,
    make_organization,
    make_person,
    make_tier,
    make_user,
    make_user_with_powers,
)
from guildhall.registry.models import Organization, Person

pytestmark = pytest.mark.django_db
USCC = "91370300MA3C00001U"
DAY = date(2025, 6, 15)


@pytest.fixture
def association():
    return make_association(is_public=True)


@pytest.fixture
def keeper(association):
    return make_user_with_powers(association, Power.MANAGE)


@pytest.fixture
def decision(association):
    return {"on": DAY, "body": make_body(association), "resolution": "2025-8"}


def reviewed(association, **details: Any) -> Application:
    return make_application(association, state="reviewed", **details)


def mailed() -> list[str]:
    return [job.arguments["event"] for job in Job.objects.filter(task="members.mail_applicant")]


def test_an_application_goes_back_with_what_is_missing(association, keeper):
    application = make_application(association, complete=False)

    actions.return_application(application, note="请补营业执照", actor=keeper)

    assert (application.state, application.note) == ("returned", "请补营业执照")
    assert mailed() == ["returned"]
    assert AuditEntry.objects.last().action == "application.returned"


def test_the_form_for_returning_begins_with_what_is_missing(client, association, keeper):
    application = make_application(association, complete=False)
    client.force_login(keeper)

    page = client.get(reverse("members:return_application", args=[association.slug, application.pk]))

    assert page.context["form"]["note"].value() == "营业执照副本（扫描件或照片）"


def test_what_is_incomplete_is_not_reviewed(association, keeper):
    application = make_application(association, complete=False)

    with pytest.raises(RuleError) as refusal:
        actions.review_application(application, actor=keeper)

    assert refusal.value.code == "incomplete"
    assert refusal.value.details["missing"] == ["licence"]


def test_a_form_that_changes_asks_nothing_more_of_those_under_way(association, keeper):
    application = make_application(association)
    asked = [*application.form.questions, {"key": "tax", "kind": "file", "label_en": "Tax", "required": True}]

    actions.change_application_form(application.form, version=1, questions=asked, actor=keeper)

    assert queries.missing_in(application) == []
    assert actions.review_application(application, actor=keeper).state == "reviewed"


@pytest.mark.parametrize("state", ["returned", "approved", "refused", "withdrawn"])
def test_only_what_was_submitted_is_reviewed(association, keeper, state):
    member = make_member(association) if state == "approved" else None
    application = make_application(association, state=state, member=member, resolution="1")

    with pytest.raises(RuleError) as refusal:
        actions.review_application(application, actor=keeper)

    assert refusal.value.code == "not_in_place"


def test_a_refusal_says_why(association, keeper):
    application = reviewed(association)
    with pytest.raises(InvalidError):
        actions.refuse_application(application, reason=" ", actor=keeper)

    actions.refuse_application(application, reason="不属本行业", actor=keeper)

    assert (application.state, application.note) == ("refused", "不属本行业")
    assert mailed() == ["refused"]


def test_by_resolution_a_new_firm_becomes_a_member_with_its_contact(association, keeper, decision):
    application = reviewed(association, name_zh="精工泵业有限公司", name_en="", uscc=USCC, region="山东")

    member = actions.approve_application(application, actor=keeper, **decision)

    firm, person = Organization.objects.get(), Person.objects.exclude(user=keeper).get()
    assert (firm.name_zh, firm.uscc, firm.region) == ("精工泵业有限公司", USCC, "山东")
    assert (person.name_zh, person.organization, person.email) == (
        "李明",
        firm,
        application.contact_email,
    )
    assert (member.organization, member.joined_on) == (firm, DAY)
    assert (application.state, application.member, application.resolution) == ("approved", member, "2025-8")
    assert mailed() == ["approved"]
    assert AuditEntry.objects.last().action == "application.approved"


@pytest.mark.parametrize(
    "known", [{"uscc": USCC, "name_zh": "旧名公司"}, {"uscc": "", "name_zh": "精工泵业股份有限公司"}]
)
def test_a_firm_that_the_registry_knows_is_not_entered_again(association, keeper, decision, known):
    firm = make_organization(association, **known, name_en="")
    person = make_person(association, organization=firm, name_zh="李明")
    application = reviewed(association, name_zh="精工泵业有限公司", name_en="", uscc=USCC, region="山东")

    member = actions.approve_application(application, actor=keeper, **decision)

    firm.refresh_from_db()
    assert member.organization == firm
    assert (firm.uscc, firm.region, firm.name_zh) == (USCC, "山东", known["name_zh"])
    assert list(firm.people.all()) == [person]


def test_a_namesake_with_another_credit_code_is_not_taken_for_the_applicant(association, keeper, decision):
    make_organization(association, name_zh="精工泵业有限公司", uscc="91370300MA3C00002R")
    application = reviewed(association, name_zh="精工泵业有限公司", uscc=USCC)

    with pytest.raises(RuleError) as refusal:
        actions.approve_application(application, actor=keeper, **decision)

    assert refusal.value.code == "name_known"
    assert not Member.objects.exists()


def test_a_person_becomes_a_member_in_person(association, keeper, decision):
    form = make_application_form(association, kind="individual")
    application = reviewed_individual = make_application(
        form, state="reviewed", complete=False, name_zh="赵敏", name_en="", answers={}
    )

    member = actions.approve_application(reviewed_individual, actor=keeper, **decision)

    assert member.person.name_zh == "赵敏"
    assert member.person.email == application.contact_email
    assert not Organization.objects.exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"resolution": " "}, "resolution_missing"),
        ({"on": timezone.localdate() + timedelta(days=2)}, "decided_in_future"),
    ],
)
def test_nobody_becomes_a_member_without_a_resolution_that_was_passed(
    association, keeper, decision, change, code
):
    with pytest.raises(InvalidError) as refusal:
        actions.approve_application(reviewed(association), actor=keeper, **decision | change)

    assert refusal.value.code == code
    assert not Member.objects.exists()


def test_who_is_not_reviewed_is_not_approved(association, keeper, decision):
    with pytest.raises(RuleError) as refusal:
        actions.approve_application(make_application(association), actor=keeper, **decision)

    assert refusal.value.code == "not_in_place"


def test_who_chose_no_tier_gets_the_one_that_is_said(association, keeper, decision):
    tier = make_tier(association)
    with pytest.raises(InvalidError):
        actions.approve_application(reviewed(association, tier=None), actor=keeper, **decision)

    member = actions.approve_application(
        reviewed(association, tier=None), actor=keeper, **decision, tier=tier
    )

    assert member.tier_terms.get().tier == tier


def test_several_are_taken_by_one_resolution_or_none(association, keeper, decision):
    good, bad = reviewed(association), reviewed(association, tier=None)
    with pytest.raises(InvalidError):
        actions.approve_applications(association, [good, bad], actor=keeper, **decision)
    assert not Member.objects.exists()
    assert Application.objects.filter(state="reviewed").count() == 2

    members = actions.approve_applications(
        association, [good, bad], actor=keeper, **decision, tier=make_tier(association)
    )

    assert len(members) == len({member.number for member in members}) == 2


def test_only_who_keeps_members_decides(association, decision):
    reader = make_user_with_powers(association, Power.READ)

    with pytest.raises(NotAllowedError):
        actions.approve_application(reviewed(association), actor=reader, **decision)


def test_firms_like_the_applicant_are_shown_with_the_reason(association):
    same = make_organization(association, name_zh="旧名公司", uscc=USCC)
    named = make_organization(association, name_zh="淄博精工泵业股份公司")
    member = make_member(association, organization=make_organization(association, name_zh="精工泵业"))
    make_organization(association)
    make_organization(name_zh="淄博精工泵业有限公司")

    found = queries.possible_duplicates(
        make_application(association, name_zh="淄博精工泵业有限公司", name_en="", uscc=USCC)
    )

    assert {one.organization for one in found} == {same, named, member.organization}
    assert [one.organization for one in found if not one.is_same] == [member.organization]
    assert [one.member for one in found if one.member] == [member]


def test_another_application_of_the_same_firm_is_shown(association):
    one, other = (make_application(association, uscc=USCC) for _ in range(2))
    make_application(association, uscc=USCC, state="withdrawn")

    assert list(queries.other_applications(one)) == [other]


def test_the_list_for_the_council_is_a_text_and_a_workbook(client, association, keeper, tmp_path):
    application = reviewed(association, name_zh="精工泵业有限公司", uscc=USCC)
    make_application(association)
    client.force_login(keeper)
    url = reverse("members:council", args=[association.slug])

    page, sheet = client.get(url), client.get(url + "?sheet")
    (tmp_path / "list.xlsx").write_bytes(sheet.content)
    rows = list(load_workbook(tmp_path / "list.xlsx").active.values)

    assert page.context["text"].splitlines()[1:] == [
        f"1. 精工泵业有限公司（{USCC}；{application.tier.name}）"
    ]
    assert [row[1] for row in rows[1:]] == ["精工泵业有限公司"]


def test_the_preview_says_what_would_happen_and_changes_nothing(client, association, keeper, decision):
    new, known = reviewed(association), reviewed(association)
    make_organization(association, name_zh=known.name_zh)
    client.force_login(keeper)
    url = reverse("members:approve_applications", args=[association.slug])
    given = {"applications": [new.pk, known.pk], "body": decision["body"].pk, "on": DAY, "resolution": "8"}

    preview = client.post(url, given)
    assert len(preview.context["preview"]) == 2
    assert not Member.objects.exists()
    stamp = {"confirmed": preview.context["form"].stamp}
    changed = client.post(url, given | {"applications": [new.pk]} | stamp)
    assert len(changed.context["preview"]) == 1
    assert not Member.objects.exists(), "what was not shown is not confirmed"
    confirmed = client.post(url, given | stamp)

    assert confirmed.status_code == 302
    assert Member.objects.count() == 2


@pytest.mark.parametrize("door", ["members", "api-1"])
def test_who_reads_only_the_registry_sees_no_applications(client, association, door):
    make_application(association)
    client.force_login(make_user_with_powers(association))

    response = client.get(reverse(f"{door}:application_list", args=[association.slug]))

    assert response.status_code == 404 or response.json()["items"] == []


@pytest.mark.parametrize("door", ["members", "api-1"])
def test_strangers_find_nothing(client, association, door):
    application = make_application(association)
    client.force_login(make_user())

    url = reverse(f"{door}:application", args=[association.slug, application.pk])

    assert client.get(url).status_code == 404
