"""Words of web pages against their reference texts and against gumbo's; html5lib's tree construction tests."""
import collections
import pathlib
import re
import subprocess
import tempfile

from texts import f1, parse, squeeze, truths, words

GUMBO = r"""
#include <gumbo.h>
#include <stdio.h>
#include <stdlib.h>
static void show(const GumboNode* node) {
  if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA) {
    fputs(node->v.text.text, stdout);
    return;
  }
  if (node->type != GUMBO_NODE_ELEMENT) return;
  GumboTag tag = node->v.element.tag;
  if (tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_HEAD || tag == GUMBO_TAG_TEMPLATE ||
      tag == GUMBO_TAG_IFRAME || tag == GUMBO_TAG_NOFRAMES || tag == GUMBO_TAG_NOEMBED)
    return;
  fputs(" ", stdout);
  for (unsigned i = 0; i < node->v.element.children.length; ++i) show(node->v.element.children.data[i]);
  fputs(" ", stdout);
}
int main(int argc, char** argv) {
  static char buffer[1 << 26];
  size_t size = fread(buffer, 1, sizeof buffer - 1, stdin);
  GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, buffer, size);
  show(output->root);
  return 0;
}
"""


def gumbo(folder):
    """A program that prints the text of a page as gumbo reads it, or None where it cannot be built."""
    source = pathlib.Path(folder) / "gumbo.c"
    source.write_text(GUMBO)
    program = pathlib.Path(folder) / "gumbo"
    built = subprocess.run(["cc", "-w", "-o", program, source, "-lgumbo"], capture_output=True, check=False)
    return program if built.returncode == 0 else None


def shown(document):
    if document is None:
        return ""
    return "\n".join(b["text"] for b in document["blocks"]
                     if b["kind"] not in ("metadata", "alt-text") and b["where"].get("part") != "structured-data")


def measure_html(corpus, program):
    scores = []
    for file, truth in truths(corpus / "html", ".html"):
        document = parse(program, file)
        seen = "\n".join(b["text"] for b in document["blocks"]
                         if b["visibility"] != "hidden" and b["kind"] != "metadata")
        score = f1(words(seen), words(truth))
        scores.append(score)
        if score < 0.98:
            print(f"  {file.name} {score:.4f} against its reference text")
    print(f"reference texts: files {len(scores)}; mean word F1 {sum(scores) / len(scores):.4f}")
    with tempfile.TemporaryDirectory() as folder:
        oracle = gumbo(folder)
        if oracle:
            against_gumbo(corpus, program, oracle)
        against_html5lib(corpus, program, pathlib.Path(folder))


def against_gumbo(corpus, program, oracle):
    same = total = 0
    for file in sorted((corpus / "html").glob("*.html")):
        page = file.read_bytes()
        try:
            page.decode("utf-8")
        except UnicodeDecodeError:
            continue  # gumbo reads UTF-8 alone
        out = subprocess.run([oracle], input=page, capture_output=True, check=False).stdout.decode("utf-8", "replace")
        mine = collections.Counter(squeeze_parts(shown(parse(program, file))))
        other = collections.Counter(squeeze_parts(out))
        total += 1
        same += mine == other
        if mine != other:
            print(f"  {file.name}: only ours {list((mine - other).elements())[:8]}, "
                  f"only gumbo's {list((other - mine).elements())[:8]}")
    print(f"same characters as gumbo: {same} of {total} pages")


def squeeze_parts(text):
    """Characters that count: where words part is a matter of style sheets."""
    return squeeze(text)


def against_html5lib(corpus, program, folder):
    right = total = 0
    for file in sorted((corpus / "malformed").glob("html5lib*.dat")):
        for number, case in enumerate(re.split(r"(?:^|\n)#data\n", file.read_text("utf-8"))[1:], 1):
            page, _, rest = case.partition("\n#errors")
            if "\n#document-fragment" in rest or "\n#script-on" in rest:
                continue
            tree = rest.partition("\n#document\n")[2]
            expected = visible_in_tree(tree)
            name = folder / "case.html"
            name.write_text(page, "utf-8")
            found = shown(parse(program, name))
            total += 1
            unseen = r"[\s\x00-\x1f\x7f-\x9f]"  # blanks and control characters
            good = re.sub(unseen, "", found) == re.sub(unseen, "", expected)
            right += good
            if not good and total:
                print(f"  {file.name} {number}: {page[:60]!r} expected {expected[:40]!r} found {found[:40]!r}")
    print(f"html5lib visible text right: {right} of {total} ({100 * right / max(1, total):.1f} %)")


def visible_in_tree(tree):
    out, path = [], []
    lines = iter(tree.split("\n"))
    for line in lines:
        if not line.startswith("| "):
            if out and path and path[-1] == "text":
                out[-1] += "\n" + line
            continue
        depth = (len(line) - 2 - len(line[2:].lstrip(" "))) // 2
        node = line[2:].lstrip(" ")
        del path[depth:]
        if node.startswith('"'):
            hidden = any(tag in ("script", "style", "title", "template", "iframe", "noframes", "noembed", "head")
                         for tag in path)
            path.append("text" if not hidden else "unseen")
            if not hidden:
                out.append(node[1:])
        elif node.startswith("<!") or not node.startswith("<"):
            path.append("other")
        else:
            path.append(node.strip("<>").split()[-1])
    return "".join(text[:-1] if text.endswith('"') else text for text in (t.rstrip("\n") for t in out))
