"""Application forms to start from, one for each kind of member. Pure: every association edits its own."""

from dataclasses import dataclass

from guildhall.members.questions import CHOICE, DATE, FILE, LONG, NUMBER, TEXT, YES_NO, Choice, Question

ENTERPRISE, INSTITUTION, INDIVIDUAL = "enterprise", "institution", "individual"


@dataclass(frozen=True)
class Preset:
    title_zh: str
    title_en: str
    intro_zh: str
    intro_en: str
    questions: tuple[Question, ...]


def _ask(
    key: str, kind: str, zh: str, en: str, *, required: bool = False, hint: tuple[str, str] = ("", "")
) -> Question:
    return Question(key, kind, zh, en, *hint, required=required)


SCALE = (
    Choice("large", "大型", "large"),
    Choice("medium", "中型", "medium"),
    Choice("small", "小型", "small"),
    Choice("micro", "微型", "micro"),
)
# The values are those of the kinds of organizations in the registry.
UNIT_KINDS = (
    Choice("institute", "高等院校、科研院所", "University or institute"),
    Choice("bank", "银行等金融机构", "Bank or other financial institution"),
    Choice("association", "社会组织", "Association or foundation"),
    Choice("other", "其他单位", "Other unit"),
)
LICENCE = _ask(
    "licence",
    FILE,
    "营业执照副本（扫描件或照片）",
    "Business licence (scan or photograph)",
    required=True,
    hint=("图像应清晰、完整。", "The whole document, easy to read."),
)
STAMPED = _ask(
    "stamped_form",
    FILE,
    "加盖公章的入会申请表",
    "Application form with the official stamp",
    hint=("可先提交，后补。", "It may follow later."),
)
CHARTER = _ask(
    "keeps_charter",
    YES_NO,
    "是否承认并遵守本会章程，按期交纳会费？",
    "Do you accept and keep the association's charter, and pay its dues in time?",
    required=True,
)
WHY = _ask(
    "why", LONG, "入会理由及对本会的期望", "Why you wish to join, and what you expect of the association"
)
PRESETS = {
    ENTERPRISE: Preset(
        "企业会员入会申请表",
        "Application of an enterprise",
        "请由企业授权的联系人填写。提交后可凭查询链接补充材料、查看进度。",
        "To be filled in by a contact whom the enterprise has authorised. With the link that you will be given you can "
        "hand in what is missing and see how far it is.",
        (
            _ask("legal_representative", TEXT, "法定代表人", "Legal representative", required=True),
            _ask("founded_on", DATE, "成立日期", "Date of registration"),
            _ask("capital", NUMBER, "注册资本（万元）", "Registered capital (10,000 yuan)"),
            _ask("employees", NUMBER, "职工人数", "Number of employees"),
            _ask("turnover", NUMBER, "上年度营业收入（万元）", "Turnover last year (10,000 yuan)"),
            Question("scale", CHOICE, "企业规模", "Size of the enterprise", choices=SCALE),
            _ask("products", LONG, "主要产品或服务", "Main products or services", required=True),
            _ask("honours", LONG, "资质与荣誉", "Certificates and honours"),
            WHY,
            LICENCE,
            STAMPED,
            CHARTER,
        ),
    ),
    INSTITUTION: Preset(
        "单位会员入会申请表",
        "Application of an institution",
        "适用于高等院校、科研院所、金融机构、社会组织等单位。",
        "For universities, institutes, financial institutions, associations and other units.",
        (
            Question("unit_kind", CHOICE, "单位类别", "Kind of unit", required=True, choices=UNIT_KINDS),
            _ask(
                "legal_representative",
                TEXT,
                "法定代表人或负责人",
                "Legal representative or head",
                required=True,
            ),
            _ask("fields", LONG, "主要业务或研究方向", "Main business or fields of research", required=True),
            WHY,
            _ask(
                "licence",
                FILE,
                "法人登记证书（扫描件或照片）",
                "Certificate of registration (scan or photograph)",
                required=True,
            ),
            STAMPED,
            CHARTER,
        ),
    ),
    INDIVIDUAL: Preset(
        "个人会员入会申请表",
        "Application of an individual",
        "请如实填写。无需提供身份证号码。",
        "Please fill in truthfully. No number of an identity document is needed.",
        (
            _ask("employer", TEXT, "工作单位", "Employer", required=True),
            _ask("position", TEXT, "职务", "Position"),
            _ask("title", TEXT, "职称或学位", "Professional title or degree"),
            _ask("field", LONG, "专业领域与主要成果", "Field of work and main results", required=True),
            WHY,
            _ask("cv", FILE, "个人简历", "Curriculum vitae"),
            CHARTER,
        ),
    ),
}
