//! stub
pub fn report(_:&std::path::Path)->anyhow::Result<bool>{Ok(true)}
