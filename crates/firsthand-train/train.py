#!/usr/bin/env python3
"""Trains the net that reads quotations: train.py TAGGER LESSONS PILE OUT

TAGGER is the beginning of the file of weights, LESSONS the annotated articles and PILE others that nobody annotated, as
`firsthand-train` writes them. OUT is the whole file of weights. Needs jax, optax, numpy and scipy, as `just train` installs
them apart. Forty minutes on two cores.

1. Words get vectors from what stands around them in the pile (positive pointwise mutual information and a singular value
   decomposition: Levy and Goldberg, "Neural Word Embedding as Implicit Matrix Factorization", 2014).
2. A teacher learns from the annotated articles: conditional random fields (Lafferty, McCallum and Pereira 2001) above the
   net's two stacks of convolutions, which `net.rs` describes.
3. It annotates the pile, from which the pupil learns before it learns from the annotated articles (self-training: Yarowsky
   1995; distillation: Hinton, Vinyals and Dean 2015).

Weights are averaged over the last steps. All order and chance come from SEED.
"""
import struct, sys, time

import jax, jax.numpy as jnp, numpy as np, optax, scipy.sparse as sparse, scipy.sparse.linalg as linalg

SEED = 1
WIDE, NARROW = 64, 32
WIDE_STEPS, NARROW_STEPS = (1, 2, 4, 8, 1), (1, 2, 4, 1)
SEEN = ("word", "end", "shape", "class", "quote", "rule", "tag", "edge", "headline")
WIDTH = dict(word=64, end=16, shape=6, **{"class": 10}, quote=8, rule=8, tag=12, edge=4, headline=4)
LEAST = dict(end=20, **{"class": 5})  # how often a value must be seen to have a row
WORDS, CONTEXTS = 16_000, 3_000  # words with a vector, and those that make one
ROLES, PLACES = 7, 10  # labels of the two stacks
DISTANCES = (1, 2, 3, 4, 5, 7, 10, 15, 25)
ROWS, TOGETHER = 512, 8  # of a sequence, of a batch
REACH, WINDOW = 70, 150  # units around a cue
CUES = 22 * TOGETHER  # of a batch
DROP, UNKNOWN, DECAY, RATE = 0.3, 0.15, 0.01, 2e-3
TEACHER_ROUNDS, PUPIL_ROUNDS = 8, 8
NEVER = -1e4


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


# ---- the net


def role_may_follow(a, b):
    return b == 0 or b % 2 == 1 or a == b or a + 1 == b


def place_may_follow(a, b):
    is_open, needs = a >= 2 and (a - 2) % 4 < 2, b >= 2 and (b - 2) % 4 in (1, 2)
    if is_open or needs:
        return is_open and needs and (a - 2) // 4 == (b - 2) // 4
    return True


def forbidden(n, may_follow):
    return np.array([[0 if may_follow(a, b) else NEVER for b in range(n)] for a in range(n)], np.float32)


ROLE_STEPS, PLACE_STEPS = forbidden(ROLES, role_may_follow), forbidden(PLACES, place_may_follow)
ROLE_BEGINS = np.array([0 if l == 0 or l % 2 else NEVER for l in range(ROLES)], np.float32)
PLACE_BEGINS = np.array([0 if l < 2 or (l - 2) % 4 in (0, 3) else NEVER for l in range(PLACES)], np.float32)
PLACE_ENDS = np.array([0 if l < 2 or (l - 2) % 4 in (2, 3) else NEVER for l in range(PLACES)], np.float32)


