//! Small lists every screen needs, and the office's settings.

use guichet_domain::directory::{Category, Record};
use guichet_domain::{Moment, Role, Settings, SkillId, StaffId, TeamId};

use crate::wire;

wire! {
    /// Asks for the small lists.
    struct GetCatalog {}

    /// The small lists every screen needs.
    struct Catalog {
        /// The office's settings.
        settings: Settings,
        /// Everybody of the staff, the retired included, by name.
        staff: Vec<Colleague>,
        /// Categories, parents first.
        categories: Vec<Category>,
        /// Kinds of intervention.
        kinds: Vec<Record>,
        /// Products.
        products: Vec<Record>,
        /// Teams.
        teams: Vec<Record>,
        /// Skills.
        skills: Vec<Record>,
        /// The office's clock.
        now: Moment,
        /// The last verified copy of an embedded database.
        last_copy: Option<Copy>,
    }

    /// A verified copy of the database.
    struct Copy {
        /// When it was made.
        at: Moment,
        /// Where it is.
        path: String,
        /// How many are kept.
        kept: u32,
    }

    /// A member of the staff as colleagues see them.
    struct Colleague {
        /// Their id.
        id: StaffId,
        /// Their login, for mentions.
        login: String,
        /// First name.
        first_name: String,
        /// Last name.
        last_name: String,
        /// What they are.
        role: Role,
        /// Whether they still work here.
        active: bool,
        /// Their teams.
        teams: Vec<TeamId>,
        /// Their skills.
        skills: Vec<SkillId>,
    }

    /// Changes the settings.
    struct SaveSettings {
        /// The settings as they were seen.
        before: Settings,
        /// The settings wanted.
        settings: Settings,
    }
}
