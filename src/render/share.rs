//! A site in, the picture out that other programs show beside a link to it: its title and its publisher, large, on the
//! band of its pages.
//!
//! One font stands in the program, so that the picture is the same on every machine. It has the letters of Latin, Greek
//! and Cyrillic; a title in another script is left to the page's own words beside the picture.

use tiny_skia::{Color, FillRule, Paint, PathBuilder, Pixmap, Rect, Stroke, Transform};
use ttf_parser::{Face, GlyphId, OutlineBuilder};

use crate::graph::Site;

/// What sharing programs ask for, in pixels.
pub const SIZE: (u32, u32) = (1200, 630);
/// Between the text and the edge.
const MARGIN: f32 = 84.0;
/// Sizes of the title, of which the largest is taken that leaves room below, and the lines that have it.
const TITLE: [(f32, usize); 5] = [(84.0, 3), (72.0, 3), (60.0, 4), (50.0, 5), (42.0, 6)];
const LEADING: f32 = 1.22;
const PUBLISHER: f32 = 34.0;

/// The picture of a site, as PNG.
pub(super) fn image(site: &Site) -> Vec<u8> {
    let settings = &site.settings;
    let color = |name: &str| settings.colors.get(name).and_then(|name| of_hex(&name.value));
    let ground = color("band").or_else(|| color("accent")).unwrap_or([0x0f, 0x4a, 0x39]);
    let publisher = settings.publisher.name.as_deref().unwrap_or("");
    draw(&settings.title.plain, publisher, ground).unwrap_or_default()
}

fn draw(title: &str, publisher: &str, ground: [u8; 3]) -> Option<Vec<u8>> {
    let face = Face::parse(dejavu::serif::bold(), 0).ok()?;
    let mut pixmap = Pixmap::new(SIZE.0, SIZE.1)?;
    let [red, green, blue] = ground;
    pixmap.fill(Color::from_rgba8(red, green, blue, 255));
    let pen = Pen { face, ink: if is_light(ground) { [0x1b, 0x23, 0x20] } else { [255; 3] } };
    pen.diagram(&mut pixmap);
    let width = SIZE.0 as f32 - 2.0 * MARGIN;
    let title = if pen.can_write(title) { title } else { "" };
    let fits = |(size, most): &(f32, usize)| pen.lines(title, *size, width).len() <= *most;
    let (size, most) = TITLE.into_iter().find(fits).unwrap_or(TITLE[TITLE.len() - 1]);
    let mut lines = pen.lines(title, size, width);
    if lines.len() > most {
        lines.truncate(most);
        lines[most - 1].push('…');
    }
    let mut baseline = MARGIN + size;
    for line in &lines {
        pen.write(&mut pixmap, line, size, (MARGIN, baseline));
        baseline += size * LEADING;
    }
    if let Some(first) = pen.lines(publisher, PUBLISHER, width).first() {
        pen.write(&mut pixmap, first, PUBLISHER, (MARGIN, SIZE.1 as f32 - MARGIN));
    }
    encode(&pixmap)
}

/// Colours behind one another, no transparency: a third of the bytes and of the work.
fn encode(pixmap: &Pixmap) -> Option<Vec<u8>> {
    let pixels: Vec<u8> = pixmap.pixels().iter().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect();
    let mut bytes = Vec::with_capacity(64 << 10);
    let mut encoder = png::Encoder::new(&mut bytes, SIZE.0, SIZE.1);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&pixels).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}

/// What writes in one font and one colour.
struct Pen<'a> {
    face: Face<'a>,
    ink: [u8; 3],
}

