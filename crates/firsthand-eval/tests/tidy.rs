//! The house rules that a machine can hold.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The stages in the order of the pipeline. A stage imports earlier stages, never later ones.
const STAGES: [&str; 9] = [
    "page",
    "article",
    "reuse",
    "quotation",
    "speaker",
    "statement",
    "event",
    "story",
    "provenance",
];

/// Lines above which a file has become two things.
const FILE_LINES_MAX: usize = 620;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

/// Every file that git tracks or would track, with its text where it is text.
fn files() -> Vec<(String, String)> {
    let out = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .expect("git lists the files");
    let names = String::from_utf8(out.stdout).unwrap();
    let files: Vec<_> = names
        .lines()
        .filter_map(|n| Some((n.to_owned(), std::fs::read_to_string(root().join(n)).ok()?)))
        .collect();
    assert!(files.len() > 30, "git found {} files", files.len());
    files
}

fn fail_on(problems: Vec<String>) {
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn stages_import_only_earlier_stages() {
    let mut problems = Vec::new();
    for (name, text) in files() {
        let Some(rest) = name.strip_prefix("crates/firsthand/src/") else {
            continue;
        };
        let module = rest.split(['/', '.']).next().unwrap_or_default();
        // The second look at an article comes after reuse, which is what it looks with.
        let stage = if rest == "article/relabel.rs" {
            "reuse"
        } else {
            module
        };
        let Some(place) = STAGES.iter().position(|s| *s == stage) else {
            continue;
        };
        let code = text.lines().take_while(|l| l.trim() != "#[cfg(test)]");
        for line in code.filter(|l| !l.trim_start().starts_with("//")) {
            for later in &STAGES[place + 1..] {
                if line.contains(&format!("crate::{later}::")) {
                    problems.push(format!("{name}: {module} comes before {later}: {line}"));
                }
            }
        }
    }
    fail_on(problems);
}

#[test]
fn every_source_file_says_what_it_is_and_is_one_thing() {
    let mut problems = Vec::new();
    for (name, text) in files().iter().filter(|(n, _)| n.ends_with(".rs")) {
        if !text.starts_with("//!") {
            problems.push(format!("{name}: begins without a sentence on what it is"));
        }
        let lines = text.lines().count();
        if lines > FILE_LINES_MAX {
            problems.push(format!("{name}: {lines} lines"));
        }
    }
    let web = [(".js", "//"), (".mjs", "//"), (".css", "/*")];
    for (name, text) in &files() {
        let Some((_, sign)) = web.iter().find(|(end, _)| name.ends_with(end)) else {
            continue;
        };
        if !text.starts_with(sign) || text.lines().count() > FILE_LINES_MAX {
            problems.push(format!("{name}: begins without a comment, or is too long"));
        }
    }
    for (name, text) in files()
        .iter()
        .filter(|(n, _)| n.starts_with("crates/firsthand/data/"))
    {
        if !text.starts_with('#') {
            problems.push(format!("{name}: begins without a comment on what it is"));
        }
    }
    fail_on(problems);
}

#[test]
fn no_file_names_a_path_of_somebodys_machine() {
    let mut problems = Vec::new();
    for (name, text) in files() {
        for word in ["/wo\u{72}k/", "/ro\u{6f}t/", "/hom\u{65}/"] {
            if text.contains(word) {
                problems.push(format!("{name}: {word}"));
            }
        }
    }
    fail_on(problems);
}

#[test]
fn the_documents_name_every_stage_and_crate() {
    let read = |n: &str| std::fs::read_to_string(root().join(n)).unwrap();
    let (architecture, methods) = (read("ARCHITECTURE.md"), read("METHODS.md"));
    let mut problems = Vec::new();
    for stage in STAGES.iter().chain(&["origin"]) {
        if !architecture.contains(&format!("`{stage}`")) {
            problems.push(format!("ARCHITECTURE.md does not name `{stage}`"));
        }
        if !["page", "speaker"].contains(stage) && !methods.contains(&format!("`{stage}`")) {
            problems.push(format!("METHODS.md does not name `{stage}`"));
        }
    }
    for (name, _) in files() {
        let krate = name
            .strip_prefix("crates/")
            .and_then(|n| n.strip_suffix("/Cargo.toml"));
        if krate.is_some_and(|k| !architecture.contains(&format!("`{k}`"))) {
            problems.push(format!("ARCHITECTURE.md does not name {name}"));
        }
    }
    fail_on(problems);
}

#[test]
fn the_readme_begins_with_the_two_commands() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let block = readme.split("```").nth(1).expect("a fenced block");
    let commands: Vec<_> = block
        .lines()
        .skip(1)
        .filter(|l| !l.trim().is_empty() && !l.starts_with('#'))
        .collect();
    assert_eq!(commands.len(), 2, "{commands:?}");
    assert!(commands[0].contains("report examples/pile"), "{commands:?}");
    assert_eq!(commands[1].split('#').next().unwrap().trim(), "./test");
}

#[test]
fn every_dependency_and_every_unsafe_file_is_named_with_its_reason() {
    let named = std::fs::read_to_string(root().join("docs/dependencies.md")).unwrap();
    let mut problems = Vec::new();
    for (name, text) in files() {
        if name.ends_with("Cargo.toml") && !name.starts_with("fuzz/") {
            let mut inside = false;
            for line in text.lines() {
                match line.strip_prefix('[') {
                    Some(section) => inside = section.contains("dependencies"),
                    None if inside => {
                        let krate = line.split([' ', '=', '.']).next().unwrap_or_default();
                        let ours = krate.is_empty()
                            || krate.starts_with(['#', '"'])
                            || krate.starts_with("firsthand");
                        if !ours && !named.contains(&format!("`{krate}`")) {
                            problems.push(format!(
                                "docs/dependencies.md does not say what {krate} is for ({name})"
                            ));
                        }
                    }
                    None => {}
                }
            }
        }
        let code = name.ends_with(".rs") && !name.ends_with("tests/tidy.rs");
        let mut lines = text.lines().filter(|l| !l.trim_start().starts_with("//"));
        if code
            && lines.any(|l| {
                l.contains("unsafe {") || l.contains("unsafe fn") || l.contains("unsafe impl")
            })
            && !named.contains(&format!("`{name}`"))
        {
            problems.push(format!(
                "docs/dependencies.md does not say why {name} is unsafe"
            ));
        }
    }
    fail_on(problems);
}
