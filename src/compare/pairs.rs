//! Which document of the old set is which of the new one.

use crate::kind::Kind;
use crate::report::Judged;

/// The documents of two sets, matched.
#[derive(Debug)]
pub struct Pairing<'a> {
    pub both: Vec<(&'a Judged, &'a Judged)>,
    pub only_old: Vec<&'a Judged>,
    pub only_new: Vec<&'a Judged>,
}

/// By name within its folder first, then by kind where there is one of it on either side; two single documents
/// are always a pair. `old_root` and `new_root` are the folders as the names begin with them.
pub fn pair<'a>(old: &'a [Judged], new: &'a [Judged], old_root: &str, new_root: &str) -> Pairing<'a> {
    let mut pairing = Pairing {
        both: Vec::new(),
        only_old: old.iter().collect(),
        only_new: new.iter().collect(),
    };
    if let ([old], [new]) = (old, new) {
        pairing.join(|a, b| std::ptr::eq(a, old) && std::ptr::eq(b, new));
        return pairing;
    }
    let within = |judged: &Judged, root: &str| {
        let name = judged.source.name();
        name.strip_prefix(root)
            .unwrap_or(name)
            .trim_start_matches('/')
            .to_owned()
    };
    pairing.join(|a, b| within(a, old_root) == within(b, new_root));
    let single = |left: &[&Judged], kind: Kind| left.iter().filter(|j| j.kind == kind).count() == 1;
    for kind in Kind::ALL {
        if single(&pairing.only_old, *kind) && single(&pairing.only_new, *kind) {
            pairing.join(|a, b| a.kind == *kind && b.kind == *kind);
        }
    }
    pairing
}

impl<'a> Pairing<'a> {
    fn join(&mut self, same: impl Fn(&Judged, &Judged) -> bool) {
        let old = std::mem::take(&mut self.only_old);
        for a in old {
            match self.only_new.iter().position(|b| same(a, b)) {
                Some(n) => self.both.push((a, self.only_new.remove(n))),
                None => self.only_old.push(a),
            }
        }
    }
}
