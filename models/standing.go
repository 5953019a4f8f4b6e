package models

import (
	"encoding/json"
	"slices"
)

// Standing is how a claim stands after its decisions and edits.
type Standing struct {
	Status Status
	Counts *Decision // what the status rests on; nil while nobody has decided, or verdicts wait
	First  *Decision // waits for a second check, or for an editor
	Second *Decision // differs from First: an editor settles it
	Last   *Decision // the newest that stands, which an undo takes back; nil if none does

	seen    []uint         // who has taken back a verdict since First, and so has seen it
	settled int            // Seq of the newest decision before the verdicts that wait
	pairs   [][2]*Decision // first and second verdicts, in this order
}

// StatusOf derives how a claim stands from its decisions and edits, in any
// order. What counts is the newest decision that stands: that is no undo, has
// not been undone and was made since the claim last changed what it states.
// Without one the claim is unreviewed.
//
// A decision that was made under a second check counts once another person
// has come to the same status, on whatever basis: two ways to one answer are
// worth more than one way gone twice. Two that differ wait for the decision of
// a third. Needs evidence asks for help rather than judge, so that a first one
// counts at once; as a second verdict it differs like any other.
func StatusOf(ds []Decision, es []Edit) Standing {
	s := Standing{Status: StatusUnreviewed}
	reset := resetAt(es)
	for i := range ds {
		if ds[i].Revision < reset {
			s.settled = max(s.settled, ds[i].Seq)
		}
	}
	for _, d := range thatStand(ds, reset) {
		s.take(d)
	}
	s.seen = s.seers(ds)
	return s
}

// seers are those other than its author who gave a verdict after the first and
// took it back. Whatever they gave, they were shown the first.
func (s *Standing) seers(ds []Decision) (out []uint) {
	if !s.SecondCheck() {
		return nil
	}
	for i := range ds {
		if d := &ds[i]; d.UndoesID == nil && d.Seq > s.First.Seq && d.UserID != s.First.UserID {
			out = append(out, d.UserID)
		}
	}
	return out
}

// thatStand are the decisions that are no undo, have not been undone and were
// made on the revision since or a later one, oldest first.
func thatStand(ds []Decision, since int) (out []*Decision) {
	undone := make(map[uint]bool)
	for i := range ds {
		if ds[i].UndoesID != nil {
			undone[*ds[i].UndoesID] = true
		}
	}
	for i := range ds {
		if d := &ds[i]; d.UndoesID == nil && !undone[d.ID] && d.Revision >= since {
			out = append(out, d)
		}
	}
	slices.SortFunc(out, func(a, b *Decision) int { return a.Seq - b.Seq })
	return out
}

// take goes on by a decision newer than all before.
func (s *Standing) take(d *Decision) {
	s.Last = d
	again := s.First != nil && s.Second == nil && s.First.UserID == d.UserID
	switch {
	case s.Second != nil, !d.needsSecond():
		s.settle(d)
	case s.First == nil || again:
		if d.Status == StatusNeedsEvidence {
			s.settle(d)
			return
		}
		s.Status, s.Counts, s.First = StatusUnreviewed, nil, d
	case s.First.Status == d.Status:
		s.pairs = append(s.pairs, [2]*Decision{s.First, d})
		s.settle(d)
	default:
		s.pairs = append(s.pairs, [2]*Decision{s.First, d})
		s.Second = d
	}
}

// settle lets a decision count.
func (s *Standing) settle(d *Decision) {
	s.Status, s.Counts, s.First, s.Second, s.settled = d.Status, d, nil, nil, d.Seq
}

// SecondCheck reports whether a verdict waits for that of another person.
func (s *Standing) SecondCheck() bool { return s.First != nil && s.Second == nil }

// Disagreement reports whether two verdicts wait for an editor.
func (s *Standing) Disagreement() bool { return s.Second != nil }

// hides reports whether the actor must not see a decision yet. While a verdict
// waits for its second check, a reviewer sees none but their own of those made
// since the claim was settled, so that nobody decides by what others have said.
func (s *Standing) hides(d *Decision, a Actor) bool {
	return s.SecondCheck() && d.Seq > s.settled && d.UserID != a.UserID && a.may(RoleEditor) != nil
}

// shownTo are the decisions that the actor may see.
func (s *Standing) shownTo(a Actor, ds []Decision) []Decision {
	return slices.DeleteFunc(slices.Clone(ds), func(d Decision) bool { return s.hides(&d, a) })
}

// madeUnder is what a decision keeps of the policy: all of it, and what that
// asked of the claim's kind at the time.
type madeUnder struct {
	Policy
	NeedsSecond bool `json:"needs_second,omitempty"`
}

// needsSecond reports whether the decision was made under a second check.
func (d *Decision) needsSecond() bool {
	var p madeUnder
	return json.Unmarshal(d.Policy, &p) == nil && p.NeedsSecond
}
