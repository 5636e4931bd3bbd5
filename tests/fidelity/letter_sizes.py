"""Sizes of letters beside MuPDF's."""
import collections
import html
import pathlib
import re
import shutil
import sys
import tempfile

from texts import parse, run


def measure_fonts(corpus, program):
    """Sizes of letters beside those that MuPDF sees: in PDF files as they are, in Word documents as LibreOffice lays
    them out."""
    if not shutil.which("mutool"):
        sys.exit("mutool (mupdf-tools) is not installed")
    print_shares("PDF", (font_sizes(program, file, file) for file in sorted((corpus / "pdf").glob("*.pdf"))
                         if file.name != "pdf.js__bomb_giant.pdf"))
    if not shutil.which("soffice"):
        return
    with tempfile.TemporaryDirectory() as folder:
        sources = sorted((corpus / "docx").glob("*.docx"))
        run("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "--outdir",
            folder, *map(str, sources), timeout=1200)
        print_shares("DOCX", (paragraph_sizes(program, file, pathlib.Path(folder) / (file.stem + ".pdf"))
                              for file in sources))


def print_shares(title, results):
    blocks, letters = collections.Counter(), collections.Counter()
    for name, sizes in results:
        for kind, ours, theirs, text in sizes:
            good = abs(ours - theirs) <= 0.5
            blocks[good] += 1
            letters[good] += len(text)
            if not good:
                print(f"  {name[:50]}: {kind} {ours:g} pt, MuPDF {theirs:g} pt: {text[:50]!r}")
    for what, counts in (("blocks", blocks), ("letters", letters)):
        print(f"{title}: {what} within 0.5 pt {counts[True]} of {counts.total()} "
              f"({100 * counts[True] / max(1, counts.total()):.2f} %)")


def mupdf_letters(file):
    """Per page: (x, y, size, character) of every letter, at the middle of its box."""
    code, out = run("mutool", "draw", "-q", "-F", "stext", str(file))
    pages, size = [], 0.0
    for line in out.splitlines():
        if line.startswith("<page "):
            pages.append([])
        elif line.startswith("<font "):
            size = float(re.search(r'size="([^"]*)"', line).group(1))
        elif line.startswith("<char ") and pages:
            quad = [float(part) for part in re.search(r'quad="([^"]*)"', line).group(1).split()]
            letter = html.unescape(re.search(r' c="([^"]*)"', line).group(1))
            if letter.strip():
                pages[-1].append((sum(quad[0::2]) / 4, sum(quad[1::2]) / 4, size, letter))
    return pages


def font_sizes(program, file, drawn):
    """(kind, our size, MuPDF's size, text) of the blocks whose letters both see at one place."""
    document = parse(program, file, "--ocr", "never")
    sizes = []
    if document is None:
        return file.name, sizes
    pages = mupdf_letters(drawn)
    for block in document["blocks"]:
        box, page = block["where"].get("box"), block["where"].get("page", 0)
        if not box or not block.get("font_size_pt") or not 0 < page <= len(pages) or block["visibility"] != "visible":
            continue
        inside = [letter for letter in pages[page - 1]
                  if box[0] <= letter[0] <= box[2] and box[1] <= letter[1] <= box[3]]
        text = re.sub(r"\s", "", block["text"])
        common = sum((collections.Counter(text) & collections.Counter(l[3] for l in inside)).values())
        if not inside or common < 0.9 * max(len(text), len(inside)):
            continue
        most = collections.Counter(round(letter[2], 1) for letter in inside).most_common(1)[0][0]
        sizes.append((block["kind"], block["font_size_pt"], most, text))
    return file.name, sizes


def paragraph_sizes(program, file, drawn):
    """(kind, our size, MuPDF's size, text) of the paragraphs that stand once in what LibreOffice lays out."""
    document = parse(program, file) if drawn.exists() else None
    sizes = []
    if document is None:
        return file.name, sizes
    letters = [letter for page in mupdf_letters(drawn) for letter in page]
    text = "".join(letter[3][0] for letter in letters)
    for block in document["blocks"]:
        key = re.sub(r"\s", "", block["text"])
        if len(key) < 10 or not block.get("font_size_pt") or text.count(key) != 1:
            continue
        start = text.index(key)
        most = collections.Counter(round(l[2], 1) for l in letters[start:start + len(key)]).most_common(1)[0][0]
        sizes.append((block["kind"], block["font_size_pt"], most, key))
    return file.name, sizes
