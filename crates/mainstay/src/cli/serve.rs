//! `mainstay serve`: the server, until it is told to stop.

use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use anyhow::Context;
use std::net::SocketAddr;
use std::process::ExitCode;

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
    let store = super::open(&config).await?;
    store.migrate().await?;
    let mut read = store.read().await?;
    let new = store::account::count(&mut read).await? == 0;
    drop(read);
    let app = App::new(store, Clock::Machine, config);
    if new {
        let at = match app.config().public_address.trim_end_matches('/') {
            "" => format!("http://{}", app.config().listen),
            address => address.to_string(),
        };
        println!("This is a new installation. Open this address to set it up:");
        println!("  {at}/welcome?code={}", app.set_up_code());
        println!("The code in it is {} and holds until Mainstay is stopped.", app.set_up_code());
    }
    listen(app).await?;
    Ok(ExitCode::SUCCESS)
}

/// Listens until Ctrl-C or a request to end.
pub async fn listen(app: App) -> anyhow::Result<()> {
    let address = app.config().listen.clone();
    let listener = tokio::net::TcpListener::bind(&address).await.with_context(|| {
        format!("cannot listen on {address}: is another Mainstay running there?")
    })?;
    println!("Mainstay is at http://{}", listener.local_addr()?);
    // Ends with the process; a run is one write or none.
    let _jobs = crate::jobs::start(app.clone());
    let router = app.router().into_make_service_with_connect_info::<SocketAddr>();
    // Open streams would hold a graceful end for minutes; every write is whole or not at all,
    // so ending at once loses nothing that was confirmed.
    tokio::select! {
        served = async { axum::serve(listener, router).await } => served?,
        _ = told_to_stop() => {}
    }
    app.store().close().await;
    Ok(())
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
