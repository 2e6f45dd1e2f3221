"""The filters live in the address: a copied link gives the same picture on another machine."""

import pytest

PICTURES = "[data-testid=stMain] svg[role=img]"


def names_of_pictures(page):
    return [picture.get_attribute("aria-label") for picture in page.locator(PICTURES).all()]


def choose(page, filter_name, number=0):
    box = page.locator(f".st-key-filter-{filter_name}")
    box.locator("input").first.click()
    option = page.get_by_role("option").nth(number)
    label = option.inner_text()
    option.click()
    page.keyboard.press("Escape")
    return label


def test_a_copied_link_gives_the_same_pictures_on_another_machine(server, visit):
    sender = visit(server)
    sender.open("/")
    everything = names_of_pictures(sender.page)
    choose(sender.page, "kommune", 1)
    sender.wait()
    chosen = names_of_pictures(sender.page)
    assert chosen != everything
    receiver = visit(server)
    receiver.open(sender.address())
    assert names_of_pictures(receiver.page) == chosen


def test_a_choice_stays_when_the_page_changes(server, visit):
    tab = visit(server)
    tab.open("/")
    label = choose(tab.page, "kommune", 1)
    tab.wait()
    tab.page.get_by_role("link", name="Svarprocent").first.click()
    tab.page.locator("h1", has_text="Svarprocent").wait_for()
    tab.wait()
    assert "kommune=" in tab.address()
    assert label in tab.page.locator(".st-key-filter-kommune").inner_text()


def test_a_choice_survives_a_reload(server, visit):
    tab = visit(server)
    tab.open("/svarprocenter")
    label = choose(tab.page, "forloeb", 0)
    tab.wait()
    tab.open(tab.address())
    assert label in tab.page.locator(".st-key-filter-forloeb").inner_text()


@pytest.mark.parametrize(
    ("name", "value"), [("kommune", "Atlantis"), ("forloeb", "akrobatik"), ("fra", "1850-01"), ("periode", "uge")]
)
def test_an_unknown_value_in_a_link_is_dropped_and_said(name, value, server, visit):
    tab = visit(server)
    page = tab.open(f"/?{name}={value}")
    assert page.get_by_text(value).first.is_visible()
    assert f"{name}=" not in tab.address()


def test_a_reset_gives_the_default_address_back(server, visit):
    tab = visit(server)
    tab.open("/")
    choose(tab.page, "kommune", 1)
    tab.wait()
    tab.page.get_by_role("button", name="Nulstil").click()
    tab.wait()
    assert "kommune=" not in tab.address()
