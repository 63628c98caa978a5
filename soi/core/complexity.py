"""When a denunciation is complex, computed from what was noted and not from an opinion.

Source: Nghị định 31/2019/NĐ-CP, Điều 3.
"""

from collections.abc import Iterable

CRITERIA: dict[str, str] = {
    "many_places": "tố cáo phải xác minh từ 2 địa điểm trở lên",
    "many_contents": "có từ 2 nội dung tố cáo trở lên",
    "many_people": "nhiều người tố cáo, hoặc liên quan đến quyền lợi của nhiều người",
    "foreign_element": "có yếu tố nước ngoài",
    "many_managers": "liên quan đến chức năng quản lý của nhiều cơ quan",
    "bodies_disagree": "các cơ quan quản lý còn ý kiến khác nhau",
    "evidence_conflicts": "chứng cứ, tài liệu có mâu thuẫn",
}
COMPLEX, VERY_COMPLEX = "complex", "very_complex"


def with_class(facts: Iterable[str]) -> frozenset[str]:
    """Return the facts of a case with the class that follows from the criteria among them.

    One criterion makes it complex, two or more very complex; what was given as a class by
    hand stays, for a complaint has no list of criteria.
    """
    known = frozenset(facts)
    met = len(known & CRITERIA.keys())
    if met == 0:
        return known
    return known | {COMPLEX if met == 1 else VERY_COMPLEX}
