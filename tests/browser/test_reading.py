"""A newcomer reads on a wide screen and on a phone: nothing to explain, nothing that scrolls sideways."""

import pytest

from dashboard.navigation import PAGES

ADDRESSES = [f"/{page.address}" for page in PAGES if page.is_in_menu] + ["/indikator?indikator=R01"]


def test_a_newcomer_finds_a_shift_opens_it_and_shares_it(server, visit):
    sender, receiver = visit(server), visit(server)
    page = sender.open("/?kommune=Egesund&forloeb=cancer&fra=2020-09&til=2023-05")
    page.locator("[class*=st-key-card-] a", has_text="Behovsvurdering inden 10 hverdage").click()
    page.locator("h1", has_text="Tegn på skift i ønsket retning").wait_for()
    sender.wait()
    assert page.get_by_text("Faste ugentlige tider til behovsvurdering").count() > 0
    shared = receiver.open(sender.address())
    assert shared.locator("h1").inner_text() == page.locator("h1").inner_text()
    assert "kommune=Egesund" in sender.address()


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_scrolls_sideways_on_a_phone(address, server, visit):
    page = visit(server, width=390, height=844).open(address)
    # Figures find their width after the page has come.
    page.wait_for_function("document.querySelector('[data-testid=stMain]').scrollWidth <= 390", timeout=5000)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_has_one_main_heading_and_says_that_the_data_are_synthetic(address, server, visit):
    page = visit(server).open(address)
    assert page.locator("h1").count() == 1
    assert page.get_by_text("Syntetiske data").filter(visible=True).count() > 0
