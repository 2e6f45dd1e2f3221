"""The filters live in the address: a copied link gives the same picture on another machine."""

import pytest


def names_of_pictures(page):
    pictures = page.locator("[data-testid=stMain] svg[role=img]")
    return [picture.get_attribute("aria-label") for picture in pictures.all()]


@pytest.fixture
def tab(walker):
    return walker


def choose(tab, filter_name, label):
    """Open a filter, press one of its options and wait for the answer."""
    tab.page.locator(f".st-key-filter-{filter_name} input").first.click()
    tab.page.get_by_role("option", name=label, exact=True).click()
    tab.page.keyboard.press("Escape")
    tab.wait()


def test_a_copied_link_gives_the_same_pictures_on_another_machine(server, visit):
    sender, receiver = visit(server), visit(server)
    sender.open("/")
    everything = names_of_pictures(sender.page)
    choose(sender, "kommune", "Fjordbæk")
    chosen = names_of_pictures(sender.page)
    receiver.open(sender.address())
    assert chosen != everything
    assert names_of_pictures(receiver.page) == chosen


def test_a_link_may_name_a_choice_by_its_code(server, visit):
    by_word, by_code = visit(server), visit(server)
    by_word.open("/svarprocenter?forloeb=KOL")
    by_code.open("/svarprocenter?forloeb=copd")
    assert names_of_pictures(by_word.page) == names_of_pictures(by_code.page)


def test_several_municipalities_stay_chosen_together(tab):
    tab.open("/svarprocenter?kommune=Fjordbæk&kommune=Egesund")
    shown = tab.page.locator(".st-key-filter-kommune").inner_text()
    assert "Fjordbæk" in shown
    assert "Egesund" in shown


def test_a_choice_stays_when_the_page_changes(tab):
    tab.open("/")
    choose(tab, "kommune", "Fjordbæk")
    tab.page.get_by_role("link", name="Svarprocent").first.click()
    tab.page.locator("h1", has_text="Svarprocent").wait_for()
    tab.wait()
    assert "kommune=Fjord" in tab.address()
    assert "Fjordbæk" in tab.page.locator(".st-key-filter-kommune").inner_text()


def test_a_choice_survives_a_reload(tab):
    tab.open("/svarprocenter")
    choose(tab, "forloeb", "KOL")
    tab.open(tab.address())
    assert "KOL" in tab.page.locator(".st-key-filter-forloeb").inner_text()


def test_going_back_takes_the_choice_back(server, visit):
    tab = visit(server)
    tab.open("/svarprocenter?forloeb=KOL")
    tab.open("/svarprocenter?forloeb=Hjertesygdom")
    tab.page.go_back()
    tab.page.locator(".st-key-filter-forloeb", has_text="KOL").wait_for()
    tab.wait()
    assert "forloeb=KOL" in tab.address()


@pytest.mark.parametrize(
    ("name", "value"), [("kommune", "Atlantis"), ("forloeb", "akrobatik"), ("fra", "1850-01"), ("periode", "uge")]
)
def test_an_unknown_value_in_a_link_is_dropped_and_said(name, value, tab):
    page = tab.open(f"/svarprocenter?{name}={value}")
    assert page.locator(".kt-notice[role=status]", has_text=value).first.is_visible()
    assert f"{name}=" not in tab.address()


def test_a_known_value_beside_an_unknown_one_is_kept(tab):
    tab.open("/svarprocenter?kommune=Atlantis&kommune=Fjordbæk")
    assert "kommune=Fjord" in tab.address()
    assert "Atlantis" not in tab.address()


def test_markup_in_a_link_stays_text(tab):
    page = tab.open("/svarprocenter?kommune=<img src=x onerror=document.title='hit'>")
    assert page.title() != "hit"


def test_a_reset_gives_the_default_address_back(tab):
    tab.open("/svarprocenter?kommune=Fjordbæk&forloeb=KOL")
    tab.page.get_by_role("button", name="Nulstil").click()
    tab.wait()
    assert tab.address() == "/svarprocenter"


def test_quarters_give_a_third_as_many_points(tab):
    tab.open("/indikator?indikator=R01&fra=2023-01&til=2025-12")
    months = tab.page.locator(".kt-table tbody tr").count()
    tab.open("/indikator?indikator=R01&fra=2023-01&til=2025-12&periode=quarter")
    assert (months, tab.page.locator(".kt-table tbody tr").count()) == (36, 12)


def test_the_language_is_part_of_the_link(tab):
    page = tab.open("/?sprog=English")
    assert page.locator("h1", has_text="Overview").is_visible()


def test_a_page_without_filters_shows_none_and_forgets_none(tab):
    tab.open("/?kommune=Egesund")
    tab.page.get_by_text("Mere", exact=True).click()
    tab.page.get_by_role("menuitem", name="Metode").click()
    tab.wait()
    assert tab.page.locator(".st-key-filter-kommune").is_hidden()
    tab.page.get_by_role("link", name="Overblik").first.click()
    tab.wait()
    assert tab.address() == "/?kommune=Egesund"
