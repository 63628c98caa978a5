"""Begin a visit in a served ward, as if it had been announced weeks ago; print its number.

Run with the ward's environment: the law's notice cannot be waited for in a test.
"""

import sys
from dataclasses import replace
from datetime import timedelta


def main(login: str) -> None:
    import django

    django.setup()
    from soi.core.oversight import Question
    from soi.oversight import services
    from soi.people import queries as people
    from soi.web import clock
    from tests.acting import acting
    from tests.oversight.conftest import FRONT, new_visit, team

    user = next(one for one in people.users() if one.username == login)
    now = acting("front_officer", FRONT, clock.now(), person=f"user:{user.pk}")
    early = replace(now, at=now.at - timedelta(days=40))
    number = services.plan(new=new_visit(month=early.on), stamp=early).number
    services.seat(number=number, members=team(now.person), stamp=early)
    services.announce(number=number, starts_on=now.on, document="12/KH-MTTQ", stamp=early)
    questions = [Question("q1", "Xe vào đến lô C?"), Question("q2", "Lịch có dán?")]
    services.start(number=number, questions=questions, stamp=now)
    sys.stdout.write(number)


if __name__ == "__main__":
    main(sys.argv[1])
