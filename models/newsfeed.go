package models

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// NewsFeed is a feed or sitemap of a news site. Its new items become articles.
type NewsFeed struct {
	ID             uint
	URL            string
	Title          string
	Folder         string // of the list that it came in
	OnlyCasualties bool   // items without figures of [CasualtyKinds] are left out
	Off            bool
	AddedByID      *uint
	CreatedAt      time.Time

	NextAt       *time.Time // nil while it is off
	ReadAt       *time.Time // the last time
	Failures     int        // since the last reading that went well
	Problem      string     // of the last reading
	ETag         string     `gorm:"column:etag"`
	LastModified string

	Added, Skipped, Open int `gorm:"-"` // its items, by what became of them
}

// TableName is the table of feeds.
func (NewsFeed) TableName() string { return "news_feeds" }

// Heading is what people know the feed by.
func (f *NewsFeed) Heading() string {
	if f.Title != "" {
		return f.Title
	}
	return f.URL
}

// What became of a [NewsItem].
const (
	ItemNew     = "new"     // nothing yet
	ItemAdded   = "added"   // an article
	ItemSkipped = "skipped" // nothing, by the filter of its feed
)

// NewsItem is what a feed has named.
type NewsItem struct {
	ID        uint
	FeedID    uint
	Feed      *NewsFeed
	Name      string // that the feed knows it by
	URL       string
	Title     string
	State     string
	ArticleID *uint
	CreatedAt time.Time
}

// TableName is the table of items.
func (NewsItem) TableName() string { return "news_items" }

const (
	feedPause        = 15 * time.Minute
	longestFeedPause = 24 * time.Hour
	mostFeeds        = 5000
	mostItems        = 10_000 // of one reading
)

// next is the time of the reading after one at now. A feed that cannot be read
// is left in peace for longer each time, and never given up.
func (f *NewsFeed) next(now time.Time) time.Time {
	return now.Add(min(feedPause<<min(f.Failures, 10), longestFeedPause))
}

// NewsFeeds returns every feed, with the numbers of its items.
func (s *Store) NewsFeeds(ctx context.Context, a Actor) (feeds []NewsFeed, err error) {
	if err := a.may(RoleAdmin); err != nil {
		return nil, err
	}
	err = s.snapshot(ctx, func(tx *gorm.DB) (err error) {
		if feeds, err = from[NewsFeed](tx).Order("folder, title, url, id").Find(ctx); err != nil {
			return err
		}
		var counts []struct {
			FeedID uint
			State  string
			N      int
		}
		if err := tx.WithContext(ctx).Raw("SELECT feed_id, state, COUNT(*) AS n FROM news_items GROUP BY feed_id, state").Scan(&counts).Error; err != nil {
			return err
		}
		by := make(map[uint]*NewsFeed, len(feeds))
		for i := range feeds {
			by[feeds[i].ID] = &feeds[i]
		}
		for _, c := range counts {
			switch f := by[c.FeedID]; c.State {
			case ItemAdded:
				f.Added = c.N
			case ItemSkipped:
				f.Skipped = c.N
			default:
				f.Open = c.N
			}
		}
		return nil
	})
	return feeds, wrap(err, "feeds")
}

// NewNewsFeed is a feed as somebody added it.
type NewNewsFeed struct {
	URL, Title, Folder string
	OnlyCasualties     bool
}

// AddNewsFeeds adds feeds and tells how many there were not yet. They are read
// at once.
func (s *Store) AddNewsFeeds(ctx context.Context, a Actor, list []NewNewsFeed) (added int, err error) {
	if err := a.may(RoleAdmin); err != nil {
		return 0, err
	}
	feeds, err := s.newsFeeds(a, list)
	if err != nil {
		return 0, err
	}
	err = s.change(ctx, func(tx *gorm.DB) error {
		known, err := from[NewsFeed](tx).Select("url").Find(ctx)
		if err != nil {
			return err
		}
		there := make(map[string]bool, len(known))
		for _, f := range known {
			there[f.URL] = true
		}
		fresh := slices.DeleteFunc(feeds, func(f NewsFeed) bool {
			again := there[f.URL]
			there[f.URL] = true
			return again
		})
		if added = len(fresh); added == 0 {
			return nil
		}
		if len(known)+added > mostFeeds {
			return invalid("list", "there would be %d feeds, and there may be %d: remove some first", len(known)+added, mostFeeds)
		}
		if err := from[NewsFeed](tx).CreateInBatches(ctx, &fresh, claimBatch); err != nil {
			return err
		}
		var made []uint
		for _, f := range fresh {
			made = append(made, f.ID)
		}
		return s.record(ctx, tx, a, "feed.add", ids{"feeds": made}, nil, list)
	})
	return added, wrap(err, "add feeds")
}

