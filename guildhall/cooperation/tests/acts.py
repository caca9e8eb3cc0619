from collections.abc import Callable
from typing import Any

from guildhall.accounts.models import User
from guildhall.cooperation import actions
from guildhall.cooperation.actions import Side, Signing, Witnessing
from guildhall.cooperation.models import Agreement, AgreementParty, Cooperation
from guildhall.cooperation.tests.make import make_cooperation, make_match, make_organization
from guildhall.cooperation.tests.make_agreement import (
    PDF,
    make_agreement,
    make_representative,
    offered,
    sign,
    signing,
)
from guildhall.cooperation.tests.project_acts import PROJECT_ACTS
from guildhall.registry.models import Body, Person, Representation, Seat
from tests.cast import Act, World

Make = Callable[..., Agreement]
Work = Callable[[Cooperation, World, User], Any]


def of_the_members_firm(world: World) -> Cooperation:
    own = make_organization(world.association)
    Person.objects.filter(pk=world.person("member").pk).update(organization=own)
    return make_cooperation(world.association, own, make_organization(world.association))


def on_cooperation(do: Work) -> Callable[[World, User], None]:
    """The act on a cooperation in which the member's own organization is a party."""

    def tried(world: World, actor: User) -> None:
        do(world.once("cooperation", lambda: of_the_members_firm(world)), world, actor)

    return tried


def stands(*given: Any, **details: Any) -> Agreement:
    """Signed by all; its document is left out, which takes long to print and changes nothing here."""
    agreement = make_agreement(*given, **details)
    Agreement.objects.filter(pk=agreement.pk).update(state="signed")
    agreement.refresh_from_db()
    return agreement


def begin_cooperation(world: World, actor: User) -> None:
    sides = [Side(make_organization(world.association)) for _ in range(2)]
    actions.begin_cooperation(world.association, parties=sides, subject_zh="减速机", actor=actor)


COOPERATION_ACTS = {
    "introduce": Act(
        "引荐对接双方",
        "Introduce the sides of a match",
        lambda w, a: actions.introduce(w.once("match", lambda: make_match(w.association)), actor=a),
    ),
    "begin_cooperation": Act("登记合作", "Begin a cooperation", begin_cooperation),
    "amend_cooperation": Act(
        "修改合作登记",
        "Change what is kept of a cooperation",
        on_cooperation(
            lambda c, w, a: actions.amend_cooperation(c, version=c.version, result_zh="成果", actor=a)
        ),
    ),
    "reach_stage": Act(
        "登记合作进展",
        "Report how far it has come",
        on_cooperation(lambda c, w, a: actions.reach_stage(c, stage="met", actor=a)),
    ),
    "amend_step": Act(
        "更正合作进展",
        "Correct a stage",
        on_cooperation(
            lambda c, w, a: actions.amend_step(
                c.steps.get(), on=c.steps.get().on, note="", reason="笔误", actor=a
            )
        ),
    ),
    "end_cooperation": Act(
        "结束合作",
        "End a cooperation",
        on_cooperation(lambda c, w, a: actions.end_cooperation(c, ending="price", actor=a)),
    ),
    "leave_cooperation": Act(
        "退出合作",
        "Leave a cooperation",
        on_cooperation(lambda c, w, a: actions.leave_cooperation(c.parties.first(), reason="调整", actor=a)),
    ),
}


def of_the_member(world: World, made: Make) -> Agreement:
    """An agreement of two firms, for the first of which the member signs; the president witnesses it."""
    member, own = world.person("member"), make_organization(world.association)
    top = Body.objects.get(association=world.association, parent=None)
    seat = Seat.objects.create(association=world.association, body=top, organization=own)
    Representation.objects.create(association=world.association, seat=seat, person=member)
    parties = [Signing(own, member), signing(make_representative(world.association))]
    witnesses = [Witnessing(world.person("president"))]
    keeper = world.cast["secretary_general"]
    return made(world.association, keeper, parties=parties, witnesses=witnesses)


def on_agreement(do: Callable[[Agreement, World, User], Any], made: Make) -> Callable[[World, User], None]:
    """The act on the member's agreement, made once for all who try."""

    def tried(world: World, actor: User) -> None:
        do(world.once("agreement", lambda: of_the_member(world, made)), world, actor)

    return tried


