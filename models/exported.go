package models

import (
	"encoding/binary"
	"errors"
)

// ExportedClaims gathers what an export sends of each claim, packed: a million
// claims take about two megabytes. The zero value is empty.
type ExportedClaims struct {
	parts []exportedPart
	last  uint // number of the claim before
}

// exportedPart is a row of the table: up to [mostExported] claims.
type exportedPart struct {
	ExportID uint
	Part     int
	Claims   int
	Packed   []byte
}

// TableName is the table of parts.
func (exportedPart) TableName() string { return "exported_claims" }

// mostExported is how many claims are packed together. They are also compared
// together, in one query.
const mostExported = 4096

// exportedStatuses give each status the number by which it is packed. They are
// kept for good: a new status goes to the end.
var exportedStatuses = []Status{
	StatusUnreviewed, StatusNeedsEvidence, StatusVerified, StatusDisputed,
	StatusUnverifiable, StatusSuperseded, StatusNotAClaim,
}

// exportedClaim is a claim as it was sent.
type exportedClaim struct {
	id       uint
	revision int
	status   Status
	stale    bool
}

// holds reports whether the export said of the claim something that later may
// hold no more: that its figure is right, or wrong.
func (c *exportedClaim) holds() bool {
	return !c.stale && (c.status == StatusVerified || c.status == StatusDisputed)
}

// Add adds a claim as it is sent.
func (x *ExportedClaims) Add(c *Claim) {
	if len(x.parts) == 0 || x.parts[len(x.parts)-1].Claims == mostExported {
		x.parts, x.last = append(x.parts, exportedPart{Part: len(x.parts)}), 0
	}
	p := &x.parts[len(x.parts)-1]
	p.Packed = binary.AppendVarint(p.Packed, int64(c.ID)-int64(x.last))
	p.Packed = binary.AppendUvarint(p.Packed, uint64(max(c.Revision, 0))<<4|stateCode(c.Status, c.Stale))
	p.Claims++
	x.last = c.ID
}

// Len is how many claims were added.
func (x *ExportedClaims) Len() (n int) {
	for i := range x.parts {
		n += x.parts[i].Claims
	}
	return n
}

// stateCode is a status, with whether the claim was stale, in four bits.
func stateCode(s Status, stale bool) (code uint64) {
	for i, known := range exportedStatuses {
		if known == s {
			code = uint64(i) << 1
		}
	}
	if stale {
		code |= 1
	}
	return code
}

var errPacked = errors.New("the claims of the export cannot be read: the database is damaged; run tallymark verify")

// unpack is what Add packed.
func (p *exportedPart) unpack() ([]exportedClaim, error) {
	if p.Claims < 0 || p.Claims > mostExported {
		return nil, errPacked
	}
	claims := make([]exportedClaim, 0, p.Claims)
	rest, last := p.Packed, int64(0)
	for len(rest) > 0 {
		step, n := binary.Varint(rest)
		state, m := binary.Uvarint(rest[max(n, 0):])
		status := int(state >> 1 & 7)
		if n <= 0 || m <= 0 || last+step < 0 || status >= len(exportedStatuses) {
			return nil, errPacked
		}
		rest, last = rest[n+m:], last+step
		claims = append(claims, exportedClaim{uint(last), int(state >> 4), exportedStatuses[status], state&1 == 1})
	}
	if len(claims) != p.Claims {
		return nil, errPacked
	}
	return claims, nil
}
