//! From a press to the handler of its action: layers of screens, the last mounted first.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::catalogue::{Action, Screen};
use super::chord::Chord;

/// How long `G` waits for its letter, in milliseconds.
pub const G_LASTS: f64 = 1000.0;

/// What handles the actions of a screen; false lets a lower layer try.
pub type Handler = Rc<dyn Fn(Action) -> bool>;

/// The actions a layer takes now, as its last drawing said.
pub type Offers = Rc<RefCell<Vec<Action>>>;

struct Layer {
    id: u32,
    screen: Screen,
    /// A modal layer hides the layers under it.
    modal: bool,
    handler: Handler,
    /// What the palette may propose of it.
    offers: Offers,
}

/// An action that is possible on the page now.
#[derive(Clone)]
pub struct Offer {
    /// The screen whose key it is.
    pub screen: Screen,
    /// The action.
    pub action: Action,
    handler: Handler,
}

impl Offer {
    /// Does it.
    pub fn take(&self) {
        (self.handler)(self.action);
    }
}

impl PartialEq for Offer {
    fn eq(&self, other: &Self) -> bool {
        (self.screen, self.action) == (other.screen, other.action)
    }
}

thread_local! {
    static LAYERS: RefCell<Vec<Layer>> = const { RefCell::new(Vec::new()) };
    static NEXT: Cell<u32> = const { Cell::new(0) };
    static AFTER_G: Cell<Option<f64>> = const { Cell::new(None) };
    static LETTERS: Cell<bool> = const { Cell::new(true) };
}

/// Adds a layer on top; the answer removes it.
pub fn push(screen: Screen, modal: bool, handler: Handler, offers: Offers) -> u32 {
    let id = NEXT.get();
    NEXT.set(id.wrapping_add(1));
    LAYERS.with_borrow_mut(|layers| {
        layers.push(Layer {
            id,
            screen,
            modal,
            handler,
            offers,
        })
    });
    id
}

/// Removes a layer.
pub fn remove(id: u32) {
    LAYERS.with_borrow_mut(|layers| layers.retain(|layer| layer.id != id));
}

/// The screens whose keys act now, the innermost first.
pub fn screens() -> Vec<Screen> {
    LAYERS.with_borrow(|layers| layers.iter().rev().map(|layer| layer.screen).collect())
}

/// What may be done on the page now, the innermost first, each action once.
pub fn offered() -> Vec<Offer> {
    LAYERS.with_borrow(|layers| {
        let mut offered: Vec<Offer> = Vec::new();
        for layer in layers.iter().rev() {
            for action in layer.offers.borrow().iter() {
                if offered.iter().all(|offer| offer.action != *action) {
                    offered.push(Offer {
                        screen: layer.screen,
                        action: *action,
                        handler: layer.handler.clone(),
                    });
                }
            }
            if layer.modal {
                break;
            }
        }
        offered
    })
}

/// Switches the single letters on or off.
pub fn allow_letters(allowed: bool) {
    LETTERS.set(allowed);
}

/// Gives a press to the first layer that takes it; true when one did.
pub fn press(chord: Chord, in_field: bool, at: f64) -> bool {
    let Some(chord) = with_g(chord, in_field, at) else {
        return true;
    };
    if (in_field && !chord.acts_in_fields()) || (chord.is_single_letter() && !LETTERS.get()) {
        return false;
    }
    reachable(chord)
        .into_iter()
        .any(|(handler, action)| handler(action))
}

/// Turns `G` then a letter into one chord; None while `G` waits.
fn with_g(chord: Chord, in_field: bool, at: f64) -> Option<Chord> {
    let waiting = AFTER_G.take().is_some_and(|since| at - since <= G_LASTS);
    if in_field || !LETTERS.get() {
        return Some(chord);
    }
    if waiting && chord.is_single_letter() {
        return Some(Chord {
            after_g: true,
            shift: false,
            ..chord
        });
    }
    if chord == Chord::letter('g') {
        AFTER_G.set(Some(at));
        return None;
    }
    Some(chord)
}

/// The handlers that know the chord, down to the first modal layer. Cloned, for they may change the layers.
fn reachable(chord: Chord) -> Vec<(Handler, Action)> {
    LAYERS.with_borrow(|layers| {
        let mut found = Vec::new();
        for layer in layers.iter().rev() {
            if let Some(action) = layer.screen.action(chord) {
                found.push((layer.handler.clone(), action));
            }
            if layer.modal {
                break;
            }
        }
        found
    })
}

