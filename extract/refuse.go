package extract

// refuse marks the quantities that are no claims, each with its reason.
func (r *reading) refuse() {}
