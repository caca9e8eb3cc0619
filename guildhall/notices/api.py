from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Router, Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.accounts.permissions import require_may
from guildhall.accounts.powers import Power
from guildhall.notices import actions, queries
from guildhall.notices.models import Channel, Delivery, Notice
from guildhall.notices.schemas import ChannelIn, ChannelOut, CountOut, DeliveryOut, NoticeOut

inbox = Router()
router = AssociationRouter()


@inbox.get("me/notices", response=list[NoticeOut])
@paginate
def notice_list(request: SignedInRequest) -> QuerySet[Notice]:
    """My inbox, from all associations, newest first."""
    return queries.notices_of(request.user)


@inbox.post("me/notices/read", response=CountOut)
def read_all_notices(request: SignedInRequest) -> dict[str, int]:
    return {"count": actions.read_all_notices(actor=request.user)}


@inbox.post("me/notices/{pk}/read", response=NoticeOut)
def read_notice(request: SignedInRequest, pk: UUID) -> Notice:
    notice = get_object_or_404(queries.notices_of(request.user), pk=pk)
    actions.read_notice(notice, actor=request.user)
    notice.refresh_from_db()
    return notice


@router.get("channels", response=list[ChannelOut])
@paginate
def channel_list(request: SignedInRequest, slug: str) -> QuerySet[Channel]:
    return queries.channels(find_association(request, slug), viewer=request.user)


@router.post("channels", response={201: ChannelOut})
def add_channel(request: SignedInRequest, slug: str, data: ChannelIn) -> Status[Channel]:
    channel = actions.add_channel(find_association(request, slug), **data.dict(), actor=request.user)
    return Status(201, channel)


@router.post("channels/{pk}/remove", response=ChannelOut)
def remove_channel(request: SignedInRequest, slug: str, pk: UUID) -> Channel:
    channel = find_channel(request, slug, pk)
    actions.remove_channel(channel, actor=request.user)
    channel.refresh_from_db()
    return channel


@router.post("channels/{pk}/try", response=ChannelOut)
def try_channel(request: SignedInRequest, slug: str, pk: UUID) -> Channel:
    channel = find_channel(request, slug, pk)
    actions.try_channel(channel, actor=request.user)
    return channel


@router.get("outbox", response=list[DeliveryOut])
@paginate
def outbox(request: SignedInRequest, slug: str) -> QuerySet[Delivery]:
    return queries.outbox(find_association(request, slug), viewer=request.user)


@router.post("outbox/{pk}/send-again", response=DeliveryOut)
def send_again(request: SignedInRequest, slug: str, pk: UUID) -> Delivery:
    association = find_association(request, slug)
    delivery = get_object_or_404(queries.outbox(association, viewer=request.user), pk=pk)
    actions.send_again(delivery, actor=request.user)
    delivery.refresh_from_db()
    return delivery


def find_channel(request: SignedInRequest, slug: str, pk: UUID) -> Channel:
    association = find_association(request, slug)
    require_may(request.user, Power.MANAGE, association)
    return get_object_or_404(queries.channels(association, viewer=request.user), pk=pk)
