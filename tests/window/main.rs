//! What a person does in the real desktop window, driven through WebKitWebDriver under a virtual display.
//!
//! The same stories as in Chromium, plus what only a window has: its session, its notices, its files.
