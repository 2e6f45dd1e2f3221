"""Step 3: try the import without writing anything, read what came of it, and publish it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import streamlit as st

from dashboard import cache, settings, usage, viewer
from dashboard.components import html
from dashboard.components.chrome import notice
from dashboard.components.imports import export_files, own_data
from dashboard.components.imports.mapping_choice import Chosen
from dashboard.uploads import Upload, as_file
from qi import formats, wording
from qi.access import Right
from qi.dataset import DatasetError
from qi.imports import own_folder
from qi.imports.cli import KEY_FILE
from qi.imports.own_folder import Place
from qi.imports.refused import ImportRefusedError
from qi.imports.report import as_csv, problems
from qi.imports.run import ImportReport, import_file

log = logging.getLogger(__name__)

ROWS_SHOWN = 20
RESULT = "data-resultat"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file: a report, or one sentence that says why there is none."""

    name: str
    report: ImportReport | None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """The files to import, the mapping, and the day up to which they are complete, None for the latest in the file."""

    uploads: tuple[Upload, ...]
    chosen: Chosen
    as_of: date | None

    @property
    def signature(self) -> tuple[object, ...]:
        """What a result belongs to: it is shown no longer when a file, the mapping or the day has changed."""
        return (*(upload.digest for upload in self.uploads), self.chosen.mapping.sha256, self.as_of)


def offer(uploads: tuple[Upload, ...], chosen: Chosen, lang: str) -> None:
    """Let the visitor try the files, and publish them once the result has been seen."""
    as_of = st.date_input(wording.sentence("data.as_of", lang), None, format="DD-MM-YYYY", key="data-fulde-til")
    work = Work(uploads, chosen, as_of)
    with st.container(horizontal=True):
        is_asked = st.button(wording.sentence("data.try", lang), type="primary", key="data-proev")
        if chosen.text:
            name = own_folder.file_name(chosen.mapping.title)
            st.download_button(wording.sentence("data.get_mapping", lang), chosen.text, name, "application/toml")
    if is_asked:
        st.session_state[RESULT] = (work.signature, _run(work, lang, is_dry_run=True))
    signature, outcomes = st.session_state.get(RESULT, (None, ()))
    if signature != work.signature:
        return
    for outcome in outcomes:
        _show(outcome, chosen, lang)
    if any(outcome.report and outcome.report.rows_in for outcome in outcomes):
        _publishing(work, lang)


def _target() -> Path:
    """Return the folder to import to; for one that is never written to, a new one that a dry run does not make."""
    folder = cache.publication().folder
    return folder if own_folder.place_of(folder) is not Place.FIXED else folder / "trial"


@viewer.allowed(Right.IMPORT)
def _run(work: Work, lang: str, *, is_dry_run: bool) -> tuple[Outcome, ...]:
    bar = st.progress(0.0)
    outcomes = []
    for number, upload in enumerate(work.uploads):

        def hear(step: str, share: float, name: str = upload.name, before: int = number) -> None:
            said = wording.sentence(
                "data.reading", lang, file=name, step=wording.sentence(f"data.step_of_{step}", lang)
            )
            bar.progress((before + share) / len(work.uploads), said)

        outcomes.append(_one(upload, work, lang, hear, is_dry_run=is_dry_run))
    bar.empty()
    return tuple(outcomes)


def _one(upload: Upload, work: Work, lang: str, hear: Callable[[str, float], None], *, is_dry_run: bool) -> Outcome:
    try:
        with as_file(upload) as path:
            report = import_file(
                path,
                work.chosen.mapping,
                to=_target(),
                key_file=Path(settings.current().pseudonym_key or KEY_FILE),
                as_of=work.as_of,
                is_dry_run=is_dry_run,
                progress=hear,
            )
    except ImportRefusedError as refused:
        return Outcome(upload.name, None, refused.said(lang))
    except DatasetError as error:
        log.warning("an import does not fit the folder: %s", error, extra={"event": "import_refused"})
        return Outcome(upload.name, None, wording.sentence("data.disagree", lang))
    except OSError as error:
        known = {"event": "data_not_written"}
        log.warning("the data folder cannot be written to: %s", type(error).__name__, extra=known)
        return Outcome(upload.name, None, wording.sentence("data.not_writable", lang))
    return Outcome(upload.name, report)


def _show(outcome: Outcome, chosen: Chosen, lang: str) -> None:
    report = outcome.report
    if report is None:
        notice(f"{outcome.name}: {outcome.refused}")
        return
    found = problems(report, chosen.mapping, lang)
    more = wording.sentence("data.faults_more", lang, shown=ROWS_SHOWN, n=len(found))
    html.show(
        html.render(
            "data_report",
            name=outcome.name,
            result=_result(report, lang),
            notes=_notes(report, lang),
            title=wording.sentence("data.faults", lang),
            heads=[
                wording.sentence(f"import.list_{name}", lang) for name in ("line", "id", "column", "came", "expected")
            ],
            rows=found[:ROWS_SHOWN],
            more=more if len(found) > ROWS_SHOWN else "",
        )
    )
    if found:
        st.download_button(
            wording.sentence("data.get_faults", lang),
            "\ufeff" + as_csv(report, chosen.mapping, lang),
            f"{wording.sentence('data.faults_file', lang)}.csv",
            "text/csv",
            key=f"data-liste-{outcome.name}",
        )


def _result(report: ImportReport, lang: str) -> str:
    if not report.rows_in:
        return wording.sentence("data.result_nothing", lang)
    if not report.rows_set_aside:
        return wording.sentence("data.result_all", lang, read=report.rows_read)
    return wording.sentence(
        "data.result", lang, taken=report.rows_in, read=report.rows_read, aside=report.rows_set_aside
    )


def _notes(report: ImportReport, lang: str) -> list[str]:
    notes = []
    if report.as_of is not None:
        date_in_words = formats.long_date(report.as_of, lang)
        notes.append(wording.sentence("data.result_as_of", lang, date=date_in_words))
    if report.rows_in and not report.is_changed:
        notes.append(wording.sentence("data.result_unchanged", lang))
    if report.dropped:
        notes.append(wording.sentence("data.result_dropped", lang, columns=", ".join(report.dropped)))
    return notes


def _publishing(work: Work, lang: str) -> None:
    if own_folder.place_of(cache.publication().folder) is Place.FIXED:
        notice(wording.sentence("data.place_fixed", lang))
        return
    title = work.chosen.mapping.title
    is_kept = bool(work.chosen.text) and st.checkbox(
        wording.sentence("data.keep_mapping", lang, title=title), value=True, key="data-gem"
    )
    if st.button(wording.sentence("data.publish", lang), type="primary", key="data-udgiv"):
        _publish(work, lang, is_kept=is_kept)


def _publish(work: Work, lang: str, *, is_kept: bool) -> None:
    outcomes = _run(work, lang, is_dry_run=False)
    refused = [one for one in outcomes if one.report is None]
    if refused:
        for one in refused:
            notice(f"{one.name}: {one.refused}")
        return
    publication, title = cache.publication(), work.chosen.mapping.title
    if is_kept:
        own_folder.save_mapping(publication.folder, title, work.chosen.text)
    publication.take()
    usage.note("imported", {"mapping": title, "files": len(outcomes)})
    numbers = [one.report.version for one in outcomes if one.report and one.report.version is not None]
    said = (
        wording.sentence("data.published", lang, number=str(numbers[-1]))
        if numbers
        else wording.sentence("data.published_unchanged", lang)
    )
    st.session_state[own_data.SAID] = (said,)
    st.session_state.pop(RESULT, None)
    export_files.let_go()
    st.rerun()
