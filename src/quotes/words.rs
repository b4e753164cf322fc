//! Small word lists about speakers: carriers of news, documents that speak for their writers, what a body or its
//! spokesperson is called, which words of a role make its holder another person. Cue verbs are not here: `data/cues.txt`.

/// News agencies and platforms, by their usual names.
pub(super) fn is_carrier(name: &str) -> bool {
    const CARRIERS: [&str; 20] = [
        "X",
        "Twitter",
        "Facebook",
        "Instagram",
        "TikTok",
        "Telegram",
        "YouTube",
        "WhatsApp",
        "LinkedIn",
        "Reddit",
        "Threads",
        "Bluesky",
        "Mastodon",
        "Reuters",
        "Associated Press",
        "The Associated Press",
        "AP",
        "AFP",
        "Agence France-Presse",
        "Bloomberg",
    ];
    CARRIERS.contains(&name)
}

/// What speaks for whoever wrote it.
pub(super) const DOCUMENTS: [&str; 26] = [
    "statement",
    "statements",
    "report",
    "letter",
    "analysis",
    "post",
    "tweet",
    "website",
    "memo",
    "email",
    "message",
    "release",
    "site",
    "account",
    "note",
    "study",
    "reply",
    "caption",
    "paper",
    "survey",
    "review",
    "audit",
    "filing",
    "complaint",
    "petition",
    "communiqué",
];

/// Somebody who speaks for others, named or not.
pub(super) fn is_spokesperson(word: &str) -> bool {
    matches!(word, "spokesman" | "spokeswoman" | "spokesperson" | "spokesmen" | "spokespeople")
}

/// What an organisation is called once it was named.
pub(super) fn is_body_noun(word: &str) -> bool {
    const BODIES: [&str; 34] = [
        "company",
        "firm",
        "group",
        "retailer",
        "airline",
        "bank",
        "charity",
        "union",
        "operator",
        "manufacturer",
        "carrier",
        "developer",
        "organisation",
        "organization",
        "agency",
        "party",
        "publisher",
        "orchestra",
        "service",
        "authority",
        "department",
        "ministry",
        "regulator",
        "watchdog",
        "team",
        "club",
        "commission",
        "board",
        "university",
        "hospital",
        "brewery",
        "start-up",
        "startup",
        "federation",
    ];
    BODIES.contains(&word)
}

/// Words of a role that make its holder another person.
pub(super) fn tells(word: &str) -> bool {
    matches!(
        word,
        "deputy"
            | "vice"
            | "former"
            | "ex"
            | "acting"
            | "assistant"
            | "prime"
            | "foreign"
            | "first"
            | "second"
            | "chief"
            | "shadow"
            | "junior"
            | "senior"
            | "defence"
            | "defense"
            | "finance"
            | "interior"
            | "health"
            | "justice"
            | "education"
            | "energy"
            | "environment"
            | "transport"
            | "state"
            | "federal"
            | "lieutenant"
            | "opposition"
            | "new"
            | "old"
            | "young"
            | "other"
    )
}

/// A word of a role in lower case, titles written out.
pub(super) fn full_title(word: &str) -> String {
    let lower = word.to_lowercase();
    match lower.trim_end_matches('.') {
        "gov" => "governor",
        "sen" => "senator",
        "rep" => "representative",
        "prof" => "professor",
        "sgt" => "sergeant",
        "lt" => "lieutenant",
        "capt" => "captain",
        "col" => "colonel",
        "gen" => "general",
        "cllr" | "cr" => "councillor",
        "dr" => "doctor",
        "insp" => "inspector",
        "det" => "detective",
        "rev" => "reverend",
        other => other,
    }
    .to_string()
}
