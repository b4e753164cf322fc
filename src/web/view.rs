//! The summary popup: an [`Analysis`] and its text, drawn into an element that the page or the extension gives.
//!
//! Every word goes in as a text node, never as markup, so nothing needs escaping. Whoever owns the element listens for
//! `standfirst:jump` (`detail` = `{start, end}`: show that stretch) and `standfirst:person` (`detail` = `{entity}`, null
//! when nobody is chosen any more). What it does not do: scroll, paint marks, style itself (`www/page/summary.css` does).

use crate::analysis::{Analysis, Claim, ClaimKind, Entity, EntityType, Quote, Span, Summary, Voice};
use crate::text::Offsets;
use js_sys::{Error, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, CustomEventInit, Document, Element, Event};

/// Entries shown of each list; a popup is read at a glance.
const VOICES: usize = 8;
const FIGURES: usize = 6;
const NAMES: usize = 8;
const CLAIMS: usize = 6;
/// Characters shown of a sentence before it is cut at a word.
const LONGEST: usize = 280;

/// Draws `analysis` of `text` into `into`, in place of whatever stood there.
///
/// # Errors
/// Throws an `Error` where `analysis` is not one that `Engine.analyze` returned, or the element has no document.
#[wasm_bindgen(js_name = renderSummary)]
pub fn render_summary(
    into: &Element,
    #[wasm_bindgen(unchecked_param_type = "Analysis")] analysis: JsValue,
    text: &str,
) -> Result<(), JsValue> {
    let analysis: Analysis = serde_wasm_bindgen::from_value(analysis)
        .map_err(|e| Error::new(&format!("Not an analysis that Engine.analyze returned: {e}")))?;
    let document = into.owner_document().ok_or_else(|| Error::new("The element belongs to no document."))?;
    let view = View { document, analysis: &analysis, text, offsets: Offsets::new(text) };
    let drawn = view.draw()?;
    listen(&drawn)?;
    into.set_text_content(None);
    into.append_child(&drawn)?;
    Ok(())
}

/// What drawing needs: where to make elements, what to say, and the text that the spans point into.
struct View<'a> {
    document: Document,
    analysis: &'a Analysis,
    text: &'a str,
    offsets: Offsets<'a>,
}

type Drawn = Result<Element, JsValue>;

