"""The types of other systems' records beside ours, both ways.

Theirs are fewer and other than ours, so the writers put our own value beside theirs where the format has room for it
(RIS `M3`, BibTeX `type`, CSL `genre`): what we wrote ourselves is read again without loss.
"""

from django.utils.translation import override

from resources.library.models import Kind

RIS = {
    Kind.REPORT: "RPRT", Kind.GUIDELINE: "STAND", Kind.TRAINING: "BOOK", Kind.TOOLKIT: "BOOK", Kind.FORM: "GEN",
    Kind.SOP: "STAND", Kind.LAW: "STAT", Kind.ARTICLE: "JOUR", Kind.CASE_STUDY: "RPRT", Kind.PROFILE: "PAMP",
    Kind.RECORDING: "VIDEO", Kind.FACT_SHEET: "PAMP", Kind.BRIEF: "RPRT",
}  # fmt: skip
BIBTEX = {
    Kind.REPORT: "techreport", Kind.GUIDELINE: "manual", Kind.TRAINING: "manual", Kind.TOOLKIT: "manual",
    Kind.FORM: "misc", Kind.SOP: "manual", Kind.LAW: "misc", Kind.ARTICLE: "article", Kind.CASE_STUDY: "techreport",
    Kind.PROFILE: "misc", Kind.RECORDING: "misc", Kind.FACT_SHEET: "misc", Kind.BRIEF: "techreport",
}  # fmt: skip
CSL = {
    Kind.REPORT: "report", Kind.GUIDELINE: "standard", Kind.TRAINING: "book", Kind.TOOLKIT: "book",
    Kind.FORM: "document", Kind.SOP: "standard", Kind.LAW: "legislation", Kind.ARTICLE: "article-journal",
    Kind.CASE_STUDY: "report", Kind.PROFILE: "pamphlet", Kind.RECORDING: "motion_picture",
    Kind.FACT_SHEET: "pamphlet", Kind.BRIEF: "report",
}  # fmt: skip

FROM_RIS = {
    "RPRT": Kind.REPORT, "STAND": Kind.GUIDELINE, "STAT": Kind.LAW, "LEGAL": Kind.LAW, "BILL": Kind.LAW,
    "JOUR": Kind.ARTICLE, "EJOUR": Kind.ARTICLE, "JFULL": Kind.ARTICLE, "INPR": Kind.ARTICLE, "CASE": Kind.LAW,
    "MGZN": Kind.REPORT, "NEWS": Kind.REPORT, "CPAPER": Kind.ARTICLE, "CONF": Kind.ARTICLE, "VIDEO": Kind.RECORDING,
    "MPCT": Kind.RECORDING, "ADVS": Kind.RECORDING, "SOUND": Kind.RECORDING, "MULTI": Kind.RECORDING,
    "PAMP": Kind.FACT_SHEET, "CHART": Kind.FACT_SHEET, "FIGURE": Kind.FACT_SHEET, "SLIDE": Kind.TRAINING,
}  # fmt: skip
FROM_BIBTEX = {
    "article": Kind.ARTICLE, "inproceedings": Kind.ARTICLE, "conference": Kind.ARTICLE, "techreport": Kind.REPORT,
    "report": Kind.REPORT, "manual": Kind.GUIDELINE, "standard": Kind.GUIDELINE, "legislation": Kind.LAW,
    "video": Kind.RECORDING, "movie": Kind.RECORDING, "audio": Kind.RECORDING,
}  # fmt: skip


def kind_named(text: str) -> Kind | None:
    """Ours, by its value or its English name; None for any other word."""
    asked = " ".join(text.replace("_", " ").split()).casefold()
    with override("en"):
        for kind in Kind:
            if asked in (kind.value, kind.value.replace("-", " "), str(kind.label).casefold()):
                return kind
    return None


def kind_of_ris(reference: str, own: str = "") -> Kind:
    """From `TY`, unless `M3` says it in our words. What is unknown is a report."""
    return kind_named(own) or FROM_RIS.get(reference.strip().upper(), Kind.REPORT)


def kind_of_bibtex(entry: str, own: str = "") -> Kind:
    return kind_named(own) or FROM_BIBTEX.get(entry.strip().lower(), Kind.REPORT)
