//! Whom does an article introduce by name, with which offices, and where is each named again?

use super::super::described::{
    add_roles, bare, describe, first_word, last_word, title_gender, without_role,
};
use super::super::lexicon::{HE, Lexicon, SHE};
use super::super::text::Paragraph;
use super::super::tokens_span;
use super::{Mention, People, Person};
use crate::names::{self, Casing, Name, NameKind};

/// How many people an article may introduce; what lists more is no article.
const PERSONS_MAX: usize = 400;

impl People {
    /// Reads the names of an article.
    pub(in super::super) fn read(
        content: &str,
        lexicon: &'static Lexicon,
        paragraphs: &[Paragraph],
    ) -> Self {
        let casing = Casing::of(content, paragraphs.iter().map(|p| p.span));
        let names: Vec<Vec<Name>> = paragraphs
            .iter()
            .map(|p| {
                let sentences = p.sentences.iter();
                sentences
                    .flat_map(|s| casing.names(content, tokens_span(&p.tokens, *s)))
                    .map(|name| without_role(content, lexicon, &casing, name))
                    .collect()
            })
            .collect();
        let mut people = People {
            persons: Vec::new(),
            mentions: Vec::new(),
            names,
            pronouns: paragraphs
                .iter()
                .flat_map(|p| &p.tokens)
                .any(|t| t.quote.is_none() && t.is(HE | SHE)),
            subjectless: lexicon.is_subjectless(),
            cases: lexicon.cases(),
        };
        people.introduce(content, lexicon, paragraphs);
        people.mention(content);
        people
    }

    /// Everybody with a first name and a surname, or a title and a name.
    fn introduce(&mut self, content: &str, lexicon: &Lexicon, paragraphs: &[Paragraph]) {
        for (p, list) in self.names.iter().enumerate() {
            for (i, name) in list.iter().enumerate() {
                let text = bare(name.span.of(content));
                let full = text.contains(' ');
                if name.kind != NameKind::Person || !(full || name.title.is_some()) {
                    continue;
                }
                let same = |known: &Person| {
                    known.name == text || (!full && last_word(&known.name) == text)
                };
                let known = self.persons.iter().position(same);
                if known.is_none() && self.persons.len() >= PERSONS_MAX {
                    continue;
                }
                let at = known.unwrap_or_else(|| {
                    self.persons.push(Person {
                        name: text.to_owned(),
                        gender: None,
                        roles: Vec::new(),
                    });
                    self.persons.len() - 1
                });
                let person = &mut self.persons[at];
                if full && !person.name.contains(' ') {
                    person.name = text.to_owned();
                }
                let title = name.title.map(|t| t.of(content).to_lowercase());
                person.gender = person
                    .gender
                    .or_else(|| title.as_deref().and_then(title_gender))
                    .or_else(|| {
                        first_word(text)
                            .filter(|_| full)
                            .and_then(names::gender)
                            .filter(|g| *g != 'u')
                    });
                if let Some(title) = &title {
                    add_roles(&mut person.roles, title);
                    // "NATO Secretary General Ines Calder": the body before the office.
                    if let Some(before) = i.checked_sub(1).map(|b| list[b])
                        && let Some(t) = name.title
                        && before.span.end() + 3 >= t.start()
                    {
                        add_roles(&mut person.roles, &before.span.of(content).to_lowercase());
                    }
                }
                describe(lexicon, &paragraphs[p], name, &mut person.roles);
            }
        }
        // A title and a surname where the full name came first, or comes later.
        let full: Vec<(String, String)> = self
            .persons
            .iter()
            .filter(|p| p.name.contains(' '))
            .map(|p| (last_word(&p.name).to_owned(), p.name.clone()))
            .collect();
        for person in &mut self.persons {
            if !person.name.contains(' ')
                && let Some((_, name)) = full.iter().find(|(last, _)| *last == person.name)
            {
                person.name = name.clone();
            }
        }
        let mut merged: Vec<Person> = Vec::new();
        for person in std::mem::take(&mut self.persons) {
            match merged.iter_mut().find(|p| p.name == person.name) {
                Some(known) => {
                    known.gender = known.gender.or(person.gender);
                    known.roles.extend(person.roles);
                }
                None => merged.push(person),
            }
        }
        self.persons = merged;
    }

    /// Every place where one of them is named.
    fn mention(&mut self, content: &str) {
        let mut out = Vec::new();
        for (p, list) in self.names.iter().enumerate() {
            for name in list {
                if let Some(person) = self.person(bare(name.span.of(content))) {
                    out.push(Mention {
                        paragraph: p,
                        span: name.span,
                        person,
                    });
                }
            }
        }
        self.mentions = out;
    }

    /// Whether `form` is the surname `name` with one of the language's endings ("словам Орлова").
    fn inflected(&self, name: &str, form: &str) -> bool {
        const STEM_CHARS_MIN: usize = 4;
        let stem = name.trim_end_matches(['а', 'я', 'a', 'о', 'o']);
        let ending = form.strip_prefix(stem);
        stem.chars().count() >= STEM_CHARS_MIN && ending.is_some_and(|e| self.cases.contains(&e))
    }

    /// The person whom a name means: by the whole name, else by the surname, else by the first name.
    pub(super) fn person(&self, name: &str) -> Option<usize> {
        let all = |f: &dyn Fn(&Person) -> bool| {
            let mut found = (0..self.persons.len()).filter(|i| f(&self.persons[*i]));
            found.next()
        };
        let (first, last) = (first_word(name).unwrap_or(name), last_word(name));
        // Before words are cut out of a name: whether it can have that word there at all.
        let begins = |p: &Person| p.name.starts_with(first) && first_word(&p.name) == Some(first);
        let ends = |p: &Person| p.name.ends_with(last) && last_word(&p.name) == last;
        let single = first.len() == name.len();
        all(&|p| p.name == name)
            .or_else(|| all(&|p| ends(p) && (single || begins(p))))
            .or_else(|| all(&|p| p.name.strip_suffix(name).is_some_and(|r| r.ends_with(' '))))
            .or_else(|| all(&|p| single && begins(p)))
            .or_else(|| {
                all(&|p| !self.cases.is_empty() && self.inflected(last_word(&p.name), last))
            })
    }
}
