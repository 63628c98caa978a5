"""Work for a workshop: what takes long, wants much, looks about or writes."""

import os
import time


def loiter(seconds):
    time.sleep(seconds)
    return "done"


def greedy(megabytes):
    return len(bytearray(megabytes * 1024 * 1024))


def curious():
    return sorted(os.environ)


def writing(path):
    with open(path, "w") as file:
        file.write("x" * 10)
    return "written"
