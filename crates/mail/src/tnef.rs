//! `winmail.dat`: the envelope (TNEF) Outlook puts files into for other Outlooks. Only the files are unpacked; the envelope itself stays
//! beside them. The format is Microsoft's [MS-OXTNEF].

use crate::charset;

const SIGNATURE: u32 = 0x223E_9F78;
/// The attributes that matter; their types stand in the upper half.
const CODE_PAGE: u32 = 0x0006_9007;
const NEXT_FILE: u32 = 0x0006_9002;
const TITLE: u32 = 0x0001_8010;
const DATA: u32 = 0x0006_800F;
const PROPERTIES: u32 = 0x0006_9005;
/// The property that holds the whole name, where the title is cut.
const LONG_NAME: u16 = 0x3707;

/// A file in the envelope.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct File {
    /// Its name, if it has one.
    pub name: Option<String>,
    /// The file itself.
    pub content: Vec<u8>,
}

/// The files of an envelope; none when it is none. A damaged one gives those before the damage.
pub fn files(envelope: &[u8]) -> Vec<File> {
    let mut rest = Bytes(envelope);
    if rest.number(4) != Some(u64::from(SIGNATURE)) || rest.take(2).is_none() {
        return Vec::new();
    }
    let mut files: Vec<File> = Vec::new();
    let mut code_page = None;
    while let Some((attribute, value)) = attribute(&mut rest) {
        match (attribute, files.last_mut()) {
            (CODE_PAGE, _) => {
                code_page = Bytes(value).number(4).map(|page| format!("windows-{page}"))
            }
            (NEXT_FILE, _) => files.push(File::default()),
            (TITLE, Some(file)) if file.name.is_none() => {
                file.name = name(value, code_page.as_deref());
            }
            (DATA, Some(file)) => file.content = value.to_vec(),
            (PROPERTIES, Some(file)) => {
                let long = long_name(Bytes(value), code_page.as_deref());
                file.name = long.or(file.name.take());
            }
            _ => {}
        }
    }
    files.retain(|file| !file.content.is_empty());
    files
}

/// Level, name, length, value, checksum.
fn attribute<'a>(rest: &mut Bytes<'a>) -> Option<(u32, &'a [u8])> {
    rest.take(1)?;
    let attribute = u32::try_from(rest.number(4)?).ok()?;
    let length = rest.length()?;
    let value = rest.take(length)?;
    rest.take(2)?;
    Some((attribute, value))
}

fn long_name(mut rest: Bytes<'_>, code_page: Option<&str>) -> Option<String> {
    for _ in 0..rest.number(4)? {
        let kind = u16::try_from(rest.number(2)?).ok()?;
        let id = u16::try_from(rest.number(2)?).ok()?;
        if id >= 0x8000 {
            rest.take(16)?;
            match rest.number(4)? {
                0 => rest.take(4)?,
                _ => {
                    let length = rest.length()?;
                    rest.padded(length)?
                }
            };
        }
        let values = match kind & 0x1000 != 0 || matches!(kind & 0x0FFF, 0x0D | 0x1E | 0x1F | 0x102)
        {
            true => rest.number(4)?,
            false => 1,
        };
        for _ in 0..values {
            let value = match kind & 0x0FFF {
                0x0D | 0x1E | 0x1F | 0x102 => {
                    let length = rest.length()?;
                    rest.padded(length)?
                }
                0x05..=0x07 | 0x14 | 0x40 => rest.take(8)?,
                0x48 => rest.take(16)?,
                _ => rest.take(4)?,
            };
            match (id, kind) {
                (LONG_NAME, 0x1F) => return name(value, Some("utf-16le")),
                (LONG_NAME, 0x1E) => return name(value, code_page),
                _ => {}
            }
        }
    }
    None
}

fn name(value: &[u8], charset: Option<&str>) -> Option<String> {
    let (name, _) = charset::decode(value, charset);
    let name = name.trim_matches(['\0', ' ']);
    (!name.is_empty()).then(|| name.to_owned())
}

/// Bytes not read yet; numbers are little-endian.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    /// So many bytes, and those that fill them up to a multiple of four.
    fn padded(&mut self, length: usize) -> Option<&'a [u8]> {
        let taken = self.take(length)?;
        self.take(length.wrapping_neg() % 4)?;
        Some(taken)
    }

    fn number(&mut self, width: usize) -> Option<u64> {
        let bytes = self.take(width)?;
        Some(
            bytes
                .iter()
                .rev()
                .fold(0, |number, byte| number << 8 | u64::from(*byte)),
        )
    }

    fn length(&mut self) -> Option<usize> {
        usize::try_from(self.number(4)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(envelope: &mut Vec<u8>, attribute: u32, value: &[u8]) {
        envelope.push(2);
        envelope.extend(attribute.to_le_bytes());
        envelope.extend(u32::try_from(value.len()).expect("short").to_le_bytes());
        envelope.extend(value);
        envelope.extend([0, 0]);
    }

    fn envelope() -> Vec<u8> {
        let mut envelope = SIGNATURE.to_le_bytes().to_vec();
        envelope.extend([1, 0]);
        put(&mut envelope, CODE_PAGE, &1252_u32.to_le_bytes());
        put(&mut envelope, NEXT_FILE, &[0; 14]);
        put(&mut envelope, TITLE, b"RELEV\xc9~1.PDF\0");
        put(&mut envelope, DATA, b"%PDF");
        let long: Vec<u8> = "Relevé 2026.pdf\0"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let mut properties = 2_u32.to_le_bytes().to_vec();
        properties.extend([0x03, 0, 0x21, 0x0E, 7, 0, 0, 0]);
        properties.extend([0x1F, 0, 0x07, 0x37, 1, 0, 0, 0]);
        properties.extend(u32::try_from(long.len()).expect("short").to_le_bytes());
        properties.extend(&long);
        put(&mut envelope, PROPERTIES, &properties);
        put(&mut envelope, NEXT_FILE, &[0; 14]);
        put(&mut envelope, TITLE, b"sch\xe9ma.png\0");
        put(&mut envelope, DATA, b"PNG");
        envelope
    }

    #[test]
    fn the_files_come_out_with_their_whole_names() {
        let file = |name: &str, content: &[u8]| File {
            name: Some(name.into()),
            content: content.to_vec(),
        };
        assert_eq!(
            files(&envelope()),
            [file("Relevé 2026.pdf", b"%PDF"), file("schéma.png", b"PNG")]
        );
    }

    #[test]
    fn a_damaged_envelope_gives_what_is_before_the_damage() {
        let whole = envelope();
        for end in 0..whole.len() {
            assert!(files(&whole[..end]).len() <= 2);
        }
        assert_eq!(files(b"no envelope"), []);
        assert_eq!(files(&whole[..whole.len() - 4]).len(), 1);
    }
}
