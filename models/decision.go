package models

import (
	"encoding/json"
	"time"
)

// Decision is one reviewer's verdict at one time. Decisions are only ever
// added; an undo is a Decision too, with UndoesID.
type Decision struct {
	ID             uint
	ClaimID        uint
	Seq            int    // 1, 2, 3 … within the claim
	Revision       int    // of the claim, that the decision was made on
	Status         Status // for an undo: the status it led back to
	Basis          Basis
	Reason         string
	CorrectValue   *float64
	CorrectText    string
	SupersededByID *uint
	UserID         uint
	User           *User
	UndoesID       *uint
	Policy         json.RawMessage `gorm:"type:text"` // the policy it was made under
	Evidence       json.RawMessage `gorm:"type:text"` // the evidence at that time
	Token          string
	CreatedAt      time.Time
}

// NewDecision is a verdict as sent by a form. Token makes a double submit one
// decision; Revision is that of the claim on the form.
type NewDecision struct {
	ClaimID        uint
	Revision       int
	Status         Status
	Basis          Basis
	Reason         string
	CorrectText    string
	CorrectValue   *float64
	SupersededByID *uint
	Token          string
}

// StatusOf derives a claim's status from its decisions, in any order, and
// returns the decision that counts: the newest that is no undo and has not
// been undone. Without one the claim is unreviewed.
func StatusOf(ds []Decision) (Status, *Decision) {
	undone := make(map[uint]bool)
	for i := range ds {
		if ds[i].UndoesID != nil {
			undone[*ds[i].UndoesID] = true
		}
	}
	var counts *Decision
	for i := range ds {
		d := &ds[i]
		if d.UndoesID == nil && !undone[d.ID] && (counts == nil || d.Seq > counts.Seq) {
			counts = d
		}
	}
	if counts == nil {
		return StatusUnreviewed, nil
	}
	return counts.Status, counts
}
