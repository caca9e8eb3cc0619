from datetime import datetime
from uuid import UUID

from ninja import Field, Schema

from guildhall.notices.models import Channel, Delivery, Notice


class NoticeOut(Schema):
    id: UUID
    association: str
    kind: str
    subject_zh: str
    subject_en: str
    text_zh: str
    text_en: str
    link: str
    created_at: datetime
    read_at: datetime | None

    @staticmethod
    def resolve_association(notice: Notice) -> str:
        return notice.association.slug


class ChannelIn(Schema):
    name: str = Field(min_length=1, max_length=100)
    address: str = Field(min_length=3, max_length=500)
    kinds: list[str] = ["*"]


class ChannelOut(Schema):
    """The address is a secret: only its service is shown."""

    id: UUID
    name: str
    service: str
    kinds: list[str]
    is_active: bool
    last_error: str

    @staticmethod
    def resolve_service(channel: Channel) -> str:
        return channel.service


class DeliveryOut(Schema):
    id: UUID
    subject: str
    to: str
    state: str
    attempts: int
    sent_at: datetime | None
    error: str

    @staticmethod
    def resolve_subject(delivery: Delivery) -> str:
        return delivery.notice.subject

    @staticmethod
    def resolve_to(delivery: Delivery) -> str:
        return delivery.channel.name if delivery.channel else delivery.notice.email


class CountOut(Schema):
    count: int