impl View<'_> {
    fn draw(&self) -> Drawn {
        let root = self.element("div", "sf-summary", "")?;
        root.append_child(&*self.head()?)?;
        let Summary { sentences, voices, figures, places, dates, .. } = &self.analysis.summary;
        self.section(&root, "Key points", "ol", "sf-points", sentences.len(), usize::MAX, |at| {
            sentences.get(at).map(|s| self.point(s.span, s.antecedent))
        })?;
        self.section(&root, "Voices", "ul", "sf-voices", voices.len(), VOICES, |at| {
            voices.get(at).map(|v| self.voice(v))
        })?;
        self.section(&root, "Figures", "ul", "sf-figures", figures.len(), FIGURES, |at| {
            figures.get(at).map(|f| self.figure(&f.text, &f.counts, f.span))
        })?;
        self.section(&root, "Where", "ul", "sf-names", places.len(), NAMES, |at| {
            self.entity(*places.get(at)?).map(|e| self.name(e))
        })?;
        self.section(&root, "When", "ul", "sf-names", dates.len(), NAMES, |at| {
            self.entity(*dates.get(at)?).map(|e| self.name(e))
        })?;
        let claims = self.worthiest();
        self.section(&root, "Worth checking", "ul", "sf-claims", claims.len(), CLAIMS, |at| {
            claims.get(at).map(|c| self.claim(c))
        })?;
        Ok(root)
    }

    /// Headline, reading time, and what a reader should know about the analysis.
    fn head(&self) -> Drawn {
        let head = self.element("header", "sf-head", "")?;
        let title = self.analysis.title.as_deref().map(squeeze).filter(|t| !t.is_empty());
        head.append_child(&*self.element("h2", "sf-title", &cut(title.as_deref().unwrap_or("Summary")))?)?;
        let minutes = self.analysis.summary.minutes;
        if minutes > 0 {
            let words = format!("{} to read", counted(minutes, "minute"));
            head.append_child(&*self.element("p", "sf-facts", &words)?)?;
        }
        if !self.analysis.notes.is_empty() {
            let notes = self.element("ul", "sf-notes", "")?;
            for note in &self.analysis.notes {
                notes.append_child(&*self.element("li", "", &note.message)?)?;
            }
            head.append_child(&notes)?;
        }
        Ok(head)
    }

    /// A heading and a list of at most `most` of `total` items; nothing at all for an empty list.
    #[allow(clippy::too_many_arguments)]
    fn section(
        &self,
        root: &Element,
        heading: &str,
        list: &str,
        class: &str,
        total: usize,
        most: usize,
        item: impl Fn(usize) -> Option<Drawn>,
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
            section.append_child(&*self.element("p", "sf-more", &format!("and {} more", total - most))?)?;
        }
        root.append_child(&section)?;
        Ok(())
    }

    fn point(&self, span: Span, antecedent: Option<usize>) -> Drawn {
        let item = self.element("li", "", "")?;
        let words = self.words(span);
        item.append_child(&*self.jump(&cut(&words), span)?)?;
        if let (Some(entity), Some(pronoun)) = (self.entity(antecedent), words.split(' ').next()) {
            let gloss =
                format!("“{}” is {}", pronoun.trim_matches(|c: char| !c.is_alphabetic()), entity.name);
            item.append_child(&*self.element("small", "sf-gloss", &gloss)?)?;
        }
        Ok(item)
    }

    fn voice(&self, voice: &Voice) -> Drawn {
        let item = self.element("li", "", "")?;
        let entity = self.entity(voice.entity);
        let name =
            self.element(if entity.is_some() { "button" } else { "span" }, "sf-speaker", &voice.name)?;
        if let Some(entity) = entity {
            name.set_attribute("type", "button")?;
            name.set_attribute("aria-pressed", "false")?;
            name.set_attribute("data-entity", &entity.id.to_string())?;
            name.set_attribute(
                "data-type",
                if entity.kind == EntityType::Person { "person" } else { "other" },
            )?;
            name.set_attribute("title", "Show only this speaker’s marks")?;
        }
        item.append_child(&name)?;
        item.append_child(&*self.element("small", "sf-count", &counted(voice.quotes.len(), "statement"))?)?;
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
        block.append_child(&*self.jump(&cut(&self.words(quote.span)), quote.span)?)?;
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

    /// The claims that a reader would most want checked, back in document order.
    fn worthiest(&self) -> Vec<&Claim> {
        let mut claims: Vec<&Claim> = self.analysis.claims.iter().collect();
        if claims.len() > CLAIMS {
            claims.sort_by(|a, b| b.worth.total_cmp(&a.worth));
            let (shown, _) = claims.split_at_mut(CLAIMS);
            shown.sort_by_key(|c| c.span);
        }
        claims
    }

    fn claim(&self, claim: &Claim) -> Drawn {
        let item = self.element("li", "", "")?;
        item.append_child(&*self.element("small", "sf-kind", kind_in_words(claim.kind))?)?;
        item.append_child(&*self.jump(&cut(&self.words(claim.span)), claim.span)?)?;
        let mut reasons: Vec<String> = claim.reasons.iter().map(|r| cut(&r.label)).collect();
        if let Some(claimant) = self.entity(claim.claimant) {
            reasons.insert(0, format!("says {}", claimant.name));
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

    /// A button that asks the page to show `span`.
    fn jump(&self, words: &str, span: Span) -> Drawn {
        let button = self.element("button", "sf-jump", words)?;
        button.set_attribute("type", "button")?;
        button.set_attribute("data-start", &span.start.to_string())?;
        button.set_attribute("data-end", &span.end.to_string())?;
        Ok(button)
    }

    /// An element with words in it, which stand in a text node.
    fn element(&self, tag: &str, class: &str, words: &str) -> Drawn {
        let element = self.document.create_element(tag)?;
        if !class.is_empty() {
            element.set_attribute("class", class)?;
        }
        if !words.is_empty() {
            element.set_text_content(Some(words));
        }
        Ok(element)
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

/// One listener for all buttons, dropped with the element.
fn listen(root: &Element) -> Result<(), JsValue> {
    let clicked = Closure::<dyn Fn(Event) -> Result<(), JsValue>>::new(|event: Event| {
        let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
        let Some(button) = target.map(|t| t.closest("button")).transpose()?.flatten() else { return Ok(()) };
        if let Some(entity) = number(&button, "data-entity") {
            return choose(&button, entity);
        }
        match (number(&button, "data-start"), number(&button, "data-end")) {
            (Some(start), Some(end)) => {
                tell(&button, "standfirst:jump", &[("start", start.into()), ("end", end.into())])
            }
            _ => Ok(()),
        }
    });
    root.add_event_listener_with_callback("click", clicked.into_js_value().unchecked_ref())
}

/// Presses one speaker and releases the others, or releases the pressed one.
fn choose(button: &Element, entity: f64) -> Result<(), JsValue> {
    let chosen = button.get_attribute("aria-pressed").as_deref() != Some("true");
    if let Some(root) = button.closest(".sf-summary")? {
        while let Some(pressed) = root.query_selector("[aria-pressed=true]")? {
            pressed.set_attribute("aria-pressed", "false")?;
        }
    }
    button.set_attribute("aria-pressed", if chosen { "true" } else { "false" })?;
    tell(button, "standfirst:person", &[("entity", if chosen { entity.into() } else { JsValue::NULL })])
}

fn tell(from: &Element, name: &str, detail: &[(&str, JsValue)]) -> Result<(), JsValue> {
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

fn number(element: &Element, attribute: &str) -> Option<f64> {
    element.get_attribute(attribute)?.parse().ok()
}

fn kind_in_words(kind: ClaimKind) -> &'static str {
    match kind {
        ClaimKind::Quantity => "A number",
        ClaimKind::Comparison => "A comparison",
        ClaimKind::Cause => "Cause and effect",
        ClaimKind::Law => "Law and rules",
        ClaimKind::Prediction => "A prediction",
        ClaimKind::Record => "What somebody did or said",
        ClaimKind::Allegation => "An allegation",
        ClaimKind::Event => "What happened",
    }
}

fn counted(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
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
