"""The offices of the demo ward, as competence takes them."""

from datetime import date

from soi.core.competence import Accused, Matter, Terms, decide, unnamed
from soi.offices import queries, services

KT, UB, CITY = "phong-kt-phuong-mau", "ubnd-phuong-mau", "ubnd-thanh-pho-mau"
DAY = date(2026, 3, 2)


def test_the_superior_is_the_managing_body_and_not_the_territory_or_the_party(ward):
    found = queries.organisation(DAY)

    assert found.offices[UB].superior == CITY
    assert found.offices[KT].superior == UB
    assert found.offices["phu-nu-phuong-mau"].superior == "mttq-phuong-mau"


def test_the_head_of_the_ward_is_dealt_with_by_the_city(ward):
    found = decide([Accused(unnamed(f"{UB}-truong"))], queries.organisation(DAY), DAY)

    assert (found.lead, found.outside) == (CITY, CITY)
    assert found.receivers == ()


def test_an_officer_is_dealt_with_by_the_head_of_the_office(ward, stamp):
    services.appoint(post=f"{KT}-truong", person="user:7", since=DAY, document="QĐ 1", stamp=stamp)
    found = decide([Accused(unnamed(f"{KT}-chuyen-vien"))], queries.organisation(DAY), DAY)

    assert (found.lead, found.decider.person) == (KT, "user:7")


def test_a_first_complaint_goes_to_its_author(ward):
    terms = Terms(matter=Matter.FIRST_COMPLAINT)
    found = decide([Accused(office=UB)], queries.organisation(DAY), DAY, terms)

    assert (found.lead, found.next_step) == (UB, CITY)
