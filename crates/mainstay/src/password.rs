//! Passwords: hashed with Argon2id, checked in constant time, never kept or logged.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

/// Shortest password accepted. Long beats clever: no rules about signs and capitals.
pub const SHORTEST: usize = 12;

/// Why a password will not do, in words, or `None` when it will.
pub fn objection(password: &str) -> Option<&'static str> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Some("Use at least 12 characters. Three or four plain words make a good one");
    }
    if length > 200 {
        return Some("Use at most 200 characters");
    }
    let first = password.chars().next();
    if password.chars().all(|c| Some(c) == first) {
        return Some("Use more than one character over and over");
    }
    None
}

/// Hashes a password. Slow on purpose: call it off the async threads.
pub fn hash(password: &str) -> anyhow::Result<String> {
    let hash = Argon2::default()
        .hash_password(password.as_bytes())
        .map_err(|e| anyhow::anyhow!("password could not be hashed: {e}"))?;
    Ok(hash.to_string())
}

/// Whether the password is the one that was hashed. An empty or broken hash matches nothing,
/// after the same work, so that a guess learns nothing from the time it took.
pub fn matches(password: &str, hashed: &str) -> bool {
    let (text, real) = if hashed.is_empty() { (NOBODY, false) } else { (hashed, true) };
    match PasswordHash::new(text) {
        Ok(parsed) => {
            Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && real
        }
        Err(_) => false,
    }
}

/// Nobody's hash, as much work to check as anybody's.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bWFpbnN0YXktbm9ib2R5$Qm1S1n3m4rC0G3c5W2m8kZ3l2s2s0Y8yq3Xv7o0mL1E";

/// A random token of 256 bits, as text for a cookie or a form.
pub fn token() -> anyhow::Result<String> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes).map_err(|e| anyhow::anyhow!("no randomness to be had: {e}"))?;
    Ok(hex(&bytes))
}

/// Small letters and figures.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// What is kept of a token: its SHA-256.
pub fn token_hash(token: &str) -> String {
    use sha2::{Digest, Sha256};
    hex(&Sha256::digest(token.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_password_that_was_hashed_matches() {
        let hashed = hash("correct horse battery").unwrap();
        assert!(hashed.starts_with("$argon2id$"));
        assert!(matches("correct horse battery", &hashed));
        assert!(!matches("correct horse batterz", &hashed));
        assert!(!matches("anything", ""));
        assert!(!matches("", ""));
        // One that could not be read would take no time at all.
        let (nobody, real) =
            (PasswordHash::new(NOBODY).unwrap(), PasswordHash::new(&hashed).unwrap());
        assert_eq!(nobody.params.to_string(), real.params.to_string());
        assert_eq!(nobody.algorithm, real.algorithm);
    }

    #[test]
    fn a_short_or_repeated_password_is_objected_to_in_words() {
        assert!(objection("short").is_some());
        assert!(objection("aaaaaaaaaaaaaaa").is_some());
        assert_eq!(objection("correct horse battery"), None);
    }
}
