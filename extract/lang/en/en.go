// Package en is the English word data of the engine.
package en

import (
	"embed"

	"tallymark/extract/lang"
)

//go:embed *.txt
var files embed.FS

// Sum is a short sum of the files, eight hexadecimal digits: other words have
// another sum.
func Sum() string { return lang.Sum(files) }

// Load reads the English lexicon.
func Load() (*lang.Lexicon, error) { return lang.Load("en", files) }
