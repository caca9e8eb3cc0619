"""What holds less memory answers as pypinyin does when it is left alone."""

import json
import subprocess
import sys

from guildhall.core.pinyin import lazy_pinyin, seg

NAMES = [
    *(
        "重庆钢铁股份有限公司",
        "长沙中联重工科技",
        "银行行长了解任重而道远",
        "曾经沧海难为水",
        "乐清市音乐教师",
    ),
    *("ab重c庆1", "", "大厦将倾", "一心一意一", "西安市先进装备", "朝阳区朝气蓬勃科技", "还珠格格还有"),
]
ALONE = """
import json, sys
from pypinyin import lazy_pinyin
from pypinyin.seg.simpleseg import seg
print(json.dumps([[lazy_pinyin(name), seg(name)] for name in json.loads(sys.argv[1])]))
"""


def test_names_are_read_and_cut_as_pypinyin_does_by_itself():
    asked = [sys.executable, "-c", ALONE, json.dumps(NAMES)]
    answer = subprocess.run(asked, capture_output=True, text=True, check=True).stdout

    assert json.loads(answer) == [[lazy_pinyin(name), seg(name)] for name in NAMES]
