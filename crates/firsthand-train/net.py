"""The net, as `net.rs` describes and reads it: two stacks of convolutions, a conditional random field above each."""
import struct

import jax, jax.numpy as jnp, numpy as np

from lessons import DISTANCES, SEEN, WIDTH

WIDE, NARROW = 64, 32
WIDE_STEPS, NARROW_STEPS = (1, 2, 4, 8, 1), (1, 2, 4, 1)
ROLES, PLACES = 7, 10  # labels of the two stacks
DROP, UNKNOWN = 0.3, 0.15
NEVER = -1e4


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
