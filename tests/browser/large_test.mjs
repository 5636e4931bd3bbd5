// A report of 20,000 findings: its first page of findings stays below 15 MB and answers a filter at once.
import assert from 'node:assert/strict';
import {copyFileSync, statSync} from 'node:fs';
import {after, before, test} from 'node:test';
import {makeFindings} from './make_findings.mjs';
import {assertAccessible, assertNoTrouble, audit, join, open, openBrowser, readCsv, readFileSync, shownIds, temporaryFolder} from './report.mjs';

const documents = 2200;
const folder = temporaryFolder();
const out = join(folder, 'out');
let browser;
before(async () => {
  makeFindings(join(folder, 'archive'), documents);
  audit('run', join(folder, 'archive'), '--out', out, '--policy', 'us');
  browser = await openBrowser();
});
after(() => browser.close());

test('the first page of 20,000 findings is below 15 MB and a filter takes little of what opening took', async () => {
  const bytes = statSync(join(out, 'pages/findings.html')).size;
  const page = await open(browser, out, 'pages/findings.html');
  const rows = Number((await page.textContent('#status')).match(/(\d+) findings/)[1]);
  console.log(`findings on the first page: ${rows}; ${(bytes / 1e6).toFixed(1)} MB`);
  assert.ok(bytes < 15e6);
  assert.ok(rows > 19000, 'the archive gives too few findings for this test');
  const opened = await page.evaluate(() => performance.getEntriesByType('navigation')[0].loadEventEnd);
  // From the choice to the frame that shows it.
  const timed = (name, choose) => page.evaluate(async ([source]) => {
    const act = eval(source);
    const begin = performance.now();
    act(document.getElementById('filters'));
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return performance.now() - begin;
  }, [choose.toString()]).then((taken) => { console.log(`${name}: ${taken.toFixed(0)} ms`); return taken; });
  const fire = 'form.dispatchEvent(new Event("input", {bubbles: true}))';
  const acts = {
    'filter by rule': `(form) => { form.elements.rule.value = "us/guarantee"; ${fire}; }`,
    'filter off': `(form) => { form.elements.rule.value = ""; ${fire}; }`,
    'search': `(form) => { form.elements.q.value = "clinic district"; ${fire}; }`,
    'search off': `(form) => { form.elements.q.value = ""; ${fire}; }`,
    'order by path': `(form) => { form.elements.sort.value = "path"; ${fire}; }`,
    'folder': `(form) => { form.elements.folder.value = "year-2021"; ${fire}; }`,
  };
  const times = [];
  for (const [name, act] of Object.entries(acts)) times.push(await timed(name, act));
  console.log(`opened in ${opened.toFixed(0)} ms; the slowest choice took ${Math.max(...times).toFixed(0)} ms`);
  // On any machine: a choice goes through the rows once, opening reads and lays out all of them.
  assert.ok(Math.max(...times) < Math.max(200, opened / 2), 'a choice takes too long beside opening the page');
  assert.equal((await shownIds(page)).length, 100);
  assertNoTrouble(page);
});

test('a finding among 20,000 is linked to, marked, and its mark taken by the next run', async () => {
  const list = await open(browser, out, 'pages/findings.html');
  const id = (await shownIds(list)).at(-1);
  await list.locator(`[id="${id}"] button.of-mark`).click();
  await list.check('dialog input[value=accepted]');
  await list.fill('dialog textarea', 'seen by counsel');
  await list.click('dialog button.main');
  await list.waitForSelector('dialog', {state: 'detached'});
  await list.click('#export');
  await list.fill('dialog [name=who]', 'A. Reviewer');
  const [file] = await Promise.all([list.waitForEvent('download'), list.click('dialog button:has-text("Save waivers.csv")')]);
  const waivers = join(folder, 'waivers.csv');
  copyFileSync(await file.path(), waivers);
  assertNoTrouble(list);
  const link = await list.getAttribute(`[id="${id}"] a`, 'href');
  const page = await open(browser, join(out, 'pages'), link.split('#')[0], {fragment: `#${link.split('#')[1]}`});
  assert.equal(await page.locator('.finding:target').count(), 1);
  assertNoTrouble(page);
  audit('run', join(folder, 'archive'), '--out', out, '--policy', 'us', '--waivers', waivers);
  const accepted = readCsv(readFileSync(join(out, 'findings.csv'), 'utf8')).filter((row) => row.disposition === 'accepted');
  assert.ok(accepted.length >= 1);
  assert.equal(new Set(accepted.map((row) => row.fingerprint)).size, 1);
  await list.context().close();
  await page.context().close();
});

test('20,000 findings are accessible in light and dark, and usable at 360 pixels', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const page = await open(browser, out, 'pages/findings.html', {colorScheme, viewport: {width: 360, height: 800}});
    await assertAccessible(page, `findings, ${colorScheme}`);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 360);
    assertNoTrouble(page);
    await page.context().close();
  }
});

test('the list of documents and a later page of findings open too', async () => {
  for (const path of ['pages/documents.html', 'report.html']) {
    const page = await open(browser, out, path);
    assertNoTrouble(page);
    await page.context().close();
  }
});
