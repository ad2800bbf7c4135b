/// Header and body checks by regular expressions whose time is linear in the text: the hook
/// `patterns`.
///
/// [io.staffetta.patterns.PatternsHook] goes through fields and lines;
/// [io.staffetta.patterns.Check] is one rule, written in XML or in a [file of
/// Postfix][io.staffetta.patterns.PatternFile].
@NullMarked
package io.staffetta.patterns;

import org.jspecify.annotations.NullMarked;
