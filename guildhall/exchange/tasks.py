from datetime import datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import Association
from guildhall.exchange.actions import keep_fits, remind_of_expiry, send_match_digest, tell_of_matches
from guildhall.exchange.models import Listing
from guildhall.exchange.projection import projection
from guildhall.exchange.queries import Asking, fits_for
from guildhall.exchange.words import learn_words
from guildhall.jobs.doors import task, timed
from guildhall.jobs.models import Job

NOT_BEFORE = time(7, 30)
DIGEST_FROM = time(8, 30)
MONDAY = 0


@timed("exchange.remind_of_expiry", _("Remind of offers and needs about to expire"), every=timedelta(hours=1))
def remind(now: datetime) -> None:
    """Once a day in each association's own time zone, from half past seven; what was sent is never sent again."""
    for association in Association.objects.filter(is_record=False).order_by("pk"):
        local = now.astimezone(association.zone)
        if local.time() >= NOT_BEFORE:
            remind_of_expiry(association, on=local.date())


@task("exchange.match_listing", _("Match an offer or need"))
def match_listing(job: Job) -> None:
    """A need with its offers, or an offer with the needs that it fits; begun again after a crash, it goes on.

    Every match is ranked among the offers for its need, so an offer ranks all of those needs anew.
    """
    found = Listing.objects.filter(pk=job.arguments["listing"], state=Listing.State.PUBLISHED)
    listing = found.select_related("association", "organization", "contact", "segment").first()
    if listing is None:
        return
    needs = [listing]
    if listing.side == Listing.Side.OFFER:
        needs = [fit.listing for fit in fits_for(Asking.of(listing), wait=True)]
    for need in needs:
        keep_fits(need, fits_for(Asking.of(need), wait=True))
    tell_of_matches(listing)


@timed(
    "exchange.follow_listings",
    _("Bring the index of offers and needs up to date"),
    every=timedelta(minutes=1),
)
def follow_listings(now: datetime) -> None:
    """The last minutes once more, for changes that were committed later than they were made."""
    projection().look_back(now)


@timed(
    "exchange.mend_index", _("Compare the index of offers and needs with the database"), daily_at=time(3, 40)
)
def mend_index(now: datetime) -> None:
    """Every night: what differs is written, what has expired leaves the index."""
    projection().mend()


@timed("exchange.learn_words", _("Learn words in two languages"), daily_at=time(3, 20))
def learn(now: datetime) -> None:
    """Every night, from what everybody may read."""
    learn_words()


@timed("exchange.match_digest", _("Send the week's matches"), every=timedelta(hours=1))
def send_digests(now: datetime) -> None:
    """On Mondays from half past eight in each association's own time zone, once a week to everyone whom it concerns."""
    for association in Association.objects.filter(is_record=False).order_by("pk"):
        local = now.astimezone(association.zone)
        if local.weekday() == MONDAY and local.time() >= DIGEST_FROM:
            send_match_digest(association, now=now)
