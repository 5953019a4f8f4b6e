package models

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"tallymark/extract"
)

// Rereading is what came of reading the current text of an article again.
type Rereading struct {
	Done    bool // false if this engine has read the text already
	Kept    int  // state what they stated
	Changed int  // state something else, and are unreviewed again
	Added   int  // nobody has seen yet
	Gone    int  // were no figure after all, and nobody had touched them
	Stale   int  // are found no more and stay, since somebody has touched them
}

// notReadAnyMore says of a claim that an edit keeps from being removed why it
// is not checked.
const notReadAnyMore = "no longer read as a figure"

// errMeanwhile is a text that became another while it was being read.
var errMeanwhile = errors.New("the article changed while it was being read")

// Outdated returns the next articles after one whose current text was read by
// another engine, at most limit of them, by id.
func (s *Store) Outdated(ctx context.Context, a Actor, engine string, after uint, limit int) ([]uint, error) {
	if err := a.may(RoleEditor); err != nil {
		return nil, err
	}
	var found []uint
	err := s.read.WithContext(ctx).Raw(outdated("articles.id")+" AND articles.id > ? ORDER BY articles.id LIMIT ?", engine, after, limit).Scan(&found).Error
	return found, wrap(err, "articles to be read again")
}

// OutdatedCount is how many articles [Store.Outdated] leads to.
func (s *Store) OutdatedCount(ctx context.Context, a Actor, engine string) (int, error) {
	if err := a.may(RoleEditor); err != nil {
		return 0, err
	}
	n, err := one[int](s.read.WithContext(ctx), outdated("COUNT(*)"), engine)
	return n, wrap(err, "count articles to be read again")
}

func outdated(columns string) string {
	return "SELECT " + columns + " FROM articles JOIN versions ON versions.id = articles.current_version_id WHERE versions.engine <> ?"
}

// Reread reads the current text of an article again if another engine has read
// it. A claim is the same one where its number stands in the same place: it
// keeps its id and its verdict unless the engine now reads another value,
// range, approximator, unit, kind or attribution. What a person has said a
// claim states, or where it stands, is never overruled.
func (s *Store) Reread(ctx context.Context, a Actor, e Engine, articleID uint) (r Rereading, err error) {
	if err := a.may(RoleEditor); err != nil {
		return r, err
	}
	for range 4 {
		if r, err = s.rereadOnce(ctx, a, e, articleID); !errors.Is(err, errMeanwhile) {
			break
		}
	}
	return r, wrap(err, "read article %d again", articleID)
}

// rereadOnce lets the engine read before it locks anything.
func (s *Store) rereadOnce(ctx context.Context, a Actor, e Engine, articleID uint) (r Rereading, err error) {
	var art Article
	var v Version
	err = s.snapshot(ctx, func(tx *gorm.DB) (err error) {
		if art, err = from[Article](tx).Where("id = ?", articleID).Take(ctx); err != nil {
			return err
		}
		v, err = from[Version](tx).Omit("raw").Where("id = ?", art.CurrentVersionID).Take(ctx)
		return err
	})
	if err != nil || v.Engine == e.Version() {
		return r, err
	}
	found, err := s.readAnew(e, &art, &v)
	if err != nil {
		return r, err
	}
	err = s.change(ctx, func(tx *gorm.DB) error {
		now, err := from[Article](tx, clause.Locking{Strength: "UPDATE"}).Where("id = ?", articleID).Take(ctx)
		if err != nil {
			return err
		}
		engine, err := one[string](tx.WithContext(ctx), "SELECT engine FROM versions WHERE id = ?", v.ID)
		if err == nil && (now.CurrentVersionID != v.ID || engine != v.Engine) {
			err = errMeanwhile
		}
		if err != nil {
			return err
		}
		r, err = s.saveRereading(ctx, tx, a, &v, e.Version(), found)
		return err
	})
	return r, err
}

