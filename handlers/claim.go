package handlers

import (
	"net/http"
	"strconv"
	"time"

	"tallymark/models"
)

// claimsPage is the list of claims.
type claimsPage struct {
	base
	Since    uint // the last change that it knows of
	Statuses []statusChoice
	Filters  []field
	Filtered bool
	Rows     []claimRow
	Pager    pager
}

// IsEmpty reports whether there is no claim at all.
func (p claimsPage) IsEmpty() bool { return len(p.Rows) == 0 && !p.Filtered }

type statusChoice struct {
	Status  models.Status
	Checked bool
}

// claimRow is one claim of the list.
type claimRow struct {
	Claim   *models.Claim
	Heading string
	Outlet  string
	Kind    string
	Flags   []string
	Tags    []string
}

// claimQuery is what both the list of claims and the export filter by.
type claimQuery struct {
	Status   []string `schema:"status"`
	Kind     string   `schema:"kind"`
	Outlet   string   `schema:"outlet"`
	Reviewer string   `schema:"reviewer"`
	Tag      string   `schema:"tag"`
	Flag     string   `schema:"flag"`
	Text     string   `schema:"q"`
	Cursor   string   `schema:"cursor"`
}

func (q claimQuery) filter() (models.ClaimFilter, error) {
	f := models.ClaimFilter{Kind: q.Kind, Outlet: q.Outlet, Tag: q.Tag, Flag: q.Flag, Text: q.Text, Cursor: q.Cursor}
	for _, st := range q.Status {
		if !models.Status(st).Valid() {
			return f, &models.InvalidError{Field: "status", Message: "there is no status " + strconv.Quote(st)}
		}
		f.Status = append(f.Status, models.Status(st))
	}
	if q.Reviewer != "" {
		id, err := strconv.ParseUint(q.Reviewer, 10, 63)
		if err != nil {
			return f, &models.InvalidError{Field: "reviewer", Message: "the reviewer must be one of the list"}
		}
		f.Reviewer = uint(id)
	}
	return f, nil
}

func (q claimQuery) filtered() bool {
	return len(q.Status) > 0 || q.Kind != "" || q.Outlet != "" || q.Reviewer != "" || q.Tag != "" || q.Flag != "" || q.Text != "" || q.Cursor != ""
}

func (q claimQuery) choices() []statusChoice {
	var out []statusChoice
	for _, st := range models.Statuses {
		c := statusChoice{Status: st}
		for _, one := range q.Status {
			c.Checked = c.Checked || one == string(st)
		}
		out = append(out, c)
	}
	return out
}

// fields are the filters beside the statuses.
func (s *Server) claimFilters(r *http.Request, q claimQuery) ([]field, error) {
	outlets, err := s.outletOptions(r)
	if err != nil {
		return nil, err
	}
	reviewers, err := s.reviewerOptions(r)
	if err != nil {
		return nil, err
	}
	tags, err := s.tagOptions(r)
	if err != nil {
		return nil, err
	}
	return []field{
		{Name: "q", Label: "Words", Value: q.Text, Type: "search"},
		{Name: "kind", Label: "Kind", Value: q.Kind, Options: append([]option{{"", "All kinds"}}, kindWords...)},
		{Name: "outlet", Label: "Outlet", Value: q.Outlet, Options: outlets},
		{Name: "reviewer", Label: "Decided by", Value: q.Reviewer, Options: reviewers},
		{Name: "tag", Label: "Tag", Value: q.Tag, Options: tags},
		{Name: "flag", Label: "Contradicted", Value: q.Flag, Options: flagOptions},
	}, nil
}

var flagOptions = []option{{"", "Or not"}, {models.FlagConflict, "By another article"}, {models.FlagFinding, "By its own text"}}

// reviewerOptions are the people to filter by.
func (s *Server) reviewerOptions(r *http.Request) ([]option, error) {
	users, err := s.store.Users(r.Context(), actorOf(r))
	if err != nil {
		return nil, err
	}
	out := []option{{"", "Anybody"}}
	for _, u := range users {
		if !u.Role.AtLeast(models.RoleReviewer) {
			continue
		}
		out = append(out, option{strconv.FormatUint(uint64(u.ID), 10), u.Name})
	}
	return out, nil
}

const claimsPerPage = 50

// claimList serves GET /claims.
func (s *Server) claimList(w http.ResponseWriter, r *http.Request) error {
	var q claimQuery
	if err := decode(r.URL.Query(), &q); err != nil {
		return err
	}
	f, err := q.filter()
	if err != nil {
		return err
	}
	f.Limit = claimsPerPage
	since, err := s.store.FeedEnd(r.Context())
	if err != nil {
		return err
	}
	rows, next, err := s.store.Claims(r.Context(), actorOf(r), f)
	if err != nil {
		return err
	}
	page := claimsPage{base: s.base(r, "Claims"), Since: since, Statuses: q.choices(), Filtered: q.filtered(), Pager: pagerOf(r, next)}
	if page.Filters, err = s.claimFilters(r, q); err != nil {
		return err
	}
	for i := range rows {
		page.Rows = append(page.Rows, newClaimRow(&rows[i]))
	}
	return s.render(w, r, "claims", page)
}

