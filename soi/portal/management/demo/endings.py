"""What may become of a filing: one class for each ending."""

from contextlib import suppress
from datetime import datetime

from soi.core.deadlines import ExtensionRefused, Unit
from soi.core.stamps import RESIDENT, SYSTEM, Stamp
from soi.duties import services as duties
from soi.duties.services import NewEvidence
from soi.portal.management.demo.people import FRONT, OFFICE
from soi.portal.management.demo.play import Thread
from soi.reports import queries, services
from soi.reports.services import Decision

_OUTSIDE = {
    "Nước máy yếu": "cap-nuoc-mau",
    "Đèn đường tắt": "dien-luc-mau",
    "Cây nghiêng vào dây điện": "dien-luc-mau",
    "Sóng điện thoại yếu": "so-khcn-mau",
    "Dây cáp võng": "so-khcn-mau",
}
_REFUSALS = (
    ("not_competent", "Gửi Điện lực Mẫu, nơi quản lý lưới điện này."),
    ("private_dispute", "Nhờ tổ hòa giải của tổ dân phố; không thành thì khởi kiện ở tòa án."),
    ("cannot_be_found", "Gửi lại, ghi rõ đường và vật mốc, kèm một ảnh."),
    ("already_settled", "Xem kết luận đã đăng; có tình tiết mới thì gửi lại."),
)
_REASONS = ("not_satisfied", "slow", "wrong")
_OBJECTIONS = (
    "Tôi ra xem chiều nay, vẫn y như cũ.",
    "Làm qua loa, mưa một trận là lại như trước.",
    "Trả lời không đúng chỗ tôi nói.",
)
_UNFIXED = (
    "Chưa có kinh phí trong năm nay; đã ghi vào danh mục đề nghị của năm sau.",
    "Phải chờ dự án thoát nước của thành phố; phường không tự làm được đoạn này.",
    "Chủ đất ở xa, chưa liên lạc được; chưa có căn cứ để tự tháo dỡ.",
)


class New(Thread):
    """Sent a moment ago; nobody has taken it up."""


class Acknowledged(Thread):
    """The office knows, and works on it."""

    def go_on(self, at: datetime) -> None:
        """Plan the office's word, and sometimes a change of office or an extension."""
        if self.case.kind == "khieu_nai":
            return  # its steps are taken in the register of complaints
        at = self.later(at, self.dice.choice((0, 1)), self.acknowledge)
        if self.dice.random() < 0.1:
            at = self.later(at, 0, self.transfer)
        if self.dice.random() < 0.12:
            self.later(at, 1, self.extend)

    def transfer(self, at: datetime) -> None:
        """Let the desk give it to another office."""
        reason = "Việc thuộc Văn phòng; hẹn giữ nguyên."
        if self.office != OFFICE and self.is_open():
            services.transfer(
                number=self.number, to=OFFICE, reason=reason, stamp=self.cast.desk(at)
            )
            self.office = OFFICE

    def extend(self, at: datetime) -> None:
        """Let the head extend it, if the day is not past."""
        if not (self.is_open() and self.due_on and at.date() <= self.due_on):
            return
        with suppress(ExtensionRefused):  # urgent ones and complaints know none
            duty = duties.extend(
                number=self.duty(),
                condition="decision",
                amount=self.dice.randint(2, 5),
                unit=Unit.WORKING_DAY,
                document=f"Quyết định {self.dice.randint(20, 300)}/QĐ-UBND (hư cấu)",
                reason="Phải đợi vật tư và cắt điện theo lịch.",
                stamp=self.cast.head(self.office, at),
            )
            self.due_on = duty.due_on


class Overdue(Acknowledged):
    """Past its day; the head was told, then the Front."""

    def go_on(self, at: datetime) -> None:
        """Plan a late word and what the day's passing brings."""
        self.later(at, self.dice.choice((1, 2, 4)), self.acknowledge)
        left = self.stage.calendar.between(at.date(), self.due_on) if self.due_on else 10
        self.later(at, left + 1, self.notice)
        self.later(at, left + 6, self.escalate)

    def notice(self, at: datetime) -> None:
        """Note that the day is past."""
        duties.notice_overdue(number=self.duty(), stamp=Stamp(SYSTEM, at))

    def escalate(self, at: datetime) -> None:
        """Tell the office that oversees."""
        reason = "Quá hạn hơn năm ngày làm việc."
        duties.escalate(number=self.duty(), to=FRONT, reason=reason, stamp=Stamp(SYSTEM, at))


