"""The index of listings follows the database, whatever happens to either."""

import shutil
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from guildhall.exchange.models import Listing
from guildhall.exchange.projection import Projection, projection
from guildhall.exchange.tests.make import make_association, make_listing
from guildhall.matching.index import BusyError, OfferIndex

pytestmark = pytest.mark.django_db


def ids(found: Projection) -> set[str]:
    return found.current().ids()


def change(listing: Listing, **details: object) -> None:
    Listing.objects.filter(pk=listing.pk).update(**details, changed_at=timezone.now())


def test_what_was_published_is_found_and_what_was_changed_is_found_changed():
    offer = make_listing(title_zh="减速机")
    assert ids(projection()) == {str(offer.pk)}

    other = make_listing(title_zh="电机")
    change(offer, title_zh="洗地车")
    assert ids(projection()) == {str(offer.pk), str(other.pk)}
    assert projection().current().collection(["洗地"]).holding["洗地"] == 1
    assert projection().differences().all == []


@pytest.mark.parametrize(
    "details",
    [
        {"state": Listing.State.CLOSED, "ending": Listing.Ending.WITHDRAWN},
        {"state": Listing.State.DRAFT},
        {"until_on": timezone.localdate() - timedelta(days=3)},
    ],
)
def test_what_is_closed_returned_or_over_leaves_the_index(details):
    offer = make_listing()
    assert ids(projection()) == {str(offer.pk)}

    change(offer, **details)
    assert ids(projection()) == set()
    assert projection().differences().all == []


def test_an_index_that_nobody_told_of_a_change_reads_it_before_the_next_match():
    """As after a process was killed between its commit and its line in the index."""
    first = make_listing()
    ids(projection())
    second = make_listing(first.association)

    assert ids(Projection(projection().folder)) == {str(first.pk), str(second.pk)}


def test_a_change_that_was_committed_later_than_it_was_made_is_found_when_the_last_minutes_are_read_again():
    offer = make_listing()
    ids(projection())
    late = make_listing(offer.association)
    Listing.objects.filter(pk=late.pk).update(changed_at=offer.changed_at - timedelta(seconds=30))
    assert str(late.pk) not in ids(projection())

    assert projection().look_back(timezone.now()) == 1
    assert str(late.pk) in ids(projection())


def test_a_comparison_names_what_is_missing_old_and_too_much_and_mends_it():
    kept, old, gone = (make_listing() for _each in range(3))
    ids(projection())
    missing = make_listing(kept.association)
    before = kept.changed_at - timedelta(days=1)
    Listing.objects.filter(pk__in=[missing.pk, old.pk]).update(changed_at=before)
    Listing.objects.filter(pk=gone.pk).delete()

    found = projection().differences()
    assert (found.missing, found.old, found.extra) == ([str(missing.pk)], [str(old.pk)], [str(gone.pk)])
    assert found.listed == 3
    assert sorted(projection().mend().all) == sorted(map(str, [missing.pk, old.pk, gone.pk]))
    assert projection().differences().all == []


@pytest.mark.parametrize("name", ["meta.json", ".store", ".term"])
def test_a_file_cut_off_in_the_middle_is_told_of_and_the_index_built_anew(index_of_this_test, caplog, name):
    offer = make_listing()
    ids(projection())
    found = index_of_this_test.with_name("of a new process")
    shutil.copytree(index_of_this_test, found)
    file = next(file for file in sorted(found.rglob("*")) if file.name.endswith(name))
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])

    assert ids(Projection(found)) == {str(offer.pk)}
    assert "built anew" in caplog.text


def test_a_new_process_does_no_work_where_the_index_is_whole(index_of_this_test, django_assert_num_queries):
    make_listing()
    ids(projection())

    with django_assert_num_queries(1):
        Projection(index_of_this_test).current()


def test_it_is_known_again_how_far_the_index_had_read_when_that_was_lost(index_of_this_test):
    offer = make_listing()
    ids(projection())
    (OfferIndex(index_of_this_test).home / "read.json").write_text("cut o")

    assert ids(Projection(index_of_this_test)) == {str(offer.pk)}
    assert projection().differences().all == []


def test_while_another_process_writes_nothing_is_lost(index_of_this_test, monkeypatch):
    first = make_listing()
    ids(projection())
    second = make_listing(first.association)
    monkeypatch.setattr("guildhall.exchange.projection.PATIENCE", 0.02)
    with OfferIndex(index_of_this_test).writing():
        assert ids(projection()) == {str(first.pk)}

    assert ids(projection()) == {str(first.pk), str(second.pk)}


def test_two_processes_that_write_by_turns_see_what_the_other_wrote(index_of_this_test):
    one, other = Projection(index_of_this_test), Projection(index_of_this_test)
    association = make_association()
    made = []
    for writer in (one, other, one, other):
        made.append(str(make_listing(association).pk))
        writer.follow()

    assert ids(one) == ids(other) == set(made)
    assert one.differences().all == []


def test_building_anew_is_refused_while_another_process_writes(index_of_this_test):
    make_listing()
    ids(projection())
    code = (
        "import sys; from pathlib import Path; from guildhall.matching.index import OfferIndex\n"
        f"with OfferIndex(Path({str(index_of_this_test)!r})).writing():\n"
        "  print('writes', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        with pytest.raises(BusyError):
            projection().rebuild()
        writer.communicate()

    assert projection().rebuild() == 1


def test_the_command_names_what_differs_mends_it_and_builds_anew(capsys):
    kept, old = make_listing(), make_listing()
    ids(projection())
    Listing.objects.filter(pk=old.pk).update(changed_at=kept.changed_at - timedelta(days=1))

    with pytest.raises(CommandError, match=r"differs from the database in 1 place"):
        call_command("index", "check")
    assert f"old: {old.pk}" in capsys.readouterr().err
    call_command("index", "mend")
    call_command("index", "check")
    call_command("index", "rebuild")
    assert "Built anew: 2 published" in capsys.readouterr().out
