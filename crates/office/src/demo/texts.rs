//! What people write: sentences of the trade, filled with words that follow a natural distribution.
//!
//! A ticket keeps its words: the part that fails in its label is the one that its solution replaces.

use std::collections::HashMap;

use super::chance::Chance;

/// Lists of words by name, as the files under `words/` give them.
pub(super) struct Lists(HashMap<String, Vec<String>>);

/// What a request is about, with the sentences said around it.
pub(super) struct Topic {
    pub(super) heating: bool,
    pub(super) category: String,
    pub(super) subcategory: String,
    /// The list of the machines it happens on.
    pub(super) machines: String,
    pub(super) labels: Vec<Sentence>,
    pub(super) descriptions: Vec<Sentence>,
    pub(super) questions: Vec<Sentence>,
    pub(super) answers: Vec<Sentence>,
    pub(super) instructions: Vec<Sentence>,
    pub(super) informations: Vec<Sentence>,
    pub(super) solutions: Vec<Sentence>,
}

/// A sentence with its blanks.
pub(super) struct Sentence(Vec<Piece>);

enum Piece {
    Text(String),
    /// A blank, and whether its word begins with a capital.
    Blank(String, bool),
}

/// Everything that can be said.
pub(super) struct Texts {
    common: Lists,
    heating: Lists,
    computing: Lists,
    pub(super) topics: Vec<Topic>,
}

/// The words one ticket has used, so that it uses them again.
#[derive(Default)]
pub(super) struct Scene(HashMap<String, String>);

impl Lists {
    /// Reads `= name` lines, each followed by its words between bars.
    pub(super) fn read(file: &str) -> Self {
        let file = typeset(file);
        let blocks = file
            .split("= ")
            .skip(1)
            .filter_map(|block| block.split_once('\n'));
        Self(
            blocks
                .map(|(name, words)| {
                    let words = words.split('|').map(|word| word.trim().to_owned());
                    (
                        name.trim().to_owned(),
                        words.filter(|word| !word.is_empty()).collect(),
                    )
                })
                .collect(),
        )
    }

    /// The words of a list; none when there is no such list.
    pub(super) fn of(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }
}

impl Texts {
    /// Reads every file.
    pub(super) fn read() -> Self {
        let common = [
            include_str!("words/work.txt"),
            include_str!("words/places.txt"),
        ]
        .concat();
        Self {
            common: Lists::read(&common),
            heating: Lists::read(include_str!("words/heating.txt")),
            computing: Lists::read(include_str!("words/computing.txt")),
            topics: typeset(include_str!("words/topics.txt"))
                .split("# ")
                .skip(1)
                .filter_map(topic)
                .collect(),
        }
    }

    /// Words every trade uses.
    pub(super) fn common(&self, list: &str) -> &[String] {
        self.common.of(list)
    }

    /// The machines of a list.
    pub(super) fn machines(&self, list: &str) -> &[String] {
        let heating = self.heating.of(list);
        if heating.is_empty() {
            self.computing.of(list)
        } else {
            heating
        }
    }

    /// One of these sentences, its blanks filled.
    pub(super) fn say(
        &self,
        topic: &Topic,
        sentences: &[Sentence],
        scene: &mut Scene,
        chance: &mut Chance,
    ) -> String {
        let mut said = String::new();
        for piece in &chance.often(sentences).0 {
            match piece {
                Piece::Text(text) => said.push_str(text),
                Piece::Blank(name, capital) => {
                    if !scene.0.contains_key(name) {
                        let word = self.word(topic, name, chance);
                        scene.0.insert(name.clone(), word);
                    }
                    let word = &scene.0[name];
                    if *capital {
                        said.push_str(&capitalised(word))
                    } else {
                        said.push_str(word)
                    }
                }
            }
        }
        capitalised(&said)
    }

    fn word(&self, topic: &Topic, name: &str, chance: &mut Chance) -> String {
        let list = match name {
            "sign" => "signs",
            "cause" => "causes",
            "part" | "part2" => "parts",
            "gesture" | "gesture2" => "gestures",
            "code" => "codes",
            "error" => "errors",
            "room" | "room2" => "rooms",
            "access" => "accesses",
            "machine" => &topic.machines,
            other => other,
        };
        let trade = if topic.heating {
            &self.heating
        } else {
            &self.computing
        };
        match [
            trade.of(list),
            self.computing.of(list),
            self.common.of(list),
        ]
        .into_iter()
        .find(|words| !words.is_empty())
        {
            Some(words) => chance.often(words).clone(),
            None => figure(name, chance),
        }
    }
}

impl Scene {
    /// A ticket on a known machine speaks of that one.
    pub(super) fn about(machine: Option<&str>) -> Self {
        let machine = machine.map(|model| ("machine".to_owned(), model.to_owned()));
        Self(machine.into_iter().collect())
    }
}

fn topic(block: &str) -> Option<Topic> {
    let (head, body) = block.split_once('\n')?;
    let mut head = head.split('|').map(|part| part.trim().to_owned());
    let said = |mark: &str| -> Vec<Sentence> {
        let lines = body
            .lines()
            .filter_map(|line| line.strip_prefix(mark)?.strip_prefix(' '));
        lines.map(sentence).collect()
    };
    Some(Topic {
        heating: head.next()? == "heating",
        category: head.next()?,
        subcategory: head.next()?,
        machines: head.next()?,
        labels: said("L"),
        descriptions: said("D"),
        questions: said("Q"),
        answers: said("A"),
        instructions: said("I"),
        informations: said("N"),
        solutions: said("S"),
    })
}

