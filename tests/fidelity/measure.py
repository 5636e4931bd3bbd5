#!/usr/bin/python3
"""Measures what the parsers read of a corpus with reference texts, beside other tools.

  measure.py pdf   CORPUS PROGRAM     word F1 against the reference texts, beside pdftotext's
  measure.py order CORPUS PROGRAM     passages in the order they are printed in, and the share of the words that both
                                      we and the reference texts have that stand in the same order
  measure.py docx  CORPUS PROGRAM     fragments found, by the place they stand in, beside pandoc and docx2txt
  measure.py html  CORPUS PROGRAM     words of web pages against their reference texts, against those that gumbo finds,
                                      and visible text of html5lib's tree construction tests
  measure.py ocr   CORPUS PROGRAM     scanned documents with and without OCR
  measure.py fonts CORPUS PROGRAM     sizes of letters within half a point of MuPDF's (Word documents: as LibreOffice
                                      lays them out)
  measure.py chinese CORPUS PROGRAM   one Chinese brochure in every form against its source, and the corpus's Japanese
                                      files whose fonts are not in them
  measure.py robust CORPUS PROGRAM    every file is read or refused in words; none ends a process

PROGRAM is the built brochure-audit. Other tools that are not installed are left out of the tables.
CORPUS holds pdf/ docx/ html/ malformed/ with truth/ folders; it is not part of this repository.
"""
import collections
import difflib
import json
import pathlib
import re
import sys

import chinese
from letter_sizes import measure_fonts
from texts import f1, parse, run, squeeze, text_of, truths, words
from web_pages import measure_html
from word_documents import measure_docx


def measure_pdf(corpus, program):
    ours, theirs, below = [], [], []
    print(f"{'file':58} {'ours':>7} {'pdftotext':>9}")
    for file, truth in truths(corpus / "pdf", ".pdf"):
        expected = words(truth)
        if not expected or "ocr_text" in file.name:
            continue
        mine = f1(words(text_of(parse(program, file))), expected)
        other = f1(words(run("pdftotext", str(file), "-")[1]), expected)
        ours.append(mine)
        theirs.append(other)
        mark = ""
        if mine < other - 0.00005:
            below.append(file.name)
            mark = "  below"
        print(f"{file.name[:58]:58} {mine:7.4f} {other:9.4f}{mark}")
    print(f"files {len(ours)}; mean F1 ours {sum(ours) / len(ours):.4f}, pdftotext {sum(theirs) / len(theirs):.4f}; "
          f"below pdftotext in {len(below)}")


def place(passage, text, from_place=0):
    """Where a passage stands, allowing for small differences; -1 = nowhere."""
    at = text.find(passage, from_place)
    if at >= 0:
        return at
    for length in (30, 20):  # begins alike, and is alike
        start = text.find(passage[:length], from_place)
        if start >= 0 and difflib.SequenceMatcher(None, passage, text[start:start + len(passage)], False).ratio() > 0.9:
            return start
    return -1


def end_of(passage, text, differences, from_place=0):
    """Where a passage first ends in the text, with at most so many letters missing, added or changed; -1 = nowhere."""
    row = list(range(len(passage) + 1))
    for at in range(from_place, len(text)):
        above, row[0] = row[0], 0  # it may begin anywhere
        for i, letter in enumerate(passage, 1):
            above, row[i] = row[i], min(row[i] + 1, row[i - 1] + 1, above + (letter != text[at]))
        if row[-1] <= differences:
            return at + 1
    return -1


def measure_order(corpus, program):
    folder = corpus / "pdf"
    tests = collections.defaultdict(list)
    for line in (folder / "truth" / "olmocr__dataset.jsonl").read_text().splitlines():
        if line.strip():
            test = json.loads(line)
            tests["olmocr__" + test["pdf"]].append(test)
    passed = collections.Counter()
    total = collections.Counter()
    for name, cases in sorted(tests.items()):
        if not (folder / name).exists():
            continue
        document = parse(program, folder / name)
        text = squeeze(text_of(document, ("comment", "header", "footer")))
        for test in cases:
            kind = test["type"]
            if kind == "present":
                good = place(squeeze(test["text"]), text) >= 0
            elif kind == "absent":  # a header may be read, if it is known as one
                good = place(squeeze(test["text"]), text) < 0
            elif kind == "order":
                differences = test.get("max_diffs", 0)  # the benchmark's own tolerance of misread letters
                first = end_of(squeeze(test["before"]), text, differences)
                good = first >= 0 and end_of(squeeze(test["after"]), text, differences, first) >= 0
            else:
                continue
            total[kind] += 1
            passed[kind] += good
            if not good:
                print(f"  {name} {test['id']} {kind}: {test.get('text', test.get('before', ''))[:70]}")
    for kind in total:
        print(f"{kind:8} {passed[kind]:3} of {total[kind]}")
    print(f"{'words in order of those found':58} {'ours':>7} {'pdftotext':>9}")
    sums = [0.0, 0.0]
    files = 0
    for file, truth in truths(folder, ".pdf"):
        expected = words(columns_apart(truth) if "two_column" in file.name else truth)
        if not 20 <= len(expected) <= 20000 or "ocr_text" in file.name:
            continue
        scores = [in_order(words(text_of(parse(program, file))), expected),
                  in_order(words(run("pdftotext", str(file), "-")[1]), expected)]
        files += 1
        sums = [total + score for total, score in zip(sums, scores)]
        print(f"{file.name[:58]:58} {scores[0]:7.4f} {scores[1]:9.4f}{'  below' if scores[0] < scores[1] - 0.0005 else ''}")
    print(f"files {files}; mean ours {sums[0] / files:.4f}, pdftotext {sums[1] / files:.4f}")


