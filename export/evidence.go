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
