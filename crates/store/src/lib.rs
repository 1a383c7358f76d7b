//! guichet-store
