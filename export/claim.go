package export

import (
	"tallymark/models"
)

// claimColumns are the default columns in the order of schema 1. New ones go
// to the end.
var claimColumns = []column{
	{"claim_id", func(_ *setting, r *models.ExportRow) cell { return whole(int(r.Claim.ID)) }},
	{"status", func(_ *setting, r *models.ExportRow) cell { return text(string(r.Claim.Status)) }},
	{"basis", func(_ *setting, r *models.ExportRow) cell { return text(string(r.Claim.Basis)) }},
	{"label", func(_ *setting, r *models.ExportRow) cell { return text(r.Claim.Label) }},
	{"quote", func(_ *setting, r *models.ExportRow) cell { return text(r.Claim.Quote) }},
	{"value", func(_ *setting, r *models.ExportRow) cell { return number(r.Claim.Value) }},
	{"low", func(_ *setting, r *models.ExportRow) cell { return number(r.Claim.Low) }},
	{"high", func(_ *setting, r *models.ExportRow) cell { return number(r.Claim.High) }},
	{"approx", func(_ *setting, r *models.ExportRow) cell { return text(string(r.Claim.Approx)) }},
	{"kind", func(_ *setting, r *models.ExportRow) cell { return text(string(r.Claim.Kind)) }},
	{"unit", func(_ *setting, r *models.ExportRow) cell { return text(r.Claim.Unit) }},
	{"currency", func(_ *setting, r *models.ExportRow) cell { return text(r.Claim.Currency) }},
	{"subject", func(_ *setting, r *models.ExportRow) cell { return text(r.Claim.Subject) }},
	{"time", func(_ *setting, r *models.ExportRow) cell { return text(r.Claim.TimeText) }},
	{"place", func(_ *setting, r *models.ExportRow) cell { return text(r.Claim.PlaceText) }},
	{"attributed_to", func(_ *setting, r *models.ExportRow) cell { return text(r.Claim.AttributedTo) }},
	{"article_title", func(_ *setting, r *models.ExportRow) cell { return text(r.ArticleTitle) }},
	{"outlet", func(_ *setting, r *models.ExportRow) cell { return text(r.Outlet) }},
	{"article_url", func(_ *setting, r *models.ExportRow) cell { return text(r.ArticleURL) }},
	{"source_link", func(_ *setting, r *models.ExportRow) cell { return text(r.Claim.SourceLink) }},
	{"cited_links", func(_ *setting, r *models.ExportRow) cell { return list(r.Claim.Links) }},
	{"evidence_url", func(_ *setting, r *models.ExportRow) cell { return list(r.EvidenceURLs) }},
	{"evidence_count", func(_ *setting, r *models.ExportRow) cell { return whole(r.Claim.EvidenceCount) }},
	{"decided_by", func(_ *setting, r *models.ExportRow) cell { return text(r.DecidedByName) }},
	{"decided_at", func(_ *setting, r *models.ExportRow) cell { return moment(r.Claim.DecidedAt) }},
	{"published_at", func(_ *setting, r *models.ExportRow) cell { return moment(r.PublishedAt) }},
	{"reason", func(_ *setting, r *models.ExportRow) cell { return text(r.Claim.DecisionReason) }},
	{"flags", func(_ *setting, r *models.ExportRow) cell { return list(r.Claim.Flags()) }},
	{"evidence_states", func(_ *setting, r *models.ExportRow) cell { return list(r.EvidenceStates) }},
	{"correct_value", func(_ *setting, r *models.ExportRow) cell { return number(r.Claim.CorrectValue) }},
}

