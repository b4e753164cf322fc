//! Sums of money, with a currency sign, a currency code or a currency word. No exchange rates, no budgets without a sum.

use super::{Rule, as_is, compile};
use crate::analysis::EntityType;
use std::sync::LazyLock;

/// “$90 billion”, “£3.5m”, “RM640,000”, “USD 5 million”.
pub(super) static SIGNED: Rule = Rule {
    kind: EntityType::Money,
    when: |clues| clues.sign || clues.number || clues.capital,
    regex: LazyLock::new(|| {
        compile(
            r"(?: (?:US|CA|AU|NZ|HK|C|A|S|NT|R|Z|J|N|TT)?\$ | £ | € | ¥ | ₹ | ₩ | ₦ | ₽ | ₺ | ₪ | ₫ | ฿ | ₱ | ₴ | ₵ | ₡
              | (?:USD|EUR|GBP|CHF|AUD|CAD|JPY|CNY|INR|RMB|KES|NGN|ZAR|AED|SGD|PKR|RM|Rs\.?|KSh|Ksh|Sh|Tk|GH₵|MK|R|K) )
              \x20? NUM
              (?: (?:-|–|\x20to\x20) (?:\$|£|€)? NUM )?
              (?: [\x20-]? (?:hundred|thousand|million|billion|trillion|lakh|crore|mn|bn|tn|[mkbMKB]) )?
              (?: \x20crore )?",
        )
    }),
    // Of the letters that are currencies some number rooms and roads as well.
    fit: |text, tokens| {
        let word = text.word(tokens.start);
        let code = tokens.len() == 1 && word.len() <= 3 && word.starts_with(|c: char| c.is_ascii_uppercase());
        (!code).then_some(tokens)
    },
};

/// “90 billion dollars”, “20 cents”, “five euros”, “half a million pounds”.
pub(super) static WORDED: Rule = Rule {
    kind: EntityType::Money,
    when: |_| true,
    regex: LazyLock::new(|| {
        compile(
            r"(?: NUM | WORDNUM | [Aa]\x20(?:hundred|thousand|million|billion) | [Hh]undreds\x20of | [Tt]ens\x20of | [Tt]housands\x20of
                | [Mm]illions\x20of | [Bb]illions\x20of )
              (?: [\x20-] (?:hundred|thousand|million|billion|trillion|lakh|crore|thousands\x20of|millions\x20of) ){0,2}
              [\x20-] (?: (?:U\.S\.|US|Canadian|Australian|American|Swiss|Hong\x20Kong|Singapore|Egyptian|Kenyan|Sudanese
                        |Danish|Norwegian|Swedish|Mexican|Argentine|Turkish|Indian|Pakistani)\x20 )?
              (?: dollars? | euros? | cents? | pounds?\x20sterling | pence | rupees? | yen | yuan | naira | shillings? | rand
                | (?:million|billion|trillion)\x20won | francs? | kron(?:a|e|er|or) | pesos? | roubles? | rubles? | dirhams? | riyals? | rials? | baht | ringgit
                | z[lł]oty(?:s|ch)? | liras? | hryvnias? | dinars? | cedis? | kwacha | taka | reais | forints? | bucks | quid )",
        )
    }),
    fit: as_is,
};

#[cfg(test)]
#[test]
fn examples() {
    super::tests::check(
        EntityType::Money,
        &[
            "It plans to buy [$90 billion] in weapons.",
            "The club paid [£3.5m], up from [€20 million].",
            "He lost [90 billion dollars] and [20 cents].",
            "A ticket costs [five euros], or [US$5.40].",
            "He packed [RM640,000] in cash; bail was [R20,000].",
            "They own [$2-$3 million] and [half a million dollars].",
            "It owes [87 billion won] and won 3 seats.",
            "Room R2 on the A4 road has 20 seats.",
        ],
    );
}
