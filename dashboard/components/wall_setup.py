"""Set up wall screens: what a wall shows, how it will look, and the secret addresses that open it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from urllib.parse import urlsplit

import streamlit as st

from dashboard import cache
from dashboard.components import writing
from dashboard.components.chrome import notice
from dashboard.wall import page, walls
from dashboard.wall.layout import MOST_TILES
from dashboard.wall.legibility import TEXT_ARC_MINUTES, type_sizes
from dashboard.wall.routes import KEY
from dashboard.wall.screen import offered, screen_of
from qi import formats, store, wording
from qi.indicators import INDICATORS
from qi.store import Theme, Wall, WallKey

NEW = ""
EVERY = None
MOST_SLIDES = 8
INCHES = (24.0, 32.0, 43.0, 50.0, 55.0, 65.0, 75.0, 86.0)
FIRST_SLIDES = (("P01", "P02", "P12", "D01"),)


def choose(lang: str) -> Wall:
    """Let the user choose a wall, or begin a new one."""
    kept = {wall.name: wall for wall in walls.every()}
    name = st.selectbox(
        wording.sentence("wallset.which", lang),
        [NEW, *kept],
        format_func=lambda name: name or wording.sentence("wallset.new", lang),
        key="skaerm",
        bind="query-params",
    )
    return kept.get(name or NEW, Wall(name=NEW, slides=FIRST_SLIDES))


def edit(wall: Wall, lang: str) -> Wall:
    """Let the user change a wall and return what it would be; nothing is kept yet."""
    name = wall.name or _new_name(lang)
    with st.container(border=True, key="skaerm-hvem"):
        team = _team(wall, lang)
    with st.container(border=True, key="skaerm-billeder"):
        slides = _slides(wall, lang)
    with st.container(border=True, key="skaerm-rum"):
        room = _room(wall, lang)
    return replace(wall, name=name, slides=slides, **team, **room)  # type: ignore[arg-type]


def _new_name(lang: str) -> str:
    typed = st.text_input(
        wording.sentence("wallset.name", lang),
        key="skaerm-navn",
        max_chars=40,
        help=wording.sentence("wallset.name_help", lang),
    )
    return walls.address_name(typed)


def _team(wall: Wall, lang: str) -> dict[str, str | None]:
    data = cache.dataset()
    municipalities = formats.by_name(data.municipalities)
    left, right = st.columns(2, gap="large")
    municipality = left.selectbox(
        wording.sentence("filter.municipality", lang),
        [EVERY, *municipalities],
        index=_place(wall.municipality, municipalities),
        format_func=lambda code: data.municipalities[code] if code else wording.sentence("scope.municipality", lang),
        key=f"skaerm-{wall.name}-kommune",
    )
    programme = right.selectbox(
        wording.sentence("filter.programme", lang),
        [EVERY, *data.codes["programme"]],
        index=_place(wall.programme, list(data.codes["programme"])),
        format_func=lambda code: wording.sentence(f"programme.{code}" if code else "scope.programme", lang),
        key=f"skaerm-{wall.name}-forloeb",
    )
    return {"municipality": municipality, "programme": programme}


def _place(code: str | None, codes: list[str]) -> int:
    """Return the place of a code after 'all'; a code the data no longer have counts as all."""
    return codes.index(code) + 1 if code in codes else 0


def _slides(wall: Wall, lang: str) -> tuple[tuple[str, ...], ...]:
    keys = [indicator.key for indicator in offered()]
    keys += sorted({key for slide in wall.slides for key in slide} - set(keys))
    n_slides = st.number_input(
        wording.sentence("wallset.n_slides", lang),
        1,
        MOST_SLIDES,
        max(1, len(wall.slides)),
        key=f"skaerm-{wall.name}-antal",
    )
    slides = []
    for number in range(int(n_slides)):
        chosen = st.multiselect(
            wording.sentence("wallset.slide", lang, n=number + 1),
            keys,
            default=list(wall.slides[number]) if number < len(wall.slides) else [],
            format_func=lambda key: _title(key, lang),
            max_selections=MOST_TILES,
            placeholder=wording.sentence("wallset.choose", lang),
            key=f"skaerm-{wall.name}-billede-{number}",
        )
        slides.append(tuple(chosen))
    return tuple(slides)


def _title(key: str, lang: str) -> str:
    if key not in INDICATORS:
        return wording.sentence("wall.no_indicator", lang, name=wording.safe_echo(key))
    return INDICATORS[key].title(lang)


def _room(wall: Wall, lang: str) -> dict[str, float | Theme]:
    first, second, third = st.columns(3, gap="large")
    distance = first.slider(
        wording.sentence("wallset.distance", lang), 1.0, 8.0, wall.distance_m, 0.5, key=f"skaerm-{wall.name}-afstand"
    )
    inches = second.selectbox(
        wording.sentence("wallset.inches", lang),
        INCHES,
        index=INCHES.index(wall.inches) if wall.inches in INCHES else INCHES.index(55.0),
        format_func=lambda inches: f"{inches:.0f}″",
        key=f"skaerm-{wall.name}-tommer",
    )
    theme = third.selectbox(
        wording.sentence("wallset.theme", lang),
        list(Theme),
        index=list(Theme).index(wall.theme),
        format_func=lambda theme: wording.sentence(f"wallset.theme_{theme.value}", lang),
        key=f"skaerm-{wall.name}-lys",
    )
    seconds = first.slider(
        wording.sentence("wallset.seconds", lang), 10, 120, int(wall.seconds), 5, key=f"skaerm-{wall.name}-sekunder"
    )
    promised = second.number_input(
        wording.sentence("wallset.promised", lang), 1, 400, wall.promised_days, key=f"skaerm-{wall.name}-dage"
    )
    return {
        "distance_m": float(distance),
        "inches": float(inches),
        "theme": theme or wall.theme,
        "seconds": float(seconds),
        "promised_days": int(promised),
    }


def preview(wall: Wall, lang: str) -> bool:
    """Show the screen as it will be, slide by slide; return whether its type fits on it."""
    sizes = type_sizes(wall.distance_m, wall.inches)
    if not sizes.is_possible:
        notice(wording.sentence("wallset.too_small", lang))
        return False
    screen = screen_of(wall)
    number = 1
    if screen.n_slides > 1:
        shown = wording.sentence("wallset.shown", lang)
        number = int(st.number_input(shown, 1, screen.n_slides, 1, key=f"skaerm-{wall.name}-vist"))
    st.iframe(page.preview(wall, screen, number - 1), height=600, alt=wording.sentence("wallset.preview", lang))
    distance = formats.shortest(wall.distance_m, lang=lang)
    st.caption(wording.sentence("wallset.fit", lang, minutes=TEXT_ARC_MINUTES, metres=distance, n=screen.n_slides))
    return True


def keep(wall: Wall, lang: str, *, is_possible: bool) -> None:
    """Offer to keep what has been changed."""
    read = f"skaerm-{wall.name}-udgave"  # the version that this visitor has seen: what others save meanwhile stays
    if st.session_state.get("skaerm") and read not in st.session_state:
        st.session_state[read] = wall.version
    if not st.button(wording.sentence("wallset.save", lang), type="primary", disabled=not is_possible):
        return
    if not wall.name:
        notice(wording.sentence("wallset.no_name", lang))
        return
    seen = st.session_state.get(read)
    try:
        kept = walls.keep(replace(wall, version=seen or 1), is_new=seen is None)
    except store.NameTakenError:
        notice(wording.sentence("wallset.taken", lang, name=wall.name))
    except store.EditedMeanwhileError:
        notice(wording.sentence("wallset.meanwhile", lang))
    else:
        st.session_state[read] = kept.version
        notice(wording.sentence("wallset.saved", lang, name=wall.name))


def addresses(wall: Wall, lang: str) -> None:
    """Show the addresses of a kept wall, make new ones and withdraw old ones."""
    st.subheader(wording.sentence("wallset.addresses", lang))
    if wall.name not in {kept.name for kept in walls.every()}:
        st.caption(wording.sentence("wallset.save_first", lang))
        return
    st.caption(wording.sentence("wallset.addresses_help", lang))
    if st.button(wording.sentence("wallset.make_key", lang), key="skaerm-ny-noegle"):
        st.code(f"{_origin()}/vaeg/{wall.name}?{KEY}={walls.new_key(wall.name)}", language=None)
        notice(wording.sentence("wallset.copy_now", lang))
    for key in walls.keys(wall.name):
        _key(key, lang)
    with st.popover(wording.sentence("wallset.remove", lang)):
        st.write(wording.sentence("wallset.remove_what", lang, name=wall.name))
        really = wording.sentence("wallset.remove_really", lang)
        st.button(really, key="skaerm-slet", on_click=_remove, args=(wall.name, lang))


def _remove(name: str, lang: str) -> None:
    def forget() -> bool:
        walls.remove(name)
        return True

    if writing.attempt(forget, lang):
        st.session_state["skaerm"] = NEW


def _key(key: WallKey, lang: str) -> None:
    left, right = st.columns([4, 1], vertical_alignment="center")
    made = walls.in_words(key.made_at, lang)
    if key.withdrawn_at:
        withdrawn = walls.in_words(key.withdrawn_at, lang)
        left.write(wording.sentence("wallset.key_withdrawn", lang, n=key.id, made=made, withdrawn=withdrawn))
        return
    left.write(wording.sentence("wallset.key", lang, n=key.id, made=made))
    right.button(
        wording.sentence("wallset.withdraw", lang),
        key=f"skaerm-noegle-{key.id}",
        on_click=writing.attempt,
        args=(partial(walls.withdraw, key.id), lang),
    )


def _origin() -> str:
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}"
