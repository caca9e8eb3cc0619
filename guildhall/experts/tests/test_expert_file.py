import io

import pytest
from python_calamine import CalamineWorkbook

from guildhall.core.errors import RuleError
from guildhall.experts import actions, queries
from guildhall.experts.expert_table import rows_in
from guildhall.experts.lists import experts_as_excel
from guildhall.experts.models import Expert
from guildhall.experts.tests.make import LIST, make_association, make_expert, make_keeper, make_organization

pytestmark = pytest.mark.django_db


def test_a_list_is_checked_first_and_its_good_rows_are_taken_in():
    association = make_association()
    keeper = make_keeper(association)
    make_organization(association, name_zh="云岭轴承有限公司", plain_zh="云岭轴承")
    bad = "李新,无此单位,工程师,泵,\n王强,,工程师,,\n".encode()
    file = actions.check_expert_file(association, name="专家.csv", content=LIST + bad, actor=keeper)
    rows = actions.checked_rows(association, file)

    assert [bool(one.problem) for one in rows] == [False, True, True]
    assert Expert.objects.count() == 0
    assert actions.import_experts(association, file=file, actor=keeper) == 1
    expert = Expert.objects.get()
    assert (expert.person.name_zh, expert.fields_zh, expert.title_zh) == (
        "周明",
        "轴承\n润滑",
        "教授级高级工程师",
    )
    with pytest.raises(RuleError) as refusal:
        actions.import_experts(association, file=file, actor=keeper)
    assert refusal.value.code == "nothing_to_import"


def test_what_is_written_reads_back():
    association = make_association()
    expert = make_expert(association)
    found = queries.expert_list(make_keeper(association), association)

    book = CalamineWorkbook.from_filelike(io.BytesIO(experts_as_excel(found)))
    cells = [[str(cell) for cell in line] for line in book.get_sheet_by_index(0).to_python()]
    [row] = rows_in(enumerate(cells, start=1))
    assert (row.name, row.fields) == (expert.person.name_zh, ("轴承", "润滑", "Bearings"))
