//! Chance that is the same for the same seed, on every machine and in every version.
//!
//! Not for secrets: passwords and tokens come from the system.

use guichet_domain::Moment;
use uuid::Uuid;

/// A stream of chance (splitmix64), with the ids it makes.
#[derive(Debug, Clone)]
pub(super) struct Chance {
    state: u64,
    ids: u16,
}

impl Chance {
    /// The stream of this number under this seed: each is as good as unrelated to the others.
    pub(super) fn of(seed: u64, stream: u64) -> Self {
        let mut chance = Self {
            state: seed,
            ids: 0,
        };
        chance.state = chance.draw() ^ stream.wrapping_mul(0xd134_2543_de82_ef95);
        chance.draw();
        chance
    }

    pub(super) const fn draw(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to 1, 1 excluded.
    pub(super) const fn unit(&mut self) -> f64 {
        (self.draw() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub(super) const fn likely(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// From low to high, both included.
    pub(super) const fn within(&mut self, low: i64, high: i64) -> i64 {
        low + (self.draw() % (high - low + 1) as u64) as i64
    }

    /// One of these, all alike.
    pub(super) fn pick<'a, T>(&mut self, among: &'a [T]) -> &'a T {
        &among[(self.draw() % among.len() as u64) as usize]
    }

    /// One of these, the first ones far more often, as words and clients are (Zipf).
    pub(super) fn often<'a, T>(&mut self, among: &'a [T]) -> &'a T {
        &among[self.rank(among.len())]
    }

    /// A rank under `count` by Zipf's law: the logarithm of a rank is spread evenly.
    pub(super) fn rank(&mut self, count: usize) -> usize {
        let rank = ((count + 1) as f64).powf(self.unit());
        (rank as usize).clamp(1, count) - 1
    }

    /// An id of that time; later ones of the same stream and millisecond are greater.
    pub(super) fn id<T: From<Uuid>>(&mut self, at: Moment) -> T {
        self.ids = (self.ids + 1) & 0x0fff;
        let mut random = [0; 10];
        random[..2].copy_from_slice(&self.ids.to_be_bytes());
        random[2..].copy_from_slice(&self.draw().to_be_bytes());
        let millis = u64::try_from(at.timestamp_millis()).unwrap_or(0);
        T::from(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn a_seed_gives_the_same_stream_and_another_seed_another() {
        let draws = |seed, stream| {
            let mut chance = Chance::of(seed, stream);
            [chance.draw(), chance.draw(), chance.draw()]
        };
        assert_eq!(draws(1, 7), draws(1, 7));
        assert_ne!(draws(1, 7), draws(1, 8));
        assert_ne!(draws(1, 7), draws(2, 7));
    }

    #[test]
    fn the_first_of_a_list_comes_far_more_often_than_the_last() {
        let mut chance = Chance::of(1, 1);
        let mut seen = [0; 100];
        (0..20_000).for_each(|_| seen[chance.rank(100)] += 1);
        assert!(
            seen[0] > 2_500 && seen[99] > 5 && seen[99] < 100,
            "{seen:?}"
        );
    }
}
