"""What the frame writes down when a page fails."""

from dashboard.frame import without_values


def fail(value):
    raise KeyError(value)


def test_an_error_is_told_by_its_place_and_kind_and_never_by_the_value_in_its_message():
    value = "070761-" + "4285"
    try:
        fail(value)
    except KeyError as error:
        told = without_values(error)
    assert value not in told
    assert told.startswith("KeyError\nTraceback")
    assert "test_frame.py" in told
    assert "in fail" in told
