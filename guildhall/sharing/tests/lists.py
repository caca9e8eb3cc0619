from datetime import timedelta

from guildhall.accounts.models import User
from guildhall.sharing.tests.make import (
    make_association,
    make_booking,
    make_resource,
    make_secretary,
    monday_at,
)

Looked = tuple[User, str, str]


def resource_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_secretary(association)
    for _number in range(rows):
        make_resource(association)
    return viewer, f"/a/{association.slug}/resources/", f"/api/v1/a/{association.slug}/resources"


def booking_list(rows: int) -> Looked:
    association = make_association()
    viewer = make_secretary(association)
    resource = make_resource(association)
    for number in range(rows):
        make_booking(resource, starts_at=monday_at(9) + timedelta(days=7 * number))
    end = "?side=kept"
    return (
        viewer,
        f"/a/{association.slug}/resources/bookings/{end}",
        f"/api/v1/a/{association.slug}/resources/bookings{end}",
    )


LISTS = [resource_list, booking_list]
