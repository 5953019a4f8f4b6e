package extract

// locate finds when and where.
func (r *reading) locate() {}
