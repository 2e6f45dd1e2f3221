"""The shared filters: sidebar and address bar on one side, a ``Selection`` on the other.

The widgets are bound to the address by Streamlit, which writes the label people see. A link may also hold codes or
labels of the other language: they are translated once, when the session starts, and what nobody knows is said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

import streamlit as st

from dashboard import cache, viewer
from qi import calendar, formats, wording
from qi.dataset import Dataset
from qi.selection import DATASET_PERIODS, DIMENSIONS, Period, Selection

QUERY_NAMES = {
    "municipality": "kommune",
    "programme": "forloeb",
    "unit": "enhed",
    "sex": "koen",
    "age_group": "alder",
    "education": "uddannelse",
    "employment": "beskaeftigelse",
    "origin": "oprindelse",
    "housing": "bolig",
    "source": "kilde",
    "law": "lov",
}
FIRST_FILTERS = ("municipality", "programme")
LANGUAGES = {"da": "Dansk", "en": "English"}
YEARS_SHOWN = 3
"""Full years before the current one that a chart shows unless somebody asks for more: 46 points fit a small card."""

Query = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: its query name, and the label in this language for each code it may take."""

    name: str
    labels: dict[str, str]
    is_multiple: bool = True


def all_filters(data: Dataset, lang: str) -> dict[str, Filter]:
    """Return every filter by the part of the selection it sets, with what the viewer may choose."""
    looking = viewer.current()
    return _all_filters(data, lang, looking.municipalities, looking.units)


@lru_cache(maxsize=64)
def _all_filters(
    data: Dataset, lang: str, municipalities: frozenset[str] | None, units: frozenset[str] | None
) -> dict[str, Filter]:
    months = {f"{month:%Y-%m}": _plain(formats.axis_month(month, lang)) for month in data_months(data)}
    periods = {period.value: wording.sentence(f"period.{period}", lang) for period in DATASET_PERIODS}
    open_codes = dict(data.codes) | _open_codes(data, municipalities, units)
    dimensions = {
        dimension: Filter(name, {code: code_label(dimension, code, data, lang) for code in open_codes[dimension]})
        for dimension, name in QUERY_NAMES.items()
    }
    return dimensions | {
        "first": Filter("fra", months, is_multiple=False),
        "last": Filter("til", months, is_multiple=False),
        "period": Filter("periode", periods, is_multiple=False),
    }


def _open_codes(
    data: Dataset, municipalities: frozenset[str] | None, units: frozenset[str] | None
) -> dict[str, tuple[str, ...]]:
    place = {unit.code: unit.municipality for unit in data.units}

    def is_open(code: str, allowed: frozenset[str] | None) -> bool:
        return allowed is None or code in allowed

    names = {unit.code: f"{unit.name}, {data.municipalities[unit.municipality]}" for unit in data.units}
    return {
        "municipality": tuple(code for code in formats.by_name(data.municipalities) if is_open(code, municipalities)),
        "unit": tuple(
            code for code in formats.by_name(names) if is_open(code, units) and is_open(place[code], municipalities)
        ),
    }


def code_label(dimension: str, code: str, data: Dataset, lang: str) -> str:
    """Return what people call a code: names come from the data, categories from the wording."""
    if dimension == "municipality":
        return data.municipalities[code]
    if dimension == "unit":
        unit = next(unit for unit in data.units if unit.code == code)
        return f"{unit.name}, {data.municipalities[unit.municipality]}"
    return _plain(wording.code_label(dimension, code, lang))


def _plain(label: str) -> str:
    """Return a label as people type it in an address, with ordinary spaces."""
    return label.replace("\u00a0", " ")


def data_months(data: Dataset) -> list[date]:
    """Return the first day of every month from the first of the data to the one they end in."""
    numbers = range(calendar.month_number(data.first_month), calendar.month_number(data.as_of) + 1)
    return [calendar.month_start(number) for number in numbers]


def default_first(data: Dataset) -> date:
    """Return the January from which charts start unless another month is chosen."""
    return max(data.first_month, date(data.as_of.year - YEARS_SHOWN, 1, 1))


def default_codes(data: Dataset) -> dict[str, str]:
    """Return the code each single-choice filter has when nobody has chosen."""
    return {
        "first": f"{default_first(data):%Y-%m}",
        "last": f"{data.as_of:%Y-%m}",
        "period": Period.MONTH.value,
    }


