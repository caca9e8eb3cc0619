"""Ways into a meeting for tests: who signs in, and a page or the API."""

from guildhall.accounts.powers import Power
from guildhall.meetings.tests.make import make_user_with_powers

EVERYTHING = (Power.CONVENE, Power.READ, Power.DECIDE, Power.PUBLISH)


def sign_in(client, meeting, *powers):
    user = make_user_with_powers(meeting.association, *(powers or EVERYTHING))
    client.force_login(user)
    return user


def page(meeting, rest):
    return f"/a/{meeting.association.slug}/meetings/{meeting.pk}/{rest}"


def api(meeting, rest):
    return f"/api/v1/a/{meeting.association.slug}/meetings/{meeting.pk}/{rest}"


class Door:
    """One way in: a form of a page, or JSON to the API."""

    def __init__(self, kind, client):
        self.kind, self.client = kind, client

    def send(self, meeting, on_page, at_api, data=None, method="post"):
        if self.kind == "page":
            given = {name: value for name, value in (data or {}).items() if value is not None}
            return self.client.post(page(meeting, on_page), given)
        return getattr(self.client, method)(api(meeting, at_api), data or {}, content_type="application/json")
