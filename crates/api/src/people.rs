//! Staff accounts; the administrator's.

use guichet_domain::{SkillId, Staff, StaffId, TeamId};

use crate::wire;

wire! {
    /// Lists every account, active or not.
    struct ListStaff {}

    /// Creates (version 0) or changes an account; its PSP contact is linked or created.
    struct SaveStaff {
        /// The account; its id is ignored when it is new.
        staff: Staff,
        /// The first password of a new account; ignored otherwise.
        password: String,
    }

    /// Sets somebody's password; their sessions end.
    struct SetPassword {
        /// Whose.
        id: StaffId,
        /// The new one.
        password: String,
    }

    /// Replaces the teams and skills of somebody.
    struct SetMembership {
        /// Whose.
        id: StaffId,
        /// Their teams.
        teams: Vec<TeamId>,
        /// Their skills.
        skills: Vec<SkillId>,
    }
}
