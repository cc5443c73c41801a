//! A range of numbers in, round steps over it out; numbers as people write them.

/// An axis with round numbers on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    pub low: f64,
    pub high: f64,
    /// From the lowest to the highest.
    pub ticks: Vec<f64>,
}

/// Steps that an axis is cut into, about.
const STEPS: f64 = 4.0;

impl Scale {
    /// An axis that has room for finite numbers.
    pub fn over(values: impl Iterator<Item = f64>) -> Scale {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values.filter(|value| value.is_finite()) {
            (low, high) = (low.min(value), high.max(value));
        }
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        // Numbers that are all the same, or nearly, stand in the middle.
        if high - low <= low.abs().max(high.abs()) * 1e-9 {
            let room = if high == 0.0 { 1.0 } else { high.abs() / 10.0 };
            (low, high) = (low - room, high + room);
        }
        let step = round_step((high - low) / STEPS);
        let (first, last) = ((low / step).floor(), (high / step).ceil());
        let ticks: Vec<f64> = (0..=(last - first) as usize).map(|at| (first + at as f64) * step).collect();
        Scale { low: first * step, high: last * step, ticks }
    }

    /// Where a number stands between the lowest, 0, and the highest, 1.
    pub fn part(&self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }
}

/// 1, 2, 2.5 or 5 times a power of ten that is no less than a step.
fn round_step(step: f64) -> f64 {
    let power = 10f64.powf(step.log10().floor());
    let factor = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().find(|factor| factor * power >= step * (1.0 - 1e-9));
    factor.unwrap_or(10.0) * power
}

/// A number in as few digits as tell it: six that count, and no zeros behind them.
pub fn told(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return "0".to_owned();
    }
    let size = value.abs().log10().floor() as i32;
    if !(-5..15).contains(&size) {
        return format!("{value:e}");
    }
    let decimals = usize::try_from(5 - size).unwrap_or(0);
    let text = format!("{value:.decimals$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    text.replace('-', "−")
}

/// A number as readers of a page need it: with one digit behind the point, below 1 with two that are no leading zeros, and
/// none where that is a zero.
pub fn short(value: f64) -> String {
    let size = value.abs();
    let digits = if (SMALLEST..1.0).contains(&size) { (1.0 - size.log10().floor()) as usize } else { 1 };
    let text = format!("{value:.digits$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    // Nothing is less than nothing by a rounding.
    if text == "-0" { "0".to_owned() } else { text.replace('-', "−") }
}

/// What is nearer to nothing is told as nothing.
const SMALLEST: f64 = 1e-6;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_numbers_are_as_exact_as_a_reader_needs() {
        let all = [85.0, 85.456, 0.125, -0.001, 0.003_46, -1e-9, 1200.0, 100.0, -2.5].map(short);
        assert_eq!(all, ["85", "85.5", "0.12", "−0.001", "0.0035", "0", "1200", "100", "−2.5"]);
    }

    #[test]
    fn axes_have_round_numbers() {
        let ticks = |values: &[f64]| {
            Scale::over(values.iter().copied()).ticks.iter().map(|tick| told(*tick)).collect::<Vec<_>>()
        };
        assert_eq!(ticks(&[0.0, 97.0]), ["0", "25", "50", "75", "100"]);
        assert_eq!(ticks(&[12.0, 19.5]), ["12", "14", "16", "18", "20"]);
        assert_eq!(ticks(&[-0.02, 0.03]), ["−0.02", "0", "0.02", "0.04"]);
        assert_eq!(ticks(&[5.0, 5.0]), ["4.5", "4.75", "5", "5.25", "5.5"]);
        assert_eq!(ticks(&[]), ["0", "0.25", "0.5", "0.75", "1"]);
    }

    #[test]
    fn every_number_stands_on_its_axis() {
        for values in [[1e-9, 3e-9], [1e14, 2e14], [-7.0, 1e6], [0.1 + 0.2, 0.3], [1e300, -1e300]] {
            let scale = Scale::over(values.into_iter());
            assert!(scale.ticks.len() < 12, "{values:?}: {:?}", scale.ticks);
            assert!(values.iter().all(|value| (-1e-9..=1.0 + 1e-9).contains(&scale.part(*value))), "{values:?}");
        }
    }

    #[test]
    fn numbers_are_told_in_few_digits() {
        let expected =
            [(12.0, "12"), (12.50, "12.5"), (1.0 / 3.0, "0.333333"), (-4.25, "−4.25"), (1234567.0, "1234567")];
        for (value, text) in expected {
            assert_eq!(told(value), text);
        }
    }
}
