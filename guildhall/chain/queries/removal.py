"""What removing something would do, said before it is done."""

from django.db.models import Q
from django.utils.translation import gettext as _

from guildhall.chain.models import Chain, Placement, Segment


def removal_of_chain(chain: Chain) -> list[str]:
    """What goes with the chain, or why it stays."""
    placed = Placement.objects.filter(segment__chain=chain).count()
    if placed:
        return [
            _("Nothing: %(count)d places of firms are on it, and it stays while they are.")
            % {"count": placed}
        ]
    counts = {"segments": chain.segments.count(), "flows": chain.flows.count()}
    return [_("%(segments)d segments and %(flows)d flows are removed with it.") % counts]


def removal_of_segment(segment: Segment) -> list[str]:
    """The flows that go with the segment, or why it stays."""
    placed = segment.placements.count()
    if placed:
        return [
            _("Nothing: %(count)d places of firms are on it, and it stays while they are.")
            % {"count": placed}
        ]
    flows = segment.chain.flows.filter(Q(source=segment) | Q(target=segment)).order_by("id")
    found = flows.select_related("source", "target")
    return [f"{flow.source.name} → {flow.target.name} · {flow.goods}" for flow in found]
