//! Fonts beside the built-in ones, for names in scripts those do not draw.

use crate::config::Config;
use anyhow::Context;
use casework::letter::Letter;

/// Reads the folder of fonts, where one is set. Called once, before the first letter is set.
pub fn load(config: &Config) -> anyhow::Result<()> {
    let folder = &config.fonts_dir;
    if folder.is_empty() {
        return Ok(());
    }
    let listed = std::fs::read_dir(folder)
        .with_context(|| format!("the folder of fonts cannot be read: {folder}"))?;
    let mut paths: Vec<_> = listed.filter_map(|f| f.ok().map(|f| f.path())).collect();
    paths.retain(|p| {
        let kind = p.extension().and_then(|e| e.to_str()).unwrap_or_default().to_lowercase();
        matches!(kind.as_str(), "ttf" | "otf" | "ttc")
    });
    paths.sort();
    anyhow::ensure!(!paths.is_empty(), "the folder of fonts holds no TTF, OTF or TTC: {folder}");
    let mut files = Vec::new();
    for path in &paths {
        let read = std::fs::read(path);
        files.push(read.with_context(|| format!("a font cannot be read: {}", path.display()))?);
    }
    match paper::pdf::add_fonts(files) {
        Err(paper::PaperError::Font(n)) => {
            let path = paths.get(n.saturating_sub(1)).map(|p| p.display().to_string());
            anyhow::bail!("this file holds no font: {}", path.unwrap_or_default())
        }
        other => Ok(other?),
    }
}

/// What of a letter no font draws: whose words they are, and the characters.
pub fn missing(letter: &Letter, pupil: &[&str]) -> Vec<(String, String)> {
    let mut lost = paper::letter::unprintable(&crate::letter::on_paper(letter));
    let mut out: Vec<(String, String)> = Vec::new();
    let mut add = |whose: &str, text: &str| {
        let (here, rest): (Vec<char>, Vec<char>) = lost.iter().partition(|c| text.contains(**c));
        lost = rest;
        if !here.is_empty() {
            out.push((whose.to_string(), here.into_iter().collect()));
        }
    };
    for name in pupil {
        add("the name of the pupil", name);
    }
    add(&format!("the name of {}", letter.to_name), &letter.to_name);
    add(&format!("the address of {}", letter.to_name), &letter.to_address.join("\n"));
    add("the name of whoever signs", &letter.sign_name);
    let words = paper::letter::text(&crate::letter::on_paper(letter));
    add("the words of the letter", &words);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_not_there_or_holds_no_font_stops_the_start_in_words() {
        let with = |dir: &str| load(&Config { fonts_dir: dir.into(), ..Config::default() });
        assert!(with("").is_ok());
        assert!(with("./no-such-folder").unwrap_err().to_string().contains("cannot be read"));
        let said = with(env!("CARGO_MANIFEST_DIR")).unwrap_err().to_string();
        assert!(said.contains("holds no TTF"), "{said}");
    }
}
