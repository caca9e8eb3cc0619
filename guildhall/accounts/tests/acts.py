from allauth.usersessions.models import UserSession

from guildhall.accounts import actions
from guildhall.accounts.models import User
from tests.cast import Act, World


def change_profile(world: World, actor: User) -> None:
    actions.change_profile(name="Somebody", language="en", actor=actor)


def make_token(world: World, actor: User) -> None:
    actions.make_token(name="Program", actor=actor)


def revoke_token(world: World, actor: User) -> None:
    token, _secret = actions.make_token(name="Program", actor=world.cast["member"])
    actions.revoke_token(token, actor=actor)


def end_session(world: World, actor: User) -> None:
    session = UserSession.objects.create(user=world.cast["member"], ip="127.0.0.1", session_key="of-a-member")
    actions.end_session(session, actor=actor)


ACTS = {
    "change_profile": Act("修改个人资料", "Change one's profile", change_profile),
    "end_session": Act("结束登录", "End a sign-in", end_session),
    "make_token": Act("创建接口令牌", "Make an API token", make_token),
    "revoke_token": Act("撤销接口令牌", "Revoke an API token", revoke_token),
}
