import pytest
from django.core.exceptions import ValidationError

from resources.library.identifiers import check_year, normal_doi, normal_isbn


@pytest.mark.parametrize(
    "text, kept",
    [
        ("10.1000/182", "10.1000/182"), ("https://doi.org/10.1000/AbC", "10.1000/abc"), ("doi: 10.1000/182", "10.1000/182"),
        ("http://dx.doi.org/10.1000/182?x=1", "10.1000/182"), ("doi.org/10.1000/182.", "10.1000/182"), ("", ""),
        ("https://doi.org/10.1002%2F9781", "10.1002/9781"), (" 10.1016/S0140-6736(05)1 ", "10.1016/s0140-6736(05)1"),
    ],
)  # fmt: skip
def test_a_doi_is_kept_in_one_form(text, kept):
    assert normal_doi(text) == kept


@pytest.mark.parametrize(
    "text", ["nonsense", "10.1000", "11.1000/1", "10.1000/a b", "10.1/1", "https://a.example/", "10.1000/<x>"]
)
def test_what_is_no_doi_is_refused(text):
    with pytest.raises(ValidationError, match="not a DOI"):
        normal_doi(text)


@pytest.mark.parametrize(
    "text, kept",
    [
        ("978-3-16-148410-0", "9783161484100"),
        ("0-8044-2957-x", "080442957X"),
        ("ISBN: 9780306406157", "9780306406157"),
        ("", ""),
    ],
)
def test_an_isbn_is_kept_as_digits(text, kept):
    assert normal_isbn(text) == kept


@pytest.mark.parametrize("text", ["9783161484101", "0804429570", "123", "97831614841000", "x", "٩٧٨٣١٦١٤٨٤١٠٠"])
def test_a_wrong_check_digit_is_refused(text):
    with pytest.raises(ValidationError, match="not an ISBN"):
        normal_isbn(text)


@pytest.mark.parametrize("year, good", [(1989, True), (None, True), (1066, False), (9999, False), (0, False)])
def test_years(year, good):
    if good:
        check_year(year)
    else:
        with pytest.raises(ValidationError, match="between 1800 and"):
            check_year(year)


@pytest.mark.django_db
def test_a_record_is_kept_with_them_normal_and_refused_with_a_sentence(keep):
    record = keep(doi="https://doi.org/10.1000/ABC", isbn="978-3-16-148410-0")
    assert (record.doi, record.isbn) == ("10.1000/abc", "9783161484100")
    with pytest.raises(ValidationError) as refused:
        keep(doi="nonsense", isbn="1", year=20)
    assert set(refused.value.message_dict) == {"doi", "isbn", "year"}
