//! What both doors share: the stories told once, for Chromium and for the desktop window.
//!
//! Not a place for servers, browsers or waits: those are `guichet-testkit`'s. A story takes a page and says what a person does.