func (s *Store) newsFeeds(a Actor, list []NewNewsFeed) ([]NewsFeed, error) {
	if len(list) == 0 {
		return nil, invalid("list", "there is no address: give those of feeds, one a line, or a list in OPML")
	}
	now := s.now()
	feeds := make([]NewsFeed, len(list))
	for i, n := range list {
		address := strings.TrimSpace(n.URL)
		if _, err := canonicalURL(address); err != nil {
			return nil, invalid("list", "%q is no web address: give one that begins with http:// or https://", address)
		}
		feeds[i] = NewsFeed{
			URL: address, Title: within(n.Title, longestTitle), Folder: within(n.Folder, longestName), OnlyCasualties: n.OnlyCasualties,
			AddedByID: a.userID(), CreatedAt: now, NextAt: &now,
		}
	}
	return feeds, nil
}

// FeedSetting is what an admin says of a feed.
type FeedSetting struct{ Off, OnlyCasualties bool }

// SetNewsFeed changes what an admin says of a feed; one that is switched on is
// read at once.
func (s *Store) SetNewsFeed(ctx context.Context, a Actor, id uint, to FeedSetting) error {
	if err := a.may(RoleAdmin); err != nil {
		return err
	}
	err := s.change(ctx, func(tx *gorm.DB) error {
		f, err := from[NewsFeed](tx, clause.Locking{Strength: "UPDATE"}).Where("id = ?", id).Take(ctx)
		was := FeedSetting{f.Off, f.OnlyCasualties}
		if err != nil || was == to {
			return err
		}
		next := f.NextAt
		if now := s.now(); was.Off && !to.Off {
			next = &now
		}
		if to.Off {
			next = nil
		}
		if err := tx.Exec("UPDATE news_feeds SET off = ?, only_casualties = ?, next_at = ? WHERE id = ?", to.Off, to.OnlyCasualties, next, id).Error; err != nil {
			return err
		}
		return s.record(ctx, tx, a, "feed.set", ids{"feed": id}, was, to)
	})
	return wrap(err, "set feed %d", id)
}

// RemoveNewsFeed removes a feed and what is known of its items. The articles
// stay.
func (s *Store) RemoveNewsFeed(ctx context.Context, a Actor, id uint) error {
	if err := a.may(RoleAdmin); err != nil {
		return err
	}
	err := s.change(ctx, func(tx *gorm.DB) error {
		f, err := from[NewsFeed](tx, clause.Locking{Strength: "UPDATE"}).Where("id = ?", id).Take(ctx)
		if err != nil {
			return err
		}
		for _, from := range []string{"news_items WHERE feed_id", "news_feeds WHERE id"} {
			if err := tx.WithContext(ctx).Exec("DELETE FROM "+from+" = ?", id).Error; err != nil {
				return err
			}
		}
		return s.record(ctx, tx, a, "feed.remove", ids{"feed": id}, f, nil)
	})
	return wrap(err, "remove feed %d", id)
}

// NewsFeed returns a feed to who reads it.
func (s *Store) NewsFeed(ctx context.Context, a Actor, id uint) (NewsFeed, error) {
	if err := a.may(RoleAdmin); err != nil {
		return NewsFeed{}, err
	}
	f, err := from[NewsFeed](s.read).Where("id = ?", id).Take(ctx)
	return f, wrap(err, "feed %d", id)
}

// FeedReading is what came of reading a feed.
type FeedReading struct {
	Problem            string // why it could not be read, "" if it was
	Unchanged          bool   // its server has nothing newer
	Title              string
	Items              []NewsItem // with Name, URL and Title
	ETag, LastModified string
	Soon               bool // it was not asked, since its site is asked enough: no failure
}

