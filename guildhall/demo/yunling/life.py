"""What else happens in the year: a rule changes, news is written, a chat group comes and goes, people are reminded."""

from datetime import timedelta
from functools import partial

from django.db.models import F
from django.utils import timezone

from guildhall.commitments.actions import send_letter_endings, send_reminders, set_follow_up_rules
from guildhall.demo.yunling.chain import schedule_chain
from guildhall.demo.yunling.dues import schedule_dues
from guildhall.demo.yunling.exchange import schedule_exchange
from guildhall.demo.yunling.joining import Joining
from guildhall.demo.yunling.letter import Signed
from guildhall.demo.yunling.lists import bring_faulty_list
from guildhall.demo.yunling.meeting import Held
from guildhall.demo.yunling.plan import Planned
from guildhall.demo.yunling.promise import Promise
from guildhall.demo.yunling.representing import schedule_letters
from guildhall.demo.yunling.resources import schedule_resources
from guildhall.demo.yunling.texts import Facts, both, read
from guildhall.demo.yunling.timeline import Timeline
from guildhall.demo.yunling.together import schedule_together
from guildhall.demo.yunling.world import World
from guildhall.notices.actions import add_channel, remove_channel
from guildhall.notices.models import Delivery, Notice
from guildhall.registry.actions import change_rule
from guildhall.registry.queries import latest_charter, latest_profile
from guildhall.site.actions import publish_article, write_article

UNREAD_DAYS = 9
CHARTER_CHANGED = -345


def live_the_year(world: World) -> None:
    """Everything that happens after the founding, each thing at its moment."""
    timeline = Timeline(world)
    for facts in read("meetings"):
        Held(world, timeline, facts).schedule()
    for facts in read("plans"):
        Planned(world, timeline, facts).schedule()
    for facts in read("letters"):
        Signed(world, timeline, facts).schedule()
    Joining(world).schedule(timeline)
    schedule_dues(world, timeline)
    schedule_letters(world, timeline)
    schedule_chain(world, timeline)
    schedule_exchange(world, timeline)
    schedule_together(world, timeline)
    schedule_resources(world, timeline)
    for facts in read("articles"):
        timeline.add(facts["day"], "10:40", partial(_write, world, facts))
    for facts in read("promises"):
        promise = Promise(world, timeline, facts)
        timeline.add(facts["day"], "11:20", partial(promise.stands_alone, facts["body"], actor=world.officer))
    timeline.add(CHARTER_CHANGED, "09:50", partial(_change_the_charter, world))
    timeline.add(-420, "14:10", partial(_set_rules, world))
    timeline.add(-200, "13:30", partial(_try_a_chat_group, world))
    timeline.add(-1, "16:45", partial(bring_faulty_list, world))
    for offset in range(-419, 0):
        if world.workday(offset) == offset:
            timeline.add(offset, "07:30", partial(_remind, world))
    timeline.run()
    _read_mail(world)


def _change_the_charter(world: World) -> None:
    """The assembly's decision becomes a new version of the rules."""
    key = "bodies.council.notice_days"
    rule = next(rule for rule in latest_profile(world.association).rules if rule.key == key)
    last = latest_charter(world.association)
    change_rule(
        world.association,
        key=key,
        rule=rule.as_data()
        | {
            "value": 7,
            "source": {"zh": "本会章程第二十三条", "en": "Article 23 of our charter"},
            "note": {"zh": "二届二次会员大会修改", "en": "Changed by the second assembly of the second term"},
        },
        from_on=world.day(CHARTER_CHANGED),
        note="二届二次会员大会通过：理事会会议通知期由10日改为7日",
        based_on=last.version if last else 0,
        actor=world.secretary,
    )


def _set_rules(world: World) -> None:
    set_follow_up_rules(
        association=world.association,
        amber_days=7,
        remind_days=[14, 7, 1],
        overdue_every=14,
        escalate_after=10,
        actor=world.secretary,
    )


def _try_a_chat_group(world: World) -> None:
    """A group that was given up again, so that the page shows one and nothing is ever posted."""
    channel = add_channel(
        world.association,
        name="会长办公会工作群",
        address="json://chat.yunling.example/hook",
        kinds=["meeting.invitation"],
        actor=world.secretary,
    )
    remove_channel(channel, actor=world.secretary)


def _remind(world: World) -> None:
    today = timezone.localdate(timezone=world.association.zone)
    send_reminders(world.association, on=today)
    send_letter_endings(world.association, on=today)


def _write(world: World, facts: Facts) -> None:
    article = write_article(
        world.association,
        actor=world.secretary,
        **both(facts, "title"),
        **both(facts, "text"),
    )
    if not facts.get("draft"):
        publish_article(article, actor=world.secretary)


def _read_mail(world: World) -> None:
    """What is older than some days was read soon after it came; one mail came back."""
    mails = Notice.objects.filter(association=world.association, user__isnull=False)
    older = mails.filter(created_at__lt=world.moment(-UNREAD_DAYS))
    older.update(read_at=F("created_at") + timedelta(hours=5))
    returned = Delivery.objects.filter(association=world.association, notice__user=None).latest("send_after")
    Delivery.objects.filter(pk=returned.pk).update(
        state=Delivery.State.FAILED, attempts=6, sent_at=None, error="550 5.1.1 mailbox unavailable"
    )
