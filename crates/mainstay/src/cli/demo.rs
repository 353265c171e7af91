//! `mainstay demo`: an invented school, and the server on it with one-click sign-in.

use super::serve;
use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::demo::{
    authority, brindle, calendar, cases, desk, desk_large, fairholme, large, panels,
};
use rulebook::{Instant, Minute};
use std::process::ExitCode;

/// Its own folder, beside the school's.
pub const FOLDER: &str = "demo";

/// Flags of `demo`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// How big: small (40 pupils), large (1,200 pupils, 90 staff, 40,000 past entries), or an
    /// authority (150 schools, 12,000 open and closed cases) beside the small school.
    /// Without it, the one that is there, or a small one.
    #[arg(long, value_enum)]
    pub size: Option<Size>,
    /// Make the data, say where it is, and end.
    #[arg(long)]
    pub no_serve: bool,
    /// Address to listen on.
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<String>,
    /// The moment the demonstration begins, such as 2026-11-10T11:32. Without it, 11.32 on today's
    /// date, or on the last school day.
    #[arg(long, value_name = "MOMENT")]
    pub at: Option<String>,
}

/// How big.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Size {
    /// One room's worth.
    Small,
    /// A whole school.
    Large,
    /// A large authority.
    Authority,
}

impl Size {
    fn word(self) -> &'static str {
        match self {
            Size::Small => "small",
            Size::Large => "large",
            Size::Authority => "authority",
        }
    }
}

/// Runs it.
pub async fn run(mut config: Config, args: Args) -> anyhow::Result<ExitCode> {
    config.data_dir = config.data_dir.join(FOLDER);
    if let Some(listen) = args.listen {
        config.listen = listen;
    }
    // Nothing leaves a demonstration: what would be sent is put where it can be read.
    config.mail_server = crate::message::carrier::FOLDER.into();
    config.mail_from = "Fairholme Community School <room@fairholme.example>".into();
    let start = match &args.at {
        None => {
            let day = calendar::stands_on(Clock::Machine.now().day());
            day.at(Minute::new(11, 32).unwrap_or_default())
        }
        Some(text) => moment(text)?,
    };
    crate::fonts::load(&config)?;
    let listener = match args.no_serve {
        true => None,
        false => Some(serve::bind(&config.listen).await?),
    };
    let mut store = super::open(&config).await?;
    store.migrate().await?;
    let mut schools = schools(&store).await?;
    if schools.iter().any(|s| !s.demo) {
        anyhow::bail!(
            "the data folder {} holds a real school; the demonstration will not touch it",
            config.data_dir.display()
        );
    }
    let made = first_made(&store, &schools).await?;
    if let Some(school) = schools.iter().find(|s| Some(s.id) == made)
        && config.database.is_empty()
    {
        let stands_on = told(&store, school.id, DAY).await?;
        let size = told(&store, school.id, SIZE).await?;
        let other = args.size.is_some_and(|asked| !size.is_empty() && asked.word() != size);
        if stands_on != start.day().iso() || other {
            // A demonstration of another day has an empty board, and one of another size is not
            // what was asked for: keep it aside, make it afresh.
            store.close().await;
            let aside = aside(&config.data_dir, &stands_on);
            std::fs::rename(&config.data_dir, &aside)?;
            println!("The demonstration of {stands_on} is kept in {}", aside.display());
            store = super::open(&config).await?;
            store.migrate().await?;
            schools.clear();
        }
    }
    if schools.is_empty() {
        let began = std::time::Instant::now();
        println!("Making the demonstration school…");
        make(&store, start, args.size.unwrap_or(Size::Small)).await?;
        println!("Made in {:.1} s.", began.elapsed().as_secs_f64());
    }
    let clock = Clock::from_moment(start);
    println!("The demonstration school is in {}", config.data_dir.display());
    let Some(listener) = listener else { return Ok(ExitCode::SUCCESS) };
    println!("It is {} there. Everybody in it is invented.", start);
    serve::listen(App::new(store, clock, config), listener).await?;
    Ok(ExitCode::SUCCESS)
}

async fn schools(store: &store::Store) -> anyhow::Result<Vec<casework::school::School>> {
    let mut read = store.read().await?;
    Ok(store::school::all(&mut read).await?)
}

