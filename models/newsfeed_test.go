package models_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"tallymark/extract"
	"tallymark/models"
	"tallymark/models/storetest"
)

func TestNewsFeeds(t *testing.T) {
	storetest.EachAt(t, func(t *testing.T, s *models.Store, clock *storetest.Hand) {
		ada := storetest.User(t, s, "ada", models.RoleAdmin)
		list := []models.NewNewsFeed{
			{URL: "https://a.example/feed", Title: "A", Folder: "Ports"}, {URL: "https://b.example/feed"},
			{URL: "https://a.example/feed"}, {URL: "https://c.example/feed", OnlyCasualties: true},
		}
		for i, want := range []int{3, 0} {
			if n, err := s.AddNewsFeeds(ctx, ada, list); err != nil || n != want {
				t.Fatalf("%d: %d added, %v", i, n, err)
			}
		}
		feed := func() models.NewsFeed {
			t.Helper()
			all, err := s.NewsFeeds(ctx, ada)
			if err != nil || len(all) != 3 {
				t.Fatal(all, err)
			}
			f, err := s.NewsFeed(ctx, ada, all[2].ID)
			if err != nil || f.URL != "https://a.example/feed" {
				t.Fatal(f, err)
			}
			f.Open, f.Added, f.Skipped = all[2].Open, all[2].Added, all[2].Skipped
			return f
		}
		id := feed().ID
		items := []models.NewsItem{{Name: "1", URL: "https://a.example/1"}, {Name: "2", URL: "https://a.example/2"}, {Name: "1", URL: "https://a.example/1"}}
		for _, r := range []models.FeedReading{
			{Title: "Its own", Items: items, ETag: "x"},
			{Items: append(items, models.NewsItem{Name: "3", URL: "https://a.example/3"})}, {Unchanged: true},
		} {
			if err := s.NewsFeedRead(ctx, id, r); err != nil {
				t.Fatal(err)
			}
		}
		if f := feed(); f.Open != 3 || f.Title != "A" || f.Failures != 0 || f.NextAt.Sub(*f.ReadAt).Round(time.Minute) != 15*time.Minute {
			t.Errorf("%+v", f)
		}
		b, err := s.Jobs(ctx, ada)
		if err != nil || b.NWaiting != 3 || b.Waiting[0].Task != models.TaskItem {
			t.Errorf("%+v, %v", b, err)
		}
		article := add(t, s, articleOf("https://a.example/1", "41 dead"))
		if err := errors.Join(s.NewsItemRead(ctx, b.Waiting[0].Subject, article.ID), s.NewsItemRead(ctx, b.Waiting[1].Subject, 0)); err != nil {
			t.Fatal(err)
		}
		if f := feed(); f.Open != 1 || f.Added != 1 || f.Skipped != 1 {
			t.Errorf("%+v", f)
		}
		var pause time.Duration
		for n := range 9 {
			if err := s.NewsFeedRead(ctx, id, models.FeedReading{Problem: "gone"}); err != nil {
				t.Fatal(err)
			}
			f := feed()
			next := f.NextAt.Sub(*f.ReadAt)
			if f.Failures != n+1 || f.Problem != "gone" || next < pause || next > 25*time.Hour {
				t.Errorf("%+v", f)
			}
			pause = next
		}
		if err := s.SetNewsFeed(ctx, ada, id, models.FeedSetting{Off: true, OnlyCasualties: true}); err != nil {
			t.Fatal(err)
		}
		if err := s.NewsFeedRead(ctx, id, models.FeedReading{}); err != nil {
			t.Fatal(err)
		}
		if f := feed(); f.NextAt != nil || !f.OnlyCasualties || f.Problem != "gone" {
			t.Errorf("%+v", f)
		}
		whole(t, s)
		if err := s.RemoveNewsFeed(ctx, ada, id); err != nil {
			t.Fatal(err)
		}
		if _, err := s.NewsFeed(ctx, ada, id); !errors.Is(err, models.ErrNotFound) {
			t.Error(err)
		}
		whole(t, s)
	})
}

func TestNewsFeedsRefused(t *testing.T) {
	s := storetest.SQLite(t)
	eva := storetest.User(t, s, "eva", models.RoleEditor)
	for _, list := range [][]models.NewNewsFeed{nil, {{URL: "feed"}}, {{URL: "file:///etc/passwd"}}} {
		if _, err := s.AddNewsFeeds(ctx, models.SystemActor, list); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("%v: %v", list, err)
		}
	}
	_, err := s.NewsFeeds(ctx, eva)
	_, added := s.AddNewsFeeds(ctx, eva, []models.NewNewsFeed{{URL: "https://a.example/feed"}})
	_, one := s.NewsFeed(ctx, eva, 1)
	_, item := s.NewsItem(ctx, eva, 1)
	for i, err := range []error{err, added, one, item, s.SetNewsFeed(ctx, eva, 1, models.FeedSetting{}), s.RemoveNewsFeed(ctx, eva, 1)} {
		if !errors.Is(err, models.ErrForbidden) {
			t.Errorf("%d: %v", i, err)
		}
	}
	f := models.NewsFeed{OnlyCasualties: true}
	for kind, want := range map[extract.Kind]bool{extract.Deaths: true, extract.Money: false} {
		if got := f.Wants(&models.NewArticle{Claims: []extract.Claim{{Kind: kind}}}); got != want {
			t.Errorf("%s: %v", kind, got)
		}
	}
}

// A thousand feeds that are due are queued at once, and once.
func TestManyFeedsAreDue(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		list := make([]models.NewNewsFeed, 1000)
		for i := range list {
			list[i].URL = fmt.Sprintf("https://a.example/%d", i)
		}
		if _, err := s.AddNewsFeeds(ctx, models.SystemActor, list); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := s.QueueDue(ctx); err != nil {
				t.Fatal(err)
			}
		}
		if b, err := s.Jobs(ctx, models.SystemActor); err != nil || b.NWaiting != 1000 || len(b.Waiting) != 50 {
			t.Errorf("%d, %d, %v", b.NWaiting, len(b.Waiting), err)
		}
	})
}