def weights(known, words, chance):
    def even(a, b):
        return (chance.standard_normal((a, b)) * np.sqrt(2 / (a + b))).astype(np.float32)

    w = {"see " + n: (chance.standard_normal((len(known[n]) + 2, WIDTH[n])) * 0.3).astype(np.float32) for n in SEEN}
    w["see word"][2:] = words
    w["first"] = even(3 * sum(WIDTH.values()), WIDE)
    for name, width, steps in (("wide", WIDE, WIDE_STEPS), ("narrow", NARROW, NARROW_STEPS)):
        for k in range(len(steps)):
            w[f"{name} {k}"], w[f"{name} bias {k}"] = even(3 * width, width), np.zeros(width, np.float32)
    w["roles"], w["role steps"] = even(WIDE, ROLES), np.zeros((ROLES, ROLES), np.float32)
    w["near"], w["of cue"] = even(WIDE, NARROW), even(WIDE, NARROW)
    w["place"], w["sight"] = even(1 + 2 * len(DISTANCES), NARROW), even(15, NARROW)
    w["around"], w["place steps"] = even(NARROW, PLACES), np.zeros((PLACES, PLACES), np.float32)
    return {k: jnp.asarray(v) for k, v in w.items()}


def level(h):
    return h * jax.lax.rsqrt(jnp.mean(h * h, -1, keepdims=True) + 1e-5)


def three(h, step):
    nothing = jnp.zeros_like(h[:, :step])
    back, on = jnp.concatenate([nothing, h[:, :-step]], 1), jnp.concatenate([h[:, step:], nothing], 1)
    return jnp.concatenate([back, h, on], -1)


def drop(h, key, share):
    return h if key is None else h * jax.random.bernoulli(key, 1 - share, h.shape) / (1 - share)


def keys(key, n):
    return [None] * n if key is None else jax.random.split(key, n)


def stack(w, h, name, steps, there, key, share):
    for k, (step, key) in enumerate(zip(steps, keys(key, len(steps)))):
        new = three(level(h) * there[..., None], step) @ w[f"{name} {k}"] + w[f"{name} bias {k}"]
        h = h + drop(jax.nn.relu(new), key, share)
    return level(h) * there[..., None]


def wide(w, seen, there, key=None):
    forget, dropped, key = keys(key, 3)
    word = seen[:, :, 0]
    if key is not None:
        word = jnp.where(jax.random.bernoulli(forget, UNKNOWN, word.shape) & (word > 1), 1, word)
    parts = [w["see " + n][word if n == "word" else seen[:, :, k]] for k, n in enumerate(SEEN)]
    h = drop(jnp.concatenate(parts, -1) * there[..., None], dropped, DROP)
    return stack(w, jax.nn.relu(three(h, 1) @ w["first"]), "wide", WIDE_STEPS, there, key, DROP)


def narrow(w, h, which, rows, place, sight, there, cue, key=None):
    g = h[which[:, None], rows]
    mean = (g * cue[..., None]).sum(1) / (cue.sum(1)[:, None] + 1e-6)
    z = g @ w["near"] + (mean @ w["of cue"])[:, None] + w["place"][place] + w["sight"][sight]
    z = stack(w, jax.nn.relu(z) * there[..., None], "narrow", NARROW_STEPS, there, key, 0.7 * DROP)
    scores = z @ w["around"]
    is_cue = jnp.arange(PLACES) == 1
    scores = scores + jnp.where((cue[..., None] > 0) == is_cue, 0, NEVER)
    return scores.at[:, 0].add(PLACE_BEGINS)


def likelihood(scores, labels, there, steps):
    """Of the labels, as a conditional random field has it."""

    def step(sums, now):
        score, real = now
        new = jax.nn.logsumexp(sums[:, :, None] + steps[None], axis=1) + score
        return jnp.where(real[:, None] > 0, new, sums), None

    sums, _ = jax.lax.scan(step, scores[:, 0], (scores[:, 1:].transpose(1, 0, 2), there[:, 1:].T))
    own = (jnp.take_along_axis(scores, labels[:, :, None], 2)[:, :, 0] * there).sum(1)
    return own + (steps[labels[:, :-1], labels[:, 1:]] * there[:, 1:]).sum(1) - jax.nn.logsumexp(sums, axis=-1)


def role_scores(w, h, there):
    nothing = jnp.where(jnp.arange(ROLES) == 0, 0.0, NEVER)
    return jnp.where(there[..., None] > 0, h @ w["roles"], nothing)


