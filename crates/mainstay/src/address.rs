//! Where a request came from: the connection's own address, or what a trusted proxy in front
//! says of it. Used to slow guesses at passwords; never logged.
//!
//! Must never know: what was asked for.

use std::net::IpAddr;

/// The proxies that are believed about who asked them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxies(Vec<(IpAddr, u32)>);

impl Proxies {
    /// Reads the setting: addresses with commas between, each alone or with the length of its
    /// network behind a slash.
    pub fn parse(setting: &str) -> Result<Proxies, String> {
        let named = setting.split(',').map(str::trim).filter(|s| !s.is_empty());
        named.map(network).collect::<Result<_, _>>().map(Proxies)
    }
    fn have(&self, address: IpAddr) -> bool {
        self.0.iter().any(|(network, length)| match (network, address) {
            (IpAddr::V4(n), IpAddr::V4(a)) => {
                same(u128::from(n.to_bits()) << 96, u128::from(a.to_bits()) << 96, *length)
            }
            (IpAddr::V6(n), IpAddr::V6(a)) => same(n.to_bits(), a.to_bits(), *length),
            _ => false,
        })
    }
    /// Whoever asked: the connection's own address, unless that is a trusted proxy. Then the
    /// last address in `forwarded` that is not one. What stands before that one could have been
    /// written by anybody.
    pub fn asker(&self, connection: IpAddr, forwarded: &str) -> IpAddr {
        let mut asker = connection.to_canonical();
        let mut said = forwarded.rsplit(',').map(str::trim);
        while self.have(asker) {
            match said.next().and_then(plain) {
                Some(before) => asker = before.to_canonical(),
                None => break,
            }
        }
        asker
    }
}

/// The line somebody is on, as tries are counted: one household or school has many addresses of
/// the newer kind, and a guesser could use a new one for every try.
pub fn line(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(a) => a.to_string(),
        IpAddr::V6(a) => format!("{:016x}", a.to_bits() >> 64),
    }
}

fn network(text: &str) -> Result<(IpAddr, u32), String> {
    let wrong = || format!("trusted_proxies: “{text}” is no address");
    let (address, length) = match text.split_once('/') {
        Some((address, length)) => (address, Some(length)),
        None => (text, None),
    };
    let address: IpAddr = address.parse().map_err(|_| wrong())?;
    let longest = if address.is_ipv4() { 32 } else { 128 };
    let length = match length {
        Some(length) => length.parse().ok().filter(|l| *l <= longest).ok_or_else(wrong)?,
        None => longest,
    };
    Ok((address, length))
}

fn same(one: u128, other: u128, length: u32) -> bool {
    length == 0 || one >> (128 - length) == other >> (128 - length)
}

/// An address as proxies write it: some add the port.
fn plain(text: &str) -> Option<IpAddr> {
    let socket = || text.parse::<std::net::SocketAddr>().ok().map(|s| s.ip());
    text.trim_matches(['[', ']']).parse().ok().or_else(socket)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asker(trusted: &str, connection: &str, forwarded: &str) -> String {
        let proxies = Proxies::parse(trusted).unwrap();
        proxies.asker(connection.parse().unwrap(), forwarded).to_string()
    }

    #[test]
    fn nobody_is_believed_about_where_they_are_unless_the_setting_says_so() {
        assert_eq!(asker("", "10.0.0.2", "192.0.2.7"), "10.0.0.2");
        assert_eq!(asker("10.0.0.3", "10.0.0.2", "192.0.2.7"), "10.0.0.2");
    }

    #[test]
    fn behind_a_trusted_proxy_the_last_address_that_is_not_one_counts() {
        assert_eq!(asker("10.0.0.2", "10.0.0.2", "192.0.2.7"), "192.0.2.7");
        assert_eq!(asker("10.0.0.0/8", "10.9.9.9", "1.1.1.1, 192.0.2.7, 10.3.0.1"), "192.0.2.7");
        assert_eq!(asker("::1, 10.0.0.2", "::1", "192.0.2.7:5123"), "192.0.2.7");
        assert_eq!(asker("10.0.0.2", "::ffff:10.0.0.2", "[2001:db8::5]:443"), "2001:db8::5");
        // Nothing said, or nothing that can be read: the proxy's own address.
        assert_eq!(asker("10.0.0.2", "10.0.0.2", ""), "10.0.0.2");
        assert_eq!(asker("10.0.0.2", "10.0.0.2", "192.0.2.7, unknown"), "10.0.0.2");
        assert_eq!(asker("10.0.0.2,10.0.0.4", "10.0.0.2", "10.0.0.4"), "10.0.0.4");
    }

    #[test]
    fn a_setting_that_is_no_address_is_refused() {
        for wrong in ["proxy.example", "10.0.0.0/33", "::/129", "10.0.0.1/x"] {
            assert!(Proxies::parse(wrong).unwrap_err().contains(wrong));
        }
    }

    #[test]
    fn a_line_is_one_address_of_the_older_kind_and_a_whole_network_of_the_newer() {
        let line = |text: &str| line(text.parse().unwrap());
        assert_eq!(line("2001:db8::1"), line("2001:db8::ffff:2"));
        assert_ne!(line("2001:db8::1"), line("2001:db8:0:1::1"));
        assert_eq!(line("::ffff:192.0.2.7"), "192.0.2.7");
    }
}
