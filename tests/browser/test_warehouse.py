"""The server on a municipality's PostgreSQL shows what it shows on a folder: the same signals with the same words."""

from dataclasses import replace

import pytest

from qi import wording
from qi.analysis import analyse_all
from qi.imports.draft import draft_of, mapping_of
from qi.imports.look import look_at
from qi.imports.proposals import propose
from qi.imports.run import import_file
from qi.overview import overview
from qi.selection import Selection
from qi.sources import open_dataset, versions
from scripts import driver, example_sheet
from tests import postgres, warehouse


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """What the sheet of the tutorial becomes when it is imported."""
    place = tmp_path_factory.mktemp("folder")
    sheet = example_sheet.write(place / "sheet.xlsx")
    seen = look_at(sheet)
    draft = draft_of(propose(seen), seen, title="Forløb")
    draft = replace(draft, constants=PLACE)
    import_file(sheet, mapping_of(draft), to=place / "own", key_file=place / "key", is_dry_run=False)
    return versions.resolve(place / "own")


PLACE = {"municipality": "461", "law": "119"}


@pytest.fixture(scope="module")
def server(folder):
    with postgres.cluster() as address:
        warehouse.load(address, folder)
        with driver.dashboard(address) as running:
            yield running


def test_a_server_on_a_warehouse_tells_the_signals_of_the_same_tables_in_a_folder(server, folder, visit):
    signals = overview(analyse_all(open_dataset(folder), Selection())).signals
    assert len(signals) >= 2
    tab = visit(server)
    tab.open("/")
    first = tab.page.locator("[class*=kt-grid-m]").first.inner_text().replace("\u00a0", " ")
    for one in signals:
        assert one.indicator.title_da in first
        assert wording.verdict_text(one.facts, "da").headline.replace("\u00a0", " ") in first
    tab.open("/data")
    assert tab.page.get_by_role("button", name="Udgiv", exact=True).count() == 0
