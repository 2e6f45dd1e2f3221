"""The catalogue of a folder as it can be listed: what was imported, the latest first."""

from datetime import date

from qi.imports.offers import Offer, offers
from tests.qi.folder import write_folder

OLD = {"offer_id": "a", "name": "Hold A", "valid_from": date(2023, 1, 1), "valid_to": date(2024, 1, 1), "system": "X"}
NEW = {"offer_id": "b", "name": "Hold B", "alias_of": "a", "valid_from": date(2024, 1, 1), "system": "Y"}


def test_an_offer_names_the_one_it_carries_on(tmp_path):
    newest, oldest = offers(write_folder(tmp_path / "data", {"offers": [OLD, NEW]}))
    assert newest == Offer(name="Hold B", predecessor="Hold A", valid_from=date(2024, 1, 1), valid_to=None, system="Y")
    assert (oldest.predecessor, oldest.valid_to) == ("", date(2024, 1, 1))


def test_a_folder_without_a_catalogue_lists_nothing(tmp_path):
    assert offers(tmp_path) == ()
