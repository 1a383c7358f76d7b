//! A key or a combination: how it is read from a press and how it is written on a button.

use guichet_domain::Language;

/// One key, named by what it writes or does; digits by their place on the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// A letter, in lower case.
    Letter(char),
    /// A digit, wherever the layout puts it: a French keyboard needs no shift.
    Digit(u8),
    /// A sign, whatever it takes to type it.
    Sign(char),
    /// F1 to F12.
    Function(u8),
    /// Enter.
    Enter,
    /// Escape.
    Escape,
    /// Space bar.
    Space,
    /// Tabulation.
    Tab,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// First.
    Home,
    /// Last.
    End,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
}

/// A key with what is held down, perhaps after `G`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chord {
    /// Ctrl, or Command on macOS.
    pub ctrl: bool,
    /// Alt; Ctrl Alt on macOS, where Alt alone writes letters.
    pub alt: bool,
    /// Shift.
    pub shift: bool,
    /// `G` was pressed just before.
    pub after_g: bool,
    /// The key itself.
    pub key: Key,
}

impl Chord {
    const fn bare(key: Key) -> Self {
        Self {
            ctrl: false,
            alt: false,
            shift: false,
            after_g: false,
            key,
        }
    }

    /// The key alone.
    pub const fn key(key: Key) -> Self {
        Self::bare(key)
    }

    /// A letter alone.
    pub const fn letter(letter: char) -> Self {
        Self::bare(Key::Letter(letter))
    }

    /// `G` then a letter.
    pub const fn go(letter: char) -> Self {
        Self {
            after_g: true,
            ..Self::letter(letter)
        }
    }

    /// With Shift.
    pub const fn shift(key: Key) -> Self {
        Self {
            shift: true,
            ..Self::bare(key)
        }
    }

    /// With Ctrl.
    pub const fn ctrl(key: Key) -> Self {
        Self {
            ctrl: true,
            ..Self::bare(key)
        }
    }

    /// With Ctrl and Shift.
    pub const fn ctrl_shift(key: Key) -> Self {
        Self {
            ctrl: true,
            shift: true,
            ..Self::bare(key)
        }
    }

    /// With Alt.
    pub const fn alt(key: Key) -> Self {
        Self {
            alt: true,
            ..Self::bare(key)
        }
    }

    /// Whether it acts even while a field has the focus: what a field neither types nor edits with.
    pub const fn acts_in_fields(self) -> bool {
        let edits = self.ctrl && matches!(self.key, Key::Letter('a' | 'c' | 'v' | 'x' | 'y' | 'z'));
        let moves = matches!(self.key, Key::Left | Key::Right);
        (self.ctrl || self.alt || matches!(self.key, Key::Escape | Key::Function(_)))
            && !edits
            && !moves
    }

    /// Whether it is one of the two keys that press a button under the focus.
    pub const fn works_a_button(self) -> bool {
        !self.ctrl && !self.alt && matches!(self.key, Key::Enter | Key::Space)
    }

    /// Whether it is one of the single letters and signs that the reader may switch off.
    pub const fn is_single_letter(self) -> bool {
        !self.ctrl && !self.alt && matches!(self.key, Key::Letter(_) | Key::Digit(_) | Key::Sign(_))
    }

    /// What its caps say, one a key: `["Ctrl", "Maj", "L"]`.
    pub fn caps(self, language: Language, on_a_mac: bool) -> Vec<String> {
        let french = language == Language::French;
        let mut caps = Vec::with_capacity(3);
        if self.after_g {
            caps.push("G".to_owned());
        }
        if self.ctrl {
            caps.push(if on_a_mac { "⌘" } else { "Ctrl" }.to_owned());
        }
        if self.alt {
            caps.extend(on_a_mac.then(|| "Ctrl".to_owned()));
            caps.push("Alt".to_owned());
        }
        if self.shift {
            caps.push(if french { "Maj" } else { "Shift" }.to_owned());
        }
        caps.push(self.key.cap(french));
        caps
    }