#[cfg(test)]
mod tests {
    use super::super::chord::Key;
    use super::*;

    fn push(screen: Screen, modal: bool, handler: Handler) -> u32 {
        super::push(screen, modal, handler, Offers::default())
    }

    fn recorder(log: &Rc<RefCell<Vec<(Screen, Action)>>>, screen: Screen, takes: bool) -> Handler {
        let log = log.clone();
        Rc::new(move |action| {
            log.borrow_mut().push((screen, action));
            takes
        })
    }

    #[test]
    fn the_innermost_layer_answers_first_and_may_pass() {
        let log = Rc::default();
        push(
            Screen::Everywhere,
            false,
            recorder(&log, Screen::Everywhere, true),
        );
        push(Screen::Queue, false, recorder(&log, Screen::Queue, false));
        assert!(!press(Chord::letter('a'), false, 0.0));
        assert!(press(Chord::ctrl(Key::Letter('k')), false, 0.0));
        assert_eq!(
            *log.borrow(),
            [
                (Screen::Queue, Action::Assign),
                (Screen::Everywhere, Action::Palette)
            ]
        );
    }

    #[test]
    fn escape_goes_back_one_level_at_a_time() {
        let log = Rc::default();
        push(Screen::Queue, false, recorder(&log, Screen::Queue, true));
        let menu = push(
            Screen::Overlay,
            false,
            recorder(&log, Screen::Overlay, true),
        );
        press(Chord::key(Key::Escape), false, 0.0);
        remove(menu);
        press(Chord::key(Key::Escape), true, 0.0);
        assert_eq!(
            *log.borrow(),
            [
                (Screen::Overlay, Action::Back),
                (Screen::Queue, Action::Back)
            ]
        );
    }

    #[test]
    fn a_dialog_hides_the_keys_under_it() {
        let log = Rc::default();
        push(Screen::Queue, false, recorder(&log, Screen::Queue, true));
        push(Screen::Overlay, true, recorder(&log, Screen::Overlay, true));
        assert!(!press(Chord::letter('a'), false, 0.0));
        assert!(log.borrow().is_empty());
    }

    #[test]
    fn a_letter_typed_in_a_field_does_nothing() {
        let log = Rc::default();
        push(Screen::Queue, false, recorder(&log, Screen::Queue, true));
        assert!(!press(Chord::letter('a'), true, 0.0));
        assert!(press(Chord::key(Key::Escape), true, 0.0));
    }

    #[test]
    fn g_waits_one_second_for_its_letter() {
        let log = Rc::default();
        push(
            Screen::Everywhere,
            false,
            recorder(&log, Screen::Everywhere, true),
        );
        press(Chord::letter('g'), false, 0.0);
        press(Chord::letter('f'), false, 400.0);
        press(Chord::letter('g'), false, 1000.0);
        assert!(
            !press(Chord::letter('f'), false, 2500.0),
            "the letter came too late"
        );
        assert_eq!(*log.borrow(), [(Screen::Everywhere, Action::GoQueue)]);
    }

    #[test]
    fn the_palette_proposes_what_the_layers_take_down_to_a_dialog() {
        let log = Rc::default();
        let offers = |actions: &[Action]| Rc::new(RefCell::new(actions.to_vec()));
        let keys = recorder(&log, Screen::Everywhere, true);
        super::push(
            Screen::Everywhere,
            false,
            keys,
            offers(&[Action::Undo, Action::Edit]),
        );
        let ticket = recorder(&log, Screen::Ticket, true);
        super::push(Screen::Ticket, false, ticket, offers(&[Action::Edit]));
        let offered = offered();
        let found: Vec<_> = offered
            .iter()
            .map(|offer| (offer.screen, offer.action))
            .collect();
        assert_eq!(
            found,
            [
                (Screen::Ticket, Action::Edit),
                (Screen::Everywhere, Action::Undo)
            ]
        );
        offered[0].take();
        assert_eq!(*log.borrow(), [(Screen::Ticket, Action::Edit)]);
        push(Screen::Overlay, true, recorder(&log, Screen::Overlay, true));
        assert!(super::offered().is_empty());
    }

    #[test]
    fn letters_can_be_switched_off() {
        let log = Rc::default();
        push(Screen::Queue, false, recorder(&log, Screen::Queue, true));
        allow_letters(false);
        let acted = press(Chord::letter('a'), false, 0.0);
        let combined = press(Chord::ctrl(Key::Letter('a')), false, 0.0);
        allow_letters(true);
        assert!(!acted && combined);
    }
}