// readAnew are the claims that the engine finds in a version, as rows of it.
func (s *Store) readAnew(e Engine, art *Article, v *Version) ([]Claim, error) {
	doc := extract.Document{Text: v.Text, Lang: art.Lang, Blocks: v.Blocks, Links: v.Links}
	if art.PublishedAt != nil {
		doc.Date = art.PublishedAt.Format(time.RFC3339)
	}
	n := NewArticle{Text: v.Text, Claims: e.Claims(doc, true)}
	if err := n.check(); err != nil {
		return nil, err
	}
	found, err := s.claimsOf(n, newLinker(art.URL, v.Text, v.Blocks))
	for i := range found {
		found[i].ArticleID, found[i].VersionID, found[i].OutletID = art.ID, v.ID, art.OutletID
	}
	return found, err
}

// rereading is what a newer engine makes of the claims of a version.
type rereading struct {
	engine    string
	touched   map[uint]bool // somebody's work hangs on them
	edited    map[uint]bool // cannot be removed
	own       map[uint]bool // a person said what they state
	decisions map[uint][]Decision
	edits     map[uint][]Edit

	kept      int
	refreshed []pair // state the same, but something about them is read better
	changed   []pair
	woken     []pair // were no figure that is checked
	original  []pair // a person's reading stands, and the engine reads otherwise than before
	asleep    []pair // are no figure that is checked any more
	stale     []Claim
	back      []uint // were stale
	gone      []Claim
	resting   []uint // gone, but for the row
	added     []Claim
}

// pair is a claim with what is found in its place.
type pair struct{ was, is *Claim }

func (s *Store) saveRereading(ctx context.Context, tx *gorm.DB, a Actor, v *Version, engine string, found []Claim) (Rereading, error) {
	rows, err := from[Claim](tx).Where("version_id = ?", v.ID).Order("number_start, id").Find(ctx)
	if err != nil {
		return Rereading{}, err
	}
	p, err := newRereading(ctx, tx, v.ID)
	if err != nil {
		return Rereading{}, err
	}
	p.engine = engine
	p.plan(rows, found)
	edits, err := s.applyRereading(ctx, tx, p)
	if err != nil {
		return Rereading{}, err
	}
	if err := tx.WithContext(ctx).Exec("UPDATE versions SET engine = ? WHERE id = ?", engine, v.ID).Error; err != nil {
		return Rereading{}, err
	}
	if err := recount(ctx, tx, v.ArticleID); err != nil {
		return Rereading{}, err
	}
	err = s.record(ctx, tx, a, "article.reread", ids{"article": v.ArticleID, "version": v.ID, "claims": notNil(p.written()), "stale": idsOf(p.stale), "edits": notNil(edits)}, p.shownBefore(v.Engine), p.shownAfter())
	return p.counts(), err
}

// newRereading gathers what people have done with the claims of a version.
func newRereading(ctx context.Context, tx *gorm.DB, versionID uint) (*rereading, error) {
	p := &rereading{edited: map[uint]bool{}, own: map[uint]bool{}, decisions: map[uint][]Decision{}, edits: map[uint][]Edit{}}
	var err error
	if p.touched, err = touchedClaims(ctx, tx, versionID); err != nil {
		return nil, err
	}
	const ofVersion = "claim_id IN (SELECT id FROM claims WHERE version_id = ?)"
	ds, err := from[Decision](tx).Where(ofVersion, versionID).Order("claim_id, seq").Find(ctx)
	if err != nil {
		return nil, err
	}
	es, err := from[Edit](tx).Where(ofVersion, versionID).Order("claim_id, revision").Find(ctx)
	if err != nil {
		return nil, err
	}
	for _, d := range ds {
		p.decisions[d.ClaimID] = append(p.decisions[d.ClaimID], d)
	}
	for _, x := range es {
		p.edits[x.ClaimID] = append(p.edits[x.ClaimID], x)
		p.edited[x.ClaimID] = true
		p.own[x.ClaimID] = p.own[x.ClaimID] || x.UserID != nil
	}
	return p, nil
}

// plan sorts the claims of a version by what becomes of them.
func (p *rereading) plan(rows, found []Claim) {
	at := make(map[string]*Claim, len(found))
	for i := range found {
		at[found[i].place()] = &found[i]
	}
	var placed []Claim // by people
	for i := range rows {
		c := &rows[i]
		is := at[c.place()]
		delete(at, c.place())
		p.place(c, is)
		if c.ByHand && c.counted() {
			placed = append(placed, *c)
		}
	}
	for i := range found {
		if c := &found[i]; at[c.place()] == c && inTheWay(c, placed) == 0 {
			p.added = append(p.added, *c)
		}
	}
}

