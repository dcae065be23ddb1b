import pytest

from partnership.kit.cells import inert


@pytest.mark.parametrize("text", ["=1+1", "+46", "-x", "@sum", "\tx", "\rx"])
def test_a_cell_that_begins_like_a_formula_is_made_inert(text):
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Havsvik Hem", "a=b", "7,5"])
def test_other_cells_stay_as_they_are(text):
    assert inert(text) == text
