// The desk in a real browser: node tests/desk.mjs BINARY MODULES [SCREENS] (see chromium.mjs). The last line counts what was
// checked.

import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import {LOOKS, bare, binary, finish, looks, open as openPage, scratch, screens, slice, sound, test, text, to} from './chromium.mjs';
import {edgeId, findings} from './findings.mjs';
import {add, allServe, make, serve, servers} from './served.mjs';
import {ATTACK, harmless, strange} from './stranger.mjs';

const example = make('example', 'examples/pile');
const {json} = example;
const {articles, big, byId, changed, pairEdge, speaker} = findings(json);
const url = await serve(example.db);
const open = (options = {}, at = '', home = url) => openPage(`${home}${at}`, options, home.slice(0, -1));

const page = await open();
const VIEWS = {
  'desk-events': '', 'desk-churn': 'events?origins=1&articles=3&order=size', 'desk-stories': 'stories', 'desk-articles': 'articles',
  'desk-speakers': 'speakers', 'desk-speaker': `speaker?${new URLSearchParams({name: speaker})}`, 'desk-search': `search?q=${encodeURIComponent(big.title.split(/\s+/).filter((w) => w.length > 4)[0])}`,
  'desk-event': big.id, 'desk-story': json.stories.find((s) => s.events.length > 1).id, 'desk-statement': changed.id,
  'desk-rulings': 'overrides', 'desk-article': big.articles[0], 'desk-beside': edgeId(pairEdge), 'desk-node': big.origins.ids[0],
};

await test('the first screen has every event, with its articles, texts and origins counted', async () => {
  await to(page, '');
  const rows = await page.locator('.row').evaluateAll((all) => all.map((r) => [r.dataset.id, r.querySelector('.counts').innerText]));
  assert.deepEqual(new Set(rows.map(([id]) => id)), new Set(json.events.map((e) => e.id)));
  for (const [id, counts] of rows) {
    const event = byId.get(id);
    const {low, high} = event.origins;
    assert.match(counts, new RegExp(`^${event.articles.length} articles?, \\d+ texts?, ${high ? (low === high ? low : `${low} to ${high}`) : 'no'} origin`), counts);
  }
});

// What a view says where it has nothing to say.
const NOTHING = /\b(undefined|null|NaN)\b|\[object /;

await test('every finding has a link that opens it', async () => {
  for (const id of byId.keys()) {
    await to(page, id);
    assert.notEqual(await text(page, 'h1'), 'This cannot be shown', id);
    assert.doesNotMatch(await text(page, 'main'), NOTHING, id);
  }
  for (const edge of json.provenance.edges) {
    await to(page, edgeId(edge));
    assert.doesNotMatch(await text(page, 'dialog'), NOTHING, edgeId(edge));
  }
  await to(page, 'a0000000000000000');
  assert.equal(await text(page, 'h1'), 'This cannot be shown');
  page.wrong = page.wrong.filter((w) => !/404/.test(w));
});

await test('a filter narrows the list, and has a link', async () => {
  await to(page, '');
  await page.getByLabel('Articles, at least').fill('3');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.body.dataset.shown === 'events?articles=3');
  assert.equal(await page.locator('.row').count(), json.events.filter((e) => e.articles.length >= 3).length);
  const fresh = await open({}, '#events?articles=3');
  assert.equal(await fresh.locator('.row').count(), await page.locator('.row').count());
  await fresh.context().close();
});

await test('/ and a word find it, with the word marked, and keys lead there', async () => {
  await to(page, '');
  await page.keyboard.press('/');
  await page.keyboard.type('ammonia');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.body.dataset.shown === 'search?q=ammonia');
  const marks = await page.locator('main mark').allInnerTexts();
  assert.ok(marks.length && marks.every((m) => m.toLowerCase() === 'ammonia'));
  await page.locator('main').focus();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.prose');
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await page.waitForFunction(() => document.body.dataset.shown === 'speakers');
});

