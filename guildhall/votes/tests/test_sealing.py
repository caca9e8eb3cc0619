from uuid import uuid4

import pytest

from guildhall.votes.sealing import (
    BrokenSealError,
    KeyLostError,
    SealedBallot,
    destroy_key,
    has_key,
    make_key,
    open_all,
    seal,
    size_for,
)

VOTE, SEAT = uuid4(), uuid4()
BALLOT = SealedBallot("lamp river 42", "F" * 31, ("欧阳某某",))


@pytest.fixture
def public(tmp_path):
    return make_key(VOTE, folder=tmp_path)


def test_what_was_sealed_is_read_with_the_key(public, tmp_path):
    sealed = seal(BALLOT, public=public, vote=VOTE, entry=SEAT, size=512)

    assert open_all([(SEAT, sealed)], vote=VOTE, folder=tmp_path) == [BALLOT]


def test_equal_ballots_look_different_and_all_are_of_one_length(public):
    short = SealedBallot("a", "for")
    sealed = [seal(one, public=public, vote=VOTE, entry=SEAT, size=512) for one in (BALLOT, BALLOT, short)]

    assert len(set(sealed)) == 3
    assert len({len(one) for one in sealed}) == 1


def test_nobody_reads_it_after_the_key_is_destroyed(public, tmp_path):
    sealed = seal(BALLOT, public=public, vote=VOTE, entry=SEAT, size=512)
    destroy_key(VOTE, folder=tmp_path)
    destroy_key(VOTE, folder=tmp_path)

    assert not has_key(VOTE, folder=tmp_path)
    with pytest.raises(KeyLostError):
        open_all([(SEAT, sealed)], vote=VOTE, folder=tmp_path)


@pytest.mark.parametrize("spoil", ["another seat", "another vote", "a changed byte"])
def test_an_envelope_counts_only_where_it_was_sealed_for(public, tmp_path, spoil):
    vote, entry = (
        (uuid4() if spoil == "another vote" else VOTE),
        (uuid4() if spoil == "another seat" else SEAT),
    )
    sealed = seal(BALLOT, public=public, vote=vote, entry=entry, size=512)
    if spoil == "a changed byte":
        sealed = sealed[:-1] + bytes([sealed[-1] ^ 1])

    with pytest.raises(BrokenSealError):
        open_all([(SEAT, sealed)], vote=VOTE, folder=tmp_path)


def test_a_key_is_made_once_and_for_the_owner_only(public, tmp_path):
    with pytest.raises(FileExistsError):
        make_key(VOTE, folder=tmp_path)

    assert [path.stat().st_mode & 0o777 for path in tmp_path.iterdir()] == [0o600]


def test_a_ballot_longer_than_its_envelope_is_no_ballot(public):
    with pytest.raises(ValueError, match="longer"):
        seal(SealedBallot("x", "F" * 600), public=public, vote=VOTE, entry=SEAT, size=512)


def test_the_size_holds_the_longest_ballot(public):
    size = size_for(31, 15, 40)
    longest = SealedBallot("词" * 20, "F" * 31, ("名" * 40,) * 15)

    assert size % 512 == 0
    assert seal(longest, public=public, vote=VOTE, entry=SEAT, size=size)