class Answered(Acknowledged):
    """Answered; the sender has not spoken yet."""

    def go_on(self, at: datetime) -> None:
        """Plan the answer, and what follows it."""
        start = self.later(at, 0, self.acknowledge)
        if self.dice.random() < 0.06:
            start = self.later(start, 0, self.transfer)
        self.after_answer(self.answered_by(start))

    def after_answer(self, at: datetime) -> None:
        """Plan what the sender says; here, nothing yet."""


class Done(Answered):
    """The sender accepts."""

    def after_answer(self, at: datetime) -> None:
        """Plan the sender's yes within two weeks."""
        self.later(at, self.dice.randint(1, 7), self.accept)


class Silent(Answered):
    """Nobody speaks for fourteen days."""

    def after_answer(self, at: datetime) -> None:
        """Plan the closing by silence."""
        self.later(at, 16, self.expire)


class Disputed(Answered):
    """The sender does not agree; nobody has looked again yet."""

    def after_answer(self, at: datetime) -> None:
        """Plan the objection."""
        self.after_dispute(self.later(at, self.dice.randint(1, 3), self.dispute))

    def after_dispute(self, at: datetime) -> None:
        """Plan what the reviewer says; here, nothing yet."""

    def dispute(self, at: datetime) -> None:
        """Let the sender object."""
        services.dispute(
            code=self.code,
            reason=self.dice.choice(_REASONS),
            text=self.dice.choice(_OBJECTIONS),
            stamp=Stamp(RESIDENT, at),
        )

    def decide(self, at: datetime, decision: Decision, text: str) -> None:
        """Let the office that was asked to look again decide."""
        filed = queries.by_number(self.number)
        asked = queries.disputes(filed)[-1].reviewer if filed else ""
        stamp = self.cast.head(asked, at)
        services.decide_dispute(number=self.number, upheld=decision, text=text, stamp=stamp)

    def uphold(self, at: datetime) -> None:
        """Let the reviewer find the sender right."""
        self.decide(at, Decision.UPHELD, "Đã xem tại chỗ: người gửi đúng. Làm lại cho xong.")

    def dismiss(self, at: datetime) -> None:
        """Let the reviewer let the answer stand."""
        self.decide(at, Decision.DISMISSED, "Đã xem tại chỗ: việc đã làm như trả lời.")


class Reopened(Disputed):
    """The sender was right; the office is at it again."""

    def after_dispute(self, at: datetime) -> None:
        """Plan the reviewer's word."""
        self.later(at, self.dice.randint(1, 3), self.uphold)


class Mended(Disputed):
    """The sender was right; the office mended it, and the sender accepted."""

    def after_dispute(self, at: datetime) -> None:
        """Plan the second answer and the yes."""
        again = self.later(at, self.dice.randint(1, 3), self.uphold)
        answered = self.later(again, self.dice.randint(1, 5), self.answer)
        self.later(answered, self.dice.randint(1, 5), self.accept)


class Dismissed(Disputed):
    """The answer stands; the sender accepts it or falls silent."""

    def after_dispute(self, at: datetime) -> None:
        """Plan the reviewer's word and the end."""
        at = self.later(at, self.dice.randint(1, 4), self.dismiss)
        end = self.accept if self.dice.random() < 0.5 else self.expire
        self.later(at, 3 if end == self.accept else 16, end)


class Unfixed(Acknowledged):
    """Cannot be put right; somebody else closes it, and it is counted apart."""

    def go_on(self, at: datetime) -> None:
        """Plan the wish to close and the other's word."""
        at = self.later(at, 1, self.acknowledge)
        at = self.later(at, self.dice.randint(2, 5), self.ask)
        self.later(at, self.dice.randint(1, 3), self.close)

    def ask(self, at: datetime) -> None:
        """Let the office say that it cannot."""
        reason = self.dice.choice(_UNFIXED)
        note = NewEvidence("note", text=f"Đã đến xem. {reason}", dated_on=at.date())
        services.ask_to_close(
            number=self.number,
            reason=reason,
            evidence=[note],
            stamp=self.cast.officer(self.office, at),
        )

    def close(self, at: datetime) -> None:
        """Let somebody above close it as unfixed."""
        services.close_unfixed(number=self.number, stamp=self.cast.superior(self.office, at))


