"""What the net learns from: the paragraphs that `firsthand-train` writes (src/lessons.rs), and the arrays made of them."""
import numpy as np, scipy.sparse as sparse, scipy.sparse.linalg as linalg

SEEN = ("word", "end", "shape", "class", "quote", "rule", "tag", "edge", "headline")
WIDTH = dict(word=64, end=16, shape=6, **{"class": 10}, quote=8, rule=8, tag=12, edge=4, headline=4)
LEAST = dict(end=20, **{"class": 5})  # how often a value must be seen to have a row
WORDS, CONTEXTS = 16_000, 3_000  # words with a vector, and those that make one
DISTANCES = (1, 2, 3, 4, 5, 7, 10, 15, 25)
ROWS, TOGETHER = 512, 8  # of a sequence, of a batch
REACH, WINDOW = 70, 150  # units around a cue
CUES = 22 * TOGETHER  # of a batch


class Paragraph:
    """What the net sees of its units, its sentences, what the rules and what people attribute: (cue, source, content)."""


def lessons(path):
    """Articles as lists of paragraphs."""
    raw, at, articles = np.fromfile(path, dtype="<u4"), 0, []

    def numbers(n):
        nonlocal at
        at += n
        return raw[at - n : at]

    def runs():
        return [tuple(map(int, numbers(2))) for _ in range(int(numbers(1)[0]))]

    while at < len(raw):
        article = []
        for _ in range(int(numbers(1)[0])):
            p = Paragraph()
            p.n, sentences, known, golds = map(int, numbers(4))
            p.seen = numbers(p.n * len(SEEN)).reshape(p.n, -1)
            p.sentences = numbers(2 * sentences).reshape(-1, 2).astype(int)
            p.known = [(runs(), runs(), runs()) for _ in range(known)]
            p.golds = [(runs(), runs(), runs()) for _ in range(golds)]
            if p.n:
                article.append(p)
        articles.append(article)
    return articles


def paragraphs(articles):
    return [p for a in articles for p in a]


# ---- what is seen, as numbers of rows: 0 nothing, 1 unknown


def vectors(pile):
    """Values of words with the vector of each."""
    flat = np.concatenate([x for p in paragraphs(pile) for x in ([3], p.seen[:, 0], [3])]).astype(np.uint32)
    values, counts = np.unique(flat, return_counts=True)
    words = np.sort(values[np.argsort(-counts, kind="stable")[:WORDS]])
    ids = np.minimum(np.searchsorted(words, flat), len(words) - 1)
    ids = np.where(words[ids] == flat, ids, -1)
    counts = np.bincount(ids[ids >= 0], minlength=len(words))
    context = np.full(len(words), -1)
    context[np.argsort(-counts, kind="stable")[:CONTEXTS]] = np.arange(CONTEXTS)
    contexts = np.where(ids >= 0, context[ids], -1)
    table = sparse.csr_matrix((len(words), 4 * CONTEXTS), dtype=np.float32)
    for k, by in enumerate((-2, -1, 1, 2)):
        a, b = (ids[-by:], contexts[:by]) if by < 0 else (ids[:-by], contexts[by:])
        both = (a >= 0) & (b >= 0)
        cells = (a[both], b[both] + CONTEXTS * k)
        table = table + sparse.coo_matrix((np.ones(both.sum(), np.float32), cells), shape=table.shape).tocsr()
    table = table.tocoo()
    rows, columns = np.asarray(table.sum(1)).ravel(), np.asarray(table.sum(0)).ravel() ** 0.75
    mutual = np.log(table.data / (rows[table.row] * (columns / columns.sum())[table.col] + 1e-9))
    table = sparse.coo_matrix((np.maximum(mutual, 0).astype(np.float32), (table.row, table.col)), shape=table.shape)
    left, size, _ = linalg.svds(table.tocsr(), k=WIDTH["word"], v0=np.ones(min(table.shape)))
    found = left * np.sqrt(size)
    return words, (0.3 * found / found.std()).astype(np.float32)


def values(articles, words):
    """The values of each thing that is seen, in order."""
    seen = np.concatenate([p.seen for p in paragraphs(articles)])
    out = {"word": words}
    for k, name in list(enumerate(SEEN))[1:]:
        found, counts = np.unique(seen[:, k], return_counts=True)
        out[name] = found[counts >= LEAST.get(name, 1)]
    return out


def number(articles, known):
    """Gives every paragraph the rows of what is seen."""
    all_ = paragraphs(articles)
    seen = np.concatenate([p.seen for p in all_])
    rows = np.empty(seen.shape, np.int16)
    for k, name in enumerate(SEEN):
        at = np.minimum(np.searchsorted(known[name], seen[:, k]), len(known[name]) - 1)
        rows[:, k] = np.where(known[name][at] == seen[:, k], at + 2, 1)
    ends = np.cumsum([p.n for p in all_])
    for p, end in zip(all_, ends):
        p.rows = rows[end - p.n : end]


