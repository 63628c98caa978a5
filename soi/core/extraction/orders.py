"""Documents that give tasks by their structure: plans, orders, notices of conclusions."""

import re
from dataclasses import dataclass, field

from soi.core.extraction.blocks import Block
from soi.core.extraction.clauses import sentences
from soi.core.extraction.dues import due, is_day
from soi.core.extraction.heads import Head
from soi.core.extraction.lexicon import BODY
from soi.core.extraction.phrases import (
    Asked,
    is_body_only,
    says_nothing,
)
from soi.core.extraction.restated import Task, without_restatements
from soi.core.extraction.sentence import asked_in
from soi.core.extraction.shapes import Genre
from soi.core.vietnamese import fold

_SKIP = re.compile(
    r"danh gia|ket qua|tinh hinh|uu diem|ton tai|han che|nguyen nhan|doi tuong|pham vi|thanh phan|kinh phi|"
    r"bai hoc|boi canh|quan diem|thong tin van ban|giai thich tu ngu|dac diem|thuc trang|can cu"
)
_DECIDED = re.compile(
    r"ket luan|phan cong|quyet nghi|nhiem vu|thong nhat|giao viec|to chuc thuc hien"
)
_ACTS = re.compile(r"nhiem vu|giai phap|to chuc thuc hien")
_TALK = re.compile(r"noi dung|y kien|thao luan|dien bien|phat bieu|tham luan|bao cao|chat van")
_DEMANDS = re.compile(r"(?:cac |nhung )?(?:yeu cau|kien nghi|de nghi)[^,]*")
_PRINCIPLES = re.compile(r"yeu cau|muc dich|nguyen tac|muc tieu|phuong cham|chi tieu")
_FORMS = re.compile(r"hinh thuc|phuong phap|phuong thuc|cach thuc|quy trinh|trinh tu")
_TASKS = re.compile(
    r"nhiem vu|giai phap|noi dung|to chuc thuc hien|phan cong|kien nghi|trach nhiem|cong viec|bien phap|chi dao"
)
_LABEL = re.compile(r"[\s*_]*(?P<label>[^\W\d_][^:.;,\n]{1,40}):[\s*_]*(?=\S|$)")
_DUE_LABEL = re.compile(
    r"(?:thoi gian|thoi han|tien do|han hoan thanh|hoan thanh|thoi diem)(?: (?:thuc hien|hoan thanh|to chuc|trien khai|bao cao))*$"
)
_WHO_LABEL = re.compile(
    r"(?:don vi|co quan|nguoi|bo phan|dau moi)? ?(?:chu tri|thuc hien|phu trach|chiu trach nhiem|tham muu|phan cong thuc hien|phan cong)(?: thuc hien)?$"
)
_META_LABEL = re.compile(
    r"(?:dia diem|thanh phan|kinh phi|bieu mau|luu y|chu tri|don vi phoi hop|co quan phoi hop|phoi hop|doi tuong|so luong|hinh thuc|ghi chu|moi du|dieu kien|truong doan|thanh vien|thanh vien doan|pho truong doan|noi nhan|nguon|tham du|du kien|san pham)(?: thuc hien)?$"
)
_LOOKS = re.compile(r"(?:kiểm tra|giám sát|thanh tra|khảo sát|kiểm sát)", re.IGNORECASE)
_STOPS = re.compile(r"^(?:noi nhan|noi nhan nhu|nguon)\b")
_FORM_OF = re.compile(r"thông qua\s*:?\s*$")
_GIVEN_TO = re.compile(r"(?:Giao|Yêu cầu|Đề nghị|Phân công)\s+(?P<who>[^:.;]{3,170}):[\s*_]*$")
_QUALITY = re.compile(r"(?:đảm bảo|bảo đảm)(?!\w)", re.IGNORECASE)
_DECIDES = re.compile(
    r"(?:Thành lập|Ban hành|Phê duyệt|Công nhận|Bổ nhiệm|Miễn nhiệm|Sửa đổi|Bãi bỏ|Thống nhất|Tán thành|Thông qua|Nhất trí|Kiện toàn|Phạm vi|"
    r"Giao chỉ tiêu|Quyết định này|Thay thế|Điều chỉnh|Cho phép|Thu hồi|Hiệu lực)(?!\w)"
)
_SPEAKS = re.compile(
    r"(?P<who>[^:.;]{4,120}?)\s+(?:có ý kiến\s+)?(?:kết luận|chỉ đạo|yêu cầu|phát biểu|đề nghị|giao nhiệm vụ|thống nhất|quyết nghị)(?!\w)[^:.;]{0,50}$"
)
_HAS_TASKS = re.compile(
    r"(?P<who>[^:.;]{4,120}?)\s+(?:có (?:các )?(?:nhiệm vụ|trách nhiệm)|thực hiện (?:các )?nhiệm vụ)(?:(?: và)? quyền hạn)?(?: sau(?: đây)?| như sau)?$"
)
_STAGE = re.compile(
    r"(?:Đợt|Giai đoạn|Bước)\s+(?:\d+|[IVX]+|một|hai|ba)\s*[:(.,–-]\s*(?P<when>.{6,120})$"
)


