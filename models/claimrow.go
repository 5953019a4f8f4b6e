package models

import (
	"database/sql"
	"encoding/json"
	"fmt"
)

// claimColumn is a column of the table of claims with the field that takes it.
// Where hundreds or a hundred thousand claims are read at once, this is what
// reads them: gorm's way through reflection takes two to three times as long.
type claimColumn struct {
	name  string
	field func(*Claim) any
	brief bool // the default columns of an export show it
}

// claimColumns are all columns of a claim.
var claimColumns = []claimColumn{
	{"id", func(c *Claim) any { return &c.ID }, true},
	{"article_id", func(c *Claim) any { return &c.ArticleID }, false},
	{"version_id", func(c *Claim) any { return &c.VersionID }, false},
	{"outlet_id", func(c *Claim) any { return &c.OutletID }, true},
	{"span_start", func(c *Claim) any { return &c.Start }, false},
	{"span_end", func(c *Claim) any { return &c.End }, false},
	{"number_start", func(c *Claim) any { return &c.NumberStart }, false},
	{"number_end", func(c *Claim) any { return &c.NumberEnd }, false},
	{"quote", func(c *Claim) any { return &c.Quote }, true},
	{"number_text", func(c *Claim) any { return &c.NumberText }, false},
	{"value", func(c *Claim) any { return &c.Value }, true},
	{"low", func(c *Claim) any { return &c.Low }, true},
	{"high", func(c *Claim) any { return &c.High }, true},
	{"approx", func(c *Claim) any { return &c.Approx }, true},
	{"kind", func(c *Claim) any { return &c.Kind }, true},
	{"unit", func(c *Claim) any { return &c.Unit }, true},
	{"unit_phrase", func(c *Claim) any { return &c.UnitPhrase }, false},
	{"unit_name", func(c *Claim) any { return &c.UnitName }, false},
	{"unit_start", func(c *Claim) any { return &c.UnitStart }, false},
	{"unit_end", func(c *Claim) any { return &c.UnitEnd }, false},
	{"currency", func(c *Claim) any { return &c.Currency }, true},
	{"si", func(c *Claim) any { return &c.SI }, false},
	{"si_value", func(c *Claim) any { return &c.SIValue }, false},
	{"predicate", func(c *Claim) any { return &c.Predicate }, false},
	{"change_role", func(c *Claim) any { return &c.ChangeRole }, false},
	{"change_direction", func(c *Claim) any { return &c.ChangeDirection }, false},
	{"modality", func(c *Claim) any { return &c.Modality }, false},
	{"label", func(c *Claim) any { return &c.Label }, true},
	{"subject", func(c *Claim) any { return &c.Subject }, true},
	{"subject_start", func(c *Claim) any { return &c.SubjectStart }, false},
	{"subject_end", func(c *Claim) any { return &c.SubjectEnd }, false},
	{"scope", func(c *Claim) any { return &c.Scope }, false},
	{"total", func(c *Claim) any { return &c.Total }, false},
	{"whole", func(c *Claim) any { return &c.Whole }, false},
	{"ratio", func(c *Claim) any { return &c.Ratio }, false},
	{"attributed_to", func(c *Claim) any { return &c.AttributedTo }, true},
	{"attribution_start", func(c *Claim) any { return &c.AttributionStart }, false},
	{"attribution_end", func(c *Claim) any { return &c.AttributionEnd }, false},
	{"attribution_cue", func(c *Claim) any { return &c.AttributionCue }, false},
	{"attribution_kind", func(c *Claim) any { return &c.AttributionKind }, false},
	{"quoted", func(c *Claim) any { return &c.Quoted }, false},
	{"time_text", func(c *Claim) any { return &c.TimeText }, true},
	{"time_start", func(c *Claim) any { return &c.TimeStart }, false},
	{"time_end", func(c *Claim) any { return &c.TimeEnd }, false},
	{"time_from", func(c *Claim) any { return &c.TimeFrom }, false},
	{"time_to", func(c *Claim) any { return &c.TimeTo }, false},
	{"place_text", func(c *Claim) any { return &c.PlaceText }, true},
	{"place_start", func(c *Claim) any { return &c.PlaceStart }, false},
	{"place_end", func(c *Claim) any { return &c.PlaceEnd }, false},
	{"links", func(c *Claim) any { return jsonField{&c.Links} }, true},
	{"role", func(c *Claim) any { return &c.Role }, false},
	{"sentence_start", func(c *Claim) any { return &c.SentenceStart }, false},
	{"sentence_end", func(c *Claim) any { return &c.SentenceEnd }, false},
	{"sentence", func(c *Claim) any { return &c.Sentence }, false},
	{"checkable", func(c *Claim) any { return &c.Checkable }, false},
	{"not_checked", func(c *Claim) any { return &c.NotChecked }, false},
	{"score", func(c *Claim) any { return &c.Score }, false},
	{"score_parts", func(c *Claim) any { return jsonField{&c.ScoreParts} }, false},
	{"source_link", func(c *Claim) any { return &c.SourceLink }, true},
	{"status", func(c *Claim) any { return &c.Status }, true},
	{"basis", func(c *Claim) any { return &c.Basis }, true},
	{"decided_by_id", func(c *Claim) any { return &c.DecidedByID }, true},
	{"decided_at", func(c *Claim) any { return &c.DecidedAt }, true},
	{"decision_reason", func(c *Claim) any { return &c.DecisionReason }, true},
	{"correct_value", func(c *Claim) any { return &c.CorrectValue }, true},
	{"correct_text", func(c *Claim) any { return &c.CorrectText }, false},
	{"superseded_by_id", func(c *Claim) any { return &c.SupersededByID }, false},
	{"revision", func(c *Claim) any { return &c.Revision }, false},
	{"stale", func(c *Claim) any { return &c.Stale }, true},
	{"second_check", func(c *Claim) any { return &c.SecondCheck }, true},
	{"conflict_flag", func(c *Claim) any { return &c.ConflictFlag }, true},
	{"math_flag", func(c *Claim) any { return &c.MathFlag }, true},
	{"disagreement", func(c *Claim) any { return &c.Disagreement }, true},
	{"evidence_count", func(c *Claim) any { return &c.EvidenceCount }, true},
	{"evidence_url", func(c *Claim) any { return &c.EvidenceURL }, false},
	{"created_at", func(c *Claim) any { return &c.CreatedAt }, false},
}

