// Package check finds where one article contradicts itself: figures of one
// text that cannot all be right. It looks at what stands in the article and
// at nothing else, so that what it finds needs no source to be seen. It is
// pure: no clock, no files, no network, no database.
//
// # Use
//
// Give [Article] the text, the claims that package extract read in it, and the
// day it was published, the zero time if that is not known:
//
//	for _, f := range check.Article(text, claims, date) {
//		fmt.Println(f.Says, f.Working)
//	}
//
// # Findings
//
// A [Finding] names the claims it is about, by their place in the list that was
// given, says in a sentence what does not fit, and shows the working line by
// line, so that a person can follow it with a pencil.
//
// A finding is a question for a checker, never a verdict. [Wrong] is arithmetic
// that does not come out however the figures are rounded; [Doubt] may have
// a reason that the text does not give.
//
// A figure is taken for as exact as it is written: "1.2 million" is anything
// that rounds to it, "1,300" too, "14" is 14, and "about", "over" and their
// like leave room. Where two figures may count different things the package is
// silent: a false alarm costs a checker more than a miss.
//
// The work grows with the number of claims, not with its square.
package check
