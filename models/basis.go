package models

import "slices"

// Basis is what a verdict of verified or disputed rests on.
type Basis string

// The bases, in the order of their keys.
const (
	BasisOfficialStatement        Basis = "official_statement"
	BasisPrimaryDocument          Basis = "primary_document"
	BasisIndependentCorroboration Basis = "independent_corroboration"
	BasisCalculation              Basis = "calculation"
	BasisDirectObservation        Basis = "direct_observation"
	BasisAttributionOnly          Basis = "attribution_only" // the source did say so; whether it is right is left open
)

// Bases lists the bases in the order of their keys.
var Bases = []Basis{
	BasisOfficialStatement, BasisPrimaryDocument, BasisIndependentCorroboration,
	BasisCalculation, BasisDirectObservation, BasisAttributionOnly,
}

// Valid reports whether b is one of [Bases].
func (b Basis) Valid() bool { return slices.Contains(Bases, b) }

// Key is the number key that stands for b, 1 to 6, or 0.
func (b Basis) Key() int { return slices.Index(Bases, b) + 1 }

// Label is the basis as people read it.
func (b Basis) Label() string {
	switch b {
	case BasisOfficialStatement:
		return "Official statement"
	case BasisPrimaryDocument:
		return "Primary document"
	case BasisIndependentCorroboration:
		return "Independent corroboration"
	case BasisCalculation:
		return "Calculation"
	case BasisDirectObservation:
		return "Direct observation"
	case BasisAttributionOnly:
		return "Attribution only"
	}
	return string(b)
}
