"""Spoiled and invented files are valid, or refused with a place: never a traceback or a hang."""

from tests.fuzz.__main__ import run

FILES = 100


def test_every_file_is_valid_or_refused_with_a_place_and_both_are_tried() -> None:
    outcomes = run(FILES, 1)
    valid = sum(counts.get("valid", 0) for counts, _ in outcomes.values())
    refused = sum(counts.get("refused", 0) for counts, _ in outcomes.values())
    assert valid + refused >= FILES
    assert valid > FILES // 6
    assert len({reason for _, reasons in outcomes.values() for reason in reasons}) > 20
