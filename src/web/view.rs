//! The summary popup: an [`Analysis`] and its text, drawn into an element that the page or the extension gives.
//!
//! Every word goes in as a text node, never as markup, so nothing needs escaping. Whoever owns the element listens for events
//! that bubble up from it, each with its `detail`: `standfirst:jump` `{start, end}` (show that stretch), `standfirst:person`
//! `{entity}` (null when nobody is chosen any more), `standfirst:layer` `{layer, on}`, `standfirst:switch` `{on}`,
//! `standfirst:budget` `{claims}` (how many are to be shown) and `standfirst:save` `{kind}`. The buttons are drawn in `controls`. What it does not do: scroll, paint marks, write files,
//! style itself (`www/page/summary.css` does).

use super::controls::{Options, listen};
use crate::analysis::{Analysis, Claim, ClaimKind, Entity, Quote, Span, Summary, Voice};
use crate::report::{capitalised, without_comma};
use crate::text::Offsets;
use js_sys::{Error, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, CustomEventInit, Document, Element};

/// Entries shown of each list; a popup is read at a glance.
const VOICES: usize = 8;
const FIGURES: usize = 6;
const NAMES: usize = 8;
const CLAIMS: usize = 8;
/// Characters shown of a sentence before it is cut at a word.
const LONGEST: usize = 280;

/// Draws `analysis` of `text` into `into`, in place of whatever stood there.
///
/// # Errors
/// Throws an `Error` where `analysis` is not one that `Engine.analyze` returned, the options have another shape, or the
/// element has no document.
#[wasm_bindgen(js_name = renderSummary)]
pub fn render_summary(
    into: &Element,
    #[wasm_bindgen(unchecked_param_type = "Analysis")] analysis: JsValue,
    text: &str,
    #[wasm_bindgen(unchecked_optional_param_type = "SummaryOptions")] options: JsValue,
) -> Result<(), JsValue> {
    let analysis = analysis_of(analysis)?;
    let options: Options = if options.is_undefined() || options.is_null() {
        Options::default()
    } else {
        serde_wasm_bindgen::from_value(options)
            .map_err(|e| Error::new(&format!("Options are on, layers, person, claims and words: {e}")))?
    };
    let document = into.owner_document().ok_or_else(|| Error::new("The element belongs to no document."))?;
    let view = View { document, analysis: &analysis, text, offsets: Offsets::new(text), options: &options };
    let drawn = view.draw()?;
    listen(&drawn)?;
    into.set_text_content(None);
    into.append_child(&drawn)?;
    Ok(())
}

/// `analysis` of `text` as a report in plain text, the one that the command line prints.
///
/// # Errors
/// Throws an `Error` where `analysis` is not one that `Engine.analyze` returned.
#[wasm_bindgen(js_name = reportText)]
pub fn report_text(
    #[wasm_bindgen(unchecked_param_type = "Analysis")] analysis: JsValue,
    text: &str,
) -> Result<String, JsValue> {
    Ok(crate::report::write(&analysis_of(analysis)?, text))
}

fn analysis_of(analysis: JsValue) -> Result<Analysis, Error> {
    serde_wasm_bindgen::from_value(analysis)
        .map_err(|e| Error::new(&format!("Not an analysis that Engine.analyze returned: {e}")))
}

/// What drawing needs: where to make elements, what to say, and the text that the spans point into.
pub(super) struct View<'a> {
    document: Document,
    pub(super) analysis: &'a Analysis,
    text: &'a str,
    offsets: Offsets<'a>,
    pub(super) options: &'a Options,
}

pub(super) type Drawn = Result<Element, JsValue>;

