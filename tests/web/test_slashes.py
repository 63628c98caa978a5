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