func newClaimRow(c *models.Claim) claimRow {
	row := claimRow{Claim: c, Kind: kindOf(c), Flags: flagsOf(c), Tags: c.TagNames()}
	if c.Article != nil {
		row.Heading, row.Outlet = headingOf(c.Article), c.Article.OutletName()
	}
	return row
}

// claimPage is the whole story of one claim.
type claimPage struct {
	base
	Article     models.Article
	Heading     string
	Card        *card
	Decide      *decideForm
	Wrong       []field
	Evidence    []evidenceRow
	AddEvidence *evidenceForm
	Findings    findingsPart
	Figure      *figureView // what other claims say of the same figure, nil if there are none
	Story       []storyRow
	Notes       notesPart
	Tags        tagsPart
	Edits       []editRow
	Hidden      bool        // of the story something is not shown yet
	Settle      *settlement // nil unless two disagree
	NotBlind    bool        // the visitor sees a verdict that they could be the second to
	Assign      assignForm
	Offer       *offer // nil where no other claim states the same figure
	Saved       *saved
	InForce     bool   // it is checked, and can be split or merged
	Rest        string // why it is not
}

// storyRow is one decision of a claim.
type storyRow struct {
	Status  models.Status
	Who     string
	At      time.Time
	Basis   string
	Reason  string
	Correct string
	Newer   uint // claim with the newer figure, 0 for none
	Bulk    uint // the decisions that it was made together with, 0 for none
	Undoes  bool // it takes another decision back
	Undone  bool // a later one took it back
}

// claimShow serves GET /claims/{id}.
func (s *Server) claimShow(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	page, err := s.claimPage(r, id)
	if err != nil {
		return err
	}
	if page.Saved = savedOf(r, []*card{page.Card}); page.Saved != nil {
		page.Saved.Undo = page.Saved.Undo.byKey()
	}
	return s.render(w, r, "claim", page)
}

func (s *Server) claimPage(r *http.Request, id uint) (claimPage, error) {
	c, err := s.store.Claim(r.Context(), actorOf(r), id)
	if err != nil {
		return claimPage{}, err
	}
	hand := newHand(r, "")
	k := hand.card(newCard(&c.Version, &c.Claim))
	evidence, err := evidenceRows(&c, hand)
	if err != nil {
		return claimPage{}, err
	}
	page := claimPage{
		base: s.base(r, k.Label), Article: c.Article, Heading: headingOf(&c.Article), Card: k,
		Notes: newNotesPart(&c.Claim, c.Notes, hand), Tags: newTagsPart(&c.Claim, hand),
		Evidence: evidence, Story: storyOf(c.Decisions), Hidden: c.Hidden > 0,
		Findings: newFindingsPart(c.Article.ID, id, c.Findings, hand, elsewhere(id)),
		Settle:   settlementOf(&c, hand.user), NotBlind: c.Standing.SecondCheck() && !c.Claim.OwnWaits,
	}
	if c.Figure != nil {
		view := newFigureView(c.Figure)
		page.Figure = &view
	}
	page.InForce = c.Claim.Checkable && !c.Claim.Stale
	if c.Claim.AtRest() {
		page.Rest = "This claim is not checked any more: " + c.Claim.NotChecked + ". What was decided on it stays here."
	}
	if page.Edits, err = editRows(&c, hand); err != nil {
		return claimPage{}, err
	}
	if k.Decide != nil && (page.Settle == nil || page.Settle.May) {
		page.Decide = k.Decide
		page.Decide.WithCorrect = true
	}
	people, err := s.people(r)
	if err != nil {
		return claimPage{}, err
	}
	page.Assign = assignFormOf(&c.Claim, newHand(r, "claim"), people)
	if page.Offer, err = s.offerOf(r, c.Standing.Last, hand, id); err != nil {
		return claimPage{}, err
	}
	if page.CanReview() && k.Unchecked == "" {
		page.AddEvidence = newEvidenceForm(&c.Claim, hand)
	}
	return page, nil
}

// storyOf is the newest decision first.
func storyOf(ds []models.Decision) []storyRow {
	undone := map[uint]bool{}
	for _, d := range ds {
		if d.UndoesID != nil {
			undone[*d.UndoesID] = true
		}
	}
	rows := make([]storyRow, 0, len(ds))
	for i := len(ds) - 1; i >= 0; i-- {
		row := storyRowOf(ds[i])
		row.Undone = undone[ds[i].ID]
		rows = append(rows, row)
	}
	return rows
}

func storyRowOf(d models.Decision) storyRow {
	row := storyRow{
		Status: d.Status, At: d.CreatedAt, Reason: d.Reason, Correct: d.CorrectText, Undoes: d.UndoesID != nil, Who: "somebody",
	}
	if d.User != nil {
		row.Who = d.User.Name
	}
	if d.Basis != "" {
		row.Basis = d.Basis.Label()
	}
	if d.SupersededByID != nil {
		row.Newer = *d.SupersededByID
	}
	if d.BulkID != nil {
		row.Bulk = *d.BulkID
	}
	return row
}
