package models

import (
	"context"
	"errors"
	"slices"

	"gorm.io/gorm"
)

// changeText makes another text of an article the current one: a new version,
// or one that was current before, whose claims come back as they were left. A
// claim of the text before that stands in this one unchanged, exactly once,
// moves over with its verdict. The others stay with the text that they were
// found in and become stale: a verdict never goes over to another statement.
func (s *Store) changeText(ctx context.Context, tx *gorm.DB, a Actor, d *Draft, before *Version) error {
	art := d.stored
	v, err := d.versionOf(ctx, tx, &art)
	if err != nil {
		return err
	}
	art.CurrentVersionID, art.TextHash = v.ID, v.TextHash
	art.Lang, art.LangSupported = d.article.Lang, d.article.LangSupported
	if d.article.Title != "" {
		art.Title = d.article.Title
	}
	if err := fillArticle(ctx, tx, &art, d); err != nil {
		return err
	}
	moves, err := s.moveClaims(ctx, tx, before, &v, d.claimsAt(&art))
	if err != nil {
		return err
	}
	if art.Counts, err = countClaims(ctx, tx, art.ID); err != nil {
		return err
	}
	if err := saveArticle(ctx, tx, &art); err != nil {
		return err
	}
	if err := s.indexArticle(ctx, tx, &art, v.Text, true); err != nil {
		return err
	}
	was := shownArticle(&d.stored, before.Number)
	d.stored, d.created = art, true
	return s.record(ctx, tx, a, "article.version",
		ids{"article": art.ID, "version": v.ID, "moved": moves.moved, "stale": moves.stale, "back": moves.back, "claims": moves.fresh, "outlet": d.newOutlet},
		was, shownArticle(&art, v.Number))
}

// shownArticle is what the audit log says of an article.
func shownArticle(art *Article, version int) map[string]any {
	return map[string]any{
		"version": version, "text_hash": art.TextHash, "title": art.Title, "outlet": art.OutletName(),
		"published_at": art.PublishedAt, "lang": art.Lang,
	}
}

// versionOf is the version with the draft's text, which is added if the
// article never had that text.
func (d *Draft) versionOf(ctx context.Context, tx *gorm.DB, art *Article) (Version, error) {
	v, err := from[Version](tx).Omit("raw").Where("article_id = ? AND text_hash = ?", art.ID, d.version.TextHash).Take(ctx)
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return v, err
	}
	last, err := one[int](tx.WithContext(ctx), "SELECT MAX(number) FROM versions WHERE article_id = ?", art.ID)
	if err != nil {
		return v, err
	}
	v = d.version
	v.ArticleID, v.Number = art.ID, last+1
	err = from[Version](tx).Create(ctx, &v)
	return v, err
}

// fillArticle adds the outlet and the date that were not known when the
// article was first added. What was known stays: see [Article.NotTaken].
func fillArticle(ctx context.Context, tx *gorm.DB, art *Article, d *Draft) error {
	if art.PublishedAt == nil {
		art.PublishedAt = d.article.PublishedAt
	}
	if art.OutletID != nil || d.outlet == "" {
		return nil
	}
	outlet, err := d.outletNamed(ctx, tx)
	if err != nil {
		return err
	}
	art.Outlet, art.OutletID = outlet, &outlet.ID
	return tx.WithContext(ctx).Exec("UPDATE claims SET outlet_id = ? WHERE article_id = ?", outlet.ID, art.ID).Error
}

// fillOnly fills in what is new about an article whose text is the same.
func (s *Store) fillOnly(ctx context.Context, tx *gorm.DB, a Actor, d *Draft) error {
	art := d.stored
	if art.Title == "" {
		art.Title = d.article.Title
	}
	if err := fillArticle(ctx, tx, &art, d); err != nil {
		return err
	}
	if art.Title == d.stored.Title && art.OutletID == d.stored.OutletID && art.PublishedAt == d.stored.PublishedAt {
		return nil
	}
	v, err := from[Version](tx).Omit("raw").Where("id = ?", art.CurrentVersionID).Take(ctx)
	if err != nil {
		return err
	}
	if err := saveArticle(ctx, tx, &art); err != nil {
		return err
	}
	if err := s.indexArticle(ctx, tx, &art, v.Text, true); err != nil {
		return err
	}
	was := shownArticle(&d.stored, v.Number)
	d.stored = art
	return s.record(ctx, tx, a, "article.fill", ids{"article": art.ID, "outlet": d.newOutlet}, was, shownArticle(&art, v.Number))
}

// moves are the ids of an article's claims by what a change of its text did
// to them.
type moves struct {
	moved []uint // stand in the new text, with their verdicts
	stale []uint // stay with the text before
	back  []uint // were found in this text when it was current before
	fresh []uint // nobody has seen yet
}

