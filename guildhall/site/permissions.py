from guildhall.accounts.models import Association, User
from guildhall.accounts.permissions import may, require_may
from guildhall.accounts.powers import Power
from guildhall.meetings.models import Meeting
from guildhall.site.models import Article


def may_write_news(user: User, association: Association) -> bool:
    """Draft and edit news: whoever may publish for the association or for one of its bodies."""
    return may(user, Power.PUBLISH, association)


def require_may_write_news(user: User, association: Association, meeting: Meeting | None = None) -> None:
    require_may(user, Power.PUBLISH, association, meeting.body_id if meeting else None)


def require_may_edit(user: User, article: Article) -> None:
    require_may_write_news(user, article.association, article.meeting)
