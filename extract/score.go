package extract

// rate orders the figures by what a checker gains from them.
func (r *reading) rate() {}
