"""What people call the background work: each room names its tasks where it offers them (see ``doors``)."""

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

_labels: dict[str, str | Promise] = {}


def load_tasks() -> None:
    """Import every room's tasks.py."""
    autodiscover_modules("tasks")


def give_label(task: str, label: str | Promise) -> None:
    _labels[task] = label


def label_of(task: str) -> str:
    """In the reader's language; of work that an older version left behind, the task's own name."""
    if task not in _labels:
        load_tasks()
    return str(_labels.get(task, task))
