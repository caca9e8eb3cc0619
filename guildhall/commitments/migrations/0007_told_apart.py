"""What was kept as one text in its writer's language is told apart: what happened, and what was said of it."""

import re

from django.db import migrations

# The words that versions of plans began with, before what happened had a column of its own.
CAUSES = {
    "discussed": ("提交讨论", "Put up for discussion"),
    "postponed": ("时限调整", "Deadline moved"),
    "handed_over": ("已移交", "Handed over"),
    "cancelled": ("已取消", "Cancelled"),
    "closed": ("已关闭", "Closed"),
}
WHOLE = {word: cause for cause in ("discussed", "closed") for word in CAUSES[cause]}
BEGINNING = {
    f"{word}: ": cause for cause in ("postponed", "handed_over", "cancelled") for word in CAUSES[cause]
}
CARRIED = re.compile(r"^(?:结转自《|Carried over from “)(?P<title>.*)[》”]$")
CHINESE = re.compile(r"[\u3400-\u9fff]")


def cause_of(note):
    """The cause that a note begins with, and the rest of the note; no cause where a person wrote all of it."""
    if note in WHOLE:
        return WHOLE[note], ""
    for beginning, cause in BEGINNING.items():
        if note.startswith(beginning):
            return cause, note.removeprefix(beginning)
    return "", note


def plan_called(plans, body, title):
    """The plan of this body that has the title, in either language."""
    own = plans.filter(body_id=body)
    return (own.filter(title_zh=title) | own.filter(title_en=title)).order_by("pk").first()


def tell_versions_apart(apps, _schema):
    plans = apps.get_model("commitments", "Plan").objects
    versions = apps.get_model("commitments", "PlanVersion").objects
    for version in versions.filter(cause="").exclude(note="").select_related("plan").iterator():
        version.cause, version.note = cause_of(version.note)
        carried = CARRIED.match(version.note)
        came_from = plan_called(plans, version.plan.body_id, carried["title"]) if carried else None
        if came_from is not None:
            version.cause, version.carried_from, version.note = "carried_over", came_from, ""
        if version.cause:
            version.save(update_fields=["cause", "carried_from", "note"])


def tell_changes_apart(apps, _schema):
    plans = apps.get_model("commitments", "Plan").objects
    changes = apps.get_model("commitments", "Change").objects
    carried = changes.filter(kind="carried_over", old_plan=None).select_related("commitment")
    for change in carried.iterator():
        old, _arrow, new = change.reason.partition(" → ")
        body = change.commitment.body_id
        change.old_plan, change.new_plan = plan_called(plans, body, old), plan_called(plans, body, new)
        if change.old_plan and change.new_plan:
            change.reason = ""
            change.save(update_fields=["old_plan", "new_plan", "reason"])


def put_english_labels_in_their_place(apps, _schema):
    commitments = apps.get_model("commitments", "Commitment").objects
    for commitment in commitments.exclude(origin_label_zh="").filter(origin_label_en="").iterator():
        if not CHINESE.search(commitment.origin_label_zh):
            commitment.origin_label_zh, commitment.origin_label_en = "", commitment.origin_label_zh
            commitment.save(update_fields=["origin_label_zh", "origin_label_en"])


class Migration(migrations.Migration):
    dependencies = [("commitments", "0006_in_both_languages")]
    operations = [
        migrations.RunPython(tell_versions_apart, migrations.RunPython.noop),
        migrations.RunPython(tell_changes_apart, migrations.RunPython.noop),
        migrations.RunPython(put_english_labels_in_their_place, migrations.RunPython.noop),
    ]