def read_query(query: Query, data: Dataset) -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    """Return the codes an address asks for by part of the selection, and the (name, value) pairs nobody knows.

    A value may be a code or a label in either language.
    """
    codes: dict[str, list[str]] = {}
    unknown: list[tuple[str, str]] = []
    languages = [all_filters(data, lang) for lang in LANGUAGES]
    for part, chosen in languages[0].items():
        known = {label: code for filters in languages for code, label in filters[part].labels.items()}
        known |= {code: code for code in chosen.labels}
        values = list(query.get(chosen.name, ()))
        found = [known[value] for value in values if value in known]
        unknown += [(chosen.name, value) for value in values if value not in known]
        if found:
            codes[part] = sorted(set(found)) if chosen.is_multiple else found[:1]
    return codes, unknown


def selection_of(codes: Mapping[str, Sequence[str]], data: Dataset) -> Selection:
    """Return the selection for the codes of each part; single choices left out take their default."""
    single = {part: codes[part][0] if codes.get(part) else code for part, code in default_codes(data).items()}
    first, last = sorted((date.fromisoformat(f"{single['first']}-01"), date.fromisoformat(f"{single['last']}-01")))
    return Selection(
        **{dimension: tuple(sorted(codes.get(dimension, ()))) for dimension in DIMENSIONS},
        first=first,
        last=last,
        period=Period(single["period"]),
    )


def query_codes(selection: Selection, data: Dataset) -> dict[str, tuple[str, ...]]:
    """Return the codes of a selection by query name, defaults left out: an address that no change of words breaks."""
    filters = all_filters(data, "da")
    return {filters[part].name: tuple(codes) for part, codes in _chosen(selection, data).items()}


def write_query(selection: Selection, data: Dataset, lang: str) -> dict[str, list[str]]:
    """Return the address that gives a selection: labels by query name, defaults left out."""
    filters = all_filters(data, lang)
    chosen = _chosen(selection, data)
    query = {filters[part].name: [filters[part].labels[code] for code in codes] for part, codes in chosen.items()}
    return query if lang == "da" else query | {"sprog": [LANGUAGES[lang]]}


def _chosen(selection: Selection, data: Dataset) -> dict[str, list[str]]:
    """Return the codes of each part of a selection that is not as it is when nobody has chosen."""
    parts = {dimension: list(codes) for dimension, codes in selection.restrictions().items()}
    for part, default in default_codes(data).items():
        value = getattr(selection, part) or default  # a team has no months of its own
        code = f"{value:%Y-%m}" if isinstance(value, date) else str(value)
        if code != default:
            parts[part] = [code]
    return parts


def link(page: str, selection: Selection, lang: str, **more: str) -> str:
    """Return the address of a page that shows the same selection; ``more`` are choices of that page alone."""
    query = write_query(selection, cache.dataset(), lang) | {name: [value] for name, value in more.items()}
    return f"/{page}?{urlencode(query, doseq=True)}" if query else f"/{page}"


def indicator_links(selection: Selection, lang: str) -> Callable[[str], str]:
    """Return a function from the key of an indicator to the address of its focus view for this selection."""
    rest = urlencode(write_query(selection, cache.dataset(), lang), doseq=True)
    return lambda key: f"/indikator?indikator={key}&{rest}" if rest else f"/indikator?indikator={key}"


def adopt_address() -> None:
    """Translate the address of a new session to the labels its widgets know, and remember what nobody knows.

    Streamlit reads a widget from the address only as it was when the run began, hence the rerun.
    """
    if "unknown_in_link" in st.session_state:
        return
    data = cache.dataset()
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    codes, unknown = read_query(query, data)
    filters = all_filters(data, language())
    labels = {filters[part].name: [filters[part].labels[code] for code in chosen] for part, chosen in codes.items()}
    if "sprog" in query:
        labels["sprog"] = [LANGUAGES[language()]]
    ours = {"sprog", *(one.name for one in filters.values())}
    others = {name: values for name, values in query.items() if name not in ours}
    st.session_state["unknown_in_link"] = tuple(unknown)
    if others | labels != query:
        st.query_params.from_dict(others | labels)
        st.rerun()


