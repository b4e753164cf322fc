//! What a reader can do with the marks, drawn around the summary: switches for the page and for each layer, a button for each
//! person, a slider for how many claims are shown, and the buttons that save. Says what was pressed in events and shows it as pressed; whoever owns the element acts.

use super::view::{Drawn, View, tell};
use crate::analysis::{Claim, Entity, EntityType};
use serde::Deserialize;
use std::collections::HashMap;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlInputElement};

/// People who get a button.
const PEOPLE: usize = 12;

/// What the owner of the element asks for: `SummaryOptions` of the TypeScript surface.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Options {
    /// Whether the page is marked; no switch without it.
    on: Option<bool>,
    layers: Vec<Layer>,
    /// The entity whose marks alone are strong.
    person: Option<usize>,
    /// At most so many claims are shown, the worthiest; no slider without it.
    claims: Option<usize>,
    /// The interface's words in another language, by their ids.
    words: HashMap<String, String>,
}

/// One layer of marks. Its names come from whoever paints them.
#[derive(Debug, Deserialize)]
struct Layer {
    id: String,
    name: String,
    count: usize,
    on: bool,
}

impl Options {
    /// The word `id` in the reader's language, `english` where there is none.
    pub(super) fn say<'a>(&'a self, id: &str, english: &'a str) -> &'a str {
        self.words.get(id).map_or(english, String::as_str)
    }

    /// The same with a number in place of its `#`; the ids are `id` + `One` and `id` + `Many`.
    pub(super) fn say_counted(&self, id: &str, count: usize, one: &str, many: &str) -> String {
        let (form, english) = if count == 1 { ("One", one) } else { ("Many", many) };
        self.say(&format!("{id}{form}"), english).replacen('#', &count.to_string(), 1)
    }
}

impl View<'_> {
    /// The switches that the owner has asked for, above the summary.
    pub(super) fn switches(&self) -> Result<Option<Element>, JsValue> {
        let Options { on, layers, .. } = self.options;
        if on.is_none() && layers.is_empty() {
            return Ok(None);
        }
        let bar = self.element("div", "sf-controls", "")?;
        if let Some(on) = *on {
            let switch = self.pressable("sf-switch", self.say("marked", "Marks on this page"), on)?;
            switch.set_attribute("data-switch", "")?;
            bar.append_child(&switch)?;
        }
        let group = self.element("div", "sf-layers", "")?;
        group.set_attribute("role", "group")?;
        group.set_attribute("aria-label", self.say("layers", "Marks to show"))?;
        for layer in layers.iter().filter(|l| l.count > 0) {
            let button = self.pressable("sf-layer", &layer.name, layer.on)?;
            button.set_attribute("data-layer", &layer.id)?;
            button.append_child(&*self.element("span", "sf-number", &layer.count.to_string())?)?;
            group.append_child(&button)?;
        }
        bar.append_child(&group)?;
        Ok(Some(bar))
    }

    /// The people of the article, the weightiest first.
    pub(super) fn people(&self) -> Vec<&Entity> {
        let mut people: Vec<&Entity> =
            self.analysis.entities.iter().filter(|e| e.kind == EntityType::Person).collect();
        people.sort_by(|a, b| b.salience.total_cmp(&a.salience));
        people.truncate(PEOPLE);
        people
    }

    pub(super) fn person(&self, entity: &Entity) -> Drawn {
        let item = self.element("li", "", "")?;
        item.append_child(&*self.chooser("sf-person", &entity.name, entity)?)?;
        Ok(item)
    }

    /// A button that makes one entity's marks strong and dims the others'.
    pub(super) fn chooser(&self, class: &str, words: &str, entity: &Entity) -> Drawn {
        let button = self.pressable(class, words, self.options.person == Some(entity.id))?;
        button.set_attribute("data-entity", &entity.id.to_string())?;
        button
            .set_attribute("data-type", if entity.kind == EntityType::Person { "person" } else { "other" })?;
        button.set_attribute("title", self.say("only", "Show only this person’s marks"))?;
        Ok(button)
    }

    /// Buttons that keep the analysis, under the summary.
    pub(super) fn saves(&self) -> Drawn {
        let bar = self.element("footer", "sf-saves", "")?;
        for (kind, words) in
            [("text", self.say("saveText", "Save as text")), ("json", self.say("saveJson", "Save as JSON"))]
        {
            let button = self.element("button", "sf-save", words)?;
            button.set_attribute("type", "button")?;
            button.set_attribute("data-save", kind)?;
            bar.append_child(&button)?;
        }
        Ok(bar)
    }

    /// Where each claim stands among all of them, the worthiest first.
    pub(super) fn ranks(&self) -> Vec<usize> {
        let claims = &self.analysis.claims;
        let worth = |i: usize| claims.get(i).map_or(0.0, |c: &Claim| c.worth);
        let mut order: Vec<usize> = (0..claims.len()).collect();
        order.sort_by(|&a, &b| worth(b).total_cmp(&worth(a)));
        let mut ranks = vec![0; order.len()];
        for (rank, claim) in order.into_iter().enumerate() {
            if let Some(place) = ranks.get_mut(claim) {
                *place = rank;
            }
        }
        ranks
    }

    /// How many claims are shown: what the owner asks for, else `most`.
    pub(super) fn budget(&self, most: usize) -> usize {
        self.options.claims.unwrap_or(most).max(1)
    }

    /// The slider for the claim budget, where there is a choice.
    pub(super) fn slider(&self, listed: usize) -> Result<Option<Element>, JsValue> {
        if self.options.claims.is_none() || listed < 2 {
            return Ok(None);
        }
        let label = self.element("label", "sf-budget", "")?;
        label.append_child(&*self.element("span", "", self.say("budget", "Show at most"))?)?;
        let slider = self.element("input", "sf-slider", "")?;
        let (now, most) = (self.budget(listed).min(listed).to_string(), listed.to_string());
        for (name, value) in [("type", "range"), ("min", "1"), ("max", &most), ("step", "1"), ("value", &now)]
        {
            slider.set_attribute(name, value)?;
        }
        label.append_child(&slider)?;
        label.append_child(&*self.element("output", "sf-number", &now)?)?;
        Ok(Some(label))
    }

    fn pressable(&self, class: &str, words: &str, pressed: bool) -> Drawn {
        let button = self.element("button", class, words)?;
        button.set_attribute("type", "button")?;
        button.set_attribute("aria-pressed", if pressed { "true" } else { "false" })?;
        Ok(button)
    }
}

