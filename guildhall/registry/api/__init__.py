"""The registry's endpoints: ``router`` below ``a/{slug}/``, ``outside`` for what belongs to no association yet."""

from ninja import Router

from guildhall.registry.api import association, body, charter, organization, person, post

routers: list[Router] = [
    association.router,
    body.router,
    post.router,
    organization.router,
    person.router,
    charter.router,
    association.outside,
    person.outside,
]
