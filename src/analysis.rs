//! What goes out: one [`Analysis`] of one article, plain data. The JSON of the command line and the object of the
//! JavaScript API are this, field for field.
//!
//! Spans are half-open. In an `Analysis` that [`crate::Engine::analyze`] returned they count UTF-16 code units into the
//! document text; while the stages run they count bytes.

use serde::{Deserialize, Serialize};

/// A half-open stretch of the document text: bytes inside the engine, UTF-16 code units in a finished analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span {
    /// First unit.
    pub start: usize,
    /// One past the last unit.
    pub end: usize,
}

impl Span {
    /// The stretch from `start` to `end`; an `end` before `start` gives the empty span at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        Span { start, end: end.max(start) }
    }

    /// Number of units.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether nothing lies in it.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one unit.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// All that Standfirst has to say of one article.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Analysis {
    /// The identifier that came in, or empty.
    pub id: String,
    /// The headline, where one was found.
    pub title: Option<String>,
    /// `en`, another ISO 639-1 code where that is clear, or `und`.
    pub language: String,
    /// The document text, only where it is not the input itself (Markdown, HTML): what the offsets point into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Every block in document order, clutter included.
    pub blocks: Vec<BlockOut>,
    /// Everyone and everything named, by first mention; `entities[i].id == i`.
    pub entities: Vec<Entity>,
    /// Quotations and reported speech, by start.
    pub quotes: Vec<Quote>,
    /// Checkable statements, by start.
    pub claims: Vec<Claim>,
    /// What it comes down to.
    pub summary: Summary,
    /// What a reader should know about the analysis itself (not English, no article …), in plain words.
    pub notes: Vec<Note>,
}

/// A block as it goes out.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct BlockOut {
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BlockKind {
    /// The headline.
    Title,
    /// Running text.
    Paragraph,
    /// Running text of one post of a live blog.
    Post,
    /// A heading inside the article.
    Heading,
    /// An item of a list that belongs to the article.
    Item,
    /// A block quotation.
    Quote,
    /// The caption of a picture or table.
    Caption,
    /// Who wrote it and when: no marks.
    Byline,
    /// Share bars, related links, banners, repeated titles: no marks.
    Clutter,
}

impl BlockKind {
    /// Whether the block is read: it gets tokens, sentences and marks.
    pub fn is_article(self) -> bool {
        !matches!(self, BlockKind::Byline | BlockKind::Clutter)
    }

    /// Whether the block is running text: where sentences for a summary may come from.
    pub fn is_prose(self) -> bool {
        matches!(self, BlockKind::Paragraph | BlockKind::Post | BlockKind::Item | BlockKind::Quote)
    }
}

/// What kind of thing an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum EntityType {
    Person,
    Organization,
    Location,
    /// Nationalities, languages, religions, parties' members.
    Group,
    Event,
    Law,
    Work,
    Product,
    Date,
    /// Times of day and durations.
    Time,
    Money,
    Percent,
    Quantity,
}

impl EntityType {
    /// Whether entities of this type are names (not dates, amounts and the like).
    pub fn is_name(self) -> bool {
        use EntityType::*;
        !matches!(self, Date | Time | Money | Percent | Quantity)
    }
}

/// Grammatical gender and number as the text shows them, for pronouns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Gender {
    Female,
    Male,
}

/// One real-world thing and everywhere it is named.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// Its index in [`Analysis::entities`].
    pub id: usize,
    /// The fullest name that the text gives.
    pub name: String,
    /// What kind of thing it is.
    #[serde(rename = "type")]
    pub kind: EntityType,
    /// What the text says it is ("NATO Secretary-General").
    pub role: Option<String>,
    /// 0..1: how much the article is about it.
    pub salience: f32,
    /// Every place where it is named, in order; never overlapping another mention.
    pub mentions: Vec<Span>,
    /// From titles and given names; only the quotes stage asks.
    #[serde(skip)]
    pub gender: Option<Gender>,
}

/// How words are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteKind {
    /// Word for word: between quotation marks, or where the layout shows it (an answer, a turn of a transcript, a post).
    Direct,
    /// A reported clause with some of it between marks.
    Mixed,
    /// A reported clause without marks.
    Indirect,
}

/// Words that somebody said, or that stand between marks for another reason.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// Where it stands; a direct quotation includes its marks.
    #[serde(flatten)]
    pub span: Span,
    /// How it is reported.
    pub kind: QuoteKind,
    /// Marks that are no speech: titles, nicknames, distance.
    pub scare: bool,
    /// Whose words they are, where that is clear enough.
    pub speaker: Option<Speaker>,
    /// The reporting word or phrase.
    pub cue: Option<Span>,
}

