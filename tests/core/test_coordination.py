from soi.core.coordination import Rule, cells, contradictions, gaps

LEADER = Rule("1", "leads", "phong-kt", "QĐ 1", topic="rac_thai")
ALL = Rule("2", "oversees", "mat-tran", "QĐ 1")


def test_the_more_exact_rule_stands_first_in_a_cell():
    general = Rule("3", "leads", "ubnd", "QĐ 1")

    assert [one.number for one in cells([general, LEADER], "rac_thai")["leads"]] == ["1", "3"]


def test_a_field_without_a_leader_or_an_overseer_is_a_gap():
    found = gaps([LEADER], ["rac_thai", "khac"], ["report"])

    assert [(one.topic, one.role) for one in found] == [
        ("rac_thai", "oversees"),
        ("khac", "leads"),
        ("khac", "oversees"),
    ]
    assert gaps([LEADER, ALL], ["rac_thai"], ["report"]) == []


def test_two_leaders_of_one_field_contradict_each_other():
    other = Rule("4", "leads", "phong-vh", "QĐ 2", topic="rac_thai")

    (found,) = contradictions([LEADER, other])

    assert (found.one.number, found.other.number, found.reason) == ("1", "4", "two_leaders")


def test_a_rule_that_goes_before_by_its_order_contradicts_nobody():
    first = Rule("5", "leads", "ubnd", "QĐ 1", topic="rac_thai", rank=10)

    assert contradictions([LEADER, first]) == []


def test_whoever_leads_a_field_does_not_oversee_it():
    own = Rule("6", "oversees", "phong-kt", "QĐ 2")
    elsewhere = Rule("7", "oversees", "phong-kt", "QĐ 2", topic="dat_dai")
    of_another = Rule("8", "oversees", "phong-kt", "QĐ 2", over="phong-vh")

    assert [one.reason for one in contradictions([LEADER, own])] == ["leads_and_oversees"]
    assert contradictions([LEADER, elsewhere]) == []
    assert contradictions([LEADER, of_another]) == []