def language() -> str:
    """Return the language of this run: the choice in the sidebar, or the address before there is one."""
    chosen = st.session_state.get("sprog") or st.query_params.get("sprog")
    return next((code for code, label in LANGUAGES.items() if chosen in (code, label)), "da")


def sidebar(*, is_used: bool) -> Selection:
    """Draw the filters and return the selection they make.

    A page that does not use them has them out of sight: a widget that is not drawn forgets what was chosen.
    """
    data, lang = cache.dataset(), language()
    filters, defaults = all_filters(data, lang), default_codes(data)
    with st.sidebar:
        with st.container(key="filters" if is_used else "filters-unused"):
            _choices(filters, defaults, lang)
        with st.container(key="filter-sprog"):
            st.segmented_control(
                "Sprog · Language",
                list(LANGUAGES.values()),
                key="sprog",
                default="Dansk",
                required=True,
                bind="query-params",
            )
    state = st.session_state
    codes = {part: state.get(one.name) or [] for part, one in filters.items()}
    chosen = selection_of({part: [value] if isinstance(value, str) else value for part, value in codes.items()}, data)
    st.session_state["asked"] = chosen
    return viewer.current().narrowed(chosen) if is_used else chosen


def _choices(filters: Mapping[str, Filter], defaults: Mapping[str, str], lang: str) -> None:
    for part in FIRST_FILTERS:
        _multiple(part, filters[part], lang)
    with st.container(horizontal=True, key="filter-period"):
        for part in ("first", "last"):
            _single(part, filters[part], defaults[part], lang)
    _single("period", filters["period"], defaults["period"], lang)
    with st.expander(wording.sentence("filter.more", lang)):
        for part in DIMENSIONS:
            if part not in FIRST_FILTERS and filters[part].labels:
                _multiple(part, filters[part], lang)
    st.button(wording.sentence("button.reset_filters", lang), on_click=_reset, width="stretch")


def _multiple(part: str, one: Filter, lang: str) -> None:
    with st.container(key=f"filter-{one.name}"):
        st.multiselect(
            wording.sentence(f"filter.{part}", lang),
            list(one.labels),
            format_func=one.labels.__getitem__,
            key=one.name,
            placeholder=wording.sentence("filter.all", lang),
            select_all=False,  # its label is English whatever the page is
            bind="query-params",
        )


def _single(part: str, one: Filter, default: str, lang: str) -> None:
    options = list(one.labels)
    with st.container(key=f"filter-{one.name}"):
        st.selectbox(
            wording.sentence(f"filter.{part}", lang),
            options,
            index=options.index(default),
            format_func=one.labels.__getitem__,
            key=one.name,
            bind="query-params",
        )


def one_of(name: str, label: str, labels: Mapping[str, str], default: str, lang: str) -> str:
    """Draw a choice of one page alone, which stands in its address (see ``adopt_choices``)."""
    codes = list(labels)
    chosen: str = st.selectbox(
        wording.sentence(label, lang),
        codes,
        index=codes.index(default),
        format_func=labels.__getitem__,
        key=name,
        bind="query-params",
    )
    return chosen


def adopt_choices(labels_of: Mapping[str, Mapping[str, str]]) -> None:
    """Translate codes that stand in the address for choices of one page to labels, and remember what nobody knows.

    ``labels_of``: by the name of the choice, the label of each code. Streamlit reads a widget from the address only as
    it was when the run began, hence the rerun.
    """
    asked = {name: st.query_params[name] for name in labels_of if name in st.query_params}
    foreign = {name: value for name, value in asked.items() if value not in labels_of[name].values()}
    for name, value in foreign.items():
        if value in labels_of[name]:
            st.query_params[name] = labels_of[name][value]
        else:
            st.session_state["unknown_in_link"] += ((name, value),)
            del st.query_params[name]
    if foreign:
        st.rerun()


def _reset() -> None:
    data = cache.dataset()
    for part, one in all_filters(data, "da").items():
        st.session_state[one.name] = [] if one.is_multiple else default_codes(data)[part]


def asked() -> Selection:
    """Return the selection as it was chosen, not narrowed to the viewer: for what municipalities publish, no other."""
    selection: Selection = st.session_state["asked"]
    return selection


def current() -> Selection:
    """Return the selection of this run."""
    selection: Selection = st.session_state["selection"]
    return selection
