//! A parser's error in, a plain sentence out, for what no trap explains.
//! Never shows the parser's words alone.

use granit_parser::ErrorKind as Kind;

use super::lines::quote_end;
use super::traps::Failed;
use super::write::{excerpt, line_of, quote, rewritten, uncommented, write};
use crate::diag::{Code, Fault};

/// What to do where nothing better is known.
const QUOTE: &str = "if it is text, put it between double quotes";

/// The fault of a parser's error.
pub(super) fn fault(failed: &Failed<'_>, kind: &Kind, at: usize) -> Fault {
    let line = line_of(failed.text, at);
    let near = excerpt(&failed.text[at.max(line.start)..line.end]);
    let whole = excerpt(&failed.text[line]);
    let place = failed.character(at);
    let say = |cause: String, help: &str| failed.fault(Code::YamlSyntax, place.clone(), cause, help);
    match kind {
        Kind::TabNotAllowed
        | Kind::TabInBlockIndentation
        | Kind::TabInIndentation
        | Kind::TabInPlainScalar
        | Kind::TabAtBlockScalarStart
        | Kind::InvalidBlockEntryWhitespace
        | Kind::InvalidMappingValueWhitespace => tab(failed, at),
        Kind::UnknownQuotedScalarEscape => escape(failed, at),
        Kind::InvalidQuotedScalarHexEscape
        | Kind::InvalidLowSurrogateHexEscape
        | Kind::InvalidLowSurrogate
        | Kind::MissingLowSurrogate
        | Kind::UnpairedLowSurrogate
        | Kind::InvalidUnicodeEscape => {
            say(format!("the backslash in {near} is no escape that YAML knows"), "write a backslash twice: \\\\")
        }
        Kind::UnexpectedCharacter { character } => character_not_allowed(failed, *character, at),
        Kind::UnclosedQuotedScalar | Kind::DocumentIndicatorInQuotedScalar => {
            say(format!("the quote that opens {near} is never closed"), "close it with the same sign")
        }
        Kind::InvalidQuotedScalarIndent | Kind::InvalidFlowScalarIndent => {
            say(format!("{near} goes on with a text between quotes, but is not indented"), "indent it by two spaces")
        }
        Kind::InvalidTrailingSingleQuotedScalar | Kind::InvalidTrailingDoubleQuotedScalar => {
            say(format!("{near} stands behind the closing quote"), "put the whole text between the quotes")
        }
        Kind::UnclosedFlowCollection { open } => {
            say(format!("the bracket {open} of {near} is never closed"), "close it, or write one item a line")
        }
        Kind::MismatchedFlowCollectionEnd { open, close } => {
            say(format!("the bracket {open} is closed by {close} in {near}"), "close it with its own sign")
        }
        Kind::MisplacedFlowCollectionEnd => say(format!("{near} closes a bracket that was never opened"), QUOTE),
        Kind::ExpectedFlowMappingSeparator | Kind::InvalidColonPlacement | Kind::FlowMappingValueAdjacentCollection => {
            failed.fault(
                Code::YamlColon,
                place.clone(),
                format!("a colon stands inside the brackets of {whole}"),
                "put each text with a colon between double quotes",
            )
        }
        Kind::ExpectedFlowSequenceSeparator => {
            say(format!("{near} needs a comma before it"), "write a comma between items")
        }
        Kind::UnexpectedEofImplicitFlowMapping | Kind::BlockEntryInFlowCollection => {
            say(format!("nothing stands between two signs at {near}"), "write items and commas in turn: [a, b]")
        }
        Kind::CommentInterceptedScalar | Kind::CommentNotSeparated => say(
            format!("the comment {near} stands inside a text"),
            "move it above, or put the text between double quotes",
        ),
        Kind::DirectiveDisallowed | Kind::MissingDocumentEndBeforeDirective => {
            say(format!("{near} is a YAML directive, which content does not use"), "remove this line")
        }
        Kind::InvalidBlockScalarHeader | Kind::ZeroBlockScalarIndent => {
            say(format!("text stands on the line of {near}"), "begin the text on the next line, indented by two spaces")
        }
        Kind::InvalidBlockScalarIndent => {
            say(format!("{near} is indented less than the text it belongs to"), "indent all its lines alike")
        }
        Kind::MissingAnchorOrAliasName => say(format!("{near} begins with a sign that YAML keeps for itself"), QUOTE),
        Kind::ExpectedTagBang
        | Kind::UndeclaredTagHandle
        | Kind::InvalidTagTerminator
        | Kind::MissingTagUri
        | Kind::UnclosedVerbatimTag
        | Kind::InvalidTagEscape
        | Kind::InvalidGlobalTagCharacter
        | Kind::InvalidTagUtf8LeadingByte
        | Kind::InvalidTagUtf8TrailingByte
        | Kind::InvalidTagUtf8 => say(format!("{near} is a YAML tag, which content does not use"), QUOTE),
        Kind::InvalidDocumentEnd | Kind::ExpectedDocumentStart | Kind::MultipleDocumentsUnsupported => {
            say(format!("{near} does not belong to the keys above it"), "begin every key in the same column")
        }
        Kind::InvalidIndentation
        | Kind::ExpectedBlockMappingKey
        | Kind::ExpectedBlockSequenceEntry
        | Kind::UnexpectedEofBlockMapping
        | Kind::UnexpectedEofBlockSequence
        | Kind::BlockSequenceEntryNotAllowed => {
            say(format!("{near} stands where a key or an item is expected"), "indent it as the lines it belongs with")
        }
        Kind::SimpleKeyExpected | Kind::InvalidSimpleKey | Kind::MappingKeyNotAllowed => {
            say(format!("{near} is no key with a value"), "write a key, a colon, a space and the value on one line")
        }
        Kind::MappingValueNotAllowed => {
            let cause = format!("a colon stands in {whole} where no key can be");
            failed.fault(Code::YamlColon, place.clone(), cause, QUOTE)
        }
        // Kinds that cannot come from a text, and those that a later parser may add.
        other => say(format!("{near} cannot be read as YAML ({other})"), QUOTE),
    }
}