impl Pen<'_> {
    fn paint(&self, opacity: u8) -> Paint<'static> {
        let mut paint = Paint { anti_alias: true, ..Paint::default() };
        let [red, green, blue] = self.ink;
        paint.set_color_rgba8(red, green, blue, opacity);
        paint
    }

    fn glyph(&self, c: char) -> GlyphId {
        self.face.glyph_index(c).or_else(|| self.face.glyph_index('·')).unwrap_or(GlyphId(0))
    }

    /// True where no letter is missing.
    fn can_write(&self, text: &str) -> bool {
        text.chars().filter(|c| c.is_alphabetic()).all(|c| self.face.glyph_index(c).is_some())
    }

    fn width(&self, text: &str, size: f32) -> f32 {
        let units: u32 = text.chars().map(|c| u32::from(self.face.glyph_hor_advance(self.glyph(c)).unwrap_or(0))).sum();
        units as f32 * size / f32::from(self.face.units_per_em())
    }

    /// A text in lines that fit; a word that is too wide by itself runs on.
    fn lines(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            match lines.last_mut() {
                Some(line) if self.width(&format!("{line} {word}"), size) <= width => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        lines
    }

    /// Writes a line with its baseline at a place.
    fn write(&self, pixmap: &mut Pixmap, text: &str, size: f32, (x, y): (f32, f32)) {
        let scale = size / f32::from(self.face.units_per_em());
        let mut outline = Outline { path: PathBuilder::new(), scale, x, y };
        for c in text.chars() {
            let glyph = self.glyph(c);
            self.face.outline_glyph(glyph, &mut outline);
            outline.x += f32::from(self.face.glyph_hor_advance(glyph).unwrap_or(0)) * scale;
        }
        if let Some(path) = outline.path.finish() {
            pixmap.fill_path(&path, &self.paint(255), FillRule::Winding, Transform::identity(), None);
        }
    }

    /// A driver diagram in outline, faint, in the lower right corner: what such a site is about.
    fn diagram(&self, pixmap: &mut Pixmap) {
        let mut path = PathBuilder::new();
        let boxes: [(f32, f32); 7] = [
            (690.0, 470.0),
            (850.0, 430.0),
            (850.0, 510.0),
            (1010.0, 400.0),
            (1010.0, 450.0),
            (1010.0, 500.0),
            (1010.0, 550.0),
        ];
        for (x, y) in boxes {
            path.extend(Rect::from_xywh(x, y - 16.0, 110.0, 32.0));
        }
        for (from, to) in [(0, 1), (0, 2), (1, 3), (1, 4), (2, 5), (2, 6)] {
            let ((x, y), (end, level)) = (boxes[from], boxes[to]);
            path.move_to(x + 110.0, y);
            path.line_to(x + 135.0, y);
            path.line_to(x + 135.0, level);
            path.line_to(end, level);
        }
        let stroke = Stroke { width: 3.0, ..Stroke::default() };
        if let Some(path) = path.finish() {
            pixmap.stroke_path(&path, &self.paint(90), &stroke, Transform::identity(), None);
        }
    }
}

trait Extend {
    fn extend(&mut self, rect: Option<Rect>);
}

impl Extend for PathBuilder {
    fn extend(&mut self, rect: Option<Rect>) {
        if let Some(rect) = rect {
            self.push_rect(rect);
        }
    }
}

/// Outlines of letters, one behind the other.
struct Outline {
    path: PathBuilder,
    scale: f32,
    x: f32,
    y: f32,
}

impl Outline {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, self.y - y * self.scale)
    }
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}

/// The parts of `#0f4a39` or `#fff`.
fn of_hex(text: &str) -> Option<[u8; 3]> {
    let digits = text.trim().strip_prefix('#')?;
    let part = |at: usize| match digits.len() {
        3 => u8::from_str_radix(digits.get(at..=at)?, 16).ok().map(|part| part * 17),
        6 => u8::from_str_radix(digits.get(2 * at..2 * at + 2)?, 16).ok(),
        _ => None,
    };
    Some([part(0)?, part(1)?, part(2)?])
}

/// True for a ground on which dark letters are read more easily than light ones.
fn is_light([red, green, blue]: [u8; 3]) -> bool {
    299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue) > 150_000
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pixels(title: &str, publisher: &str, ground: [u8; 3]) -> Vec<u8> {
        let bytes = draw(title, publisher, ground).expect("a picture");
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().expect("a PNG");
        assert_eq!((reader.info().width, reader.info().height), SIZE);
        let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
        reader.next_frame(&mut pixels).expect("its pixels");
        pixels
    }

    #[test]
    fn the_same_site_has_the_same_picture_and_another_title_another() {
        let dark = [0x0f, 0x4a, 0x39];
        assert_eq!(draw("A title", "Somebody", dark), draw("A title", "Somebody", dark));
        assert_ne!(draw("A title", "Somebody", dark), draw("Another", "Somebody", dark));
        assert_ne!(draw("A title", "", dark), draw("A title", "Somebody", dark));
    }

    #[test]
    fn any_title_is_written_within_the_picture() {
        let long = "A rather long title of a site ".repeat(12);
        for title in ["", "One", &long, "Système d’éducation – Łódź", "労働力", &"x".repeat(300)] {
            let pixels = pixels(title, "Publisher", [0xff, 0xff, 0xff]);
            let row = |y: usize| &pixels[y * SIZE.0 as usize * 3..(y + 1) * SIZE.0 as usize * 3];
            assert!(row(0).iter().chain(row(20)).all(|part| *part == 255), "{title}: the edge is free");
            assert!(pixels.iter().any(|part| *part < 60), "{title}: something is written");
        }
    }

    #[test]
    fn colors_are_read_as_style_sheets_have_them() {
        assert_eq!(of_hex("#0f4a39"), Some([0x0f, 0x4a, 0x39]));
        assert_eq!(of_hex("#fa0"), Some([0xff, 0xaa, 0x00]));
        assert_eq!((of_hex("green"), of_hex("#12"), of_hex("#éé")), (None, None, None));
        assert!(is_light([255, 255, 255]) && !is_light([0x0f, 0x4a, 0x39]));
    }
}
