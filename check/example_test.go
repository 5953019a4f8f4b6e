package check_test

import (
	"fmt"
	"log"
	"time"

	"tallymark/check"
	"tallymark/extract"
)

func Example() {
	engine, err := extract.New(extract.Options{})
	if err != nil {
		log.Fatal(err)
	}
	text := "Nine of the 24 councillors, or 42 percent, voted against the new quay."
	claims := engine.Claims(extract.Document{Text: text, Lang: "en"}, false)
	for _, f := range check.Article(text, claims, time.Time{}) {
		fmt.Println(f.Kind, f.Severity, f.Says)
		for _, step := range f.Working {
			fmt.Println(" ", step)
		}
	}
	// Output:
	// share wrong 9 of 24 is 37.5 %, not 42 %.
	//   9 ÷ 24 × 100 = 37.5
	//   The text says “42 percent”.
}
