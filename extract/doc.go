// Package extract reads the figures in a news text: every quantity with what
// it counts, what happened, who says so, when and where, each with its exact
// byte span. It is pure: no clock, no files, no network, no database; the same
// document gives the same claims.
//
// # Use
//
// Build an [Engine] once with [New], which loads its words, and give it a
// [Document] at a time:
//
//	engine, err := extract.New(extract.Options{})
//	…
//	for _, c := range engine.Claims(extract.Document{Text: text}, false) {
//		fmt.Println(c.Label, c.Attribution, text[c.Start:c.End])
//	}
//
// An Engine is safe for concurrent use: it holds tables that never change, and
// the memory a document needs is taken from a pool. The claims belong to the
// caller. Their strings are pieces of the document's text, so that a claim
// keeps the text in memory for as long as it lives.
//
// # Claims
//
// A [Claim] is one number in one place. Claims come in the order of their
// numbers, and no two numbers overlap. What is a number but nothing that can
// be checked, such as a date, a clock time, a house number or the "one" of
// "one of the", is left out, or with all set reported with Checkable false and
// its Reason. [Options].Explain names the rules that made each claim.
//
// # Spans
//
// Every offset is a byte into Document.Text as it was given, half open, on the
// boundaries of tokens: text[c.Start:c.End] is c.Quote and
// text[c.Number.Start:c.Number.End] is c.Number.Text, byte for byte, whatever
// the bytes are. The text is never normalised; invalid UTF-8 and NUL are text
// like any other. [Offsets] turns byte offsets into those of other programs.
//
// # Language
//
// The rules know English. A document says its language in Lang, or it is
// detected. In a text of another language the digits alone are found, each of
// kind [Count], not checkable, with the reason "language".
//
// # Output
//
// [AppendJSON] writes a claim as JSON with every key present; encoding/json
// gives the same. [Engine.Version] changes with the rules and with the words.
package extract
