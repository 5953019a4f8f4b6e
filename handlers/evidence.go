package handlers

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"tallymark/models"
)

// EvidenceReader reads what is given as evidence for a claim.
type EvidenceReader interface {
	// Page fetches an address. What the person who gave it can mend is a
	// *models.InvalidError about "url".
	Page(ctx context.Context, address string, c *models.Claim) (EvidenceText, error)
	// Stated is the figure of an excerpt that is nearest to the claim's, nil
	// if it has none.
	Stated(excerpt string, c *models.Claim) *models.Stated
}

// EvidenceText is what a page says of itself, and its sentences with figures
// near the claim's, the nearest first.
type EvidenceText struct {
	Title, Publisher string
	Published        string // the day, 2006-01-02
	Excerpts         []string
}

// evidenceForm adds evidence to a claim, or edits some.
type evidenceForm struct {
	Action   string
	ClaimID  uint
	ID       uint // of the evidence, 0 for new
	Revision int
	Token    string
	Fields   []field
	Excerpts []excerpt // to choose from
	Read     string    // how reading the address went
	Unread   bool      // it failed
	Open     bool
}

// excerpt is a sentence that could be quoted, and what it states.
type excerpt struct {
	Text string      `json:"text"`
	Says *comparison `json:"says"`
}

type evidenceInput struct {
	URL        string   `schema:"url"`
	Title      string   `schema:"title"`
	Publisher  string   `schema:"publisher"`
	Type       string   `schema:"type"`
	Excerpt    string   `schema:"excerpt"`
	Stance     string   `schema:"stance"`
	Tier       string   `schema:"tier"`
	Published  string   `schema:"published"`
	Accessed   string   `schema:"accessed"`
	ArchiveURL string   `schema:"archive_url"`
	Origin     string   `schema:"origin"`
	Revision   int      `schema:"revision"`
	Token      string   `schema:"token"`
	Claim      uint     `schema:"claim"`    // for reading: whose figure to look for
	Evidence   uint     `schema:"evidence"` // for reading: what is edited, 0 for new
	Use        string   `schema:"use"`      // for reading: the sentence chosen
	Offered    []string `schema:"offered"`  // for reading: the sentences to choose from
}

var (
	stances = []option{{"supports", "Supports the figure"}, {"contradicts", "Contradicts it"}, {"context", "Gives context"}}
	tiers   = []option{{"", "Not said"}, {"primary", "Primary: the source itself"}, {"secondary", "Secondary: somebody reports it"}}
)

func typeOptions() []option {
	out := []option{{"", "Not said"}}
	for _, t := range models.EvidenceTypes {
		out = append(out, option{string(t), t.Label()})
	}
	return out
}

func (in evidenceInput) fields() []field {
	return []field{
		{Name: "url", Label: "Address", Value: in.URL, Type: "url", Wide: true, Hint: "Of the page that bears on the figure. Without one, quote it below."},
		{Name: "title", Label: "Title", Value: in.Title, Wide: true},
		{Name: "publisher", Label: "Publisher", Value: in.Publisher},
		{Name: "type", Label: "Type", Value: in.Type, Options: typeOptions()},
		{Name: "excerpt", Label: "Excerpt", Value: in.Excerpt, Type: "area", Wide: true, Hint: "The words that speak for or against the figure. The number in them is compared with the claim."},
		{Name: "stance", Label: "It", Value: in.Stance, Options: stances},
		{Name: "tier", Label: "Tier", Value: in.Tier, Options: tiers},
		{Name: "published", Label: "Published", Value: in.Published, Type: "date"},
		{Name: "accessed", Label: "Read on", Value: in.Accessed, Type: "date", Hint: "Empty is today."},
		{Name: "archive_url", Label: "Archived copy", Value: in.ArchiveURL, Type: "url"},
		{Name: "origin", Label: "First reported by", Value: in.Origin},
	}
}

