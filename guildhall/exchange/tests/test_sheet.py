import json
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from guildhall.accounts.powers import Power
from guildhall.chain.tests.make import make_chain, make_segment
from guildhall.exchange import queries
from guildhall.exchange.models import Listing
from guildhall.exchange.tests.make import make_listing, make_own_person
from guildhall.registry.tests.make import make_association, make_organization, make_user_with_powers

pytestmark = pytest.mark.django_db


@pytest.fixture
def association():
    return make_association()


@pytest.fixture
def officer(association):
    return make_user_with_powers(association, Power.MANAGE)


def test_the_own_export_reads_back_and_nothing_is_doubled(client, association, officer):
    firm = make_organization(association)
    segment = make_segment(make_chain(association))
    details = {
        "title_en": "=1+1",
        "quantity": 12,
        "unit": "台",
        "text_zh": "第一行\n第二行",
        "segment": segment,
    }
    one = make_listing(organization=firm, certificates="ISO 9001\nCE", visibility="public", **details)
    client.force_login(officer)
    for language in ("zh-hans", "en"):
        workbook = client.get(
            reverse("exchange:export_listings", args=[association.slug]),
            headers={"accept-language": language},
        )
        [line] = queries.checked(association, queries.read_file("a.xlsx", workbook.content), viewer=officer)
        assert (line.is_known, line.problems) == (True, ())
        details = line.details
        for name in (
            "side",
            "kind",
            "title_en",
            "text_zh",
            "quantity",
            "until_on",
            "certificates",
            "visibility",
        ):
            assert details[name] == getattr(one, name), name
        assert (details["organization"], details["segment"]) == (firm, segment)


def test_every_wrong_row_is_shown_with_why_and_all_or_nothing_is_stored(client, association, officer):
    firm = make_organization(association)
    lines = [
        "供需清单,,,,,",
        "供给或需求,类型,所属单位,标题,数量,有效期至",
        f"需求,产品,{firm.name_zh},求购减速机,１２００,2030-01-01",
        "什么,产品,,求购电机,,",
        "供给,产品,没有这家公司,电机,,",
        "供给,产品,,电机,许多,2030-02-30",
        "供给,产品,,电,,",
    ]
    client.force_login(officer)
    page = reverse("exchange:import_listings", args=[association.slug])
    sent = client.post(page, {"file": SimpleUploadedFile("a.csv", "\n".join(lines).encode())})
    found = sent.context["lines"]
    assert [len(line.problems) for line in found] == [0, 1, 1, 2, 1]
    assert "没有这家公司" in sent.content.decode()

    rows = json.loads(sent.context["rows"])
    client.post(page, {"rows": json.dumps(rows)})
    assert not Listing.objects.exists()
    client.post(page, {"rows": json.dumps(rows[:1])})
    draft = Listing.objects.get()
    assert (draft.state, draft.organization, draft.quantity, str(draft.until_on)) == (
        "draft",
        firm,
        Decimal(1200),
        "2030-01-01",
    )


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 broken", "只有,文字\n没有,标题栏".encode(), b"\xff\xfe\x00"]
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(client, association, officer, content):
    client.force_login(officer)
    page = reverse("exchange:import_listings", args=[association.slug])
    answer = client.post(page, {"file": SimpleUploadedFile("a.xlsx", content)})

    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_members_import_for_their_own_firm_only_and_the_api_says_the_same(client, association):
    firm, other = make_organization(association), make_organization(association)
    client.force_login(make_own_person(firm))
    api = f"/api/v1/a/{association.slug}/listings/import"
    rows = [{"side": "offer", "title_zh": "电机", "organization": one.name_zh} for one in (firm, other)]

    checked = client.post(api, {"rows": rows, "only_check": True}, content_type="application/json").json()
    assert [bool(line["problems"]) for line in checked] == [False, True]
    refused = client.post(api, {"rows": rows}, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (422, "rows_wrong")
    assert client.post(api, {"rows": rows[:1]}, content_type="application/json").status_code == 201
    assert Listing.objects.count() == 1
