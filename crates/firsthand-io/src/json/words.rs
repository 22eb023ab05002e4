//! The words of the contract: what each value of the library's enums is called in JSON.

use firsthand::event::AlsoKind;
use firsthand::origin::{Agreement, Bound, BriefKind, Verdict};
use firsthand::provenance::{EdgeKind, NodeKind, Strength};
use firsthand::quotation::RelayKind;
use firsthand::reuse::{Edit, Ground, Relation};
use firsthand::statement::{ChangeKind, HeadlineKind, HeadlineVerdict};
use firsthand::story::Modality;
use firsthand::{CreditKind, Direction, How, QuotationKind, SegmentKind, SpeakerClass};
use schemars::JsonSchema;

/// What became of the words of a stretch that two versions do not share: what was added and lost is
/// said only where their order is known.
pub fn edit_kind(order: Direction, edit: &Edit) -> &'static str {
    let (before, after) = match order {
        Direction::AToB => (edit.a, edit.b),
        Direction::BToA => (edit.b, edit.a),
        Direction::Common | Direction::Unknown => return "differs",
    };
    match (before, after) {
        (None, _) => "added",
        (_, None) => "removed",
        (Some(_), Some(_)) => "changed",
    }
}

/// Names the values of a library enum in the contract, and lists them for the schema.
macro_rules! words {
    ($($name:ident($ty:ty, $schema:ident) { $($variant:ident => $word:literal),* $(,)? })*) => {$(
        /// The word of the contract.
        pub fn $name(value: $ty) -> &'static str {
            match value { $(<$ty>::$variant => $word),* }
        }
        #[derive(JsonSchema)]
        #[allow(dead_code, non_camel_case_types, reason = "stands in the schema only")]
        pub(super) enum $schema { $(#[serde(rename = $word)] $variant),* }
    )*};
}

words! {
    how(How, How_) { Declared => "declared", Byline => "byline", Collector => "collector",
        Url => "url", Text => "text", Copy => "copy", Bound => "bound" }
    segment_kind(SegmentKind, SegmentKind_) { Headline => "headline", Subhead => "subhead",
        Byline => "byline", Dateline => "dateline", Body => "body", Caption => "caption",
        Credit => "credit", Teaser => "teaser", Related => "related", Comment => "comment",
        Prompt => "prompt", Navigation => "navigation", Legal => "legal",
        Correction => "correction" }
    verdict(Verdict, Verdict_) { Yes => "yes", No => "no", Unclear => "unclear" }
    credit_kind(CreditKind, CreditKind_) { Agency => "agency", Outlet => "outlet",
        Document => "document", Person => "person", Unnamed => "unnamed" }
    relation(Relation, Relation_) { Copy => "copy", Excerpt => "excerpt", Partial => "partial",
        QuotesOnly => "quotes_only", Template => "template" }
    direction(Direction, Direction_) { AToB => "a>b", BToA => "b>a", Common => "common",
        Unknown => "unknown" }
    ground(Ground, Ground_) { Credit => "credit", Issuer => "issuer", Later => "later", Wire => "wire",
        Attribution => "attribution", Nothing => "nothing" }
    quotation_kind(QuotationKind, QuotationKind_) { Direct => "direct", Indirect => "indirect",
        Mixed => "mixed" }
    speaker_class(SpeakerClass, SpeakerClass_) { Person => "person", Body => "body",
        Document => "document", Unnamed => "unnamed" }
    relay_kind(RelayKind, RelayKind_) { Agency => "agency", Outlet => "outlet",
        Document => "document", Person => "person", Body => "body", Unnamed => "unnamed" }
    change_kind(ChangeKind, ChangeKind_) { Negation => "negation", Number => "number",
        Name => "name", Modality => "modality", Qualifier => "qualifier",
        Substitution => "substitution", Truncation => "truncation", Ellipsis => "ellipsis",
        Splice => "splice", Translation => "translation", TensePerson => "tense_person",
        Paraphrase => "paraphrase" }
    headline_kind(HeadlineKind, HeadlineKind_) { Number => "number", Quote => "quote" }
    headline_verdict(HeadlineVerdict, HeadlineVerdict_) { Differs => "differs", Absent => "absent" }
    modality(Modality, Modality_) { Plan => "plan", Intention => "intention",
        Possibility => "possibility", Obligation => "obligation", Prediction => "prediction",
        Fact => "fact" }
    node_kind(NodeKind, NodeKind_) { Origin => "origin", Occasion => "occasion",
        Document => "document", Agency => "agency", Outlet => "outlet", Text => "text",
        Article => "article", Speaker => "speaker" }
    edge_kind(EdgeKind, EdgeKind_) { Credits => "credits", Derives => "derives",
        SameWords => "same_words", SameOwner => "same_owner", SameOrigin => "same_origin" }
    strength(Strength, Strength_) { Shown => "shown", Likely => "likely",
        Possible => "possible" }
    agreement(Agreement, Agreement_) { Same => "same", Compatible => "compatible",
        Differs => "differs" }
    bound(Bound, Bound_) { Exact => "exact", AtLeast => "at_least", AtMost => "at_most",
        About => "about" }
    also_kind(AlsoKind, AlsoKind_) { Item => "item", Background => "background" }
    brief_kind(BriefKind, BriefKind_) { Agreed => "agreed", Only => "only",
        Differs => "differs", Claimed => "claimed" }
}
