"use strict";
// Search, filters and order of a list. The rows are the page's own: they are taken out of it once, kept in memory, and
// those that are asked for are shown, a hundred at a time. The choice stands in the address, so that it can be shared.
(() => {
  const form = document.getElementById("filters");
  const holder = document.getElementById("static");
  const shown = document.getElementById("shown");
  const rest = document.getElementById("rest");
  const status = document.getElementById("status");
  const chunk = 100;
  const folding = (text) => text.normalize("NFKC").toLowerCase();

  const rows = [...holder.querySelectorAll("li.row")].map((node, at) => {
    const path = node.querySelector(".path").textContent;
    const data = node.dataset;
    return {
      node, at, path, text: folding(node.textContent + " " + (data.rule || "")), severity: node.classList[1], rule: data.rule,
      law: data.rule ? data.rule.split("/")[0] : ` ${data.law || ""} `, decision: data.decision || "open", change: data.change,
      standing: data.standing, counts: (data.counts || "").split(" ").map(Number),
    };
  });
  const noun = document.body.dataset.list === "findings" ? "findings" : "documents";
  const place = new Map(rows.map((row) => [row.node.id, row]));
  let matching = rows;

  const folders = new Map();
  for (const row of rows)
    for (let slash = row.path.indexOf("/"); slash >= 0; slash = row.path.indexOf("/", slash + 1)) {
      const folder = row.path.slice(0, slash);
      folders.set(folder, (folders.get(folder) || 0) + 1);
    }
  // A menu of thousands helps nobody: the outermost folders come first.
  const offered = [...folders.keys()].sort((a, b) => a.split("/").length - b.split("/").length || (a < b ? -1 : 1)).slice(0, 400).sort();
  const menu = form.elements.folder;
  for (const folder of offered) menu?.append(new Option(`${folder}: ${folders.get(folder)}`, folder));

  const byText = (key) => (a, b) => (a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : a.at - b.at);
  const orders = {
    path: byText("path"), rule: byText("rule"),
    worst: (a, b) => { for (let i = 0; i < 5; ++i) if (a.counts[i] !== b.counts[i]) return b.counts[i] - a.counts[i]; return a.at - b.at; },
  };

  function choice() {
    const data = new FormData(form);
    const one = (name) => data.get(name) || "";
    return {q: one("q").trim(), severity: data.getAll("severity"), rule: one("rule"), law: one("law"), folder: one("folder"),
      decision: one("decision"), change: one("change"), mark: one("mark"), standing: one("standing"), sort: one("sort")};
  }

  function choose(chosen) {
    const words = folding(chosen.q).split(/\s+/).filter(Boolean);
    const below = chosen.folder + "/";
    const found = rows.filter((row) =>
      (!chosen.severity.length || chosen.severity.includes(row.severity)) && (!chosen.rule || row.rule === chosen.rule) &&
      (!chosen.law || row.law === chosen.law || row.law.includes(` ${chosen.law} `)) && (!chosen.folder || row.path.startsWith(below)) &&
      (!chosen.decision || row.decision === chosen.decision) && (!chosen.change || row.change === chosen.change) &&
      (!chosen.standing || row.standing === chosen.standing) &&
      (!chosen.mark || (chosen.mark === "any") === Boolean(review.markOf(row.node))) && words.every((word) => row.text.includes(word)));
    return orders[chosen.sort] ? found.sort(orders[chosen.sort]) : found;
  }

  function add(upTo) {
    const next = matching.slice(shown.childElementCount, upTo);
    shown.append(...next.map((row) => row.node));
    if (noun === "findings") for (const row of next) review.decorate(row.node);
    rest.hidden = shown.childElementCount >= matching.length;
  }

  function show(found) {
    matching = found;
    shown.replaceChildren();
    add(chunk);
    const of = found.length === rows.length ? "" : `${found.length} of `;
    status.textContent = `${of}${rows.length} ${noun}${document.querySelector(".pager") ? " on this page" : ""}`;
  }

  function address(chosen) {
    const out = new URLSearchParams();
    for (const [name, value] of Object.entries(chosen)) if (value.length) out.set(name, Array.isArray(value) ? value.join(",") : value);
    const text = out.toString();
    history.replaceState(null, "", text ? "#" + text : location.href.split("#")[0]);
  }

  function apply() {
    const chosen = choice();
    show(choose(chosen));
    address(chosen);
  }

  /// Sets the form to what the address says, and shows the row that it names.
  function read() {
    const fragment = location.hash.slice(1);
    const named = /^(finding|doc)-/.test(fragment);
    form.reset();
    if (fragment.includes("=") && !named) {
      const wanted = new URLSearchParams(location.hash.slice(1));
      for (const [name, value] of wanted) {
        if (name === "severity") for (const box of form.querySelectorAll("[name=severity]")) box.checked = value.split(",").includes(box.value);
        else if (form.elements[name] && "value" in form.elements[name]) form.elements[name].value = value;
      }
    }
    show(choose(choice()));
    if (!named) return;
    const row = place.get(fragment);
    if (!row) return review.goToFinding();
    add(matching.indexOf(row) + chunk / 2);
    row.node.scrollIntoView({block: "center"});
    // The browser, too, moves the focus to what the address names, if it can take it.
    row.node.tabIndex = -1;
    row.node.focus({preventScroll: true});
  }

  holder.remove();
  shown.hidden = false;
  form.hidden = form.elements.length < 3;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  // Not on the event "reset", which read() causes too.
  form.querySelector("[type=reset]").addEventListener("click", (event) => {
    event.preventDefault();
    form.reset();
    apply();
  });
  document.getElementById("more").addEventListener("click", () => add(shown.childElementCount + chunk));
  for (const link of document.querySelectorAll(".pager a"))
    link.addEventListener("click", () => { link.hash = location.hash; });
  window.addEventListener("hashchange", read);
  read();
})();
