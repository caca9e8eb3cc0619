"""Collectors, targets and branches of notices, and the page where the dues stand."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.dues import actions, queries
from guildhall.dues.models import DuesNotice, StatedCollection
from guildhall.dues.tests.make import (
    DUE,
    ISSUED,
    make_association,
    make_collector,
    make_member,
    make_notice,
    make_tier,
    make_user,
    make_user_with_powers,
)
from guildhall.dues.tests.make_payment import make_payment
from guildhall.dues.tests.test_doors import Door
from guildhall.registry.tests.make import make_body, make_person, make_seat

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["page", "api"])
def door(request, client, association):
    return Door(request.param, client, association.slug)


@pytest.fixture
def notices(association):
    """One notice in each of two tiers, the first of a member of a branch."""
    branch = make_body(association, kind="branch")
    first = make_member(tier=make_tier(association, rank=1))
    make_seat(branch, person=make_person(association, organization=first.organization))
    found = [make_notice(member=first), make_notice(member=make_member(tier=make_tier(association, rank=2)))]
    return [
        DuesNotice.objects.select_related("run__association", "association", "branch", "tier").get(pk=one.pk)
        for one in found
    ]


def test_a_notice_counts_in_the_first_branch_of_its_member_s_unit_or_people(association, notices):
    assert [notice.branch is not None for notice in notices] == [True, False]


def test_a_notice_is_given_to_a_collector_by_every_door(door, association, notices, treasurer, reader):
    collector = make_collector(association)
    given = {"collector": collector.pk} if door.kind == "page" else {"collector_id": str(collector.pk)}
    path = f"notices/{notices[0].pk}/collector"
    assert not door.act(path, given, method="put", user=reader)
    assert door.act(path, given, method="put", user=treasurer)

    assert DuesNotice.objects.get(pk=notices[0].pk).collector == collector
    twin = door.client.get(f"/api/v1/a/{association.slug}/dues/notices/{notices[0].pk}").json()
    assert (twin["collector"], twin["branch"]["id"]) == (str(collector), str(notices[0].branch_id))
    assert str(collector) in door.client.get(f"/a/{association.slug}/dues/notices/").content.decode()
    assert AuditEntry.objects.filter(action="dues_notice.collector_set").count() == 1
    stranger = make_user()
    wrong = {"collector": stranger.pk} if door.kind == "page" else {"collector_id": str(stranger.pk)}
    assert not door.act(path, wrong, method="put", user=treasurer)


def test_many_notices_are_given_at_once_by_tier_branch_and_who_has_none(
    door, association, notices, treasurer, reader
):
    collector = make_collector(association)
    is_page = door.kind == "page"
    who = {"collector": collector.pk} if is_page else {"collector_id": str(collector.pk)}
    branch = {"branch": notices[0].branch_id} if is_page else {"branch_id": str(notices[0].branch_id)}
    path = "years/2026/collector"
    assert not door.act(path, who, method="put", user=reader)
    assert door.act(path, who | branch, method="put", user=treasurer)
    assert [notice.collector for notice in DuesNotice.objects.order_by("number")] == [collector, None]

    tier = {"tier": notices[0].tier_id} if is_page else {"tier_id": str(notices[0].tier_id)}
    without = {"only_without": "on" if is_page else True}
    assert not door.act(path, who | tier | without, method="put", user=treasurer)
    assert door.act(path, who | without, method="put", user=treasurer)
    assert DuesNotice.objects.filter(collector=collector).count() == 2


def test_a_target_is_set_and_judged_by_every_door(door, association, notices, treasurer, reader):
    run = notices[0].run
    path, given = f"runs/{run.pk}/target", {"percent": 80, "on": DUE.isoformat(), "version": run.version}
    assert not door.act(path, given, method="put", user=reader)
    assert not door.act(
        path,
        given | {"on": ""} if door.kind == "page" else given | {"on": None},
        method="put",
        user=treasurer,
    )
    assert door.act(path, given, method="put", user=treasurer)
    assert not door.act(path, given, method="put", user=treasurer)

    told = door.client.get(f"/api/v1/a/{association.slug}/dues/standing?year=2026").json()
    assert told["target"]["percent"] == 80
    assert "80%" in door.client.get(f"/a/{association.slug}/dues/standing/").content.decode()


def test_a_target_is_refused_before_the_notices_and_over_the_whole(notices, treasurer):
    run = notices[0].run
    for percent, on, code in (
        (80, ISSUED - timedelta(days=1), "before_the_notices"),
        (101, DUE, "no_share"),
        (80, None, "half_a_target"),
    ):
        with pytest.raises(InvalidError) as refused:
            actions.set_target(run, percent=percent, on=on, version=run.version, actor=treasurer)
        assert refused.value.code == code


def test_branches_are_taken_anew_when_members_were_entered_later(
    door, association, notices, treasurer, reader
):
    run = notices[0].run
    assert not door.act(f"runs/{run.pk}/branches", user=treasurer)
    make_seat(notices[0].branch, organization=notices[1].member.organization)

    assert not door.act(f"runs/{run.pk}/branches", user=reader)
    assert door.act(f"runs/{run.pk}/branches", user=treasurer)
    assert DuesNotice.objects.filter(branch=notices[0].branch).count() == 2


def test_a_cancelled_notice_has_no_collector_to_give_it_to(association, notices, treasurer):
    actions.cancel_notice(notices[0], reason="错误", actor=treasurer)

    with pytest.raises(RuleError) as refused:
        actions.set_collector(notices[0], collector=make_collector(association), actor=treasurer)
    assert refused.value.code == "notice_cancelled"
    assert actions.set_collectors(association, year=2026, collector=None, actor=treasurer) == 1


def test_whoever_keeps_no_money_sets_nothing(association, notices, reader):
    with pytest.raises(NotAllowedError):
        actions.set_collectors(association, year=2026, collector=None, actor=reader)


def test_the_share_of_a_past_day_is_shown_by_page_and_api(association, notices, client, treasurer):
    make_payment(notices[0], actor=treasurer, received_on=ISSUED + timedelta(days=1))
    client.force_login(treasurer)

    def told(on):
        asked = f"year=2026&on={on.isoformat()}"
        page = client.get(f"/a/{association.slug}/dues/standing/?{asked}").content.decode()
        twin = client.get(f"/api/v1/a/{association.slug}/dues/standing?{asked}").json()
        assert (twin["total"]["share"]["percent"] if twin["total"]["share"] else "") in page
        return twin

    assert told(ISSUED)["total"]["collected"] == 0
    after = told(ISSUED + timedelta(days=1))
    assert after["total"]["share"] == {"numerator": 1, "denominator": 2, "percent": "50.0%"}
    for parts in ("tiers", "branches", "collectors"):
        assert sum(part["collected"] for part in after[parts]) == notices[0].amount
    assert {"on": after["on"], "owed": 1_000_000, "collected": 500_000} in after["curve"]
    assert client.get(f"/api/v1/a/{association.slug}/dues/standing?year=1999").status_code == 404
    assert queries.standing(association, 2026, ISSUED).collection.on == ISSUED
    today = queries.collection(association, 2026, queries.today_at(association))
    assert queries.collected_today(association) == (2026, today.total)


def test_before_there_are_notices_the_page_says_so(association, client, treasurer):
    client.force_login(treasurer)

    assert client.get(f"/a/{association.slug}/dues/standing/?year=2026&on=never").status_code == 200
    assert queries.collected_today(association) is None
    assert client.get(f"/a/{association.slug}/dues/years/2026/collector/").status_code == 404


def test_where_the_dues_stand_takes_the_same_questions_however_many_notices(association):
    counts = []
    for _more in range(2):
        for _member in range(2):
            make_payment(make_notice(association), received_on=ISSUED)
        with CaptureQueriesContext(connection) as asked:
            queries.standing(association, 2026, ISSUED)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_of_a_read_only_record_the_page_shows_what_its_source_states(client):
    association = make_association(is_record=True, source="news.txt")
    viewer = make_user_with_powers(association, Power.READ)
    StatedCollection.objects.create(
        association=association,
        year=2022,
        notices_on=date(2021, 11, 18),
        on=date(2021, 11, 30),
        percent_at_least=80,
    )
    client.force_login(viewer)

    assert "80%" in client.get(f"/a/{association.slug}/dues/standing/").content.decode()
    told = client.get(f"/api/v1/a/{association.slug}/dues/standing?year=2022&on=2021-11-30").json()
    assert (told["stated"]["percent_at_least"], told["total"]["share"]) == (80, None)
