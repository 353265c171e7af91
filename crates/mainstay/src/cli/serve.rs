//! `mainstay serve`: the server, until it is told to stop.

use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::io::ErrorKind;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower::ServiceExt;

/// Flags of `serve`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Address to listen on, such as 127.0.0.1:8080 or 0.0.0.0:8080.
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<String>,
}

/// Runs it.
pub async fn run(mut config: Config, args: Args) -> anyhow::Result<ExitCode> {
    if let Some(listen) = args.listen {
        config.listen = listen;
    }
    crate::fonts::load(&config)?;
    let listener = bind(&config.listen).await?;
    let store = super::open(&config).await?;
    store.migrate().await?;
    let mut read = store.read().await?;
    let new = store::account::count(&mut read).await? == 0;
    drop(read);
    let app = App::new(store, Clock::Machine, config);
    if new {
        let at = match app.config().public_address.trim_end_matches('/') {
            "" => format!("http://{}", listener.local_addr()?),
            address => address.to_string(),
        };
        println!("This is a new installation. Open this address to set it up:");
        println!("  {at}/welcome?code={}", app.set_up_code());
        println!("The code in it is {} and holds until Mainstay is stopped.", app.set_up_code());
    }
    listen(app, listener).await?;
    Ok(ExitCode::SUCCESS)
}

/// Takes the address to listen on, before anything is made or said.
pub async fn bind(address: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|e| {
        anyhow::anyhow!(match e.kind() {
            ErrorKind::AddrInUse => format!(
                "{address} is in use: another Mainstay, or another program, listens there; --listen takes another address"
            ),
            ErrorKind::InvalidInput => format!(
                "{address} is not an address to listen on; give one such as 127.0.0.1:8080"
            ),
            ErrorKind::AddrNotAvailable => format!("{address} is not an address of this machine"),
            ErrorKind::PermissionDenied => format!(
                "{address} may not be listened on: ports below 1024 need more rights than this program has"
            ),
            _ => format!("cannot listen on {address}: {e}"),
        })
    })
}

/// Listens until Ctrl-C or a request to end.
pub async fn listen(app: App, listener: TcpListener) -> anyhow::Result<()> {
    println!("Mainstay is at http://{}", listener.local_addr()?);
    // Ends with the process; a run is one write or none.
    let _jobs = crate::jobs::start(app.clone());
    let _mail = crate::message::run::start(app.clone())?;
    let router = app.router();
    // Open streams would hold a graceful end for minutes; every write is whole or not at all,
    // so ending at once loses nothing that was confirmed.
    tokio::select! {
        _ = answer_all(router, listener, HEADERS_WITHIN) => {}
        _ = told_to_stop() => {}
    }
    app.store().close().await;
    Ok(())
}

/// How long the headers of a request may take to come. A line that lies idle is closed after it
/// too; most proxies close theirs after a minute, and so are not cut off in the middle of asking.
const HEADERS_WITHIN: Duration = Duration::from_secs(75);
/// Lines open at once: some below what a system usually lets one program open.
const LINES: usize = 900;

/// Answers every line that comes in, each in a task of its own.
pub async fn answer_all(router: Router, listener: TcpListener, headers_within: Duration) {
    let lines = Arc::new(Semaphore::new(LINES));
    while let Ok(line) = lines.clone().acquire_owned().await {
        let (stream, address) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(fault) => {
                tracing::warn!(%fault, "a line was not taken");
                // Most likely too many files are open: some will be closed.
                tokio::time::sleep(Duration::from_millis(200)).await;
                continue;
            }
        };
        // Small answers go at once.
        let _ = stream.set_nodelay(true);
        let router = router.clone();
        let service = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(address));
            router.clone().oneshot(request)
        });
        tokio::spawn(async move {
            // A browser that goes away is no fault of anybody's.
            let _ = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(headers_within)
                .serve_connection(TokioIo::new(stream), service)
                .await;
            drop(line);
        });
    }
}

async fn told_to_stop() {
    let ctrl_c = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    let term = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut s) => {
                s.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let term = std::future::pending::<()>();
    tokio::select! { _ = ctrl_c => {}, _ = term => {} }
}
