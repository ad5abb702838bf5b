//! Documents to start from: what `new` writes. Each passes as it stands; its fields are the landlord's to fill.

use crate::kind::Kind;

/// The template for documents of a kind, if there is one: a filled self-assessment is made by `assess`.
pub fn of(kind: Kind) -> Option<&'static str> {
    macro_rules! shipped {
        ($name:literal) => {
            Some(include_str!(concat!(
                "../rulesets/hos-2024/templates/",
                $name,
                ".md"
            )))
        };
    }
    match kind {
        Kind::ComplaintsPolicy => shipped!("complaints-policy"),
        Kind::WebPage => shipped!("web-page"),
        Kind::Leaflet => shipped!("leaflet"),
        Kind::Stage1Acknowledgement => shipped!("stage-1-acknowledgement"),
        Kind::Stage1Extension => shipped!("stage-1-extension"),
        Kind::Stage1Response => shipped!("stage-1-response"),
        Kind::Stage2Acknowledgement => shipped!("stage-2-acknowledgement"),
        Kind::Stage2Extension => shipped!("stage-2-extension"),
        Kind::Stage2Response => shipped!("stage-2-response"),
        Kind::RefusalLetter => shipped!("refusal-letter"),
        Kind::EscalationRefusalLetter => shipped!("escalation-refusal-letter"),
        Kind::CompensationPolicy => shipped!("compensation-policy"),
        Kind::BehaviourPolicy => shipped!("behaviour-policy"),
        Kind::ReasonableAdjustmentsPolicy => shipped!("reasonable-adjustments-policy"),
        Kind::Survey => shipped!("survey"),
        Kind::AnnualReport => shipped!("annual-report"),
        Kind::SelfAssessment => None,
    }
}

/// A template with one field filled wherever it stands, and no longer among the declared ones.
pub fn fill(template: &str, field: &str, value: &str) -> String {
    let mut out = String::with_capacity(template.len());
    let mut front = false;
    for (n, line) in template.split_inclusive('\n').enumerate() {
        if line.trim_end() == "---" {
            front = n == 0;
        }
        match line.strip_prefix("placeholders: ").filter(|_| front) {
            Some(declared) => {
                let left: Vec<&str> = declared.trim_end().split(", ").filter(|name| *name != field).collect();
                if !left.is_empty() {
                    out.push_str(&format!("placeholders: {}\n", left.join(", ")));
                }
            }
            None => out.push_str(&line.replace(&format!("{{{{{field}}}}}"), value)),
        }
    }
    out
}

/// The fields of a template, in the order in which they are declared.
pub fn fields(template: &str) -> Vec<&str> {
    let declared = template.lines().find_map(|line| line.strip_prefix("placeholders: "));
    declared.map(|names| names.split(", ").collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filled_field_is_gone_from_text_and_front_matter() {
        let template = "---\nplaceholders: name, date\n---\n{{name}}, {{date}}, {{name}}\n";
        let filled = fill(template, "name", "Ada");
        assert_eq!(filled, "---\nplaceholders: date\n---\nAda, {{date}}, Ada\n");
        assert_eq!(fields(&filled), ["date"]);
        assert_eq!(fill(&filled, "date", "today"), "---\n---\nAda, today, Ada\n");
    }
}
