from guildhall.accounts.models import User
from guildhall.chain.starters import shipped_classification
from guildhall.chain.tests.make import (
    make_association,
    make_chain,
    make_class,
    make_classification,
    make_flow,
    make_keeper,
    make_organization,
    make_placement,
    make_segment,
    make_supply,
)

Looked = tuple[User, str, str]


def _at(viewer: User, slug: str, name: str, twin: str = "") -> Looked:
    return viewer, f"/a/{slug}/chains/{name}", f"/api/v1/a/{slug}/chains{twin}"


def chain_list(rows: int) -> Looked:
    association = make_association()
    for _number in range(rows):
        flow = make_flow(make_segment(make_chain(association)))
        make_placement(flow.source)
        make_placement(flow.target)
    return _at(make_keeper(association), association.slug, "")


def supply_list(rows: int) -> Looked:
    association = make_association()
    for _number in range(rows):
        make_supply(association, flow=make_flow(make_segment(make_chain(association))), state="proposed")
    return _at(make_keeper(association), association.slug, "supplies/", "/supplies")


def organization_class_list(rows: int) -> Looked:
    """Firms of which the profile is read for suggestions."""
    association = make_association()
    viewer, classification = make_keeper(association), make_classification(association)
    for _number in range(rows):
        one = make_class(classification, about_zh="减速机、齿轮")
        make_organization(association, about_zh=f"{one.name_zh}、减速机")
    return _at(viewer, association.slug, "classes/", "/classes")


def classification_list(rows: int) -> Looked:
    association = make_association()
    for _number in range(rows):
        make_class(make_classification(association, edition=shipped_classification().edition))
    return _at(make_keeper(association), association.slug, "classifications/", "/classifications")


def public_chain_list(rows: int) -> Looked:
    association = make_association(is_public=True)
    for _number in range(rows):
        make_segment(make_chain(association, is_public=True))
    slug = association.slug
    return make_keeper(association), f"/p/{slug}/chains/", f"/api/v1/p/{slug}/chains"


LISTS = [chain_list, supply_list, organization_class_list, classification_list, public_chain_list]
