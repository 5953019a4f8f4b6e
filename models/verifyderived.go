package models

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"

	"gorm.io/gorm"
)

// verifyRepeats compares what claims repeat of others with these.
func verifyRepeats(ctx context.Context, tx *gorm.DB, r *Report) error {
	for _, c := range []struct{ name, query string }{
		{"counts of the evidence", `SELECT COUNT(*) FROM claims LEFT JOIN (
			SELECT claim_id, COUNT(*) AS n FROM evidence WHERE withdrawn_at IS NULL GROUP BY claim_id) AS counted ON counted.claim_id = claims.id
			WHERE evidence_count <> COALESCE(n, 0) OR evidence_url <> COALESCE((SELECT url FROM evidence
				WHERE claim_id = claims.id AND withdrawn_at IS NULL AND url <> '' ORDER BY id LIMIT 1), '')`},
		{"outlets of the claims", `SELECT COUNT(*) FROM claims JOIN articles ON articles.id = claims.article_id
			WHERE COALESCE(claims.outlet_id, 0) <> COALESCE(articles.outlet_id, 0)`},
		{"work of the reviewers", `SELECT COUNT(*) FROM (SELECT user_id, COUNT(*) AS made FROM decisions GROUP BY user_id) AS d
			FULL JOIN (SELECT user_id, SUM(n) AS counted FROM work_days GROUP BY user_id) AS w ON w.user_id = d.user_id
			WHERE COALESCE(made, 0) <> COALESCE(counted, 0)`},
	} {
		wrong, err := one[int](tx.WithContext(ctx), c.query)
		if err != nil {
			return err
		}
		r.add(c.name, wrong == 0, fmt.Sprintf("%d wrong", wrong))
	}
	return nil
}

// verifySearch looks whether everything can be found by its words.
func verifySearch(ctx context.Context, tx *gorm.DB, r *Report) error {
	query := `SELECT (SELECT COUNT(*) FROM claims WHERE id NOT IN (SELECT id FROM claim_search_docsize))
		+ (SELECT COUNT(*) FROM claim_search_docsize WHERE id NOT IN (SELECT id FROM claims))
		+ (SELECT COUNT(*) FROM articles WHERE id NOT IN (SELECT id FROM article_search_docsize))
		+ (SELECT COUNT(*) FROM article_search_docsize WHERE id NOT IN (SELECT id FROM articles))`
	if tx.Name() == dialectPostgres {
		query = `SELECT (SELECT COUNT(*) FROM claims WHERE search IS NULL OR (length(search) = 0 AND label || sentence ~ '[[:alnum:]]'))
			+ (SELECT COUNT(*) FROM articles WHERE search IS NULL OR (length(search) = 0 AND title ~ '[[:alnum:]]'))`
	}
	wrong, err := one[int](tx.WithContext(ctx), query)
	r.add("search", wrong == 0, fmt.Sprintf("%d claims and articles are not found", wrong))
	return err
}

// verifyPolicy compares the policy in force with the one that was last set.
func verifyPolicy(ctx context.Context, tx *gorm.DB, r *Report) error {
	const name = "policy"
	now, err := policy(ctx, tx)
	if err != nil {
		r.add(name, false, err.Error())
		return nil
	}
	set := defaultPolicy
	var last []string
	err = tx.WithContext(ctx).Raw("SELECT after_json FROM audit WHERE command = 'policy.set' ORDER BY seq DESC LIMIT 1").Scan(&last).Error
	if err == nil && len(last) > 0 {
		set = Policy{}
		err = json.Unmarshal([]byte(last[0]), &set)
	}
	switch {
	case err != nil:
		r.add(name, false, err.Error())
	case !reflect.DeepEqual(now, set):
		r.add(name, false, "it is not the one that an admin last set")
	default:
		r.add(name, true, "as an admin last set it")
	}
	return nil
}

// verifyKeys looks whether the keys that sign checkpoints belong together, and
// signed those that went out with exports.
func verifyKeys(ctx context.Context, tx *gorm.DB, r *Report) error {
	const name = "keys of the checkpoints"
	var signed []string
	if err := tx.WithContext(ctx).Raw("SELECT checkpoint FROM exports ORDER BY id").Scan(&signed).Error; err != nil {
		return err
	}
	own, err := checkpointOfNothing(ctx, tx)
	if err != nil {
		r.add(name, false, err.Error())
		return nil
	}
	for _, text := range append(own, signed...) {
		if _, err := openCheckpoint(ctx, tx, []byte(text)); err != nil {
			r.add(name, false, err.Error())
			return nil
		}
	}
	r.add(name, true, fmt.Sprintf("they signed %d exports", len(signed)))
	return nil
}
