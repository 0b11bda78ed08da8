//! What somebody adds to Hostler in a program of their own.

use modules::Listing;
use ports::World;

use crate::compose::Post;

/// Somebody's own modules. One that has the name of one of Hostler's, at the same port, takes its
/// place.
#[derive(Debug, Clone, Copy)]
pub struct Own {
    /// What `hostler modules` says of them.
    pub modules: &'static [Listing],
    /// Puts them into a world that is complete without them, as the configuration wants it. The
    /// demo company writes to nobody, so it takes only those that are chosen by their names:
    /// gateways, provisioning modules, registrars, hosts of zones, keepers of files, fraud checks.
    pub install: fn(&mut World),
}

impl Default for Own {
    /// Nothing: Hostler as it is.
    fn default() -> Own {
        Own { modules: &[], install: |_| {} }
    }
}

impl Own {
    /// Every module of the program, Hostler's and one's own, by port.
    pub fn listed(&self) -> Vec<Listing> {
        let is_replaced = |hostlers: &Listing| {
            let mut own = self.modules.iter();
            own.any(|own| (own.port, own.module) == (hostlers.port, hostlers.module))
        };
        let mut all = modules::all();
        all.retain(|hostlers| !is_replaced(hostlers));
        all.extend(self.modules.iter().cloned());
        all.sort_by_key(|each| each.port);
        all
    }

    /// Puts one's own modules into the world that an engine is about to get.
    pub(crate) fn join(self, world: &mut World, post: Post) {
        match post {
            Post::Sent => (self.install)(world),
            Post::Kept => {
                let mut with = world.clone();
                (self.install)(&mut with);
                world.gateways = with.gateways;
                world.provisioners = with.provisioners;
                world.registrars = with.registrars;
                world.dns_hosts = with.dns_hosts;
                world.file_stores = with.file_stores;
                world.fraud_checks = with.fraud_checks;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use modules::fraud::Rules;
    use modules::mail::OutboxMailer;
    use modules::{Listing, Port};
    use ports::{FakeChance, FakeClock, World};

    use super::Own;
    use crate::compose::Post;

    /// One under a new name, one in the place of one of Hostler's, and another mailer.
    const OWN: Own = Own {
        modules: &[listing("postcodes", Port::Fraud), listing("stripe", Port::Payment)],
        install: |world| {
            world.fraud_checks.insert("postcodes", Arc::new(Rules::default()));
            world.mailer = Arc::new(OutboxMailer::default());
        },
    };

    const fn listing(module: &'static str, port: Port) -> Listing {
        Listing { module, port, capabilities: "ours", judge: "us" }
    }

    fn world() -> World {
        let clock = Arc::new(FakeClock::at(jiff::Timestamp::UNIX_EPOCH));
        modules::world(clock, Arc::new(FakeChance::seeded(1)))
    }

    #[test]
    fn ones_own_modules_stand_with_those_of_their_port_or_in_their_place() {
        assert_eq!(Own::default().listed().len(), modules::all().len());
        let listed = OWN.listed();
        assert_eq!(listed.len(), modules::all().len() + 1);
        let ours: Vec<_> = listed.iter().filter(|each| each.capabilities == "ours").collect();
        assert_eq!(ours, [&OWN.modules[1], &OWN.modules[0]]);
        assert!(listed.is_sorted_by_key(|each| each.port), "{listed:?}");
    }

    #[test]
    fn a_demo_company_takes_what_it_can_choose_and_still_writes_to_nobody() {
        for (post, replaced) in [(Post::Sent, true), (Post::Kept, false)] {
            let mut world = world();
            let (mailer, gateways) = (world.mailer.clone(), world.gateways.len());
            OWN.join(&mut world, post);
            assert!(world.fraud_checks.contains_key("postcodes"), "{post:?}");
            assert_eq!(world.gateways.len(), gateways, "{post:?}");
            assert_eq!(!Arc::ptr_eq(&mailer, &world.mailer), replaced, "{post:?}");
        }
    }
}
