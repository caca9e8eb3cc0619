"""The two ways in: the page and the API."""


class Door:
    def __init__(self, kind, client):
        self.kind, self.client = kind, client

    def act(self, association, path, data, *, user, method="post"):
        """Whether it was done."""
        self.client.force_login(user)
        if self.kind == "page":
            return self.client.post(f"/a/{association.slug}/{path}/", data).status_code == 302
        call = getattr(self.client, method)
        answer = call(f"/api/v1/a/{association.slug}/{path}", data, content_type="application/json")
        return answer.status_code in (200, 201)

    def upload(self, association, path, data, *, user):
        self.client.force_login(user)
        if self.kind == "page":
            return self.client.post(f"/a/{association.slug}/{path}/", data).status_code == 302
        return self.client.post(f"/api/v1/a/{association.slug}/{path}", data).status_code == 200