await test('the graph has every edge, dashed what is not in the pile, and an edge opens the two texts beside each other', async () => {
  const event = json.events.find((e) => e.articles.includes(pairEdge.from));
  await to(page, event.id);
  const nodes = await page.locator('svg a.node').evaluateAll((all) => all.map((a) => [a.getAttribute('href').slice(1), getComputedStyle(a.querySelector('rect')).strokeDasharray]));
  const seen = new Map(json.provenance.nodes.map((n) => [n.id, n.seen]));
  for (const [id, dash] of nodes) assert.equal(dash !== 'none', !seen.get(id), id);
  const edge = page.locator(`svg a.edge[href="#${edgeId(pairEdge)}"]`);
  assert.match(await edge.locator('title').textContent(), /open the receipt/);
  await edge.focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog[open] .beside');
  const pair = json.reuse.find((r) => [r.a, r.b].includes(pairEdge.from) && [r.a, r.b].includes(pairEdge.to));
  const sides = await page.locator('.beside .prose').evaluateAll((all) => all.map((side) => [side.textContent, [...side.querySelectorAll('.shared')].map((e) => e.textContent).join('')]));
  for (const [i, side] of ['a', 'b'].entries()) {
    const {content} = articles.get(pair[side]);
    assert.equal(bare(sides[i][0]), bare(content));
    const covered = [...content].filter((_, at) => pair.passages.some((p) => p[side].start <= at && at < p[side].end)).join('');
    assert.equal(bare(sides[i][1]), bare(covered));
  }
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !document.querySelector('dialog[open]'));
});

await test('what a speaker is reported to have said stands with its origins', async () => {
  await to(page, `speaker?${new URLSearchParams({name: speaker})}`);
  const said = json.statements.filter((s) => s.speaker === speaker);
  assert.equal(await page.locator('.row').count(), said.length);
  const links = await page.locator('.row blockquote a').evaluateAll((all) => all.map((a) => a.hash.slice(1)));
  assert.deepEqual(new Set(links), new Set(said.map((s) => s.id)));
});

await test('a finding is copied and kept', async () => {
  const context = page.context();
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], {origin: new URL(url).origin});
  const copied = async (name) => {
    await page.getByRole('button', {name, exact: true}).click();
    await page.waitForFunction(() => document.getElementById('status').textContent === 'Copied');
    await page.evaluate(() => (document.getElementById('status').textContent = ''));
    return page.evaluate(() => navigator.clipboard.readText());
  };
  await to(page, changed.id);
  assert.equal(await copied('Copy link'), `${url}#${changed.id}`);
  assert.deepEqual(JSON.parse(await copied('Copy JSON')), changed);
  assert.ok((await copied('Copy text')).includes(changed.versions[0].wording.slice(0, 40)));
  const cited = await copied('Copy citation');
  const {article} = byId.get(changed.quotations[0]);
  assert.ok(cited.includes(articles.get(article).sha256) && cited.includes(changed.id));
  const kept = async (name) => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', {name, exact: true}).click()]);
    return fs.readFileSync(await download.path(), 'utf8');
  };
  assert.deepEqual(JSON.parse(await kept('Save JSON')).statements.find((s) => s.id === changed.id), changed);
  const html = await kept('Save HTML');
  assert.ok(!/<script|onclick|javascript:/i.test(html) && html.includes('default-src'));
  const file = path.join(scratch, 'kept.html');
  fs.writeFileSync(file, html);
  const alone = await openPage(`file://${file}`, {offline: true});
  assert.equal(await text(alone, 'h1'), await text(page, 'h1'));
  assert.deepEqual(alone.wrong, []);
  await alone.context().close();
  await to(page, 'events?articles=2');
  assert.ok((await kept('Save CSV')).startsWith('id,title,'));
});

