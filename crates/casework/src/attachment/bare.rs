//! A picture without what a telephone writes into it besides: where it was taken, when, with what,
//! and a small picture of its own. The picture itself is not drawn again; which way up it stands is
//! kept.
//!
//! Must never know: what is on a picture. Whatever cannot be read to its end is not taken.

use super::{FileKind, Fit};

/// The picture alone; nothing where the file is no picture. The error is for whoever chose it.
pub fn bare(fit: &Fit, bytes: &[u8]) -> Result<Option<Vec<u8>>, String> {
    let out = match fit.kind {
        FileKind::Jpg => jpeg(bytes),
        FileKind::Png => png(bytes),
        _ => return Ok(None),
    };
    match out {
        Some(bytes) => Ok(Some(bytes)),
        None => Err("This picture is damaged or was cut short. Save it again and choose it".into()),
    }
}

/// Chunks that say how a PNG is drawn. What carries words, times or places is not among them.
const DRAWN: [&[u8; 4]; 13] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT",
    b"bKGD", b"pHYs", b"cICP",
];

fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let (signature, mut rest) = bytes.split_at_checked(8)?;
    let mut out = signature.to_vec();
    loop {
        let (length, _) = rest.split_first_chunk::<4>()?;
        let whole = usize::try_from(u32::from_be_bytes(*length)).ok()?.checked_add(12)?;
        let (chunk, after) = rest.split_at_checked(whole)?;
        let name = chunk.get(4..8)?;
        if DRAWN.iter().any(|known| known.as_slice() == name) {
            out.extend_from_slice(chunk);
        }
        if name == b"IEND" {
            // What stands after the end is no part of the picture.
            return Some(out);
        }
        rest = after;
    }
}

fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(&[0xFF, 0xD8])?;
    let mut out = vec![0xFF, 0xD8];
    let mut turned = None;
    loop {
        // Any number of FF may stand before a marker.
        let at = rest.iter().position(|b| *b != 0xFF)?;
        let marker = *rest.get(at).filter(|_| at > 0)?;
        rest = rest.get(at + 1..)?;
        match marker {
            0xD9 => {
                out.extend([0xFF, 0xD9]);
                return Some(out);
            }
            0x01 | 0xD0..=0xD7 => {
                out.extend([0xFF, marker]);
                continue;
            }
            _ => {}
        }
        let (length, _) = rest.split_first_chunk::<2>()?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (segment, after) = rest.split_at_checked(length).filter(|_| length >= 2)?;
        let words = segment.get(2..)?;
        rest = after;
        let keeps = match marker {
            // A telephone's own words, and those of programs; of them, which way up it stands.
            0xE1 => {
                turned = turned.or_else(|| orientation(words.strip_prefix(b"Exif\0\0")?));
                false
            }
            0xE2 => words.starts_with(b"ICC_PROFILE\0"),
            0xE0 => words.starts_with(b"JFIF\0"),
            0xEE => words.starts_with(b"Adobe"),
            0xE3..=0xED | 0xEF | 0xFE => false,
            _ => true,
        };
        // Before the first part that draws, once.
        if !(0xE0..=0xEF).contains(&marker)
            && marker != 0xFE
            && let Some(n) = turned.take()
        {
            out.extend(upright(n));
        }
        if keeps {
            out.extend([0xFF, marker]);
            out.extend_from_slice(segment);
        }
        if marker == 0xDA {
            // The picture itself runs to the next marker that is not a part of it.
            let drawn = |pair: &[u8]| pair[0] == 0xFF && !matches!(pair[1], 0 | 0xD0..=0xD7 | 0xFF);
            let end = rest.windows(2).position(drawn)?;
            out.extend_from_slice(rest.get(..end)?);
            rest = rest.get(end..)?;
        }
    }
}

/// Which way up a picture stands, 2 to 8, where it is not upright as it is.
fn orientation(tiff: &[u8]) -> Option<u16> {
    let big = tiff.starts_with(b"MM");
    let two = |at: usize| -> Option<u16> {
        let pair = *tiff.get(at..)?.first_chunk::<2>()?;
        Some(if big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) })
    };
    let four = *tiff.get(4..)?.first_chunk::<4>()?;
    let first = if big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) };
    let first = usize::try_from(first).ok()?;
    let many = usize::from(two(first)?);
    let at = (0..many).map(|n| first + 2 + n * 12).find(|at| two(*at) == Some(0x0112))?;
    two(at + 8).filter(|n| (2..=8).contains(n))
}

