package extract

// bindPredicates finds what happened to the counted, and the kind.
func (r *reading) bindPredicates() {}
