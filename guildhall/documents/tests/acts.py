from guildhall.accounts.models import User
from guildhall.documents import actions
from guildhall.documents.tests.make import make_document
from tests.cast import Act, World


def revoke_document(world: World, actor: User) -> None:
    actions.revoke_document(make_document(world.association), reason="Misprint", actor=actor)


def set_serial_format(world: World, actor: User) -> None:
    pattern = "M {year}-{number}"
    actions.set_serial_format(
        association=world.association, kind="minutes", pattern_zh=pattern, pattern_en=pattern, actor=actor
    )


ACTS = {
    "revoke_document": Act("撤销已签发文件", "Revoke an issued document", revoke_document),
    "set_serial_format": Act("设定文件编号写法", "Set how documents are numbered", set_serial_format),
}
