//! A web server for a folder of static files: enough for one person and for the browser tests.
//!
//! It has no cache and no compression, and knows the types of the files a page is made of.

use crate::outcome::{Doing as _, Failure, Outcome};
use std::fs;
use std::io::{BufRead as _, BufReader, ErrorKind, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// The most that a request's head may have; a browser's has about 1 KB.
const HEAD: u64 = 64 * 1024;

/// How long a connection may stay silent: browsers open some in advance and never use them.
const SILENCE: Duration = Duration::from_secs(10);

/// A folder on an address of this machine.
pub(crate) struct Server {
    listener: TcpListener,
    port: u16,
}

impl Server {
    /// Takes `port`; 0 is any free one.
    pub(crate) fn bind(port: u16) -> Outcome<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| {
            Failure::new(match error.kind() {
                ErrorKind::AddrInUse => format!(
                    "port {port} is taken. Stop the program that has it, or choose another: \
                     `cargo xtask serve --port {}`.",
                    port.checked_add(1).unwrap_or(8080)
                ),
                ErrorKind::PermissionDenied => {
                    format!("port {port} is reserved; choose one above 1023.")
                }
                _ => format!("cannot listen on port {port}: {error}."),
            })
        })?;
        let port =
            listener.local_addr().doing(|| "read the server's own address".to_owned())?.port();
        Ok(Self { listener, port })
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Serves `folder` below `mount` (`/` or `/some/path/`) until the program ends.
    pub(crate) fn serve(self, folder: &Path, mount: &str) {
        for connection in self.listener.incoming().flatten() {
            let (folder, mount) = (folder.to_owned(), mount.to_owned());
            // A browser that goes away in the middle is no news.
            thread::spawn(move || answer(&connection, &folder, &mount).ok());
        }
    }
}

fn answer(mut connection: &TcpStream, folder: &Path, mount: &str) -> std::io::Result<()> {
    connection.set_read_timeout(Some(SILENCE))?;
    let mut lines = BufReader::new(connection.take(HEAD)).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    // To the end of the head: closing with unread bytes would reset the connection.
    while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}

    let mut words = first.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let file = file(folder, mount, target);
    let (status, kind, body) = match (method, file.as_ref().map(fs::read)) {
        ("GET" | "HEAD", Some(Ok(body))) => ("200 OK", media_type(file.as_deref()), body),
        ("GET" | "HEAD", _) => {
            ("404 Not Found", "text/plain", b"There is no such file.\n".to_vec())
        }
        _ => ("405 Method Not Allowed", "text/plain", Vec::new()),
    };
    write!(
        connection,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
         X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    if method != "HEAD" {
        connection.write_all(&body)?;
    }
    connection.flush()
}

/// The file that a request's target names; none if it lies outside of `mount` or of the folder.
fn file(folder: &Path, mount: &str, target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.strip_prefix(mount)?;
    let path = decoded(path)?;
    let mut file = folder.to_owned();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        if part == ".." || part.contains(['\\', '\0', ':']) {
            return None;
        }
        file.push(part);
    }
    if path.is_empty() || path.ends_with('/') {
        file.push("index.html");
    }
    Some(file)
}

/// `%20` and its like as what they stand for.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digits = [rest.next()?, rest.next()?];
                u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

fn media_type(file: Option<&Path>) -> &'static str {
    match file.and_then(Path::extension).and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        // Browsers compile it while it arrives only under this name.
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("json" | "map") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("yaml" | "yml" | "txt" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::{Server, file, media_type};
    use std::io::{Read as _, Write as _};
    use std::net::TcpStream;
    use std::path::Path;
    use std::thread;

    #[test]
    fn a_target_names_a_file_of_the_folder_or_nothing() {
        let folder = Path::new("dist");
        for (mount, target, expected) in [
            ("/", "/", Some("dist/index.html")),
            ("/", "/a.js?v=1", Some("dist/a.js")),
            ("/", "/img/", Some("dist/img/index.html")),
            ("/", "/a%20b.css", Some("dist/a b.css")),
            ("/at/", "/at/a.js", Some("dist/a.js")),
            ("/at/", "/a.js", None),
            ("/", "/../Cargo.toml", None),
            ("/", "/%2e%2e/Cargo.toml", None),
            ("/", "/a%2f..%2f..%2fCargo.toml", None),
            ("/", "/%zz", None),
            ("/", "", None),
        ] {
            assert_eq!(file(folder, mount, target).as_deref(), expected.map(Path::new), "{target}");
        }
    }

    #[test]
    fn a_browser_gets_the_type_it_compiles_from() {
        assert_eq!(media_type(Some(Path::new("dist/podline_bg.wasm"))), "application/wasm");
        assert_eq!(
            media_type(Some(Path::new("dist/podline.js"))),
            "text/javascript; charset=utf-8"
        );
    }

    #[test]
    fn a_request_is_answered_with_the_file_and_a_wrong_one_with_404() {
        let server = Server::bind(0).expect("a port is free");
        let port = server.port();
        thread::spawn(move || server.serve(Path::new(env!("CARGO_MANIFEST_DIR")), "/"));
        let ask = |request: &str| {
            let mut connection =
                TcpStream::connect(("127.0.0.1", port)).expect("the server listens");
            connection.write_all(request.as_bytes()).expect("it takes the request");
            let mut answer = String::new();
            connection.read_to_string(&mut answer).expect("it answers");
            answer
        };
        let answer = ask("GET /Cargo.toml HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assert!(
            answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.contains("name = \"xtask\""),
            "{answer}"
        );
        let answer = ask("HEAD /Cargo.toml HTTP/1.1\r\n\r\n");
        assert!(
            answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with("\r\n\r\n"),
            "{answer}"
        );
        assert!(ask("GET /none HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 404 "));
        assert!(ask("POST / HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 405 "));
    }

    #[test]
    fn a_taken_port_says_what_to_do() {
        let first = Server::bind(0).expect("a port is free");
        let failure = Server::bind(first.port()).err().expect("the port is taken");
        assert!(
            failure.to_string().contains("or choose another: `cargo xtask serve --port "),
            "{failure}"
        );
    }
}
