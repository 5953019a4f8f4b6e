package extract

// attribute finds whom the text credits for each figure.
func (r *reading) attribute() {}
