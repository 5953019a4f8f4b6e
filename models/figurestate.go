package models

import (
	"context"
	"database/sql"
	"maps"
	"math"
	"slices"
	"strconv"

	"gorm.io/gorm"

	"tallymark/match"
)

// mostRelated is how many claims of a figure are held against each other, the
// newest. Of a figure with more, the others keep what was found before.
const mostRelated = 32

// Relations of a claim to the others of its figure, the worst first. A claim
// has the worst of those that it has.
var worst = []match.Relation{match.Conflict, match.Revision, match.DifferentScope, match.Update, match.Narrower, match.Wider, match.Same}

// refresh brings figures, and the flags of their claims, in line with the
// claims that they have now; left are claims that were of one of them and may be
// of none now, and came is the article that brought claims, nil if people moved some.
// What a person said of a figure stays.
func (s *Store) refresh(ctx context.Context, tx *gorm.DB, touched map[uint]bool, left []uint, came *arrival) error {
	figures := slices.Sorted(maps.Keys(touched))
	if len(figures) == 0 {
		return nil
	}
	states := make(map[uint]*figureState, len(figures))
	for _, id := range figures {
		states[id] = &figureState{id: id}
	}
	if err := readStates(ctx, tx, figures, states); err != nil {
		return err
	}
	counted, err := readMembers(ctx, tx, figures, states)
	if err != nil {
		return err
	}
	rest := slices.DeleteFunc(slices.Clone(figures), func(id uint) bool { return counted[id] })
	if rest, err = came.add(ctx, tx, rest, states); err != nil {
		return err
	}
	if err := countMembers(ctx, tx, rest, states); err != nil {
		return err
	}
	if err := readSettlements(ctx, tx, figures, states); err != nil {
		return err
	}
	for _, id := range figures {
		states[id].relate()
		if err := states[id].save(ctx, tx); err != nil {
			return err
		}
	}
	return s.flagConflicts(ctx, tx, figures, states, left, came == nil)
}

// figureState is how a figure stands.
type figureState struct {
	id                        uint
	claims, articles, outlets int
	first, last               uint
	members                   []FigureClaim
	ready                     []match.Claim // the same, for package match
	origins                   []int
	nOrigins                  int
	relations                 []match.Relation
	settled                   *FigureAct
	unseen                    map[uint]bool // claims that came since it was settled
	was                       Figure        // as it stood
	conflict                  bool
	low, high                 *float64
	flagged                   map[uint]bool // claims in conflict
}

// mostCounted is how many claims of a figure are counted anew with every
// article. Counting all of the claims of a large one would take longer with
// each that comes.
const mostCounted = 200

// arrival is an article whose claims came to figures.
type arrival struct {
	article uint
	outlet  *uint
	before  map[uint]int  // how many of its claims a figure had
	lost    map[uint]bool // figures that one of its claims left
}

