package models

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"tallymark/check"
	"tallymark/extract"
)

// Finding is a place where the text of an article contradicts itself. It is
// worked out from the claims as they stand whenever it is shown, so that a
// figure that was mended makes no more noise.
type Finding struct {
	Kind    string
	Certain bool // no way of rounding makes the figures fit
	Says    string
	Working []string // a step a line
	Claims  []FoundClaim

	Dismissal *Dismissal // with User, nil while it stands
}

// Key names the finding among those of its article. Another reading of a figure
// makes another finding.
func (f *Finding) Key() string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n%v", f.Kind, f.Says, f.Claims)
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// FoundClaim is a claim that a finding is about; they stand in the order of the
// text.
type FoundClaim struct {
	ID    uint
	Quote string
}

// About reports whether the finding is about a claim.
func (f *Finding) About(claim uint) bool {
	return slices.ContainsFunc(f.Claims, func(c FoundClaim) bool { return c.ID == claim })
}

// findingsIn are the findings of a version among the claims of its article.
func findingsIn(a *Article, v *Version, claims []Claim) []Finding {
	read := make([]extract.Claim, 0, len(claims))
	of := make([]*Claim, 0, len(claims))
	for i := range claims {
		if c := &claims[i]; !c.Stale && c.VersionID == v.ID && !c.AtRest() {
			read, of = append(read, c.extracted()), append(of, c)
		}
	}
	var date time.Time
	if a.PublishedAt != nil {
		date = *a.PublishedAt
	}
	var out []Finding
	for _, f := range check.Article(v.Text, read, date) {
		one := Finding{Kind: string(f.Kind), Certain: f.Severity == check.Wrong, Says: f.Says, Working: f.Working}
		for _, i := range f.Claims {
			one.Claims = append(one.Claims, FoundClaim{of[i].ID, of[i].Quote})
		}
		out = append(out, one)
	}
	return out
}

// extracted is the claim as the engine would tell it: what it states now, where
// it stands.
func (c *Claim) extracted() extract.Claim {
	x := extract.Claim{
		Span: extract.Span{Start: c.Start, End: c.End}, Quote: c.Quote, Number: extract.Number{Start: c.NumberStart, End: c.NumberEnd, Text: c.NumberText},
		Value: known(c.Value), Low: known(c.Low), High: known(c.High), Approx: c.Approx, Kind: c.Kind,
		Unit: c.Unit, UnitPhrase: c.UnitPhrase, UnitName: c.UnitName, UnitSpan: extract.Span{Start: c.UnitStart, End: c.UnitEnd},
		Currency: c.Currency, SI: c.SI, SIValue: known(c.SIValue), Predicate: c.Predicate, Modality: c.Modality, Label: c.Label,
		Subject: c.Subject, Scope: c.Scope, Total: c.Total, Whole: known(c.Whole), Ratio: known(c.Ratio), Role: c.Role,
		Sentence: extract.Span{Start: c.SentenceStart, End: c.SentenceEnd}, Checkable: c.Checkable, Reason: c.NotChecked,
	}
	if c.AttributedTo != "" {
		x.Attribution = &extract.Attribution{Source: c.AttributedTo, Start: c.AttributionStart, End: c.AttributionEnd, Cue: c.AttributionCue, Kind: c.AttributionKind, Quoted: c.Quoted}
	}
	if c.ChangeRole != "" {
		x.Change = &extract.Change{Role: c.ChangeRole, Direction: c.ChangeDirection}
	}
	if c.TimeText != "" {
		x.Time = &extract.When{Text: c.TimeText, From: c.TimeFrom, To: c.TimeTo}
	}
	if c.PlaceText != "" {
		x.Place = &extract.Where{Text: c.PlaceText}
	}
	return x
}

func known(v *float64) extract.Float {
	if v == nil {
		return extract.Float{}
	}
	return extract.Known(*v)
}