fn sentence(line: &str) -> Sentence {
    let mut pieces = Vec::new();
    for (i, part) in line.split(['{', '}']).enumerate() {
        if i % 2 == 0 {
            pieces.push(Piece::Text(part.to_owned()));
        } else {
            let capital = part.starts_with(char::is_uppercase);
            pieces.push(Piece::Blank(part.to_lowercase(), capital));
        }
    }
    Sentence(pieces)
}

/// Figures, references and measures, which no list could hold.
fn figure(name: &str, chance: &mut Chance) -> String {
    let tenths = |chance: &mut Chance, low, high| {
        let value = chance.within(low, high);
        format!("{},{}", value / 10, value % 10)
    };
    match name {
        "hour" => format!("{} h {:02}", chance.within(7, 18), 5 * chance.within(0, 11)),
        "minutes" => format!("{} minutes", 5 * chance.within(1, 24)),
        "bar" => format!("{} bar", tenths(chance, 2, 32)),
        "temp" | "temp2" => format!("{} °C", chance.within(14, 65)),
        "kohm" => format!("{} kΩ", tenths(chance, 8, 62)),
        "co2" => format!("{} %", tenths(chance, 84, 124)),
        "percent" => format!("{} %", chance.within(3, 98)),
        "ref" => chance.within(7_000_000, 7_999_999).to_string(),
        "serial" => serial(chance),
        "year" => chance.within(2009, 2023).to_string(),
        "year2" => chance.within(2024, 2028).to_string(),
        "litres" => format!("{} litres", 5 * chance.within(1, 60)),
        "version" | "version2" => format!(
            "{}.{}.{}",
            chance.within(8, 26),
            chance.within(0, 12),
            chance.within(0, 99)
        ),
        "ip" => format!("192.168.{}.{}", chance.within(0, 60), chance.within(2, 254)),
        "mbps" => format!("{} Mbit/s", chance.within(8, 940)),
        "gigas" => format!("{} Go", chance.within(12, 1_900)),
        _ => chance.within(1_200, 480_000).to_string(),
    }
}

/// A serial number as makers print them.
pub(super) fn serial(chance: &mut Chance) -> String {
    if chance.likely(0.5) {
        return format!(
            "{}-{:04}-{:04}",
            chance.within(1000, 9999),
            chance.within(0, 9999),
            chance.within(0, 9999)
        );
    }
    let letter = |chance: &mut Chance| char::from(b'A' + chance.within(0, 25) as u8);
    let (a, b, c) = (letter(chance), letter(chance), letter(chance));
    format!(
        "{a}{b}{:03}{c}{:05}",
        chance.within(0, 999),
        chance.within(0, 99_999)
    )
}

/// French typography: the apostrophe, and the spaces that never break a line.
fn typeset(text: &str) -> String {
    let text = text.replace('\'', "’").replace(" :", "\u{a0}:");
    [';', '!', '?'].iter().fold(text, |text, sign| {
        text.replace(&format!(" {sign}"), &format!("\u{202f}{sign}"))
    })
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use guichet_domain::fold;

    use super::*;

    #[test]
    fn every_blank_is_filled_and_every_topic_speaks() {
        let texts = Texts::read();
        assert!(texts.topics.len() >= 15);
        let mut chance = Chance::of(1, 1);
        for topic in &texts.topics {
            assert!(
                !texts.machines(&topic.machines).is_empty(),
                "{}",
                topic.subcategory
            );
            let all = [
                &topic.labels,
                &topic.descriptions,
                &topic.questions,
                &topic.answers,
                &topic.instructions,
                &topic.informations,
                &topic.solutions,
            ];
            for sentences in all {
                assert!(!sentences.is_empty(), "{} is silent", topic.subcategory);
                let said = texts.say(topic, sentences, &mut Scene::default(), &mut chance);
                assert!(!said.contains(['{', '}', '|', '\'']), "{said}");
            }
        }
    }

    #[test]
    fn a_ticket_keeps_its_words() {
        let texts = Texts::read();
        let (topic, mut chance) = (&texts.topics[0], Chance::of(1, 1));
        let one = Sentence(vec![
            Piece::Blank("code".into(), false),
            Piece::Text(" ".into()),
            Piece::Blank("code".into(), false),
        ]);
        let said = texts.say(topic, &[one], &mut Scene::default(), &mut chance);
        let (first, second) = said.split_once(' ').expect("two words");
        assert_eq!(first, second);
    }

    #[test]
    fn thousands_of_words_are_used_the_commonest_far_more_than_most() {
        let texts = Texts::read();
        let mut chance = Chance::of(3, 1);
        let (mut words, mut all) = (HashSet::new(), 0_usize);
        for _ in 0..6_000 {
            let topic = chance.often(&texts.topics);
            let mut scene = Scene::default();
            for sentences in [&topic.descriptions, &topic.instructions, &topic.solutions] {
                let said = fold::words(&texts.say(topic, sentences, &mut scene, &mut chance));
                all += said.len();
                words.extend(said);
            }
        }
        assert!(
            words.len() > 3_000 && all > 100 * words.len() / 4,
            "{} of {all}",
            words.len()
        );
    }
}
