from guildhall.accounts.models import User
from guildhall.imports import actions
from guildhall.imports.models import ImportBatch
from guildhall.imports.tests.make import HEADINGS, make_batch, make_rows, make_text
from tests.cast import Act, World

ROWS = make_text(HEADINGS, *make_rows(1))  # a text, because it is read many times here


def _batch(world: World, state: str = ImportBatch.State.CHECKED) -> ImportBatch:
    batch = make_batch(world.association, actor=world.cast["secretary_general"], name="会员.csv")
    if state == ImportBatch.State.COMMITTED:
        actions.commit_batch(batch, actor=world.cast["secretary_general"])
    return batch


def upload_table(world: World, actor: User) -> None:
    actions.upload_table(world.association, name="会员.csv", content=ROWS, actor=actor)


def map_columns(world: World, actor: User) -> None:
    actions.map_columns(_batch(world), kind="organizations", columns={"0": "name"}, actor=actor)


def check_batch(world: World, actor: User) -> None:
    actions.check_batch(_batch(world), actor=actor)


def commit_batch(world: World, actor: User) -> None:
    actions.commit_batch(_batch(world), actor=actor)


def undo_batch(world: World, actor: User) -> None:
    actions.undo_batch(_batch(world, ImportBatch.State.COMMITTED), actor=actor)


def discard_batch(world: World, actor: User) -> None:
    actions.discard_batch(_batch(world), actor=actor)


ACTS = {
    "upload_table": Act("上传名单", "Bring in a list", upload_table),
    "map_columns": Act("指定名单各列", "Say what a list's columns hold", map_columns),
    "check_batch": Act("核对名单", "Check a list", check_batch),
    "commit_batch": Act("导入名单", "Commit a list", commit_batch),
    "undo_batch": Act("撤销已导入的名单", "Undo a committed list", undo_batch),
    "discard_batch": Act("放弃名单", "Discard a list", discard_batch),
}
