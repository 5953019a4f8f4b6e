package export

import "tallymark/models"

// evidenceColumn is a column of one piece of evidence.
type evidenceColumn struct {
	name  string
	value func(e *models.Evidence) cell
}

// evidenceColumns are what the long columns add to each row. A claim without
// evidence has one row with these empty.
var evidenceColumns = []evidenceColumn{
	{"evidence_id", func(e *models.Evidence) cell { return whole(int(e.ID)) }},
	{"evidence_stance", func(e *models.Evidence) cell { return text(string(e.Stance)) }},
	{"evidence_tier", func(e *models.Evidence) cell { return text(string(e.Tier)) }},
	{"evidence_link", func(e *models.Evidence) cell { return text(e.URL) }},
	{"evidence_title", func(e *models.Evidence) cell { return text(e.Title) }},
	{"evidence_excerpt", func(e *models.Evidence) cell { return text(e.Excerpt) }},
	{"evidence_accessed_at", func(e *models.Evidence) cell { return moment(&e.AccessedAt) }},
	{"evidence_archive_url", func(e *models.Evidence) cell { return text(e.ArchiveURL) }},
	{"evidence_origin", func(e *models.Evidence) cell { return text(e.Origin) }},
}

// laterEvidenceColumns came after the first columns of a claim that were added
// behind evidenceColumns, so that they stand behind those.
var laterEvidenceColumns = []evidenceColumn{
	{"evidence_publisher", func(e *models.Evidence) cell { return text(e.Publisher) }},
	{"evidence_type", func(e *models.Evidence) cell { return text(string(e.Type)) }},
	{"evidence_published_at", func(e *models.Evidence) cell { return text(e.Published) }},
	{"evidence_stated", func(e *models.Evidence) cell { return text(statedLabel(e)) }},
	{"evidence_stated_value", statedValue},
}

// statedLabel is the figure that evidence itself states, in words.
func statedLabel(e *models.Evidence) string {
	if e.Stated == nil {
		return ""
	}
	return e.Stated.Label
}

func statedValue(e *models.Evidence) cell {
	if e.Stated == nil {
		return number(nil)
	}
	return number(e.Stated.Value)
}

// ofPiece is the column in the row of one piece of evidence.
func (c evidenceColumn) ofPiece() column {
	return column{c.name, func(x *setting, _ *models.ExportRow) cell {
		if x.piece == nil {
			return cell{}
		}
		return c.value(x.piece)
	}}
}

// ofAll is the column in the row of a claim: what c says of each piece, in the
// same order in all such columns, so that the second of each belong together.
func (c evidenceColumn) ofAll(name string) column {
	return column{name, func(_ *setting, r *models.ExportRow) cell {
		said := make([]string, len(r.Evidence))
		for i := range r.Evidence {
			said[i] = c.value(&r.Evidence[i]).text
		}
		return eachPiece(said)
	}}
}

// inFull are the full columns about evidence, by the columns of the long ones.
var inFull = map[string]string{
	"evidence_link": "evidence_links", "evidence_stance": "evidence_stances", "evidence_tier": "evidence_tiers", "evidence_type": "evidence_types",
	"evidence_publisher": "evidence_publishers", "evidence_excerpt": "evidence_excerpts", "evidence_stated": "evidence_stated_figures",
	"evidence_stated_value": "evidence_stated_values", "evidence_published_at": "evidence_published", "evidence_accessed_at": "evidence_accessed",
	"evidence_archive_url": "evidence_archive_urls", "evidence_origin": "evidence_origins",
}

// ofAllEvidence are the columns that say of each claim what the long ones say
// of each piece of evidence.
func ofAllEvidence() (out []column) {
	for _, set := range [][]evidenceColumn{evidenceColumns, laterEvidenceColumns} {
		for _, c := range set {
			if name := inFull[c.name]; name != "" {
				out = append(out, c.ofAll(name))
			}
		}
	}
	return out
}