/// Whose words, and how sure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Speaker {
    /// The entity, where the speaker has a name in the article; for a spokesperson without one, whom they speak for.
    pub entity: Option<usize>,
    /// The entity's name, or the words that describe someone unnamed ("a neighbour").
    pub name: String,
    /// First unit of the mention that shows it ("he" in "he said"); null where nothing does (a floating quotation).
    pub start: Option<usize>,
    /// One past its last unit.
    pub end: Option<usize>,
    /// 0..1.
    pub confidence: f32,
}

/// What kind of statement a claim is (the taxonomy that fact-checking desks use).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum ClaimKind {
    Quantity,
    Comparison,
    Cause,
    Law,
    Prediction,
    Record,
    Allegation,
    Event,
}

/// A statement that evidence could show right or wrong. Standfirst never says which.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// The sentence.
    #[serde(flatten)]
    pub span: Span,
    /// 0..1: probability that evidence could settle it.
    pub verifiable: f32,
    /// 0..1: probability that a reader deciding what to believe would want it checked.
    pub worth: f32,
    /// What kind of statement it is.
    pub kind: ClaimKind,
    /// Why, in the text's own words.
    pub reasons: Vec<Reason>,
    /// Who asserts it, where the text attributes it to an entity.
    pub claimant: Option<usize>,
}

/// One reason why a statement is checkable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// The words that give it.
    #[serde(flatten)]
    pub span: Span,
    /// In a reader's words: "statistic: $90 billion".
    pub label: String,
}

/// What the article comes down to.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Summary {
    /// Two to four key sentences in document order.
    pub sentences: Vec<KeySentence>,
    /// Who speaks, the most quoted first.
    pub voices: Vec<Voice>,
    /// The numbers that carry the story.
    pub figures: Vec<Figure>,
    /// Entities that say where it happens, the most salient first.
    pub places: Vec<usize>,
    /// Entities that say when, in order of mention.
    pub dates: Vec<usize>,
    /// Whole minutes at 230 words a minute, at least 1; 0 for an empty document.
    pub minutes: usize,
}

/// A sentence of the summary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeySentence {
    /// The sentence in the document, without a dateline or a "But" that ties it to a sentence that is not shown.
    #[serde(flatten)]
    pub span: Span,
    /// 0..1, relative within the article.
    pub score: f32,
    /// Where the sentence opens with a pronoun: the entity it stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub antecedent: Option<usize>,
}

/// One speaker of the article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Voice {
    /// The entity; null for someone without a name.
    pub entity: Option<usize>,
    /// Its name, or the words that describe someone unnamed.
    pub name: String,
    /// Indexes into [`Analysis::quotes`], in order.
    pub quotes: Vec<usize>,
    /// The one to show first, an index into [`Analysis::quotes`].
    pub best: usize,
}

/// A number that matters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The number with its unit.
    #[serde(flatten)]
    pub span: Span,
    /// The same as text: "$90 billion".
    pub text: String,
    /// What it counts or measures, as the text says it: "in American weapons".
    pub counts: String,
    /// The sentence it stands in.
    pub sentence: Span,
}

/// Something to know about the analysis itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// For programs: `empty`, `short`, `not-english`, `no-article`, `not-prose`.
    pub code: String,
    /// For readers.
    pub message: String,
}

impl Analysis {
    /// Calls `f` on every span, wherever it stands. The one list of them: a new span field belongs here.
    pub fn each_span(&mut self, f: &mut impl FnMut(&mut Span)) {
        self.blocks.iter_mut().for_each(|b| f(&mut b.span));
        self.entities.iter_mut().flat_map(|e| &mut e.mentions).for_each(&mut *f);
        for quote in &mut self.quotes {
            f(&mut quote.span);
            if let Some(cue) = &mut quote.cue {
                f(cue);
            }
            if let Some(Speaker { start: Some(start), end: Some(end), .. }) = &mut quote.speaker {
                let mut span = Span::new(*start, *end);
                f(&mut span);
                (*start, *end) = (span.start, span.end);
            }
        }
        for claim in &mut self.claims {
            f(&mut claim.span);
            claim.reasons.iter_mut().for_each(|r| f(&mut r.span));
        }
        self.summary.sentences.iter_mut().for_each(|s| f(&mut s.span));
        for figure in &mut self.summary.figures {
            f(&mut figure.span);
            f(&mut figure.sentence);
        }
    }
}