// place says what becomes of one claim where is, nil for nothing, is found.
func (p *rereading) place(c, is *Claim) {
	switch {
	case c.ByHand, p.own[c.ID] && !c.Checkable:
		p.keep(c)
	case is == nil || c.Checkable && !is.Checkable:
		p.miss(c, is)
	case p.own[c.ID]:
		p.comeBack(c)
		p.keep(c)
		if c.engineReads(is) {
			p.original = append(p.original, pair{c, is})
		}
	case !c.Checkable && is.Checkable:
		p.comeBack(c)
		p.woken = append(p.woken, pair{c, is})
	default:
		p.comeBack(c)
		p.compare(c, is)
	}
}

// keep counts a claim that stays as it is.
func (p *rereading) keep(c *Claim) {
	if c.counted() {
		p.kept++
	}
}

// comeBack notes that an engine finds again what another had missed.
func (p *rereading) comeBack(c *Claim) {
	if c.MissedBy != "" {
		p.back = append(p.back, c.ID)
		c.Stale = false
	}
}

// compare asks whether a verdict on a claim would be one on what is read now.
func (p *rereading) compare(c, is *Claim) {
	was, now := c.Reading(), is.Reading()
	if c.Checkable && !was.judgedAs(&now) {
		p.changed = append(p.changed, pair{c, is})
		return
	}
	p.keep(c)
	if !c.reads(is) {
		p.refreshed = append(p.refreshed, pair{c, is})
	}
}

// miss lets a claim go that is found no more, or only as something that is not
// checked, unless somebody's work hangs on it.
func (p *rereading) miss(c, is *Claim) {
	switch {
	case p.touched[c.ID]:
		if c.counted() {
			p.stale = append(p.stale, *c)
		}
	case is != nil:
		p.asleep = append(p.asleep, pair{c, is})
	case !p.edited[c.ID]:
		p.gone = append(p.gone, *c)
	case c.Checkable:
		p.resting = append(p.resting, c.ID)
	}
}

// reads reports whether nothing about c would change by what is found.
func (c *Claim) reads(is *Claim) bool {
	as := *is
	as.Original = c.Original
	was, err := c.all()
	if err != nil {
		return false
	}
	now, err := as.all()
	return err == nil && reflect.DeepEqual(was, now)
}

// engineReads makes the original of a claim that a person reads otherwise what
// is found now, and reports whether it was something else.
func (c *Claim) engineReads(is *Claim) bool {
	stands, read := c.Reading(), is.Reading()
	before, was := c.EngineReading()
	c.Original = nil
	if read.same(&stands) {
		return was
	}
	c.Original, _ = json.Marshal(read) // numbers of a claim are never infinite
	return !was || !before.same(&read)
}

// counts are the numbers that people see.
func (p *rereading) counts() Rereading {
	r := Rereading{Done: true, Kept: p.kept, Changed: len(p.changed), Stale: len(p.stale), Gone: len(p.resting)}
	for i := range p.added {
		if p.added[i].Checkable {
			r.Added++
		}
	}
	r.Added += len(p.woken)
	for i := range p.gone {
		if p.gone[i].Checkable {
			r.Gone++
		}
	}
	for _, x := range p.asleep {
		if x.was.Checkable {
			r.Gone++
		}
	}
	return r
}