await test('on paper there are findings, all of a receipt, and no control; what is left out is said there, in a kept page and in copied text', async () => {
  await page.emulateMedia({media: 'print'});
  for (const [view, address] of Object.entries(VIEWS)) {
    await to(page, address);
    const scope = view === 'desk-beside' ? 'dialog' : 'main';
    const controls = await page.locator(`:is(header nav, .live, .search, ${scope} :is(button, input, select, textarea))`).evaluateAll((all) => all.filter((e) => e.checkVisibility() && !e.matches('.more')).map((e) => e.outerHTML.slice(0, 120)));
    assert.deepEqual(controls, [], view);
  }
  // A receipt is not one screen of it, on each sheet, over the view.
  await to(page, edgeId(pairEdge));
  const receipt = await page.locator('dialog').evaluate((d) => ({fixed: getComputedStyle(d).position === 'fixed', cut: d.scrollHeight - d.clientHeight, under: document.querySelector('main').checkVisibility()}));
  assert.deepEqual(receipt, {fixed: false, cut: 0, under: false});
  await page.keyboard.press('Escape');
  // Squares that are filled are what they are for.
  await to(page, '');
  assert.equal(await page.locator('.figure i.low').first().evaluate((e) => getComputedStyle(e).printColorAdjust), 'exact');
  await page.emulateMedia({media: 'screen'});
  // What is folded away.
  const many = json.events.find((e) => new Set(e.articles.flatMap((a) => json.quotations.filter((q) => q.article === a).map((q) => json.statements.find((s) => s.quotations.includes(q.id))))).size > 7);
  await to(page, many.id);
  const button = page.locator('button.more:not([hidden])', {hasText: 'statements'});
  const [, rest] = /^Show (\d+) more statements$/.exec(await button.innerText());
  await page.emulateMedia({media: 'print'});
  assert.equal(await button.evaluate((e) => getComputedStyle(e, '::after').content), `"${rest} more statements, not shown"`);
  await page.emulateMedia({media: 'screen'});
  await page.getByRole('button', {name: 'Copy text'}).click();
  await page.waitForFunction(() => document.getElementById('status').textContent === 'Copied');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(copied.includes(`${rest} more statements, not shown`) && !/^Overrule|^Show \d/m.test(copied));
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', {name: 'Save HTML'}).click()]);
  assert.ok(fs.readFileSync(await download.path(), 'utf8').includes(`${rest} more statements, not shown`));
});

await test('where one is, what colours mean, and where an origin counts are told', async () => {
  await to(page, 'stories');
  assert.deepEqual(await page.locator('#nav [aria-current=page]').allInnerTexts(), ['Stories']);
  const event = json.events.find((e) => e.articles.includes(pairEdge.from));
  await to(page, event.id);
  const kinds = await page.locator('svg a.edge').evaluateAll((all) => [...new Set(all.map((e) => e.getAttribute('class').split(' ')[2]))]);
  for (const kind of kinds.filter((k) => ['credits', 'derives', 'same_words'].includes(k))) {
    const [line, key] = await page.evaluate((kind) => [getComputedStyle(document.querySelector(`.edge.${kind}:not(.cut) .line`)).stroke, getComputedStyle(document.querySelector(`.key.${kind}`)).borderBottomColor], kind);
    assert.equal(line, key, kind);
  }
  // Beside the pointer stands what an edge rests on.
  const edge = json.provenance.edges.find((e) => e.evidence.length && event.articles.includes(e.from) && e.kind === 'credits');
  const {article, span} = edge.evidence[0];
  const title = await page.locator(`svg a.edge[href="#${edgeId(edge)}"] title`).textContent();
  assert.ok(title.includes(slice(articles.get(article).content, span).trim().replace(/\s+/g, ' ').slice(0, 100)), title);
  // An excerpt that has marks of its own is put into no others.
  for (const words of await page.locator('a.receipt').allInnerTexts()) assert.doesNotMatch(words, /^[“"]["“]/);
  await to(page, big.origins.ids[0]);
  assert.ok((await page.locator('.path a').evaluateAll((all) => all.map((a) => a.hash.slice(1)))).includes(big.id));
});

await looks(VIEWS, open);

await test('text from a stranger is shown and does nothing', async () => {
  const hostile = make('hostile', strange());
  const home = await serve(hostile.db);
  const all = [hostile.json.articles, hostile.json.quotations, hostile.json.statements, hostile.json.events, hostile.json.stories].flat();
  const said = hostile.json.statements.map((s) => s.speaker).filter(Boolean);
  const addresses = ['', 'stories?events=1', 'articles', 'speakers', 'search?q=bridge', `search?${new URLSearchParams({q: ATTACK})}`, `events?${new URLSearchParams({outlet: ATTACK})}`,
    ...said.map((name) => `speaker?${new URLSearchParams({name})}`), ...all.map((x) => x.id), ...hostile.json.provenance.edges.map(edgeId)];
  await harmless(await open({}, '', home), addresses);
});

