package models_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"tallymark/models"
	"tallymark/models/storetest"
)

// scheduled adds n articles whose pages were read from the web.
func scheduled(t *testing.T, s *models.Store, n int) (articles []uint) {
	t.Helper()
	for i := range n {
		a := articleOf(fmt.Sprintf("https://news.example.org/%d", i), fmt.Sprintf("%d dead", 41+i))
		a.HTTPStatus = 200
		articles = append(articles, add(t, s, a).ID)
	}
	return articles
}

// working runs workers until done says so, and returns the board then.
func working(t *testing.T, s *models.Store, workers map[models.Task]models.Worker, done func(b models.JobBoard) bool) models.JobBoard {
	t.Helper()
	work, stop := context.WithTimeout(t.Context(), 30*time.Second)
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- s.Work(work, workers) }()
	defer func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}()
	for tick := time.NewTicker(20 * time.Millisecond); ; {
		b, err := s.Jobs(t.Context(), models.SystemActor)
		if err != nil {
			t.Fatal(err)
		}
		if done(b) {
			return b
		}
		select {
		case <-tick.C:
		case <-work.Done():
			t.Fatalf("not done: %+v", b)
		}
	}
}

// What is due is done, once, and what fails is tried again until it fails for
// good, with the reason, and again when somebody asks.
func TestJobs(t *testing.T) {
	storetest.EachAt(t, func(t *testing.T, s *models.Store, clock *storetest.Hand) {
		articles := scheduled(t, s, 3)
		editor := storetest.User(t, s, "eva", models.RoleEditor)
		clock.Advance(time.Hour)
		var mu sync.Mutex
		tried := make(map[uint]int)
		mended := false
		workers := map[models.Task]models.Worker{models.TaskRead: func(ctx context.Context, id uint) error {
			mu.Lock()
			defer mu.Unlock()
			tried[id]++
			if id == articles[1] && !mended {
				return &models.FinalError{Err: errors.New("the bridge is out")}
			}
			return s.PageRead(ctx, id, "")
		}}
		count := func(id uint) int {
			mu.Lock()
			defer mu.Unlock()
			return tried[id]
		}
		b := working(t, s, workers, func(b models.JobBoard) bool {
			return b.NFailed == 1 && b.NRunning+b.NWaiting == 0 && count(articles[0])*count(articles[2]) > 0
		})
		j := b.Failed[0]
		if j.Subject != articles[1] || j.Task != models.TaskRead || j.State != models.JobFailed || j.About == "" || j.Tries != 1 {
			t.Errorf("%+v", j)
		}
		if j.Problem != "the bridge is out" {
			t.Errorf("problem %q", j.Problem)
		}
		mu.Lock()
		mended = true
		mu.Unlock()
		if err := s.RetryJob(ctx, storetest.User(t, s, "rob", models.RoleReviewer), j.ID); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a reviewer: %v", err)
		}
		if err := s.RetryJob(ctx, editor, 4711); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("no job: %v", err)
		}
		for range 2 { // the second time it is under way, or done
			if err := s.RetryJob(ctx, editor, j.ID); err != nil {
				t.Fatal(err)
			}
		}
		working(t, s, workers, func(b models.JobBoard) bool { return b.NFailed+b.NRunning+b.NWaiting == 0 })
		for i, want := range []int{1, 2, 1} {
			if n := count(articles[i]); n != want {
				t.Errorf("article %d was read %d times, not %d", i, n, want)
			}
		}
		whole(t, s)
	})
}

// What is in the queue is not put there again.
func TestJobsAreAddedOnce(t *testing.T) {
	storetest.EachAt(t, func(t *testing.T, s *models.Store, clock *storetest.Hand) {
		scheduled(t, s, 1)
		for range 3 {
			clock.Advance(3 * time.Hour)
			if err := s.QueueDue(ctx); err != nil {
				t.Fatal(err)
			}
		}
		b, err := s.Jobs(ctx, models.SystemActor)
		if err != nil || b.NWaiting != 1 || len(b.Waiting) != 1 {
			t.Errorf("%+v, %v", b, err)
		}
	})
}

