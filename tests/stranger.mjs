// Text from a stranger: a pile that is full of markup, and what no view may make of it.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import {scratch, to} from './chromium.mjs';

export const ATTACK = '<script>window.owned = 1</script><img src=x onerror="window.owned = 2">"\'><svg onload=alert(1)></script><!-- \u0001\u0002';

const words = (n) => `${ATTACK} Mayor Ines Calder \u202Esaid on Monday\u202C that the ${ATTACK} bridge is closed.\n\n"We ${ATTACK} closed it," Calder told ${ATTACK} reporters. ${n}`;

// The folder of the pile.
export function strange() {
  const folder = path.join(scratch, 'hostile');
  fs.mkdirSync(folder);
  const lines = [1, 2].map((n) => JSON.stringify({id: `${ATTACK}${n}`, url: 'javascript:window.owned=3', title: `${ATTACK} Bridge ${n}`, text: words(n), source: ATTACK, date: '2025-02-03'}));
  fs.writeFileSync(path.join(folder, 'a.jsonl'), `${lines.join('\n')}\n`);
  fs.writeFileSync(path.join(folder, 'b.html'), `<html><head><title>${ATTACK}</title><link rel="canonical" href="javascript:alert(1)"></head><body><article><h1>Bridge closed</h1><p>${words(3).replaceAll('<', '&lt;')}</p></article></body></html>`);
  return folder;
}

// Whether what stands at `addresses` is text alone, and does nothing; closes the page.
export async function harmless(victim, addresses) {
  for (const address of addresses) {
    await to(victim, address);
    const strange = await victim.locator('main :is(script, img, iframe, object, embed, style, link), main [onload], main [onerror], main a[href^="javascript"], dialog :is(script, img)').count();
    assert.equal(strange, 0, address);
  }
  assert.equal(await victim.evaluate(() => window.owned), undefined);
  assert.deepEqual(victim.wrong, []);
  // Even markup that got in would be stopped by the policy.
  const stopped = await victim.evaluate(async () => {
    const seen = new Promise((done) => addEventListener('securitypolicyviolation', (e) => done(e.effectiveDirective)));
    document.querySelector('main').innerHTML = '<img src="http://127.0.0.1:9/x.png" onerror="window.owned = 4">';
    return Promise.race([seen, new Promise((done) => setTimeout(done, 3000, 'nothing'))]);
  });
  assert.notEqual(stopped, 'nothing');
  assert.equal(await victim.evaluate(() => window.owned), undefined);
  await victim.context().close();
}