await test('a page that is open follows what another process adds, and what one reads stays where it is', async () => {
  const news = [
    ['Arlo', 'Crane falls across two barges', 'A loading crane fell across two barges at dawn and blocked the northern basin.', 'The jib snapped without any warning', 'harbour master'],
    ['Bryn', 'Library finds lost atlas behind a wall', 'Masons who mended a chimney found a hand-coloured atlas of 1612 wrapped in sailcloth.', 'We thought it had burned with the abbey', 'librarian'],
    ['Cade', 'Swarm of bees halts tram line', 'Trams stood still for three hours because bees had settled on the overhead wire.', 'They were calm and we let them be', 'beekeeper'],
    ['Dorn', 'Reservoir shows drowned village', 'After months without rain the church tower of a village flooded in 1931 rose out of the lake.', 'My grandmother was married under that bell', 'ferryman'],
    ['Elva', 'Bakers end strike over night work', 'Bakers lit the ovens again after agreeing to a shift that begins at four.', 'Bread needs sleep as well', 'union secretary'],
    ['Fenn', 'Chess girl of nine beats champion', 'A pupil of nine beat the national champion with a rook sacrifice on move thirty.', 'I only saw it because he sneezed', 'pupil'],
    ['Gorm', 'Glassworks to make lenses for telescope', 'The glassworks won an order for ninety mirrors of an observatory in the southern desert.', 'Each one takes a winter to cool', 'engineer'],
    ['Hale', 'Wolves seen near sheep pasture', 'Shepherds counted four wolves on the ridge and moved the flock into the valley.', 'The dogs would not leave the hut', 'shepherd'],
    ['Ister', 'Opera closes for mould', 'Inspectors closed the opera house after spores were measured in the orchestra pit.', 'The cellos smelled of cellar', 'conductor'],
    ['Jarn', 'Ice road opened to lorries', 'Lorries of up to nine tonnes may cross the frozen sound since the weekend.', 'It sings when you drive on it', 'driver'],
    ['Kell', 'Tax office returns money sent twice', 'The tax office repays fees that a faulty form had charged twice to allotment holders.', 'I framed the apology', 'gardener'],
    ['Lorn', 'Volcano museum robbed of meteorite', 'Thieves took a meteorite the size of a fist and left the diamonds beside it.', 'They knew what they wanted', 'curator'],
    ['Morn', 'Divers raise bronze cannon', 'Divers lifted a bronze cannon from the wreck of a grain ship under the cliffs.', 'It came up like a sleeping seal', 'diver'],
    ['Nern', 'Clockmaker stops parliament clock', 'Parliament voted by hand because a clockmaker had taken out the pendulum for cleaning.', 'Nobody asked me what day it was', 'clockmaker'],
  ];
  const article = ([town, title, what, said, who], i) => JSON.stringify({
    id: town, title: `${title} in ${town}`, date: `20${10 + i}-0${1 + (i % 9)}-1${i % 10}`, source: `${town} Gazette`, text: `${what}\n\n"${said}," the ${who} of ${town} told the ${town} Gazette.\n`,
  });
  const lines = news.map(article);
  const file = (name, lines) => {
    const at = path.join(scratch, `${name}.jsonl`);
    fs.writeFileSync(at, `${lines.join('\n')}\n`);
    return at;
  };
  const db = path.join(scratch, 'store.db');
  add(db, file('first', lines.slice(0, 12)));
  const home = await serve(db);
  const reader = await open({viewport: {width: 1000, height: 260}}, '', home);
  await reader.waitForSelector('.live[data-state=on]');
  const rows = await reader.locator('.row').count();
  assert.ok(rows > 8);
  const line = reader.locator('.row').nth(Math.floor(rows / 2));
  const id = await line.getAttribute('data-id');
  await line.evaluate((e) => e.scrollIntoView({block: 'start'}));
  await reader.evaluate(() => scrollBy(0, -100));
  const at = () => reader.locator(`[data-id="${id}"]`).evaluate((e) => e.getBoundingClientRect().top);
  const before = await at();
  add(db, file('second', [lines[12]]));
  await reader.waitForFunction((rows) => document.querySelectorAll('.row').length > rows, rows);
  await reader.waitForFunction(() => /^Updated/.test(document.getElementById('status').textContent));
  assert.ok(Math.abs((await at()) - before) < 3, `${before} became ${await at()}`);
  assert.equal((await (await fetch(new URL('api', home))).json()).summary.articles, 13);
  // Not while somebody writes.
  await reader.evaluate(() => scrollTo(0, 0));
  await reader.getByLabel('Speaker', {exact: true}).fill('Ines');
  add(db, file('third', [lines[13]]));
  await reader.waitForSelector('.live[data-state=news]');
  assert.equal(await reader.getByLabel('Speaker', {exact: true}).inputValue(), 'Ines');
  const now = await reader.locator('.row').count();
  await reader.getByLabel('Speaker', {exact: true}).fill('');
  await reader.locator('#live').click();
  await reader.waitForFunction((now) => document.querySelectorAll('.row').length > now, now);
  // A note stays with its finding, and is taken back.
  await to(reader, id);
  await reader.getByLabel('Note about this').fill('Called the mayor’s office <b>twice</b>');
  await reader.getByRole('button', {name: 'Note', exact: true}).click();
  const note = reader.locator('.notes li');
  await note.first().waitFor();
  assert.match(await note.innerText(), /^Called the mayor’s office <b>twice<\/b>/);
  const fresh = await open({}, `#${id}`, home);
  await fresh.locator('.notes li').first().waitFor();
  await fresh.getByRole('button', {name: 'Take back'}).click();
  await fresh.waitForFunction(() => !document.querySelector('.notes li'));
  await fresh.context().close();
  await reader.waitForFunction(() => document.querySelector('.notes') && !document.querySelector('.notes li'));
  assert.deepEqual(reader.wrong, []);
  await reader.context().close();
});