/// A segment that says which way up a picture stands, and nothing else.
fn upright(n: u16) -> Vec<u8> {
    let mut out = vec![0xFF, 0xE1, 0, 34];
    out.extend(b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01");
    out.extend(n.to_be_bytes());
    out.extend([0, 0, 0, 0, 0, 0]);
    out
}

#[cfg(test)]
mod tests {
    use super::super::fit;
    use super::*;

    fn segment(marker: u8, words: &[u8]) -> Vec<u8> {
        let length = u16::try_from(words.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker], length.as_slice(), words].concat()
    }
    /// As a telephone writes it: turned, with a place, a small picture, and more after its end.
    fn photo(turned: u8) -> Vec<u8> {
        let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
        exif.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 0x99, 0, 0, 0]);
        exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, turned, 0, 0, 0]);
        exif.extend(b"\0\0\0\x0051 deg 30' N GPSLatitude");
        [
            vec![0xFF, 0xD8],
            segment(0xE0, b"JFIF\0\x01\x02"),
            segment(0xE1, &exif),
            segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0 exif:GPSLatitude"),
            segment(0xE2, b"ICC_PROFILE\0colours"),
            segment(0xE2, b"MPF\0 another picture"),
            segment(0xED, b"Photoshop 3.0\0 a town"),
            segment(0xFE, b"taken at the gate"),
            segment(0xDB, &[0; 65]),
            segment(0xDA, &[1, 1, 0, 0, 63, 0]),
            vec![0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56],
            vec![0xFF, 0xD9],
            b"GPSLatitude of a film behind it".to_vec(),
        ]
        .concat()
    }
    fn holds(bytes: &[u8], part: &[u8]) -> bool {
        bytes.windows(part.len()).any(|w| w == part)
    }
    fn bare_of(name: &str, bytes: &[u8]) -> Result<Option<Vec<u8>>, String> {
        bare(&fit(name, bytes).unwrap(), bytes)
    }

    #[test]
    fn a_photo_keeps_its_picture_its_colours_and_which_way_up_and_loses_where_it_was_taken() {
        let out = bare_of("a.jpg", &photo(6)).unwrap().unwrap();
        for gone in [&b"GPS"[..], b"deg", b"xap", b"MPF", b"town", b"gate", b"film"] {
            assert!(!holds(&out, gone), "{}", String::from_utf8_lossy(gone));
        }
        assert!(holds(&out, b"JFIF") && holds(&out, b"ICC_PROFILE"));
        assert!(holds(&out, &[0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56, 0xFF, 0xD9]));
        let exif = out.windows(6).position(|w| w == b"Exif\0\0").unwrap();
        assert_eq!(orientation(&out[exif + 6..]), Some(6));
        // Taken upright, it needs no word about it; and what is bare stays as it is.
        let upright = bare_of("a.jpg", &photo(1)).unwrap().unwrap();
        assert!(!holds(&upright, b"Exif"));
        assert_eq!(bare_of("a.jpg", &out).unwrap().unwrap(), out);
    }

    #[test]
    fn a_png_keeps_what_draws_it_and_nothing_that_was_written_into_it() {
        let chunk = |name: &[u8; 4], words: &[u8]| {
            let length = u32::try_from(words.len()).unwrap().to_be_bytes();
            [length.as_slice(), name, words, b"crc!"].concat()
        };
        let drawn = [
            b"\x89PNG\r\n\x1a\n".to_vec(),
            chunk(b"IHDR", &[0; 13]),
            chunk(b"IDAT", b"picture"),
            chunk(b"IEND", b""),
        ];
        let mut file = drawn.to_vec();
        file.insert(2, chunk(b"eXIf", b"MM GPSLatitude"));
        file.insert(2, chunk(b"tEXt", b"Location\0the gate"));
        file.push(b"GPSLatitude behind it".to_vec());
        let out = bare_of("a.png", &file.concat()).unwrap().unwrap();
        assert_eq!(out, drawn.concat());
    }

    #[test]
    fn what_cannot_be_read_to_its_end_is_not_taken_and_other_files_are_left_alone() {
        let whole = photo(6);
        for cut in [3, 12, 40, 200, whole.len() - 40] {
            let said = bare_of("a.jpg", &whole[..cut]).unwrap_err();
            assert!(said.contains("damaged or was cut short"), "{cut}");
        }
        assert!(bare_of("a.png", b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffIDAT").is_err());
        assert!(bare_of("a.jpg", &[0xFF, 0xD8, 0xFF, 0xE1, 0, 1, 9, 9]).is_err());
        assert_eq!(bare_of("a.pdf", b"%PDF-1.7"), Ok(None));
    }
}
