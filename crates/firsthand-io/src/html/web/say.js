// Findings in plain words, the same as in the text report.

const grouped = (n) => n.toLocaleString('en');
const plural = (thing) => (thing.endsWith('y') ? `${thing.slice(0, -1)}ies` : `${thing}s`);
const count = (n, thing) => (n === 1 ? `1 ${thing}` : `${n ? grouped(n) : 'no'} ${plural(thing)}`);
const range = (low, high, thing) => (low === high ? count(low, thing) : `${grouped(low)} to ${count(high, thing)}`);
const origins = (c) => (c.high ? range(c.low, c.high, 'origin') : 'no origin found');

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

function day(date, parts = 3) {
  const [y, m, d] = date.split('-').map(Number);
  return [d, MONTHS[m - 1], y].slice(0, parts).join(' ');
}

// "8 May 2024", "8 to 9 May 2024", "not before 26 February 2024", or nothing.
function days(when) {
  const {earliest: a, latest: b} = when ?? {};
  if (!a && !b) return null;
  if (!b) return `not before ${day(a)}`;
  if (!a) return `not after ${day(b)}`;
  if (a === b) return day(a);
  if (a.slice(0, 7) === b.slice(0, 7)) return `${day(a, 1)} to ${day(b)}`;
  return a.slice(0, 4) === b.slice(0, 4) ? `${day(a, 2)} to ${day(b)}` : `${day(a)} to ${day(b)}`;
}

const HOW = {
  declared: 'declared by the page', byline: 'from the byline', collector: 'from whoever collected the page', url: 'from the address',
  text: 'from the text', copy: 'from a copy of the same text', bound: 'bounds from what it tells',
};

const CHANGE = {
  negation: 'a negation in one of them', number: 'another number', name: 'another name', modality: 'how sure, allowed or intended it is',
  qualifier: 'a word that narrows or widens', substitution: 'another word', truncation: 'words at an edge that only one has',
  ellipsis: 'words inside that only one has', splice: 'separate utterances as one', translation: 'likely two translations',
  tense_person: 'tense or person', paraphrase: 'other words for the same',
};

const BRIEF = {agreed: 'All tell', only: 'Only one tells', differs: 'They differ', claimed: 'Only claimed'};

const EDGE = {credits: 'names', derives: 'has text of', same_words: 'has the same words as', same_owner: 'belongs to', same_origin: 'shares an origin with'};

const NODE = {
  origin: 'Origin', occasion: 'Occasion', document: 'Document', agency: 'Agency', outlet: 'Outlet', text: 'Text', article: 'Article',
  speaker: 'Speaker',
};

const RELATION = {
  copy: 'the same text', excerpt: 'one is part of the other', partial: 'share passages', quotes_only: 'share only quotations', template: 'share a formula',
};

const SEGMENT = {
  teaser: 'a teaser for something else', related: 'a link to something else', comment: 'readers’ comments', prompt: 'a prompt to the reader',
  navigation: 'navigation', legal: 'legal notice', caption: 'a caption', credit: 'a credit line', correction: 'a correction', byline: 'the byline',
  dateline: 'the dateline', headline: 'the headline', subhead: 'a subhead', body: 'article text',
};

// Which kinds of segment are article text; the rest is furniture, but for what tells about the article itself.
const TEXT_KINDS = new Set(['body', 'subhead', 'headline', 'byline', 'dateline', 'correction']);

const OWN = {yes: 'shows reporting of its own', no: 'shows no reporting of its own', unclear: 'does not show whether it did reporting of its own'};

// Which of the two had it first, or that nobody can tell.
function first(direction, a, b) {
  return {'a>b': [a, ' had it first'], 'b>a': [b, ' had it first'], common: ['both have it from a third text'], unknown: ['which had it first cannot be told']}[direction];
}

// Words of a text in quotation marks, unless they begin with some of their own.
const inMarks = (text) => (/^["“„«»‘']/.test(text) ? said(text) : ['“', said(text), '”']);

const shorten = (text, most) => (text.length <= most ? text : `${text.slice(0, Math.max(text.lastIndexOf(' ', most), most / 2)).trimEnd()}…`);