def in_order(found, expected):
    """Share of the words that both have which stand in the same order: neither has to have all."""
    matched = sum(block.size for block in difflib.SequenceMatcher(None, found, expected, False).get_matching_blocks())
    common = sum((collections.Counter(found) & collections.Counter(expected)).values())
    return matched / max(1, common)


def columns_apart(text):
    """A reference text that shows two columns side by side, as the columns are read."""
    pages = []
    for page in text.split("\f"):
        lines = page.split("\n")
        both = [line for line in lines if len(line) > 100 and re.search(r"\S {2,}\S", line[50:140])]
        gaps = collections.Counter(at for line in both for at in range(50, 140) if line[at - 2:at] == "  ")
        if not both or max(gaps.values()) < 0.7 * len(both):
            pages.append(page)
            continue
        gutter = max(gaps, key=lambda at: (gaps[at], at))
        left, right = [], []
        for line in lines:
            split = line[:gutter].rstrip()
            if line[gutter - 2:gutter].strip() == "":
                left.append(split)
                right.append(line[gutter:])
                continue
            parts = re.search(r"  +\S", line[gutter - 12:gutter + 12])
            cut = gutter - 12 + parts.end() - 1 if parts else None
            if cut is None:  # across
                pages += left + right + [line]
                left, right = [], []
            else:
                left.append(line[:cut])
                right.append(line[cut:])
        pages += left + right
    return "\n".join(pages)


def measure_ocr(corpus, program):
    for file in sorted((corpus / "pdf").glob("*.pdf")):
        if file.name == "pdf.js__bomb_giant.pdf":
            continue
        without = parse(program, file, "--ocr", "never")
        if without is None or without["coverage"]["pages_without_text"] == 0:
            continue
        document = parse(program, file, "--ocr", "auto")
        coverage = document["coverage"]
        line = (f"{file.name[:50]:50} never: complete {without['complete']!s:5} auto: complete {document['complete']!s:5} "
                f"pages by OCR {coverage['pages_by_ocr']} of {coverage['pages_total']}, "
                f"words {len(words(text_of(document)))}")
        for name in (file.stem + ".txt", file.stem + ".md", file.name + ".txt"):
            truth = corpus / "pdf" / "truth" / name
            if truth.exists():
                line += f", F1 {f1(words(text_of(document)), words(truth.read_text('utf-8', 'replace'))):.4f}"
        print(line)


def measure_chinese(corpus, program):
    chinese.measure(program)
    for name in ("eucjp", "identity", "sjis"):
        file = corpus / "pdf" / f"pdf.js__noembed-{name}.pdf"
        if file.exists():
            print(f"{file.name:28} {'right' if 'あいうえお' in text_of(parse(program, file)) else 'WRONG'}")


def measure_robust(corpus, program):
    outcomes = collections.Counter()
    for folder in ("pdf", "docx", "html", "malformed"):
        for file in sorted((corpus / folder).iterdir()):
            if not file.is_file() or file.name == "pdf.js__bomb_giant.pdf":
                continue
            code, out = run(program, "parse", str(file), "--format", "json")
            outcomes[folder, code] += 1
            if code not in (0, 3) or not out:
                print(f"  {file}: exit code {code}")
    for (folder, code), count in sorted(outcomes.items()):
        print(f"{folder:10} exit {code:4}: {count}")


def main():
    if len(sys.argv) != 4 or "measure_" + sys.argv[1] not in globals():
        sys.exit(__doc__)
    globals()["measure_" + sys.argv[1]](pathlib.Path(sys.argv[2]), sys.argv[3])


if __name__ == "__main__":
    main()