// detailColumns are what the full columns add.
var detailColumns = []column{
	{"correct_text", func(_ *setting, r *models.ExportRow) cell { return text(r.Claim.CorrectText) }},
	{"number", func(_ *setting, r *models.ExportRow) cell { return text(r.Claim.NumberText) }},
	{"unit_phrase", func(_ *setting, r *models.ExportRow) cell { return text(r.Claim.UnitPhrase) }},
	{"unit_name", func(_ *setting, r *models.ExportRow) cell { return text(r.Claim.UnitName) }},
	{"si_unit", func(_ *setting, r *models.ExportRow) cell { return text(r.Claim.SI) }},
	{"si_value", func(_ *setting, r *models.ExportRow) cell { return number(r.Claim.SIValue) }},
	{"predicate", func(_ *setting, r *models.ExportRow) cell { return text(r.Claim.Predicate) }},
	{"modality", func(_ *setting, r *models.ExportRow) cell { return text(string(r.Claim.Modality)) }},
	{"change_role", func(_ *setting, r *models.ExportRow) cell { return text(r.Claim.ChangeRole) }},
	{"change_direction", func(_ *setting, r *models.ExportRow) cell { return text(r.Claim.ChangeDirection) }},
	{"scope", func(_ *setting, r *models.ExportRow) cell { return text(r.Claim.Scope) }},
	{"total", func(_ *setting, r *models.ExportRow) cell { return truth(r.Claim.Total) }},
	{"whole", func(_ *setting, r *models.ExportRow) cell { return number(r.Claim.Whole) }},
	{"ratio", func(_ *setting, r *models.ExportRow) cell { return number(r.Claim.Ratio) }},
	{"quoted", func(_ *setting, r *models.ExportRow) cell { return truth(r.Claim.Quoted) }},
	{"attribution_kind", func(_ *setting, r *models.ExportRow) cell { return text(r.Claim.AttributionKind) }},
	{"time_from", func(_ *setting, r *models.ExportRow) cell { return text(r.Claim.TimeFrom) }},
	{"time_to", func(_ *setting, r *models.ExportRow) cell { return text(r.Claim.TimeTo) }},
	{"sentence", func(_ *setting, r *models.ExportRow) cell { return text(r.Claim.Sentence) }},
	{"role", func(_ *setting, r *models.ExportRow) cell { return text(string(r.Claim.Role)) }},
	{"start", func(_ *setting, r *models.ExportRow) cell { return whole(r.Claim.Start) }},
	{"end", func(_ *setting, r *models.ExportRow) cell { return whole(r.Claim.End) }},
	{"article_id", func(_ *setting, r *models.ExportRow) cell { return whole(int(r.Claim.ArticleID)) }},
	{"article_version", func(_ *setting, r *models.ExportRow) cell { return whole(r.VersionNumber) }},
	{"version_sha256", func(_ *setting, r *models.ExportRow) cell { return text(r.VersionHash) }},
	{"fetched_at", func(_ *setting, r *models.ExportRow) cell { return moment(&r.FetchedAt) }},
	{"second_check", func(_ *setting, r *models.ExportRow) cell { return truth(r.Claim.SecondCheck) }},
	{"evidence_supports", func(_ *setting, r *models.ExportRow) cell { return evidence(r, models.StanceSupports) }},
	{"evidence_contradicts", func(_ *setting, r *models.ExportRow) cell { return evidence(r, models.StanceContradicts) }},
	{"evidence_context", func(_ *setting, r *models.ExportRow) cell { return evidence(r, models.StanceContext) }},
	{"revision", func(_ *setting, r *models.ExportRow) cell { return whole(r.Claim.Revision) }},
	{"app_link", func(x *setting, r *models.ExportRow) cell { return text(x.appLink(r.AppPath)) }},
	{"export_id", func(x *setting, _ *models.ExportRow) cell { return text(x.exportID) }},
	{"schema_version", func(*setting, *models.ExportRow) cell { return whole(SchemaVersion) }},
	{"tags", func(_ *setting, r *models.ExportRow) cell { return list(r.Claim.TagNames()) }},
}

// laterColumns are what the full columns add since the long ones went on behind
// detailColumns.
var laterColumns = []column{
	{"superseded_by", func(_ *setting, r *models.ExportRow) cell { return reference(r.Claim.SupersededByID) }},
}

// figureColumns are what the full and the long columns end with: the figure that
// a claim and others report.
var figureColumns = []column{
	{"figure_id", func(_ *setting, r *models.ExportRow) cell { return reference(r.Figure.ID) }},
	{"figure_low", func(_ *setting, r *models.ExportRow) cell { return number(r.Figure.Low) }},
	{"figure_high", func(_ *setting, r *models.ExportRow) cell { return number(r.Figure.High) }},
	{"figure_articles", func(_ *setting, r *models.ExportRow) cell { return reference(r.Figure.Articles) }},
	{"figure_outlets", func(_ *setting, r *models.ExportRow) cell { return reference(r.Figure.Outlets) }},
	{"figure_origins", func(_ *setting, r *models.ExportRow) cell { return reference(r.Figure.Origins) }},
	{"figure_conflict", func(_ *setting, r *models.ExportRow) cell { return maybe(r.Figure.Conflict) }},
	{"figure_relation", func(_ *setting, r *models.ExportRow) cell { return text(r.Figure.Relation) }},
	{"figure_settled", func(_ *setting, r *models.ExportRow) cell { return text(r.Figure.Settled) }},
	{"conflict", func(_ *setting, r *models.ExportRow) cell { return maybe(&r.Claim.ConflictFlag) }},
	{"findings", func(_ *setting, r *models.ExportRow) cell { return text(r.Findings) }},
}

// evidence are the addresses of the evidence with one stance.
func evidence(r *models.ExportRow, stance models.Stance) cell {
	var urls []string
	for _, e := range r.Evidence {
		if e.Stance == stance && e.URL != "" {
			urls = append(urls, e.URL)
		}
	}
	return list(urls)
}