// readStates reads how the figures stood.
func readStates(ctx context.Context, tx *gorm.DB, figures []uint, states map[uint]*figureState) error {
	for batch := range slices.Chunk(figures, 500) {
		err := eachRow(tx.WithContext(ctx), "SELECT id, first_claim_id, last_claim_id, n_claims, n_articles, n_outlets, conflict FROM figures WHERE id IN ?", []any{batch}, func(rows *sql.Rows) error {
			var f Figure
			err := rows.Scan(&f.ID, &f.FirstClaimID, &f.LastClaimID, &f.Claims, &f.Articles, &f.Outlets, &f.Conflict)
			states[f.ID].was = f
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// add brings the counts of large figures in line with what came, and returns
// the figures that are to be counted.
func (came *arrival) add(ctx context.Context, tx *gorm.DB, figures []uint, states map[uint]*figureState) (uncounted []uint, err error) {
	if came == nil {
		return figures, nil
	}
	large := map[uint]*figureState{}
	for _, id := range figures {
		f := states[id]
		if f.was.Claims <= mostCounted || came.lost[id] {
			uncounted = append(uncounted, id)
			continue
		}
		f.claims, f.articles, f.outlets, f.first, f.last = f.was.Claims, f.was.Articles, f.was.Outlets, f.was.FirstClaimID, f.was.LastClaimID
		large[id] = f
	}
	if len(large) == 0 {
		return uncounted, nil
	}
	return uncounted, came.to(ctx, tx, large)
}

// to adds the claims of the article to the counts of its figures.
func (came *arrival) to(ctx context.Context, tx *gorm.DB, large map[uint]*figureState) error {
	var now []struct {
		FigureID, First, Last uint
		N                     int
	}
	err := tx.WithContext(ctx).Raw(`SELECT figure_id, COUNT(*) AS n, MIN(claim_id) AS first, MAX(claim_id) AS last
		FROM figure_claims WHERE article_id = ? GROUP BY figure_id`, came.article).Scan(&now).Error
	if err != nil {
		return err
	}
	for _, n := range now {
		f := large[n.FigureID]
		if f == nil {
			continue
		}
		f.claims += n.N - came.before[f.id]
		f.first, f.last = min(f.first, n.First), max(f.last, n.Last)
		if came.before[f.id] > 0 {
			continue
		}
		f.articles++
		fresh, err := came.fromNewOutlet(ctx, tx, f.id)
		if err != nil {
			return err
		}
		if fresh {
			f.outlets++
		}
	}
	return nil
}

// fromNewOutlet reports whether no other article of the outlet has a claim of
// the figure. The newest are looked at first: outlets that report much are
// found at once.
func (came *arrival) fromNewOutlet(ctx context.Context, tx *gorm.DB, figure uint) (bool, error) {
	if came.outlet == nil {
		return false, nil
	}
	known, err := anID(ctx, tx, `SELECT figure_claims.article_id FROM figure_claims JOIN articles ON articles.id = figure_claims.article_id
		WHERE figure_id = ? AND figure_claims.article_id <> ? AND outlet_id = ? ORDER BY day DESC, claim_id DESC LIMIT 1`, figure, came.article, *came.outlet)
	return known == 0, err
}

func countMembers(ctx context.Context, tx *gorm.DB, figures []uint, states map[uint]*figureState) error {
	for batch := range slices.Chunk(figures, 500) {
		err := eachRow(tx.WithContext(ctx), `SELECT figure_id, COUNT(*), COUNT(DISTINCT figure_claims.article_id), COUNT(DISTINCT outlet_id), MIN(claim_id), MAX(claim_id)
			FROM figure_claims LEFT JOIN articles ON articles.id = figure_claims.article_id WHERE figure_id IN ? GROUP BY figure_id`, []any{batch}, func(rows *sql.Rows) error {
			var id uint
			var f figureState
			err := rows.Scan(&id, &f.claims, &f.articles, &f.outlets, &f.first, &f.last)
			on := states[id]
			on.claims, on.articles, on.outlets, on.first, on.last = f.claims, f.articles, f.outlets, f.first, f.last
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// readMembers reads the newest claims of the figures. Those that have no more
// are counted with it.
func readMembers(ctx context.Context, tx *gorm.DB, figures []uint, states map[uint]*figureState) (counted map[uint]bool, err error) {
	lists, err := newestOfEach(ctx, tx, figures, mostRelated)
	if err != nil {
		return nil, err
	}
	counted = make(map[uint]bool, len(figures))
	tallies := make(map[uint]*headcount, len(figures))
	var newest []uint
	for _, id := range figures {
		newest, tallies[id] = append(newest, lists[id]...), &headcount{articles: map[uint]bool{}, outlets: map[uint]bool{}}
	}
	for batch := range slices.Chunk(newest, 500) {
		err := eachMember(ctx, tx, batch, func(m FigureClaim, outlet uint, c *match.Claim) {
			f := states[m.FigureID]
			tallies[m.FigureID].add(&m, outlet)
			if c != nil {
				f.members, f.ready = append(f.members, m), append(f.ready, *c)
			}
		})
		if err != nil {
			return nil, err
		}
	}
	for _, id := range figures {
		if counted[id] = len(lists[id]) < mostRelated; counted[id] {
			tallies[id].to(states[id])
		}
	}
	return counted, nil
}

// headcount counts the claims of a figure that is read whole.
type headcount struct {
	claims            int
	first, last       uint
	articles, outlets map[uint]bool
}

func (t *headcount) add(m *FigureClaim, outlet uint) {
	if t.claims++; t.first == 0 || m.ClaimID < t.first {
		t.first = m.ClaimID
	}
	t.last = max(t.last, m.ClaimID)
	t.articles[m.ArticleID] = true
	if outlet != 0 {
		t.outlets[outlet] = true
	}
}

func (t *headcount) to(f *figureState) {
	f.claims, f.articles, f.outlets, f.first, f.last = t.claims, len(t.articles), len(t.outlets), t.first, t.last
}

// eachMember reads claims of figures with the outlets of their articles, and
// ready to be held against each other; nil for one whose print another version
// of the program made.
func eachMember(ctx context.Context, tx *gorm.DB, claims []uint, each func(m FigureClaim, outlet uint, c *match.Claim)) error {
	return eachRow(tx.WithContext(ctx), `SELECT claim_id, figure_id, figure_claims.article_id, COALESCE(outlet_id, 0), relation, origin, print
		FROM figure_claims LEFT JOIN articles ON articles.id = figure_claims.article_id WHERE claim_id IN ? ORDER BY day, claim_id`, []any{claims}, func(rows *sql.Rows) error {
		var m FigureClaim
		var outlet uint
		var print sql.RawBytes
		if err := rows.Scan(&m.ClaimID, &m.FigureID, &m.ArticleID, &outlet, &m.Relation, &m.Origin, &print); err != nil {
			return err
		}
		c, err := match.ReadPrint(articleName(m.ArticleID), print, match.Names{})
		if err != nil {
			each(m, outlet, nil)
			return nil
		}
		c.ID = m.ClaimID
		each(m, outlet, &c)
		return nil
	})
}

// readSettlements reads the working values of the figures, and what came since.
func readSettlements(ctx context.Context, tx *gorm.DB, figures []uint, states map[uint]*figureState) error {
	for batch := range slices.Chunk(figures, 500) {
		acts, err := from[FigureAct](tx).Where("figure_id IN ? AND act = ? AND "+notUndone, batch, FigureSettle).Order("id").Find(ctx)
		if err != nil {
			return err
		}
		for i := range acts {
			states[acts[i].FigureID].settled = &acts[i]
		}
	}
	for _, id := range figures {
		f := states[id]
		if f.settled == nil {
			continue
		}
		var came []uint
		if err := tx.WithContext(ctx).Raw("SELECT claim_id FROM figure_claims WHERE figure_id = ? AND placed_at > ?", id, f.settled.CreatedAt).Scan(&came).Error; err != nil {
			return err
		}
		f.unseen = make(map[uint]bool, len(came))
		for _, claim := range came {
			f.unseen[claim] = true
		}
	}
	return nil
}

// relate works out how the claims stand to each other. A conflict that a person
// has settled is none any more, until a claim comes that conflicts.
func (f *figureState) relate() {
	f.origins, f.nOrigins = match.Origins(f.ready)
	first := map[int]int{}
	for i, origin := range f.origins { // named after its first claim, so that later ones do not change it
		if _, ok := first[origin]; !ok {
			first[origin] = int(f.members[i].ClaimID)
		}
		f.origins[i] = first[origin]
	}
	f.relations = make([]match.Relation, len(f.ready))
	f.flagged = map[uint]bool{}
	for i := range f.ready {
		f.stretch(&f.ready[i])
		f.relations[i] = match.Same
	}
	readings := f.readings()
	for x := range readings {
		for y := range readings[:x] {
			f.hold(readings[x], readings[y])
		}
	}
}

// readings are the claims by what they state and when: those that state the
// same on one day stand to others in the same way.
func (f *figureState) readings() [][]int {
	type reading struct {
		low, high float64
		day       int64
		kind      string
		total     bool
		scope     string
	}
	at := map[reading]int{}
	var out [][]int
	for i := range f.ready {
		c := &f.ready[i]
		low, high := c.Range()
		r := reading{low, high, c.Date.Unix(), string(c.Kind), c.Total, c.Scope}
		j, ok := at[r]
		if !ok {
			j = len(out)
			at[r] = j
			out = append(out, nil)
		}
		out[j] = append(out[j], i)
	}
	return out
}

// hold notes how two readings stand to each other.
func (f *figureState) hold(x, y []int) {
	a, b := &f.ready[x[0]], &f.ready[y[0]]
	there, back := match.Within(a, b), match.Within(b, a)
	f.note(x, there)
	f.note(y, back)
	if there != match.Conflict && there != match.Revision || f.isSettled(x, y) {
		return
	}
	f.conflict = true
	for _, i := range slices.Concat(x, y) {
		f.flagged[f.members[i].ClaimID] = true
	}
}

// isSettled reports whether a person has seen the claims of both and said what
// the figure is.
func (f *figureState) isSettled(x, y []int) bool {
	if f.settled == nil {
		return false
	}
	return !slices.ContainsFunc(slices.Concat(x, y), func(i int) bool { return f.unseen[f.members[i].ClaimID] })
}

func (f *figureState) note(members []int, r match.Relation) {
	for _, i := range members {
		if slices.Index(worst, r) < slices.Index(worst, f.relations[i]) {
			f.relations[i] = r
		}
	}
}

// stretch takes the numbers that a claim states into the range of the figure.
func (f *figureState) stretch(c *match.Claim) {
	low, high := c.Range()
	for _, v := range []float64{low, high} {
		if math.IsInf(v, 0) {
			continue
		}
		v := asWritten(v)
		if f.low == nil || v < *f.low {
			f.low = &v
		}
		if f.high == nil || v > *f.high {
			f.high = &v
		}
	}
}

// asWritten is the number of a range that begins just beside it, as that of
// "over 12" does: fifteen digits do not tell them apart.
func asWritten(v float64) float64 {
	v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
	return v
}

func (f *figureState) save(ctx context.Context, tx *gorm.DB) error {
	tx = tx.WithContext(ctx)
	if f.claims == 0 {
		return f.empty(tx)
	}
	var settled *uint
	if f.settled != nil {
		settled = &f.settled.ID
	}
	err := tx.Exec(`UPDATE figures SET first_claim_id = ?, last_claim_id = ?, low = ?, high = ?, n_claims = ?, n_articles = ?, n_outlets = ?, n_origins = ?,
		conflict = ?, settled_by_id = ?, merged_into_id = NULL WHERE id = ?`, f.first, f.last, f.low, f.high, f.claims, f.articles, f.outlets, f.nOrigins, f.conflict, settled, f.id).Error
	if err != nil {
		return err
	}
	for i := range f.members {
		m := &f.members[i]
		if m.Relation == string(f.relations[i]) && m.Origin == f.origins[i] {
			continue
		}
		if err := tx.Exec("UPDATE figure_claims SET relation = ?, origin = ? WHERE claim_id = ?", f.relations[i], f.origins[i], m.ClaimID).Error; err != nil {
			return err
		}
	}
	return nil
}

// empty is what becomes of a figure without claims: it goes, unless people said
// something of it.
func (f *figureState) empty(tx *gorm.DB) error {
	err := tx.Exec(`UPDATE figures SET last_claim_id = 0, low = NULL, high = NULL, n_claims = 0, n_articles = 0, n_outlets = 0, n_origins = 0, conflict = ? WHERE id = ?`, false, f.id).Error
	if err != nil {
		return err
	}
	return tx.Exec("DELETE FROM figures WHERE id = ? AND NOT EXISTS (SELECT 1 FROM figure_acts WHERE figure_id = figures.id OR other_id = figures.id)", f.id).Error
}

// flagConflicts sets the flag of claims in conflict and takes it from those that
// are not any more. Whoever has a claim open is told that it changed. Where no
// claim is in conflict and none was, no flag is looked at, unless people moved
// claims between figures.
func (s *Store) flagConflicts(ctx context.Context, tx *gorm.DB, figures []uint, states map[uint]*figureState, left []uint, moved bool) error {
	members := left
	set := map[uint]bool{}
	for _, id := range figures {
		f := states[id]
		if !f.conflict && !f.was.Conflict && !moved {
			continue
		}
		for i := range f.members {
			members = append(members, f.members[i].ClaimID)
		}
		maps.Copy(set, f.flagged)
	}
	return s.setConflicts(ctx, tx, figures, members, set)
}

// setConflicts writes the flags of claims where they are not as they should be.
func (s *Store) setConflicts(ctx context.Context, tx *gorm.DB, figures, claims []uint, set map[uint]bool) error {
	changed, err := setFlag(ctx, tx, "conflict_flag", claims, set)
	if err != nil || changed.none() {
		return err
	}
	return s.record(ctx, tx, SystemActor, "figure.conflict", ids{"figures": figures, "claims": changed.claims(), "articles": changed.articles}, nil,
		map[string]any{"in_conflict": notNil(changed.on), "no_more": notNil(changed.off)})
}

// flagged are the claims whose flag was set or taken, and their articles.
type flagged struct{ on, off, articles []uint }

func (f *flagged) none() bool { return len(f.on)+len(f.off) == 0 }

func (f *flagged) claims() []uint { return slices.Concat(f.on, f.off) }

// setFlag writes a flag of claims where it is not as it should be, and counts
// their articles anew.
func setFlag(ctx context.Context, tx *gorm.DB, flag string, claims []uint, set map[uint]bool) (f flagged, err error) {
	for batch := range slices.Chunk(claims, 500) {
		err := eachRow(tx.WithContext(ctx), "SELECT id, article_id, "+flag+" FROM claims WHERE id IN ?", []any{batch}, func(rows *sql.Rows) error {
			var id, article uint
			var has bool
			if err := rows.Scan(&id, &article, &has); err != nil || has == set[id] {
				return err
			}
			if f.articles = append(f.articles, article); set[id] {
				f.on = append(f.on, id)
			} else {
				f.off = append(f.off, id)
			}
			return nil
		})
		if err != nil {
			return f, err
		}
	}
	if f.none() {
		return f, nil
	}
	slices.Sort(f.articles)
	f.articles = slices.Compact(f.articles)
	if err := lockArticles(ctx, tx, f.articles); err != nil {
		return f, err
	}
	for value, list := range map[bool][]uint{true: f.on, false: f.off} {
		for batch := range slices.Chunk(list, 500) {
			if err := tx.WithContext(ctx).Exec("UPDATE claims SET "+flag+" = ?, revision = revision + 1 WHERE id IN ?", value, batch).Error; err != nil {
				return f, err
			}
		}
	}
	return f, recount(ctx, tx, f.articles...)
}

// lockArticles keeps others from changing the claims of articles, given in the
// order of their numbers, so that nobody waits for anybody in a ring.
func lockArticles(ctx context.Context, tx *gorm.DB, articles []uint) error {
	if tx.Name() != dialectPostgres {
		return nil
	}
	for batch := range slices.Chunk(articles, 500) {
		if err := tx.WithContext(ctx).Exec("SELECT id FROM articles WHERE id IN ? ORDER BY id FOR UPDATE", batch).Error; err != nil {
			return err
		}
	}
	return nil
}

// articleName is what package match calls an article.
func articleName(id uint) string { return strconv.FormatUint(uint64(id), 10) }
