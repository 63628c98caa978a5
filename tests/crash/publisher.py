"""A process that publishes the record until it is killed: python -m tests.crash.publisher

"wrong" as its word makes the mistake that the test must catch: it publishes before it commits.
"""

import os
import sys
import time


def main(words: list[str]) -> None:
    """Publish every few milliseconds."""
    import django

    django.setup()
    from django.db import transaction

    from soi.record import files, queries, services
    from soi.web import clock

    os.write(1, b"ready\n")
    while True:
        if words == ["wrong"]:
            with transaction.atomic():
                log = queries.log()
                point = services.publish(at=clock.now())
                # More than was committed before; a slow witness alone lets a size be seen later.
                if log and point and point.size > log.size:
                    files.failpoint("published-too-early")
        else:
            services.publish(at=clock.now())
        time.sleep(0.01)


if __name__ == "__main__":
    main(sys.argv[1:])
