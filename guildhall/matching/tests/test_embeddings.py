"""A model of meaning behind a local server: it reorders, says so, and is not missed when it fails."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from guildhall.matching import embeddings
from guildhall.matching.embeddings import EmbeddingService
from guildhall.matching.fusion import added_by_meaning
from guildhall.matching.matcher import Matcher
from guildhall.matching.tests.make import make_matcher

pytestmark = pytest.mark.once

OFFERS = {"a": "热镀锌加工", "b": "热镀锌加工厂房", "c": "机器人"}


class Service(BaseHTTPRequestHandler):
    """Says that texts with 厂房 mean the same as any need."""

    answer = "good"
    asked: list[tuple[str, str, list[str]]] = []

    def do_POST(self):
        texts = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["input"]
        self.asked.append((self.path, self.headers.get("Authorization"), texts))
        alike = [place == 0 or "厂房" in text for place, text in enumerate(texts)]
        data = [{"index": n, "embedding": [1.0, 0.0] if one else [0.6, 0.8]} for n, one in enumerate(alike)]
        body = {"good": json.dumps({"data": data[::-1]}), "short": '{"data": []}', "no JSON": "<html>"}[
            self.answer
        ]
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *words):
        pass


@pytest.fixture
def service(monkeypatch):
    monkeypatch.setattr(Service, "asked", [])
    monkeypatch.setattr(embeddings, "SECONDS", 60)
    with HTTPServer(("127.0.0.1", 0), Service) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/v1"
        server.shutdown()
        thread.join()


def test_meaning_lifts_an_offer_and_is_one_of_its_reasons(tmp_path, service):
    words = make_matcher(tmp_path, OFFERS)
    both = Matcher(words.view, meaning=EmbeddingService(service, "bge", "key"))

    assert [match.id for match in words.match("热镀锌")] == ["a", "b"]
    first, second = both.match("热镀锌")
    assert (first.id, second.id) == ("b", "a")
    [reason] = [reason for reason in first.reasons if reason.kind == "meaning"]
    assert reason.term == "bge"
    assert "意思相近" in reason.sentence.zh
    assert first.score == pytest.approx(sum(reason.weight for reason in first.reasons))
    assert "meaning" not in {reason.kind for reason in second.reasons}
    assert Service.asked[0][:2] == ("/v1/embeddings", "Bearer key")


@pytest.mark.parametrize("answer", ["short", "no JSON"])
def test_matching_goes_on_where_the_service_answers_something_else(tmp_path, service, monkeypatch, answer):
    monkeypatch.setattr(Service, "answer", answer)
    words = make_matcher(tmp_path, OFFERS)

    assert Matcher(words.view, meaning=EmbeddingService(service, "bge")).match("热镀锌") == words.match(
        "热镀锌"
    )


def test_matching_goes_on_where_there_is_no_service(tmp_path):
    words = make_matcher(tmp_path, OFFERS)
    nobody = EmbeddingService("http://127.0.0.1:9", "bge")

    assert Matcher(words.view, meaning=nobody).match("热镀锌") == words.match("热镀锌")


def test_only_web_addresses_are_asked():
    with pytest.raises(ValueError, match="http"):
        EmbeddingService("file:///etc/passwd", "bge")


@pytest.mark.parametrize(
    ("similar", "added"),
    [
        ({"a": 0.8, "b": 0.9}, {"a": 0.0, "b": 3.0}),
        ({"a": 0.8, "b": 0.8}, {}),
        ({"b": 0.9}, {}),
        ({}, {}),
        ({"a": 0.7, "b": 0.9, "z": 9.0}, {"a": 0.0, "b": 3.0}),
    ],
)
def test_what_counts_is_the_place_between_the_least_and_the_most_similar(similar, added):
    assert added_by_meaning({"a": 10.0, "b": 9.0}, similar) == pytest.approx(added)