// What a program had under way when it was killed is taken up by the next.
func TestJobsOutliveProgram(t *testing.T) {
	s := storetest.SQLite(t)
	scheduled(t, s, 1)
	if err := s.WriteDB().Exec("UPDATE schedules SET next_at = since").Error; err != nil {
		t.Fatal(err)
	}
	if err := s.QueueDue(ctx); err != nil {
		t.Fatal(err)
	}
	if err := s.WriteDB().Exec("UPDATE river_job SET state = 'running', attempt = 5, attempted_at = CURRENT_TIMESTAMP").Error; err != nil {
		t.Fatal(err)
	}
	read := make(chan uint, 9)
	working(t, s, map[models.Task]models.Worker{models.TaskRead: func(ctx context.Context, id uint) error {
		read <- id
		return s.PageRead(ctx, id, "")
	}}, func(b models.JobBoard) bool { return b.NRunning+b.NWaiting+b.NFailed == 0 })
	if len(read) != 1 {
		t.Errorf("read %d times", len(read))
	}
}

// A job that is not finished goes on, and one that the end of the program cuts
// short loses no try.
func TestUnfinishedJobs(t *testing.T) {
	storetest.EachAt(t, func(t *testing.T, s *models.Store, clock *storetest.Hand) {
		scheduled(t, s, 1)
		clock.Advance(time.Hour)
		slices := 0
		begun := make(chan bool, 9)
		workers := map[models.Task]models.Worker{models.TaskRead: func(ctx context.Context, id uint) error {
			if slices++; slices < 3 {
				return models.ErrUnfinished
			}
			begun <- true
			<-ctx.Done()
			return ctx.Err()
		}}
		working(t, s, workers, func(models.JobBoard) bool { return len(begun) > 0 })
		b, err := s.Jobs(ctx, models.SystemActor)
		if err != nil || b.NWaiting != 1 || b.Waiting[0].Tries != 0 || b.NFailed != 0 {
			t.Errorf("%+v, %v", b, err)
		}
	})
}

// Pages are read often at first, then ever more seldom, and after a year no
// more.
func TestSchedule(t *testing.T) {
	s, clock := storetest.SQLiteAt(t)
	article := scheduled(t, s, 1)[0]
	began := clock.Advance(0)
	var readings []time.Duration
	for {
		c, err := s.ScheduleOf(ctx, models.SystemActor, article)
		if err != nil {
			t.Fatal(err)
		}
		if c.NextAt == nil {
			break
		}
		readings = append(readings, c.NextAt.Sub(began).Round(time.Minute))
		clock.Advance(c.NextAt.Sub(clock.Advance(0)))
		if err := s.PageRead(ctx, article, ""); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(readings); n < 130 || n > 160 {
		t.Errorf("%d readings", n)
	}
	for i, want := range map[int]time.Duration{0: 15 * time.Minute, 11: 3 * time.Hour, 12: 4 * time.Hour} {
		if readings[i] != want {
			t.Errorf("reading %d after %v, not %v", i, readings[i], want)
		}
	}
	if last := readings[len(readings)-1]; last < 365*24*time.Hour || last > 400*24*time.Hour {
		t.Errorf("the last reading is after %v", last)
	}
}

// A page that cannot be read is left in peace, for longer each time.
func TestScheduleOfLostPage(t *testing.T) {
	s, clock := storetest.SQLiteAt(t)
	article := scheduled(t, s, 1)[0]
	var last models.Schedule
	for n := 1; ; n++ {
		clock.Advance(time.Second)
		if err := s.PageRead(ctx, article, "gone: no such page"); err != nil {
			t.Fatal(err)
		}
		c, err := s.ScheduleOf(ctx, models.SystemActor, article)
		if err != nil || c.Problem != "gone: no such page" || c.Failures != n {
			t.Fatalf("%+v, %v", c, err)
		}
		if c.NextAt == nil {
			break
		}
		if last.NextAt != nil && !c.NextAt.After(*last.NextAt) {
			t.Errorf("after %d failures at %v, before at %v", n, c.NextAt, last.NextAt)
		}
		last = c
	}
	if last.Failures != 9 {
		t.Errorf("left alone after %d failures", last.Failures+1)
	}
	rob := storetest.User(t, s, "rob", models.RoleReviewer)
	for _, on := range []bool{true, true, false} {
		if err := s.SetSchedule(ctx, rob, article, on); err != nil {
			t.Fatal(err)
		}
		if c, err := s.ScheduleOf(ctx, rob, article); err != nil || (c.NextAt != nil) != on || c.Failures != 0 {
			t.Errorf("%+v, %v", c, err)
		}
	}
	if err := s.SetSchedule(ctx, storetest.User(t, s, "vic", models.RoleViewer), article, true); !errors.Is(err, models.ErrForbidden) {
		t.Errorf("a viewer: %v", err)
	}
	pasted := add(t, s, articleOf("", "7 dead"))
	if err := s.SetSchedule(ctx, rob, pasted.ID, true); !errors.Is(err, models.ErrInvalid) {
		t.Errorf("no address: %v", err)
	}
	whole(t, s)
}
