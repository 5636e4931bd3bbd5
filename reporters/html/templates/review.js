"use strict";
// The reader's marks on findings: kept in this browser for this archive, exported as files, sent nowhere. And the keys.
// Without storage they last as long as the page, which then says so.
const review = (() => {
  const key = "brochure-audit:" + document.body.dataset.review;
  const pages = document.body.dataset.pages;
  // Those with `waives` are the words of waiver files; the others stand in review.csv alone.
  const kinds = [
    {word: "agree", text: "Agree: the finding stands", badge: "Agreed"},
    {word: "being-corrected", text: "Agree, and it is being corrected", badge: "Being corrected", waives: true},
    {word: "needs-counsel", text: "Needs counsel", badge: "Needs counsel"},
    {word: "false-alarm", text: "Dismiss: the words do not breach the rule", badge: "Dismissed", waives: true},
    {word: "substantiated", text: "Dismiss: the claim is proven by documents that we hold", badge: "Substantiated", waives: true},
    {word: "accepted", text: "Dismiss: it may breach the rule, and the risk is taken", badge: "Risk taken", waives: true},
    {word: "note", text: "Note alone", badge: "Note"},
  ];
  const kindOf = (word) => kinds.find((kind) => kind.word === word);
  const listeners = [];
  let kept = true;

  function load() {
    const empty = {who: "", until: "", keys: true, marks: {}};
    try {
      return Object.assign(empty, JSON.parse(localStorage.getItem(key) || "{}"));
    } catch (error) {
      kept = false;
      return empty;
    }
  }
  let state = load();

  function save() {
    try {
      localStorage.setItem(key, JSON.stringify(state));
      kept = true;
    } catch (error) {
      kept = false;
    }
    refresh();
  }

  // Elements are made, never parsed, so that no text can become markup.
  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) {
      if (attribute.startsWith("on")) element.addEventListener(attribute.slice(2), value);
      else element.setAttribute(attribute, value);
    }
    element.append(...children);
    return element;
  }

  const selector = ".row[data-fingerprint], .finding[data-fingerprint]";
  const idOf = (element) => element.id.slice("finding-".length);
  const markKey = (element) => `${idOf(element).slice(0, 12)} ${element.dataset.fingerprint}`;
  const markOf = (element) => state.marks[markKey(element)];

  function describe(element) {
    const text = (within, what) => (within.querySelector(what)?.textContent || "").trim();
    return {
      id: idOf(element),
      fingerprint: element.dataset.fingerprint,
      rule: element.dataset.rule,
      title: text(element, "b, h3"),
      severity: element.classList[1],
      quote: text(element, "q, blockquote") || text(element.closest(".entry") || element, "blockquote"),
      path: (document.getElementById("path") || element.querySelector(".path")).textContent,
    };
  }

  /// Gives a finding its button, and its badge if it is marked.
  function decorate(element) {
    const mark = markOf(element);
    const kind = mark && kindOf(mark.mark);
    element.querySelector(".badge.mine")?.remove();
    let button = element.querySelector("button.of-mark");
    if (!button) {
      button = make("button", {type: "button", class: "of-mark", onclick: () => openMark(element)}, "Mark");
      if (element.matches(".row")) element.prepend(button);
      else element.querySelector("header").append(button);
    }
    button.setAttribute("aria-label", `Mark finding ${describe(element).title}, ${idOf(element)}`);
    if (kind) {
      const badge = make("span", {class: "badge mine"}, mark.note ? `${kind.badge}: ${mark.note}` : kind.badge);
      if (element.matches(".row")) element.querySelector("a").after(" ", badge);
      else button.before(badge, " ");
    }
  }

  function show(dialog) {
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  function dialogOf(title, ...children) {
    const dialog = make("dialog", {"aria-labelledby": "dialog-title"}, make("h2", {id: "dialog-title"}, title), ...children);
    return dialog;
  }

  function openMark(element) {
    const before = markOf(element);
    const fixed = element.dataset.fixed === "yes";
    const about = describe(element);
    const choices = kinds.map((kind) => {
      const input = make("input", {type: "radio", name: "mark", value: kind.word});
      input.checked = before ? before.mark === kind.word : false;
      input.disabled = fixed && Boolean(kind.waives);
      return make("label", {}, input, " " + kind.text);
    });
    const note = make("textarea", {name: "note", maxlength: "2000"});
    note.value = before ? before.note : "";
    const trouble = make("p", {class: "trouble", role: "alert"});
    const form = make("form", {},
      make("p", {class: "at"}, `${about.title} · ${about.path}`),
      make("fieldset", {}, make("legend", {}, "Your mark"), ...choices),
      fixed ? make("p", {class: "note"}, "This rule may not be waived: the finding can be agreed to, sent to counsel or noted.") : "",
      make("label", {class: "field"}, "Reason or note", note), trouble,
      make("div", {class: "buttons"}, make("button", {class: "main"}, "Save mark"),
        before ? make("button", {type: "button", onclick: () => { delete state.marks[markKey(element)]; save(); dialog.close(); }}, "Remove mark") : "",
        make("button", {type: "button", onclick: () => dialog.close()}, "Cancel")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const word = new FormData(form).get("mark");
      const text = note.value.replace(/\s+/g, " ").trim();
      if (!word) return void (trouble.textContent = "Choose a mark.");
      if (!text && (kindOf(word).waives || word === "note")) {
        trouble.textContent = "Give the reason: it goes into the waiver file.";
        return note.focus();
      }
      state.marks[markKey(element)] = {...about, mark: word, note: text};
      save();
      dialog.close();
    });
    const dialog = dialogOf("Mark this finding", form);
    show(dialog);
    (choices.find((choice) => choice.firstChild.checked) || choices[0]).firstChild.focus();
    dialog.addEventListener("close", () => (element.querySelector("button.of-mark") || element).focus());
  }

  // What a spreadsheet would run as a formula begins with one of these, also in full width.
  const runs = /^ *[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;
  const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const cell = (text) => quoted(runs.test(text) ? "'" + text : text);
  const bytesOf = (code) => (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
  /// The path as a pattern that means it alone: in patterns `?` stands for any byte. The report shows invisible
  /// characters by their numbers, and a first character that starts a formula must not stand in a cell.
  function patternOf(path) {
    const visible = /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u;
    const shown = path.replace(/‹U\+([0-9A-F]{4,6})›/g, (whole, hex) => {
      const code = parseInt(hex, 16);
      return code > 0x10ffff || visible.test(String.fromCodePoint(code)) ? whole : "?".repeat(bytesOf(code));
    });
    return shown.replace(runs, (start) => start.slice(0, -1) + "?".repeat(bytesOf(start.charCodeAt(start.length - 1))));
  }

  const inOrder = () => Object.values(state.marks).sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.id < b.id ? -1 : 1));
  const waives = (mark) => Boolean(kindOf(mark.mark)?.waives);
  const table = (rows) => rows.map((row) => row.join(",") + "\r\n").join("");
  const waiverFile = () => table([["fingerprint", "rule", "path", "disposition", "reason", "who", "until"],
    ...inOrder().filter(waives).map((mark) => [mark.fingerprint, "", quoted(patternOf(mark.path)), mark.mark, cell(mark.note), cell(state.who), cell(state.until)])]);
  const reviewFile = () => table([["finding_id", "path", "rule", "severity", "title", "quote", "mark", "note", "who"],
    ...inOrder().map((mark) => [mark.id, mark.path, mark.rule, mark.severity, mark.title, mark.quote, mark.mark, mark.note, state.who].map(cell))]);

  function download(name, text) {
    const url = URL.createObjectURL(new Blob([text], {type: "text/csv"}));
    const link = make("a", {href: url, download: name, hidden: ""});
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  function openExport() {
    const marks = inOrder();
    const waivers = marks.filter(waives).length;
    const who = make("input", {type: "text", name: "who", maxlength: "200", autocomplete: "name"});
    who.value = state.who;
    const until = make("input", {type: "date", name: "until"});
    until.value = state.until || new Date(Date.now() + 182 * 86400000).toISOString().slice(0, 10);
    const preview = make("textarea", {class: "file", readonly: "", "aria-label": "waivers.csv"});
    const trouble = make("p", {class: "trouble", role: "alert"});
    const take = () => { state.who = who.value.trim(); state.until = until.value; preview.value = waiverFile(); };
    take();
    for (const input of [who, until]) input.addEventListener("input", take);
    const saveAs = (name, file, needs) => make("button", {type: "button", class: "main", onclick: () => {
      take();
      if (needs && (!state.who || !state.until)) return void (trouble.textContent = "A waiver needs a reviewer and a last day.");
      trouble.textContent = "";
      save();
      download(name, file());
    }}, `Save ${name}`);
    const forget = make("button", {type: "button", onclick: () => {
      if (forget.dataset.sure) { state.marks = {}; save(); return dialog.close(); }
      forget.dataset.sure = "yes";
      forget.textContent = "Really forget all marks?";
    }}, "Forget all marks");
    const dialog = dialogOf("Export your marks",
      make("p", {}, `Marks: ${marks.length}. Decisions that brochure-audit run --waivers takes: ${waivers}. review.csv holds every mark.`),
      make("label", {class: "field"}, "Reviewer", who), make("label", {class: "field"}, "Decisions hold until", until),
      make("label", {class: "field"}, "waivers.csv", preview), trouble,
      make("div", {class: "buttons"}, waivers ? saveAs("waivers.csv", waiverFile, true) : "", marks.length ? saveAs("review.csv", reviewFile) : "",
        marks.length ? forget : "", make("button", {type: "button", onclick: () => dialog.close()}, "Close")));
    show(dialog);
    who.focus();
  }

  const keyHelp = [["/", "search"], ["j", "next"], ["k", "previous"], ["Enter", "open the one that has the focus"],
    ["m", "mark the finding that has the focus"], ["e", "export the marks"], ["?", "these keys"]];

  function openKeys() {
    const on = make("input", {type: "checkbox"});
    on.checked = state.keys;
    on.addEventListener("change", () => { state.keys = on.checked; save(); });
    const dialog = dialogOf("Keys", make("dl", {class: "legend"}, ...keyHelp.flatMap(([name, what]) => [make("dt", {}, make("kbd", {}, name)), make("dd", {}, what)])),
      make("label", {}, on, " Keys of one letter are on"),
      make("div", {class: "buttons"}, make("button", {type: "button", class: "main", onclick: () => dialog.close()}, "Close")));
    show(dialog);
  }

  const button = make("button", {type: "button", id: "export", onclick: openExport});
  const warning = make("p", {class: "trouble", role: "status"});

  function refresh() {
    const count = Object.keys(state.marks).length;
    button.textContent = count ? `Export ${count} ${count === 1 ? "mark" : "marks"}` : "Marks";
    warning.textContent = kept ? "" : "This browser keeps no marks for this page: export them before you close it.";
    warning.hidden = kept;
    for (const element of document.querySelectorAll(selector)) if (!element.closest("#static")) decorate(element);
    for (const listener of listeners) listener();
  }

  function step(by) {
    const items = [...document.querySelectorAll("#shown .row, .finding")];
    if (!items.length) return;
    const at = items.findIndex((item) => item.contains(document.activeElement));
    const next = at < 0 ? (by > 0 ? 0 : items.length - 1) : at + by;
    if (next >= items.length) document.getElementById("more")?.click();
    const item = [...document.querySelectorAll("#shown .row, .finding")][next];
    if (!item) return;
    (item.matches(".finding") ? item : item.querySelector("a") || item).focus();
    item.scrollIntoView({block: "nearest"});
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input:not([type=checkbox]), textarea, select, dialog");
    if (event.key === "Escape" && event.target.id === "q") event.target.blur();
    if (!state.keys || typing || event.ctrlKey || event.altKey || event.metaKey) return;
    const finding = document.activeElement.closest(selector);
    const actions = {j: () => step(1), k: () => step(-1), e: openExport, "?": openKeys,
      m: () => finding && openMark(finding), "/": () => document.getElementById("q")?.focus()};
    if (!Object.hasOwn(actions, event.key)) return;
    event.preventDefault();
    actions[event.key]();
  });

  /// A link to a finding may name any page of the report.
  function goToFinding() {
    const found = /^#finding-(([0-9a-f]{2})[0-9a-f]{10})-/.exec(location.hash);
    if (!found || document.getElementById(location.hash.slice(1))) return;
    if (document.body.classList.contains("document")) return;
    location.replace(`${pages}${found[2]}/${found[1]}.html${location.hash}`);
  }

  window.addEventListener("storage", (event) => {
    if (event.key !== key) return;
    state = load();
    refresh();
  });
  const place = document.querySelector("nav.crumbs") || document.querySelector("p.onward");
  place.append(button, make("button", {type: "button", onclick: openKeys}, "Keys"));
  document.querySelector("main").prepend(warning);
  refresh();
  if (!document.body.classList.contains("list")) {
    goToFinding();
    window.addEventListener("hashchange", goToFinding);
  }
  return {decorate, markOf, goToFinding, onChange: (listener) => listeners.push(listener)};
})();
