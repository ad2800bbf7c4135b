package io.staffetta.milter;

/// What came of asking.
///
/// @param isNews whether it was not known before
/// @param isFailure whether the filter could not be asked
/// @param detail why, for people
record Answer(Verdict verdict, boolean isNews, boolean isFailure, String detail) {}
