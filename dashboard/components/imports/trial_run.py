"""Step 3: try the import without writing anything, read what came of it, and publish it as one version."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import streamlit as st

from dashboard import cache, settings, usage, viewer
from dashboard.components import html
from dashboard.components.chrome import notice
from dashboard.components.imports import export_files, own_data
from dashboard.components.imports.mapping_choice import Chosen
from dashboard.uploads import as_files
from qi import formats, wording
from qi.access import Right
from qi.dataset import DatasetError
from qi.imports import own_folder
from qi.imports.cli import KEY_FILE
from qi.imports.outcome import Export, ImportReport, Outcome
from qi.imports.own_folder import Place
from qi.imports.refused import ImportRefusedError
from qi.imports.report import as_csv, problem_groups, problems
from qi.imports.run import import_files

log = logging.getLogger(__name__)

ROWS_SHOWN = 20
"""More lines are told in groups: the same thing wrong with the same column."""

RESULT = "data-resultat"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of each export; or one sentence that says why nothing could be tried."""

    outcomes: tuple[Outcome, ...] = ()
    failed: str = ""

    @property
    def is_useful(self) -> bool:
        """Whether something could be published: lines that came in, and nothing refused."""
        is_refused = any(one.refused for one in self.outcomes)
        return not is_refused and any(one.report and one.report.rows_in for one in self.outcomes)


@dataclass(frozen=True, slots=True)
class Work:
    """The exports to import with their mappings, and the day up to which they are complete, None for the latest."""

    chosen: tuple[Chosen, ...]
    as_of: date | None

    @property
    def signature(self) -> tuple[object, ...]:
        """What a result belongs to: it is shown no longer when a file, a mapping or the day has changed."""
        return (*((one.given.digest, one.mapping.sha256) for one in self.chosen), self.as_of)

    @property
    def made(self) -> tuple[Chosen, ...]:
        """The exports whose mapping is not kept yet, one for each file it would become."""
        return tuple({own_folder.file_name(one.mapping.title): one for one in self.chosen if one.text}.values())


def offer(chosen: Sequence[Chosen], lang: str) -> None:
    """Let the visitor try the exports, and publish them once the result has been seen."""
    as_of = st.date_input(wording.sentence("data.as_of", lang), None, format="DD-MM-YYYY", key="data-fulde-til")
    work = Work(tuple(chosen), as_of)
    with st.container(horizontal=True):
        is_asked = st.button(wording.sentence("data.try", lang), type="primary", key="data-proev")
        for one in work.made:
            name = own_folder.file_name(one.mapping.title)
            label = wording.sentence("data.get_mapping", lang)
            label = label if len(work.made) == 1 else f"{label}: {one.mapping.title}"
            st.download_button(label, one.text, name, "application/toml", key=f"data-hent-{name}")
    if is_asked:
        st.session_state[RESULT] = (work.signature, _run(work, lang, is_dry_run=True))
    signature, result = st.session_state.get(RESULT, (None, Result()))
    if signature != work.signature:
        return
    if result.failed:
        notice(result.failed)
    for one, outcome in zip(work.chosen, result.outcomes, strict=False):
        _show(one, outcome, lang)
    if result.is_useful:
        _publishing(work, lang)


def _target() -> Path:
    """Return the folder to import to; for one that is never written to, a new one that a dry run does not make."""
    folder = cache.publication().folder
    return folder if own_folder.place_of(folder) is not Place.FIXED else folder / "trial"


@viewer.allowed(Right.IMPORT)
def _run(work: Work, lang: str, *, is_dry_run: bool) -> Result:
    bar = st.progress(0.0)

    def hear(place: int, step: str, share: float) -> None:
        doing = wording.sentence(f"data.step_of_{step}", lang)
        bar.progress(share, wording.sentence("data.reading", lang, file=work.chosen[place].given.name, step=doing))

    try:
        with ExitStack() as opened:
            exports = [_export(opened.enter_context(as_files(one.given.uploads)), one) for one in work.chosen]
            key_file = Path(settings.current().pseudonym_key or KEY_FILE)
            outcomes = import_files(
                exports, to=_target(), key_file=key_file, as_of=work.as_of, is_dry_run=is_dry_run, progress=hear
            )
            return Result(outcomes)
    except ImportRefusedError as refused:
        return Result(failed=refused.said(lang))
    except DatasetError as error:
        log.warning("an import does not fit the folder: %s", error, extra={"event": "import_refused"})
        return Result(failed=wording.sentence("data.disagree", lang))
    except OSError as error:
        known = {"event": "data_not_written"}
        log.warning("the data folder cannot be written to: %s", type(error).__name__, extra=known)
        return Result(failed=wording.sentence("data.not_writable", lang))
    finally:
        bar.empty()