    /// What assistive technology is told: `Control+Shift+L`.
    pub fn aria(self) -> String {
        let held = [
            (self.ctrl, "Control+"),
            (self.alt, "Alt+"),
            (self.shift, "Shift+"),
        ];
        let held: String = held
            .iter()
            .filter(|(on, _)| *on)
            .map(|(_, name)| *name)
            .collect();
        let first = if self.after_g { "G " } else { "" };
        format!("{first}{held}{}", self.key.aria())
    }
}

impl Key {
    fn cap(self, french: bool) -> String {
        let text = match self {
            Self::Letter(letter) => return letter.to_uppercase().to_string(),
            Self::Digit(digit) => return digit.to_string(),
            Self::Sign(sign) => return sign.to_string(),
            Self::Function(number) => return format!("F{number}"),
            Self::Enter => "↵",
            Self::Escape => return if french { "Échap" } else { "Esc" }.to_owned(),
            Self::Space => return if french { "Espace" } else { "Space" }.to_owned(),
            Self::Tab => "Tab",
            Self::Up => "↑",
            Self::Down => "↓",
            Self::Left => "←",
            Self::Right => "→",
            Self::Home => return if french { "Début" } else { "Home" }.to_owned(),
            Self::End => return if french { "Fin" } else { "End" }.to_owned(),
            Self::PageUp => return if french { "Page ↑" } else { "PgUp" }.to_owned(),
            Self::PageDown => return if french { "Page ↓" } else { "PgDn" }.to_owned(),
        };
        text.to_owned()
    }

    fn aria(self) -> String {
        match self {
            Self::Space => "Space".to_owned(),
            Self::Enter => "Enter".to_owned(),
            Self::Escape => "Escape".to_owned(),
            Self::Up => "ArrowUp".to_owned(),
            Self::Down => "ArrowDown".to_owned(),
            Self::Left => "ArrowLeft".to_owned(),
            Self::Right => "ArrowRight".to_owned(),
            Self::PageUp => "PageUp".to_owned(),
            Self::PageDown => "PageDown".to_owned(),
            other => other.cap(false),
        }
    }
}

/// One press as the browser tells it.
#[derive(Clone, Debug, Default)]
pub struct Stroke {
    /// `event.key`.
    pub key: String,
    /// `event.code`.
    pub code: String,
    /// Ctrl held.
    pub ctrl: bool,
    /// Command held.
    pub meta: bool,
    /// Alt held.
    pub alt: bool,
    /// AltGr held: it writes signs, and never counts as Alt.
    pub alt_gr: bool,
    /// Shift held.
    pub shift: bool,
}

/// The chord of a press; None for a press that is only writing, such as AltGr and a letter.
pub fn read(stroke: &Stroke, on_a_mac: bool) -> Option<Chord> {
    if stroke.alt_gr {
        return None;
    }
    let (ctrl, alt) = if on_a_mac {
        (stroke.meta, stroke.ctrl && stroke.alt)
    } else {
        (stroke.ctrl && !stroke.meta, stroke.alt)
    };
    let key = key_of(stroke, ctrl || alt)?;
    // A sign or a digit is the same wherever Shift is needed to write it.
    let shift = stroke.shift && !matches!(key, Key::Sign(_) | Key::Digit(_));
    Some(Chord {
        ctrl,
        alt,
        shift,
        after_g: false,
        key,
    })
}

