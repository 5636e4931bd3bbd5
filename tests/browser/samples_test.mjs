// The report of the samples in a browser: what it shows, how it is used, and that nothing goes wrong meanwhile.
import assert from 'node:assert/strict';
import {copyFileSync, mkdirSync, writeFileSync} from 'node:fs';
import {after, before, test} from 'node:test';
import {assertAccessible, assertNoTrouble, audit, documentPages, join, open, openBrowser, readCsv, readFileSync, samples,
  shownIds, statusOf, temporaryFolder} from './report.mjs';

const folder = temporaryFolder();
let browser, findings;
before(async () => {
  audit('run', samples, '--out', join(folder, 'out'));
  findings = readCsv(readFileSync(join(folder, 'out/findings.csv'), 'utf8'));
  browser = await openBrowser();
});
after(() => browser.close());
const out = join(folder, 'out');
const openPage = (path, options) => open(browser, out, path, options);
const somePages = () => ['report.html', 'pages/findings.html', 'pages/documents.html', ...documentPages(out).slice(0, 6)];

test('every page is accessible in light and dark, and usable at 360 pixels', async () => {
  for (const colorScheme of ['light', 'dark'])
    for (const path of somePages()) {
      const page = await openPage(path, {colorScheme});
      await page.$$eval('details', (all) => all.forEach((each) => { each.open = true; }));
      await assertAccessible(page, `${path}, ${colorScheme}`);
      assertNoTrouble(page);
      await page.context().close();
    }
  for (const path of somePages()) {
    const page = await openPage(path, {viewport: {width: 360, height: 700}});
    await page.$$eval('details', (all) => all.forEach((each) => { each.open = true; }));
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360, path);
    await page.context().close();
  }
});

test('every page opens without a message', async () => {
  const context = await browser.newContext();
  for (const path of documentPages(out)) {
    const page = await openPage(path, {context});
    assertNoTrouble(page);
    await page.close();
  }
  await context.close();
});

test('the figures of the overview add up', async () => {
  const page = await openPage('report.html');
  const parts = await page.$$eval('.key .n', (all) => all.map((each) => Number(each.textContent)));
  const rows = readCsv(readFileSync(join(out, 'documents.csv'), 'utf8'));
  assert.equal(parts.reduce((a, b) => a + b, 0), rows.length);
  const counts = await page.$$eval('.severities tbody tr td:nth-child(3)', (all) => all.map((each) => Number(each.textContent)));
  assert.equal(counts.reduce((a, b) => a + b, 0), findings.length);
  await page.context().close();
});