/// The day a demonstration was made for, kept with its settings.
const DAY: &str = "demonstration_day";
/// How big a school it is.
const SIZE: &str = "demonstration_size";

async fn told(store: &store::Store, org: casework::Id, name: &str) -> anyhow::Result<String> {
    let mut read = store.read().await?;
    Ok(store::school::get(&mut read, org, name).await?.unwrap_or_default())
}

/// The organisation the demonstration was made round: the one that knows its day.
async fn first_made(
    store: &store::Store,
    schools: &[casework::school::School],
) -> anyhow::Result<Option<casework::Id>> {
    for school in schools {
        if !told(store, school.id, DAY).await?.is_empty() {
            return Ok(Some(school.id));
        }
    }
    Ok(schools.first().map(|s| s.id))
}

/// A folder beside this one that does not exist yet.
fn aside(folder: &std::path::Path, day: &str) -> std::path::PathBuf {
    let name = folder.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let mut n = 0;
    loop {
        let end = if n == 0 { String::new() } else { format!("-{n}") };
        let path = folder.with_file_name(format!("{name}-{day}{end}"));
        if !path.exists() {
            return path;
        }
        n += 1;
    }
}

/// Makes the school and tells its story until the moment it opens at.
async fn make(store: &store::Store, start: Instant, size: Size) -> anyhow::Result<()> {
    use crate::demo::story::Teller;
    let day = start.day();
    // Set up in the summer before, so that the trail reads in the order things happened.
    let summer = match size {
        Size::Small | Size::Authority => day.plus(-120),
        Size::Large => calendar::long(day).terms.first().map_or(day, |t| t.from.plus(-7)),
    };
    let clock = Clock::stopped(summer.at(Minute::new(9, 0).unwrap_or_default()));
    let mut f = fairholme::make(store, &clock, day, true).await?;
    crate::demo::callie::join(store, &clock, &mut f).await?;
    let mut w =
        store.write(casework::Act::by_system(f.org, clock.now(), "Making a demonstration")).await?;
    store::school::set(&mut w, DAY, &day.iso()).await?;
    store::school::set(&mut w, SIZE, size.word()).await?;
    w.commit(
        casework::Event::new(casework::Verb::SettingChanged, "school", f.org).fact("day", day),
        vec![],
    )
    .await?;
    if size == Size::Large {
        println!("Making two school years of it first: up to a minute.");
        let made = large::fill(store, &clock, &f, &large::WHOLE).await?;
        println!("{made} placements, periods and lines of the day log.");
    }
    let n = authority::make(store, &clock, day, Some(&f), true).await?;
    desk::fill(store, &n, Some(f.org)).await?;
    cases::make(store, &n).await?;
    panels::make(store, &n).await?;
    if size == Size::Authority {
        println!("Making five years of an authority’s cases: up to a minute or two.");
        let made = desk_large::fill(store, &n, &desk_large::WHOLE).await?;
        println!("{made} cases.");
    }
    brindle::make(store, &clock, day, &n).await?;
    let mut teller = Teller::new(store, &f);
    teller.words_for_home().await?;
    teller.past_weeks().await?;
    teller.kit_before().await?;
    teller.suspended_before().await?;
    teller.plan_before().await?;
    teller.support_before().await?;
    teller.callie_before().await?;
    teller.outside_before().await?;
    teller.the_team().await?;
    let placed = teller.the_day_before().await?;
    teller.suspended_now().await?;
    teller.the_week_ahead().await?;
    // Opened at an earlier minute, the day is still to come.
    if start.minute() >= Minute::new(11, 31).unwrap_or_default() {
        teller.the_day(&placed).await?;
    }
    Ok(())
}

fn moment(text: &str) -> anyhow::Result<Instant> {
    let (day, minute) = text.split_once(['T', ' ']).unwrap_or((text, "11:32"));
    match (rulebook::Day::parse_iso(day), Minute::parse(minute)) {
        (Some(day), Some(minute)) => Ok(day.at(minute)),
        _ => anyhow::bail!("--at wants a moment such as 2026-11-10T11:32, not {text}"),
    }
}
