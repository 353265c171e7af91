//! The process killed in the middle of writes: what was confirmed is there, the chain holds.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::sync::mpsc;

/// Signs in once over a connection of its own; the session's token, if it was confirmed.
fn sign_in(address: &str, account: &str) -> Option<String> {
    let body = format!("account={account}&next=/");
    let mut stream = TcpStream::connect(address).ok()?;
    write!(
        stream,
        "POST /sign-in/demo HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let confirmed = answer.starts_with("HTTP/1.1 303") && answer.contains("\r\n\r\n");
    let cookie = answer.split("set-cookie: mainstay=").nth(1)?.split(';').next()?;
    confirmed.then(|| cookie.to_string())
}

fn page(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("the server is there");
    write!(stream, "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n")
        .expect("asked");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("answered");
    answer
}

#[test]
fn what_was_confirmed_survives_a_kill_in_the_middle_of_writes() {
    let folder = std::env::temp_dir().join(format!("mainstay-killed-{}", std::process::id()));
    let mut server = Command::new(env!("CARGO_BIN_EXE_mainstay"))
        .args(["demo", "--listen", "127.0.0.1:0", "--data-dir"])
        .arg(&folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the server starts");
    let lines = BufReader::new(server.stdout.take().expect("its output")).lines();
    let address = lines
        .map_while(Result::ok)
        .find_map(|line| line.strip_prefix("Mainstay is at http://").map(str::to_string))
        .expect("it says where it is");
    let door = page(&address, "/sign-in");
    let account = door
        .split("name=\"account\" value=\"")
        .nth(1)
        .and_then(|r| r.split('"').next())
        .expect("a person to be")
        .to_string();

    let (send, confirmed) = mpsc::channel();
    let writers: Vec<_> = (0..4)
        .map(|_| {
            let (send, address, account) = (send.clone(), address.clone(), account.clone());
            std::thread::spawn(move || {
                while let Some(token) = sign_in(&address, &account) {
                    if send.send(token).is_err() {
                        break;
                    }
                }
            })
        })
        .collect();
    drop(send);
    // Killed while four writers are at it, after forty writes were confirmed.
    let mut tokens: Vec<String> = confirmed.iter().take(40).collect();
    server.kill().expect("killed");
    server.wait().expect("gone");
    tokens.extend(confirmed.try_iter());
    for writer in writers {
        writer.join().expect("a writer stops when the server is gone");
    }
    assert!(tokens.len() >= 40);

    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let store = store::Store::open_file(&folder.join("demo").join("mainstay.db"))
            .await
            .expect("it opens again");
        let mut read = store.read().await.expect("reads");
        for token in &tokens {
            let hash = mainstay::password::token_hash(token);
            assert!(
                store::account::session(&mut read, &hash).await.expect("asked").is_some(),
                "a confirmed write is gone"
            );
        }
        let schools = store::school::all(&mut read).await.expect("asked");
        let lines =
            store.verify_chain(schools[0].id).await.expect("asked").expect("the chain holds");
        assert!(lines as usize >= tokens.len());
        assert_eq!(store.integrity().await.expect("asked"), Vec::<String>::new());
    });
    let _ = std::fs::remove_dir_all(&folder);
}
