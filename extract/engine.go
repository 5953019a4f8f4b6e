package extract

// Version names the rules; it changes whenever a rule changes.
const Version = "1"

// Options set up an [Engine].
type Options struct {
	Explain bool // fill Claim.Rules
}

// Engine reads documents. It is built once, holds only tables that never
// change, and is safe for concurrent use.
type Engine struct {
	opts Options
}

// New builds an Engine with every language it ships with.
func New(o Options) (*Engine, error) {
	return &Engine{opts: o}, nil
}

// Version is the version of the engine's rules.
func (e *Engine) Version() string { return Version }

// Claims returns the claims of doc in the order of their numbers; with all,
// also what is not checkable, each with its reason.
func (e *Engine) Claims(doc Document, all bool) []Claim {
	return nil
}
