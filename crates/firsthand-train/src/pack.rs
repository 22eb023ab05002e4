//! Weights as whole numbers.

/// Share of the weights that may be cut to the largest number there is.
pub(crate) const TAGGER_CLIPPED: f64 = 0.0005;
/// See [`TAGGER_CLIPPED`].
pub(crate) const CHAIN_CLIPPED: f64 = 0.0005;

/// The factor that makes weights whole numbers of a byte.
pub(crate) fn scale(weights: &[f32], clipped: f64) -> f32 {
    let mut sizes: Vec<f32> = weights
        .iter()
        .map(|w| w.abs())
        .filter(|w| *w > 0.0)
        .collect();
    if sizes.is_empty() {
        return 1.0;
    }
    sizes.sort_by(f32::total_cmp);
    let at = ((sizes.len() as f64) * (1.0 - clipped)) as usize;
    f32::from(i8::MAX) / sizes[at.min(sizes.len() - 1)]
}

/// The weights in bytes.
pub(crate) fn whole(weights: &[f32], clipped: f64) -> Vec<i8> {
    scaled(weights, scale(weights, clipped))
}

/// The weights times a factor, in bytes.
pub(crate) fn scaled(weights: &[f32], scale: f32) -> Vec<i8> {
    let byte = |w: &f32| (w * scale).round().clamp(-127.0, 127.0) as i8;
    weights.iter().map(byte).collect()
}
