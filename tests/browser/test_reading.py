"""A newcomer reads, opens what stands out, and shares it: nothing to explain."""

from python_calamine import CalamineWorkbook

from scripts import driver

STOPS = (
    ("verdict", ".kt-summary"),
    ("median", ".kt-cell:first-child .kt-c-figure >> nth=0"),
    ("signal", ".kt-cell:first-child .kt-c-top >> nth=0"),
    ("filters", ".st-key-filters"),
    ("focus", ".kt-cols > section:first-child"),
)
"""The stops of the tour on the way to the board, and what each points out with a line around it."""

WORDS = (("medianen", "Tallet i midten"), ("serie", "Tal i træk på samme side"))


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


def test_a_team_leader_is_shown_around_once_with_the_keyboard_alone(server, visit):
    visitor = visit(server)
    page = visitor.open("/?kommune=Egesund&forloeb=cancer&fra=2020-09&til=2023-05")
    page.get_by_role("link", name="Vis rundt").click()
    page.get_by_role("complementary", name="Rundvisning · 1 af 6").wait_for()
    page.get_by_role("button", name="Næste").focus()
    for stop, pointed_out in STOPS:
        visitor.wait()
        page.locator(f".kt-walk.kt-at-{stop}").wait_for()
        assert page.locator(pointed_out).evaluate("one => getComputedStyle(one).outlineWidth") == "2px", stop
        page.keyboard.press("Enter")
    page.locator(".kt-walk.kt-at-board").wait_for()
    page.get_by_role("link", name="Færdig").click()
    page.locator(".kt-summary").wait_for()
    assert "kommune=Egesund" in visitor.address()
    assert visitor.open("/").locator(".kt-walk").count() == 0
    visitor.open("/metode").get_by_role("link", name="Få en rundvisning").click()
    page.get_by_role("complementary", name="Rundvisning · 1 af 6").wait_for()


def test_a_sign_and_a_word_open_their_explanation_with_the_keyboard_and_escape_closes_it(server, visit):
    page = visit(server).open("/indikator?indikator=P02&kommune=Egesund&forloeb=cancer&fra=2020-09&til=2023-05")
    for name, said in (("Hvad ser jeg? Behovsvurdering inden 10 hverdage", "linjen i midten er medianen"), *WORDS):
        box = page.locator("[popover]", has_text=said)
        page.get_by_role("button", name=name, exact=True).first.focus()
        page.keyboard.press("Enter")
        box.wait_for()
        page.keyboard.press("Escape")
        box.wait_for(state="hidden")


def test_a_note_is_written_where_the_chart_is_read(server, visit):
    page = visit(server).open("/indikator?indikator=N30&kommune=Egesund")
    page.get_by_text("Tilføj note").click()
    page.get_by_label("Titel").fill("Ny sygeplejerske i teamet")
    page.get_by_role("button", name="Gem note").click()
    page.locator(".kt-cols li", has_text="Ny sygeplejerske i teamet").wait_for()
    assert visit(server).open("/indikator?indikator=N30&kommune=Havnsted").get_by_text("Ny sygeplejerske").count() == 0


def test_all_numbers_of_a_page_come_with_their_dictionary_and_the_link_is_the_address(server, visit):
    visitor = visit(server)
    page = visitor.open("/svarprocenter?kommune=Egesund&rundvisning=9")
    with page.expect_download(timeout=3 * driver.PATIENCE) as taken:  # four tables are audited first
        page.get_by_role("button", name="Hent alle tal på siden").click()
    assert CalamineWorkbook.from_path(taken.value.path()).sheet_names == ["Data", "Ordbog", "Om filen"]
    page.get_by_role("button", name="Link til siden").click()
    page.get_by_text(f"{server.url}/svarprocenter?kommune=Egesund", exact=True).wait_for()
