"""Colours: contrast of text and of marks that carry meaning, in both themes; the style sheet; the ordered bands."""

from __future__ import annotations

import tomllib
from itertools import pairwise

import pytest

from dashboard import theme
from dashboard.theme import DARK, LIGHT, Palette, contrast

TEXT = ("ink1", "ink2", "ink3", "good", "bad", "neutral", "pt")


def test_black_on_white_has_the_contrast_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("ink", TEXT)
def test_text_can_be_read_on_a_card(palette: Palette, ink: str) -> None:
    assert contrast(getattr(palette, ink), palette.card) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("ink", ["ink1", "ink2", "ink3"])
def test_text_can_be_read_on_the_page(palette: Palette, ink: str) -> None:
    assert contrast(getattr(palette, ink), palette.page) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_a_pdsa_label_can_be_read_on_its_band(palette: Palette) -> None:
    assert contrast(palette.bandink, palette.band) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_the_connecting_line_can_be_seen(palette: Palette) -> None:
    assert contrast(palette.data, palette.card) >= 3


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_a_button_and_a_chosen_value_can_be_read_on_their_grounds(palette: Palette) -> None:
    assert contrast(palette.card, palette.ink1) >= 4.5
    assert contrast(palette.card, palette.ink2) >= 4.5
    assert contrast(palette.ink1, palette.limit2) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("mark", ["good", "bad", "neutral", "pt", "ink3", "bandink"])
@pytest.mark.parametrize("ground", ["card", "band", "limit", "limit2"])
def test_a_mark_with_meaning_can_be_seen_on_every_ground_of_a_chart(palette: Palette, mark: str, ground: str) -> None:
    assert contrast(getattr(palette, mark), getattr(palette, ground)) >= 3


@pytest.mark.parametrize("count", [2, 3, 5, 6])
def test_numbers_can_be_read_on_ordered_bands(count: int) -> None:
    assert all(contrast(ink, ground) >= 4.5 for ground, ink in theme.ordered_bands(count))


@pytest.mark.parametrize("count", [2, 3, 5, 6])
def test_ordered_bands_grow_darker(count: int) -> None:
    light = [contrast("#000000", ground) for ground, _ in theme.ordered_bands(count)]
    assert all(before > after for before, after in pairwise(light))


def test_the_style_sheet_has_every_token_in_both_themes_and_no_blank_line() -> None:
    css = theme.stylesheet()
    assert all(f"--kt-{name}:light-dark(" in css for name in theme.TOKENS)
    assert "\n\n" not in css


def test_the_font_is_served_beside_the_entry_script() -> None:
    assert (theme.FONT_FILE).is_file()
    assert (theme.FONT_FILE.parent / "OFL.txt").is_file()


def test_streamlit_is_configured_with_the_same_tokens() -> None:
    configured = tomllib.loads((theme.FONT_FILE.parents[2] / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    expected = theme.streamlit_theme()
    assert configured["theme"]["light"] == expected["theme.light"]
    assert configured["theme"]["dark"] == expected["theme.dark"]
    assert configured["theme"].items() >= expected["theme"].items()
