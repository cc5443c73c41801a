//! A code in, its explanation for authors out: what it means, why it matters, what is wrong and what is right.
//! Never knows a particular file or finding.

mod answers;
mod bibliography;
mod body;
mod data;
mod files;
mod front_matter;
mod names;
mod permanence;
mod site;
mod tables;
mod warnings;

use super::Code;

/// What an author should know about one code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// One short sentence, for a table of all codes.
    pub title: &'static str,
    /// Markdown: paragraphs, and samples that are indented by four columns.
    pub text: &'static str,
}

impl Explanation {
    /// The white space around the text is there for the source's sake.
    const fn new(title: &'static str, text: &'static str) -> Self {
        Explanation { title, text: text.trim_ascii() }
    }
}

/// The explanation of a code. A code without one does not compile.
pub fn explain(code: Code) -> Explanation {
    match code {
        Code::UnreadableFile => files::UNREADABLE_FILE,
        Code::NotUtf8 => files::NOT_UTF8,
        Code::ControlCharacter => files::CONTROL_CHARACTER,
        Code::EmptyFile => files::EMPTY_FILE,
        Code::FileTooLarge => files::FILE_TOO_LARGE,
        Code::TooDeep => files::TOO_DEEP,
        Code::TooMuch => files::TOO_MUCH,
        Code::LeavesSite => files::LEAVES_SITE,
        Code::UnknownFolder => files::UNKNOWN_FOLDER,
        Code::BadFileName => files::BAD_FILE_NAME,
        Code::DuplicateId => files::DUPLICATE_ID,
        Code::OrphanTranslation => files::ORPHAN_TRANSLATION,
        Code::MissingFrontMatter => front_matter::MISSING_FRONT_MATTER,
        Code::UnclosedFrontMatter => front_matter::UNCLOSED_FRONT_MATTER,
        Code::YamlColon => front_matter::YAML_COLON,
        Code::YamlTab => front_matter::YAML_TAB,
        Code::YamlCurlyQuote => front_matter::YAML_CURLY_QUOTE,
        Code::YamlWord => front_matter::YAML_WORD,
        Code::YamlSyntax => front_matter::YAML_SYNTAX,
        Code::UnknownKey => front_matter::UNKNOWN_KEY,
        Code::MissingKey => front_matter::MISSING_KEY,
        Code::DuplicateKey => front_matter::DUPLICATE_KEY,
        Code::WrongType => front_matter::WRONG_TYPE,
        Code::BadId => front_matter::BAD_ID,
        Code::BadDate => front_matter::BAD_DATE,
        Code::BadPeriod => front_matter::BAD_PERIOD,
        Code::BadRule => front_matter::BAD_RULE,
        Code::BadAddress => front_matter::BAD_ADDRESS,
        Code::BadColor => front_matter::BAD_COLOR,
        Code::LowContrast => site::LOW_CONTRAST,
        Code::UnknownLanguage => front_matter::UNKNOWN_LANGUAGE,
        Code::UnknownTheme => front_matter::UNKNOWN_THEME,
        Code::UnknownName => names::UNKNOWN_NAME,
        Code::AmbiguousName => names::AMBIGUOUS_NAME,
        Code::UnknownFramework => names::UNKNOWN_FRAMEWORK,
        Code::UnknownGroup => names::UNKNOWN_GROUP,
        Code::UnknownDriver => names::UNKNOWN_DRIVER,
        Code::UnknownBrief => names::UNKNOWN_BRIEF,
        Code::UnknownExample => names::UNKNOWN_EXAMPLE,
        Code::UnknownGuide => names::UNKNOWN_GUIDE,
        Code::UnknownCollaborative => names::UNKNOWN_COLLABORATIVE,
        Code::UnknownTrack => names::UNKNOWN_TRACK,
        Code::UnknownMeasure => data::UNKNOWN_MEASURE,
        Code::UnknownSite => data::UNKNOWN_SITE,
        Code::DuplicateRow => data::DUPLICATE_ROW,
        Code::UnlikelyData => data::UNLIKELY_DATA,
        Code::UnknownTerm => names::UNKNOWN_TERM,
        Code::UnknownPage => names::UNKNOWN_PAGE,
        Code::UnknownPlace => names::UNKNOWN_PLACE,
        Code::UnknownScale => names::UNKNOWN_SCALE,
        Code::UnknownFigure => names::UNKNOWN_FIGURE,
        Code::UnknownCitation => names::UNKNOWN_CITATION,
        Code::UnknownHeading => names::UNKNOWN_HEADING,
        Code::UnknownAddress => names::UNKNOWN_ADDRESS,
        Code::UnknownFootnote => names::UNKNOWN_FOOTNOTE,
        Code::UnknownLinkLabel => names::UNKNOWN_LINK_LABEL,
        Code::MissingFile => body::MISSING_FILE,
        Code::MissingImage => body::MISSING_IMAGE,
        Code::MissingAlt => body::MISSING_ALT,
        Code::RemoteImage => body::REMOTE_IMAGE,
        Code::SchemeNotAllowed => body::SCHEME_NOT_ALLOWED,
        Code::RawHtml => body::RAW_HTML,
        Code::TitleInBody => body::TITLE_IN_BODY,
        Code::SkippedHeading => body::SKIPPED_HEADING,
        Code::EmptyHeading => body::EMPTY_HEADING,
        Code::DuplicateHeading => body::DUPLICATE_HEADING,
        Code::UnknownAttribute => body::UNKNOWN_ATTRIBUTE,
        Code::MisplacedAttribute => body::MISPLACED_ATTRIBUTE,
        Code::MissingItemId => body::MISSING_ITEM_ID,
        Code::DuplicateItemId => body::DUPLICATE_ITEM_ID,
        Code::ItemOutsideAction => body::ITEM_OUTSIDE_ACTION,
        Code::MissingScale => body::MISSING_SCALE,
        Code::BadCitation => body::BAD_CITATION,
        Code::BadLink => body::BAD_LINK,
        Code::NotEmbeddable => body::NOT_EMBEDDABLE,
        Code::EmbedCycle => body::EMBED_CYCLE,
        Code::DuplicateFootnote => body::DUPLICATE_FOOTNOTE,
        Code::BadReference => bibliography::BAD_REFERENCE,
        Code::DuplicateReference => bibliography::DUPLICATE_REFERENCE,
        Code::BadTable => tables::BAD_TABLE,
        Code::MissingColumn => tables::MISSING_COLUMN,
        Code::BadNumber => tables::BAD_NUMBER,
        Code::DuplicateDate => tables::DUPLICATE_DATE,
        Code::AddressConflict => site::ADDRESS_CONFLICT,
        Code::TemplateError => site::TEMPLATE_ERROR,
        Code::BadLock => permanence::BAD_LOCK,
        Code::LostAddress => permanence::LOST_ADDRESS,
        Code::LostId => permanence::LOST_ID,
        Code::ReusedId => permanence::REUSED_ID,
        Code::BadJson => answers::BAD_JSON,
        Code::BadAnswers => answers::BAD_ANSWERS,
        Code::CutAnswers => answers::CUT_ANSWERS,
        Code::NewerAnswers => answers::NEWER_ANSWERS,
        Code::ForeignAnswers => answers::FOREIGN_ANSWERS,
        Code::RewordedItem => answers::REWORDED_ITEM,
        Code::DroppedItem => answers::DROPPED_ITEM,
        Code::UnusedReference => warnings::UNUSED_REFERENCE,
        Code::UnreachedEntry => warnings::UNREACHED_ENTRY,
        Code::LinkToDraft => warnings::LINK_TO_DRAFT,
        Code::OldTranslation => warnings::OLD_TRANSLATION,
        Code::UnusedTerm => warnings::UNUSED_TERM,
        Code::UnusedFootnote => warnings::UNUSED_FOOTNOTE,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::Level;
    use super::*;

    #[test]
    fn every_code_has_a_title_of_its_own() {
        let titles: BTreeSet<&str> = Code::ALL.iter().map(|&code| explain(code).title).collect();
        assert_eq!(titles.len(), Code::ALL.len());
        for title in titles {
            assert!(title.len() < 80 && title.ends_with('.') && !title.contains('\n'), "{title}");
        }
    }

    /// Each text tells, shows what is wrong, shows what is right, and fits a terminal.
    #[test]
    fn every_text_has_the_same_shape() {
        for &code in Code::ALL {
            let (id, text) = (code.id(), explain(code).text);
            let parts: Vec<&str> = text.split("\n\n").collect();
            let label = |word| parts.iter().position(|part| part.starts_with(word) && part.ends_with(':'));
            let (Some(wrong), Some(right)) = (label("Wrong"), label("Right")) else {
                panic!("{id} has no sample");
            };
            let sample = |label: usize| -> Vec<&str> {
                parts[label + 1..].iter().copied().take_while(|part| part.starts_with("    ")).collect()
            };
            assert!(!sample(wrong).is_empty() && !sample(right).is_empty() && sample(wrong) != sample(right), "{id}");
            assert!(0 < wrong && wrong < right && !parts[0].starts_with(' '), "{id}");
            for line in text.lines() {
                assert!(line.chars().count() <= 80 && line == line.trim_end() && !line.contains('\t'), "{id}: {line}");
            }
        }
    }

    #[test]
    fn warnings_say_that_they_are() {
        for &code in Code::ALL {
            let said = explain(code).text.contains("This is a warning:");
            assert_eq!(said, code.level() == Level::Warning, "{}", code.id());
        }
    }
}
