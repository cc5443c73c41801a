//! Every code a finding may have, in one list: its name and its level.

use borsh::{BorshDeserialize, BorshSerialize};

/// How much a finding weighs: an error keeps the site from being written, a warning does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Error,
    Warning,
}

impl Level {
    /// The word that printers show.
    pub fn word(self) -> &'static str {
        match self {
            Level::Error => "error",
            Level::Warning => "warning",
        }
    }
}

macro_rules! codes {
    ($($variant:ident $id:literal $level:ident)*) => {
        /// What a finding is about. Its name is stable: scripts, editors and `explain` use it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize)]
        pub enum Code {
            $($variant,)*
        }

        impl Code {
            /// Every code, in the order of the manual.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The name, as printed between square brackets.
            pub fn id(self) -> &'static str {
                match self {
                    $(Code::$variant => $id,)*
                }
            }

            /// Error or warning; fixed for each code.
            pub fn level(self) -> Level {
                match self {
                    $(Code::$variant => Level::$level,)*
                }
            }
        }
    };
}

codes! {
    // Files and folders.
    UnreadableFile "unreadable-file" Error
    NotUtf8 "not-utf8" Error
    ControlCharacter "control-character" Error
    EmptyFile "empty-file" Error
    FileTooLarge "file-too-large" Error
    TooDeep "too-deep" Error
    TooMuch "too-much" Error
    LeavesSite "leaves-site" Error
    UnknownFolder "unknown-folder" Error
    BadFileName "bad-file-name" Error
    DuplicateId "duplicate-id" Error
    OrphanTranslation "orphan-translation" Error
    // Front matter.
    MissingFrontMatter "missing-front-matter" Error
    UnclosedFrontMatter "unclosed-front-matter" Error
    YamlColon "yaml-colon" Error
    YamlTab "yaml-tab" Error
    YamlCurlyQuote "yaml-curly-quote" Error
    YamlWord "yaml-word" Error
    YamlSyntax "yaml-syntax" Error
    UnknownKey "unknown-key" Error
    MissingKey "missing-key" Error
    DuplicateKey "duplicate-key" Error
    WrongType "wrong-type" Error
    BadId "bad-id" Error
    BadDate "bad-date" Error
    BadPeriod "bad-period" Error
    BadRule "bad-rule" Error
    BadAddress "bad-address" Error
    BadColor "bad-color" Error
    LowContrast "low-contrast" Error
    UnknownLanguage "unknown-language" Error
    UnknownTheme "unknown-theme" Error
    // Names.
    UnknownName "unknown-name" Error
    AmbiguousName "ambiguous-name" Error
    UnknownFramework "unknown-framework" Error
    UnknownGroup "unknown-group" Error
    UnknownDriver "unknown-driver" Error
    UnknownBrief "unknown-brief" Error
    UnknownExample "unknown-example" Error
    UnknownGuide "unknown-guide" Error
    UnknownCollaborative "unknown-collaborative" Error
    UnknownTrack "unknown-track" Error
    UnknownMeasure "unknown-measure" Error
    UnknownSite "unknown-site" Error
    UnknownTerm "unknown-term" Error
    UnknownPage "unknown-page" Error
    UnknownPlace "unknown-place" Error
    UnknownScale "unknown-scale" Error
    UnknownFigure "unknown-figure" Error
    UnknownCitation "unknown-citation" Error
    UnknownHeading "unknown-heading" Error
    UnknownAddress "unknown-address" Error
    UnknownFootnote "unknown-footnote" Error
    UnknownLinkLabel "unknown-link-label" Error
    // The body.
    MissingFile "missing-file" Error
    MissingImage "missing-image" Error
    MissingAlt "missing-alt" Error
    RemoteImage "remote-image" Error
    SchemeNotAllowed "scheme-not-allowed" Error
    RawHtml "raw-html" Error
    TitleInBody "title-in-body" Error
    SkippedHeading "skipped-heading" Error
    EmptyHeading "empty-heading" Error
    DuplicateHeading "duplicate-heading" Error
    UnknownAttribute "unknown-attribute" Error
    MisplacedAttribute "misplaced-attribute" Error
    MissingItemId "missing-item-id" Error
    DuplicateItemId "duplicate-item-id" Error
    ItemOutsideAction "item-outside-action" Error
    MissingScale "missing-scale" Error
    BadCitation "bad-citation" Error
    BadLink "bad-link" Error
    NotEmbeddable "not-embeddable" Error
    EmbedCycle "embed-cycle" Error
    DuplicateFootnote "duplicate-footnote" Error
    // The bibliography.
    BadReference "bad-reference" Error
    DuplicateReference "duplicate-reference" Error
    // Tables of numbers.
    BadTable "bad-table" Error
    MissingColumn "missing-column" Error
    BadNumber "bad-number" Error
    DuplicateDate "duplicate-date" Error
    DuplicateRow "duplicate-row" Error
    // The site as a whole.
    AddressConflict "address-conflict" Error
    TemplateError "template-error" Error
    // What was published before.
    BadLock "bad-lock" Error
    LostAddress "lost-address" Error
    LostId "lost-id" Error
    ReusedId "reused-id" Error
    // Saved answers.
    BadJson "bad-json" Error
    BadAnswers "bad-answers" Error
    CutAnswers "cut-answers" Error
    NewerAnswers "newer-answers" Error
    ForeignAnswers "foreign-answers" Error
    // Warnings.
    UnusedReference "unused-reference" Warning
    UnreachedEntry "unreached-entry" Warning
    LinkToDraft "link-to-draft" Warning
    OldTranslation "old-translation" Warning
    UnusedTerm "unused-term" Warning
    UnusedFootnote "unused-footnote" Warning
    UnlikelyData "unlikely-data" Warning
    RewordedItem "reworded-item" Warning
    DroppedItem "dropped-item" Warning
}

impl Code {
    /// The code of a name, as `explain` takes it.
    pub fn named(id: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.id() == id)
    }
}
