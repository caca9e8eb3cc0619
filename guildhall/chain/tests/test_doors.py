"""Every act by its page and by its endpoint gives the same answer; everybody reads what is public, and no more."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from guildhall.chain.models import Chain, Classification, Flow, OrganizationClass, Placement, Segment, Supply
from guildhall.chain.tests.make import (
    make_chain,
    make_class,
    make_classification,
    make_firm_user,
    make_flow,
    make_organization,
    make_placement,
    make_segment,
)
from guildhall.members.tests.make import make_member

pytestmark = pytest.mark.django_db
# A page that refuses shows its form again, or where it has none the error page.
SAID = {302: "done", 201: "done", 204: "done", 200: "done", 403: "not allowed", 404: "not found"}
SAID |= {409: "refused", 422: "refused"}
METHODS = {"change": "patch", "remove": "delete", "drop": "delete"}


class Door:
    """A page's form or an endpoint: ``do`` sends and says whether it was done, ``refused`` or not allowed."""

    def __init__(self, kind, user, association):
        self.kind, self.slug = kind, association.slug
        self.client = Client()
        self.client.force_login(user)

    def do(self, name, *keys, file=b"", **data):
        sent = {"file": SimpleUploadedFile("表.csv", file)} if file else {}
        if self.kind == "page":
            given = {key.removesuffix("_id"): value for key, value in data.items()}
            status = self.client.post(
                reverse(f"chain:{name}", args=[self.slug, *keys]), given | sent
            ).status_code
            return "refused" if status == 200 else SAID.get(status)
        path = reverse(f"api-1:{name}", args=[self.slug, *keys])
        if file:
            return SAID.get(self.client.post(path, data | sent).status_code)
        method = "put" if name == "confirm_class" else METHODS.get(name.partition("_")[0], "post")
        return SAID.get(getattr(self.client, method)(path, json.dumps(data), "application/json").status_code)


@pytest.fixture(params=["page", "api"])
def door(request, association):
    return lambda user: Door(request.param, user, association)


def test_a_chain_from_drawing_up_to_removal(door, keeper, stranger):
    keepers, others = door(keeper), door(stranger)
    assert others.do("draw_up_chain", name_zh="链") == "not allowed"
    assert keepers.do("draw_up_chain", name_zh="链") == "done"
    chain = Chain.objects.get()
    assert keepers.do("change_chain", chain.pk, name_zh="新链", is_active=True, version=1) == "done"
    assert keepers.do("change_chain", chain.pk, name_zh="旧链", is_active=True, version=1) == "refused"
    assert keepers.do("publish_chain", chain.pk) == "done"
    assert keepers.do("publish_chain", chain.pk) == "refused"
    assert keepers.do("withdraw_chain", chain.pk) == "done"
    assert keepers.do("add_segment", chain.pk, stage="upstream", name_zh="甲") == "done"
    assert keepers.do("add_segment", chain.pk, stage="upstream") == "refused"
    segment = Segment.objects.get()
    assert keepers.do("change_segment", segment.pk, stage="upstream", name_zh="乙", version=1) == "done"
    ends = {"source_id": str(segment.pk), "target_id": str(segment.pk)}
    assert keepers.do("add_flow", chain.pk, **ends, goods_zh="料") == "done"
    assert keepers.do("add_flow", chain.pk, **ends, goods_zh="料") == "refused"
    flow = Flow.objects.get()
    assert keepers.do("change_flow", flow.pk, goods_zh="返回料", version=1) == "done"
    assert others.do("remove_flow", flow.pk) == "not allowed"
    assert keepers.do("remove_flow", flow.pk) == "done"
    assert keepers.do("remove_segment", segment.pk) == "done"
    assert keepers.do("remove_chain", chain.pk) == "done"
    assert not Chain.objects.exists()


def test_a_firms_place_and_supplies(door, association, firm, firms_own, stranger, keeper):
    segment = make_segment(make_chain(association))
    own, others, keepers = door(firms_own), door(stranger), door(keeper)
    given = {"organization_id": str(firm.pk), "role": "serves", "capacity": "5", "unit": "台"}
    assert others.do("propose_placement", segment.pk, **given) in ("not allowed", "refused")
    assert own.do("propose_placement", segment.pk, **given) == "done"
    placement = Placement.objects.get()
    assert others.do("confirm_placement", placement.pk) == "not found"
    assert keepers.do("confirm_placement", placement.pk) == "done"
    assert own.do("change_placement", placement.pk, capacity="7", unit="台", version=2) == "done"
    assert own.do("change_placement", placement.pk, capacity="8", unit="台", version=2) == "refused"
    customer = make_organization(association)
    stated = {"supplier_id": str(firm.pk), "customer_id": str(customer.pk), "goods_zh": "减速机"}
    assert own.do("state_supply", **stated) == "done"
    supply = Supply.objects.get()
    assert others.do("confirm_supply", supply.pk) == "not found"
    assert own.do("confirm_supply", supply.pk) == "not allowed"
    assert door(make_firm_user(customer)).do("confirm_supply", supply.pk) == "done"
    assert own.do("end_supply", supply.pk) == "done"
    assert own.do("remove_placement", placement.pk) == "done"


