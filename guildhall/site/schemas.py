from datetime import datetime
from uuid import UUID

from ninja import Field, Schema


class ArticleIn(Schema):
    title_zh: str = Field("", max_length=200)
    title_en: str = Field("", max_length=200)
    text_zh: str = ""
    text_en: str = ""
    picture_credit: str = Field("", max_length=100)


class ArticleChangeIn(ArticleIn):
    version: int


class ArticleOut(Schema):
    id: UUID
    state: str
    meeting_id: UUID | None
    title_zh: str
    title_en: str
    text_zh: str
    text_en: str
    picture_credit: str
    published_at: datetime | None
    version: int