// A store that `firsthand watch` fills from a site of this test, and the page that shows what it does there.
const watched = path.join(scratch, 'watched.db');
let watchedHome;
await test('alerts and feeds are shown as they come', async () => {
  const wire = (paper) => `<html><head><title>Fish market stays open</title><meta property="og:site_name" content="${paper} Courier"></head><body><article><h1>Fish market stays open</h1>
    <p>SELLMOOR (Norda) - Sellmoor has no plans to close the fish market before the winter, harbour director Ada Venn told the Norda news agency on Monday.</p>
    <p>"We have no plans to close the fish market before the winter," Venn told Norda. "What comes after that depends on the price of ice and on the new lease."</p>
    <p>The market sold 4,100 tonnes of herring last year, 300 fewer than the year before, the agency said.</p></article></body></html>`;
  const papers = ['Arlo', 'Bryn', 'Cade', 'Dorn', 'Elva'];
  const feed = (title, items) => `<rss><channel><title>${title}</title>${items.map((i) => `<item><title>x</title><link>${i}</link></item>`).join('')}</channel></rss>`;
  const pages = {
    '/feed': feed('The &lt;b&gt;wire&lt;/b&gt;', papers.map((p) => `/${p}`)),
    ...Object.fromEntries(papers.map((p) => [`/${p}`, wire(p)])),
    '/later': feed('Later', ['/fixed']),
    '/fixed': `<html><head><title>Leak &lt;img src=x onerror=alert(1)&gt; hurts 14</title></head><body><article><h1>Leak &lt;img src=x onerror=alert(1)&gt; hurts 14</h1>
      <p>Fourteen people were treated after an ammonia leak in the ice works of Gorm, the hospital said on Tuesday.</p>
      <p>Correction: An earlier version of this article said that 41 people were treated. The hospital says that it was 14.</p></article></body></html>`,
  };
  const site = http.createServer((request, response) => {
    const body = pages[request.url];
    response.writeHead(body ? 200 : request.url === '/down' ? 503 : 404, {'Content-Type': /feed|later/.test(request.url) ? 'application/rss+xml' : 'text/html'});
    response.end(body ?? '');
  });
  await new Promise((done) => site.listen(0, '127.0.0.1', done));
  const at = `http://127.0.0.1:${site.address().port}`;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/proxy/i.test(name)));
  const watch = (...feeds) => new Promise((done) => spawn(binary, ['watch', '--once', '--allow-private', '--db', watched, ...feeds.flatMap((f) => ['--feed', `${at}${f}`])], {env, stdio: 'ignore'}).on('exit', done));
  await watch('/feed', '/down');
  watchedHome = await serve(watched);
  const there = async (where) => (await fetch(new URL(`api${where}`, watchedHome))).json();
  const {items: [growth]} = await there('/alerts?kind=growth');
  assert.match(growth.text, /^5 articles and one origin: Fish market/);
  const reader = await open({}, '#alerts', watchedHome);
  assert.match(await text(reader, '.row'), /^5 articles and one origin/);
  await reader.waitForSelector('.live[data-state=on]');
  // What comes is shown where it is looked at.
  await watch('/later');
  await reader.locator('.row', {hasText: 'Leak <img src=x onerror=alert(1)> hurts 14'}).waitFor();
  assert.equal(await reader.locator('main img').count(), 0);
  await reader.locator('select[name=kind]').selectOption('growth');
  await reader.waitForFunction(() => document.body.dataset.shown === 'alerts?kind=growth');
  assert.equal(await reader.locator('.row').count(), 1);
  await reader.locator('.row .title a').click();
  await reader.waitForFunction((id) => document.body.dataset.shown === id, growth.about);
  assert.match(await text(reader, 'h1'), /Fish market/);
  // Feeds, the one that fails first, with why and when it is asked again.
  await to(reader, 'feeds');
  const feeds = await reader.locator('.row').allInnerTexts();
  assert.equal(feeds.length, 3);
  assert.match(feeds[0], /\/down[^]*next 20[^]*failed 1 time[^]*503/);
  assert.match(feeds.find((f) => f.includes('/feed')), /^The <b>wire<\/b>[^]*5 pages/);
  await reader.getByLabel('with a problem').check();
  await reader.waitForFunction(() => document.querySelectorAll('.row').length === 1);
  assert.equal((await there('/feeds?problem=1')).items.length, 1);
  assert.deepEqual(reader.wrong, []);
  await reader.context().close();
  for (const [name, options] of Object.entries(LOOKS)) {
    const other = await open(options, '', watchedHome);
    for (const view of ['alerts', 'feeds']) {
      await to(other, view);
      await sound(other, `${view}, ${name}`);
    }
    await other.context().close();
  }
  site.close();
  // An export has neither, and says how to come by them.
  await to(page, 'alerts');
  assert.match(await text(page, 'main'), /firsthand watch/);
  await to(page, 'feeds');
  assert.match(await text(page, 'main'), /firsthand watch/);
});

await test('an export has no place for notes', async () => {
  await to(page, big.id);
  assert.equal(await page.locator('.notes').count(), 0);
});

await test('no server ended', allServe);

await test('nothing went wrong in the console, and nothing was asked of anybody else', () => assert.deepEqual(page.wrong, []));

if (screens) {
  fs.mkdirSync(screens, {recursive: true});
  const shoot = async (name, address, options, home = url) => {
    const view = await open({viewport: {width: 1200, height: 800}, ...options}, '', home);
    await to(view, address);
    await view.waitForSelector('.live[data-state=on]');
    await view.evaluate(() => document.activeElement.blur());
    await view.screenshot({path: path.join(screens, `${name}.png`)});
    await view.context().close();
  };
  for (const [name, address] of Object.entries(VIEWS)) await shoot(name, address);
  for (const name of ['alerts', 'feeds']) await shoot(`desk-${name}`, name, {viewport: {width: 1200, height: 600}}, watchedHome);
  await shoot('desk-dark', '', {colorScheme: 'dark'});
  await shoot('desk-phone', '', {viewport: {width: 390, height: 844}, isMobile: true});
}

servers.forEach((s) => s.kill());
await finish('desk');
