"""One filled-in example of each template."""

from typing import Any

from guildhall.documents.blocks import blocks


def pair(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def prose(zh: str, en: str) -> dict[str, Any]:
    return {"zh": blocks(zh), "en": blocks(en)}


COMMON = {
    "association": pair("东海市装备制造业协会", "Donghai Equipment Manufacturers' Association"),
    "number": pair("会发〔2026〕3号", "Document 2026-3"),
    "code": "7K3M-Q9RT-X2VB-4HZD",
    "url": "https://guild.example/verify/7K3M-Q9RT-X2VB-4HZD/",
    "date": "2026-03-05",
}
CHAIR = pair("周建国", "Zhou Jianguo")
PAPERS: dict[str, dict[str, Any]] = {
    "report": COMMON
    | {
        "title": pair("产业链运行报告", "Chain Report"),
        "facts": [{"label": pair("时间", "Time"), "value": "2026-03-05"}],
        "blocks": prose(
            "一、总体情况\n平稳。\n- 轴承\n- 机床", "# Overview\nSteady.\n1. bearings\n2. machine tools"
        ),
    },
    "notice": COMMON
    | {
        "title": pair("会议通知", "Meeting Notice"),
        "to": pair("各理事单位", "All council members"),
        "blocks": prose("现将有关事项通知如下。", "Details are as follows."),
        "facts": [{"label": pair("地点", "Place"), "value": pair("会议厅", "Hall")}],
        "agenda": [
            {"time": "14:30", "title": pair("工作报告", "Work report"), "speaker": CHAIR},
            {"title": pair("接纳会员", "New members")},
        ],
        "papers": [pair("报告稿", "Draft report")],
        "closing": prose("请回复。", "Please reply."),
    },
    "minutes": COMMON
    | {
        "title": pair("会议纪要", "Minutes of the Council"),
        "facts": [{"label": pair("记录", "Minutes by"), "value": None}],
        "attendance": [
            {
                "group": "present",
                "people": [{"name": CHAIR}, {"name": "李敏", "note": pair("线上", "online")}],
            },
            {"group": "excused", "people": []},
            {"group": "in_attendance", "people": [{"name": pair("何青", "He Qing")}]},
        ],
        "quorum": pair("应到3人，实到2人：会议可以召开。", "2 of 3 are present: the meeting may open."),
        "items": [
            {
                "title": pair("工作报告", "Work report"),
                "speakers": [CHAIR],
                "blocks": prose("听取了报告。", "The report was heard."),
                "decisions": [
                    {
                        "number": pair("决议1", "1"),
                        "text": pair("通过报告。", "The report is adopted."),
                        "counts": {"in_favour": 2, "against": 0, "abstain": 0},
                        "verdict": pair("全体赞成：通过。", "All in favour: carried."),
                    },
                    {"text": pair("备案。", "Filed."), "counts": None},
                ],
            }
        ],
        "follow_up": [{"content": pair("落实", "Carry out"), "deadline": "2026-06-30", "responsible": CHAIR}],
        "signatures": [{"role": pair("主持人", "Chair"), "name": CHAIR}],
    },
    "letter": COMMON
    | {
        "title": pair("目标责任书", "Letter of Responsibility"),
        "parties": [
            {"role": pair("甲方", "Party A"), "name": pair("协会", "Association"), "representative": CHAIR},
            {"role": pair("乙方", "Party B"), "name": pair("专委会", "Committee")},
        ],
        "blocks": prose("双方约定如下。", "The parties agree."),
        "targets": [
            {
                "content": pair("对接会", "Meeting"),
                "measure": pair("签到表", "List"),
                "deadline": "2026-06-30",
            },
            {"content": pair("调研", "Survey"), "deadline": None, "responsible": None},
        ],
        "closing": prose("一式两份。", "Two copies."),
        "signatures": [
            {"role": pair("甲方", "Party A"), "by": CHAIR, "signed_at": "2026-03-05T09:32"},
            {"role": pair("乙方", "Party B"), "name": pair("专委会", "Committee")},
        ],
    },
    "certificate": COMMON
    | {
        "title": pair("荣誉证书", "Certificate of Honour"),
        "holder": pair("东海精密机械有限公司", "Donghai Precision Machinery"),
        "text": pair("被评为先进单位。", "is recognised as an Advanced Unit."),
    },
    "filing": COMMON
    | {
        "title": pair("选举备案材料", "Election Filing"),
        "facts": [{"label": pair("职务", "Post"), "value": pair("理事", "Director")}],
        "parts": [
            {
                "title": pair("计票结果", "Count"),
                "table": {
                    "head": [pair("序号", "No."), pair("姓名", "Name")],
                    "widths": [1, 4],
                    "rows": [["1", CHAIR]],
                },
                "signatures": [
                    {
                        "role": pair("监票人", "Scrutineer"),
                        "name": CHAIR,
                        "by": CHAIR,
                        "signed_at": "2026-03-05T09:00",
                    }
                ],
            },
            {
                "title": pair("会议纪要", "Minutes"),
                "missing": True,
                "why": pair("尚未批准。", "Not yet approved."),
            },
        ],
    },
    # A ballot says nothing that would tell it from another one.
    "ballot": {
        "association": COMMON["association"],
        "title": pair("选举第三届理事", "Election of the Council"),
        "round": pair("第1轮，应选1名", "Round 1, 1 to be elected"),
        "candidates": [{"name": CHAIR, "unit": pair("周村轴承厂", "Zhoucun Bearings")}, {"name": "李敏"}],
        "instructions": [pair("赞成的画“○”。", "Mark one box for each.")],
        "write_ins": 1,
        "foot": pair("多选无效。", "Too many marks make it invalid."),
        "copies": 2,
        "sheets": 1,
    },
}
