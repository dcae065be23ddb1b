from partnership.kit.alphabet import alphabetical


def test_swedish_letters_follow_z_in_their_own_order():
    names = ["Ö-bolaget", "Zeta", "Älvsjö", "Åkers", "Alfa", "zebra", "Övik", "åbo"]
    ordered = ["Alfa", "zebra", "Zeta", "åbo", "Åkers", "Älvsjö", "Ö-bolaget", "Övik"]
    assert sorted(names, key=alphabetical) == ordered


def test_case_and_accents_do_not_part_names():
    assert sorted(["Idé b", "IDE A", "ide c"], key=alphabetical) == ["IDE A", "Idé b", "ide c"]


def test_a_letter_written_in_two_ways_stands_in_one_place():
    assert alphabetical("A\u030akers")[0] == alphabetical("Åkers")[0]


def test_equal_names_but_for_case_have_one_fixed_order():
    assert sorted(["nord", "Nord"], key=alphabetical) == sorted(["Nord", "nord"], key=alphabetical)
