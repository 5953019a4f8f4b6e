package models

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"tallymark/extract"
	"tallymark/match"
)

// Bounds of the work that one claim can make.
const (
	mostFiled  = 24  // figures of one key that are looked at, the newest
	mostSought = 12  // figures that a claim is compared with, those that share the rarest keys
	mostFaces  = 4   // claims of a figure that stand for it, the newest
	mostInText = 200 // claims of its own article
)

const daySeconds = 86_400

// matchLock is what keeps two programs on one PostgreSQL from placing claims at
// the same time.
const matchLock = 7_411_590_117

// MatchPending places the claims of articles that changed since they were
// placed, at most limit articles after the given one, and returns the last and
// how many there were. Each is a transaction of its own, so that the work can be cut
// short anywhere.
func (s *Store) MatchPending(ctx context.Context, after uint, limit int) (last uint, n int, err error) {
	var ids []uint
	err = s.read.WithContext(ctx).Raw("SELECT id FROM articles WHERE unmatched AND id > ? ORDER BY id LIMIT ?", after, limit).Scan(&ids).Error
	if err != nil {
		return after, 0, wrap(err, "articles to be matched")
	}
	var failed []error
	for _, id := range ids {
		if err := ctx.Err(); err != nil {
			return last, n, err
		}
		if err := s.matchOne(ctx, id); err != nil {
			failed = append(failed, err)
		}
		last = id
		n++
	}
	return last, n, errors.Join(failed...)
}

// Unmatched is how many articles wait for [Store.MatchPending].
func (s *Store) Unmatched(ctx context.Context) (int, error) {
	n, err := one[int](s.read.WithContext(ctx), "SELECT COUNT(*) FROM articles WHERE unmatched")
	return n, wrap(err, "count articles to be matched")
}

// MatchAgain has every article matched again. Claims that are as they were stay
// in their figures.
func (s *Store) MatchAgain(ctx context.Context, a Actor) error {
	if err := a.may(RoleEditor); err != nil {
		return err
	}
	return wrap(s.change(ctx, func(tx *gorm.DB) error {
		return tx.WithContext(ctx).Exec("UPDATE articles SET unmatched = ? WHERE NOT unmatched", true).Error
	}), "match all articles again")
}

// placing is the work of placing the claims of one article.
type placing struct {
	article Article
	day     int64
	claims  map[uint]*Claim
	fresh   []candidate            // to be placed, in the order of the text
	figures map[uint][]match.Claim // claims that stand for a figure
	against map[uint][]uint        // claims that people said a claim is not one figure with
	with    map[uint]uint          // the claim that people said a claim is one figure with
	at      map[uint]uint          // figures of claims that people said something of
	events  map[uint]uint          // of figures
	inText  []placed               // of this article
	touched map[uint]bool          // figures that gained or lost a claim
	left    []uint                 // claims that left theirs
	came    arrival
	said    map[saidIn]bool
}

// saidIn is a sentence of the article that has a claim of a figure. One sentence
// says one thing once: its other numbers are of other figures.
type saidIn struct {
	figure   uint
	sentence extract.Span
}

// hold takes a claim for placed.
func (p *placing) hold(one placed) {
	p.inText = append(p.inText, one)
	p.said[saidIn{one.figure, one.claim.Sentence}] = true
}

// candidate is a claim that is to be placed.
type candidate struct {
	id    uint
	claim match.Claim
	print []byte
}

// placed is a claim with its figure.
type placed struct {
	candidate
	figure uint
	event  uint // that a new figure of it belongs to, 0 for one of its own
	score  match.Score
	via    uint
}

