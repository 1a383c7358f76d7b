//! Small pictures made in memory, to paste and to attach in tests.
//!
//! Not an encoder for the product: the pixels are stored, not compressed.

/// A PNG of one colour, `width` by `height` pixels.
pub fn png(width: u32, height: u32, [red, green, blue]: [u8; 3]) -> Vec<u8> {
    const TRUE_COLOUR: [u8; 5] = [8, 2, 0, 0, 0];
    let mut header = Vec::from(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend(TRUE_COLOUR);
    let mut line = vec![0];
    line.extend([red, green, blue].repeat(width as usize));
    let mut file = Vec::from(*b"\x89PNG\r\n\x1a\n");
    file.extend(chunk(b"IHDR", &header));
    file.extend(chunk(b"IDAT", &stored(&line.repeat(height as usize))));
    file.extend(chunk(b"IEND", &[]));
    file
}

/// The screenshot a caller would send: large enough to be looked at, small enough to be typed in a script.
pub fn screenshot() -> Vec<u8> {
    png(48, 32, [0x2f, 0x6f, 0xb0])
}

/// A zlib stream that compresses nothing.
fn stored(data: &[u8]) -> Vec<u8> {
    const LONGEST: usize = 0xffff;
    let mut stream = vec![0x78, 0x01];
    let blocks: Vec<&[u8]> = data.chunks(LONGEST).collect();
    for (index, block) in blocks.iter().enumerate() {
        let length = block.len() as u16;
        stream.push(u8::from(index + 1 == blocks.len()));
        stream.extend(length.to_le_bytes());
        stream.extend((!length).to_le_bytes());
        stream.extend(*block);
    }
    stream.extend(adler32(data).to_be_bytes());
    stream
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let named: Vec<u8> = kind.iter().chain(data).copied().collect();
    let mut chunk = Vec::from((data.len() as u32).to_be_bytes());
    chunk.extend(&named);
    chunk.extend(crc32(&named).to_be_bytes());
    chunk
}

fn adler32(data: &[u8]) -> u32 {
    let (a, b) = data.iter().fold((1, 0), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (a + b) % 65_521)
    });
    (b << 16) | a
}

fn crc32(data: &[u8]) -> u32 {
    !data.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |c, _| {
            if c & 1 == 1 {
                0xedb8_8320 ^ (c >> 1)
            } else {
                c >> 1
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksums_are_those_of_the_format() {
        // Known answers: the CRC of every IEND chunk, and the Adler sum of RFC 1950's usual example.
        assert_eq!(crc32(b"IEND"), 0xae42_6082);
        assert_eq!(adler32(b"Wikipedia"), 0x11e6_0398);
    }

    #[test]
    fn a_picture_longer_than_one_block_says_its_length() {
        let picture = png(300, 100, [1, 2, 3]);
        let pixels = 100 * (1 + 3 * 300);
        let blocks = 2;
        let around = 8 + (12 + 13) + 12 + 12 + (2 + 5 * blocks + 4);
        assert_eq!(picture.len(), pixels + around);
    }
}
