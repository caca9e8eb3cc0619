import pytest
from django.utils.translation import override

from guildhall.jobs.doors import tasks, timed_tasks
from guildhall.jobs.labels import label_of, load_tasks
from guildhall.jobs.models import Job


def test_every_task_is_called_something_in_both_languages():
    load_tasks()
    for task in [*tasks, *timed_tasks]:
        said = {}
        for language in ("zh-hans", "en"):
            with override(language):
                said[language] = label_of(task)
        assert said["en"].isascii(), task
        assert not said["zh-hans"].isascii(), task
        assert task not in said.values()


@pytest.mark.parametrize(
    ("language", "label"), [("zh-hans", "发送会议通知"), ("en", "Send a meeting's notice")]
)
def test_a_job_is_called_what_people_call_it(language, label):
    with override(language):
        assert Job(task="meetings.send_notice").label == label


def test_work_that_an_older_version_left_behind_keeps_its_name():
    assert Job(task="retired.task").label == "retired.task"
