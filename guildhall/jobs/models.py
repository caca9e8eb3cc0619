from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import Association
from guildhall.core.models import Row
from guildhall.jobs.labels import label_of


class Job(Row):
    """Work that outlives a request: claimed by one worker at a time, resumed after a crash, done once."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    association = models.ForeignKey(Association, models.CASCADE, null=True, related_name="+")
    task = models.CharField(max_length=80)
    arguments = models.JSONField(default=dict)
    key = models.CharField(max_length=200, unique=True, null=True)
    state = models.CharField(max_length=20, choices=State, default=State.QUEUED)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    run_after = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_count = models.PositiveIntegerField(default=0)
    total_count = models.PositiveIntegerField(null=True)
    finished_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    @property
    def label(self) -> str:
        return label_of(self.task)

    @property
    def percent(self) -> int:
        return 100 * self.done_count // self.total_count if self.total_count else 0

    class Meta:
        indexes = [
            models.Index(
                name="job_waiting", fields=["run_after"], condition=Q(state__in=["queued", "running"])
            )
        ]

    def __str__(self) -> str:
        return self.task


class Schedule(models.Model):
    """A timed task: when it last ran, how it went, when it is due again."""

    name = models.CharField(max_length=80, primary_key=True)
    due_at = models.DateTimeField()
    grace = models.DurationField(default=timedelta(minutes=10))
    claimed_until = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    succeeded_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name