impl View<'_> {
    fn draw(&self) -> Drawn {
        let root = self.element("div", "sf-summary", "")?;
        root.append_child(&*self.head()?)?;
        if let Some(switches) = self.switches()? {
            root.append_child(&switches)?;
        }
        let Summary { sentences, voices, figures, places, dates, .. } = &self.analysis.summary;
        let (people, claims) = (self.people(), self.worthiest());
        let listed = self.analysis.claims.len();
        let section = |heading, list, total, most, item: &dyn Fn(usize) -> Option<Drawn>| {
            self.section(&root, heading, list, total, most, item)
        };
        section(self.say("points", "Key points"), ("ol", "sf-points"), sentences.len(), usize::MAX, &|at| {
            sentences.get(at).map(|s| self.point(s.span, s.antecedent))
        })?;
        section(self.say("voices", "Voices"), ("ul", "sf-voices"), voices.len(), VOICES, &|at| {
            voices.get(at).map(|v| self.voice(v))
        })?;
        section(self.say("people", "People"), ("ul", "sf-people"), people.len(), usize::MAX, &|at| {
            people.get(at).map(|e| self.person(e))
        })?;
        section(self.say("figures", "Figures"), ("ul", "sf-figures"), figures.len(), FIGURES, &|at| {
            figures.get(at).map(|f| self.figure(&f.text, &f.counts, f.span))
        })?;
        section(self.say("where", "Where"), ("ul", "sf-names"), places.len(), NAMES, &|at| {
            self.entity(*places.get(at)?).map(|e| self.name(e))
        })?;
        section(self.say("when", "When"), ("ul", "sf-names"), dates.len(), NAMES, &|at| {
            self.entity(*dates.get(at)?).map(|e| self.name(e))
        })?;
        section(self.say("claims", "Worth checking"), ("ul", "sf-claims"), listed, CLAIMS, &|at| {
            claims.get(at).map(|(rank, claim)| self.claim(claim, *rank))
        })?;
        if let (Some(slider), Some(list)) =
            (self.slider(listed.min(CLAIMS))?, root.query_selector(".sf-claims")?)
        {
            list.before_with_node_1(&slider)?;
        }
        root.append_child(&*self.saves()?)?;
        Ok(root)
    }

    /// Headline, reading time, and what a reader should know about the analysis.
    fn head(&self) -> Drawn {
        let head = self.element("header", "sf-head", "")?;
        let title = self.analysis.title.as_deref().map(squeeze).filter(|t| !t.is_empty());
        head.append_child(&*self.element(
            "h2",
            "sf-title",
            &cut(title.as_deref().unwrap_or(self.say("summary", "Summary"))),
        )?)?;
        let minutes = self.analysis.summary.minutes;
        if minutes > 0 {
            let words = self.options.say_counted("minutes", minutes, "# minute to read", "# minutes to read");
            head.append_child(&*self.element("p", "sf-facts", &words)?)?;
        }
        if !self.analysis.notes.is_empty() {
            let notes = self.element("ul", "sf-notes", "")?;
            for note in &self.analysis.notes {
                let words = self.say(&format!("note_{}", note.code.replace('-', "_")), &note.message);
                notes.append_child(&*self.element("li", "", words)?)?;
            }
            head.append_child(&notes)?;
        }
        Ok(head)
    }

    /// A heading and a list of at most `most` of `total` items; nothing at all for an empty list.
    fn section(
        &self,
        root: &Element,
        heading: &str,
        (list, class): (&str, &str),
        total: usize,
        most: usize,
        item: &dyn Fn(usize) -> Option<Drawn>,
    ) -> Result<(), JsValue> {
        if total == 0 {
            return Ok(());
        }
        let section = self.element("section", "", "")?;
        section.append_child(&*self.element("h3", "", heading)?)?;
        let items = self.element(list, class, "")?;
        for at in 0..total.min(most) {
            if let Some(drawn) = item(at) {
                items.append_child(&*drawn?)?;
            }
        }
        section.append_child(&items)?;
        if total > most {
            let more = self.options.say_counted("more", total - most, "and # more", "and # more");
            section.append_child(&*self.element("p", "sf-more", &more)?)?;
        }
        root.append_child(&section)?;
        Ok(())
    }

    /// The word `id` in the reader's language.
    pub(super) fn say<'s>(&'s self, id: &str, english: &'s str) -> &'s str {
        self.options.say(id, english)
    }

    fn point(&self, span: Span, antecedent: Option<usize>) -> Drawn {
        let item = self.element("li", "", "")?;
        let words = self.words(span);
        item.append_child(&*self.jump(&cut(&capitalised(&words)), span)?)?;
        if let (Some(entity), Some(pronoun)) = (self.entity(antecedent), words.split(' ').next()) {
            let pronoun = pronoun.trim_matches(|c: char| !c.is_alphabetic());
            let gloss =
                self.say("gloss", "“#” is #").replacen('#', pronoun, 1).replacen('#', &entity.name, 1);
            item.append_child(&*self.element("small", "sf-gloss", &gloss)?)?;
        }
        Ok(item)
    }

    fn voice(&self, voice: &Voice) -> Drawn {
        let item = self.element("li", "", "")?;
        let entity = self.entity(voice.entity);
        let name = match entity {
            Some(entity) => self.chooser("sf-speaker", &voice.name, entity)?,
            None => self.element("span", "sf-speaker", &voice.name)?,
        };
        item.append_child(&name)?;
        let count = self.options.say_counted("statements", voice.quotes.len(), "# statement", "# statements");
        item.append_child(&*self.element("small", "sf-count", &count)?)?;
        if let Some(role) = entity.and_then(|e| e.role.as_deref()) {
            item.append_child(&*self.element("p", "sf-role", role)?)?;
        }
        if let Some(quote) = self.analysis.quotes.get(voice.best) {
            item.append_child(&*self.best(quote)?)?;
        }
        Ok(item)
    }

    fn best(&self, quote: &Quote) -> Drawn {
        let block = self.element("blockquote", "", "")?;
        block.append_child(&*self.jump(&cut(&without_comma(&self.words(quote.span))), quote.span)?)?;
        Ok(block)
    }

    fn figure(&self, figure: &str, counts: &str, span: Span) -> Drawn {
        let item = self.element("li", "", "")?;
        item.append_child(&*self.jump(&cut(figure), span)?)?;
        item.append_child(&*self.element("span", "sf-counts", &cut(counts))?)?;
        Ok(item)
    }

    fn name(&self, entity: &Entity) -> Drawn {
        let item = self.element("li", "", "")?;
        let span = entity.mentions.first().copied().unwrap_or_default();
        item.append_child(&*self.jump(&entity.name, span)?)?;
        Ok(item)
    }

    /// The claims that a reader would most want checked with their ranks, in document order.
    fn worthiest(&self) -> Vec<(usize, &Claim)> {
        self.ranks().into_iter().zip(&self.analysis.claims).filter(|(rank, _)| *rank < CLAIMS).collect()
    }

    fn claim(&self, claim: &Claim, rank: usize) -> Drawn {
        let item = self.element("li", "", "")?;
        item.set_attribute("data-rank", &rank.to_string())?;
        if rank >= self.budget(CLAIMS) {
            item.set_attribute("hidden", "")?;
        }
        item.append_child(&*self.element("small", "sf-kind", self.kind_in_words(claim.kind))?)?;
        item.append_child(&*self.jump(&cut(&self.words(claim.span)), claim.span)?)?;
        let mut reasons: Vec<String> = claim.reasons.iter().map(|r| cut(&self.reason(&r.label))).collect();
        if let Some(claimant) = self.entity(claim.claimant) {
            reasons.insert(0, self.say("says", "says #").replacen('#', &claimant.name, 1));
        }
        if !reasons.is_empty() {
            let list = self.element("ul", "sf-reasons", "")?;
            for reason in reasons {
                list.append_child(&*self.element("li", "", &reason)?)?;
            }
            item.append_child(&list)?;
        }
        Ok(item)
    }

    /// A reason's label, "statistic: $90 billion", with what is not the text's own in the reader's language: the id is
    /// `reason_` and the English words with `_` for each blank.
    fn reason(&self, label: &str) -> String {
        let (name, rest) = label.split_once(": ").map_or((label, None), |(name, rest)| (name, Some(rest)));
        let name = self.say(&format!("reason_{}", name.replace(' ', "_")), name);
        rest.map_or_else(|| name.to_string(), |rest| format!("{name}: {rest}"))
    }

    /// A button that asks the page to show `span`.
    fn jump(&self, words: &str, span: Span) -> Drawn {
        let button = self.element("button", "sf-jump", words)?;
        button.set_attribute("type", "button")?;
        button.set_attribute("data-start", &span.start.to_string())?;
        button.set_attribute("data-end", &span.end.to_string())?;
        Ok(button)
    }

    /// An element with words in it, which stand in a text node.
    pub(super) fn element(&self, tag: &str, class: &str, words: &str) -> Drawn {
        let element = self.document.create_element(tag)?;
        if !class.is_empty() {
            element.set_attribute("class", class)?;
        }
        if !words.is_empty() {
            element.set_text_content(Some(words));
        }
        Ok(element)
    }

    fn kind_in_words(&self, kind: ClaimKind) -> &str {
        match kind {
            ClaimKind::Quantity => self.say("kindQuantity", "A number"),
            ClaimKind::Comparison => self.say("kindComparison", "A comparison"),
            ClaimKind::Cause => self.say("kindCause", "Cause and effect"),
            ClaimKind::Law => self.say("kindLaw", "Law and rules"),
            ClaimKind::Prediction => self.say("kindPrediction", "A prediction"),
            ClaimKind::Record => self.say("kindRecord", "What somebody did or said"),
            ClaimKind::Allegation => self.say("kindAllegation", "An allegation"),
            ClaimKind::Event => self.say("kindEvent", "What happened"),
        }
    }

    fn entity(&self, index: impl Into<Option<usize>>) -> Option<&Entity> {
        self.analysis.entities.get(index.into()?)
    }

    /// The words of `span` (code units) on one line.
    fn words(&self, span: Span) -> String {
        let bytes = self.offsets.to_bytes(span);
        squeeze(self.text.get(bytes.start..bytes.end).unwrap_or_default())
    }
}

/// Sends an event up from `from`.
pub(super) fn tell(from: &Element, name: &str, detail: &[(&str, JsValue)]) -> Result<(), JsValue> {
    let object = Object::new();
    for (key, value) in detail {
        Reflect::set(&object, &JsValue::from_str(key), value)?;
    }
    let event = CustomEventInit::new();
    event.set_bubbles(true);
    event.set_composed(true);
    event.set_detail(&object);
    from.dispatch_event(&*CustomEvent::new_with_event_init_dict(name, &event)?)?;
    Ok(())
}

/// White space as single blanks.
fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `text` up to [`LONGEST`] characters, cut at a word.
fn cut(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(LONGEST) else { return text.to_string() };
    let head = text.get(..end).unwrap_or(text);
    let at_word = head.rfind(' ').filter(|&space| space > end / 2).unwrap_or(end);
    format!("{}…", head.get(..at_word).unwrap_or(head))
}