def loss(w, key, seen, labels, there, begins, which, rows, place, sight, real, cue, places, each):
    one, two = jax.random.split(key)
    h = wide(w, seen, there, one)
    first = likelihood(role_scores(w, h, there), labels, jnp.ones_like(there), w["role steps"] + ROLE_STEPS).sum()
    scores = narrow(w, h, which, rows, place, sight, real, cue, two)
    second = (likelihood(scores, places, real, w["place steps"] + PLACE_STEPS) * each).sum()
    return -10 * (first + second) / there.sum()


def best(scores, steps):
    """Viterbi."""

    def step(sums, score):
        ways = sums[:, :, None] + steps[None]
        return ways.max(1) + score, ways.argmax(1)

    def back(label, came):
        label = jnp.take_along_axis(came, label[:, None], 1)[:, 0]
        return label, label

    sums, came = jax.lax.scan(step, scores[:, 0], scores[:, 1:].transpose(1, 0, 2))
    last = sums.argmax(-1)
    _, labels = jax.lax.scan(back, last, came, reverse=True)
    return jnp.concatenate([labels.T, last[:, None]], 1)


# ---- learning


def learn(w, articles, rounds, rate, last_rate, keep, chance):
    """The mean of the weights over the last steps."""
    groups = sequences(articles)
    a_round = len(groups) // TOGETHER
    steps = rounds * a_round
    pace = optax.warmup_cosine_decay_schedule(0, rate, min(200, steps // 2), steps + 1, rate * last_rate)
    how = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(pace, weight_decay=DECAY))

    @jax.jit
    def step(w, state, mean, key, *lesson):
        cost, slope = jax.value_and_grad(loss)(w, key, *lesson)
        change, state = how.update(slope, state, w)
        w = optax.apply_updates(w, change)
        return w, state, jax.tree.map(lambda m, v: keep * m + (1 - keep) * v, mean, w), cost

    state, mean, key, start, costs = how.init(w), w, jax.random.PRNGKey(SEED), time.time(), []
    for n in range(rounds):
        order = chance.permutation(len(groups))
        for k in range(a_round):
            group = [groups[i] for i in order[k * TOGETHER : (k + 1) * TOGETHER]]
            found = [(b, around(p, first, g[0][0], g)[0]) for b, s in enumerate(group) for first, p in s for g in p.golds if g[0]]
            if len(found) > CUES:
                found = [found[i] for i in chance.permutation(len(found))[:CUES]]
            key, now = jax.random.split(key)
            w, state, mean, cost = step(w, state, mean, now, *batch(group), *windows(found))
            costs.append(float(cost))
            if k % 500 == 499 or k == a_round - 1:
                print(f"round {n}, {k + 1} of {a_round}: {np.mean(costs[-500:]):.2f}, {time.time() - start:.0f} s", flush=True)
    return mean


def annotate(w, articles):
    """Gives every paragraph the attributions that the net reads."""

    @jax.jit
    def first(w, seen, there, begins):
        h = wide(w, seen, there)
        scores = role_scores(w, h, there) + begins[..., None] * ROLE_BEGINS
        return h, best(scores, w["role steps"] + ROLE_STEPS)

    @jax.jit
    def second(w, h, which, rows, place, sight, there, cue, last):
        nothing = jnp.where(jnp.arange(PLACES) == 0, 0.0, NEVER)
        scores = jnp.where(there[..., None] > 0, narrow(w, h, which, rows, place, sight, there, cue), nothing)
        return best(scores + last[..., None] * PLACE_ENDS, w["place steps"] + PLACE_STEPS)

    groups = sequences(articles)
    for p in paragraphs(articles):
        p.golds, p.labels = [], np.zeros(p.n, np.int32)
    for k in range(0, len(groups), TOGETHER):
        group = groups[k : k + TOGETHER]
        seen, _, there, begins = batch(group)
        h, said = first(w, seen, there, begins)
        said, found = np.array(said), []
        for b, sequence in enumerate(group):
            for start, p in sequence:
                labels = said[b, start : start + p.n]
                for i in np.flatnonzero(labels == 3):
                    z = i + 1
                    while z < p.n and labels[z] == 4:
                        z += 1
                    found.append((b, p, (int(i), int(z)), *around(p, start, (i, z))))
        for part in range(0, len(found), CUES):
            some = found[part : part + CUES]
            which, *arrays, _, _ = windows([(b, a) for b, _, _, a, _ in some])
            last = np.zeros((CUES, WINDOW), np.float32)
            ends = arrays[3].sum(1).astype(int) - 1
            last[np.arange(CUES), ends] = 1
            read = np.array(second(w, h, which, *arrays, last))
            for (_, p, cue, _, low), labels, end in zip(some, read, ends):
                content, source = (runs_of(labels[: end + 1], begin, low) for begin in (6, 2))
                if content:
                    p.golds.append(([cue], source[:1], content))
    for p in paragraphs(articles):
        p.labels = roles(p)


def runs_of(labels, begin, low):
    out, i = [], 0
    while i < len(labels):
        z = i + 1
        if labels[i] in (begin, begin + 3):
            while z < len(labels) and labels[z] in (begin + 1, begin + 2):
                z += 1
            out.append((i + low, z + low))
        i = z
    return out


# ---- the file


def packed(w, known):
    """The net as `Net::from_bytes` reads it."""
    w = {k: np.asarray(v, np.float64) for k, v in w.items()}

    def matrix(m, worth):
        scale = np.abs(m).max() / 8191
        return struct.pack("<f", scale * worth) + np.rint(m / scale).astype("<i2").tobytes()

    def floats(x):
        return np.asarray(x, "<f4").tobytes()

    out, scales = [], []
    for name in SEEN:
        rows = w["see " + name][1:]
        scale = np.quantile(np.abs(rows), 0.9999) / 127
        out.append(struct.pack("<HB", len(known[name]), WIDTH[name]) + known[name].astype("<u4").tobytes())
        out.append(np.clip(np.rint(rows / scale), -127, 127).astype("i1").tobytes())
        scales += [scale] * WIDTH[name]
    out.append(matrix(w["first"] * np.tile(scales, 3)[:, None], 1))
    one = 1 / 1024  # what a whole number is worth in a row that was brought to length

    def layers(name, steps):
        for k in range(len(steps)):
            out.append(matrix(w[f"{name} {k}"], one) + floats(w[f"{name} bias {k}"]))

    layers("wide", WIDE_STEPS)
    out += [matrix(w["roles"], one), floats(w["role steps"])]
    out += [matrix(np.concatenate([w["near"], w["of cue"]], 1), one), floats(w["place"]), floats(w["sight"])]
    layers("narrow", NARROW_STEPS)
    out += [matrix(w["around"], one), floats(w["place steps"])]
    return b"".join(out)


def main():
    tagger, annotated, pile, out = sys.argv[1:]
    annotated, pile = lessons(annotated), lessons(pile)
    words, found = vectors(pile)
    known = values(annotated, words)
    for articles in (annotated, pile):
        number(articles, known)
    for p in paragraphs(annotated):
        p.labels = roles(p)
    chance = np.random.default_rng(SEED)
    print("the teacher", flush=True)
    teacher = learn(weights(known, found, chance), annotated, TEACHER_ROUNDS, RATE, 0.02, 0.998, chance)
    annotate(teacher, pile)
    print("the pupil, on the pile", flush=True)
    pupil = learn(weights(known, found, chance), pile, 1, RATE, 0.05, 0.99, chance)
    print("the pupil, on what is annotated", flush=True)
    pupil = learn(pupil, annotated, PUPIL_ROUNDS, RATE, 0.02, 0.998, chance)
    with open(tagger, "rb") as head, open(out, "wb") as file:
        file.write(head.read() + packed(pupil, known))


main()
