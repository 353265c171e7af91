//! stub
pub struct Options;
impl Options {
    pub fn parse(_: &[&str]) -> anyhow::Result<Options> {
        Ok(Options)
    }
}
pub fn run(_: &Options) -> anyhow::Result<bool> {
    Ok(true)
}