/// A tab in the line of the error, where YAML wants a space.
fn tab(failed: &Failed<'_>, at: usize) -> Fault {
    let line = line_of(failed.text, at);
    let behind = failed.text[at..line.end].find('\t').map(|tab| at + tab);
    let before = failed.text[line.clone()].find('\t').map(|tab| line.start + tab);
    let next = failed.text[line.end..failed.bytes.end.max(line.end)].find('\t').map(|tab| line.end + tab);
    let place = behind.or(before).or(next).unwrap_or(at);
    let shown = line_of(failed.text, place);
    let cause = format!("a tab stands in {}, where YAML takes only spaces", excerpt(&failed.text[shown.clone()]));
    let help = write(&failed.text[shown].replace('\t', " "));
    failed.fault(Code::YamlTab, failed.character(place), cause, help)
}

/// `"C:\path"`: between double quotes a backslash begins an escape.
fn escape(failed: &Failed<'_>, at: usize) -> Fault {
    const KNOWN: &str = "0abtn\tvfre \"/\\N_LPxuU\n";
    let text = &failed.text[..failed.bytes.end];
    let mut place = at;
    let mut escaped = false;
    for (offset, character) in text[at..].char_indices().skip(1) {
        if escaped && !KNOWN.contains(character) {
            break;
        }
        escaped = !escaped && character == '\\';
        place = if escaped { at + offset } else { place };
    }
    let line = line_of(text, place);
    let cause = format!("the backslash in {} is no escape that YAML knows", excerpt(&text[place..line.end]));
    let whole = line.contains(&at).then(|| quote_end(&text[..line.end], at + 1, '"')).flatten();
    let help = match whole {
        Some(end) => write(&rewritten(text, at..end, &quote(&text[at + 1..end - 1]))),
        None => "write a backslash twice: \\\\".to_owned(),
    };
    failed.fault(Code::YamlSyntax, failed.character(place), cause, help)
}

/// A sign that begins no value, or one that no text may hold.
fn character_not_allowed(failed: &Failed<'_>, character: char, at: usize) -> Fault {
    let place = failed.text[at..failed.bytes.end.max(at)].find(character).map_or(at, |found| at + found);
    let line = line_of(failed.text, place);
    if character.is_control() || character > '~' {
        let cause = format!("the invisible character U+{:04X} is not allowed", u32::from(character));
        return failed.fault(Code::YamlSyntax, failed.character(place), cause, "delete it");
    }
    let value = uncommented(&failed.text[place..line.end]);
    let cause = format!("{} begins with {character}, which means something else to YAML", excerpt(value));
    let help = write(&rewritten(failed.text, place..place + value.len(), &quote(value)));
    failed.fault(Code::YamlSyntax, failed.character(place), cause, help)
}
