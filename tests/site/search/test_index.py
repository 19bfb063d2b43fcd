"""The index itself: what is stored of a text, what a query finds, on whichever database the tests run."""

import pytest

from community.groups.models import Group, Openness
from foundation.fulltext import queries
from foundation.fulltext.models import Entry
from foundation.fulltext.queries import ranked

RUBBISH = [
    " ", "\x00", "a\x00b", '"', '1"', "'", "\\", "'; DROP TABLE fulltext_entry; --", "* OR *", "NEAR(a b)", "a AND", "NOT",
    "title:a", "^a", "a*", "(", "))((", "&", "|", "!", "<->", "a <-> b", "a:*", '"><svg onload=1>', "%s", "%", "\n", "\ufeff",
    "ﷺ" * 200, "a " * 500, "x" * 5000, "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"), "_", "a_b", "٠١٢",
]  # fmt: skip


def group(name: str, purpose: str = "", language: str = "en", **values) -> Group:
    slug = f"g{Group.objects.count()}"
    return Group.objects.create(name=name, purpose=purpose, language=language, slug=slug, **values)


def found(query: str, language: str = "") -> list[str]:
    groups = Group.objects.in_bulk(hits := queries.found("group", query, language))
    return [groups[pk].name for pk in hits]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "language, text, query",
    [
        ("en", "Supervision of volunteers", "supervising volunteer"),
        ("fr", "Les équipes évaluent la formation", "evaluent formations"),
        ("es", "Trabajadores comunitarios", "trabajador COMUNITARIO"),
        ("pt", "Formação de supervisores", "formacao supervisor"),
        ("ar", "حماية الطفل", "طفل"),
        ("ar", "الأخصائي الاجتماعي", "الاخصائي"),
        ("sw", "Wafanyakazi wa ustawi wa jamii", "ustawi jamii"),
        ("en", "Para professionals in the village", "paraprofessional"),
        ("en", "Paraprofessionals in the village", "para-professionals"),
        ("en", "Para social workers", "para-social worker"),
        ("en", "Snake_case words", "case"),
        ("en", "Report 2018", "2018"),
    ],
)
def test_a_word_is_found_in_another_form(language, text, query):
    group(text, language=language)
    group("Something else")
    assert found(query) == [text]
    assert found(query, "fr") == [text]


@pytest.mark.django_db
def test_every_word_must_be_there():
    group("Case management training")
    group("Training")
    assert found("case training") == ["Case management training"]


@pytest.mark.django_db
def test_a_word_of_the_title_weighs_more_than_one_of_the_text():
    filler = "many other words that stand around it for a while "
    group("Meetings", filler + "supervision " + filler)
    group("Supervision", filler)
    group("Travel", filler)
    assert found("supervision") == ["Supervision", "Meetings"]


@pytest.mark.django_db
def test_a_change_is_found_and_what_it_said_before_is_not():
    one = group("Before")
    one.name = "After"
    one.save()
    assert (found("before"), found("after")) == ([], ["After"])
    one.delete()
    assert found("after") == []
    assert not Entry.objects.exclude(title="", words="").exists()


@pytest.mark.django_db
def test_every_change_is_told_by_its_time():
    one = group("Before")
    times = [Entry.objects.last_change()]
    one.save()
    times.append(Entry.objects.last_change())
    one.delete()
    times.append(Entry.objects.last_change())
    assert len(set(times)) == 3


@pytest.mark.django_db
def test_a_very_common_word_gives_titles_first_then_the_newest(monkeypatch):
    monkeypatch.setattr(queries, "WEIGHED", 3)
    for number in range(5):
        group(f"Text {number}", "training")
    group("Training")
    group("Last", "training")
    assert found("training")[:3] == ["Training", "Last", "Text 4"]
    assert len(found("training")) == 7


@pytest.mark.django_db
@pytest.mark.parametrize("weighed", [3, 2000])
def test_everything_is_found_in_the_order_of_the_best_then_the_newest(monkeypatch, weighed):
    monkeypatch.setattr(queries, "WEIGHED", weighed)
    monkeypatch.setattr(queries, "BEST", 2)
    made = [group(f"Text {number}", "training and more") for number in range(5)]
    made.append(group("Training"))
    made.append(group("Last", "training in a longer text"))
    best = [pk for _kind, pk, _part in ranked("training", ["group"], "en", best=2)]
    newest = [one.pk for one in reversed(made)]
    assert best[0] == made[5].pk
    assert queries.found("group", "training", "en")[:2] == (best if weighed == 2000 else [made[5].pk, made[6].pk])
    assert queries.found("group", "training", "en")[2:] == [pk for pk in newest if pk not in best]


@pytest.mark.django_db
@pytest.mark.parametrize("query", RUBBISH)
def test_no_query_breaks_anything(query):
    group("A plain group")
    found(query)
    ranked(query, ["group", "topic"], "en", ["", "members"])


@pytest.mark.django_db
def test_a_query_without_a_word_finds_nothing():
    group("A plain group")
    assert found("!!!") == []
    assert found(" ") == []
    assert found("plain") == ["A plain group"]


@pytest.mark.django_db
def test_other_filters_and_numbers_of_rows_work_with_it():
    for number in range(30):
        group(f"Training {number}", language="fr" if number % 2 else "en")
    every = queries.found("group", "training")
    hits = Group.objects.filter(language="fr", pk__in=every)
    assert hits.count() == 15
    assert len(hits[10:20]) == 5
    assert Group.objects.filter(pk__in=every).count() == len(every) == 30


@pytest.mark.django_db
def test_more_hits_than_are_ranked_are_all_there(monkeypatch):
    for number in range(6):
        group(f"Training {number}")
    monkeypatch.setattr(queries.ranked, "__defaults__", ("", None, 2))
    assert len(found("training")) == 6


@pytest.mark.django_db
def test_spaces_and_kinds_narrow():
    seen, hidden = group("Circle"), group("Circle", openness=Openness.PRIVATE)
    assert ranked("circle", ["group"], "", [""]) == [("group", seen.pk, 0)]
    assert len(ranked("circle", ["group"], "", ["", f"group.{hidden.pk}"])) == 2
    assert ranked("circle", ["topic"]) == []
    assert ranked("circle", []) == []
    assert ranked("circle", ["group"], "", []) == []
