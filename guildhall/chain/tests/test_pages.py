"""Every page opens, for whoever keeps the chain, for a firm's own people and for the public, in both languages."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import etree

from guildhall.chain import actions
from guildhall.chain.tests.make import (
    make_association,
    make_chain,
    make_firm_user,
    make_flow,
    make_keeper,
    make_organization,
    make_placement,
    make_segment,
    make_supply,
)

pytestmark = pytest.mark.django_db


def test_a_chain_asks_the_same_for_more_firms_and_segments(association, keeper):
    """The chain, a segment of it and the own places, on the page and through the API."""
    client = Client()
    client.force_login(keeper)

    def asked(rows):
        chain = make_chain(association)
        firm = make_organization(association, about_zh="环节")
        keeper.people.update(organization=firm)
        flow = make_flow(make_segment(chain))
        for number in range(rows):
            flow = make_flow(make_segment(chain)) if number else flow
            make_placement(flow.source, firm)
            make_placement(flow.target, state="proposed")
            make_supply(association, flow=flow)
        keys = {"chain": chain.pk, "segment": flow.source_id, "own_places": None}
        found = {}
        for door in ("chain", "api-1"):
            for name, key in keys.items():
                address = reverse(f"{door}:{name}", args=[association.slug, *([key] if key else [])])
                client.get(address)
                with CaptureQueriesContext(connection) as questions:
                    assert client.get(address).status_code == 200
                found[door, name] = len(questions)
        return found

    of_one, of_three = asked(1), asked(3)

    assert of_one == of_three
    assert max(of_three.values()) < 15


@pytest.mark.parametrize(("reader", "language"), [("keeper", "zh-hans"), ("firm", "en")])
def test_every_page_opens(reader, language):
    association = make_association(is_public=True)
    keeper, firm = make_keeper(association), make_organization(association, about_zh="减速机、齿轮")
    chain = actions.draw_up_chain(association, starter_key="equipment", actor=keeper)
    actions.publish_chain(chain, actor=keeper)
    segment = chain.segments.get(name_zh="减速机与传动")
    placement = make_placement(segment, firm, state="proposed", capacity=5, unit="台")
    make_supply(association, supplier=firm, flow=chain.flows.first())
    user = keeper if reader == "keeper" else make_firm_user(firm)
    client = Client(headers={"accept-language": language})
    client.force_login(user)
    known = association.slug
    classification = segment.industry_class.classification
    flow = chain.flows.first()
    pages: dict[str, list[object]] = {
        name: [known] for name in ("chain_list", "own_places", "supply_list", "state_supply")
    }
    pages |= {
        name: [known] for name in ("organization_class_list", "classification_list", "check_classification")
    }
    pages |= {name: [known, chain.pk] for name in ("chain", "chain_picture", "change_chain", "remove_chain")}
    pages |= {name: [known, chain.pk] for name in ("add_segment", "add_flow", "place_organizations")}
    pages |= {name: [known, chain.pk] for name in ("export_placements", "import_placements")}
    pages |= {name: [known, segment.pk] for name in ("segment", "change_segment", "remove_segment")}
    pages |= {"propose_placement": [known, segment.pk], "draw_up_chain": [known]}
    pages |= {name: [known, flow.pk] for name in ("change_flow", "remove_flow")}
    pages |= {name: [known, placement.pk] for name in ("change_placement", "remove_placement")}
    pages |= {name: [known, classification.pk] for name in ("classification", "remove_classification")}
    pages |= {"confirm_class": [known, firm.pk]}
    found = {
        name: client.get(reverse(f"chain:{name}", args=keys)).status_code for name, keys in pages.items()
    }
    twins = {
        "chain_list": [known], "chain": [known, chain.pk], "segment": [known, segment.pk], "own_places": [known],
        "supply_list": [known], "organization_class_list": [known], "classification_list": [known],
        "classification": [known, classification.pk], "industry_class_list": [known],
        "public_chain_list": [known], "public_chain": [known, chain.pk],
    }  # fmt: skip
    found |= {
        f"api {name}": client.get(reverse(f"api-1:{name}", args=keys)).status_code
        for name, keys in twins.items()
    }
    stranger = Client(headers={"accept-language": language})
    for name, keys in {"chain_list": [known], "chain": [known, chain.pk]}.items():
        found[f"public {name}"] = stranger.get(reverse(f"public_chain:{name}", args=keys)).status_code

    # What other firms' profiles suggest is the keepers' to see.
    assert found == dict.fromkeys(found, 200) | ({} if reader == "keeper" else {"place_organizations": 403})


def test_a_firms_page_says_where_it_stands(association, keeper, firm):
    placement = make_placement(make_segment(make_chain(association)), firm, capacity=98765, unit="t")
    make_placement(make_segment(make_chain(association)), firm, state="proposed")
    client = Client(headers={"accept-language": "en"})
    client.force_login(keeper)

    page = client.get(reverse("registry:organization", args=[association.slug, firm.pk])).content.decode()

    assert page.count("/chains/segments/") == 1
    assert placement.segment.name_en in page
    assert "98765" not in page


def test_the_picture_is_a_file_of_its_own_whatever_things_are_called(association, keeper):
    flow = make_flow(make_segment(make_chain(association, name_zh='甲<乙>&"丙"')), goods_zh="<script>&")
    make_flow(flow.target, flow.target)
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(keeper)

    answer = client.get(reverse("chain:chain_picture", args=[association.slug, flow.chain_id]))
    drawn = etree.fromstring(answer.content, etree.XMLParser(resolve_entities=False))

    texts = [one.text for one in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert {"上游", "<script>&", flow.source.name_zh} <= set(texts)
    assert drawn.get("aria-label") == flow.chain.name_zh
    assert len(list(drawn.iter("{http://www.w3.org/2000/svg}rect"))) == 3, "the paper and two boxes"
