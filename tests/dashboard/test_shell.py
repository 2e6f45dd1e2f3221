"""The page Streamlit serves is mended: its language, a way past the menu, and a script of our own."""

import re
from pathlib import Path

import pytest
import streamlit as st

from dashboard import shell
from qi.wording.catalogue import read_family

PAGE = (Path(st.__file__).parent / "static" / "index.html").read_bytes()


@pytest.mark.parametrize(
    ("query", "lang"),
    [
        (b"", "da"),
        (b"kommune=Egesund", "da"),
        (b"sprog=English", "en"),
        (b"sprog=en&fra=2024-01", "en"),
        (b"sprog=Dansk", "da"),
        (b"sprog=%22%3E%3Cscript%3E", "da"),
        (b"sprog=\xff", "da"),
    ],
)
def test_the_language_is_the_one_the_link_asks_for(query, lang):
    assert shell.language_of(query) == lang


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_page_of_streamlit_as_it_is_now_can_be_mended(lang):
    mended = shell.mended(PAGE, lang).decode()
    assert f'<html lang="{lang}"' in mended
    assert mended.count('class="kt-skip"') == 1
    assert mended.index("kt-skip") < mended.index('<div id="root">')
    assert mended.count(f'<script src="{shell.SCRIPT}" defer>') == 1


def test_the_way_past_the_menu_is_there_in_both_languages():
    mended = shell.mended(PAGE, "da").decode()
    assert '<span lang="da">Gå til indholdet</span><span lang="en">Skip to the content</span>' in mended


def test_the_words_of_the_uploader_come_from_the_catalogue_and_tell_the_real_limit():
    mended = shell.mended(PAGE, "da").decode().replace("\u00a0", " ")
    assert f'--kt-upload-most:"højst {st.get_option("server.maxUploadSize")} MB"' in mended
    assert ':root:lang(en){--kt-upload:"Choose a file"' in mended


def test_a_page_of_our_own_passes_as_it_is():
    page = b'<!doctype html><html lang="en"><head></head><body>wall</body></html>'
    assert shell.mended(page, "da") == page


PUT_TOGETHER = {
    *("most_selected", "one_selected", "one_available", "available", "month", "year", "calendar_month"),
    *("apply", "submit", "apply_long", "submit_long", "apply_mac", "submit_mac"),
    "first_page_instead",
}
"""What Streamlit puts together from smaller parts; a browser test hears some of them."""


def test_each_text_that_is_said_in_danish_is_still_one_that_streamlit_says():
    folder = Path(st.__file__).parent / "static" / "static" / "js"
    scripts = "".join(path.read_text(encoding="utf-8", errors="replace") for path in folder.glob("*.js"))
    said = {key.removeprefix("theirs."): english for key, (_, english) in read_family("theirs").items()}
    gone = {key for key, text in said.items() if any(part not in scripts for part in re.split(r"{\w+}", text))}
    assert gone == PUT_TOGETHER
