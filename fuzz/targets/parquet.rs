//! Tables of Parquet. Their library panics on damaged ones, which firsthand-io catches and names: only a panic that
//! comes through is a fault, so the hook by which libFuzzer takes every one for a crash is put aside.
//!
//! What does not begin as such a table is the footer of one, so that the check of footers is met by itself and not
//! behind the lengths and marks that few inputs get right.
#![no_main]

use libfuzzer_sys::fuzz_target;

/// How a table begins and ends.
const MARK: &[u8] = b"PAR1";

fuzz_target!(
    init: std::panic::set_hook(Box::new(|_| {})),
    |bytes: &[u8]| {
        // Memory, where the system has a folder of it.
        let place = match std::path::Path::new("/dev/shm").is_dir() {
            true => std::path::PathBuf::from("/dev/shm"),
            false => std::env::temp_dir(),
        };
        let path = place.join(format!("firsthand-fuzz-{}.parquet", std::process::id()));
        let table = match bytes.starts_with(MARK) {
            true => bytes.to_vec(),
            false => {
                let length = u32::try_from(bytes.len()).expect("the option max_len");
                [MARK, bytes, &length.to_le_bytes(), MARK].concat()
            }
        };
        std::fs::write(&path, table).expect("a file");
        let pile = firsthand_io::read(&[path.clone()]);
        // Nothing is lost in silence.
        assert!(!pile.is_empty() || !pile.end.empty.is_empty() || !pile.end.notes.is_empty());
        std::fs::remove_file(&path).expect("it is there");
    }
);
