package handlers

import (
	"crypto/rand"
	"errors"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"tallymark/models"
)

// decideForm is the form of one verdict, empty or as typed.
type decideForm struct {
	ClaimID     uint
	Revision    int
	Token       string // the same form sent twice is one decision
	From        string // where to go afterwards: "article", deskFrom with a tab, or ""
	Status      models.Status
	Basis       models.Basis
	Reason      string
	CorrectText string
	Newer       string // number of the superseding claim, as typed
	WithCorrect bool   // offer the correct value
	Together    bool   // it is for several claims, each with its own revision

	StatusError, BasisError, ReasonError, NewerError, CorrectError string
}

// Action is where the form goes.
func (f *decideForm) Action() string {
	if f.Together {
		return "/bulks"
	}
	return fmt.Sprintf("/claims/%d/decisions", f.ClaimID)
}

// wrong lists the errors of the form for the summary.
func (f *decideForm) wrong() []field {
	var out []field
	for _, e := range []struct{ id, message string }{
		{"verdict", f.StatusError}, {"basis", f.BasisError}, {"newer", f.NewerError},
		{"reason", f.ReasonError}, {"correct", f.CorrectError},
	} {
		if e.message != "" {
			out = append(out, field{Target: fmt.Sprintf("%s-%d", e.id, f.ClaimID), Error: e.message})
		}
	}
	return out
}

// undoForm takes back the visitor's last decision on a claim, or all those of a
// bulk.
type undoForm struct {
	BulkID   uint // 0 for the decision on the claim
	ClaimID  uint
	Revision int
	Token    string
	From     string
	Label    string
	Named    bool // the button stands among others and names its claim
	Key      bool // it is the one that the key presses
}

// byKey is the form with a button that the key presses, nil for nil.
func (f *undoForm) byKey() *undoForm {
	if f == nil {
		return nil
	}
	keyed := *f
	keyed.Key = true
	return &keyed
}

// Action is where the form goes.
func (f undoForm) Action() string {
	if f.BulkID != 0 {
		return fmt.Sprintf("/bulks/%d/undo", f.BulkID)
	}
	return fmt.Sprintf("/claims/%d/undo", f.ClaimID)
}

// saved is the message after a decision, with the way back.
type saved struct {
	Label, Words string
	Undo         *undoForm
	Offer        *offer // nil where no other claim states the same figure
}

// hand gives the forms of one page to one visitor. The tokens of a page share
// a random part.
type hand struct {
	user  *models.User
	token string
	from  string
}

func newHand(r *http.Request, from string) hand {
	return hand{user: visitOf(r).user, token: rand.Text(), from: from}
}

// mayReview reports whether the visitor may decide, attach, note and tag.
func (h hand) mayReview() bool { return h.user != nil && h.user.Role.AtLeast(models.RoleReviewer) }

// card adds to a card what the visitor may do with its claim.
func (h hand) card(k *card) *card {
	if !h.mayReview() {
		return k
	}
	if h.decides(k.Claim) {
		k.Decide = h.decide(k.Claim)
	}
	if k.Claim.OwnWaits || k.Claim.DecidedByID != nil && *k.Claim.DecidedByID == h.user.ID {
		k.Undo = h.undo(k.Claim)
	}
	return k
}

// decides reports whether the visitor may decide now: where two disagree that
// is an editor's, and no one's of the two. What is no claim is nobody's.
func (h hand) decides(c *models.Claim) bool {
	return c.Checkable && (!c.Disagreement || h.user.Role.AtLeast(models.RoleEditor) && !c.OwnWaits)
}

func (h hand) decide(c *models.Claim) *decideForm {
	return &decideForm{
		ClaimID: c.ID, Revision: c.Revision, From: h.from, Token: h.tokenFor("d", c),
	}
}

// undoLast takes back the visitor's newest verdict, on all claims that it was
// given for.
func (h hand) undoLast(d *models.Decision) *undoForm {
	if d.BulkID == nil || d.Together < 2 {
		return h.undo(d.Claim)
	}
	return &undoForm{BulkID: *d.BulkID, From: h.from, Token: h.token + "-ub", Label: d.Claim.Label}
}

