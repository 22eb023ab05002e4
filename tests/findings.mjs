// What a report has that views are tried on: its findings by id, and of each kind one that shows most.

export const edgeId = (e) => `${e.from}.${e.to}.${e.kind}`;

export function findings(json) {
  const articles = new Map(json.articles.map((a) => [a.id, a]));
  const pairs = new Set(json.reuse.flatMap((r) => [`${r.a}.${r.b}`, `${r.b}.${r.a}`]));
  return {
    articles,
    // Every finding that is no edge.
    byId: new Map([json.articles, json.texts, json.quotations, json.statements, json.events, json.stories, json.provenance.nodes.filter((n) => n.kind !== 'article')].flat().map((x) => [x.id, x])),
    // The statement of most wordings.
    changed: json.statements.toSorted((a, b) => b.versions.length - a.versions.length || b.changes.length - a.changes.length)[0],
    // The event of most articles, and one whose origins are a range.
    big: json.events.toSorted((a, b) => b.articles.length - a.articles.length)[0],
    range: json.events.find((e) => e.origins.low !== e.origins.high),
    // An edge between two articles that share words, which stand beside each other in its receipt.
    pairEdge: json.provenance.edges.find((e) => e.kind !== 'credits' && articles.has(e.from) && articles.has(e.to) && pairs.has(`${e.from}.${e.to}`)),
    // Who said most.
    speaker: json.statements.filter((s) => s.speaker).toSorted((a, b) => b.quotations.length - a.quotations.length)[0].speaker,
  };
}