class Refused(Thread):
    """Refused with a reason and a destination."""

    def go_on(self, at: datetime) -> None:
        """Plan the refusal."""
        self.later(at, self.dice.randint(0, 2), self.refuse)

    def refuse(self, at: datetime) -> None:
        """Let the desk refuse it."""
        reason, destination = self.dice.choice(_REFUSALS)
        services.refuse(
            number=self.number,
            reason=reason,
            destination=destination,
            text="Đã xem, việc này phường không giải quyết được.",
            stamp=self.cast.desk(at),
        )


class Merged(Answered):
    """About the same matter as another; goes on there."""

    def go_on(self, at: datetime) -> None:
        """Plan the merging, or an answer where there is nothing to merge with."""
        self.later(at, 1, self.merge)

    def merge(self, at: datetime) -> None:
        """Let the desk join it to another open one of the same field."""
        others = [
            one
            for one in reversed(self.stage.threads)
            if one is not self and one.case.topic == self.case.topic and not isinstance(one, Merged)
        ]
        main = next((one for one in others[:40] if one.is_open()), None)
        if main is None:
            self.acknowledge(at)
            self.later(self.answered_by(at), 3, self.accept)
        else:
            services.merge(number=self.number, into=main.number, stamp=self.cast.desk(at))


class Withdrawn(Thread):
    """The sender takes it back."""

    def go_on(self, at: datetime) -> None:
        """Plan the taking back."""
        self.later(at, self.dice.randint(0, 2), self.withdraw)

    def withdraw(self, at: datetime) -> None:
        """Let the sender take it back."""
        services.withdraw(code=self.code, stamp=Stamp(RESIDENT, at), text="Việc đã tự xong.")


class HandedOver(Acknowledged):
    """Passed on to an office outside; followed here until answered."""

    def go_on(self, at: datetime) -> None:
        """Plan the passing on."""
        at = self.later(at, self.dice.randint(0, 2), self.refer)
        self.after_referral(at)

    def after_referral(self, at: datetime) -> None:
        """Plan what the other office says; half of them say that they have it."""
        if self.dice.random() < 0.5:
            self.later(at, self.dice.randint(2, 6), self.take_over)

    def refer(self, at: datetime) -> None:
        """Let its office pass it on."""
        services.refer(
            number=self.number,
            to=_OUTSIDE.get(self.case.title, "so-xay-dung-mau"),
            document=f"Công văn {self.dice.randint(10, 300)}/UBND ngày {at:%d/%m/%Y} (hư cấu)",
            reason="Việc thuộc nơi khác; phường vẫn theo dõi đến khi có trả lời.",
            stamp=self.cast.officer(self.office, at),
        )

    def take_over(self, at: datetime) -> None:
        """Note that the other office has it."""
        document = f"Công văn {self.dice.randint(100, 900)} ngày {at:%d/%m/%Y} (hư cấu)"
        stamp = self.cast.officer(self.office, at)
        services.take_over(number=self.number, document=document, stamp=stamp)


class AnsweredOutside(HandedOver):
    """Passed on, answered there, told to the sender."""

    def after_referral(self, at: datetime) -> None:
        """Plan the other office's answer and the sender's yes."""
        at = self.later(at, self.dice.randint(4, 15), self.outside_answer)
        end = self.accept if self.dice.random() < 0.7 else self.expire
        self.later(at, 4 if end == self.accept else 16, end)

    def outside_answer(self, at: datetime) -> None:
        """Write down what the other office answered."""
        services.record_outside_answer(
            number=self.number,
            text=self.case.answer,
            document=f"Công văn {self.dice.randint(100, 900)} (hư cấu)",
            stamp=self.cast.officer(self.office, at),
        )


ENDINGS: dict[str, type[Thread]] = {
    "new": New,
    "acknowledged": Acknowledged,
    "overdue": Overdue,
    "answered": Answered,
    "done": Done,
    "silent": Silent,
    "disputed": Disputed,
    "reopened": Reopened,
    "mended": Mended,
    "dismissed": Dismissed,
    "unfixed": Unfixed,
    "refused": Refused,
    "merged": Merged,
    "withdrawn": Withdrawn,
    "handed_over": HandedOver,
    "answered_outside": AnsweredOutside,
}
