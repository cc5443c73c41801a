//! The publisher's colours in, custom properties out; a colour that cannot be read where the theme puts it is a
//! finding. Grounds are taken from the style sheet itself, so a site's own theme is judged by its own.

use crate::diag::{Code, FileId, Findings, nearest};
use crate::model::{Name, Settings};

/// Text on its ground, and the parts of controls beside theirs: WCAG 2.2, success criteria 1.4.3 and 1.4.11.
const TEXT: f64 = 4.5;
const EDGE: f64 = 3.0;

/// Where the theme puts a colour.
struct Use {
    name: &'static str,
    light: Light,
    /// Custom properties of what it stands on, or what stands on it.
    beside: &'static [&'static str],
    needed: f64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Light {
    Day,
    Night,
}

const USES: [Use; 5] = [
    Use { name: "accent", light: Light::Day, beside: &["paper", "panel", "on-accent"], needed: TEXT },
    Use { name: "accent-dark", light: Light::Night, beside: &["paper", "panel", "on-accent"], needed: TEXT },
    Use { name: "band", light: Light::Day, beside: &["on-band"], needed: TEXT },
    Use { name: "edge", light: Light::Day, beside: &["paper", "panel"], needed: EDGE },
    Use { name: "edge-dark", light: Light::Night, beside: &["paper", "panel"], needed: EDGE },
];

/// Custom properties of the publisher's colours; none where there are none.
pub(super) fn sheet(settings: &Settings) -> Option<String> {
    if settings.colors.is_empty() {
        return None;
    }
    let property =
        |(name, value): (&String, &Name)| format!("  --color-{}: {};\n", crate::text::slug(name), value.value);
    let properties: String = settings.colors.iter().map(property).collect();
    Some(format!(":root {{\n{properties}}}\n"))
}

/// Looks at each colour of the settings as the style sheet uses it.
pub(super) fn check(found: &mut Findings, file: FileId, settings: &Settings, style: &str) {
    for (name, value) in &settings.colors {
        if !style.contains(&format!("--color-{}", crate::text::slug(name))) {
            unknown(found, (file, value), name, style);
        }
        USES.iter().filter(|one| one.name == name).for_each(|one| contrast(found, (file, value), one, style));
    }
}

/// A colour that no style sheet of the theme asks for would change nothing.
fn unknown(found: &mut Findings, (file, value): (FileId, &Name), name: &str, style: &str) {
    let asked = style.split("var(--color-").skip(1).map(|rest| rest.split([',', ')']).next().unwrap_or("").trim());
    let mut known: Vec<&str> = asked.collect();
    known.sort_unstable();
    known.dedup();
    let help = match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => format!("its colors are: {}", known.join(", ")),
    };
    found.add(Code::UnknownKey, (file, value.span), format!("the theme has no color \"{name}\""), help);
}

/// Tells of the ground on which a colour is read worst, where that is too little.
fn contrast(found: &mut Findings, (file, value): (FileId, &Name), one: &Use, style: &str) {
    let Some(color) = Rgb::read(&value.value) else { return };
    let beside: Vec<Rgb> = one.beside.iter().filter_map(|name| property(style, name, one.light)).collect();
    let worst =
        |color: Rgb| beside.iter().map(|&other| (ratio(color, other), other)).min_by(|a, b| a.0.total_cmp(&b.0));
    let Some((reached, ground)) = worst(color).filter(|(reached, _)| *reached < one.needed) else { return };
    let light = match one.light {
        Light::Day => "",
        Light::Night => " on dark screens",
    };
    let cause = format!(
        "{} \"{}\" has a contrast of {reached:.1}:1 with {}{light}, where it needs {}:1",
        one.name,
        value.value,
        ground.hex(),
        one.needed
    );
    // Towards whichever end is the farther one from the grounds.
    let end = if beside.iter().all(|other| other.luminance() > 0.18) { Rgb([0; 3]) } else { Rgb([255; 3]) };
    let steps = (1..=20).map(|step| color.towards(end, f64::from(step) / 20.0));
    let near = steps.into_iter().find(|&color| worst(color).is_some_and(|(reached, _)| reached >= one.needed));
    let help = match near {
        Some(near) if end == Rgb([0; 3]) => format!("choose a darker color, such as \"{}\"", near.hex()),
        Some(near) => format!("choose a lighter color, such as \"{}\"", near.hex()),
        None => "choose another color".to_owned(),
    };
    found.add(Code::LowContrast, (file, value.span), cause, help);
}

/// The value of a custom property in the light or in the dark; none where it is no plain colour.
fn property(style: &str, name: &str, light: Light) -> Option<Rgb> {
    let dark = ["prefers-color-scheme:dark", "prefers-color-scheme: dark"];
    let (day, night) = dark.iter().find_map(|dark| style.split_once(dark)).unwrap_or((style, ""));
    let value = |part: &str| {
        let (_, rest) = part.split_once(&format!("--{name}:"))?;
        Rgb::read(rest.split(';').next()?.trim())
    };
    match light {
        Light::Day => value(day),
        Light::Night => value(night).or_else(|| value(day)),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Rgb([u8; 3]);

impl Rgb {
    /// Reads `#` with three or six hexadecimal digits.
    fn read(text: &str) -> Option<Rgb> {
        let digits = text.strip_prefix('#')?;
        let digit = |at: usize| u8::from_str_radix(digits.get(at..at + 1)?, 16).ok();
        match digits.len() {
            3 => Some(Rgb([digit(0)? * 17, digit(1)? * 17, digit(2)? * 17])),
            6 => Some(Rgb([digit(0)? * 16 + digit(1)?, digit(2)? * 16 + digit(3)?, digit(4)? * 16 + digit(5)?])),
            _ => None,
        }
    }

    fn hex(self) -> String {
        let [red, green, blue] = self.0;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// A colour a part of the way to another one.
    fn towards(self, end: Rgb, part: f64) -> Rgb {
        let mixed = |at: usize| f64::from(self.0[at]) * (1.0 - part) + f64::from(end.0[at]) * part;
        Rgb([0, 1, 2].map(|at| mixed(at).round() as u8))
    }

    /// Relative luminance, from 0 for black to 1 for white, as WCAG defines it.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|channel| {
            let channel = f64::from(channel) / 255.0;
            if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

/// The contrast ratio of two colours, from 1 to 21, as WCAG defines it.
fn ratio(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (a.luminance(), b.luminance());
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_those_of_wcag() {
        let ratio = |a: &str, b: &str| ratio(Rgb::read(a).expect("a color"), Rgb::read(b).expect("a color"));
        assert!((ratio("#000", "#ffffff") - 21.0).abs() < 1e-9);
        assert!((ratio("#777777", "#fff") - 4.48).abs() < 0.01);
        assert!((ratio("#abc", "#abc") - 1.0).abs() < 1e-9);
        assert_eq!(Rgb::read("#12345"), None);
    }

    #[test]
    fn grounds_are_read_from_the_style_sheet_by_light() {
        let style = ":root { --paper: #fff; --panel: oklch(1 0 0); }\n@media (prefers-color-scheme: dark) { :root { --paper: #121816; } }";
        assert_eq!(property(style, "paper", Light::Day), Some(Rgb([255; 3])));
        assert_eq!(property(style, "paper", Light::Night), Some(Rgb([0x12, 0x18, 0x16])));
        assert_eq!(property(style, "panel", Light::Day), None);
    }
}
