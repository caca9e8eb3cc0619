"""The index: what was committed is seen, what is damaged is noticed and built anew, one process writes."""

import shutil
import subprocess
import sys

import pytest

from guildhall.matching import index as indexing
from guildhall.matching.index import BusyError, DamagedError, Entry, Limits, OfferIndex
from guildhall.matching.matcher import Matcher
from guildhall.matching.tests.make import OFFERS, make_index

pytestmark = pytest.mark.once


def entries():
    return (Entry(one, text) for one, text in OFFERS.items())


def found(index, need, **limits):
    return [match.id for match in Matcher(index.refresh()).match(need, limits=Limits(**limits))]


def stored_file(tmp_path, name):
    """A file of an index that nobody has open: a copy, as after a crash of the machine."""
    index = make_index(tmp_path / "whole")
    shutil.copytree(index.folder, tmp_path / "crashed")
    return next(file for file in (tmp_path / "crashed" / index.name).iterdir() if file.name.endswith(name))


def test_a_new_offer_is_found_after_its_commit_and_not_before(tmp_path):
    index = make_index(tmp_path)
    with index.writing() as writer:
        writer.put(Entry("crane", "桥梁吊装"))
        assert found(index, "吊装") == []
        writer.commit()

        assert found(index, "吊装") == ["crane"]


def test_a_changed_offer_is_found_by_what_it_says_now(tmp_path):
    index = make_index(tmp_path)
    with index.writing() as writer:
        writer.put(Entry("storage", "冷库"))
        writer.remove("cleaning")
        writer.commit()

    assert found(index, "warehouse") == []
    assert found(index, "冷库") == ["storage"]
    assert found(index, "洗地车") == []
    assert index.view.ids() == set(OFFERS) - {"cleaning"}


def test_what_was_not_committed_is_dropped(tmp_path):
    index = make_index(tmp_path)
    with index.writing() as writer:
        writer.put(Entry("crane", "桥梁吊装"))

    assert found(index, "吊装") == []


def test_a_view_stays_as_it_was_while_others_write(tmp_path):
    index = make_index(tmp_path)
    before = index.view
    with OfferIndex(tmp_path).writing() as writer:
        writer.remove("bolts")
        writer.commit()

    assert "bolts" in before.ids()
    assert "bolts" not in index.refresh().ids()


def test_readers_go_over_to_an_index_built_anew(tmp_path):
    reader = make_index(tmp_path)
    OfferIndex.built(tmp_path, [Entry("crane", "桥梁吊装")])

    assert found(reader, "吊装") == ["crane"]
    assert reader.view.ids() == {"crane"}
    assert len([one for one in tmp_path.iterdir() if one.is_dir()]) == 1


@pytest.mark.parametrize("name", ["meta.json", ".store", ".term", ".idx", ".fast", ".fieldnorm"])
def test_a_file_cut_off_in_the_middle_is_noticed_and_the_index_built_anew(tmp_path, name):
    file = stored_file(tmp_path, name)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])

    with pytest.raises(DamagedError):
        OfferIndex(tmp_path / "crashed")
    assert OfferIndex.opened(tmp_path / "crashed", entries).view.ids() == set(OFFERS)


def test_a_changed_byte_and_a_missing_file_are_noticed(tmp_path):
    file = stored_file(tmp_path, ".store")
    content = bytearray(file.read_bytes())
    content[10] ^= 1
    file.write_bytes(content)

    with pytest.raises(DamagedError, match="altered"):
        OfferIndex(tmp_path / "crashed")
    file.unlink()
    with pytest.raises(DamagedError):
        OfferIndex(tmp_path / "crashed")


def test_an_index_of_another_make_is_built_anew(tmp_path, monkeypatch):
    make_index(tmp_path, {"old": "旧"})
    monkeypatch.setattr(indexing, "MAKE", "next")

    assert OfferIndex.opened(tmp_path, entries).view.ids() == set(OFFERS)


def test_a_missing_index_is_built_and_a_whole_one_is_kept(tmp_path):
    with pytest.raises(DamagedError):
        OfferIndex(tmp_path / "new")
    OfferIndex.opened(tmp_path / "new", entries)

    assert OfferIndex.opened(tmp_path / "new", lambda: pytest.fail("it was whole")).view.documents == len(
        OFFERS
    )