// NewsFeedRead notes what came of reading a feed, and has new items read.
func (s *Store) NewsFeedRead(ctx context.Context, id uint, r FeedReading) error {
	err := s.change(ctx, func(tx *gorm.DB) error {
		f, err := from[NewsFeed](tx, clause.Locking{Strength: "UPDATE"}).Where("id = ?", id).Take(ctx)
		if errors.Is(err, gorm.ErrRecordNotFound) || err == nil && f.Off {
			return nil // removed or switched off meanwhile
		}
		if err != nil {
			return err
		}
		if r.Soon {
			return tx.Exec("UPDATE news_feeds SET next_at = ? WHERE id = ?", s.now().Add(time.Minute), id).Error
		}
		if f.Failures++; r.Problem == "" {
			f.Failures = 0
		}
		if r.Problem == "" && !r.Unchanged {
			f.ETag, f.LastModified = within(r.ETag, longestName), within(r.LastModified, longestName)
			if f.Title == "" {
				f.Title = within(r.Title, longestTitle)
			}
			if err := s.addItems(ctx, tx, &f, r.Items); err != nil {
				return err
			}
		}
		now := s.now()
		return tx.Exec("UPDATE news_feeds SET title = ?, next_at = ?, read_at = ?, failures = ?, problem = ?, etag = ?, last_modified = ? WHERE id = ?",
			f.Title, f.next(now), now, f.Failures, within(r.Problem, longestTitle), f.ETag, f.LastModified, id).Error
	})
	return wrap(err, "note what feed %d says", id)
}

// addItems adds the items that the feed did not have before, and the jobs that
// read them.
func (s *Store) addItems(ctx context.Context, tx *gorm.DB, f *NewsFeed, items []NewsItem) error {
	items = items[:min(len(items), mostItems)]
	there := make(map[string]bool, len(items))
	for batch := range slices.Chunk(items, 500) {
		names := make([]string, len(batch))
		for i := range batch {
			names[i] = batch[i].Name
		}
		known, err := from[NewsItem](tx).Select("name").Where("feed_id = ? AND name IN ?", f.ID, names).Find(ctx)
		if err != nil {
			return err
		}
		for _, k := range known {
			there[k.Name] = true
		}
	}
	var fresh []NewsItem
	for _, i := range items {
		if there[i.Name] {
			continue
		}
		there[i.Name] = true
		fresh = append(fresh, NewsItem{FeedID: f.ID, Name: i.Name, URL: i.URL, Title: within(i.Title, longestTitle), State: ItemNew, CreatedAt: s.now()})
	}
	if len(fresh) == 0 {
		return nil
	}
	if err := from[NewsItem](tx).Omit("Feed").CreateInBatches(ctx, &fresh, claimBatch); err != nil {
		return err
	}
	subjects := make([]uint, len(fresh))
	for i := range fresh {
		subjects[i] = fresh[i].ID
	}
	return s.queue.add(ctx, tx, TaskItem, subjects...)
}

// NewsItem returns an item of a feed, with the feed, to who reads it.
func (s *Store) NewsItem(ctx context.Context, a Actor, id uint) (NewsItem, error) {
	if err := a.may(RoleAdmin); err != nil {
		return NewsItem{}, err
	}
	i, err := from[NewsItem](s.read).Preload("Feed").Where("id = ?", id).Take(ctx)
	return i, wrap(err, "item %d of a feed", id)
}

// Wants reports whether an item that says n becomes an article.
func (f *NewsFeed) Wants(n *NewArticle) bool {
	if !f.OnlyCasualties {
		return true
	}
	for i := range n.Claims {
		if slices.Contains(CasualtyKinds, n.Claims[i].Kind) {
			return true
		}
	}
	return false
}

// NewsItemRead notes what became of an item: the article, or nothing if that is
// 0.
func (s *Store) NewsItemRead(ctx context.Context, id, article uint) error {
	state, made := ItemSkipped, (*uint)(nil)
	if article != 0 {
		state, made = ItemAdded, &article
	}
	err := s.change(ctx, func(tx *gorm.DB) error {
		return tx.Exec("UPDATE news_items SET state = ?, article_id = ? WHERE id = ?", state, made, id).Error
	})
	return wrap(err, "note what became of item %d", id)
}

// Trouble says for how long a feed could not be read, "" if it was.
func (f *NewsFeed) Trouble() string {
	if f.Problem == "" {
		return ""
	}
	return fmt.Sprintf("%s (%d times in a row)", f.Problem, f.Failures)
}
