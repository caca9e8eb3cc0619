"""With full read access to everything the server keeps, nobody links a voter to a ballot (docs/voting.md)."""

import json
import logging
import random
import secrets
from functools import partial
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client

from guildhall.accounts.models import IdempotentAnswer
from guildhall.meetings.tests.make_session import make_clerk
from guildhall.votes import actions
from guildhall.votes.actions import closing
from guildhall.votes.models import BoxBallot
from guildhall.votes.tests.make import make_assembled, make_vote
from guildhall.votes.tests.secrecy import (
    BALLOTS,
    VOTERS,
    bytes_of_database,
    every_table,
    frames,
    links,
    log_of_sqlite,
    rows_of,
)

pytestmark = pytest.mark.django_db(transaction=True)
SIZE = 24
CAST = {"votes_rollentry", "votes_envelope"}


class Ballots:
    """A secret vote of 24, cast through the API in an order that the attacker knows."""

    def __init__(self):
        with transaction.atomic():
            self.vote = make_vote(make_assembled(in_room=SIZE // 2, online=SIZE // 2), is_secret=True)
        self.entries = list(self.vote.roll.select_related("voter__user"))
        random.shuffle(self.entries)
        self.truth = {}

    def cast(self, entry):
        client = Client(headers={"Idempotency-Key": secrets.token_hex(8)})
        client.force_login(entry.voter.user)
        address = f"/api/v1/a/{self.vote.association.slug}/votes/{self.vote.pk}/ballot"
        data = {"marks": secrets.choice(("for", "against", "abstain"))}
        send = partial(client.post, address, data, content_type="application/json")
        return send, lambda answer: self.truth.update({entry.pk.hex: answer.json()["phrases"][0]})

    def cast_all(self):
        for entry in self.entries:
            send, note = self.cast(entry)
            note(send())
        return self

    def close(self):
        clerk = make_clerk(self.vote.meeting)
        actions.close_vote(self.vote, actor=clerk)
        actions.declare_result(self.vote, actor=clerk)
        return self

    @property
    def phrases(self):
        return list(self.truth.values())

    def links(self):
        when = {"who went to the box when": [entry.pk.hex for entry in self.entries]}
        return links(rows_of(VOTERS), rows_of(BALLOTS), self.truth, when)


def holding(content, texts):
    return [text for text in texts if text.encode() in content]


def test_casting_changes_the_mark_on_the_roll_and_an_envelope_and_nothing_else(caplog):
    ballots = Ballots()
    send, _note = ballots.cast(ballots.entries[0])
    before = every_table()

    with caplog.at_level(logging.INFO):
        answer = send()

    after = every_table()
    assert answer.status_code == 200, answer.content
    assert {table for table, rows in after.items() if rows != before[table]} == CAST
    assert send().json()["code"] == "already_voted"
    assert not IdempotentAnswer.objects.exists()
    assert answer.json()["phrases"][0] not in caplog.text
    assert not [
        name
        for name in (ballots.entries[0].voter.name, ballots.entries[0].voter.user.email)
        if name in caplog.text
    ]


@pytest.fixture
def stolen(monkeypatch):
    """The log of SQLite, copied in the moment between closing and cleaning up."""
    copies = []
    clean = closing.leave_no_trace

    def steal(vote):
        copies.append(log_of_sqlite())
        clean(vote)

    monkeypatch.setattr(closing, "leave_no_trace", steal)
    return copies


def test_nothing_is_readable_during_the_vote_and_no_order_time_or_value_links_after_it(settings, stolen):
    ballots = Ballots().cast_all()
    vote = ballots.vote
    sealed = [bytes(content) for content in vote.envelopes.values_list("content", flat=True)]
    [key_file] = settings.VOTE_KEYS.iterdir()
    key, during = key_file.read_bytes(), bytes_of_database()
    assert sealed[0] in during  # the bytes are those of the database, and of now
    assert holding(during, ballots.phrases) == []
    assert key not in during
    assert len({len(one) for one in sealed}) == 1

    ballots.close()

    after = bytes_of_database()
    assert holding(after, ballots.phrases) == ballots.phrases
    assert not vote.envelopes.exists()
    assert not list(settings.VOTE_KEYS.iterdir())
    places = [after, *(path.read_bytes() for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())]
    assert not any(key in place for place in places)
    assert ballots.links() == []
    bundle = json.loads(Path(settings.MEDIA_ROOT).joinpath(*_shelf(vote)).read_bytes())
    listed = [ballot["phrase"] for ballot in bundle["ballots"]]
    assert listed == sorted(ballots.phrases)
    rest = {table: repr(rows) for table, rows in every_table().items() if table != BALLOTS}
    assert [table for table, rows in rest.items() if holding(rows.encode(), ballots.phrases)] == []
    if connection.vendor == "sqlite":
        written = [(number, page) for number, page in frames(stolen[0])]
        told = {min(n for n, page in written if phrase.encode() in page) for phrase in ballots.phrases}
        assert (
            len({number for number, _page in written}) > SIZE
        )  # the log was read: a transaction for each ballot
        assert told == {max(number for number, _page in written)}  # and closing is the last


def _shelf(vote):
    from django.conf import settings

    from guildhall.documents.queries import content_path

    return content_path(vote.bundle).relative_to(settings.MEDIA_ROOT).parts


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the system columns of PostgreSQL")
def test_postgresql_gives_all_ballots_one_transaction_and_shares_it_with_nobody_who_voted():
    Ballots().cast_all().close()
    voted = {row["xmin"] for row in rows_of(VOTERS) if row["state"] == "voted"}
    boxed = {row["xmin"] for row in rows_of(BALLOTS)}

    assert (len(voted), len(boxed)) == (SIZE, 1)
    assert voted.isdisjoint(boxed)


@pytest.mark.parametrize("spoiled", ["in the order of casting", "under the voter's number"])
def test_the_attack_finds_the_link_in_a_vote_that_is_built_badly(monkeypatch, spoiled):
    ballots = Ballots().cast_all()
    if spoiled == "in the order of casting":
        monkeypatch.setattr(secrets.SystemRandom, "shuffle", lambda _self, _ballots: None)
    ballots.close()
    if spoiled == "under the voter's number":
        for entry, phrase in ballots.truth.items():
            BoxBallot.objects.filter(phrase=phrase).update(id=entry)

    assert ballots.links() != []
