"""A process that adds entries to the record and says what was accepted, until it is killed."""

import os
import sys
import time
import uuid


def main() -> None:
    """Add one entry after the other; print each commitment once it is committed."""
    import django

    django.setup()
    from django.db import OperationalError

    from soi.core.entries import Class
    from soi.core.stamps import Stamp
    from soi.record import services
    from soi.web import clock

    while True:
        of = Class.SEALED if uuid.uuid4().int % 4 == 0 else Class.OPEN
        subject = f"crash:{uuid.uuid4().hex}"
        try:
            row = services.append(
                kind="a.b", subject=subject, facts={}, entry_class=of, begins=True,
                stamp=Stamp("scribe", clock.now()),
            )  # fmt: skip
        except OperationalError as error:
            sys.stderr.write(f"refused: {error}\n")
            time.sleep(0.05)
            continue
        os.write(1, row.commitment.hex().encode() + b"\n")
        time.sleep(0.002)


if __name__ == "__main__":
    main()