// briefColumns are those that the default columns of an export show.
var briefColumns = brief(claimColumns)

func brief(all []claimColumn) (kept []claimColumn) {
	for _, c := range all {
		if c.brief {
			kept = append(kept, c)
		}
	}
	return kept
}

// columnList names the columns for a query: "claims.id, claims.quote".
func columnList(columns []claimColumn) string {
	var list []byte
	for i, c := range columns {
		if i > 0 {
			list = append(list, ", "...)
		}
		list = append(append(list, "claims."...), c.name...)
	}
	return string(list)
}

// claimFields are where rows.Scan puts the columns of c.
func claimFields(columns []claimColumn, c *Claim) []any {
	fields := make([]any, len(columns))
	for i := range columns {
		fields[i] = columns[i].field(c)
	}
	return fields
}

// claimsFrom reads the rows of a query for all claimColumns.
func claimsFrom(rows *sql.Rows) ([]Claim, error) {
	defer rows.Close()
	var c Claim
	var claims []Claim
	fields := claimFields(claimColumns, &c)
	for rows.Next() {
		c = Claim{}
		if err := rows.Scan(fields...); err != nil {
			return nil, fmt.Errorf("read a claim: %w", err)
		}
		claims = append(claims, c)
	}
	return claims, rows.Err()
}

// jsonField takes a column that holds JSON. Most are empty and cost nothing.
type jsonField struct{ into any }

// Scan is called by database/sql.
func (f jsonField) Scan(value any) error {
	var text []byte
	switch v := value.(type) {
	case string:
		text = []byte(v)
	case []byte:
		text = v
	case nil:
		return nil
	default:
		return fmt.Errorf("JSON from %T", value)
	}
	if len(text) == 0 || string(text) == "[]" || string(text) == "null" {
		return nil
	}
	return json.Unmarshal(text, f.into)
}
