from tests.law.print import pages


def test_what_is_printed_is_what_the_tables_say():
    stale = [path.name for path, text in pages().items() if path.read_text("utf-8") != text]

    assert stale == [], "run: python -m tests.law.print"