// evidence is what the store is asked to keep. A day that cannot be read is an
// *models.InvalidError.
func (s *Server) evidence(in evidenceInput, c *models.Claim) (models.NewEvidence, error) {
	n := models.NewEvidence{
		ClaimID: c.ID, Token: in.Token,
		URL: strings.TrimSpace(in.URL), Title: in.Title, Publisher: in.Publisher, Type: models.EvidenceType(in.Type),
		Excerpt: in.Excerpt, Stance: models.Stance(in.Stance), Tier: models.Tier(in.Tier), Published: in.Published,
		ArchiveURL: strings.TrimSpace(in.ArchiveURL), Origin: in.Origin,
	}
	if in.Accessed != "" {
		day, err := time.Parse(time.DateOnly, in.Accessed)
		if err != nil {
			return n, &models.InvalidError{Field: "accessed", Message: "the day cannot be read: write it as 2026-03-25, or leave it empty"}
		}
		n.AccessedAt = day
	}
	n.Stated = s.cfg.Evidence.Stated(strings.TrimSpace(in.Excerpt), c)
	return n, nil
}

func newEvidenceForm(c *models.Claim, h hand) *evidenceForm {
	return &evidenceForm{Action: fmt.Sprintf("/claims/%d/evidence", c.ID), ClaimID: c.ID, Token: h.tokenFor("e", c), Fields: evidenceInput{}.fields()}
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
	c, err := s.store.Claim(r.Context(), actorOf(r), id)
	if err != nil {
		return err
	}
	n, err := s.evidence(in, &c.Claim)
	if err == nil {
		_, err = s.store.AddEvidence(r.Context(), actorOf(r), n)
	}
	if fields := in.fields(); blame(fields, err) {
		return s.evidenceAgain(w, r, id, in, http.StatusUnprocessableEntity, func(f *evidenceForm) { f.Fields = fields })
	}
	if err != nil {
		return err
	}
	return s.redirectWith(w, r, claimEvidence(id), "The evidence is added.")
}

func claimEvidence(claimID uint) string { return fmt.Sprintf("/claims/%d#evidence", claimID) }

// evidenceAgain shows the claim with the form of evidence as typed.
func (s *Server) evidenceAgain(w http.ResponseWriter, r *http.Request, id uint, in evidenceInput, status int, change func(*evidenceForm)) error {
	page, err := s.claimPage(r, id)
	if err != nil {
		return err
	}
	if page.AddEvidence == nil {
		return models.ErrForbidden
	}
	f := page.AddEvidence
	f.Fields, f.Open = in.fields(), true
	if in.Token != "" {
		f.Token = in.Token
	}
	change(f)
	page.Wrong = wrong(f.Fields)
	return s.renderStatus(w, r, status, "claim", page)
}

// evidenceWithdraw serves POST /evidence/{id}/withdraw.
func (s *Server) evidenceWithdraw(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	var in withdrawInput
	if err := decode(r.PostForm, &in); err != nil {
		return err
	}
	e, err := s.store.WithdrawEvidence(r.Context(), actorOf(r), models.Withdrawal{ID: id, Revision: in.Revision, Reason: in.Reason, Token: in.Token})
	var stale *models.EvidenceConflictError
	if errors.As(err, &stale) {
		return s.evidenceConflict(w, r, evidenceInputOf(&stale.Evidence), stale.Evidence, in.Reason)
	}
	if err != nil {
		return err
	}
	return s.redirectWith(w, r, claimEvidence(e.ClaimID), "The evidence is withdrawn. It stays in the story of the claim.")
}

type withdrawInput struct {
	Reason   string `schema:"reason"`
	Revision int    `schema:"revision"`
	Token    string `schema:"token"`
}

// evidenceEditPage is the form for evidence that is there already.
type evidenceEditPage struct {
	base
	Claim models.Claim
	Form  *evidenceForm
	Wrong []field
	Now   *evidenceRow // how it stands, when somebody else was faster
	Why   string       // the reason of a withdrawal that came too late
}

// evidenceEdit serves GET /evidence/{id}.
func (s *Server) evidenceEdit(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	page, err := s.evidenceEditPage(r, id, nil)
	if err != nil {
		return err
	}
	return s.render(w, r, "evidence", page)
}

// evidenceEditPage has the form as typed or, with nothing typed, as it stands.
func (s *Server) evidenceEditPage(r *http.Request, id uint, typed *evidenceInput) (evidenceEditPage, error) {
	p, err := s.store.Evidence(r.Context(), actorOf(r), id)
	if err != nil {
		return evidenceEditPage{}, err
	}
	in := evidenceInputOf(&p.Evidence)
	in.Token = newHand(r, "").tokenFor("v", &p.Claim)
	if typed != nil {
		if typed.Token == "" {
			typed.Token, typed.Revision = in.Token, in.Revision
		}
		in = *typed
	}
	return evidenceEditPage{
		base: s.base(r, "Edit evidence"), Claim: p.Claim,
		Form: &evidenceForm{
			Action: fmt.Sprintf("/evidence/%d", id), ClaimID: p.Claim.ID, ID: id, Revision: in.Revision, Token: in.Token, Fields: in.fields(), Open: true,
		},
	}, nil
}

