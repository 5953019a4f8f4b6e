// Package en is the English word data of the engine.
package en

import (
	"embed"

	"tallymark/extract/lang"
)

//go:embed *.txt
var files embed.FS

// Load reads the English lexicon.
func Load() (*lang.Lexicon, error) { return lang.Load("en", files) }
