// Documents whose names, texts and metadata carry markup, scripts, formulas and signs that steer the display: nothing of
// it runs, leaves the page, or changes the exported files.
import assert from 'node:assert/strict';
import {copyFileSync, mkdirSync, readdirSync, writeFileSync} from 'node:fs';
import {after, before, test} from 'node:test';
import {assertNoTrouble, audit, documentPages, join, open, openBrowser, readCsv, readFileSync, temporaryFolder} from './report.mjs';

const folder = temporaryFolder();
const out = join(folder, 'out');
const attack = `"'><img src=x onerror="window.hacked=1"><script>window.hacked=1</script><svg onload=window.hacked=1>`;
const names = ['"><img src=x onerror=window.hacked=1>.html', '=cmd|!A0.html', '@sum(1+1).html', '\u202Elmth.exe.html',
  'javascript:window.hacked=1.html', '{{path}}${hacked}.html', '\u001b[2J\u001b]0;x\u0007.html'];
let browser;
before(async () => {
  mkdirSync(join(folder, 'archive'));
  const escaped = attack.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  for (const name of names)
    writeFileSync(join(folder, 'archive', name), `<html><head><title>${escaped}</title><meta name="author" content="=1+1"></head><body>
<p>Our exosome therapy is FDA-approved for arthritis ${escaped} \u202E =HYPERLINK("http://outside.example")</p>
<p>=1+1 is guaranteed to cure migraine ${escaped}</p></body></html>`);
  audit('run', join(folder, 'archive'), '--out', out, '--policy', 'us');
  browser = await openBrowser();
});
after(() => browser.close());

test('nothing that a document holds runs or becomes markup', async () => {
  const context = await browser.newContext();
  const pages = documentPages(out);
  assert.equal(pages.length, names.length);
  for (const path of ['report.html', 'pages/findings.html', 'pages/documents.html', ...pages]) {
    const page = await open(browser, out, path, {context});
    assert.equal(await page.evaluate(() => window.hacked), undefined, path);
    assert.equal(await page.locator('img[src=x], svg[onload], [onerror]').count(), 0, path);
    assert.match(await page.textContent('body'), /onerror/, path);
    assertNoTrouble(page);
    await page.close();
  }
  await context.close();
});

test('a packet of hostile documents stays inert, and so do its tables and file names', async () => {
  const packet = join(folder, 'packet');
  audit('packet', out, '--select', 'severity=low', '--out', packet);
  const page = await open(browser, packet, 'packet.html');
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  assert.equal(await page.locator('img[src=x], svg[onload], [onerror], script').count(), 0);
  assert.match(await page.textContent('body'), /onerror/);
  assertNoTrouble(page);
  for (const table of ['index.csv', 'documents.csv', 'chain-of-custody.csv', 'not-read.csv'])
    for (const row of readCsv(readFileSync(join(packet, table), 'utf8')))
      for (const [column, cell] of Object.entries(row)) assert.doesNotMatch(cell, /^ *[=+\-@]/, `${table}: ${column}`);
  for (const name of readdirSync(join(packet, 'originals'))) assert.match(name, /^[A-Z]+-[A-Z0-9-]+\.html$/);
  await page.context().close();
});

test('marks of hostile findings are exported inert and still mean the same findings', async () => {
  const page = await open(browser, out, 'pages/findings.html');
  const count = await page.locator('#shown .row').count();
  for (let i = 0; i < count; ++i) {
    await page.locator('#shown button.of-mark').nth(i).click();
    await page.check('dialog input[value=accepted]');
    await page.fill('dialog textarea', i % 2 === 0 ? '=1+1' : attack);
    await page.click('dialog button.main');
  }
  await page.click('#export');
  await page.fill('dialog [name=who]', '@counsel');
  const [file] = await Promise.all([page.waitForEvent('download'), page.click('dialog button:has-text("Save waivers.csv")')]);
  const waivers = join(folder, 'waivers.csv');
  copyFileSync(await file.path(), waivers);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  assertNoTrouble(page);
  for (const row of readCsv(readFileSync(waivers, 'utf8')))
    for (const [column, cell] of Object.entries(row)) {
      assert.doesNotMatch(cell, /^ *[=+\-@]/, column);
      assert.doesNotMatch(cell, /[\u0000-\u001f\u202e]/, column);
    }
  audit('run', join(folder, 'archive'), '--out', join(folder, 'waived'), '--policy', 'us', '--waivers', waivers);
  const findings = readCsv(readFileSync(join(folder, 'waived/findings.csv'), 'utf8'));
  assert.equal(findings.length, count);
  assert.deepEqual(new Set(findings.map((row) => row.disposition)), new Set(['accepted']));
  await page.context().close();
});