/// One listener for all buttons and one for the slider, dropped with the element.
pub(super) fn listen(root: &Element) -> Result<(), JsValue> {
    let slid = Closure::<dyn Fn(Event) -> Result<(), JsValue>>::new(|event: Event| {
        event.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok()).map_or(Ok(()), |s| slide(&s))
    });
    root.add_event_listener_with_callback("input", slid.into_js_value().unchecked_ref())?;
    let clicked = Closure::<dyn Fn(Event) -> Result<(), JsValue>>::new(|event: Event| {
        let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
        match target.map(|t| t.closest("button")).transpose()?.flatten() {
            Some(button) => press(&button),
            None => Ok(()),
        }
    });
    root.add_event_listener_with_callback("click", clicked.into_js_value().unchecked_ref())
}

/// Shows as many claims as the slider says and tells the owner.
fn slide(slider: &HtmlInputElement) -> Result<(), JsValue> {
    let Ok(most) = slider.value().parse::<f64>() else { return Ok(()) };
    if let Some(output) = slider.next_element_sibling() {
        output.set_text_content(Some(&slider.value()));
    }
    if let Some(root) = slider.closest(".sf-summary")? {
        let all = root.query_selector_all("[data-rank]")?;
        for claim in (0..all.length()).filter_map(|at| all.item(at)?.dyn_into::<Element>().ok()) {
            let shown = number(&claim, "data-rank").is_some_and(|rank| rank < most);
            if shown { claim.remove_attribute("hidden")? } else { claim.set_attribute("hidden", "")? }
        }
    }
    tell(slider, "standfirst:budget", &[("claims", most.into())])
}

/// Tells what a press on `button` means.
fn press(button: &Element) -> Result<(), JsValue> {
    if let Some(entity) = number(button, "data-entity") {
        return choose(button, entity);
    }
    if let (Some(start), Some(end)) = (number(button, "data-start"), number(button, "data-end")) {
        return tell(button, "standfirst:jump", &[("start", start.into()), ("end", end.into())]);
    }
    if let Some(kind) = button.get_attribute("data-save") {
        return tell(button, "standfirst:save", &[("kind", kind.into())]);
    }
    if let Some(layer) = button.get_attribute("data-layer") {
        let on = toggle(button)?;
        return tell(button, "standfirst:layer", &[("layer", layer.into()), ("on", on.into())]);
    }
    if button.has_attribute("data-switch") {
        let on = toggle(button)?;
        return tell(button, "standfirst:switch", &[("on", on.into())]);
    }
    Ok(())
}

/// Turns `button` over; returns whether it is pressed now.
fn toggle(button: &Element) -> Result<bool, JsValue> {
    let pressed = !is_pressed(button);
    button.set_attribute("aria-pressed", if pressed { "true" } else { "false" })?;
    Ok(pressed)
}

/// Presses every button of one entity and releases the others, or releases all where it was pressed.
fn choose(button: &Element, entity: f64) -> Result<(), JsValue> {
    let chosen = !is_pressed(button);
    if let Some(root) = button.closest(".sf-summary")? {
        let all = root.query_selector_all("[data-entity]")?;
        for other in (0..all.length()).filter_map(|at| all.item(at)?.dyn_into::<Element>().ok()) {
            let own = number(&other, "data-entity") == Some(entity);
            other.set_attribute("aria-pressed", if own && chosen { "true" } else { "false" })?;
        }
    }
    tell(button, "standfirst:person", &[("entity", if chosen { entity.into() } else { JsValue::NULL })])
}

fn is_pressed(button: &Element) -> bool {
    button.get_attribute("aria-pressed").as_deref() == Some("true")
}

fn number(element: &Element, attribute: &str) -> Option<f64> {
    element.get_attribute(attribute)?.parse().ok()
}