def test_an_index_that_could_not_be_built_leaves_the_old_one(tmp_path):
    make_index(tmp_path)

    def broken():
        yield Entry("crane", "吊装")
        raise LookupError("the database went away")

    with pytest.raises(LookupError):
        OfferIndex.built(tmp_path, broken())
    assert OfferIndex(tmp_path).view.ids() == set(OFFERS)
    assert len([one for one in tmp_path.iterdir() if one.is_dir()]) == 1


def test_a_second_process_is_told_that_another_writes(tmp_path):
    index = make_index(tmp_path)
    code = (
        "import sys; from pathlib import Path; from guildhall.matching.index import *\n"
        f"try:\n  OfferIndex(Path({str(tmp_path)!r})).writing().__enter__()\n"
        "except BusyError as e: print(e.sentence.en)"
    )
    with index.writing(), pytest.raises(BusyError), OfferIndex(tmp_path).writing():
        pass
    with index.writing():
        told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert told.strip() == BusyError.sentence.en
    with index.writing() as writer:
        writer.commit()


def test_a_writer_that_dies_leaves_what_it_committed_and_lets_go(tmp_path):
    index = make_index(tmp_path)
    code = (
        "import os; from pathlib import Path; from guildhall.matching.index import *\n"
        f"with OfferIndex(Path({str(tmp_path)!r})).writing() as writer:\n"
        "  writer.put(Entry('crane', '吊装')); writer.commit()\n"
        "  writer.put(Entry('tea', '绿茶')); os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9

    assert found(index, "吊装") == ["crane"]
    assert found(index, "绿茶") == []
    with index.writing() as writer:
        writer.remove("crane")
        writer.commit()
    assert found(index, "吊装") == []


def test_nothing_is_built_anew_under_a_writer(tmp_path):
    index = make_index(tmp_path)
    with index.writing(), pytest.raises(BusyError):
        OfferIndex.built(tmp_path, [])

    assert index.refresh().ids() == set(OFFERS)


def test_limits_hold_before_anything_is_ranked(tmp_path):
    marks = {"a": ("of:1", "public"), "b": ("of:2", "public"), "c": ("of:2", "parties")}
    index = OfferIndex.built(tmp_path, (Entry(one, "减速机", own) for one, own in marks.items()))

    assert sorted(found(index, "减速机")) == ["a", "b", "c"]
    assert sorted(found(index, "减速机", one_of=(("public",),))) == ["a", "b"]
    assert sorted(found(index, "减速机", one_of=(("public", "parties"), ("of:2",)))) == ["b", "c"]
    assert sorted(found(index, "减速机", none_of=("of:2",))) == ["a"]
    assert sorted(found(index, "减速机", not_these=("a", "c"))) == ["b"]
    assert found(index, "减速机", one_of=(("of:3",),)) == []


def test_an_empty_index_answers(tmp_path):
    index = make_index(tmp_path, {})

    assert found(index, "减速机") == []
    assert index.view.ids() == set()


def test_an_entry_says_which_state_of_the_thing_it_is(tmp_path):
    index = OfferIndex.built(tmp_path, [Entry("crane", "吊装", stamp=3), Entry("tea", "绿茶", stamp=4)])
    with index.writing() as writer:
        writer.put(Entry("crane", "吊装设备", stamp=5))
        writer.commit()

    assert index.refresh().stamps() == {"crane": 5, "tea": 4}
    assert index.view.stamps(["tea", "unknown"]) == {"tea": 4}
    assert index.view.stamps([]) == {}


def test_a_reader_sees_what_another_committed_and_asks_no_more_than_it_must(tmp_path):
    index, other = make_index(tmp_path), OfferIndex(tmp_path)
    unchanged = other.view

    assert other.refresh_if_changed() is unchanged
    with index.writing() as writer:
        writer.put(Entry("crane", "吊装"))
        writer.commit()
    assert "crane" in other.refresh_if_changed().ids()
    OfferIndex.built(tmp_path, [Entry("tea", "绿茶")])
    assert other.refresh_if_changed().ids() == {"tea"}


def test_a_writer_waits_for_another_no_longer_than_it_is_told(tmp_path):
    index = make_index(tmp_path)
    with index.writing(), pytest.raises(BusyError), OfferIndex(tmp_path).writing(patience=0.03):
        pass


def test_many_small_commits_leave_few_parts(tmp_path):
    index = make_index(tmp_path)
    for number in range(20):
        with index.writing() as writer:
            writer.put(Entry(f"crane {number}", "吊装"))
            writer.commit()

    assert index.refresh().parts < 12
    assert len(index.view.ids()) == len(OFFERS) + 20