# ---- lessons as arrays


def sequences(articles):
    """Paragraphs of an article that are read together, each with its first row; as `Net::read` does."""
    out = []
    for article in articles:
        now, rows = [], 0
        for p in article:
            if p.n > ROWS - 4:
                continue
            if rows + p.n + 2 > ROWS:
                out.append(now)
                now, rows = [], 0
            now.append((rows, p))
            rows += p.n + 2
        out.append(now)
    return [s for s in out if s]


def roles(p):
    """The role of each unit: 1 source, 3 cue, 5 content, one more where it goes on."""
    out = np.zeros(p.n, np.int32)
    for cue, source, content in p.golds:
        for runs, begin in ((content, 5), (source, 1), (cue, 3)):
            units = [i for a, z in runs for i in range(a, z)]
            for k, i in enumerate(units):
                out[i] = begin + (k > 0)
    for a, z in p.sentences:
        if a < z and out[a] > 0 and out[a] % 2 == 0:
            out[a] -= 1
    return out


def run(labels, a, z, begin):
    """Begun, continued, ended, or alone."""
    if z - a == 1:
        labels[a] = begin + 3
    else:
        labels[a], labels[a + 1 : z - 1], labels[z - 1] = begin, begin + 1, begin + 2


def nothing():
    return [np.zeros(WINDOW, t) for t in (np.int32, np.int32, np.int32, np.float32, np.float32, np.int32)]


def around(p, first, cue, gold=None):
    """The window around a cue, as `Around` makes it: rows, places, sights, which are there, in the cue, labels; its start."""
    at = next((k for k, s in enumerate(p.sentences) if s[1] > cue[0]), 0)
    here, last = p.sentences[at], len(p.sentences) - 1
    low = max(p.sentences[max(at - 1, 0)][0], cue[0] - REACH)
    high = min(p.sentences[min(at + 1, last)][1], cue[1] + REACH, low + WINDOW)
    n, i = high - low, np.arange(low, high)
    far = np.where(i < cue[0], cue[0] - i, np.where(i >= cue[1], i + 1 - cue[1], 0))
    far = np.searchsorted(DISTANCES, far, side="right")
    place = far + len(DISTANCES) * (i >= cue[1])
    rules = np.zeros(p.n, int)
    known = next((k for k in p.known if k[0][0][0] < cue[1] and cue[0] < k[0][0][1]), None)
    if known is None:
        rules[:] = 4
    else:
        for runs, mark in ((known[2], 3), (known[1], 1), (known[0], 2)):
            for a, z in runs:
                rules[a:z] = mark
    sight = (i >= here[0]).astype(int) + (i >= here[1]) + 3 * rules[low:high]
    out = nothing()
    out[0][:n], out[1][:n], out[2][:n], out[3][:n] = i + first, place, sight, 1
    out[4][cue[0] - low : cue[1] - low] = 1
    if gold:
        labels = np.zeros(p.n, np.int32)
        for runs, begin in ((gold[2], 6), (gold[1], 2)):
            for a, z in runs:
                run(labels, a, z, begin)
        labels[cue[0] : cue[1]] = 1
        out[5][:n] = mend(labels[low:high])
    return out, low


def mend(labels):
    """Runs that the window or another role cut are begun and ended anew."""
    out, i = np.zeros(len(labels), np.int32), 0
    while i < len(labels):
        if labels[i] < 2:
            out[i] = labels[i]
            i += 1
            continue
        role, z = (labels[i] - 2) // 4, i + 1
        while z < len(labels) and labels[z] >= 2 and (labels[z] - 2) // 4 == role and (labels[z] - 2) % 4 in (1, 2) and (labels[z - 1] - 2) % 4 < 2:
            z += 1
        run(out, i, z, 2 + 4 * role)
        i = z
    return out


def batch(group):
    """What is seen, roles, which rows are units and which begin a sentence."""
    seen = np.zeros((TOGETHER, ROWS, len(SEEN)), np.int32)
    labels, there, begins = np.zeros((TOGETHER, ROWS), np.int32), *np.zeros((2, TOGETHER, ROWS), np.float32)
    for b, sequence in enumerate(group):
        for first, p in sequence:
            rows = slice(first, first + p.n)
            seen[b, rows], labels[b, rows], there[b, rows] = p.rows, p.labels, 1
            begins[b, [first + a for a, z in p.sentences if a < z]] = 1
    return seen, labels, there, begins


def windows(found):
    """Windows of a batch, each with the number of its sequence, filled up to CUES, and which of them are there."""
    which, each = np.zeros(CUES, np.int32), np.zeros(CUES, np.float32)
    out = [np.zeros((CUES, WINDOW), a.dtype) for a in nothing()]
    out[3][:, 0] = 1
    for k, (b, arrays) in enumerate(found):
        which[k], each[k] = b, 1
        for o, a in zip(out, arrays):
            o[k] = a
    return which, *out, each
