//! Which key does what on which screen. A flat catalogue: the tests refuse two actions on one
//! chord of a screen, and the sentences are `key-…` in the locales.

use super::chord::{Chord, Key};

macro_rules! actions {
    ($($name:ident = $code:literal),+ $(,)?) => {
        /// What a key does; a screen gives the meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Action { $(#[doc = $code] $name),+ }

        impl Action {
            /// Every action.
            #[cfg(test)]
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The name of its sentence in the locales, after `key-`.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }
        }
    };
}

actions! {
    Palette = "palette", Keys = "keys", NewTicket = "new-ticket", Undo = "undo", Confirm = "confirm",
    Back = "back", FoldRail = "fold-rail", Notices = "notices", Lock = "lock",
    GoQueue = "go-queue", GoReception = "go-reception", GoDirectory = "go-directory", GoSettings = "go-settings",
    Next = "next", Previous = "previous", First = "first", Last = "last", PageDown = "page-down",
    PageUp = "page-up", Open = "open", Peek = "peek", Choose = "choose", ExtendDown = "extend-down",
    ExtendUp = "extend-up", ChooseAll = "choose-all", Filter = "filter", Find = "find", NextView = "next-view",
    PreviousView = "previous-view", ShowNews = "show-news",
    Answer = "answer", InternalNote = "internal-note", Assign = "assign", TakeIt = "take-it", Status = "status",
    Priority = "priority", Wait = "wait", Resolve = "resolve", Stopwatch = "stopwatch", Merge = "merge",
    Link = "link", Edit = "edit",
    // These have no key: the palette proposes them.
    Reopen = "reopen", Unassign = "unassign", Reject = "reject", UndoMerge = "undo-merge", Bin = "bin",
    Restore = "restore", CopyNumber = "copy-number",
    NewTicketFor = "new-ticket-for",
    Phone = "phone", WalkIn = "walk-in", NewContact = "new-contact", Caller = "caller", Reporter = "reporter",
    Equipment = "equipment", Label = "label", Description = "description", Category = "category",
    Criticality = "criticality", Assignee = "assignee", Attach = "attach", NewEquipment = "new-equipment",
    Note = "note", Follows = "follows",
    Digit1 = "digit-1", Digit2 = "digit-2", Digit3 = "digit-3", Digit4 = "digit-4",
}

/// A set of keys that act together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// Wherever one is logged in.
    Everywhere,
    /// The door: first start and log-in.
    Gate,
    /// The list of tickets.
    Queue,
    /// One ticket in full, and the keys that act on the current ticket of the queue.
    Ticket,
    /// The reception desk.
    Reception,
    /// Companies, contacts, machines.
    Directory,
    /// What only closes: a menu, a popover, a dialog.
    Overlay,
}

/// One line of the catalogue.
pub type Binding = (Chord, Action);

const fn letter(letter: char, action: Action) -> Binding {
    (Chord::letter(letter), action)
}

const EVERYWHERE: &[Binding] = &[
    (Chord::ctrl(Key::Letter('k')), Action::Palette),
    letter('n', Action::NewTicket),
    (Chord::ctrl(Key::Letter('z')), Action::Undo),
    (Chord::ctrl(Key::Letter('b')), Action::FoldRail),
    (Chord::shift(Key::Letter('n')), Action::Notices),
    (Chord::ctrl_shift(Key::Letter('l')), Action::Lock),
    (Chord::key(Key::Sign('?')), Action::Keys),
    (Chord::go('f'), Action::GoQueue),
    (Chord::go('a'), Action::GoReception),
    (Chord::go('n'), Action::GoDirectory),
    (Chord::go('r'), Action::GoSettings),
];

const GATE: &[Binding] = &[
    (Chord::key(Key::Digit(1)), Action::Digit1),
    (Chord::key(Key::Digit(2)), Action::Digit2),
    (Chord::key(Key::Escape), Action::Back),
];

const QUEUE: &[Binding] = &[
    letter('j', Action::Next),
    (Chord::key(Key::Down), Action::Next),
    letter('k', Action::Previous),
    (Chord::key(Key::Up), Action::Previous),
    (Chord::key(Key::Home), Action::First),
    (Chord::key(Key::End), Action::Last),
    (Chord::key(Key::PageDown), Action::PageDown),
    (Chord::key(Key::PageUp), Action::PageUp),
    (Chord::key(Key::Space), Action::Peek),
    (Chord::key(Key::Enter), Action::Open),
    letter('x', Action::Choose),
    (Chord::shift(Key::Down), Action::ExtendDown),
    (Chord::shift(Key::Up), Action::ExtendUp),
    (Chord::ctrl(Key::Letter('a')), Action::ChooseAll),
    letter('f', Action::Filter),
    (Chord::key(Key::Sign('/')), Action::Find),
    (Chord::alt(Key::Right), Action::NextView),
    (Chord::alt(Key::Left), Action::PreviousView),
    (Chord::key(Key::Sign('.')), Action::ShowNews),
    (Chord::key(Key::Escape), Action::Back),
    letter('r', Action::Answer),
    letter('a', Action::Assign),
    letter('m', Action::TakeIt),
    letter('s', Action::Status),
    letter('p', Action::Priority),
];

const TICKET: &[Binding] = &[
    letter('r', Action::Answer),
    (Chord::shift(Key::Letter('i')), Action::InternalNote),
    letter('a', Action::Assign),
    letter('m', Action::TakeIt),
    letter('s', Action::Status),
    letter('p', Action::Priority),
    letter('w', Action::Wait),
    (Chord::shift(Key::Letter('r')), Action::Resolve),
    letter('t', Action::Stopwatch),
    letter('u', Action::Merge),
    letter('l', Action::Link),
    letter('e', Action::Edit),
    letter('j', Action::Next),
    letter('k', Action::Previous),
    (Chord::ctrl(Key::Enter), Action::Confirm),
    (Chord::key(Key::Escape), Action::Back),
];

