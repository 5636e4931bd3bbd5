"""What the program and other tools read of a file, as words to compare."""
import collections
import json
import re
import subprocess
import unicodedata

CUT = "\x00"


def run(*command, timeout=120):
    done = subprocess.run(command, capture_output=True, timeout=timeout, check=False)
    return done.returncode, done.stdout.decode("utf-8", "replace")


def parse(program, file, *options):
    """The document as our program reads it, or None where it refuses."""
    code, out = run(program, "parse", str(file), "--format", "json", *options)
    if code not in (0, 3):
        raise RuntimeError(f"{file}: exit code {code}")
    document = json.loads(out)
    return None if "failure" in document else document


def text_of(document, kinds_left_out=("comment", "metadata", "alt-text", "deleted-text")):
    if document is None:
        return ""
    return "\n".join(b["text"] for b in document["blocks"] if b["kind"] not in kinds_left_out)


def words(text):
    """Words as far as tools may be compared: compatibility forms, case and hyphens do not count."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("\u00ad", "")
    text = re.sub(r"(?<=\w)[-‐‑]\s*\n\s*(?=\w)", "", text)
    text = re.sub(r"(?<=\w)[-‐‑–](?=\w)", "", text)
    return re.findall(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+", text)


def f1(found, truth):
    found, truth = collections.Counter(found), collections.Counter(truth)
    common = sum((found & truth).values())
    return 2 * common / max(1, sum(found.values()) + sum(truth.values())) if truth or found else 1.0


def plain_markdown(text):
    text = re.sub(r"<!--.*?-->|^\s*\|?[-|: ]{4,}\|?\s*$|^#+ |[*`|]|\]\([^)]*\)", " ", text, flags=re.M | re.S)
    text = text.replace("\\_", "_").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return text.replace("!", " ") if "![" in text else text


def truths(folder, extension):
    for file in sorted(folder.glob("*" + extension)):
        candidates = [f"{file.name}.txt", f"{file.name}.md", f"{file.stem}.txt", f"{file.stem}.md",
                      f"{file.stem}.layout.txt"]
        for name in candidates:
            truth = folder / "truth" / name
            if truth.exists():
                text = truth.read_text("utf-8", "replace")
                yield file, plain_markdown(text) if name.endswith(".md") else text
                break


def squeeze(text):
    return "".join(words(text))
