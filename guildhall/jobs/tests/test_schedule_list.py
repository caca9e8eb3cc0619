from datetime import timedelta

import pytest
from django.utils import timezone

from guildhall.accounts.powers import Power
from guildhall.jobs.models import Job, Schedule
from guildhall.registry.tests.make import make_association, make_user_with_powers

pytestmark = pytest.mark.django_db
WARNING = {"zh-hans": "定时任务到期未运行", "en": "Timed work has not run"}


@pytest.fixture
def association():
    return make_association()


@pytest.fixture
def manager(association, client):
    user = make_user_with_powers(association, Power.MANAGE)
    client.force_login(user)
    return user


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("zh-hans", ["发送邮件与群消息", "导入名单"]),
        ("en", ["Deliver mail and chat messages", "Commit a list"]),
    ],
)
def test_the_page_names_work_in_the_reader_s_language_and_warns_of_a_clock_that_stands(
    client, association, manager, language, labels
):
    ran = timezone.now() - timedelta(hours=1)
    clock = Schedule.objects.create(name="notices.deliver", due_at=ran, finished_at=ran, succeeded_at=ran)
    Job.objects.create(association=association, task="imports.commit_batch", run_after=ran)
    page = f"/a/{association.slug}/schedules/"

    standing = client.get(page, headers={"Accept-Language": language}).content.decode()
    assert all(label in standing for label in labels)
    assert WARNING[language] in standing

    Schedule.objects.filter(pk=clock.pk).update(due_at=timezone.now() + timedelta(seconds=5))
    assert WARNING[language] not in client.get(page, headers={"Accept-Language": language}).content.decode()


def test_the_api_says_the_same(client, association, manager):
    ran = timezone.now() - timedelta(hours=1)
    Schedule.objects.create(name="notices.deliver", due_at=ran, finished_at=ran)
    Job.objects.create(association=association, task="imports.commit_batch", run_after=ran)
    base, english = f"/api/v1/a/{association.slug}", {"Accept-Language": "en"}

    (line,) = client.get(f"{base}/schedules", headers=english).json()
    (job,) = client.get(f"{base}/jobs", headers=english).json()["items"]

    assert (line["label"], line["is_late"]) == ("Deliver mail and chat messages", True)
    assert line["ran_at"]
    assert (job["label"], job["state"]) == ("Commit a list", "queued")


def test_only_those_who_keep_the_register_see_the_clock(client, association):
    client.force_login(make_user_with_powers(association, Power.READ))

    assert client.get(f"/a/{association.slug}/schedules/").status_code == 404
    assert client.get(f"/api/v1/a/{association.slug}/schedules").status_code == 404
