//! A language in, its commonest words out, which say nothing about a page. A question that has them and others is
//! answered by the others.

/// The words that the index leaves out, folded, with a space between them; none for a language that is not here.
pub fn stop_words(language: &str) -> &'static str {
    match language.split('-').next().unwrap_or("") {
        "en" => {
            "a an and are as at be been but by can do does for from had has have how i if in into is it its of on or \
             our so such than that the their them then there these they this those to was we were what when where \
             which who why will with you your"
        }
        "es" => {
            "a al ante como con cual de del desde donde e el ella en entre era es esa ese esta este esto fue ha han \
             hasta la las le les lo los mas me mi muy ni no o para pero por porque que quien se ser si sin sobre son \
             su sus te tu un una unas unos y ya"
        }
        _ => "",
    }
}
