"""The rules of the house, read from the source."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = [p for top in ("site", "community", "resources", "blog") for p in (ROOT / top).rglob("*.py")]
CODE = [p for p in CODE if "migrations" not in p.parts]
TEMPLATES = [p for top in ("site", "community", "resources", "blog") for p in (ROOT / top).rglob("*.html")]
TEMPLATES = [p for p in TEMPLATES if "letters" not in p.parts]  # a letter has no style sheet of its own
# Reads that pass no reader: the system's own counting, its data and what is about the asker alone.
SYSTEM = {
    "fsck.py", "bench_data.py", "bench_library.py", "chores.py", "prepare.py", "load_bench.py", "load_demo.py", "sitemaps.py", "feeds.py",
}  # fmt: skip
UNGATED = re.compile(r"\.objects\.all\(\)|\.objects\.get\(|get_object_or_404\([A-Z]\w+,")
# Words of the system, which everybody may see, and a row that is in hand and read again.
KNOWN = re.compile(r"(Locale|Permission|Entry)\.objects\.|\.objects\.get\(pk=\w+\.pk\)")


def test_reading_goes_through_visible_to():
    found = []
    for path in CODE:
        if path.name in {"models.py", *SYSTEM} or "models" in path.parts or "demo" in path.parts:
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if UNGATED.search(KNOWN.sub("", line)):
                found.append(f"{path.relative_to(ROOT)}:{number} {line.strip()}")
    assert not found, "\n".join(found)


def test_files_and_functions_stay_small():
    long = []
    for path in CODE:
        source = path.read_text()
        lines = source.count("\n")
        if lines > 300:
            long.append(f"{path.relative_to(ROOT)}: {lines} lines")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > 50:
                    long.append(f"{path.relative_to(ROOT)}: {node.name} has {length} lines")
    assert not long, "\n".join(long)


def test_the_tests_keep_up_with_the_code():
    """The aim is one line for each line of code; this is the floor that is held now."""

    def lines(paths):
        return sum(p.read_text().count("\n") for p in paths)

    tests = lines((ROOT / "tests").rglob("*.py"))
    code = lines(p for p in CODE if "demo" not in p.parts)
    print(f"tests {tests} lines, code {code} lines")
    assert tests >= code * 0.8


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_template_has_no_inline_script_style_or_handler(path):
    source = path.read_text()
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)", source), "inline script"
    assert not re.search(r"<style|\sstyle=", source), "inline style"
    assert not re.search(r"\son[a-z]+=", source), "event handler"


def test_no_file_names_a_machine_or_a_registry():
    hosts = ["pypi" + ".org", "files.python" + "hosted", "registry.npm" + "js", "deb.debian" + ".org"]
    paths = [*CODE, *TEMPLATES, *(ROOT / "tests").rglob("*.py"), ROOT / "requirements.txt", ROOT / "README.md"]
    for path in paths:
        if path.exists():
            text = path.read_text()
            assert not any(host in text for host in hosts), path
            assert not re.search(r"(?<!\w)/(home|root|work)/(?!\{)[a-z]+/", text), path