def test_many_places_at_once(door, association, firm, keeper, stranger):
    segment = make_segment(make_chain(association), name_zh="减速机")
    keepers = door(keeper)
    if keepers.kind == "page":
        given: dict[str, object] = {
            f"place-{firm.pk}": str(segment.pk),
            "place-nobody": "nothing",
            f"place-{segment.pk}": "x",
        }
    else:
        given = {"places": [{"segment_id": str(segment.pk), "organization_id": str(firm.pk)}]}
    assert door(stranger).do("place_organizations", segment.chain_id, **given) == "not allowed"
    assert keepers.do("place_organizations", segment.chain_id, **given) == "done"
    table = f"环节,单位名称,作用\n减速机,{firm.name_zh},需求\n".encode()
    assert keepers.do("import_placements", segment.chain_id, file=table) == "done"
    assert (
        keepers.do("import_placements", segment.chain_id, file="环节,单位名称\n无,无\n".encode()) == "refused"
    )
    assert set(Placement.objects.values_list("role", "state")) == {
        ("serves", "confirmed"),
        ("needs", "confirmed"),
    }


def test_classifications_and_classes(door, association, firm, keeper, stranger):
    keepers, others = door(keeper), door(stranger)
    assert keepers.do("adopt_classification") == "done"
    assert keepers.do("adopt_classification") == "refused"
    assert others.do("check_classification", file="代码,名称\nC,制造业\n".encode()) == "not allowed"
    assert keepers.do("check_classification", file="代码,名称\nC,制造业\n".encode()) == "done"
    file = keeper_file(keeper)
    keys = [file.pk] if keepers.kind == "page" else []
    named = {"name_zh": "国标"} | ({} if keys else {"file_id": str(file.pk)})
    assert keepers.do("import_classification", *keys, **named) == "done"
    made = Classification.objects.get(name_zh="国标")
    one = str(made.classes.get().pk)
    assert others.do("confirm_class", firm.pk, industry_class_id=one) == "not allowed"
    assert keepers.do("confirm_class", firm.pk, industry_class_id=one) == "done"
    assert keepers.do("remove_classification", made.pk) == "refused"
    assert keepers.do("drop_class", firm.pk) == "done"
    chosen: dict[str, object] = {f"class-{firm.pk}": one}
    if keepers.kind == "api":
        chosen = {"chosen": [{"organization_id": str(firm.pk), "industry_class_id": one}]}
    assert keepers.do("confirm_classes", **chosen) == "done"
    assert OrganizationClass.objects.get().organization == firm
    assert keepers.do("drop_class", firm.pk) == "done"
    assert keepers.do("remove_classification", made.pk) == "done"


def keeper_file(keeper):
    from guildhall.documents.models import File

    return File.objects.filter(uploaded_by=keeper).latest("id")


def test_another_associations_chain_is_not_to_be_found(door, keeper):
    flow = make_flow()
    for name, key in (
        ("remove_chain", flow.chain_id),
        ("remove_segment", flow.source_id),
        ("remove_flow", flow.pk),
    ):
        assert door(keeper).do(name, key) == "not found"
    assert door(keeper).do("remove_classification", make_class().classification_id) == "not found"


def test_everybody_reads_what_is_public_and_no_figures(association, firm, client):
    chain = make_chain(association, is_public=True)
    segment = make_segment(chain)
    make_member(association, organization=firm)
    make_placement(segment, firm, capacity=98765, unit="台")
    secret = make_placement(segment, make_organization(association, name_zh="未入会企业"))
    make_placement(segment, make_organization(association, name_zh="需求企业"), role="needs")
    slug = association.slug
    for door in (
        reverse("public_chain:chain", args=[slug, chain.pk]),
        reverse("api-1:public_chain", args=[slug, chain.pk]),
    ):
        answer = client.get(door, headers={"accept-language": "zh-hans"})
        is_page = answer["Content-Type"].startswith("text/html")
        text = answer.content.decode() if is_page else json.dumps(answer.json(), ensure_ascii=False)
        assert firm.name_zh in text
        assert not any(
            word in text for word in ("98765", "HHI", "断点", secret.organization.name_zh, "需求企业")
        )
    Chain.objects.update(is_public=False)
    hidden = [
        reverse("public_chain:chain", args=[slug, chain.pk]),
        reverse("api-1:public_chain", args=[slug, chain.pk]),
    ]
    assert [client.get(door).status_code for door in hidden] == [404, 404]
    assert client.get(reverse("chain:chain", args=[slug, chain.pk])).status_code == 302
    Chain.objects.update(is_public=True)
    type(association).objects.update(is_public=False)
    assert [client.get(door).status_code for door in hidden] == [404, 404]


def test_guests_see_no_chain(association):
    chain = make_chain(association)
    guest = make_firm_user(make_organization(association, kind="government"))
    guest.people.update(is_guest=True)
    client = Client()
    client.force_login(guest)
    slug = association.slug
    pages = [reverse("chain:chain_list", args=[slug]), reverse("chain:chain", args=[slug, chain.pk])]
    pages += [reverse("chain:own_places", args=[slug]), reverse("api-1:chain", args=[slug, chain.pk])]

    assert [client.get(page).status_code for page in pages] == [404] * 4
    assert client.get(reverse("api-1:chain_list", args=[slug])).status_code == 403


def test_what_a_record_shows_is_not_changed(door, association, keeper):
    segment = make_segment(make_chain(association))
    make_classification(association)
    type(association).objects.update(is_record=True, source="某报告")
    keepers = door(keeper)
    assert keepers.do("remove_segment", segment.pk) == "refused"
    assert keepers.do("draw_up_chain", name_zh="链") == "refused"
