//! The page in a real browser, driven through W3C WebDriver.
//!
//! `cargo xtask test` builds and serves the page, starts the driver and says where both are; the
//! engine is its parameter, so nothing here may know one browser from another.

mod session;

#[tokio::test]
async fn the_page_opens_under_its_name() {
    session::visit(async |page| {
        assert_eq!(page.title().await.expect("the page has a title"), "Podline");
    })
    .await;
}
