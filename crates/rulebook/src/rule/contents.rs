//! What a notice lacks of what it must or should contain.
//!
//! Must never know: the notice. It is told only the keys of what the notice has.

use super::{Content, Force, Version};

/// What of a version's contents is not among `has`, in the order of the rule.
pub fn missing(version: &Version, has: &[&str]) -> Vec<&'static Content> {
    version.contents.iter().filter(|wanted| !has.contains(&wanted.key)).collect()
}

/// As [`missing`], of what binds by an Act or regulations alone.
pub fn missing_by_law(version: &Version, has: &[&str]) -> Vec<&'static Content> {
    let mut lacking = missing(version, has);
    lacking.retain(|wanted| wanted.force == Force::Must);
    lacking
}

#[cfg(test)]
mod tests {
    use super::super::notices::R2_06;
    use super::*;

    fn keys(of: &[&'static Content]) -> Vec<&'static str> {
        of.iter().map(|c| c.key).collect()
    }

    #[test]
    fn a_notice_with_nothing_in_it_lacks_everything() {
        let newest = R2_06.newest().unwrap();
        assert_eq!(missing(newest, &[]).len(), newest.contents.len());
    }

    #[test]
    fn a_whole_notice_lacks_nothing() {
        let newest = R2_06.newest().unwrap();
        let has: Vec<&str> = newest.contents.iter().map(|c| c.key).collect();
        assert!(missing(newest, &has).is_empty());
    }

    #[test]
    fn a_should_left_out_is_missing_and_not_missing_by_law() {
        let newest = R2_06.newest().unwrap();
        let has: Vec<&str> =
            newest.contents.iter().map(|c| c.key).filter(|k| *k != "free-advice").collect();
        assert_eq!(keys(&missing(newest, &has)), ["free-advice"]);
        assert!(missing_by_law(newest, &has).is_empty());
    }

    #[test]
    fn what_is_asked_depends_on_the_version() {
        let before = R2_06.on(crate::Day::new(2023, 8, 31).unwrap()).unwrap();
        let after = R2_06.on(crate::Day::new(2023, 9, 1).unwrap()).unwrap();
        let has: Vec<&str> = before.contents.iter().map(|c| c.key).collect();
        assert!(missing(before, &has).is_empty());
        assert_eq!(keys(&missing(after, &has)), ["remote-meeting"]);
    }

    #[test]
    fn a_key_nobody_asked_for_changes_nothing() {
        let newest = R2_06.newest().unwrap();
        assert_eq!(missing(newest, &["a-poem"]).len(), newest.contents.len());
    }
}
