//! A port wished for in, a socket on this computer alone out. Never listens on another address.

use std::io;
use std::net::{Ipv4Addr, TcpListener};

/// The port that the manual names.
const USUAL: u16 = 4040;
/// How many ports after it are tried.
const MORE: u16 = 50;

/// Binds the port, or the usual one or the next that is free.
pub(super) fn bind(port: Option<u16>) -> io::Result<TcpListener> {
    let listener = match port {
        Some(port) => at(port).map_err(|error| explained(port, &error))?,
        None => usual()?,
    };
    listener.set_nonblocking(true)?;
    Ok(listener)
}

fn usual() -> io::Result<TcpListener> {
    let free = (USUAL..=USUAL + MORE).find_map(|port| at(port).ok());
    free.ok_or_else(|| {
        let cause = format!("the ports {USUAL} to {} are all taken; name a free one with --port", USUAL + MORE);
        io::Error::new(io::ErrorKind::AddrInUse, cause)
    })
}

fn at(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
}

fn explained(port: u16, error: &io::Error) -> io::Error {
    let cause = match error.kind() {
        io::ErrorKind::AddrInUse => format!("port {port} is taken; choose another one, or leave --port out"),
        _ => format!("port {port} cannot be had: {error}"),
    };
    io::Error::new(error.kind(), cause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_an_error_only_where_it_was_asked_for() {
        let first = bind(None).unwrap();
        let port = first.local_addr().unwrap().port();
        assert!(first.local_addr().unwrap().ip().is_loopback());
        let error = bind(Some(port)).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AddrInUse);
        assert!(error.to_string().contains(&port.to_string()));
        assert_ne!(bind(None).unwrap().local_addr().unwrap().port(), port);
    }
}