const RECEPTION: &[Binding] = &[
    (Chord::key(Key::Function(2)), Action::Phone),
    (Chord::key(Key::Function(3)), Action::WalkIn),
    (Chord::key(Key::Sign('/')), Action::Caller),
    (Chord::alt(Key::Letter('n')), Action::NewContact),
    (Chord::alt(Key::Letter('r')), Action::Reporter),
    (Chord::alt(Key::Letter('e')), Action::Equipment),
    (Chord::alt(Key::Letter('m')), Action::NewEquipment),
    (Chord::alt(Key::Letter('l')), Action::Label),
    (Chord::alt(Key::Letter('d')), Action::Description),
    (Chord::alt(Key::Letter('c')), Action::Criticality),
    (Chord::alt(Key::Letter('g')), Action::Category),
    (Chord::alt(Key::Letter('i')), Action::Note),
    (Chord::alt(Key::Letter('j')), Action::Attach),
    (Chord::alt(Key::Letter('p')), Action::Assignee),
    (Chord::alt(Key::Letter('s')), Action::Follows),
    (Chord::alt(Key::Letter('o')), Action::Open),
    (Chord::key(Key::Digit(1)), Action::Digit1),
    (Chord::key(Key::Digit(2)), Action::Digit2),
    (Chord::key(Key::Digit(3)), Action::Digit3),
    (Chord::key(Key::Digit(4)), Action::Digit4),
    (Chord::ctrl(Key::Enter), Action::Confirm),
    (Chord::key(Key::Escape), Action::Back),
];

const DIRECTORY: &[Binding] = &[
    letter('j', Action::Next),
    (Chord::key(Key::Down), Action::Next),
    letter('k', Action::Previous),
    (Chord::key(Key::Up), Action::Previous),
    (Chord::key(Key::Sign('/')), Action::Find),
    letter('e', Action::Edit),
    (Chord::shift(Key::Enter), Action::NewTicketFor),
    (Chord::ctrl(Key::Enter), Action::Confirm),
    (Chord::key(Key::Escape), Action::Back),
];

const OVERLAY: &[Binding] = &[
    (Chord::key(Key::Escape), Action::Back),
    (Chord::ctrl(Key::Enter), Action::Confirm),
];

impl Screen {
    /// Every screen.
    #[cfg(test)]
    pub const ALL: &'static [Self] = &[
        Self::Everywhere,
        Self::Gate,
        Self::Queue,
        Self::Ticket,
        Self::Reception,
        Self::Directory,
        Self::Overlay,
    ];

    /// Its keys, in the order the page `?` shows them.
    pub const fn bindings(self) -> &'static [Binding] {
        match self {
            Self::Everywhere => EVERYWHERE,
            Self::Gate => GATE,
            Self::Queue => QUEUE,
            Self::Ticket => TICKET,
            Self::Reception => RECEPTION,
            Self::Directory => DIRECTORY,
            Self::Overlay => OVERLAY,
        }
    }

    /// The name of its title in the locales, after `keys-`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Everywhere => "everywhere",
            Self::Gate => "gate",
            Self::Queue => "queue",
            Self::Ticket => "ticket",
            Self::Reception => "reception",
            Self::Directory => "directory",
            Self::Overlay => "overlay",
        }
    }

    /// What a chord does here.
    pub fn action(self, chord: Chord) -> Option<Action> {
        self.bindings()
            .iter()
            .find(|(bound, _)| *bound == chord)
            .map(|(_, action)| *action)
    }

    /// The first key of an action here: the one drawn on its button.
    pub fn chord(self, action: Action) -> Option<Chord> {
        self.bindings()
            .iter()
            .find(|(_, bound)| *bound == action)
            .map(|(chord, _)| *chord)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_actions_of_one_screen_never_share_a_key() {
        for screen in Screen::ALL {
            let mut chords: Vec<Chord> =
                screen.bindings().iter().map(|(chord, _)| *chord).collect();
            if !matches!(screen, Screen::Everywhere | Screen::Gate) {
                chords.extend(EVERYWHERE.iter().map(|(chord, _)| *chord));
            }
            for (index, chord) in chords.iter().enumerate() {
                assert!(!chords[..index].contains(chord), "{screen:?}: {chord:?}");
            }
        }
    }

    /// Rare, and never by accident: a menu and the palette propose them.
    const WITHOUT_A_KEY: [Action; 7] = [
        Action::Reopen,
        Action::Unassign,
        Action::Reject,
        Action::UndoMerge,
        Action::Bin,
        Action::Restore,
        Action::CopyNumber,
    ];

    #[test]
    fn every_other_action_has_a_key_on_some_screen() {
        for action in Action::ALL {
            let has_a_key = Screen::ALL
                .iter()
                .any(|screen| screen.chord(*action).is_some());
            assert_ne!(has_a_key, WITHOUT_A_KEY.contains(action), "{action:?}");
        }
    }

    #[test]
    fn a_chord_finds_its_action_on_its_screen_only() {
        assert_eq!(
            Screen::Queue.action(Chord::letter('a')),
            Some(Action::Assign)
        );
        assert_eq!(Screen::Everywhere.action(Chord::letter('a')), None);
        assert_eq!(
            Screen::Everywhere.action(Chord::go('a')),
            Some(Action::GoReception)
        );
    }
}