func (h hand) undo(c *models.Claim) *undoForm {
	return &undoForm{
		ClaimID: c.ID, Revision: c.Revision, From: h.from, Token: h.tokenFor("u", c), Label: c.Label, Named: true,
	}
}

func (h hand) tokenFor(what string, c *models.Claim) string {
	return h.token + "-" + what + strconv.FormatUint(uint64(c.ID), 10)
}

// savedOf is the message for the claim that the query says was just decided,
// if the visitor did so.
func savedOf(r *http.Request, cards []*card) *saved {
	id, err := strconv.ParseUint(r.URL.Query().Get("saved"), 10, 63)
	if err != nil {
		return nil
	}
	for _, k := range cards {
		if uint64(k.Claim.ID) == id {
			return &saved{Label: k.Claim.Label, Words: savedWords(k.Claim, k.Claim.Status), Undo: k.Undo}
		}
	}
	return nil
}

// savedWords say what became of a verdict of the visitor's.
func savedWords(c *models.Claim, verdict models.Status) string {
	words := "saved"
	if verdict != models.StatusUnreviewed {
		words += " as " + strings.ToLower(verdict.Label())
	}
	switch {
	case c.SecondCheck:
		words += ", now a second person has to look"
	case c.Disagreement:
		words += ", it differs from the other verdict, so an editor settles it"
	}
	return words
}

// decisionInput is what the form sends.
type decisionInput struct {
	Quick        string `schema:"quick"` // "status/basis" or "status/reason" of a button that decides by itself
	Status       string `schema:"status"`
	Basis        string `schema:"basis"`
	Reason       string `schema:"reason"`
	CorrectText  string `schema:"correct_text"`
	SupersededBy string `schema:"superseded_by"`
	Revision     string `schema:"revision"`
	Token        string `schema:"token"`
	From         string `schema:"from"`
}

// pressed takes over what a button that decides by itself says.
func (in *decisionInput) pressed() {
	status, detail, ok := strings.Cut(in.Quick, "/")
	if !ok {
		return
	}
	in.Status = status
	if models.Status(status).NeedsBasis() {
		in.Basis = detail
	} else {
		in.Reason = strings.TrimSpace(detail + " " + in.Reason)
	}
}

// form repeats what was typed.
func (in decisionInput) form(claimID uint) *decideForm {
	rev, _ := strconv.Atoi(in.Revision) // missing is 0; check says so
	return &decideForm{
		ClaimID: claimID, Revision: rev, Token: in.Token, From: in.From, WithCorrect: true,
		Status: models.Status(in.Status), Basis: models.Basis(in.Basis), Reason: in.Reason,
		CorrectText: in.CorrectText, Newer: in.SupersededBy,
	}
}

// check finds what can be said without the store, and reports whether all is well.
func (in decisionInput) check(f *decideForm) bool {
	if !slices.Contains(models.Verdicts, f.Status) {
		f.StatusError = "Choose a verdict."
	}
	if _, err := strconv.Atoi(in.Revision); err != nil {
		f.StatusError = "The form lacks the revision of the claim. Look at the claim as it stands now and save again."
	}
	if in.Token == "" {
		f.StatusError = "The form lacks its token. Save again from this page."
	}
	if f.Status.NeedsBasis() && !f.Basis.Valid() {
		f.BasisError = "Choose what the verdict rests on."
	}
	if in.SupersededBy != "" && newerID(in.SupersededBy) == nil {
		f.NewerError = "Give the number of the claim with the newer figure, as in its address: 123."
	}
	return f.StatusError == "" && f.BasisError == "" && f.NewerError == ""
}

func newerID(typed string) *uint {
	n, err := strconv.ParseUint(strings.TrimSpace(typed), 10, 63)
	if err != nil || n == 0 {
		return nil
	}
	id := uint(n)
	return &id
}

// decision is what the store is asked to record. A basis that the verdict does
// not need is dropped: its radio button may have stayed pressed out of sight.
func (f *decideForm) decision() models.NewDecision {
	d := models.NewDecision{
		ClaimID: f.ClaimID, Revision: f.Revision, Token: f.Token,
		Status: f.Status, Reason: strings.TrimSpace(f.Reason),
	}
	if f.Status.NeedsBasis() {
		d.Basis, d.CorrectText = f.Basis, strings.TrimSpace(f.CorrectText)
	}
	if f.Status == models.StatusSuperseded {
		d.SupersededByID = newerID(f.Newer)
	}
	return d
}

