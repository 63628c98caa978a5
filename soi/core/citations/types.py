"""Type words of documents, and the codes that stand for them in a symbol.

Source: Decree 30/2020/NĐ-CP, annex III; Regulation 66-QĐ/TW (2017) and Guidance 36-HD/VPTW
(2018) for the Party; Law 80/2015/QH13 for normative acts.
"""

import re

CAPITALS = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
# The printed form in full; the code or codes that a symbol of this type carries.
_CODES: dict[str, tuple[str, ...]] = {
    "Nghị quyết liên tịch": ("NQLT",),
    "Thông tư liên tịch": ("TTLT",),
    "Nghị quyết": ("NQ",),
    "Nghị định": ("NĐ", "ND"),
    "Quyết định": ("QĐ", "QD"),
    "Quy định": ("QĐi", "QyĐ", "QĐ"),
    "Quy chế": ("QC", "QCPH", "QCLV"),
    "Chỉ thị": ("CT",),
    "Kết luận": ("KL",),
    "Kế hoạch liên tịch": ("KHLT",),
    "Kế hoạch": ("KH",),
    "Chương trình": ("CTr", "CTR", "CTrHĐ", "CTHĐ", "CTPH", "CTrPH"),
    "Thông báo": ("TB", "TBKL"),
    "Thông tri": ("TTri", "TT"),
    "Thông tư": ("TT",),
    "Thông cáo": ("TC",),
    "Hướng dẫn liên tịch": ("HDLT",),
    "Hướng dẫn": ("HD",),
    "Công văn": ("CV",),
    "Công điện": ("CĐ",),
    "Công lệnh": ("CL",),
    "Báo cáo": ("BC",),
    "Tờ trình": ("TTr", "TTR"),
    "Đề án": ("ĐA",),
    "Phương án": ("PA",),
    "Quy ước": ("QU",),
    "Biên bản": ("BB",),
    "Pháp lệnh": ("PL",),
    "Lệnh": ("L",),
    "Văn bản hợp nhất": ("VBHN",),
    "Luật": (),
    "Bộ luật": (),
    "Hiến pháp": (),
    "Văn bản": (),
    "Công thư": (),
    "Điều lệ": ("ĐL",),
    "Giấy mời": ("GM",),
    "Phiếu chuyển": ("PC",),
    "Đề cương": ("ĐC",),
    "Tuyên bố": ("TBo",),
    "Sắc lệnh": ("SL",),
    "Quy trình": ("QT",),
    "Chuẩn mực": (),
}
_SHORT = {  # as people shorten them in running text: NĐ 20/2021/NĐ-CP
    "NQLT": "Nghị quyết liên tịch",
    "TTLT": "Thông tư liên tịch",
    "VBHN": "Văn bản hợp nhất",
    "NQ": "Nghị quyết",
    "NĐ": "Nghị định",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "KL": "Kết luận",
    "KH": "Kế hoạch",
    "TB": "Thông báo",
    "TT": "Thông tư",
    "HD": "Hướng dẫn",
    "CV": "Công văn",
    "CĐ": "Công điện",
    "BC": "Báo cáo",
    "TTr": "Tờ trình",
    "PL": "Pháp lệnh",
}
TYPES = tuple(sorted(_CODES, key=len, reverse=True))
_BY_LOWER = {one.lower(): one for one in TYPES}
_BY_CODE: dict[str, str] = {}
for _word, _codes in _CODES.items():
    for _code in _codes:
        _BY_CODE.setdefault(_code, _word)
CODES = frozenset(_BY_CODE)
WORDS = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in TYPES)
ABBREVIATIONS = "|".join(sorted(_SHORT, key=len, reverse=True))


def full(printed: str) -> str:
    """Return the full form of a printed type word: "NĐ" and "nghị  định" are "Nghị định"."""
    plain = " ".join(printed.split())
    return _SHORT.get(plain) or _BY_LOWER.get(plain.lower(), plain)


def of_code(code: str) -> str:
    """Return the type a code stands for, or "" if it stands for none.

    Party and state share some codes; the state's sense comes first (TT is Thông tư).
    """
    return _BY_CODE.get(code, "")


def fits(word: str, code: str) -> bool:
    """Test if a document called `word` may carry `code` in its symbol."""
    codes = _CODES.get(word, ())
    if not codes or code not in CODES:
        return True  # a law has no code; an unknown code proves nothing
    return code in codes
