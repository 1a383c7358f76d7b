//! One thread that talks to the store of secrets, in the order it was asked: no call waits for a keyring.

use std::sync::mpsc;
use std::thread;

use anyhow::Result;
use tokio::sync::oneshot;

use super::SecretStore;

/// The way to the thread.
pub struct Keeper {
    orders: mpsc::Sender<Order>,
}

enum Order {
    Read(String, oneshot::Sender<Option<String>>),
    Keep(String, String),
    Forget(String),
}

impl Keeper {
    /// Starts the thread.
    pub fn start(store: Box<dyn SecretStore>) -> Result<Self> {
        let (orders, received) = mpsc::channel();
        thread::Builder::new()
            .name("secrets".into())
            .spawn(move || follow(store.as_ref(), &received))?;
        Ok(Self { orders })
    }

    /// The secret of this name; none when there is none, or no store.
    pub async fn read(&self, name: String) -> Option<String> {
        let (tell, answer) = oneshot::channel();
        self.send(Order::Read(name, tell));
        answer.await.ok().flatten()
    }

    /// Keeps a secret when its turn comes.
    pub fn keep(&self, name: String, secret: &str) {
        self.send(Order::Keep(name, secret.to_owned()));
    }

    /// Keeps a secret, or forgets the one of before.
    pub fn put(&self, name: String, secret: Option<&str>) {
        match secret {
            Some(secret) => self.keep(name, secret),
            None => self.forget(name),
        }
    }

    /// Forgets a secret when its turn comes.
    pub fn forget(&self, name: String) {
        self.send(Order::Forget(name));
    }

    fn send(&self, order: Order) {
        // The thread only ends with this end of the channel.
        let _ = self.orders.send(order);
    }
}

fn follow(store: &dyn SecretStore, orders: &mpsc::Receiver<Order>) {
    let mut is_known = false;
    for order in orders {
        let done = match order {
            Order::Read(name, tell) => store.read(&name).map(|secret| {
                // Whoever asked may have left.
                let _ = tell.send(secret);
            }),
            Order::Keep(name, secret) => store.keep(&name, &secret),
            Order::Forget(name) => store.forget(&name),
        };
        if let Err(error) = done
            && !std::mem::replace(&mut is_known, true)
        {
            tracing::warn!("secrets are not kept, each start asks for the password: {error:#}");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Mutex;

    use anyhow::bail;

    use super::*;

    #[derive(Default)]
    struct InMemory(Mutex<BTreeMap<String, String>>);

    impl SecretStore for InMemory {
        fn read(&self, name: &str) -> Result<Option<String>> {
            Ok(self.0.lock().unwrap().get(name).cloned())
        }
        fn keep(&self, name: &str, secret: &str) -> Result<()> {
            self.0.lock().unwrap().insert(name.into(), secret.into());
            Ok(())
        }
        fn forget(&self, name: &str) -> Result<()> {
            self.0.lock().unwrap().remove(name);
            Ok(())
        }
    }

    struct Locked;

    impl SecretStore for Locked {
        fn read(&self, _: &str) -> Result<Option<String>> {
            bail!("locked")
        }
        fn keep(&self, _: &str, _: &str) -> Result<()> {
            bail!("locked")
        }
        fn forget(&self, _: &str) -> Result<()> {
            bail!("locked")
        }
    }

    #[tokio::test]
    async fn orders_are_followed_one_after_the_other() {
        let keeper = Keeper::start(Box::<InMemory>::default()).unwrap();
        keeper.keep("session".into(), "first");
        keeper.keep("session".into(), "second");
        assert_eq!(
            keeper.read("session".into()).await.as_deref(),
            Some("second")
        );
        keeper.forget("session".into());
        assert_eq!(keeper.read("session".into()).await, None);
    }

    #[tokio::test]
    async fn a_locked_store_is_a_start_that_asks_for_the_password() {
        let keeper = Keeper::start(Box::new(Locked)).unwrap();
        keeper.keep("session".into(), "token");
        assert_eq!(keeper.read("session".into()).await, None);
        keeper.forget("session".into());
        assert_eq!(keeper.read("session".into()).await, None);
    }

    #[tokio::test]
    async fn the_keyring_of_this_machine_or_its_absence_answers() {
        let keeper = Keeper::start(super::super::chosen(None).unwrap()).unwrap();
        assert_eq!(keeper.read("a name nobody keeps".into()).await, None);
    }
}