func evidenceInputOf(e *models.Evidence) evidenceInput {
	return evidenceInput{
		URL: e.URL, Title: e.Title, Publisher: e.Publisher, Type: string(e.Type), Excerpt: e.Excerpt, Stance: string(e.Stance), Tier: string(e.Tier),
		Published: e.Published, Accessed: e.AccessedAt.UTC().Format(time.DateOnly), ArchiveURL: e.ArchiveURL, Origin: e.Origin, Revision: e.Revision,
	}
}

// evidenceSave serves POST /evidence/{id}.
func (s *Server) evidenceSave(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	var in evidenceInput
	if err := decode(r.PostForm, &in); err != nil {
		return err
	}
	p, err := s.store.Evidence(r.Context(), actorOf(r), id)
	if err != nil {
		return err
	}
	n, err := s.evidence(in, &p.Claim)
	if err == nil {
		if in.Accessed == p.Evidence.AccessedAt.UTC().Format(time.DateOnly) {
			n.AccessedAt = time.Time{} // the same day: keep its hour
		}
		_, err = s.store.EditEvidence(r.Context(), actorOf(r), models.EvidenceEdit{ID: id, Revision: in.Revision, NewEvidence: n})
	}
	var stale *models.EvidenceConflictError
	if errors.As(err, &stale) {
		return s.evidenceConflict(w, r, in, stale.Evidence, "")
	}
	if fields := in.fields(); blame(fields, err) {
		page, err := s.evidenceEditPage(r, id, &in)
		if err != nil {
			return err
		}
		page.Form.Fields, page.Wrong = fields, wrong(fields)
		return s.renderStatus(w, r, http.StatusUnprocessableEntity, "evidence", page)
	}
	if err != nil {
		return err
	}
	return s.redirectWith(w, r, claimEvidence(p.Claim.ID), "The evidence is changed. How it stood before is kept.")
}

// evidenceConflict answers a change on an old revision: how the evidence
// stands now, and the form as typed on the new revision.
func (s *Server) evidenceConflict(w http.ResponseWriter, r *http.Request, in evidenceInput, now models.Evidence, why string) error {
	in.Revision, in.Token = now.Revision, newHand(r, "").tokenFor("v", &models.Claim{ID: now.ClaimID})
	page, err := s.evidenceEditPage(r, now.ID, &in)
	if err != nil {
		return err
	}
	row := newEvidenceRow(now, &page.Claim)
	page.Title, page.Now, page.Why = "The evidence has changed", &row, why
	return s.renderStatus(w, r, http.StatusConflict, "evidence", page)
}

// evidenceRead serves POST /evidence/read: what the page at the address says,
// as JSON for the script, else as the form filled in where it was empty.
func (s *Server) evidenceRead(w http.ResponseWriter, r *http.Request) error {
	var in evidenceInput
	if err := decode(r.PostForm, &in); err != nil {
		return err
	}
	if in.Claim == 0 {
		return &models.InvalidError{Field: "claim", Message: "the form does not say for which claim to read; open the claim and press the button there"}
	}
	c, err := s.store.Claim(r.Context(), actorOf(r), in.Claim)
	if err != nil {
		return err
	}
	script := strings.Contains(r.Header.Get("Accept"), "application/json")
	var text EvidenceText
	if in.Use == "" || script {
		text, err = s.cfg.Evidence.Page(r.Context(), strings.TrimSpace(in.URL), &c.Claim)
	} else {
		in.Excerpt, text.Excerpts = in.Use, in.Offered
	}
	var invalid *models.InvalidError
	if err != nil && !errors.As(err, &invalid) {
		return fmt.Errorf("read evidence: %w", err)
	}
	if script {
		return s.evidenceJSON(w, r, text, &c.Claim, invalid)
	}
	return s.evidenceFilled(w, r, in, text, &c.Claim, invalid)
}

