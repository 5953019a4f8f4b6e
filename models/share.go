package models

import (
	"context"
	"net/url"
	"slices"
	"time"

	"gorm.io/gorm"
)

// Share is a link that shows an article, or a view of the dashboard, to
// whoever has it, until its end. Only a hash of the link's secret is kept.
type Share struct {
	ID        uint
	ArticleID *uint    // nil for a view
	Article   *Article // without its outlet
	View      string   // the filters of the dashboard as a query; "" for an article, or all
	TokenHash string
	UserID    uint
	User      *User
	CreatedAt time.Time
	ExpiresAt time.Time
	EndedAt   *time.Time
}

// longestShare is how many days a link can last.
const longestShare = 90

// shownThrough are the conditions of a link that shows something: it has not
// run out, and whoever made it may still make one.
const shownThrough = `ended_at IS NULL AND expires_at > ? AND EXISTS
	(SELECT 1 FROM users WHERE users.id = shares.user_id AND users.role IN ('editor', 'admin') AND users.disabled_at IS NULL)`

func (x *Share) shown() map[string]any {
	return map[string]any{"view": x.View, "expires_at": x.ExpiresAt}
}

// viewNames are the filters of the dashboard that a shared view may have: none
// that means somebody else for each reader.
var viewNames = []string{"q", "outlet", "state"}

// viewOf cleans the query of a view: what narrows the dashboard, nothing else.
func viewOf(query url.Values) string {
	kept := url.Values{}
	for _, name := range viewNames {
		if v := cleanLine(query.Get(name)); v != "" {
			kept.Set(name, v)
		}
	}
	return kept.Encode()
}

// filter is what a shared view shows.
func (x *Share) filter(cursor string) (ArticleFilter, error) {
	q, err := url.ParseQuery(x.View)
	return ArticleFilter{Query: q.Get("q"), Outlet: q.Get("outlet"), State: ArticleState(q.Get("state")), Cursor: cursor, Limit: 25}, err
}

// ShareArticle makes a link to one article for so many days. The secret opens
// it and is never told again.
func (s *Store) ShareArticle(ctx context.Context, a Actor, article uint, days int) (Share, string, error) {
	return s.share(ctx, a, Share{ArticleID: &article}, days)
}

// ShareView makes a link to the dashboard with these filters, "" for all of it.
func (s *Store) ShareView(ctx context.Context, a Actor, query url.Values, days int) (Share, string, error) {
	x := Share{View: viewOf(query)}
	f, err := x.filter("")
	if err == nil {
		_, err = f.selection(s.dialect, a) // refuses a state that is none
	}
	if err != nil {
		return Share{}, "", err
	}
	return s.share(ctx, a, x, days)
}

func (s *Store) share(ctx context.Context, a Actor, x Share, days int) (Share, string, error) {
	if err := a.mustBe(RoleEditor); err != nil {
		return Share{}, "", err
	}
	secret := newSecret("share_")
	x.TokenHash, x.UserID, x.CreatedAt = secretHash(secret), a.UserID, s.now()
	x.ExpiresAt = x.CreatedAt.Add(time.Duration(days) * 24 * time.Hour)
	err := s.change(ctx, func(tx *gorm.DB) error {
		if x.ArticleID != nil {
			if _, err := from[Article](tx).Select("id").Where("id = ?", *x.ArticleID).Take(ctx); err != nil {
				return err
			}
		}
		if days < 1 || days > longestShare {
			return invalid("days", "a link lasts between 1 and %d days", longestShare)
		}
		if err := from[Share](tx).Omit("Article", "User").Create(ctx, &x); err != nil {
			return err
		}
		return s.record(ctx, tx, a, "share.add", ids{"share": x.ID, "article": x.ArticleID}, nil, x.shown())
	})
	if err != nil {
		return Share{}, "", wrap(err, "share")
	}
	return x, secret, nil
}

// Shares returns the links that still show something, the newest first.
func (s *Store) Shares(ctx context.Context, a Actor) ([]Share, error) {
	if err := a.may(RoleEditor); err != nil {
		return nil, err
	}
	rows, err := from[Share](s.read).Preload("Article").Preload("User").Where(shownThrough, s.now()).Order("id DESC").Find(ctx)
	return rows, wrap(err, "list links")
}

// EndShare ends a link at once.
func (s *Store) EndShare(ctx context.Context, a Actor, id uint) error {
	if err := a.mustBe(RoleEditor); err != nil {
		return err
	}
	err := s.change(ctx, func(tx *gorm.DB) error {
		x, err := from[Share](tx).Where("id = ?", id).Take(ctx)
		if err != nil || x.EndedAt != nil {
			return err
		}
		if err := from[Share](tx).Where("id = ?", id).Assign(ctx, map[string]any{"ended_at": s.now()}); err != nil {
			return err
		}
		return s.record(ctx, tx, a, "share.end", ids{"share": id, "article": x.ArticleID}, x.shown(), nil)
	})
	return wrap(err, "end link %d", id)
}

// SharedThrough returns what a link shows, or ErrNotFound if it shows nothing
// (any more): an article, of which only the sentences with claims may be shown,
// or a page of the dashboard. It asks for no actor: the secret is all that its
// reader has.
func (s *Store) SharedThrough(ctx context.Context, secret, cursor string) (x Share, article *ArticlePage, view *Dashboard, err error) {
	x, err = from[Share](s.read).Where("token_hash = ? AND "+shownThrough, secretHash(secret), s.now()).Take(ctx)
	if err != nil {
		return x, nil, nil, wrap(err, "link")
	}
	if x.ArticleID != nil {
		p, err := s.Article(ctx, SystemActor, *x.ArticleID)
		return x, &p, nil, err
	}
	f, err := x.filter(cursor)
	if err != nil {
		return x, nil, nil, wrap(err, "link %d", x.ID)
	}
	d, err := s.Dashboard(ctx, SystemActor, f)
	for i := range d.Rows {
		d.Rows[i].Waiting = slices.Clip(d.Rows[i].Waiting[:0]) // who works here is nobody's business out there
	}
	return x, nil, &d, err
}
