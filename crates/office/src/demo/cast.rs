//! Who works in the demonstration office: accounts, their PSP contacts, teams and skills.

use std::collections::HashSet;

use guichet_domain::directory::{Contact, Record};
use guichet_domain::fold::fold;
use guichet_domain::staff::Membership;
use guichet_domain::{Language, Moment, Role, SkillId, Staff, StaffId, TeamId};
use uuid::Uuid;

use super::chance::Chance;
use super::texts::Lists;

/// Technicians of a small office, and the office from which there are more.
const FEW: usize = 8;
const SMALL: u32 = 5_000;
const MOST: usize = 30;

/// First name, last name, role, and whether heating is their trade.
type Part = (&'static str, &'static str, Role, bool);

const PARTS: [Part; 13] = [
    ("Hervé", "Le Roux", Role::Administrator, false),
    ("Nolwenn", "Le Goff", Role::Supervisor, false),
    ("Mathieu", "Prigent", Role::Supervisor, true),
    ("Soizic", "Cadiou", Role::Receptionist, false),
    ("Yuna", "Salaün", Role::Receptionist, true),
    ("Ronan", "Guéguen", Role::Technician, true),
    ("Erwan", "Le Floc’h", Role::Technician, true),
    ("Tristan", "Quéméner", Role::Technician, true),
    ("Loïc", "Abgrall", Role::Technician, true),
    ("Maëlle", "Tanguy", Role::Technician, false),
    ("Élodie", "Jézéquel", Role::Technician, false),
    ("Yann", "Kermarrec", Role::Technician, false),
    ("Gwenaëlle", "Le Du", Role::Technician, false),
];

/// Somebody hired: the account, the PSP contact, the team and the skills.
pub(super) struct Hired {
    pub(super) staff: Staff,
    pub(super) contact: Contact,
    pub(super) membership: Membership,
}

/// Everybody, by what they do.
pub(super) struct Cast {
    pub(super) administrator: StaffId,
    pub(super) supervisors: Vec<StaffId>,
    pub(super) receptionists: Vec<StaffId>,
    pub(super) heating: Vec<StaffId>,
    pub(super) computing: Vec<StaffId>,
    pub(super) hired: Vec<Hired>,
}

/// Teams and skills, heating first.
pub(super) struct Teams {
    pub(super) teams: [Record; 2],
    pub(super) skills: [Vec<Record>; 2],
}

impl Teams {
    pub(super) fn new(at: Moment, chance: &mut Chance) -> Self {
        let mut made = |code: &str, label: &str| record(code, label, at, chance);
        Self {
            teams: [made("CHF", "Chauffage"), made("SYS", "Systèmes et réseaux")],
            skills: [
                vec![
                    made("GAZ", "Gaz"),
                    made("FIO", "Fioul"),
                    made("PAC", "Pompe à chaleur"),
                    made("FRI", "Fluides frigorigènes"),
                ],
                vec![
                    made("SRV", "Serveurs"),
                    made("RES", "Réseau"),
                    made("IMP", "Impression"),
                    made("TEL", "Téléphonie"),
                ],
            ],
        }
    }

    fn of(&self, heating: bool, rank: usize) -> Membership {
        let trade = usize::from(!heating);
        let skills = &self.skills[trade];
        let skill = |rank: usize| SkillId(skills[rank % skills.len()].id);
        let teams = vec![TeamId(self.teams[trade].id)];
        Membership::new(teams, vec![skill(rank), skill(rank + 1)])
    }
}

/// A bare record of its first version.
pub(super) fn record(code: &str, label: &str, at: Moment, chance: &mut Chance) -> Record {
    Record {
        id: chance.id(at),
        version: 1,
        code: code.to_owned(),
        label: label.to_owned(),
        company_id: None,
        parent_id: None,
        starts_on: None,
        ends_on: None,
        active: true,
    }
}

