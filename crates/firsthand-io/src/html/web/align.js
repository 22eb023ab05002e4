// Two wordings side by side: the longest common subsequence of their words, as `diff` does it for lines (Hunt and McIlroy
// 1976), in runs of the same and of different words.

const WORDS_MAX = 400;

const norm = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '') || text;

// The words of a quotation, each with its place in the article, in code points.
function tokens(q) {
  const article = found.get(q.article);
  return q.content.flatMap((span) => {
    const text = characters(article, span);
    let [at, units] = [span.start, 0];
    return [...text.matchAll(/\S+/g)].map((m) => {
      const start = at + [...text.slice(units, m.index)].length;
      [at, units] = [start + [...m[0]].length, m.index + m[0].length];
      return {text: m[0], start, end: at};
    });
  });
}

// [{same, a, b}], with the words of each side; null where one is too long to compare.
function align(a, b) {
  const [wa, wb] = [tokens(a), tokens(b)];
  if (wa.length > WORDS_MAX || wb.length > WORDS_MAX) return null;
  const [na, nb] = [wa, wb].map((side) => side.map((w) => norm(w.text)));
  const width = wb.length + 1;
  const best = new Uint16Array((wa.length + 1) * width);
  for (let i = wa.length - 1; i >= 0; i--) {
    for (let j = wb.length - 1; j >= 0; j--) {
      best[i * width + j] = na[i] === nb[j] ? best[(i + 1) * width + j + 1] + 1 : Math.max(best[(i + 1) * width + j], best[i * width + j + 1]);
    }
  }
  const runs = [];
  const add = (same, x, y) => {
    let run = runs.at(-1);
    if (!run || run.same !== same) runs.push((run = {same, a: [], b: []}));
    if (x !== null) run.a.push(x);
    if (y !== null) run.b.push(y);
  };
  let [i, j] = [0, 0];
  while (i < wa.length || j < wb.length) {
    if (i < wa.length && j < wb.length && na[i] === nb[j]) add(true, wa[i++], wb[j++]);
    else if (j >= wb.length || (i < wa.length && best[(i + 1) * width + j] >= best[i * width + j + 1])) add(false, wa[i++], null);
    else add(false, null, wb[j++]);
  }
  return runs;
}

// The first change, material ones before others, that covers a word of one side.
const changeOf = (word, side, changes) => changes.find((c) => c[side].some((span) => word.start < span.end && span.start < word.end));
