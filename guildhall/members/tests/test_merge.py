"""Two entries of one firm made one: everything moves, nothing is lost, and it can be taken back."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.core.errors import NotAllowedError, RuleError
from guildhall.meetings.tests.make import make_invitation, make_meeting
from guildhall.members import actions
from guildhall.members.models import LikelyPair, Member, Merge, NotSame
from guildhall.members.queries import merge as queries
from guildhall.members.tests.make import (
    make_association,
    make_body,
    make_member,
    make_organization,
    make_pair,
    make_person,
    make_user_with_powers,
)
from guildhall.members.ties import all_ties
from guildhall.registry.actions import change_organization, change_person, restore_organization
from guildhall.registry.models import Organization, Person, Seat
from guildhall.registry.tests.make import make_representation, make_seat

pytestmark = pytest.mark.django_db
USCC = "91370300MA3C00001" + "X"


@pytest.fixture
def association():
    return make_association()


@pytest.fixture
def keeper(association):
    return make_user_with_powers(association, Power.MANAGE)


def merge(kept, gone, actor, choose=()):
    versions = Organization.objects.get(pk=kept.pk).version, Organization.objects.get(pk=gone.pk).version
    return actions.merge_organizations(kept, gone, versions=versions, choose=choose, actor=actor)


def rows_now() -> dict[str, Any]:
    """Every row of the house but the record, what was merged, and counters of changes."""
    left_out = {"audit", "jobs"}
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    kept = [m for m in models if m._meta.app_label not in left_out and m not in (Merge, LikelyPair, NotSame)]
    return {
        model._meta.label: sorted(
            str({name: value for name, value in row.items() if name not in {"version", "last_login"}})
            for row in model._base_manager.values()
        )
        for model in kept
    }


def furnish(
    gone: Organization, *, people: int = 1, seats: int = 1, units: int = 1, is_member: bool = True
) -> None:
    for _ in range(people):
        person = make_person(organization=gone)
        meeting = make_meeting(make_body(gone.association))
        make_invitation(meeting, person=person, organization=gone)
    for _ in range(seats):
        make_representation(make_seat(make_body(gone.association), organization=gone))
    for _ in range(units):
        make_organization(gone.association, parent=gone)
    if is_member:
        make_member(gone.association, organization=gone)


def test_everything_that_hangs_on_the_one_hangs_on_the_other(association, keeper):
    kept, gone = make_pair(association, phone="0533-1")
    furnish(gone, people=3)

    made = merge(kept, gone, keeper, ["phone"])

    kept.refresh_from_db()
    gone.refresh_from_db()
    assert [tie.table for tie in all_ties() if tie.rows_of(gone).exists()] == []
    assert (kept.people.count(), kept.seats.count(), kept.units.count()) == (4, 1, 1)
    assert (kept.memberships.count(), kept.invitations.count(), kept.phone) == (1, 3, "0533-1")
    assert (gone.is_active, gone.merged_into, made.kept) == (False, kept, kept)
    entry = AuditEntry.objects.latest("number")
    assert (entry.action, entry.details["moved"]["registry.person.organization"]) == (
        "organization.merged",
        4,
    )


def test_the_address_of_the_one_that_went_leads_to_the_other(association, keeper, client):
    kept, gone = make_pair(association)
    merge(kept, gone, keeper)
    client.force_login(keeper)

    answer = client.get(reverse("registry:organization", args=[association.slug, gone.pk]))
    twin = client.get(reverse("api-1:organization", args=[association.slug, gone.pk]))

    assert answer.headers["Location"] == reverse("registry:organization", args=[association.slug, kept.pk])
    assert twin.json()["merged_into_id"] == str(kept.pk)


def test_the_names_of_the_other_are_taken_over_with_their_keys_and_its_credit_code_moves(association, keeper):
    kept, gone = make_pair(association, uscc=USCC, region="山东淄博")

    made = merge(kept, gone, keeper, ["name_zh", "uscc"])

    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.name_zh, kept.plain_zh, kept.uscc, kept.region) == (gone.name_zh, gone.plain_zh, USCC, "")
    assert gone.uscc == ""
    actions.undo_merge(made, actor=keeper)
    gone.refresh_from_db()
    assert gone.uscc == USCC


def test_of_two_seats_in_one_body_the_one_of_the_entry_that_goes_ends_yesterday(association, keeper):
    kept, gone = make_pair(association)
    body = make_body(association)
    make_seat(body, organization=kept)
    other = make_representation(make_seat(body, organization=gone))

    made = merge(kept, gone, keeper)

    other.refresh_from_db()
    other.seat.refresh_from_db()
    yesterday = timezone.localdate() - timedelta(days=1)
    assert (other.to_on, other.seat.to_on, other.seat.organization) == (yesterday, yesterday, gone)
    assert Seat.objects.filter(organization=kept, to_on=None).count() == 1
    actions.undo_merge(made, actor=keeper)
    other.seat.refresh_from_db()
    assert other.seat.to_on is None


def refused(kept, gone, actor, choose=()) -> str:
    before = rows_now()
    with pytest.raises(RuleError) as refusal:
        merge(kept, gone, actor, choose)
    assert rows_now() == before
    return refusal.value.code


def test_two_members_are_not_merged_before_one_membership_ended(association, keeper):
    kept, gone = make_pair(association)
    for entry in (kept, gone):
        make_member(association, organization=entry)

    assert refused(kept, gone, keeper) == "both_members"

    ended = {"state": Member.State.ENDED, "ended_on": date(2025, 1, 1)}
    Member.objects.filter(organization=gone).update(**ended)
    merge(kept, gone, keeper)
    assert kept.memberships.count() == 2


def test_what_stands_against_a_merge_is_said(association, keeper):
    kept, gone = make_pair(association)
    unit = make_organization(association, parent=gone)
    retired = make_organization(association, is_active=False)
    actions.tell_apart(kept, gone, actor=keeper)

    assert refused(kept, gone, keeper) == "told_apart"
    assert refused(unit, gone, keeper) == "loop"
    assert refused(retired, gone, keeper) == "retired"
    assert refused(kept, kept, keeper) == "same_entry"
    assert refused(kept, make_organization(), keeper) == "other_association"
    assert refused(kept, retired, keeper, ["version"]) == "unknown_field"


def test_what_changed_since_it_was_shown_is_not_merged(association, keeper):
    kept, gone = make_pair(association)
    change_organization(gone, version=1, region="x", actor=keeper)

    with pytest.raises(RuleError) as refusal:
        actions.merge_organizations(kept, gone, versions=(1, 1), actor=keeper)

    assert refusal.value.code == "changed_meanwhile"


def test_only_who_keeps_the_whole_registry_merges(association, keeper):
    kept, gone = make_pair(association)
    branch = make_user_with_powers(association, Power.MANAGE, body=make_body(association))

    with pytest.raises(NotAllowedError):
        merge(kept, gone, branch)
    made = merge(kept, gone, keeper)
    with pytest.raises(NotAllowedError):
        actions.undo_merge(made, actor=branch)


def test_a_merged_entry_is_not_restored_but_the_merge_undone(association, keeper):
    kept, gone = make_pair(association)
    made = merge(kept, gone, keeper)
    gone.refresh_from_db()

    with pytest.raises(RuleError) as refusal:
        restore_organization(gone, actor=keeper)

    assert refusal.value.code == "merged"
    actions.undo_merge(made, actor=keeper)
    gone.refresh_from_db()
    assert gone.is_active
    assert AuditEntry.objects.latest("number").action == "merge.undone"


def undo_refused(made, keeper) -> str:
    before = rows_now()
    with pytest.raises(RuleError) as refusal:
        actions.undo_merge(made, actor=keeper)
    assert rows_now() == before
    return refusal.value.code


def test_a_merge_is_undone_once(association, keeper):
    made = merge(*make_pair(association), keeper)
    actions.undo_merge(made, actor=keeper)

    assert undo_refused(made, keeper) == "already_undone"


def test_a_row_that_moved_on_stands_against_undoing(association, keeper):
    kept, gone = make_pair(association)
    person = make_person(organization=gone)
    made = merge(kept, gone, keeper)
    elsewhere = make_organization(association)
    change_person(Person.objects.get(pk=person.pk), version=1, organization=elsewhere, actor=keeper)

    assert undo_refused(made, keeper) == "moved_since"


def test_a_field_that_was_taken_over_and_changed_stands_against_undoing(association, keeper):
    kept, gone = make_pair(association, phone="1")
    made = merge(kept, gone, keeper, ["phone"])
    kept.refresh_from_db()
    change_organization(kept, version=kept.version, phone="2", region="淄博", actor=keeper)
    assert undo_refused(made, keeper) == "changed_since"

    change_organization(kept, version=kept.version, phone="1", actor=keeper)
    actions.undo_merge(made, actor=keeper)

    kept.refresh_from_db()
    assert (kept.phone, kept.region) == ("", "淄博")


def test_merges_are_undone_from_the_last(association, keeper):
    kept, gone = make_pair(association)
    top = make_organization(association)
    first = merge(kept, gone, keeper)
    second = merge(top, kept, keeper)
    gone.refresh_from_db()
    assert gone.merged_into == top

    assert undo_refused(first, keeper) == "merged_further"

    actions.undo_merge(second, actor=keeper)
    actions.undo_merge(first, actor=keeper)


def test_a_crash_in_the_middle_leaves_nothing(association, keeper, monkeypatch):
    kept, gone = make_pair(association)
    furnish(gone)
    before = rows_now()

    def die(*_given: Any, **_named: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("guildhall.members.actions.merge.record", die)
    with pytest.raises(KeyboardInterrupt):
        merge(kept, gone, keeper)

    assert rows_now() == before
    assert not Merge.objects.exists()


class MergeThenUndo(TestCase):
    @given(
        of_kept=st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 1)),
        of_gone=st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 1)),
        shared=st.integers(0, 2),
        member=st.sampled_from(["", "kept", "gone"]),
        choose=st.sets(st.sampled_from(queries.FIELDS)),
    )
    @settings(max_examples=25, deadline=None)
    def test_leaves_the_same_rows(self, of_kept, of_gone, shared, member, choose):
        association = make_association()
        keeper = make_user_with_powers(association, Power.MANAGE)
        kept, gone = make_pair(association, uscc=USCC, phone="0533-1", parent=make_organization(association))
        for entry, (people, seats, units), name in ((kept, of_kept, "kept"), (gone, of_gone, "gone")):
            furnish(entry, people=people, seats=seats, units=units, is_member=member == name)
        for _ in range(shared):
            body = make_body(association)
            for entry in (kept, gone):
                make_representation(make_seat(body, organization=entry))
        before = rows_now()

        actions.undo_merge(merge(kept, gone, keeper, choose), actor=keeper)

        assert rows_now() == before
