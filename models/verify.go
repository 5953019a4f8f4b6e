package models

// Check is one thing that was looked at and how it stands.
type Check struct {
	Name   string
	OK     bool
	Detail string
}

// Report is the outcome of a verification.
type Report struct {
	Lines []Check
}

// OK reports whether every check passed.
func (r Report) OK() bool {
	for _, c := range r.Lines {
		if !c.OK {
			return false
		}
	}
	return true
}

func (r *Report) add(name string, ok bool, detail string) {
	r.Lines = append(r.Lines, Check{name, ok, detail})
}