// mostCorrect is above everything that is counted in the news. A longer number
// is a slip of the hand.
const mostCorrect = 1e18

// readCorrect has the engine read the correct value that was typed. A range has
// none, only its words. What is no figure is refused, so that nobody takes the
// words for a value that the export then lacks.
func (s *Server) readCorrect(f *decideForm, d *models.NewDecision) bool {
	if d.CorrectText == "" {
		return true
	}
	read, err := models.FigureIn(s.cfg.Engine, d.CorrectText, "")
	if err != nil || read.Value != nil && math.Abs(*read.Value) > mostCorrect {
		f.CorrectError = "This cannot be read as one figure. Write it as 41, 4.5, 45,000, about 5 million or 15 to 20, and what else there is to say into the reason."
		return false
	}
	d.CorrectValue = read.Value
	return true
}

// claimDecide serves POST /claims/{id}/decisions.
func (s *Server) claimDecide(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	var in decisionInput
	if err := decode(r.PostForm, &in); err != nil {
		return err
	}
	in.pressed()
	f := in.form(id)
	if !in.check(f) {
		return s.decideAgain(w, r, f)
	}
	asked := f.decision()
	if !s.readCorrect(f, &asked) {
		return s.decideAgain(w, r, f)
	}
	made, err := s.store.Decide(r.Context(), actorOf(r), asked)
	var stale *models.ConflictError
	if errors.As(err, &stale) {
		return s.conflict(w, r, f, stale.Claim)
	}
	if err == nil && !sameVerdict(asked, made) {
		return s.spent(w, r, f)
	}
	if f.blame(err) {
		return s.decideAgain(w, r, f)
	}
	if err != nil {
		return err
	}
	return redirect(w, r, s.afterDecision(r, id, f.From))
}

// sameVerdict reports whether the stored decision is the one that was asked
// for. A form that was sent, gone back to, changed and sent again carries a
// token that is spent on another verdict.
func sameVerdict(asked models.NewDecision, made models.Decision) bool {
	return asked.ClaimID == made.ClaimID && asked.Status == made.Status && asked.Basis == made.Basis && sameWords(asked.Reason, made.Reason) &&
		sameWords(asked.CorrectText, made.CorrectText) && sameClaim(asked.SupersededByID, made.SupersededByID)
}

func sameClaim(a, b *uint) bool { return a == b || a != nil && b != nil && *a == *b }

// sameWords compares without regard to white space, which forms change.
func sameWords(a, b string) bool { return slices.Equal(strings.Fields(a), strings.Fields(b)) }

// blame puts what the store refused on its field.
func (f *decideForm) blame(err error) bool {
	var invalid *models.InvalidError
	if !errors.As(err, &invalid) {
		return false
	}
	message := sentence(invalid.Message)
	switch strings.ToLower(invalid.Field) {
	case "basis":
		f.BasisError = message
	case "reason":
		f.ReasonError = message
	case "superseded_by", "supersededbyid", "superseded_by_id":
		f.NewerError = message
	case "correct_text", "correct_value", "correcttext", "correctvalue":
		f.CorrectError = message
	default:
		f.StatusError = message
	}
	return true
}

// afterDecision is the page to go on with: on the desk the next claim, else
// the card that was decided.
func (s *Server) afterDecision(r *http.Request, claimID uint, from string) string {
	if tab := tabOf(from); tab != "" {
		return s.nextDesk(r, tab, claimID)
	}
	return s.backTo(r, claimID, from)
}

// nextDesk takes the next claim. The verdict is saved whatever becomes of that.
func (s *Server) nextDesk(r *http.Request, tab models.Tab, claimID uint) string {
	next, err := s.store.LeaseNext(r.Context(), actorOf(r), tab, claimID)
	if err != nil {
		s.log.Warn("no next claim", "after", claimID, "error", err)
	}
	return deskPath(tab, next, claimID)
}

