"""On "Prøv selv" a visitor's own numbers get the run chart and the verdict at once, and are kept nowhere."""

import pytest

SHIFTED = [82, 79, 85, 80, 84, 78, 83, 81, 79, 84, 80, 82, 88, 90, 89, 91, 87, 92, 90, 93, 89, 91, 90, 88]
TWELVE_ABOVE = "12 tal i træk over medianen"


def as_lines(values):
    return "\n".join(f"{2024 + i // 12}-{i % 12 + 1:02d}-01;{value}" for i, value in enumerate(values))


@pytest.fixture
def tab(walker):
    walker.open("/proev")
    return walker


def paste(tab, text):
    area = tab.page.locator(".st-key-proev-tekst textarea")
    area.fill(text)
    area.blur()
    tab.wait()
    return tab.page.locator("[data-testid=stMain]").inner_text().replace("\u00a0", " ")


def upload(tab, name, content):
    tab.page.locator(".st-key-proev-fil input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )
    tab.page.wait_for_timeout(500)
    tab.wait()
    return tab.page.locator("[data-testid=stMain]").inner_text().replace("\u00a0", " ")


def test_pasted_numbers_get_their_verdict(tab):
    assert TWELVE_ABOVE in paste(tab, f"måned;værdi\n{as_lines(SHIFTED)}")


def test_numbers_without_dates_get_it_too(tab):
    assert TWELVE_ABOVE in paste(tab, "\n".join(map(str, SHIFTED)))


def test_an_uploaded_file_with_decimal_commas_gets_it_too(tab):
    lines = as_lines([f"{value},5" for value in SHIFTED])
    assert TWELVE_ABOVE in upload(tab, "tal.csv", f"måned;værdi\n{lines}".encode("cp1252"))


def test_what_is_pasted_stands_neither_in_the_address_nor_in_the_log(tab):
    paste(tab, f"måned;hemmelig måling\n{as_lines(SHIFTED)}")
    assert tab.address() == "/proev"
    assert "hemmelig" not in tab.server.log()


def test_a_cpr_number_is_refused(tab):
    text = paste(tab, "cpr;tal\n0101011234;5\n0202021234;6\n")
    assert "CPR" in text
    assert "0101011234" not in text


@pytest.mark.parametrize("content", [b"\x00\x01\x02\xff" * 200, b"PK\x03\x04 not a workbook", b"\n\n\n"])
def test_a_file_that_is_no_table_is_answered_with_a_sentence(tab, content):
    upload(tab, "tal.csv", content)
    assert tab.page.locator(".kt-notice[role=status]").first.is_visible()


def test_markup_in_a_column_name_stays_text(tab):
    paste(tab, f"måned;<img src=x onerror=document.title='hit'>\n{as_lines(SHIFTED)}")
    assert tab.page.title() != "hit"
