//! Small pictures that look like screenshots, so that a demonstration has attachments to show.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};
use sha2::{Digest, Sha256};

use super::chance::Chance;
use crate::token::hexadecimal;

/// How many different pictures there are; tickets share them.
const PICTURES: usize = 24;
const WIDTH: u32 = 320;
const HEIGHT: u32 = 200;

/// A picture with its hash and its thumbnail.
pub(super) struct Picture {
    pub(super) hash: String,
    pub(super) bytes: Vec<u8>,
    pub(super) thumbnail: Vec<u8>,
}

/// All of them.
pub(super) fn gallery(chance: &mut Chance) -> image::ImageResult<Vec<Picture>> {
    (0..PICTURES).map(|_| picture(chance)).collect()
}

/// A window: a title bar, a panel at the side, lines of text, a button.
fn picture(chance: &mut Chance) -> image::ImageResult<Picture> {
    let hue = |chance: &mut Chance| {
        Rgb([
            chance.within(40, 220) as u8,
            chance.within(40, 220) as u8,
            chance.within(60, 240) as u8,
        ])
    };
    let (bar, button) = (hue(chance), hue(chance));
    let mut canvas = RgbImage::from_pixel(WIDTH, HEIGHT, Rgb([246, 246, 243]));
    fill(&mut canvas, [0, 0, WIDTH, 22], bar);
    fill(&mut canvas, [0, 22, 60, HEIGHT - 22], Rgb([228, 230, 232]));
    for line in 0..chance.within(5, 10) as u32 {
        fill(
            &mut canvas,
            [76, 38 + line * 14, chance.within(60, 220) as u32, 6],
            Rgb([120, 124, 130]),
        );
    }
    fill(&mut canvas, [230, 174, 76, 16], button);
    let small = image::imageops::thumbnail(&canvas, WIDTH * 3 / 4, HEIGHT * 3 / 4);
    let bytes = png(&canvas)?;
    Ok(Picture {
        hash: hexadecimal(&Sha256::digest(&bytes)),
        thumbnail: png(&small)?,
        bytes,
    })
}

fn fill(canvas: &mut RgbImage, [left, top, width, height]: [u32; 4], colour: Rgb<u8>) {
    for y in top..(top + height).min(HEIGHT) {
        for x in left..(left + width).min(WIDTH) {
            canvas.put_pixel(x, y, colour);
        }
    }
}

fn png(canvas: &RgbImage) -> image::ImageResult<Vec<u8>> {
    let mut bytes = Cursor::new(Vec::new());
    canvas.write_to(&mut bytes, ImageFormat::Png)?;
    Ok(bytes.into_inner())
}
