"""A team makes a project and a test, sees its band on the chart, and enters numbers it counts by hand."""

import re

import pytest

from scripts import driver

HOSTILE = "<img src=x onerror=alert(1)> =1+1 **fed**"


@pytest.fixture
def own_server(tmp_path, monkeypatch):
    """A server with a state store of its own."""
    monkeypatch.setenv("KVALITETSTAVLE_STATE", str(tmp_path / "state"))
    with driver.dashboard() as running:
        yield running


def fill(place, label, text):
    place.get_by_label(label, exact=True).last.fill(text)


def press(visit, name):
    visit.page.get_by_role("button", name=name, exact=True).last.click()
    return visit.wait()


def make_team(visit, name="Kræftteamet"):
    page = visit.open("/forbedring")
    fill(page, "Hvem skriver?", "Mette")
    fill(page, "Navn", name)
    press(visit, "Opret team")
    return page


def make_project(visit):
    page = visit.page
    for label, text in {
        "Titel": f"Hurtig kontakt {HOSTILE}",
        "Hvad": "Henviste kontaktet inden 5 hverdage",
        "Hvor meget": "90 %",
    }.items():
        fill(page, label, text)
    press(visit, "Opret projekt")
    page.get_by_role("heading", name="Hurtig kontakt").wait_for()
    return page


def test_a_test_that_is_saved_stands_as_a_band_on_the_chart_at_once(own_server, visit):
    tab = visit(own_server)
    make_team(tab)
    page = make_project(tab)
    assert page.locator("img[src=x]").count() == 0  # markup in a title is text
    form = page.locator("[data-testid=stExpander]").filter(has=page.get_by_text("Ny prøve", exact=True))
    form.get_by_text("Ny prøve", exact=True).click()
    fill(form, "Titel", "Opkald samme dag")
    fill(form, "Spørgsmål", "Når vi flere?")
    fill(form, "Forventet", "90 % eller mere")
    form.get_by_role("combobox", name=re.compile("Indikatorer")).last.click()
    page.keyboard.type("startskema")  # the list is long and draws only what is in view
    page.get_by_role("option", name="Svarprocent, startskema").click()
    page.keyboard.press("Escape")
    for label, day in (("Start", "02.03.2026"), ("Slut", "31.05.2026")):
        form.get_by_role("group", name=label).locator("[data-type=day]").click()
        page.keyboard.type(day.replace(".", ""))
    press(tab, "Opret prøve")
    page.locator(".kt-cycle h3", has_text="PDSA 1: Opkald samme dag").wait_for()
    assert "Hvad skete der efter" in page.locator(".kt-cycle").inner_text()
    page = tab.open("/indikator?indikator=D01")
    assert "PDSA 1" in page.locator(".st-key-card-D01").inner_text()


def test_an_aim_that_is_missing_is_a_sentence_and_what_was_typed_stays(own_server, visit):
    tab = visit(own_server)
    page = make_team(tab)
    fill(page, "Titel", "Hurtig kontakt")
    press(tab, "Opret projekt")
    assert "Hvad mangler." in page.locator(".kt-notice").all_inner_texts()
    assert page.get_by_label("Titel", exact=True).last.input_value() == "Hurtig kontakt"


def test_a_number_is_entered_on_a_phone_in_two_touches(own_server, visit):
    tab = visit(own_server, width=390, height=844)
    make_team(tab)
    page = tab.open("/registrer")
    fill(page, "Navn", "Opkald uden svar")
    press(tab, "Opret indikator")
    page.get_by_role("heading", name="Opkald uden svar", level=2).wait_for()
    page.locator(".st-key-registrer-knapper button", has_text=re.compile("^4$")).click()  # the first touch
    page.get_by_role("button", name="Gem", exact=True).click()  # and the second
    page.get_by_text(re.compile("^Gemt: 4 den")).wait_for()
    tab.wait()
    assert page.locator(".kt-own-values tbody tr").count() == 1
    page.locator(".st-key-registrer-knapper button", has_text=re.compile("^6$")).click()
    page.get_by_role("button", name="Gem", exact=True).click()
    page.get_by_text(re.compile("^Gemt: 6 den")).wait_for()
    tab.wait()
    assert page.locator(".kt-own-values tbody td").all_text_contents()[1:] == ["6", "Ikke oplyst", "4"]
