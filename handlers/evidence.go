package handlers

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"tallymark/models"
)

// evidenceRow is one piece of evidence.
type evidenceRow struct {
	models.Evidence
	Heading     string
	Tags        []string
	Who         string
	At          time.Time
	CanWithdraw bool
}

func evidenceRows(es []models.Evidence, user *models.User) []evidenceRow {
	var rows []evidenceRow
	for _, e := range es {
		row := evidenceRow{Evidence: e, Heading: e.Title, Who: "somebody", At: e.CreatedAt}
		row.URL, row.ArchiveURL = webLink(e.URL), webLink(e.ArchiveURL)
		if row.Heading == "" {
			row.Heading = e.URL
		}
		if e.AddedBy != nil {
			row.Who = e.AddedBy.Name
		}
		for _, tag := range []string{string(e.Stance), string(e.Tier)} {
			if tag != "" {
				row.Tags = append(row.Tags, tag)
			}
		}
		row.CanWithdraw = user != nil && user.Role.AtLeast(models.RoleReviewer) && (e.AddedByID == user.ID || user.Role.AtLeast(models.RoleEditor))
		rows = append(rows, row)
	}
	return rows
}

// evidenceForm adds evidence to a claim.
type evidenceForm struct {
	ClaimID uint
	Token   string
	Fields  []field
	Open    bool
}

type evidenceInput struct {
	URL        string `schema:"url"`
	Title      string `schema:"title"`
	Excerpt    string `schema:"excerpt"`
	Stance     string `schema:"stance"`
	Tier       string `schema:"tier"`
	ArchiveURL string `schema:"archive_url"`
	Origin     string `schema:"origin"`
	Token      string `schema:"token"`
}

var (
	stances = []option{{"supports", "Supports the figure"}, {"contradicts", "Contradicts it"}, {"context", "Gives context"}}
	tiers   = []option{{"primary", "Primary: the source itself"}, {"secondary", "Secondary: somebody reports it"}}
)

func newEvidenceForm(c *models.Claim, h hand) *evidenceForm {
	return &evidenceForm{ClaimID: c.ID, Token: h.tokenFor("e", c), Fields: evidenceInput{}.fields()}
}

func (in evidenceInput) fields() []field {
	return []field{
		{Name: "url", Label: "Address", Value: in.URL, Type: "url", Wide: true, Required: true},
		{Name: "title", Label: "Title", Value: in.Title, Wide: true},
		{Name: "excerpt", Label: "Excerpt", Value: in.Excerpt, Type: "area", Wide: true, Hint: "The words that speak for or against the figure."},
		{Name: "stance", Label: "It", Value: in.Stance, Options: stances},
		{Name: "tier", Label: "Tier", Value: in.Tier, Options: tiers},
		{Name: "archive_url", Label: "Archived copy", Value: in.ArchiveURL, Type: "url"},
		{Name: "origin", Label: "First reported by", Value: in.Origin},
	}
}

// evidenceAdd serves POST /claims/{id}/evidence.
func (s *Server) evidenceAdd(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	var in evidenceInput
	if err := decode(r.PostForm, &in); err != nil {
		return err
	}
	fields := in.fields()
	if webLink(strings.TrimSpace(in.URL)) == "" {
		fields[0].Error = "Give the address of the evidence, beginning with http:// or https://."
		return s.evidenceAgain(w, r, id, in, fields)
	}
	_, err = s.store.AddEvidence(r.Context(), actorOf(r), models.NewEvidence{
		ClaimID: id, Token: in.Token,
		URL: strings.TrimSpace(in.URL), Title: in.Title, Excerpt: in.Excerpt,
		Stance: models.Stance(in.Stance), Tier: models.Tier(in.Tier),
		ArchiveURL: strings.TrimSpace(in.ArchiveURL), Origin: in.Origin,
	})
	if blame(fields, err) {
		return s.evidenceAgain(w, r, id, in, fields)
	}
	if err != nil {
		return err
	}
	return s.redirectWith(w, r, "/claims/"+strconv.FormatUint(uint64(id), 10), "The evidence is added.")
}

// evidenceAgain shows the claim with the form of evidence as typed.
func (s *Server) evidenceAgain(w http.ResponseWriter, r *http.Request, id uint, in evidenceInput, fields []field) error {
	page, err := s.claimPage(r, id)
	if err != nil {
		return err
	}
	page.AddEvidence.Fields, page.AddEvidence.Open = fields, true
	if in.Token != "" {
		page.AddEvidence.Token = in.Token
	}
	page.Wrong = wrong(fields)
	return s.renderStatus(w, r, http.StatusUnprocessableEntity, "claim", page)
}

// evidenceWithdraw serves POST /evidence/{id}/withdraw.
func (s *Server) evidenceWithdraw(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	e, err := s.store.WithdrawEvidence(r.Context(), actorOf(r), id, strings.TrimSpace(r.PostForm.Get("reason")))
	if err != nil {
		return err
	}
	return s.redirectWith(w, r, "/claims/"+strconv.FormatUint(uint64(e.ClaimID), 10), "The evidence is withdrawn. It stays in the story of the claim.")
}
