//! The board open on many screens while the room is being marked: how long it
//! takes from one adult's tap until every screen shows it.
//!
//! Each screen does what the page's script does: it listens to the stream, and
//! asks for the tiles again when the stream says that something changed. A
//! screen counts as reached when the tiles it was given hold the tap, not when
//! it was merely told.

use std::io::BufRead;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::figures::Figures;
use super::{Request, forms, landed, send, signed_in};
use crate::http::Visitor;

/// What is tapped, and where its count stands on a tile.
const TAP: (&str, &str) = ("kind", "praise");
const COUNTED: &str = "value=\"praise\"";
/// Longest wait for all screens to show one tap. One that is slower has failed.
const PATIENCE: Duration = Duration::from_secs(15);
/// The adult's own pace: a tap is followed by the next after this long.
const BETWEEN: Duration = Duration::from_millis(300);

/// A screen that has the board up to some count.
struct Seen {
    count: usize,
    at: Instant,
}

/// Opens the screens, taps for so long, and prints a row.
pub fn run(base: &str, screens: usize, time: Duration, who: Option<&str>) -> Result<bool> {
    let mut adult = signed_in(base, who)?;
    let board = landed(&mut adult, "/board")?;
    let tiles = format!("{}/tiles", board.split('?').next().unwrap_or(&board));
    let tap = tap(&mut adult, &board)?;
    let first = counted(&adult.get(&tiles)?.text());
    let over = AtomicBool::new(false);
    let ready = AtomicUsize::new(0);
    let (told, hears) = channel::<Seen>();
    let outcome = std::thread::scope(|scope| -> Result<(Figures, usize)> {
        for _ in 0..screens {
            let visitor = signed_in(base, who)?;
            let told = told.clone();
            let (tiles, over, ready) = (&tiles, &over, &ready);
            scope.spawn(move || {
                // A screen that cannot go on is missed below: it never says that it has the tap.
                if let Err(error) = watch(visitor, tiles, &told, over, ready)
                    && !over.load(Ordering::Relaxed)
                {
                    eprintln!("a screen stopped: {error:#}");
                }
            });
        }
        drop(told);
        let opened = Instant::now();
        while ready.load(Ordering::Relaxed) < screens {
            if opened.elapsed() > PATIENCE {
                over.store(true, Ordering::Relaxed);
                bail!("only {} of {screens} screens opened", ready.load(Ordering::Relaxed));
            }
            std::thread::yield_now();
        }
        let mut figures = Figures::new(0);
        let began = Instant::now();
        let mut taps = 0;
        let tapped = (|| {
            while began.elapsed() < time {
                let at = Instant::now();
                let status = send(&mut adult, &tap)?;
                if status != tap.expects {
                    bail!("a tap was answered {status}");
                }
                taps += 1;
                let reached = wait(&hears, first + taps, at, screens, &mut figures)?;
                figures.failed += screens - reached;
                std::thread::sleep(BETWEEN.saturating_sub(at.elapsed()));
            }
            Ok(())
        })();
        over.store(true, Ordering::Relaxed);
        // One more, so that every screen hears of it and sees that it is over.
        let _ = send(&mut adult, &tap);
        tapped.map(|()| {
            figures.close(began.elapsed());
            (figures, taps)
        })
    });
    let (figures, taps) = outcome?;
    println!(
        "| Screens | Taps | Shown on all of them | p50 ms | p95 ms | p99 ms | Longest ms | Missed |"
    );
    println!("|---:|---:|---:|---:|---:|---:|---:|---:|");
    println!(
        "| {screens} | {taps} | {} | {:.0} | {:.0} | {:.0} | {:.0} | {} |\n",
        figures.count(),
        figures.within(50),
        figures.within(95),
        figures.within(99),
        figures.within(100),
        figures.failed
    );
    Ok(figures.failed == 0 && taps > 0)
}

/// The praise key of a tile that has one, sent as the page's script sends it.
fn tap(adult: &mut Visitor, board: &str) -> Result<Request> {
    let is = |(name, value): &(String, String)| (name.as_str(), value.as_str()) == TAP;
    let mut key = forms::forms(&adult.get(board)?.text())
        .iter()
        .flat_map(forms::Form::by_button)
        .find(|key| key.action.contains("/entries") && key.fields.iter().any(is))
        .context("nobody on the board can be praised")?;
    // A form's own key would make every sending but the first a repeat of it.
    key.fields.retain(|(name, _)| name != "once");
    key.fields.push(("tap".into(), "yes".into()));
    Ok(Request { path: key.action, fields: Some(key.fields), expects: 200 })
}

/// Waits until every screen shows at least this count. Says how many did.
fn wait(
    hears: &Receiver<Seen>,
    count: usize,
    since: Instant,
    screens: usize,
    figures: &mut Figures,
) -> Result<usize> {
    let mut reached = 0;
    while reached < screens {
        let left = PATIENCE.saturating_sub(since.elapsed());
        match hears.recv_timeout(left) {
            Ok(seen) if seen.count >= count => {
                reached += 1;
                figures.times.push(seen.at.duration_since(since));
            }
            // An earlier tap's tiles, asked for by a screen that was slow then.
            Ok(_) => {}
            Err(RecvTimeoutError::Timeout) => break,
            Err(RecvTimeoutError::Disconnected) => bail!("every screen stopped"),
        }
    }
    Ok(reached)
}

/// One screen: the board once, then its tiles each time the stream says so.
fn watch(
    mut page: Visitor,
    tiles: &str,
    told: &Sender<Seen>,
    over: &AtomicBool,
    ready: &AtomicUsize,
) -> Result<()> {
    let mut shown = counted(&page.get(tiles)?.text());
    let mut stream = page.listen("/live")?;
    ready.fetch_add(1, Ordering::Relaxed);
    let mut line = String::new();
    loop {
        line.clear();
        if stream.read_line(&mut line).context("the stream was cut")? == 0 {
            bail!("the stream ended");
        }
        if over.load(Ordering::Relaxed) {
            return Ok(());
        }
        if line.trim_end() != "event: changed" {
            continue;
        }
        let answer = page.get(tiles)?;
        if answer.status != 200 {
            bail!("the tiles answered {}", answer.status);
        }
        let count = counted(&answer.text());
        if count > shown {
            shown = count;
            told.send(Seen { count, at: Instant::now() })?;
        }
    }
}

/// The praise on all the tiles together.
fn counted(page: &str) -> usize {
    page.split(COUNTED)
        .skip(1)
        .filter_map(|rest| rest.split("<small").nth(1)?.split_once('>')?.1.split('<').next())
        .filter_map(|number| number.trim().parse::<usize>().ok())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_praise_on_all_tiles_is_added_up() {
        let tile = |n: usize| {
            format!(
                "<button name=\"kind\" value=\"praise\">Praise <small class=\"n\">{n}</small></button><button value=\"warning\">Warning <small>3</small></button>"
            )
        };
        assert_eq!(counted(&format!("{}{}", tile(2), tile(5))), 7);
        assert_eq!(counted("<p>Nobody is here</p>"), 0);
    }
}
