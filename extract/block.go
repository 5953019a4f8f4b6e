package extract

// findBlocks gives every stretch of the text its role.
func (r *reading) findBlocks() {
	r.blocks = append(r.blocks[:0], r.doc.Blocks...)
	if len(r.blocks) == 0 {
		r.blocks = append(r.blocks, Block{RoleBody, 0, len(r.text)})
	}
}