// findingsOn are the findings about one claim of an article.
func findingsOn(ctx context.Context, tx *gorm.DB, a *Article, v *Version, claim uint) ([]Finding, error) {
	if v.ID != a.CurrentVersionID {
		return nil, nil
	}
	claims, err := claimsIn(ctx, tx, a.ID)
	if err != nil {
		return nil, err
	}
	found := slices.DeleteFunc(findingsIn(a, v, claims), func(f Finding) bool { return !f.About(claim) })
	return found, setAside(ctx, tx, a.ID, found)
}

// findingsNow are the findings of an article as it stands.
func findingsNow(ctx context.Context, tx *gorm.DB, a *Article) ([]Finding, error) {
	v, err := from[Version](tx).Select("id", "text").Where("id = ?", a.CurrentVersionID).Take(ctx)
	if err != nil {
		return nil, err
	}
	claims, err := claimsIn(ctx, tx, a.ID)
	if err != nil {
		return nil, err
	}
	found := findingsIn(a, &v, claims)
	return found, setAside(ctx, tx, a.ID, found)
}

// ClaimFinding is a finding that stands, on one of the claims that it is about:
// what the queue, lists and exports know without reading the text.
type ClaimFinding struct {
	ClaimID   uint   `gorm:"primaryKey;autoIncrement:false"`
	Finding   string `gorm:"primaryKey"` // its Key
	ArticleID uint
	Kind      string
	Says      string
}

// keepFindings notes which findings of an article stand, and flags the claims
// that they are about.
func (s *Store) keepFindings(ctx context.Context, tx *gorm.DB, a *Article) error {
	found, err := findingsNow(ctx, tx, a)
	if err != nil {
		return err
	}
	before, err := from[ClaimFinding](tx).Where("article_id = ?", a.ID).Order("claim_id, finding").Find(ctx)
	if err != nil {
		return err
	}
	now := standingOn(a.ID, found)
	if slices.Equal(before, now) {
		return nil
	}
	if err := tx.WithContext(ctx).Exec("DELETE FROM claim_findings WHERE article_id = ?", a.ID).Error; err != nil {
		return err
	}
	if len(now) > 0 {
		if err := from[ClaimFinding](tx).CreateInBatches(ctx, &now, memberBatch); err != nil {
			return err
		}
	}
	return s.tellFindings(ctx, tx, a.ID, before, now)
}

// standingOn are the findings that nobody has set aside, by claim.
func standingOn(article uint, found []Finding) []ClaimFinding {
	var rows []ClaimFinding
	for i := range found {
		f := &found[i]
		if f.Dismissal != nil {
			continue
		}
		for _, c := range f.Claims {
			rows = append(rows, ClaimFinding{c.ID, f.Key(), article, f.Kind, f.Says})
		}
	}
	slices.SortFunc(rows, func(a, b ClaimFinding) int {
		return cmp.Or(cmp.Compare(a.ClaimID, b.ClaimID), strings.Compare(a.Finding, b.Finding))
	})
	return slices.Compact(rows)
}

// tellFindings sets the flags of claims and records which findings came and went.
func (s *Store) tellFindings(ctx context.Context, tx *gorm.DB, article uint, before, now []ClaimFinding) error {
	var claims []uint
	set := map[uint]bool{}
	for _, r := range now {
		claims, set[r.ClaimID] = append(claims, r.ClaimID), true
	}
	for _, r := range before {
		claims = append(claims, r.ClaimID)
	}
	slices.Sort(claims)
	changed, err := setFlag(ctx, tx, "math_flag", slices.Compact(claims), set)
	if err != nil {
		return err
	}
	return s.record(ctx, tx, SystemActor, "article.finding", ids{"article": article, "claims": changed.claims()}, nil,
		map[string]any{"found": saidOnlyIn(now, before), "no_more": saidOnlyIn(before, now)})
}

// saidOnlyIn is what the findings of one list say that are not in the other.
func saidOnlyIn(list, other []ClaimFinding) []string {
	out := []string{}
	for _, r := range list {
		there := slices.ContainsFunc(other, func(o ClaimFinding) bool { return o.Finding == r.Finding })
		if !there && !slices.Contains(out, r.Says) {
			out = append(out, r.Says)
		}
	}
	return out
}
