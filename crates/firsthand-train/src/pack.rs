//! Weights as whole numbers.

/// Share of the weights that may be cut to the largest number there is.
const CLIPPED: f64 = 0.0005;

/// The weights in bytes.
pub(crate) fn whole(weights: &[f32]) -> Vec<i8> {
    let mut sizes: Vec<f32> = weights
        .iter()
        .map(|w| w.abs())
        .filter(|w| *w > 0.0)
        .collect();
    sizes.sort_by(f32::total_cmp);
    let at = ((sizes.len() as f64) * (1.0 - CLIPPED)) as usize;
    let largest = sizes.get(at).or(sizes.last()).copied().unwrap_or(1.0);
    let scale = f32::from(i8::MAX) / largest;
    let byte = |w: &f32| (w * scale).round().clamp(-127.0, 127.0) as i8;
    weights.iter().map(byte).collect()
}