fn key_of(stroke: &Stroke, held: bool) -> Option<Key> {
    let digit = stroke
        .code
        .strip_prefix("Digit")
        .or(stroke.code.strip_prefix("Numpad"));
    if let Some(digit) = digit.and_then(|rest| rest.parse::<u8>().ok()) {
        return Some(Key::Digit(digit));
    }
    let mut letters = stroke.key.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        // With Alt held a Mac writes a sign; the place of the key still tells the letter.
        let place = stroke
            .code
            .strip_prefix("Key")
            .and_then(|rest| rest.chars().next());
        return Some(match (letter, place) {
            (' ', _) => Key::Space,
            (letter, _) if letter.is_alphabetic() && letter.is_ascii() => {
                Key::Letter(letter.to_ascii_lowercase())
            }
            (_, Some(place)) if held => Key::Letter(place.to_ascii_lowercase()),
            (sign, _) => Key::Sign(sign),
        });
    }
    named(&stroke.key)
}

fn named(name: &str) -> Option<Key> {
    Some(match name {
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "Tab" => Key::Tab,
        "ArrowUp" => Key::Up,
        "ArrowDown" => Key::Down,
        "ArrowLeft" => Key::Left,
        "ArrowRight" => Key::Right,
        "Home" => Key::Home,
        "End" => Key::End,
        "PageUp" => Key::PageUp,
        "PageDown" => Key::PageDown,
        _ => Key::Function(name.strip_prefix('F')?.parse().ok()?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(key: &str, code: &str) -> Stroke {
        Stroke {
            key: key.to_owned(),
            code: code.to_owned(),
            ..Stroke::default()
        }
    }

    #[test]
    fn a_digit_is_read_by_its_place_on_a_french_keyboard() {
        assert_eq!(
            read(&press("&", "Digit1"), false),
            Some(Chord::key(Key::Digit(1)))
        );
        let shifted = Stroke {
            shift: true,
            ..press("1", "Digit1")
        };
        assert_eq!(read(&shifted, false), Some(Chord::key(Key::Digit(1))));
    }

    #[test]
    fn a_sign_is_the_same_with_or_without_shift() {
        let french = Stroke {
            shift: true,
            ..press("?", "KeyM")
        };
        assert_eq!(read(&french, false), Some(Chord::key(Key::Sign('?'))));
        assert_eq!(
            read(&press("/", "Slash"), false),
            Some(Chord::key(Key::Sign('/')))
        );
    }

    #[test]
    fn alt_gr_never_counts_as_alt() {
        let stroke = Stroke {
            alt: true,
            ctrl: true,
            alt_gr: true,
            ..press("e", "KeyE")
        };
        assert_eq!(read(&stroke, false), None);
    }

    #[test]
    fn alt_is_ctrl_alt_on_a_mac_and_command_is_ctrl() {
        let alt = Stroke {
            alt: true,
            ctrl: true,
            ..press("ê", "KeyE")
        };
        assert_eq!(read(&alt, true), Some(Chord::alt(Key::Letter('e'))));
        let command = Stroke {
            meta: true,
            ..press("k", "KeyK")
        };
        assert_eq!(read(&command, true), Some(Chord::ctrl(Key::Letter('k'))));
    }

    #[test]
    fn caps_are_written_in_the_readers_language() {
        let chord = Chord::ctrl_shift(Key::Letter('l'));
        assert_eq!(chord.caps(Language::French, false), ["Ctrl", "Maj", "L"]);
        assert_eq!(chord.caps(Language::English, true), ["⌘", "Shift", "L"]);
        assert_eq!(Chord::go('f').caps(Language::French, false), ["G", "F"]);
        assert_eq!(chord.aria(), "Control+Shift+L");
    }

    #[test]
    fn only_what_a_field_cannot_type_acts_in_it() {
        assert!(!Chord::letter('a').acts_in_fields());
        assert!(!Chord::shift(Key::Letter('r')).acts_in_fields());
        assert!(!Chord::key(Key::Enter).acts_in_fields());
        assert!(Chord::ctrl(Key::Enter).acts_in_fields());
        assert!(
            !Chord::ctrl(Key::Letter('z')).acts_in_fields(),
            "it undoes typing there"
        );
        assert!(Chord::key(Key::Escape).acts_in_fields());
    }
}