def _export(paths: Sequence[Path], chosen: Chosen) -> Export:
    return Export(path=paths[0], mapping=chosen.mapping, beside=tuple(paths[1:]))


def _show(chosen: Chosen, outcome: Outcome, lang: str) -> None:
    report, name = outcome.report, chosen.given.name
    if report is None:
        notice(f"{name}: {outcome.refused.said(lang) if outcome.refused else ''}")
        return
    found = problems(report, chosen.mapping, lang)
    html.show(
        html.render(
            "data_report",
            name=name,
            result=_result(report, lang),
            notes=_notes(report, lang),
            title=wording.sentence("data.faults" if len(found) <= ROWS_SHOWN else "data.fault_groups", lang),
            **_table(chosen, report, lang),
        )
    )
    if found:
        st.download_button(
            wording.sentence("data.get_faults", lang),
            "\ufeff" + as_csv(report, chosen.mapping, lang),
            f"{wording.sentence('data.faults_file', lang)}.csv",
            "text/csv",
            key=f"data-liste-{chosen.given.digest}",
        )


def _table(chosen: Chosen, report: ImportReport, lang: str) -> dict[str, list[list[str]] | list[str]]:
    """Return the lines set aside, a few one by one and many in groups; the list to download has them all."""
    found = problems(report, chosen.mapping, lang)
    if len(found) <= ROWS_SHOWN:
        heads = ["import.list_line", "import.list_id", "import.list_column", "import.list_came", "import.list_expected"]
        rows = [[str(one.line), one.local_id, one.column, one.came, one.expected] for one in found]
    else:
        heads = [
            "data.group_lines",
            "import.list_column",
            "import.list_came",
            "import.list_expected",
            "data.group_first",
        ]
        rows = [
            [formats.number(one.n_lines, lang=lang), one.column, one.came, one.expected, str(one.first_line)]
            for one in problem_groups(report, chosen.mapping, lang)
        ]
    return {"heads": [wording.sentence(key, lang) for key in heads], "rows": rows}


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
    if report.n_sent:
        n_answered = report.n_answered or 0
        percent = formats.percent(100 * n_answered / report.n_sent, lang=lang)
        notes.append(
            wording.sentence("data.result_answered", lang, sent=report.n_sent, answered=n_answered, percent=percent)
        )
    if report.header_line > 1:
        notes.append(wording.sentence("import.report_header", lang, line=report.header_line))
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
    titles = wording.join_names([f"»{one.mapping.title}«" for one in work.made], lang)
    key = "data.keep_mapping" if len(work.made) == 1 else "data.keep_mappings"
    said = {"title": work.made[0].mapping.title} if len(work.made) == 1 else {"titles": titles}
    is_kept = bool(work.made) and st.checkbox(wording.sentence(key, lang, **said), value=True, key="data-gem")
    if st.button(wording.sentence("data.publish", lang), type="primary", key="data-udgiv"):
        _publish(work, lang, is_kept=is_kept)


def _publish(work: Work, lang: str, *, is_kept: bool) -> None:
    result = _run(work, lang, is_dry_run=False)
    refused = [f"{one.export.path.name}: {one.refused.said(lang)}" for one in result.outcomes if one.refused]
    if result.failed or refused:
        for said in (result.failed, *refused):
            notice(said)
        return
    publication = cache.publication()
    for one in work.made if is_kept else ():
        own_folder.save_mapping(publication.folder, one.mapping.title, one.text)
    publication.take()
    titles = ", ".join(dict.fromkeys(one.mapping.title for one in work.chosen))
    usage.note("imported", {"mapping": titles, "files": len(work.chosen)})
    number = next((one.report.version for one in result.outcomes if one.report and one.report.version), None)
    said = (
        wording.sentence("data.published", lang, number=str(number))
        if number is not None
        else wording.sentence("data.published_unchanged", lang)
    )
    st.session_state[own_data.SAID] = (said,)
    st.session_state.pop(RESULT, None)
    export_files.let_go()
    st.rerun()
