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
import sys, time

import jax, jax.numpy as jnp, numpy as np, optax

from lessons import CUES, TOGETHER, WINDOW, around, batch, lessons, number, paragraphs, roles, sequences, values, vectors, windows
from net import NEVER, PLACE_ENDS, PLACE_STEPS, PLACES, ROLE_BEGINS, ROLE_STEPS, best, loss, narrow, packed, role_scores, weights, wide

SEED = 1
DECAY, RATE = 0.01, 2e-3
TEACHER_ROUNDS, PUPIL_ROUNDS = 8, 8


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