test('without scripts the lists and links are there', async () => {
  const page = await openPage('pages/findings.html', {javaScriptEnabled: false});
  assert.equal(await page.locator('#static .row').count(), findings.length);
  assert.equal(await page.locator('#filters').isVisible(), false);
  await page.locator('#static .row a').first().click();
  assert.match(page.url(), /pages\/[0-9a-f]{2}\/[0-9a-f]{12}\.html#finding-/);
  assert.equal(await page.locator('.finding:target').count(), 1);
  await page.context().close();
});

test('search and filters show what findings.csv holds', async () => {
  const page = await openPage('pages/findings.html');
  const expectCount = async (expected) => {
    assert.equal(await statusOf(page), expected === findings.length ? `${expected} findings` : `${expected} of ${findings.length} findings`);
  };
  await expectCount(findings.length);
  await page.check('[name=severity][value=critical]');
  await expectCount(findings.filter((each) => each.severity === 'critical').length);
  await page.check('[name=severity][value=high]');
  await expectCount(findings.filter((each) => ['critical', 'high'].includes(each.severity)).length);
  await page.selectOption('[name=law]', 'tw');
  await expectCount(findings.filter((each) => ['critical', 'high'].includes(each.severity) && each.rule.startsWith('tw/')).length);
  await page.click('button[type=reset]');
  await page.waitForFunction((all) => document.getElementById('status').textContent === `${all} findings`, findings.length);
  await page.selectOption('[name=rule]', 'us/disease-claim');
  await expectCount(findings.filter((each) => each.rule === 'us/disease-claim').length);
  await page.selectOption('[name=rule]', '');
  await page.selectOption('[name=folder]', 'us');
  await expectCount(findings.filter((each) => each.path.startsWith('us/')).length);
  const guarantee = findings.find((each) => each.rule === 'us/guarantee' && each.path.startsWith('us/'));
  const name = guarantee.path.split('/')[1].split('-')[0];
  await page.fill('#q', `GUARANTEE ${name}`);
  const ids = await shownIds(page);
  assert.ok(ids.length > 0 && ids.length < findings.length);
  for (const text of await page.$$eval('#shown .row', (rows) => rows.map((row) => (row.textContent + row.dataset.rule).toLowerCase())))
    assert.ok(text.includes('guarantee') && text.includes(name), text);
  // The address names the choice: opened elsewhere, it shows the same.
  const other = await openPage('pages/findings.html', {fragment: new URL(page.url()).hash});
  assert.deepEqual(await shownIds(other), ids);
  assert.equal(await other.inputValue('#q'), `GUARANTEE ${name}`);
  assertNoTrouble(page);
  await page.context().close();
  await other.context().close();
});

test('the order changes and comes back', async () => {
  const page = await openPage('pages/findings.html');
  const before = await shownIds(page);
  await page.selectOption('[name=sort]', 'path');
  const paths = await page.$$eval('#shown .row .path', (all) => all.map((each) => each.textContent));
  assert.deepEqual(paths, [...paths].sort());
  await page.selectOption('[name=sort]', '');
  assert.deepEqual(await shownIds(page), before);
  await page.goto(page.url().replace(/findings\.html.*/, 'documents.html#sort=worst'));
  const worst = await page.$$eval('#shown .row', (all) => all.map((each) => each.dataset.counts.split(' ').map(Number)));
  for (let i = 1; i < worst.length; ++i) assert.ok(worst[i - 1][0] >= worst[i][0]);
  assertNoTrouble(page);
  await page.context().close();
});

test('a link to a finding leads to it from every page', async () => {
  const last = findings.at(-1);
  const fragment = `#finding-${last.finding_id}`;
  const list = await openPage('pages/findings.html', {fragment});
  assert.equal(await list.evaluate(() => document.activeElement.closest('.row').id), fragment.slice(1));
  const overview = await openPage('report.html', {fragment});
  await overview.waitForURL(`**/${last.document_id}.html${fragment}`);
  assert.equal(await overview.locator('.finding:target h3').count(), 1);
  const rule = await openPage('pages/findings.html', {fragment: '#rule=tw/forecast'});
  assert.equal((await shownIds(rule)).length, findings.filter((each) => each.rule === 'tw/forecast').length);
  for (const page of [list, overview, rule]) {
    assertNoTrouble(page);
    await page.context().close();
  }
});

test('all is reached by keys, which can be turned off', async () => {
  const page = await openPage('pages/findings.html');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to the content');
  const ids = await shownIds(page);
  // A dialog leaves the page only after its event was handled.
  const dialogIsGone = () => page.waitForSelector('dialog', {state: 'detached'});
  const focused = () => page.evaluate(() => document.activeElement.closest('.row')?.id);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  assert.equal(await focused(), ids[1]);
  await page.keyboard.press('k');
  assert.equal(await focused(), ids[0]);
  await page.keyboard.press('m');
  assert.equal(await page.textContent('dialog h2'), 'Mark this finding');
  await assertAccessible(page, 'the dialog of marks');
  await page.keyboard.press('Escape');
  await dialogIsGone();
  await page.keyboard.press('e');
  await assertAccessible(page, 'the dialog of export');
  await page.keyboard.press('Escape');
  await dialogIsGone();
  await page.keyboard.press('/');
  await page.keyboard.type('jm');
  assert.equal(await page.inputValue('#q'), 'jm');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await assertAccessible(page, 'the dialog of keys');
  await page.uncheck('dialog input[type=checkbox]');
  await page.click('dialog button');
  await dialogIsGone();
  await page.keyboard.press('e');
  assert.equal(await page.locator('dialog').count(), 0);
  assertNoTrouble(page);
  await page.context().close();
});

async function mark(page, id, word, note) {
  await page.locator(`[id="finding-${id}"] button.of-mark`).click();
  await page.check(`dialog input[value=${word}]`);
  await page.fill('dialog textarea', note);
  await page.click('dialog button.main');
}

async function exported(page, name) {
  const [file] = await Promise.all([page.waitForEvent('download'), page.click(`dialog button:has-text("Save ${name}")`)]);
  assert.equal(file.suggestedFilename(), name);
  return file.path();
}

test('marks are kept, exported, and taken by the next run', async () => {
  const page = await openPage('pages/findings.html');
  const ids = (await shownIds(page)).slice(0, 4).map((id) => id.slice('finding-'.length));
  await mark(page, ids[0], 'false-alarm', '=1+1, says "counsel"');
  await mark(page, ids[1], 'needs-counsel', '');
  await mark(page, ids[2], 'agree', '');
  await mark(page, ids[3], 'accepted', '舊版,已回收');
  await page.selectOption('[name=mark]', 'any');
  assert.equal(await statusOf(page), `4 of ${findings.length} findings`);
  await page.reload();
  assert.equal(await page.locator('#shown .badge.mine').count(), 4);
  // The document's page knows of it too, and can change it.
  const other = await open(browser, out, `pages/${ids[1].slice(0, 2)}/${ids[1].slice(0, 12)}.html`, {context: page.context()});
  assert.equal(await other.textContent(`[id="finding-${ids[1]}"] .badge.mine`), 'Needs counsel');
  await other.close();
  await page.click('#export');
  await page.click('dialog button:has-text("Save waivers.csv")');
  assert.match(await page.textContent('dialog .trouble'), /reviewer/);
  await page.fill('dialog [name=who]', 'R. Counsel');
  await page.fill('dialog [name=until]', '2099-12-31');
  const review = readCsv(readFileSync(await exported(page, 'review.csv'), 'utf8'));
  assert.deepEqual(review.map((row) => row.mark).sort(), ['accepted', 'agree', 'false-alarm', 'needs-counsel']);
  assert.equal(review.find((row) => row.mark === 'false-alarm').note, '\'=1+1, says "counsel"');
  const waivers = join(folder, 'waivers.csv');
  copyFileSync(await exported(page, 'waivers.csv'), waivers);
  assertNoTrouble(page);
  await page.context().close();

  audit('run', samples, '--out', join(folder, 'waived'), '--waivers', waivers);
  const waived = readCsv(readFileSync(join(folder, 'waived/findings.csv'), 'utf8')).filter((row) => row.disposition !== '' && row.disposition !== 'open');
  const expected = [ids[0], ids[3]].map((id) => findings.find((row) => row.finding_id === id));
  assert.deepEqual(waived.map((row) => row.finding_id).sort(), expected.map((row) => row.finding_id).sort());
  assert.equal(waived.find((row) => row.finding_id === ids[3]).disposition_note, '舊版,已回收 (R. Counsel, until 2099-12-31)');
  const marked = await open(browser, join(folder, 'waived'), 'pages/findings.html', {fragment: '#decision=false-alarm'});
  assert.deepEqual(await shownIds(marked), [`finding-${ids[0]}`]);
  await marked.context().close();
});

test('what is new since the baseline stands on the first page and can be filtered', async () => {
  const archive = join(folder, 'growing'), grown = join(folder, 'grown');
  mkdirSync(archive);
  const brochure = (claim) => `<html><body><h1>Clinic</h1><p>${claim}</p></body></html>`;
  writeFileSync(join(archive, 'old.html'), brochure('Our exosome therapy is FDA-approved for arthritis.'));
  audit('run', archive, '--out', grown, '--policy', 'us');
  writeFileSync(join(archive, 'new.html'), brochure('Our stem cells are guaranteed to cure migraine.'));
  audit('run', archive, '--out', grown, '--policy', 'us', '--baseline', grown);
  const added = readCsv(readFileSync(join(grown, 'findings.csv'), 'utf8')).filter((row) => row.path === 'new.html');
  const page = await open(browser, grown, 'report.html');
  assert.deepEqual(new Set(await page.$$eval('#new .row .path', (all) => all.map((each) => each.textContent))), new Set(['new.html']));
  await assertAccessible(page, 'an overview with a baseline');
  await page.click('#new .verdict a');
  await page.waitForSelector('#shown .row');
  assert.deepEqual((await shownIds(page)).sort(), added.map((row) => `finding-${row.finding_id}`).sort());
  assertNoTrouble(page);
  await page.context().close();
});

test('marks work where storage is forbidden, and the page says that they are not kept', async () => {
  const context = await browser.newContext({viewport: {width: 1280, height: 900}});
  await context.addInitScript(() => Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden'); }}));
  const page = await openPage('pages/findings.html', {context});
  assert.match(await page.textContent('main .trouble'), /keeps no marks/);
  const [id] = await shownIds(page);
  await mark(page, id.slice('finding-'.length), 'agree', '');
  assert.equal(await page.locator('#shown .badge.mine').count(), 1);
  assertNoTrouble(page);
  await context.close();
});

test('a rule that may not be waived offers no waiver', async () => {
  const page = await openPage('pages/findings.html');
  await page.$eval('#shown .row', (row) => { row.dataset.fixed = 'yes'; });
  await page.locator('#shown button.of-mark').first().click();
  assert.deepEqual(await page.$$eval('dialog input:enabled', (all) => all.map((each) => each.value)), ['agree', 'needs-counsel', 'note']);
  await page.context().close();
});
