from guildhall.accounts.actions import make_token
from guildhall.accounts.models import User
from guildhall.accounts.tests.make import make_user


def token_list(rows: int) -> tuple[User, str, str]:
    user = make_user()
    for number in range(rows):
        make_token(name=f"Program {number}", actor=user)
    return user, "/me/tokens/", "/api/v1/me/tokens"


LISTS = [token_list]