// matchArticle brings the figures and the findings in line with the claims of an
// article as it stands. A claim that is as it was when it was placed stays where it is.
func (s *Store) matchArticle(ctx context.Context, tx *gorm.DB, id uint) error {
	if err := lockFigures(ctx, tx); err != nil {
		return err
	}
	art, err := from[Article](tx).Where("id = ?", id).Take(ctx)
	if err != nil {
		return err
	}
	if err := tx.WithContext(ctx).Exec("UPDATE articles SET unmatched = ? WHERE id = ?", false, id).Error; err != nil {
		return err
	}
	p := &placing{article: art, day: dayOf(&art), figures: map[uint][]match.Claim{}, events: map[uint]uint{}, touched: map[uint]bool{}, said: map[saidIn]bool{}}
	p.came = arrival{article: id, outlet: art.OutletID, before: map[uint]int{}, lost: map[uint]bool{}}
	names, err := p.read(ctx, tx)
	if err != nil {
		return err
	}
	if err := p.leave(ctx, tx); err != nil {
		return err
	}
	if len(p.fresh) > 0 {
		if err := p.place(ctx, tx, s.now(), names); err != nil {
			return err
		}
	}
	if err := s.refresh(ctx, tx, p.touched, p.left, &p.came); err != nil {
		return err
	}
	return s.keepFindings(ctx, tx, &art)
}

// lockFigures lets one at a time change figures. On SQLite whoever writes is
// alone anyway.
func lockFigures(ctx context.Context, tx *gorm.DB) error {
	if tx.Name() != dialectPostgres {
		return nil
	}
	return tx.WithContext(ctx).Exec("SELECT pg_advisory_xact_lock(?)", int64(matchLock)).Error
}

// dayOf is the day that an article's claims are filed on.
func dayOf(a *Article) int64 {
	at := a.CreatedAt
	if a.PublishedAt != nil {
		at = *a.PublishedAt
	}
	return at.Unix() / daySeconds
}