def first(agreement: Agreement) -> AgreementParty:
    party = agreement.parties.select_related("agreement__association", "signatory__user").first()
    assert party is not None
    return party


def signed_by_all(*given: Any, **details: Any) -> Agreement:
    agreement = offered(*given, **details)
    for party in agreement.parties.all():
        sign(party)
    return agreement


def attested(agreement: Agreement, _world: World, actor: User) -> None:
    witness = agreement.witnesses.get()
    actions.attest_agreement(witness, seen=agreement.text_hash, confirmed=True, actor=actor)


def attested_on_paper(agreement: Agreement, _world: World, actor: User) -> None:
    actions.record_attestation(agreement.witnesses.get(), scan=("a.pdf", PDF), actor=actor)


def draft_agreement(world: World, actor: User) -> None:
    parties = [Signing(make_organization(world.association)) for _ in range(2)]
    actions.draft_agreement(world.association, parties=parties, title_zh="协议", actor=actor)


def amend_agreement(agreement: Agreement, _world: World, actor: User) -> None:
    parties = [Signing(one.organization, one.signatory) for one in agreement.parties.all()]
    actions.amend_agreement(agreement, version=agreement.version, parties=parties, witnesses=[], actor=actor)


AGREEMENT_ACTS = {
    "draft_agreement": Act("拟定协议", "Draw up an agreement", draft_agreement),
    "amend_agreement": Act("修改协议草案", "Change a draft", on_agreement(amend_agreement, make_agreement)),
    "discard_agreement": Act(
        "删除协议草案",
        "Discard a draft",
        on_agreement(lambda x, w, a: actions.discard_agreement(x, actor=a), make_agreement),
    ),
    "check_partner": Act(
        "核查合作方",
        "Check a partner",
        on_agreement(
            lambda x, w, a: actions.check_partner(first(x), note="登记信息", actor=a), make_agreement
        ),
    ),
    "give_authority": Act(
        "登记书面授权",
        "Keep a written authority",
        on_agreement(
            lambda x, w, a: actions.give_authority(first(x), paper=("a.pdf", PDF), actor=a), make_agreement
        ),
    ),
    "offer_agreement": Act(
        "送签协议",
        "Offer for signing",
        on_agreement(lambda x, w, a: actions.offer_agreement(x, actor=a), make_agreement),
    ),
    "recall_agreement": Act(
        "收回协议修改",
        "Recall to change it",
        on_agreement(lambda x, w, a: actions.recall_agreement(x, reason="修改", actor=a), offered),
    ),
    "sign_agreement": Act(
        "签署协议",
        "Sign an agreement",
        on_agreement(
            lambda x, w, a: actions.sign_agreement(first(x), seen=x.text_hash, confirmed=True, actor=a),
            offered,
        ),
    ),
    "record_agreement_signature": Act(
        "登记协议纸质签署",
        "Record a signature on paper",
        on_agreement(
            lambda x, w, a: actions.record_agreement_signature(first(x), scan=("a.pdf", PDF), actor=a),
            offered,
        ),
    ),
    "attest_agreement": Act("见证签署", "Attest the signing", on_agreement(attested, signed_by_all)),
    "record_attestation": Act(
        "登记纸质见证", "Record a witness on paper", on_agreement(attested_on_paper, signed_by_all)
    ),
    "publish_agreement": Act(
        "公开协议",
        "Publish an agreement",
        on_agreement(lambda x, w, a: actions.publish_agreement(x, is_public=True, actor=a), stands),
    ),
    "leave_agreement": Act(
        "退出协议",
        "Leave an agreement",
        on_agreement(lambda x, w, a: actions.leave_agreement(first(x), reason="调整", actor=a), stands),
    ),
    "end_agreement": Act(
        "终止协议",
        "End an agreement",
        on_agreement(lambda x, w, a: actions.end_agreement(x, reason="到期", actor=a), stands),
    ),
}
ACTS = {**COOPERATION_ACTS, **AGREEMENT_ACTS, **PROJECT_ACTS}
