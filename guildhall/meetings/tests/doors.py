"""One way to ask for the same thing through a page and through the API."""

import json
from typing import Any

from django.test import Client

from guildhall.accounts.models import Association

DOORS = ["page", "api"]


class Doors:
    """Asks for the same thing through a page or through the API; answers with the status."""

    def __init__(self, client: Client, association: Association) -> None:
        self.client, self.association = client, association

    def act(self, door: str, page: str, api: str, data: dict[str, Any], *, method: str = "post") -> Any:
        root = f"/a/{self.association.slug}/" if door == "page" else f"/api/v1/a/{self.association.slug}/"
        if door == "page":
            return self.client.post(root + page, {"csrf": "sent by every form"} | data)
        ask = getattr(self.client, method)
        return ask(root + api, json.dumps(data), content_type="application/json")
