"""What of a file was read, what was left out and what was not read, in words."""

from collections.abc import Mapping

UNREAD = {
    "pages": "trang không có chữ máy đọc được (ảnh chụp): {places}",
    "comments": "phần bình luận bên lề",
    "diagrams": "sơ đồ có chữ ({count})",
    "charts": "biểu đồ ({count})",
    "inserted": "tệp chèn vào văn bản ({count})",
    "embedded": "tệp nhúng trong văn bản ({count})",
    "building_blocks": "khối soạn sẵn kèm theo tệp",
    "missing": "phần mà tệp nhắc đến nhưng không có trong tệp ({count})",
    "pictures": "hình ảnh ({count})",
    "symbols": "ký hiệu vẽ bằng phông riêng ({count})",
    "notes": "ghi chú dán trên trang PDF ({count})",
    "attachments": "tệp đính kèm trong PDF",
    "frames": "khung nhúng trang khác ({count})",
    "fields": "ô nhập của trang mạng ({count})",
    "no_script": "phần chỉ hiện khi tắt JavaScript",
}
LEFT_OUT = {
    "deleted": "chữ đã gạch bỏ khi theo dõi sửa đổi ({count})",
    "hidden": "chữ bị ẩn, người đọc không thấy ({count})",
    "menus": "thanh điều hướng của trang mạng ({count})",
    "unseen": "ký tự không nhìn thấy ({count})",
}
Account = Mapping[str, Mapping[str, object]]


def sentences(account: Account) -> list[str]:
    """Return a sentence for all that was not read, and one for what was left out on purpose."""
    told = []
    for kind, lead, words in (
        ("not_read", "Chưa đọc", UNREAD),
        ("left_out", "Bỏ qua", LEFT_OUT),
    ):
        parts = [_said(words[name], value) for name, value in account.get(kind, {}).items()]
        if parts:
            told.append(f"{lead}: {'; '.join(parts)}.")
    return told


def _said(words: str, value: object) -> str:
    places = ", ".join(map(str, value)) if isinstance(value, list) else ""
    return words.format(count=value, places=places)
