package extract_test

import (
	"fmt"
	"log"

	"tallymark/extract"
)

func Example() {
	engine, err := extract.New(extract.Options{})
	if err != nil {
		log.Fatal(err)
	}
	doc := extract.Document{
		Text: "At least 14 people were killed and 30 others injured in Port Arlen on Tuesday, police said.",
		Date: "2026-03-05",
		Lang: "en",
	}
	for _, c := range engine.Claims(doc, false) {
		fmt.Printf("%s: %s, %s, %s, %q\n", c.Label, c.Kind, c.Attribution.Source, c.Time.From, doc.Text[c.Start:c.End])
	}
	// Output:
	// at least 14 killed: deaths, police, 2026-03-03, "At least 14 people were killed"
	// 30 injured: injuries, police, 2026-03-03, "30 others injured"
}

// With all set, what is no claim is there too, with the reason.
func ExampleEngine_Claims() {
	engine, err := extract.New(extract.Options{})
	if err != nil {
		log.Fatal(err)
	}
	doc := extract.Document{Text: "In 2019 the port at 10 Quay Street handled 1,300 boats.", Lang: "en"}
	for _, c := range engine.Claims(doc, true) {
		fmt.Printf("%s %t %s\n", c.Number.Text, c.Checkable, c.Reason)
	}
	// Output:
	// 2019 false date
	// 10 false name
	// 1,300 true
}