@dataclass
class _State:
    mode: str = "tasks"
    forms: bool = False
    holder: str = ""
    requester: str = ""
    top: str = ""
    given: tuple[str, float] = ("", 9)  # who owes the items below a heading, and its depth
    period: tuple[str, float] = ("", 9)  # when, for what stands below a "Đợt" of this depth
    looking: bool = False
    due_lines: int = -1  # depth of a "Thời gian thực hiện" whose items go on
    group: list[Task] = field(default_factory=list)


class Walk:
    """One walk through the blocks of a document."""

    def __init__(self, text: str, found: list[Block], head: Head) -> None:
        self.text, self.blocks, self.head = text, found, head
        self.state = _State(requester=head.requester)
        self.tasks: list[Task] = []

    def run(self) -> list[Task]:
        """Return every task, in order."""
        for at, block in enumerate(self.blocks):
            if at < self.head.first:
                continue
            if _STOPS.match(fold(block.text[:12])):
                break
            self._block(at, block)
        return without_restatements(self.tasks, self.blocks)

    def _block(self, at: int, block: Block) -> None:
        if block.kind == "row":
            return
        if block.kind == "heading" and not self._gives(block):
            self._section(block)
            return
        if block.number in {"roman", "number", "article"}:
            self._numbered(block)
        elif self.state.due_lines < 0 and _STAGE.match(block.text):
            self.state.holder, self.state.group = self.state.given[0], []
            self._period(block)
        if self._labelled(at, block) or self._says_what_good_is(block):
            return
        self.state.due_lines = -1
        if not self._decides(block) and not self._heads_a_body(block):
            self._sentences(at, block)

    def _says_what_good_is(self, block: Block) -> bool:
        if self.state.looking and block.number in {"bullet", "letter", ""}:
            return True
        return (
            block.number == "bullet" and bool(_QUALITY.match(block.text)) and self._is_looked_at()
        )

    def _decides(self, block: Block) -> bool:
        """Test if an article is the decision itself: "Điều 1. Thành lập Tổ công tác …"."""
        return block.number == "article" and bool(_DECIDES.match(block.text))

    def _is_looked_at(self) -> bool:
        """Test if items stand below a task to look at something: they say what good is."""
        group = self.state.group
        return any(one.heading and _LOOKS.match(self.text, one.asked.start) for one in group)

    def _gives(self, block: Block) -> bool:
        """Test if a heading is a task itself: "## 1. Tăng cường kiểm tra …" in a plan."""
        return block.number in {"number", "article"} and not block.text.isupper()

    def _section(self, block: Block) -> None:
        told, state = fold(block.text), self.state
        state.forms, state.looking, state.due_lines = bool(_FORMS.search(told)), False, -1
        state.group, state.period = [], ("", 9)
        if self.head.genre is not Genre.PLAN and _DEMANDS.fullmatch(told):
            state.mode = "tasks"
        elif _PRINCIPLES.search(told) and not _TASKS.search(told):
            state.mode = "principles"
        elif self._tells_only(told):
            state.mode = "skip"
        else:
            state.mode = "tasks"
        state.holder, state.top, state.given = "", block.mark, ("", 9)
        if block.number == "roman" and is_body_only(block.text) and not block.text.isupper():
            state.holder = block.text

    def _tells_only(self, told: str) -> bool:
        """Test if a section tells what was or was said, so that nothing in it is a task."""
        if self.head.minutes and _TALK.search(told):
            return not _DECIDED.search(told)
        return bool(_SKIP.search(told)) and not _ACTS.search(told)

    def _numbered(self, block: Block) -> None:
        state, told = self.state, fold(block.text)
        if len(told.split()) <= 5 and re.fullmatch(
            r"(?:muc dich|yeu cau|muc dich,? yeu cau|muc dich va yeu cau|muc tieu.*)", told
        ):
            state.mode = "principles"
        state.looking, state.due_lines = False, -1
        self._period(block)
        top = block.mark.partition(".")[0]
        if top != state.top or block.number == "article":
            if block.number == "article" or block.depth <= state.given[1]:
                state.given = ("", 9)
            state.top, state.holder, state.group = top, state.given[0], []

    def _period(self, block: Block) -> None:
        """Take in "2. Đợt 2: Từ ngày … đến ngày …" as the time of what stands below it."""
        depth = block.depth if block.number else 0.5
        if depth <= self.state.period[1]:
            self.state.period = ("", 9)
        stage = _STAGE.match(block.text)
        printed = due(stage["when"])[0] if stage else ""
        if stage and (printed or is_day(stage["when"])):
            self.state.period = (printed or stage["when"].strip(" ()"), depth)

    def _labelled(self, at: int, block: Block) -> bool:
        """Take in "* Thời gian thực hiện: …" and its like; True where nothing else is in it."""
        state, line = self.state, self.text[block.start : block.raw_end]
        if state.due_lines >= 0 and block.number == "bullet":
            state.due_lines += 1
            self._due_line(line)
            return True
        label = _LABEL.match(line)
        if not label:
            return False
        told, rest = fold(label["label"]), line[label.end() :].strip()
        if _DUE_LABEL.match(told) and (is_day(rest) or not rest):
            state.due_lines, state.looking = 0, False
            if rest:
                self._due_line(rest)
            return True
        if _WHO_LABEL.match(told) and rest and BODY.match(rest):
            _name_holders(state.group, rest)
            return True
        return bool(_META_LABEL.match(told))

    def _due_line(self, line: str) -> None:
        label = _LABEL.match(line)
        name = label["label"] if label else ""
        printed = (line[label.end() :] if label else line).strip(" .;*_")
        for task in self.state.group:
            task.dues.append((name, printed))

    def _heads_a_body(self, block: Block) -> bool:
        """Take a line that names a body alone as the holder of what stands below it."""
        if block.opens and self._introduces(block, block.text.strip(" *_")):
            return True
        words = re.sub(r"^(?:Đối với|Giao|Yêu cầu|Đề nghị|Trách nhiệm của)\s+", "", block.text)
        rest = words.partition(":")[0]
        if block.opens or block.number in {"number", "letter", "roman"} or block.kind == "heading":
            if is_body_only(words) and ":" not in words:
                self.state.holder = words.strip(" *_:.")
                return True
            if block.opens and ":" not in words and is_body_only(rest):
                self.state.holder = rest.strip(" *_")
                return True
        return False

    def _introduces(self, block: Block, words: str) -> bool:
        """Take in "Đồng chí Bí thư kết luận:" as who asks, "Ban Chỉ đạo có nhiệm vụ:" as who owes."""
        speaks, owes = _SPEAKS.match(words), _HAS_TASKS.match(words)
        if owes and is_body_only(owes["who"]):
            self.state.holder = owes["who"]
            self.state.given = (
                owes["who"],
                0.5 if block.number in {"", "article"} else block.depth,
            )
            return True
        if speaks and is_body_only(speaks["who"]) and speaks["who"][:1].isupper():
            self.state.requester, self.state.mode = says_nothing(speaks["who"]), "tasks"
            return True
        return False

    def _sentences(self, at: int, block: Block) -> None:
        found, here = sentences(self.text, block.start, block.end), ""
        for number, (start, end) in enumerate(found):
            last = number == len(found) - 1
            if self._gives_to(start, end):
                continue
            asked = asked_in(self.text, start, end, self.head.genre)
            if asked:
                here = asked.holder or here
                self._take(asked, here, at, block, alone=len(found) == 1, last=last)
            self._look(start, end, block, last=last)
        if here and block.opens and not block.number:
            self.state.holder, self.state.given = here, (here, 0.5)

    def _take(
        self, asked: Asked, here: str, at: int, block: Block, *, alone: bool, last: bool
    ) -> None:
        if asked.holder and (not asked.speech or block.opens):
            self.state.holder = asked.holder
        title = alone and self._is_title(block)
        task = Task(self._filled(asked, here), at, self.state.top, title, block.opens and last)
        counts = self.state.mode == "tasks" or asked.speech or asked.modal
        if not counts or self._is_form(block, task):
            return
        if self.state.period[0]:
            task.dues.append(("", self.state.period[0]))
        self.tasks.append(task)
        self.state.group.append(task)

    def _gives_to(self, start: int, end: int) -> bool:
        """Take "Giao Bộ Công Thương:" before its enumerated tasks as their holder."""
        found = _GIVEN_TO.match(self.text[start:end].strip(" *_"))
        if found and is_body_only(found["who"]):
            self.state.holder = found["who"].strip(" *_")
            return True
        return False

    def _is_form(self, block: Block, task: Task) -> bool:
        if _FORM_OF.search(self.text[task.asked.start : block.raw_end]):
            return True
        return self.state.forms and block.number == "number" and task.heading

    def _look(self, start: int, end: int, block: Block, *, last: bool) -> None:
        told = fold(self.text[max(start, end - 40) : end])
        if (
            last
            and block.opens
            and re.search(r"(?:cu the|noi dung|cu the cac noi dung|nhu sau|sau)$", told)
        ):
            opening = self.text[block.start : block.start + 160]
            group = self.state.group[-1:]
            task = self.text[group[0].asked.start :][:24] if group else opening
            self.state.looking = bool(_LOOKS.match(task))

    def _is_title(self, block: Block) -> bool:
        closed = self.text[block.end : block.raw_end].strip(" *_")
        return block.number in {"number", "roman"} and closed[:1] not in {".", ";", "/"}

    def _filled(self, asked: Asked, here: str) -> Asked:
        holder = here or self.state.holder or self.head.holder
        return Asked(
            asked.start,
            asked.end,
            holder,
            asked.requester or self.state.requester,
            asked.modal,
            asked.speech,
            asked.from_,
        )


def _name_holders(group: list[Task], printed: str) -> None:
    """Name who leads the tasks above a line "Đơn vị chủ trì: …", back to the last such line."""
    name = printed.strip(" .;*_")
    for task in reversed(group):
        if task.led:
            break
        task.led = True
        old = task.asked
        if old.speech:
            continue
        task.asked = Asked(
            old.start, old.end, name, old.requester, old.modal, old.speech, old.from_
        )