// evidenceJSON is what the script is told.
func (s *Server) evidenceJSON(w http.ResponseWriter, r *http.Request, text EvidenceText, c *models.Claim, invalid *models.InvalidError) error {
	status, answer := http.StatusOK, map[string]any{
		"title": text.Title, "publisher": text.Publisher, "published": text.Published, "excerpts": s.excerpts(text.Excerpts, c),
	}
	if invalid != nil {
		status, answer = http.StatusUnprocessableEntity, map[string]any{"error": sentence(invalid.Message)}
	}
	var body bytes.Buffer
	if err := json.NewEncoder(&body).Encode(answer); err != nil {
		return fmt.Errorf("answer to the script: %w", err)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	if _, err := body.WriteTo(w); err != nil {
		s.log.Debug("answer not delivered", "path", r.URL.Path, "error", err)
	}
	return nil
}

func (s *Server) excerpts(texts []string, c *models.Claim) []excerpt {
	out := []excerpt{}
	for _, t := range texts {
		out = append(out, excerpt{t, comparisonOf(s.cfg.Evidence.Stated(t, c), c)})
	}
	return out
}

// evidenceFilled shows the form again, its empty fields filled in. When the
// reading failed it is as typed.
func (s *Server) evidenceFilled(w http.ResponseWriter, r *http.Request, in evidenceInput, text EvidenceText, c *models.Claim, invalid *models.InvalidError) error {
	filled := in.fill(text)
	status, change := http.StatusOK, func(f *evidenceForm) {
		f.Excerpts, f.Read = s.excerpts(text.Excerpts, c), readWords(filled, len(text.Excerpts), in.Use != "")
	}
	if invalid != nil {
		status, change = http.StatusUnprocessableEntity, func(f *evidenceForm) {
			blame(f.Fields, invalid)
			f.Read, f.Unread = "The address was not read, and everything is as you typed it. "+sentence(invalid.Message), true
		}
	}
	if in.Evidence == 0 {
		return s.evidenceAgain(w, r, c.ID, in, status, change)
	}
	page, err := s.evidenceEditPage(r, in.Evidence, &in)
	if err != nil {
		return err
	}
	change(page.Form)
	page.Wrong = wrong(page.Form.Fields)
	return s.renderStatus(w, r, status, "evidence", page)
}

// fill takes from the page what nobody typed, and says what it was.
func (in *evidenceInput) fill(text EvidenceText) (filled []string) {
	first := ""
	if len(text.Excerpts) > 0 {
		first = text.Excerpts[0]
	}
	for _, f := range []struct {
		name string
		to   *string
		from string
	}{
		{"title", &in.Title, text.Title}, {"publisher", &in.Publisher, text.Publisher},
		{"day", &in.Published, text.Published}, {"excerpt", &in.Excerpt, first},
	} {
		if strings.TrimSpace(*f.to) == "" && f.from != "" {
			*f.to = f.from
			filled = append(filled, f.name)
		}
	}
	return filled
}

func readWords(filled []string, offered int, chosen bool) string {
	switch {
	case chosen:
		return "The sentence is in the excerpt."
	case len(filled) > 0:
		return "Filled in from the page: " + strings.Join(filled, ", ") + ". Look it over before you add it."
	case offered > 0:
		return "Nothing was empty, so nothing was changed. Sentences with figures stand below."
	}
	return "The page was read, but it says nothing of itself that could be filled in."
}

// evidenceRow is one piece of evidence.
type evidenceRow struct {
	models.Evidence
	Heading   string
	Tags      []string
	Who       string
	At        time.Time
	Quote     said
	Says      *comparison
	Silent    bool // an excerpt without a figure
	Day       string
	CanChange bool
	Token     string
	History   []evidenceChange
}

// comparison is how the figure that evidence states stands to the claim.
type comparison struct {
	How   models.Comparison `json:"how"`
	Words string            `json:"words"`
}

func comparisonOf(st *models.Stated, c *models.Claim) *comparison {
	if st == nil {
		return nil
	}
	k := &comparison{How: st.Against(c)}
	switch k.How {
	case models.StatesSame:
		k.Words = "States the same figure"
	case models.StatesFits:
		k.Words = fmt.Sprintf("States %s, which fits the claim’s %s", st.Label, c.Label)
	case models.StatesDiffers:
		k.Words = fmt.Sprintf("States %s, claim says %s", st.Label, c.Label)
	default:
		k.Words = fmt.Sprintf("States %s, which is another kind of figure than the claim’s %s", st.Label, c.Label)
	}
	return k
}

// evidenceChange is what one change made of evidence.
type evidenceChange struct {
	Who    string
	At     time.Time
	What   string
	Reason string
	Fields []fieldChange
}

type fieldChange struct{ Label, Before, After string }

func newEvidenceRow(e models.Evidence, c *models.Claim) evidenceRow {
	row := evidenceRow{Evidence: e, Heading: e.Title, Who: "somebody", At: e.CreatedAt, Quote: quoteOf(&e), Says: comparisonOf(e.Stated, c)}
	row.URL, row.ArchiveURL = webLink(e.URL), webLink(e.ArchiveURL)
	if row.Heading == "" {
		row.Heading = e.URL
	}
	if row.Heading == "" {
		row.Heading = "Without an address"
	}
	if e.AddedBy != nil {
		row.Who = e.AddedBy.Name
	}
	row.Silent = e.Excerpt != "" && e.Stated == nil
	for _, tag := range []string{e.Type.Label(), string(e.Stance), string(e.Tier)} {
		if tag != "" {
			row.Tags = append(row.Tags, tag)
		}
	}
	if day, err := time.Parse(time.DateOnly, e.Published); err == nil {
		row.Day = day.Format("2 January 2006")
	}
	return row
}

// quoteOf is the excerpt with its figure marked.
func quoteOf(e *models.Evidence) said {
	st := e.Stated
	if st == nil || st.Start < 0 || st.End > len(e.Excerpt) || st.Start >= st.End || !isText(e.Excerpt[st.Start:st.End]) {
		return said{{Text: e.Excerpt}}
	}
	return said{{Text: e.Excerpt[:st.Start]}, {Text: e.Excerpt[st.Start:st.End], Figure: true}, {Text: e.Excerpt[st.End:]}}
}

// evidenceRows are the evidence of a claim with its history.
func evidenceRows(p *models.ClaimPage, h hand) ([]evidenceRow, error) {
	versions := map[uint][]models.EvidenceVersion{}
	for _, v := range p.EvidenceVersions {
		versions[v.EvidenceID] = append(versions[v.EvidenceID], v)
	}
	var rows []evidenceRow
	for _, e := range p.Evidence {
		row := newEvidenceRow(e, &p.Claim)
		row.CanChange = h.user != nil && h.user.Role.AtLeast(models.RoleReviewer) && (e.AddedByID == h.user.ID || h.user.Role.AtLeast(models.RoleEditor))
		row.Token = fmt.Sprintf("%s-w%d", h.token, e.ID)
		var err error
		if row.History, err = historyOf(e, versions[e.ID]); err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// historyOf says what each change made of the evidence, the newest first.
func historyOf(e models.Evidence, versions []models.EvidenceVersion) ([]evidenceChange, error) {
	var out []evidenceChange
	after := e
	for i := len(versions) - 1; i >= 0; i-- {
		v := versions[i]
		before, err := v.Evidence()
		if err != nil {
			return nil, err
		}
		change := evidenceChange{Who: "somebody", At: v.CreatedAt, What: "Edited", Reason: v.Reason, Fields: changesOf(&before, &after)}
		if v.Change == models.ChangeWithdraw {
			change.What = "Withdrawn"
		}
		if v.User != nil {
			change.Who = v.User.Name
		}
		out = append(out, change)
		after = before
	}
	return out, nil
}

// changesOf lists the fields that differ, in the words of the form.
func changesOf(before, after *models.Evidence) []fieldChange {
	was, is := evidenceInputOf(before).fields(), evidenceInputOf(after).fields()
	var out []fieldChange
	for i := range was {
		if was[i].Value != is[i].Value {
			out = append(out, fieldChange{was[i].changeLabel(), was[i].shown(), is[i].shown()})
		}
	}
	return out
}

func (f field) changeLabel() string {
	if f.Name == "stance" {
		return "Stance"
	}
	return f.Label
}

// shown is the value as a reader sees it.
func (f field) shown() string {
	for _, o := range f.Options {
		if o.Value == f.Value {
			return o.Label
		}
	}
	if f.Value == "" {
		return "nothing"
	}
	return f.Value
}

// Count is how often the evidence was changed.
func (r evidenceRow) Count() string {
	if len(r.History) == 1 {
		return "1 change"
	}
	return strconv.Itoa(len(r.History)) + " changes"
}