impl Cast {
    /// The people of an office of that many tickets; the first ones are always the same.
    pub(super) fn hire(
        tickets: u32,
        people: &Lists,
        teams: &Teams,
        at: Moment,
        chance: &mut Chance,
    ) -> Self {
        let technicians = if tickets <= SMALL {
            FEW
        } else {
            (FEW + tickets as usize / 2_500).min(MOST)
        };
        let mut parts: Vec<(String, String, Role, bool)> = PARTS
            .iter()
            .map(|(first, last, role, heating)| {
                ((*first).to_owned(), (*last).to_owned(), *role, *heating)
            })
            .collect();
        let mut logins: HashSet<String> =
            parts.iter().map(|part| login(&part.0, &part.1)).collect();
        while parts.len() < PARTS.len() - FEW + technicians {
            let names = if chance.likely(0.4) { "women" } else { "men" };
            let first = chance.pick(people.of(names)).clone();
            let last = chance.pick(people.of("surnames")).clone();
            if logins.insert(login(&first, &last)) {
                parts.push((first, last, Role::Technician, parts.len().is_multiple_of(2)));
            }
        }
        let mut cast = Self {
            administrator: StaffId(Uuid::nil()),
            supervisors: Vec::new(),
            receptionists: Vec::new(),
            heating: Vec::new(),
            computing: Vec::new(),
            hired: Vec::new(),
        };
        for (rank, part) in parts.into_iter().enumerate() {
            cast.welcome(rank, part, teams, at, chance);
        }
        cast
    }

    fn welcome(
        &mut self,
        rank: usize,
        part: (String, String, Role, bool),
        teams: &Teams,
        at: Moment,
        chance: &mut Chance,
    ) {
        let (first_name, last_name, role, heating) = part;
        let id = chance.id(at);
        match role {
            Role::Administrator => self.administrator = id,
            Role::Supervisor => self.supervisors.push(id),
            Role::Receptionist => self.receptionists.push(id),
            Role::Technician if heating => self.heating.push(id),
            Role::Technician => self.computing.push(id),
        }
        let login = login(&first_name, &last_name);
        let staff = Staff {
            id,
            version: 1,
            mail: format!("{login}@kerlann.example"),
            login,
            first_name,
            last_name,
            role,
            phone: format!("02 97 55 20 {:02}", rank + 10),
            language: Language::French,
            contact_id: Some(chance.id(at)),
            active: true,
        };
        let membership = if role == Role::Technician {
            teams.of(heating, rank)
        } else {
            Membership::default()
        };
        self.hired.push(Hired {
            contact: psp(&staff),
            staff,
            membership,
        });
    }

    /// A technician of the trade, the busiest more often.
    pub(super) fn technician(&self, heating: bool, chance: &mut Chance) -> StaffId {
        let team = if heating {
            &self.heating
        } else {
            &self.computing
        };
        let busy = chance.rank(team.len() * 3);
        team[busy % team.len()]
    }
}

/// Their contact among partners and services; its id was chosen with the account.
fn psp(staff: &Staff) -> Contact {
    let id = staff
        .contact_id
        .unwrap_or(guichet_domain::ContactId(Uuid::nil()));
    Contact {
        version: 1,
        ..staff.psp_contact(id)
    }
}

/// `n.legoff` for Nolwenn Le Goff.
fn login(first: &str, last: &str) -> String {
    let letters = |text: &str| -> String {
        fold(text)
            .chars()
            .filter(char::is_ascii_lowercase)
            .collect()
    };
    let initial: String = letters(first).chars().take(1).collect();
    format!("{initial}.{}", letters(last))
}

#[cfg(test)]
mod tests {
    use super::login;

    #[test]
    fn logins_are_an_initial_and_a_name_without_accents() {
        assert_eq!(login("Nolwenn", "Le Goff"), "n.legoff");
        assert_eq!(login("Élodie", "Le Floc’h"), "e.lefloch");
    }
}