// backTo is where a claim was looked at.
func (s *Server) backTo(r *http.Request, claimID uint, from string) string {
	if tab := tabOf(from); tab != "" {
		return deskPath(tab, claimID, 0)
	}
	if from == "article" {
		c, err := s.store.Claim(r.Context(), actorOf(r), claimID)
		if err == nil {
			return fmt.Sprintf("/articles/%d?saved=%d#claim-%d", c.Claim.ArticleID, claimID, claimID)
		}
	}
	return fmt.Sprintf("/claims/%d?saved=%d", claimID, claimID)
}

// decideAgain shows the claim with the form as typed and what is wrong with it.
func (s *Server) decideAgain(w http.ResponseWriter, r *http.Request, f *decideForm) error {
	if tab := tabOf(f.From); tab != "" && f.Token != "" {
		return s.deskAgain(w, r, tab, f)
	}
	page, err := s.claimPage(r, f.ClaimID)
	if err != nil {
		return err
	}
	if f.Token == "" && page.Decide != nil {
		f.Token, f.Revision = page.Decide.Token, page.Decide.Revision
	}
	page.Decide, page.Wrong = f, f.wrong()
	return s.renderStatus(w, r, http.StatusUnprocessableEntity, "claim", page)
}

// conflictPage shows a verdict that came too late beside what stands now.
type conflictPage struct {
	base
	Claim  models.Claim
	Form   *decideForm
	MadeOn int
}

// conflict answers a decision on an old revision. The form on the page carries
// the new revision and everything that was typed.
func (s *Server) conflict(w http.ResponseWriter, r *http.Request, f *decideForm, now models.Claim) error {
	page := conflictPage{base: s.base(r, "The claim has changed"), Claim: now, MadeOn: f.Revision, Form: f}
	fresh := newHand(r, f.From).decide(&now)
	f.Revision, f.Token, f.WithCorrect = fresh.Revision, fresh.Token, true
	return s.renderStatus(w, r, http.StatusConflict, "conflict", page)
}

// spent answers a form whose token already stands for another verdict.
func (s *Server) spent(w http.ResponseWriter, r *http.Request, f *decideForm) error {
	c, err := s.store.Claim(r.Context(), actorOf(r), f.ClaimID)
	if err != nil {
		return err
	}
	return s.conflict(w, r, f, c.Claim)
}

// undoInput is what an undo button sends.
type undoInput struct {
	Revision int    `schema:"revision"`
	Token    string `schema:"token"`
	From     string `schema:"from"`
}

// undoBlockedPage says why an undo is not possible.
type undoBlockedPage struct {
	base
	ClaimID uint
	Why     string
	Later   *storyRow
}

// claimUndo serves POST /claims/{id}/undo.
func (s *Server) claimUndo(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	var in undoInput
	if err := decode(r.PostForm, &in); err != nil {
		return err
	}
	if in.Token == "" || r.PostForm.Get("revision") == "" {
		return &models.InvalidError{Field: "revision", Message: "the undo lacks the revision of the claim or its token; open the claim and press Undo there"}
	}
	_, err = s.store.Undo(r.Context(), actorOf(r), id, in.Revision, in.Token)
	var blocked *models.UndoBlockedError
	if errors.As(err, &blocked) || errors.Is(err, models.ErrConflict) || errors.Is(err, models.ErrInvalid) {
		return s.undoBlocked(w, r, id, err)
	}
	if err != nil {
		return err
	}
	return redirect(w, r, s.backTo(r, id, in.From))
}

// undoBlocked explains, with the later decision where there is one.
func (s *Server) undoBlocked(w http.ResponseWriter, r *http.Request, id uint, err error) error {
	page := undoBlockedPage{
		base: s.base(r, "This cannot be undone any more"), ClaimID: id,
		Why: "The claim changed after the page with the button was made, so nothing was undone. Open the claim to see how it stands now.",
	}
	var blocked *models.UndoBlockedError
	var invalid *models.InvalidError
	switch {
	case errors.As(err, &blocked):
		later := storyRowOf(blocked.Later)
		page.Later = &later
		page.Why = "The verdict that counts is somebody else's, and an undo takes back only your own. Nothing was changed. If you disagree, make a new decision with your reason."
	case errors.As(err, &invalid):
		page.Why = sentence(invalid.Message) + " Nothing was changed. Open the claim to see how it stands now."
	}
	return s.renderStatus(w, r, http.StatusConflict, "undoblocked", page)
}
