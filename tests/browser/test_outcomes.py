"""The published table of Copenhagen on the page, number by number, and the questions behind an answer."""

import pytest

COPENHAGEN = "/udbytte?kommune=Havnsted&forloeb=diabetes&enhed=907-1&fra=2019-01"
PRINTED = (
    *("58,5", "55,8 til 61,2", "52,0", "49,8 til 54,2", "52,7", "50,7 til 54,8"),
    *("−6,5", "−9,0 til −4,1", "−5,8", "−8,8 til −2,8", "0,7", "−1,0 til 2,5"),
    *("461", "172", "131"),
)
"""S4, the table of Center for Diabetes; 51,2 in the source is read as 61,2."""

BANDS = {
    "hba1c": ("HbA1c", "21 27 15 27 11", "39 23 21 12 5", "34 30 15 17 5"),
    "activity": ("Aktiv mindst 60 minutter", "21 27 17 17 8 10", "5 29 21 17 9 19", "5 37 25 12 9 12"),
    "fitness": ("God fysisk form", "27 30 26 18 0", "6 28 31 32 3", "12 24 35 28 2"),
}


def texts(page, key):
    """The texts of a card's figures, one list a drawing, with ordinary spaces."""
    drawn = page.locator(f".st-key-card-udbytte-{key} svg").all()
    return [[text.replace("\u00a0", " ") for text in svg.locator("text").all_text_contents()] for svg in drawn]


def test_the_table_of_copenhagen_is_shown_as_printed(walker):
    page = walker.open(COPENHAGEN)
    shown = " ".join(text for one in texts(page, "hba1c") + texts(page, "who-hba1c") for text in one)
    assert [number for number in PRINTED if number not in shown] == []


@pytest.mark.parametrize("key", BANDS)
def test_the_bands_of_copenhagen_are_shown_as_printed(key, walker):
    title, *printed = BANDS[key]
    page = walker.open(f"{COPENHAGEN}&resultat={title}")
    rows = page.locator(f".st-key-card-udbytte-spread-{key} tbody tr").all()
    shown = [" ".join(row.locator("td").all_text_contents()) for row in rows]
    assert [row.replace("\u00a0%", "") for row in shown] == printed


def test_the_models_are_fitted_only_when_their_question_is_opened(walker):
    page = walker.open(COPENHAGEN)
    assert page.get_by_text("Model, alle målinger").count() == 0
    page.locator("summary", has_text="Holder svaret").click()
    page.get_by_text("4 måder at regne på giver en ændring samme vej").wait_for()
    page.locator("summary", has_text="Ligner de målte").click()
    page.get_by_text("62 % af de målte ved slut").wait_for()
    walker.wait()


def test_a_small_group_is_hidden_on_the_page_of_equity_and_named_so(walker):
    page = walker.open("/lighed?kommune=Lillø&delt=Oprindelse&fra=2019-01")
    assert page.get_by_text("færre end 5").filter(visible=True).count() >= 2
    assert page.get_by_text("Tallene viser en forskel, men ikke hvorfor.").count() >= 1


@pytest.mark.parametrize("address", ["/vejen", "/lighed", "/udbytte"])
def test_a_place_and_month_with_next_to_nobody_gets_a_sentence(address, walker):
    page = walker.open(f"{address}?kommune=Lillø&forloeb=copd&fra=2026-10&til=2026-10")
    assert page.locator(".kt-error").count() == 0
    assert page.locator(".kt-notice, .kt-outcome").count() >= 1
