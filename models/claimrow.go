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
	shown columnUse
}

// columnUse says which of the reads that leave columns out need one.
type columnUse uint8

const (
	inExport  columnUse = 1 << iota // the default columns of an export
	onPage                          // the text of an article with its cards
	elsewhere columnUse = 0
)

// claimColumns are all columns of a claim.
var claimColumns = []claimColumn{
	{"id", func(c *Claim) any { return &c.ID }, inExport | onPage},
	{"article_id", func(c *Claim) any { return &c.ArticleID }, onPage},
	{"version_id", func(c *Claim) any { return &c.VersionID }, onPage},
	{"outlet_id", func(c *Claim) any { return &c.OutletID }, inExport},
	{"span_start", func(c *Claim) any { return &c.Start }, onPage},
	{"span_end", func(c *Claim) any { return &c.End }, onPage},
	{"number_start", func(c *Claim) any { return &c.NumberStart }, onPage},
	{"number_end", func(c *Claim) any { return &c.NumberEnd }, onPage},
	{"quote", func(c *Claim) any { return &c.Quote }, inExport | onPage},
	{"number_text", func(c *Claim) any { return &c.NumberText }, onPage},
	{"value", func(c *Claim) any { return &c.Value }, inExport | onPage},
	{"low", func(c *Claim) any { return &c.Low }, inExport | onPage},
	{"high", func(c *Claim) any { return &c.High }, inExport | onPage},
	{"approx", func(c *Claim) any { return &c.Approx }, inExport | onPage},
	{"kind", func(c *Claim) any { return &c.Kind }, inExport | onPage},
	{"unit", func(c *Claim) any { return &c.Unit }, inExport | onPage},
	{"unit_phrase", func(c *Claim) any { return &c.UnitPhrase }, onPage},
	{"unit_name", func(c *Claim) any { return &c.UnitName }, onPage},
	{"unit_start", func(c *Claim) any { return &c.UnitStart }, onPage},
	{"unit_end", func(c *Claim) any { return &c.UnitEnd }, onPage},
	{"currency", func(c *Claim) any { return &c.Currency }, inExport | onPage},
	{"si", func(c *Claim) any { return &c.SI }, onPage},
	{"si_value", func(c *Claim) any { return &c.SIValue }, onPage},
	{"predicate", func(c *Claim) any { return &c.Predicate }, onPage},
	{"change_role", func(c *Claim) any { return &c.ChangeRole }, onPage},
	{"change_direction", func(c *Claim) any { return &c.ChangeDirection }, onPage},
	{"modality", func(c *Claim) any { return &c.Modality }, onPage},
	{"label", func(c *Claim) any { return &c.Label }, inExport | onPage},
	{"subject", func(c *Claim) any { return &c.Subject }, inExport | onPage},
	{"subject_start", func(c *Claim) any { return &c.SubjectStart }, elsewhere},
	{"subject_end", func(c *Claim) any { return &c.SubjectEnd }, elsewhere},
	{"scope", func(c *Claim) any { return &c.Scope }, onPage},
	{"total", func(c *Claim) any { return &c.Total }, onPage},
	{"whole", func(c *Claim) any { return &c.Whole }, onPage},
	{"ratio", func(c *Claim) any { return &c.Ratio }, onPage},
	{"attributed_to", func(c *Claim) any { return &c.AttributedTo }, inExport | onPage},
	{"attribution_start", func(c *Claim) any { return &c.AttributionStart }, onPage},
	{"attribution_end", func(c *Claim) any { return &c.AttributionEnd }, onPage},
	{"attribution_cue", func(c *Claim) any { return &c.AttributionCue }, elsewhere},
	{"attribution_kind", func(c *Claim) any { return &c.AttributionKind }, onPage},
	{"quoted", func(c *Claim) any { return &c.Quoted }, onPage},
	{"time_text", func(c *Claim) any { return &c.TimeText }, inExport | onPage},
	{"time_start", func(c *Claim) any { return &c.TimeStart }, elsewhere},
	{"time_end", func(c *Claim) any { return &c.TimeEnd }, elsewhere},
	{"time_from", func(c *Claim) any { return &c.TimeFrom }, onPage},
	{"time_to", func(c *Claim) any { return &c.TimeTo }, onPage},
	{"place_text", func(c *Claim) any { return &c.PlaceText }, inExport | onPage},
	{"place_start", func(c *Claim) any { return &c.PlaceStart }, elsewhere},
	{"place_end", func(c *Claim) any { return &c.PlaceEnd }, elsewhere},
	{"links", func(c *Claim) any { return jsonField{&c.Links} }, inExport | onPage},
	{"role", func(c *Claim) any { return &c.Role }, onPage},
	{"sentence_start", func(c *Claim) any { return &c.SentenceStart }, onPage},
	{"sentence_end", func(c *Claim) any { return &c.SentenceEnd }, onPage},
	{"sentence", func(c *Claim) any { return &c.Sentence }, onPage},
	{"checkable", func(c *Claim) any { return &c.Checkable }, onPage},
	{"not_checked", func(c *Claim) any { return &c.NotChecked }, onPage},
	{"score", func(c *Claim) any { return &c.Score }, elsewhere},
	{"score_parts", func(c *Claim) any { return jsonField{&c.ScoreParts} }, elsewhere},
	{"source_link", func(c *Claim) any { return &c.SourceLink }, inExport | onPage},
	{"status", func(c *Claim) any { return &c.Status }, inExport | onPage},
	{"basis", func(c *Claim) any { return &c.Basis }, inExport | onPage},
	{"decided_by_id", func(c *Claim) any { return &c.DecidedByID }, inExport | onPage},
	{"decided_at", func(c *Claim) any { return &c.DecidedAt }, inExport | onPage},
	{"decision_reason", func(c *Claim) any { return &c.DecisionReason }, inExport | onPage},
	{"correct_value", func(c *Claim) any { return &c.CorrectValue }, inExport},
	{"correct_text", func(c *Claim) any { return &c.CorrectText }, onPage},
	{"superseded_by_id", func(c *Claim) any { return &c.SupersededByID }, onPage},
	{"revision", func(c *Claim) any { return &c.Revision }, inExport | onPage},
	{"stale", func(c *Claim) any { return &c.Stale }, inExport | onPage},
	{"second_check", func(c *Claim) any { return &c.SecondCheck }, inExport | onPage},
	{"conflict_flag", func(c *Claim) any { return &c.ConflictFlag }, inExport | onPage},
	{"math_flag", func(c *Claim) any { return &c.MathFlag }, inExport | onPage},
	{"disagreement", func(c *Claim) any { return &c.Disagreement }, inExport | onPage},
	{"assigned_to_id", func(c *Claim) any { return &c.AssignedToID }, onPage},
	{"priority", func(c *Claim) any { return &c.Priority }, elsewhere},
	{"evidence_count", func(c *Claim) any { return &c.EvidenceCount }, inExport | onPage},
	{"evidence_url", func(c *Claim) any { return &c.EvidenceURL }, elsewhere},
	{"tags", func(c *Claim) any { return &c.Tags }, onPage},
	{"created_at", func(c *Claim) any { return &c.CreatedAt }, elsewhere},
	{"by_hand", func(c *Claim) any { return &c.ByHand }, onPage},
	{"original", func(c *Claim) any { return &c.Original }, onPage},
	{"was_status", func(c *Claim) any { return &c.WasStatus }, onPage},
	{"missed_by", func(c *Claim) any { return &c.MissedBy }, onPage},
}

var (
	exportColumns = columnsFor(inExport)
	pageColumns   = columnsFor(onPage)
)

func columnsFor(use columnUse) (kept []claimColumn) {
	for _, c := range claimColumns {
		if c.shown&use != 0 {
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

// claimsFrom reads the rows of a query for columns.
func claimsFrom(rows *sql.Rows, columns []claimColumn) ([]Claim, error) {
	defer rows.Close()
	var c Claim
	var claims []Claim
	fields := claimFields(columns, &c)
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
