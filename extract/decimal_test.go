package extract

import "testing"

// A comma before one or two digits: a decimal one where the article's other
// numbers are written so, and one refused span where nobody can tell.
func TestDecimalCommas(t *testing.T) {
	runTable(t, []row{
		{"The trawler landed [1,23] tonnes of cod.", []string{"!separator"}},
		{"The rate rose [2,5%].", []string{"!separator"}},
		{"The plant made [1,23] tonnes and then [4,5] tonnes.", []string{"mass; 1.23; label=1,23 tonnes", "mass; 4.5"}},
		{"The firm earned [€3,45 million], up from [€2,10 million].", []string{"money; 3450000", "money; 2100000; change=from up"}},
		{"The firm earned [€3,45 million], up from [€2.10 million].", []string{"!separator", "money; 2100000"}},
		{"The plant made [1,23] tonnes and then [4,5] tonnes for [1,200] people.", []string{"!separator", "!separator", "people; 1200"}},
		{"It cost [1.234,50] euros and then [3,5] euros.", []string{"money; 1234.5", "money; 3.5"}},
		{"Exercises [22],[24] and [26] went missing.", []string{"; 22", "; 24", "; 26"}},
		{"In 1990,[12] people died.", []string{"deaths; 12"}},
		{"The town has [12,34,567] people.", []string{"people; 1234567"}},
		{"The town has [1,234] people.", []string{"people; 1234"}},
	})
}