// moveClaims goes over from one text to another in which found stands.
func (s *Store) moveClaims(ctx context.Context, tx *gorm.DB, before, v *Version, found []Claim) (m moves, err error) {
	old, err := from[Claim](tx).Where("version_id = ? AND NOT stale", before.ID).Order("number_start").Find(ctx)
	if err != nil {
		return m, err
	}
	back, err := from[Claim](tx).Where("version_id = ?", v.ID).Order("number_start").Find(ctx)
	if err != nil {
		return m, err
	}
	touched, err := touchedClaims(ctx, tx, before.ID)
	if err != nil {
		return m, err
	}
	found = elsewhereThan(found, back)
	pairs := unchanged(before.Text, old, v.Text, found, touched)
	if m.moved, m.stale, err = moveOrLeave(ctx, tx, old, found, pairs); err != nil {
		return m, err
	}
	back = slices.DeleteFunc(back, func(c Claim) bool { return c.MissedBy != "" })
	m.back = idsOf(back)
	if err := setStale(ctx, tx, m.back, false); err != nil {
		return m, err
	}
	fresh := without(found, pairs)
	err = s.insertClaims(ctx, tx, fresh)
	m.fresh = idsOf(fresh)
	return m, err
}

// touchedClaims are the claims of a version on which a person's work hangs.
func touchedClaims(ctx context.Context, tx *gorm.DB, versionID uint) (map[uint]bool, error) {
	var rows []uint
	err := tx.WithContext(ctx).Raw(`SELECT id FROM claims WHERE version_id = ? AND (status <> ? OR by_hand OR tags <> '' OR assigned_to_id IS NOT NULL
		OR EXISTS (SELECT 1 FROM edits WHERE claim_id = claims.id AND user_id IS NOT NULL)
		OR EXISTS (SELECT 1 FROM edits WHERE other_id = claims.id)
		OR EXISTS (SELECT 1 FROM decisions WHERE claim_id = claims.id) OR EXISTS (SELECT 1 FROM decisions WHERE superseded_by_id = claims.id)
		OR EXISTS (SELECT 1 FROM claims AS other WHERE other.superseded_by_id = claims.id)
		OR EXISTS (SELECT 1 FROM figure_acts WHERE claim_id = claims.id) OR EXISTS (SELECT 1 FROM figure_acts WHERE against_id = claims.id)
		OR EXISTS (SELECT 1 FROM evidence WHERE claim_id = claims.id) OR EXISTS (SELECT 1 FROM notes WHERE claim_id = claims.id))`,
		versionID, StatusUnreviewed).Scan(&rows).Error
	touched := make(map[uint]bool, len(rows))
	for _, id := range rows {
		touched[id] = true
	}
	return touched, err
}

// elsewhereThan leaves out the found claims whose number is that of a claim
// that is there, or overlaps it. Both come in the order of the text.
func elsewhereThan(found, there []Claim) []Claim {
	if len(there) == 0 {
		return found
	}
	var kept []Claim
	i := 0
	for j := range found {
		for i < len(there) && there[i].NumberEnd <= found[j].NumberStart {
			i++
		}
		if i == len(there) || there[i].NumberStart >= found[j].NumberEnd {
			kept = append(kept, found[j])
		}
	}
	return kept
}

func idsOf(claims []Claim) []uint {
	list := make([]uint, len(claims))
	for i := range claims {
		list[i] = claims[i].ID
	}
	return list
}

// moveOrLeave writes each old claim anew at its place in the new text, or
// flags it stale, and returns the ids of both.
func moveOrLeave(ctx context.Context, tx *gorm.DB, old, found []Claim, pairs map[int]int) (moved, stale []uint, err error) {
	moved, stale = []uint{}, []uint{}
	for i := range old {
		c := &old[i]
		j, ok := pairs[i]
		if !ok {
			stale = append(stale, c.ID)
			continue
		}
		columns, err := found[j].placing()
		if err != nil {
			return nil, nil, err
		}
		columns["revision"] = c.Revision + 1
		if err := from[Claim](tx).Where("id = ?", c.ID).Assign(ctx, columns); err != nil {
			return nil, nil, err
		}
		moved = append(moved, c.ID)
	}
	return moved, stale, setStale(ctx, tx, stale, true)
}

// setStale says of claims whether they stand in the text that was read last.
func setStale(ctx context.Context, tx *gorm.DB, claims []uint, stale bool) error {
	for batch := range slices.Chunk(claims, 500) {
		err := tx.WithContext(ctx).Exec("UPDATE claims SET stale = ?, revision = revision + 1 WHERE id IN ?", stale, batch).Error
		if err != nil {
			return err
		}
	}
	return nil
}

// lockArticleOf locks the article of a claim and returns the claim. Whoever
// changes an article's claims, counts or text takes this lock first, so that
// nobody waits for anybody in a ring.
func lockArticleOf(ctx context.Context, tx *gorm.DB, claimID uint) (Claim, error) {
	if tx.Name() == dialectPostgres {
		lock := "SELECT id FROM articles WHERE id = (SELECT article_id FROM claims WHERE id = ?) FOR UPDATE"
		if err := tx.WithContext(ctx).Exec(lock, claimID).Error; err != nil {
			return Claim{}, err
		}
	}
	return from[Claim](tx).Where("id = ?", claimID).Take(ctx)
}

// lockArticlesOf locks the articles of some claims, always in the same order.
func lockArticlesOf(ctx context.Context, tx *gorm.DB, claimIDs []uint) error {
	if tx.Name() != dialectPostgres || len(claimIDs) == 0 {
		return nil
	}
	return tx.WithContext(ctx).Exec("SELECT id FROM articles WHERE id IN (SELECT article_id FROM claims WHERE id IN ?) ORDER BY id FOR UPDATE", claimIDs).Error
}
