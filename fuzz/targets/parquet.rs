//! Tables of Parquet. Their library panics on damaged ones, which firsthand-io catches and names: only a panic that
//! comes through is a fault, so the hook by which libFuzzer takes every one for a crash is put aside.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: std::panic::set_hook(Box::new(|_| {})),
    |bytes: &[u8]| {
        // Memory, where the system has a folder of it.
        let place = match std::path::Path::new("/dev/shm").is_dir() {
            true => std::path::PathBuf::from("/dev/shm"),
            false => std::env::temp_dir(),
        };
        let path = place.join(format!("firsthand-fuzz-{}.parquet", std::process::id()));
        std::fs::write(&path, bytes).expect("a file");
        let pile = firsthand_io::read(&[path.clone()]);
        // Nothing is lost in silence.
        assert!(!pile.is_empty() || !pile.end.empty.is_empty() || !pile.end.notes.is_empty() || bytes.is_empty());
        std::fs::remove_file(&path).expect("it is there");
    }
);
