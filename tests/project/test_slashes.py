import pytest


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/reports", "/lookup", "/staff", "/denounce", "/reports?q=rác"])
def test_an_address_without_its_last_slash_leads_to_its_page(client, ward, path):
    answer = client.get(path)

    assert (answer.status_code, answer.url[: len(path.split("?")[0]) + 1]) == (
        301, path.split("?")[0] + "/",
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/nowhere", "/record/tile/x", "/reports/new/checks"])
def test_what_is_nowhere_stays_nowhere(client, ward, path):
    assert client.get(path).status_code == 404


@pytest.mark.django_db
def test_what_is_posted_is_not_led_elsewhere(client, ward):
    assert client.post("/reports").status_code in {404, 405}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("act", "page"), [("/reports/new/send/", "/reports/new/"), ("/lookup/add/", "/lookup/")]
)
def test_an_act_that_is_reached_by_hand_leads_to_where_its_form_is(client, ward, act, page):
    answer = client.get(act)

    assert (answer.status_code, answer.url) == (302, page)
    assert client.get(page).status_code == 200


@pytest.mark.django_db
def test_a_program_is_told_that_it_asked_in_the_wrong_way(client, ward):
    assert client.get("/api/v1/receipt/accept").status_code == 405
