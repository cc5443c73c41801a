fn main() {
    let disk = framewright::source::Disk::open(std::path::Path::new(".")).unwrap();
    let c = framewright::compile(&disk, framewright::graph::Drafts::Hidden);
    framewright::diag::print(&mut std::io::stdout(), framewright::diag::Format::Human, false, &c.found, &c.site.files).unwrap();
    let out = std::path::Path::new("/tmp/site");
    for (a, _) in c.pages() { 
        match c.render(&disk, &a).unwrap() { Ok(r) => { let p = out.join(a.output()); std::fs::create_dir_all(p.parent().unwrap()).unwrap(); std::fs::write(p, r.bytes).unwrap(); }
        Err(f) => println!("{f:?}") }
    }
}
