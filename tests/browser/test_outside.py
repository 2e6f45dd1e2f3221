"""What crosses the border of the house, as a visitor meets it: refused files, the report's page, and saved views."""


def save_view(tab, name):
    tab.page.locator(".st-key-visning-navn input").fill(name)
    tab.page.get_by_role("button", name="Gem", exact=True).click()
    tab.wait()
    return tab.page.locator(".kt-notice").first.inner_text()


def test_a_report_with_a_filter_on_sex_is_refused_in_a_sentence(server, visit):
    page = visit(server).open("/rapport?koen=female")
    page.get_by_text("Tal med filter på køn kan ikke tages med ud").wait_for()
    assert page.get_by_role("button", name="Lav rapporten").count() == 0


def test_a_chart_of_two_municipalities_cannot_be_taken_out(server, visit):
    page = visit(server).open("/indikator?indikator=P12&kommune=901&kommune=902")
    page.get_by_text("Tal kan tages med ud for én kommune eller for alle").wait_for()
    assert page.get_by_test_id("stDownloadButton").count() == 0


def test_a_view_is_saved_found_again_and_its_name_is_taken_once(server, visit):
    mine, yours = visit(server), visit(server)
    mine.open("/visninger?kommune=Fjordbæk")
    assert save_view(mine, "Tavlemøde") == "»Tavlemøde« er gemt."
    yours.open("/visninger")
    assert save_view(yours, "Tavlemøde") == "Der er allerede en visning, der hedder »Tavlemøde«. Vælg et andet navn."
    link = yours.page.get_by_role("link", name="Tavlemøde")
    assert link.get_attribute("href") == "/?kommune=902"
    assert "Fjordbæk" in yours.page.locator(".kt-view").inner_text()


def test_a_name_that_looks_like_a_cpr_number_is_not_saved(server, visit):
    tab = visit(server)
    tab.open("/visninger")
    assert save_view(tab, "010190-1234") == "Navnet ligner et CPR-nummer. Fjern det, før du gemmer."