// written are the ids of all claims that change, come or go.
func (p *rereading) written() []uint {
	all := slices.Concat(idsOf(p.stale), p.back, idsOf(p.gone), p.resting, idsOf(p.added))
	for _, list := range [][]pair{p.refreshed, p.changed, p.woken, p.original, p.asleep} {
		all = append(all, wereIDs(list)...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func wereIDs(list []pair) []uint {
	out := make([]uint, len(list))
	for i := range list {
		out[i] = list[i].was.ID
	}
	return out
}

// shownBefore is what the audit log says of what is gone.
func (p *rereading) shownBefore(engine string) map[string]any {
	gone := make(map[uint]Reading, len(p.gone))
	for i := range p.gone {
		gone[p.gone[i].ID] = p.gone[i].Reading()
	}
	return map[string]any{"engine": engine, "gone": gone}
}

func (p *rereading) shownAfter() map[string]any {
	return map[string]any{
		"engine": p.engine, "kept": p.kept, "changed": wereIDs(p.changed), "added": append(idsOf(p.added), wereIDs(p.woken)...),
		"gone": notNil(slices.Concat(idsOf(p.gone), p.resting, wereIDs(p.asleep))), "stale": idsOf(p.stale), "back": notNil(p.back),
	}
}

// applyRereading writes what was planned and returns the ids of its edits.
func (s *Store) applyRereading(ctx context.Context, tx *gorm.DB, p *rereading) (edits []uint, err error) {
	for _, x := range p.changed {
		id, err := s.readOtherwise(ctx, tx, p, x)
		if err != nil {
			return nil, err
		}
		edits = append(edits, id)
	}
	for _, x := range slices.Concat(p.refreshed, p.woken, p.asleep) {
		columns, err := x.is.all()
		if err != nil {
			return nil, err
		}
		if x.was.Checkable != x.is.Checkable {
			columns["revision"] = x.was.Revision + 1
		}
		if err := from[Claim](tx).Where("id = ?", x.was.ID).Assign(ctx, columns); err != nil {
			return nil, err
		}
	}
	for _, x := range p.original {
		if err := from[Claim](tx).Where("id = ?", x.was.ID).Assign(ctx, map[string]any{"original": x.was.Original}); err != nil {
			return nil, err
		}
	}
	if err := p.missed(ctx, tx); err != nil {
		return nil, err
	}
	if err := removeClaims(ctx, tx, idsOf(p.gone)); err != nil {
		return nil, err
	}
	return edits, s.insertClaims(ctx, tx, p.added)
}

// readOtherwise changes what a claim states to what the engine reads now.
func (s *Store) readOtherwise(ctx context.Context, tx *gorm.DB, p *rereading, x pair) (uint, error) {
	id := x.was.ID
	edit := Edit{Act: ActReread, Reason: "Engine " + p.engine + " reads it otherwise."}
	if err := s.insertEdit(ctx, tx, SystemActor, x.was, x.is, &edit); err != nil {
		return 0, err
	}
	columns, err := x.is.all()
	if err != nil {
		return 0, err
	}
	if x.was.Status != StatusUnreviewed {
		columns["was_status"] = x.was.Status
	}
	if err := from[Claim](tx).Where("id = ?", id).Assign(ctx, columns); err != nil {
		return 0, err
	}
	st := StatusOf(p.decisions[id], append(p.edits[id], edit))
	return edit.ID, setStanding(ctx, tx, id, &st)
}

// missed flags what is found no more, and takes the flag from what is found
// again.
func (p *rereading) missed(ctx context.Context, tx *gorm.DB) error {
	for _, m := range []struct {
		claims []uint
		set    string
		args   []any
	}{
		{idsOf(p.stale), "stale = ?, missed_by = ?", []any{true, p.engine}},
		{p.back, "stale = ?, missed_by = ''", []any{false}},
		{p.resting, "checkable = ?, not_checked = ?", []any{false, notReadAnyMore}},
	} {
		for batch := range slices.Chunk(m.claims, 500) {
			err := tx.WithContext(ctx).Exec("UPDATE claims SET "+m.set+", revision = revision + 1 WHERE id IN ?", append(m.args, batch)...).Error
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// removeClaims removes claims that nobody has touched, with who was looking at
// them.
func removeClaims(ctx context.Context, tx *gorm.DB, claims []uint) error {
	for batch := range slices.Chunk(claims, 500) {
		for _, query := range []string{
			"DELETE FROM leases WHERE claim_id IN ?", "DELETE FROM skips WHERE claim_id IN ?", "DELETE FROM marks WHERE claim_id IN ?",
			"DELETE FROM claims WHERE id IN ?",
		} {
			if err := tx.WithContext(ctx).Exec(query, batch).Error; err != nil {
				return err
			}
		}
	}
	return nil
}
