// What the tests in the browser have in common: arguments, Chromium, pages that note whatever goes wrong, counting.
//
// node TEST.mjs BINARY MODULES [SCREENS]: the command; a folder with playwright-core and axe-core (`./test` installs them);
// where the pictures of docs/ are written, if they are.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import {createRequire} from 'node:module';
import os from 'node:os';
import path from 'node:path';

export const [binary, modules, screens] = process.argv.slice(2).map((p) => path.resolve(p));
const require = createRequire(path.join(modules, 'node_modules', 'x.js'));
const {chromium} = require('playwright-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
export const root = path.resolve(import.meta.dirname, '..');
export const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'firsthand-'));

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const browser = await chromium.launch({executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS});

// A page of the browser that notes in `wrong` whatever goes wrong in it, and every request to elsewhere than `home`.
export async function open(url, options = {}, home = 'file:') {
  const context = await browser.newContext({viewport: {width: 1200, height: 900}, ...options});
  const page = await context.newPage();
  page.wrong = [];
  page.on('console', (m) => ['error', 'warning'].includes(m.type()) && page.wrong.push(m.text()));
  page.on('pageerror', (e) => page.wrong.push(String(e)));
  page.on('dialog', (d) => (page.wrong.push(`dialog ${d.message()}`), d.dismiss()));
  page.on('request', (r) => [home, 'data:', 'blob:'].some((start) => r.url().startsWith(start)) || page.wrong.push(`asks for ${r.url()}`));
  await page.goto(url);
  await page.waitForSelector('h1');
  return page;
}

// Goes to another address within the page and waits until the view stands.
export async function to(page, address) {
  await page.evaluate(async (address) => {
    document.querySelector('dialog[open]')?.close();
    location.hash = address;
    const until = performance.now() + 20000;
    for (;;) {
      await new Promise((done) => setTimeout(done, 5));
      const idle = document.getElementById('status').textContent !== 'Opening';
      const dialog = !/^\w{17}\.\w{17}\./.test(address) || document.querySelector('dialog[open]');
      if (idle && dialog && (document.body.dataset.shown ?? '') === address) return;
      if (performance.now() > until) throw new Error(`${address}: the view does not stand, but ${document.body.dataset.shown}`);
    }
  }, address);
}

export const text = (page, selector) => page.locator(selector).first().innerText();
export const slice = (content, {start, end}) => [...content].slice(start, end).join('');
export const bare = (text) => text.replace(/\s+/gu, '');

// Nothing that axe-core calls serious, and nothing that sticks out of the window.
export async function sound(page, view) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${view} is ${wide} px too wide`);
  await page.evaluate(axe);
  const {violations} = await page.evaluate(() => axe.run({resultTypes: ['violations']}));
  const serious = violations.filter((v) => ['serious', 'critical'].includes(v.impact));
  assert.deepEqual(serious.map((v) => [view, v.id, v.nodes[0].html, v.nodes[0].failureSummary]), []);
}

export const LOOKS = {light: {}, dark: {colorScheme: 'dark'}, phone: {viewport: {width: 390, height: 844}, isMobile: true}};

// Whether each of the views is sound in each of the looks, on pages that `opened` opens.
export async function looks(views, opened) {
  for (const [name, options] of Object.entries(LOOKS)) {
    await test(`axe-core finds no serious fault, and nothing sticks out (${name})`, async () => {
      const page = await opened(options);
      for (const [view, address] of Object.entries(views)) {
        await to(page, address);
        await sound(page, view);
      }
      assert.deepEqual(page.wrong, []);
      await page.context().close();
    });
  }
}

const counts = {passed: 0, failed: 0};
export async function test(name, run) {
  try {
    await run();
    counts.passed++;
  } catch (error) {
    counts.failed++;
    console.log(`${name}: ${error.stack ?? error}`);
  }
}

// Closes the browser, says the counts under `name`, and ends.
export async function finish(name) {
  await browser.close();
  fs.rmSync(scratch, {recursive: true});
  console.log(`${name}: ${counts.passed} passed, ${counts.failed} failed, 0 skipped`);
  process.exit(counts.failed ? 1 : 0);
}
