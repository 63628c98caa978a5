import fcntl
import os
import threading
import time

import pytest
from django.db import DatabaseError, transaction

from soi.project.sqlite.base import DatabaseWrapper


@pytest.fixture
def connect(tmp_path, django_db_blocker):
    opened = []

    def make():
        source = {
            "ENGINE": "soi.project.sqlite",
            "NAME": str(tmp_path / "ward.sqlite3"),
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
            "TIME_ZONE": None,
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": False,
            "AUTOCOMMIT": True,
            "ATOMIC_REQUESTS": False,
        }
        opened.append(DatabaseWrapper(source, "ward"))
        return opened[-1]

    with django_db_blocker.unblock():
        yield make
        for one in opened:
            one.inc_thread_sharing()
            one.close()


def somebody_stands_first(path):
    handle = os.open(path, os.O_RDWR)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def wait_for_the_gate(folder, thread):
    for _ in range(1000):
        if somebody_stands_first(folder / "ward.sqlite3.gate"):
            return
        assert thread.is_alive(), "it did not wait for its turn"
        time.sleep(0.01)
    pytest.fail("nobody came to the gate")


def write(connection, *, fails=False):
    connection.set_autocommit(True)
    connection._start_transaction_under_autocommit()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS one (a integer unique)")
    if fails:
        connection._rollback()
    else:
        connection._commit()


@pytest.mark.parametrize("fails", [False, True])
def test_a_writer_leaves_the_queue_whatever_came_of_it(connect, tmp_path, fails):
    connection = connect()

    write(connection, fails=fails)

    assert not somebody_stands_first(tmp_path / "ward.sqlite3.queue")


def test_a_writer_holds_the_queue_while_it_writes(connect, tmp_path):
    connection = connect()
    connection.ensure_connection()
    connection._start_transaction_under_autocommit()

    assert somebody_stands_first(tmp_path / "ward.sqlite3.queue")

    connection._rollback()


def test_a_connection_that_closes_leaves_the_queue(connect, tmp_path):
    connection = connect()
    connection.ensure_connection()
    connection._start_transaction_under_autocommit()

    connection.close()

    assert not somebody_stands_first(tmp_path / "ward.sqlite3.queue")


def test_a_transaction_that_cannot_begin_leaves_the_queue(connect, tmp_path):
    connection = connect()
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")

    with pytest.raises(DatabaseError):
        connection._start_transaction_under_autocommit()

    assert not somebody_stands_first(tmp_path / "ward.sqlite3.queue")


def test_eight_writers_all_get_their_turn(connect):
    write(connect())
    waits = []

    def go_on():
        connection = connect()
        for _ in range(25):
            began = time.monotonic()
            connection.ensure_connection()
            connection._start_transaction_under_autocommit()
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO one SELECT coalesce(max(a), 0) + 1 FROM one")
            connection._commit()
            waits.append(time.monotonic() - began)
        connection.close()

    writers = [threading.Thread(target=go_on) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert len(waits) == 200
    assert max(waits) < 2
    with connect().cursor() as cursor:
        assert cursor.execute("SELECT count(*), max(a) FROM one").fetchone() == (200, 200)


def test_nobody_overtakes_a_single_write_that_waits_already(connect, tmp_path):
    write(connect())
    first = connect()
    first.ensure_connection()
    first._start_transaction_under_autocommit()

    def wait_for_a_turn():
        connection = connect()
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO one VALUES (1)")
        connection.close()

    thread = threading.Thread(target=wait_for_a_turn)
    thread.start()
    wait_for_the_gate(tmp_path, thread)
    first._commit()
    first._start_transaction_under_autocommit()  # at once, as in a loop
    with first.cursor() as cursor:
        seen = cursor.execute("SELECT count(*) FROM one").fetchone()[0]
    first._commit()
    thread.join()

    assert seen == 1
    assert not somebody_stands_first(tmp_path / "ward.sqlite3.queue")


@pytest.mark.django_db
def test_a_database_in_memory_has_no_queue():
    with transaction.atomic():
        pass
