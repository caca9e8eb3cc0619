"""News: drafted, edited by one person at a time, published, withdrawn."""

from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.meetings.models import Meeting
from guildhall.site import queries
from guildhall.site.models import Article
from guildhall.site.news import release_en, release_zh
from guildhall.site.permissions import require_may_edit, require_may_write_news


class ArticleDetails(TypedDict, total=False):
    title_zh: str
    title_en: str
    text_zh: str
    text_en: str
    picture_credit: str


def _require_title(details: ArticleDetails) -> None:
    if not (details.get("title_zh", "").strip() or details.get("title_en", "").strip()):
        raise InvalidError(
            _("Give the article a title in Chinese or in English."),
            code="title_missing",
            details={"field": "title_zh"},
        )


@transaction.atomic
def write_article(association: Association, *, actor: User, **details: Unpack[ArticleDetails]) -> Article:
    """A new draft of news. Refused without the power to publish (403) and without a title (422)."""
    require_may_write_news(actor, association)
    _require_title(details)
    article = Article.objects.create(association=association, written_by=actor, **details)
    record("article.written", actor=actor, subject=article)
    return article


@transaction.atomic
def draft_release(meeting: Meeting, *, actor: User) -> Article:
    """A draft of news in both languages from the meeting's record; the existing draft if there is one."""
    require_may_write_news(actor, meeting.association, meeting)
    existing = Article.objects.filter(meeting=meeting).exclude(state=Article.State.WITHDRAWN).first()
    if existing is not None:
        return existing
    with translation.override("zh-hans"):
        text_zh = release_zh(queries.release_facts(meeting))
        title_zh = f"{meeting.name_zh}召开" if meeting.name_zh else ""
    with translation.override("en"):
        text_en = release_en(queries.release_facts(meeting))
        title_en = meeting.name_en
    article = Article.objects.create(
        association=meeting.association,
        meeting=meeting,
        written_by=actor,
        title_zh=title_zh[:200],
        title_en=title_en[:200],
        text_zh=text_zh if meeting.name_zh else "",
        text_en=text_en if meeting.name_en else "",
    )
    record("article.drafted", actor=actor, subject=article, meeting=str(meeting.pk))
    return article


@transaction.atomic
def change_article(
    article: Article, *, version: int, actor: User, **details: Unpack[ArticleDetails]
) -> Article:
    """Edit a draft or a published article.

    ``version`` is the one the editor saw: refused (409) when somebody saved in the meantime.
    """
    require_may_edit(actor, article)
    _require_title(details)
    current = Article.objects.filter(pk=article.pk, version=version).exclude(state=Article.State.WITHDRAWN)
    if not current.update(version=F("version") + 1, **details):
        raise RuleError(
            _(
                "Somebody else saved this article after you opened it. Copy your text, open it again and put it in."
            ),
            code="changed_meanwhile",
        )
    article.refresh_from_db()
    record("article.changed", actor=actor, subject=article, version=article.version)
    return article


@transaction.atomic
def publish_article(article: Article, *, actor: User) -> Article:
    """Put a draft on the public pages; refused when it is not a draft, or the association has no public pages."""
    require_may_edit(actor, article)
    if not article.association.is_public:
        raise RuleError(_("The association has no public pages yet. Turn them on first."), code="not_public")
    draft = Article.objects.filter(pk=article.pk, state=Article.State.DRAFT)
    if not draft.update(state=Article.State.PUBLISHED, published_at=timezone.now()):
        raise RuleError(_("Only a draft can be published."), code="not_a_draft")
    article.refresh_from_db()
    record("article.published", actor=actor, subject=article)
    return article


@transaction.atomic
def withdraw_article(article: Article, *, actor: User) -> Article:
    """Take an article off the public pages, or drop a draft."""
    require_may_edit(actor, article)
    standing = Article.objects.filter(pk=article.pk).exclude(state=Article.State.WITHDRAWN)
    if not standing.update(state=Article.State.WITHDRAWN):
        raise RuleError(_("This article was already withdrawn."), code="already_withdrawn")
    article.refresh_from_db()
    record("article.withdrawn", actor=actor, subject=article)
    return article