// read makes the claims of the article ready and returns its names.
func (p *placing) read(ctx context.Context, tx *gorm.DB) ([]byte, error) {
	v, err := from[Version](tx).Select("id", "text").Where("id = ?", p.article.CurrentVersionID).Take(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := from[Claim](tx).Where("version_id = ? AND checkable AND NOT stale AND status <> ?", v.ID, StatusNotAClaim).Order("number_start").Find(ctx)
	if err != nil {
		return nil, err
	}
	text := match.Article{ID: articleName(p.article.ID), Text: v.Text}
	if p.article.PublishedAt != nil {
		text.Date = p.article.PublishedAt.Format(time.DateOnly)
	}
	at := make(map[int]uint, len(rows))
	p.claims = make(map[uint]*Claim, len(rows))
	for i := range rows {
		text.Claims = append(text.Claims, rows[i].extracted())
		at[rows[i].NumberStart] = rows[i].ID
		p.claims[rows[i].ID] = &rows[i]
	}
	var names []byte
	for _, c := range match.Prepare(text) {
		names = c.Names()
		p.fresh = append(p.fresh, candidate{at[c.Number.Start], c, c.Print()})
	}
	// A headline has too few words to find its figure among those of other
	// articles; it goes with what its own text says, once that is placed.
	slices.SortStableFunc(p.fresh, func(a, b candidate) int { return cmp.Compare(inHeadline(&a.claim), inHeadline(&b.claim)) })
	return names, nil
}

// inHeadline is 1 for a claim of the headline, else 0.
func inHeadline(c *match.Claim) int {
	if c.Role == extract.RoleHeadline {
		return 1
	}
	return 0
}

// leave takes out of their figures what is no claim any more or states
// something else, and keeps what is as it was.
func (p *placing) leave(ctx context.Context, tx *gorm.DB) error {
	before, err := from[FigureClaim](tx).Where("article_id = ?", p.article.ID).Find(ctx)
	if err != nil || len(before) == 0 {
		return err
	}
	now := make(map[uint]int, len(p.fresh))
	for i := range p.fresh {
		now[p.fresh[i].id] = i
	}
	kept := map[int]bool{}
	for _, m := range before {
		p.came.before[m.FigureID]++
		i, ok := now[m.ClaimID]
		if ok && slices.Equal(p.fresh[i].print, m.Print) && m.Day == p.day {
			kept[i] = true
			p.hold(placed{candidate: p.fresh[i], figure: m.FigureID})
			continue
		}
		p.left = append(p.left, m.ClaimID)
		p.touched[m.FigureID], p.came.lost[m.FigureID] = true, true
	}
	rest := p.fresh[:0:0]
	for i := range p.fresh {
		if !kept[i] {
			rest = append(rest, p.fresh[i])
		}
	}
	p.fresh = rest
	for batch := range slices.Chunk(p.left, 500) {
		if err := tx.WithContext(ctx).Exec("DELETE FROM figure_claims WHERE claim_id IN ?", batch).Error; err != nil {
			return err
		}
	}
	return nil
}

// place finds the figure of each fresh claim, or makes one for it.
func (p *placing) place(ctx context.Context, tx *gorm.DB, now time.Time, names []byte) error {
	sought, err := p.seek(ctx, tx)
	if err != nil {
		return err
	}
	if err := p.heed(ctx, tx); err != nil {
		return err
	}
	if err := p.load(ctx, tx, sought); err != nil {
		return err
	}
	var made []placed
	for i := range p.fresh {
		one := p.choose(&p.fresh[i], sought[i])
		if one.figure == 0 {
			if one.figure, err = p.found(ctx, tx, now, &one); err != nil {
				return err
			}
		}
		p.touched[one.figure], p.at[one.id] = true, one.figure
		p.hold(one)
		made = append(made, one)
	}
	return p.save(ctx, tx, now, names, made)
}

// seek looks up, for each fresh claim, the figures to compare it with: those
// that share keys, the rarer the better.
func (p *placing) seek(ctx context.Context, tx *gorm.DB) ([][]uint, error) {
	filed := time.Unix(p.day*daySeconds, 0)
	keys := make([][]int64, len(p.fresh))
	var all []int64
	for i := range p.fresh {
		keys[i] = p.fresh[i].claim.Sought(filed)
		all = append(all, keys[i]...)
	}
	slices.Sort(all)
	files, err := filesOf(ctx, tx, slices.Compact(all))
	if err != nil {
		return nil, err
	}
	out := make([][]uint, len(p.fresh))
	for i := range keys {
		weight := map[uint]float64{}
		for _, key := range keys[i] {
			for _, figure := range files[key] {
				weight[figure] += 1 / float64(len(files[key]))
			}
		}
		out[i] = heaviestFigures(weight)
	}
	return out, nil
}

func heaviestFigures(weight map[uint]float64) []uint {
	list := make([]uint, 0, len(weight))
	for figure := range weight {
		list = append(list, figure)
	}
	slices.SortFunc(list, func(a, b uint) int { return cmp.Or(cmp.Compare(weight[b], weight[a]), cmp.Compare(b, a)) })
	return list[:min(len(list), mostSought)]
}

// filesOf are the newest figures under each key, in one question to the
// database that reads no more rows however many figures there are.
func filesOf(ctx context.Context, tx *gorm.DB, keys []int64) (map[int64][]uint, error) {
	files := make(map[int64][]uint, len(keys))
	each := "SELECT CAST(value AS BIGINT) AS file FROM json_array_elements_text(CAST(? AS json))"
	if tx.Name() != dialectPostgres {
		each = "SELECT value AS file FROM json_each(?)"
	}
	for batch := range slices.Chunk(keys, 5000) {
		list, err := json.Marshal(batch)
		if err != nil {
			return nil, err
		}
		err = eachRow(tx.WithContext(ctx), `SELECT file, COALESCE((SELECT string_agg(CAST(figure_id AS TEXT), ',') FROM (
			SELECT figure_id FROM figure_keys WHERE figure_keys.file = sought.file ORDER BY figure_id DESC LIMIT ?) AS newest), '')
			FROM (`+each+`) AS sought`, []any{mostFiled, string(list)}, func(rows *sql.Rows) error {
			var file int64
			var figures string
			err := rows.Scan(&file, &figures)
			files[file] = idsIn(figures)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}

// load reads the claims that stand for the figures, and the events of these.
func (p *placing) load(ctx context.Context, tx *gorm.DB, sought [][]uint) error {
	var all []uint
	for _, list := range sought {
		all = append(all, list...)
	}
	for _, m := range p.inText {
		all = append(all, m.figure)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	for batch := range slices.Chunk(all, 500) {
		err := eachRow(tx.WithContext(ctx), "SELECT id, event_id FROM figures WHERE id IN ?", []any{batch}, func(rows *sql.Rows) error {
			var id, event uint
			err := rows.Scan(&id, &event)
			p.events[id] = event
			return err
		})
		if err != nil {
			return err
		}
	}
	faces, err := newestMembers(ctx, tx, all, mostFaces)
	if err != nil {
		return err
	}
	for batch := range slices.Chunk(faces, 500) {
		err := eachFace(ctx, tx, batch, func(figure uint, _ int64, c match.Claim) {
			p.figures[figure] = append(p.figures[figure], c)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// eachFace reads claims that stand for figures, each with its day and with the
// names of its article, which only comparing needs. One whose print another
// version of the program made is passed over: its article is to be matched again.
func eachFace(ctx context.Context, tx *gorm.DB, claims []uint, each func(figure uint, day int64, c match.Claim)) error {
	names, err := articleNames(ctx, tx, claims)
	if err != nil {
		return err
	}
	return eachRow(tx.WithContext(ctx), "SELECT claim_id, figure_id, article_id, day, print FROM figure_claims WHERE claim_id IN ? ORDER BY day, claim_id", []any{claims}, func(rows *sql.Rows) error {
		var id, figure, article uint
		var day int64
		var print sql.RawBytes
		if err := rows.Scan(&id, &figure, &article, &day, &print); err != nil {
			return err
		}
		if c, err := match.ReadPrint(articleName(article), print, names[article]); err == nil {
			c.ID = id
			each(figure, day, c)
		}
		return nil
	})
}

// articleNames are the names of the articles of some claims, read once each.
func articleNames(ctx context.Context, tx *gorm.DB, claims []uint) (map[uint]match.Names, error) {
	out := map[uint]match.Names{}
	err := eachRow(tx.WithContext(ctx), "SELECT article_id, names FROM figure_names WHERE article_id IN (SELECT article_id FROM figure_claims WHERE claim_id IN ?)", []any{claims}, func(rows *sql.Rows) error {
		var article uint
		var written sql.RawBytes
		if err := rows.Scan(&article, &written); err != nil {
			return err
		}
		if names, err := match.ReadNames(written); err == nil {
			out[article] = names
		}
		return nil
	})
	return out, err
}

// eachRow goes over what a question gives. Where rows are many, to read them by
// hand takes half of what gorm takes.
func eachRow(tx *gorm.DB, question string, args []any, each func(*sql.Rows) error) error {
	rows, err := tx.Raw(question, args...).Rows()
	if err != nil {
		return err
	}
	for rows.Next() {
		if err := each(rows); err != nil {
			return errors.Join(err, rows.Close())
		}
	}
	return errors.Join(rows.Err(), rows.Close())
}

// choose compares a claim with the figures that were found and with those of its
// own article, and takes the best, none if none is good enough.
func (p *placing) choose(c *candidate, sought []uint) placed {
	best := choice{placed: placed{candidate: *c}}
	if figure := p.at[p.with[c.id]]; figure != 0 {
		best.figure, best.via = figure, p.with[c.id]
		return best.placed
	}
	for _, m := range p.inText[max(0, len(p.inText)-mostInText):] {
		best.look(p, m.figure, &m.claim, m.id)
	}
	for _, figure := range sought {
		for i := range p.figures[figure] {
			other := &p.figures[figure][i]
			best.look(p, figure, other, other.ID)
		}
	}
	return best.placed
}

// choice is the best figure so far of those that a claim may be of.
type choice struct {
	placed
	total   float64
	sibling float64 // score of the best figure that counts another part of the same event
}

// look compares the claim with one of a figure. Of two that fit as well the
// older figure is taken, so that the same claims give the same figures.
func (b *choice) look(p *placing, figure uint, other *match.Claim, id uint) {
	score := match.Compare(&b.claim, other)
	total := score.Total()
	if total < match.Threshold || !score.Anchored() || p.refused(b.id, figure) || p.said[saidIn{figure, b.claim.Sentence}] {
		return
	}
	if match.Within(&b.claim, other) == match.DifferentScope {
		if total > b.sibling {
			b.sibling, b.event = total, p.events[figure]
		}
		return
	}
	if total > b.total || total == b.total && figure < b.figure {
		b.total, b.figure, b.score, b.via = total, figure, score, id
	}
}

// refused reports whether people said that a claim is not of a figure.
func (p *placing) refused(claim, figure uint) bool {
	return slices.ContainsFunc(p.against[claim], func(other uint) bool { return p.at[other] == figure })
}

// heed gathers what people said of the claims that are to be placed. Of two
// that contradict each other the later counts.
func (p *placing) heed(ctx context.Context, tx *gorm.DB) error {
	p.against, p.with, p.at = map[uint][]uint{}, map[uint]uint{}, map[uint]uint{}
	ids := make([]uint, len(p.fresh))
	for i := range p.fresh {
		ids[i] = p.fresh[i].id
	}
	var others []uint
	for batch := range slices.Chunk(ids, 500) {
		acts, err := from[FigureAct](tx).Where("(claim_id IN ? OR against_id IN ?) AND act IN ? AND "+notUndone, batch, batch, []FigureActKind{FigureJoin, FigureSplit, FigureScope}).Order("id").Find(ctx)
		if err != nil {
			return err
		}
		for i := range acts {
			a, b := *acts[i].ClaimID, *acts[i].AgainstID
			p.take(acts[i].Act, a, b)
			p.take(acts[i].Act, b, a)
			others = append(others, a, b)
		}
	}
	for batch := range slices.Chunk(others, 500) {
		members, err := from[FigureClaim](tx).Select("claim_id", "figure_id").Where("claim_id IN ?", batch).Find(ctx)
		if err != nil {
			return err
		}
		for _, m := range members {
			p.at[m.ClaimID] = m.FigureID
		}
	}
	return nil
}

func (p *placing) take(act FigureActKind, claim, other uint) {
	if act == FigureJoin {
		p.with[claim] = other
		p.against[claim] = slices.DeleteFunc(p.against[claim], func(id uint) bool { return id == other })
		return
	}
	p.against[claim] = append(p.against[claim], other)
	if p.with[claim] == other {
		delete(p.with, claim)
	}
}

// found makes a figure of a claim that belongs to none.
func (p *placing) found(ctx context.Context, tx *gorm.DB, now time.Time, one *placed) (uint, error) {
	f := Figure{EventID: one.event, Kind: one.claim.Kind, FirstClaimID: one.id, CreatedAt: now}
	err := insertFigure(ctx, tx, &f)
	p.events[f.ID] = f.EventID
	return f.ID, err
}

// insertFigure adds a figure. Without an event it begins one.
func insertFigure(ctx context.Context, tx *gorm.DB, f *Figure) error {
	if err := from[Figure](tx).Omit("SettledBy").Create(ctx, f); err != nil || f.EventID != 0 {
		return err
	}
	f.EventID = f.ID
	return tx.WithContext(ctx).Exec("UPDATE figures SET event_id = id WHERE id = ?", f.ID).Error
}

// memberBatch is how many claims of figures are written in one statement.
const memberBatch = 100

// save writes the claims that were placed and files their figures under their keys.
func (p *placing) save(ctx context.Context, tx *gorm.DB, now time.Time, names []byte, made []placed) error {
	err := tx.WithContext(ctx).Exec("INSERT INTO figure_names (article_id, names) VALUES (?, ?) ON CONFLICT (article_id) DO UPDATE SET names = excluded.names", p.article.ID, names).Error
	if err != nil {
		return err
	}
	rows := make([]FigureClaim, len(made))
	var keys [][2]int64
	for i := range made {
		m := &made[i]
		rows[i] = FigureClaim{ClaimID: m.id, FigureID: m.figure, ArticleID: p.article.ID, Day: p.day, ViaID: m.via, PlacedAt: now, Print: m.print, Parts: map[string]float64{}}
		rows[i].Score = m.score.Total()
		for _, part := range m.score.Parts() {
			if part.Value != 0 {
				rows[i].Parts[part.Name] = part.Value
			}
		}
		for _, key := range m.claim.Keys(time.Unix(p.day*daySeconds, 0)) {
			keys = append(keys, [2]int64{key, int64(m.figure)})
		}
	}
	if err := from[FigureClaim](tx).Omit("Claim").CreateInBatches(ctx, &rows, memberBatch); err != nil {
		return err
	}
	return fileFigures(ctx, tx, keys)
}

// fileFigures files figures under keys, all in one statement: it has one
// parameter however many there are.
func fileFigures(ctx context.Context, tx *gorm.DB, keys [][2]int64) error {
	each := "SELECT CAST(value->>0 AS BIGINT), CAST(value->>1 AS BIGINT) FROM json_array_elements(CAST(? AS json)) AS pairs WHERE TRUE"
	if tx.Name() != dialectPostgres {
		each = "SELECT value->>0, value->>1 FROM json_each(?) WHERE TRUE"
	}
	slices.SortFunc(keys, func(a, b [2]int64) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	for batch := range slices.Chunk(slices.Compact(keys), 5000) {
		list, err := json.Marshal(batch)
		if err != nil {
			return err
		}
		if err := tx.WithContext(ctx).Exec("INSERT INTO figure_keys (file, figure_id) "+each+" ON CONFLICT DO NOTHING", string(list)).Error; err != nil {
			return err
		}
	}
	return nil
}

// restating are the commands after which the claims of an article may state
// something else, or be others. What is new is unmatched anyway.
var restating = []string{"article.version", "article.reread", "article.fill", "claim."}

// judging are commands on claims that leave what they state as it is. Whether
// something is a claim at all is seen to where a verdict is saved.
var judging = []string{"claim.decide", "claim.undo", "claim.assign"}

// unmatch has the claims of an article matched again after a command that
// changed what they state.
func unmatch(ctx context.Context, tx *gorm.DB, command string, touched ids) error {
	article, ok := touched["article"].(uint)
	begins := func(with string) bool { return strings.HasPrefix(command, with) }
	if !ok || slices.ContainsFunc(judging, begins) || !slices.ContainsFunc(restating, begins) {
		return nil
	}
	return unmatched(ctx, tx, article)
}

// unmatched has the claims of an article matched again.
func unmatched(ctx context.Context, tx *gorm.DB, article uint) error {
	return tx.WithContext(ctx).Exec("UPDATE articles SET unmatched = ? WHERE id = ? AND NOT unmatched", true, article).Error
}

// KeepMatched places claims as they come until the context ends, the newest
// first, and rests for longer than it works, so that people notice nothing of
// it where much has to be caught up with. What fails is tried again after a while.
func (s *Store) KeepMatched(ctx context.Context) {
	for ctx.Err() == nil {
		id, err := anID(ctx, s.read, "SELECT id FROM articles WHERE unmatched ORDER BY id DESC LIMIT 1")
		if id == 0 && err == nil {
			s.awaitChange(ctx, matchPause)
			continue
		}
		began := time.Now()
		if err == nil {
			err = s.matchOne(ctx, id)
		}
		rest := 2 * time.Since(began)
		if err != nil && ctx.Err() == nil {
			s.log.Warn("claims are not matched", "article", id, "error", err)
			rest = matchRest
		}
		_ = pause(ctx, rest) // ends early with the context, as the loop does
	}
}

const (
	matchPause = 2 * time.Second  // until it is looked for what other programs added
	matchRest  = 30 * time.Second // after a failure
)

// matchOne places the claims of one article, in a transaction of its own.
func (s *Store) matchOne(ctx context.Context, id uint) error {
	return wrap(s.change(ctx, func(tx *gorm.DB) error { return s.matchArticle(ctx, tx, id) }), "match article %d", id)
}

// awaitChange returns when something changed here, or after a while.
func (s *Store) awaitChange(ctx context.Context, longest time.Duration) {
	t := time.NewTimer(longest)
	defer t.Stop()
	select {
	case <-s.changed:
	case <-t.C:
	case <-ctx.Done():
	}
}
