//! The places that examples and sites stand in: the US states, the District of Columbia and the territories.
use borsh::{BorshDeserialize, BorshSerialize};

/// A place of the table below.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize)]
pub struct PlaceId(u8);

impl PlaceId {
    /// Every place, by code.
    pub fn all() -> impl Iterator<Item = PlaceId> {
        (0..PLACES.len() as u8).map(PlaceId)
    }

    /// The place of an ISO 3166-2 code such as `US-NM`.
    pub fn of_code(code: &str) -> Option<PlaceId> {
        PlaceId::all().find(|place| place.code() == code)
    }

    /// Its ISO 3166-2 code.
    pub fn code(self) -> &'static str {
        PLACES[self.0 as usize].0
    }

    /// Its name in English.
    pub fn name(self) -> &'static str {
        PLACES[self.0 as usize].1
    }

    /// Its part of an address: `new-mexico`.
    pub fn slug(self) -> String {
        crate::text::slug(self.name())
    }
}

/// Codes and names by ISO 3166-2:US, sorted by code.
const PLACES: [(&str, &str); 57] = [
    ("US-AK", "Alaska"),
    ("US-AL", "Alabama"),
    ("US-AR", "Arkansas"),
    ("US-AS", "American Samoa"),
    ("US-AZ", "Arizona"),
    ("US-CA", "California"),
    ("US-CO", "Colorado"),
    ("US-CT", "Connecticut"),
    ("US-DC", "District of Columbia"),
    ("US-DE", "Delaware"),
    ("US-FL", "Florida"),
    ("US-GA", "Georgia"),
    ("US-GU", "Guam"),
    ("US-HI", "Hawaii"),
    ("US-IA", "Iowa"),
    ("US-ID", "Idaho"),
    ("US-IL", "Illinois"),
    ("US-IN", "Indiana"),
    ("US-KS", "Kansas"),
    ("US-KY", "Kentucky"),
    ("US-LA", "Louisiana"),
    ("US-MA", "Massachusetts"),
    ("US-MD", "Maryland"),
    ("US-ME", "Maine"),
    ("US-MI", "Michigan"),
    ("US-MN", "Minnesota"),
    ("US-MO", "Missouri"),
    ("US-MP", "Northern Mariana Islands"),
    ("US-MS", "Mississippi"),
    ("US-MT", "Montana"),
    ("US-NC", "North Carolina"),
    ("US-ND", "North Dakota"),
    ("US-NE", "Nebraska"),
    ("US-NH", "New Hampshire"),
    ("US-NJ", "New Jersey"),
    ("US-NM", "New Mexico"),
    ("US-NV", "Nevada"),
    ("US-NY", "New York"),
    ("US-OH", "Ohio"),
    ("US-OK", "Oklahoma"),
    ("US-OR", "Oregon"),
    ("US-PA", "Pennsylvania"),
    ("US-PR", "Puerto Rico"),
    ("US-RI", "Rhode Island"),
    ("US-SC", "South Carolina"),
    ("US-SD", "South Dakota"),
    ("US-TN", "Tennessee"),
    ("US-TX", "Texas"),
    ("US-UM", "U.S. Minor Outlying Islands"),
    ("US-UT", "Utah"),
    ("US-VA", "Virginia"),
    ("US-VI", "U.S. Virgin Islands"),
    ("US-VT", "Vermont"),
    ("US-WA", "Washington"),
    ("US-WI", "Wisconsin"),
    ("US-WV", "West Virginia"),
    ("US-WY", "Wyoming"),
];

/// The code that was meant by a name or a bare abbreviation, such as `New Mexico` or `NM`.
pub fn meant(written: &str) -> Option<&'static str> {
    let name = crate::text::fold(written);
    let exact = PLACES.iter().find(|(code, place)| {
        let code = code.to_lowercase();
        name == code || name == code[3..] || name == code.replace('-', "_") || name == crate::text::fold(place)
    });
    let near = || {
        let names = PLACES.iter().map(|place| place.1);
        let name = crate::diag::nearest(written, names)?;
        PLACES.iter().find(|place| place.1 == name)
    };
    exact.or_else(near).map(|place| place.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_names_and_addresses() {
        let place = PlaceId::of_code("US-NM").unwrap();
        assert_eq!((place.name(), place.slug()), ("New Mexico", "new-mexico".to_owned()));
        assert!(PLACES.is_sorted());
        assert_eq!(PlaceId::of_code("us-nm"), None);
    }

    #[test]
    fn what_was_meant() {
        for written in ["NM", "us-nm", "new mexico", "US_NM", "New Mexcio"] {
            assert_eq!(meant(written), Some("US-NM"), "{written}");
        }
        assert_eq!(meant("no"), None);
    }
}
