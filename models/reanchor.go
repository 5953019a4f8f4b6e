package models

import (
	"context"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// insertVersion adds another text of an article that is already there. A
// claim whose figure and surroundings stand in it unchanged, exactly once,
// moves over with its verdict. The others stay with the text that they were
// found in and become stale: a verdict never goes over to another number.
func (s *Store) insertVersion(ctx context.Context, tx *gorm.DB, a Actor, d *draft) error {
	art := d.stored
	before, err := gorm.G[Version](tx).Omit("raw").Where("id = ?", art.CurrentVersionID).Take(ctx)
	if err != nil {
		return err
	}
	old, err := gorm.G[Claim](tx).Where("version_id = ? AND NOT stale", before.ID).Order("number_start").Find(ctx)
	if err != nil {
		return err
	}
	v := d.version
	v.ArticleID, v.Number = art.ID, before.Number+1
	if err := gorm.G[Version](tx).Create(ctx, &v); err != nil {
		return err
	}
	art.CurrentVersionID, art.TextHash = v.ID, v.TextHash
	if d.article.Title != "" {
		art.Title = d.article.Title
	}
	found := d.claimsAt(&art)
	pairs := unchanged(before.Text, old, v.Text, found)
	moved, stale, err := moveClaims(ctx, tx, old, found, pairs)
	if err != nil {
		return err
	}
	fresh := without(found, pairs)
	if err := insertClaims(ctx, tx, fresh); err != nil {
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
	d.stored, d.created = art, true
	return s.record(ctx, tx, a, "article.version", ids{"article": art.ID, "version": v.ID, "moved": moved, "stale": stale},
		map[string]any{"version": before.Number, "text_hash": before.TextHash},
		map[string]any{"version": v.Number, "text_hash": v.TextHash, "new_claims": len(fresh)})
}

// moveClaims writes each old claim anew at its place in the new text, or
// flags it stale, and returns the ids of both.
func moveClaims(ctx context.Context, tx *gorm.DB, old, found []Claim, pairs map[int]int) (moved, stale []uint, err error) {
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
		if _, err := gorm.G[Claim](tx).Where("id = ?", c.ID).Set(clause.Assignments(columns)).Update(ctx); err != nil {
			return nil, nil, err
		}
		moved = append(moved, c.ID)
	}
	for batch := range slices.Chunk(stale, 500) {
		err := tx.WithContext(ctx).Exec("UPDATE claims SET stale = ?, revision = revision + 1 WHERE id IN ?", true, batch).Error
		if err != nil {
			return nil, nil, err
		}
	}
	return moved, stale, nil
}

// countClaims counts an article's claims in the database.
func countClaims(ctx context.Context, tx *gorm.DB, articleID uint) (StatusCounts, error) {
	var rows []struct {
		Status Status
		N      int
	}
	err := tx.WithContext(ctx).Raw("SELECT status, COUNT(*) AS n FROM claims WHERE article_id = ? AND checkable AND NOT stale GROUP BY status", articleID).
		Scan(&rows).Error
	var counts StatusCounts
	for _, r := range rows {
		counts.add(r.Status, r.N)
	}
	return counts, err
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
	return gorm.G[Claim](tx).Where("id = ?", claimID).Take(ctx)
}
