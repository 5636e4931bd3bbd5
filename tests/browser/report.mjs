// What the browser tests share: run folders made by the program, and pages that note whatever goes wrong in them.
import {chromium} from 'playwright-core';
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, readdirSync, rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const program = process.env.AUDIT_PROGRAM;
export const samples = join(process.env.AUDIT_SOURCE_DIR, 'samples');

/// A folder that goes with the tests.
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'audit-browser-'));
  process.on('exit', () => rmSync(folder, {recursive: true, force: true}));
  return folder;
}

/// Runs the program; every exit code but 2 (could not run) is fine.
export function audit(...args) {
  try {
    return execFileSync(program, args, {encoding: 'utf8'});
  } catch (error) {
    if (error.status === 2 || error.status === null) throw error;
    return error.stdout;
  }
}

export async function openBrowser() {
  // Chromium refuses its sandbox to root, which tests in containers are.
  return chromium.launch({executablePath: '/usr/bin/chromium', args: process.getuid() === 0 ? ['--no-sandbox'] : []});
}

export const urlOf = (folder, page, fragment = '') => pathToFileURL(join(folder, page)).href + fragment;

/// A page of `folder`'s report; `page.troubles` collects errors, messages of the console and requests that leave the folder.
export async function open(browser, folder, path, options = {}) {
  const {fragment = '', ...contextOptions} = options;
  const context = options.context ?? await browser.newContext({viewport: {width: 1280, height: 900}, ...contextOptions});
  const page = await context.newPage();
  const home = pathToFileURL(folder).href + '/';
  page.troubles = [];
  page.on('console', (message) => page.troubles.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => page.troubles.push(`error: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(home) && !url.startsWith('blob:')) page.troubles.push(`request: ${url}`);
  });
  await page.goto(urlOf(folder, path, fragment));
  return page;
}

export function assertNoTrouble(page) {
  assert.deepEqual(page.troubles, []);
}

/// WCAG 2.2 A and AA, and axe's own advice.
export async function assertAccessible(page, name) {
  await page.evaluate(axeSource);
  const result = await page.evaluate(() => axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], preload: false, iframes: false,
  }));
  const told = result.violations.map((each) => `${each.id}: ${each.nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`).join(' | ')}`);
  assert.deepEqual(told, [], name);
}

/// Ids of the rows that a list shows.
export const shownIds = (page) => page.$$eval('#shown .row', (rows) => rows.map((row) => row.id));
export const statusOf = (page) => page.textContent('#status');

export function documentPages(folder) {
  const pages = join(folder, 'pages');
  return readdirSync(pages).filter((name) => /^[0-9a-f]{2}$/.test(name))
    .flatMap((name) => readdirSync(join(pages, name)).map((file) => `pages/${name}/${file}`)).sort();
}

/// Rows of a CSV file as objects; quoted cells may hold commas, quotes and line ends.
export function readCsv(text) {
  const cells = [[]];
  let cell = '', inQuotes = false;
  const endCell = () => { cells.at(-1).push(cell); cell = ''; };
  for (let i = 0; i < text.length; ++i) {
    const c = text[i];
    if (inQuotes) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') { cell += '"'; ++i; } else inQuotes = false;
    } else if (c === '"') inQuotes = true;
    else if (c === ',') endCell();
    else if (c === '\n') { endCell(); cells.push([]); } else if (c !== '\r') cell += c;
  }
  const [header, ...rows] = cells.filter((row) => row.length > 0);
  return rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? ''])));
}

export {existsSync, join, readFileSync};
