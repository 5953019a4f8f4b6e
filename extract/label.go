package extract

// describe finds subject, scope and label.
func (r *reading) describe() {}
