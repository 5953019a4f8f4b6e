package models

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"
)

// Task is a kind of work that is done in the background.
type Task string

// The tasks. What each is about, by its number, is the Subject of a [Job].
const (
	TaskRead   Task = "article-read" // the page of an article, again
	TaskFeed   Task = "feed-read"    // a feed
	TaskItem   Task = "item-read"    // the page of an item of a feed
	TaskImport Task = "import"       // a file that holds many articles
	TaskTell   Task = "webhook-tell" // a delivery to a webhook
)

// Words say what a task does.
func (t Task) Words() string {
	switch t {
	case TaskRead:
		return "Read the page again"
	case TaskFeed:
		return "Read the feed"
	case TaskItem:
		return "Add what a feed names"
	case TaskImport:
		return "Import the file"
	case TaskTell:
		return "Tell a webhook"
	}
	return string(t)
}

// JobState is how far a job is.
type JobState string

// The states of a job.
const (
	JobWaiting JobState = "waiting" // for its turn, or for its next try
	JobRunning JobState = "running"
	JobFailed  JobState = "failed" // for good, unless somebody asks for another try
)

// Job is a piece of work in the background. One that is done is a job no more.
type Job struct {
	ID      int64
	Task    Task
	Subject uint
	About   string // the subject in words, for people
	State   JobState
	At      time.Time // of its next try, the beginning of the one that runs, or its failing
	Tries   int
	Most    int    // tries, after which it fails
	Problem string // why the last try failed
}

// Path is the page of what the job is about.
func (j *Job) Path() string {
	switch j.Task {
	case TaskRead:
		return fmt.Sprintf("/articles/%d/versions", j.Subject)
	case TaskFeed:
		return "/feeds"
	case TaskImport:
		return fmt.Sprintf("/imports/%d", j.Subject)
	}
	return ""
}

// JobBoard is the work under way: of each state how many jobs there are, and
// the first of them.
type JobBoard struct {
	Running, Waiting, Failed    []Job
	NRunning, NWaiting, NFailed int
}

// shownJobs is how many jobs of each state are listed.
const shownJobs = 50

// Jobs returns the work under way.
func (s *Store) Jobs(ctx context.Context, a Actor) (b JobBoard, err error) {
	if err := a.may(RoleEditor); err != nil {
		return b, err
	}
	err = s.snapshot(ctx, func(tx *gorm.DB) (err error) {
		for _, l := range []struct {
			jobs   *[]Job
			n      *int
			state  JobState
			states []string
			order  string
		}{
			{&b.Running, &b.NRunning, JobRunning, []string{"running"}, "attempted_at, id"},
			{&b.Waiting, &b.NWaiting, JobWaiting, []string{"available", "retryable", "scheduled", "pending"}, "scheduled_at, id"},
			{&b.Failed, &b.NFailed, JobFailed, []string{"discarded", "cancelled"}, "finalized_at DESC, id DESC"},
		} {
			if *l.n, err = one[int](tx, "SELECT COUNT(*) FROM river_job WHERE state IN ?", l.states); err != nil {
				return err
			}
			if *l.jobs, err = jobsOf(tx, l.state, l.states, l.order); err != nil {
				return err
			}
		}
		return nameSubjects(ctx, tx, b.Running, b.Waiting, b.Failed)
	})
	return b, wrap(err, "jobs")
}

// jobsOf reads the queue's own table, whose times and JSON each database keeps
// in its way.
func jobsOf(tx *gorm.DB, state JobState, states []string, order string) ([]Job, error) {
	columns := `args->>'task', CAST(args->>'subject' AS BIGINT), COALESCE(errors[array_upper(errors, 1)]->>'error', ''),`
	if tx.Name() == dialectSQLite {
		columns = `json_extract(args, '$.task'), json_extract(args, '$.subject'), COALESCE(json_extract(errors, '$[#-1].error'), ''),`
	}
	at := map[JobState]string{JobRunning: "attempted_at", JobWaiting: "scheduled_at", JobFailed: "finalized_at"}[state]
	rows, err := tx.Raw("SELECT id, "+columns+" attempt, max_attempts, "+at+" FROM river_job WHERE state IN ? ORDER BY "+order+" LIMIT ?", states, shownJobs).Rows()
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var jobs []Job
	for rows.Next() {
		j := Job{State: state}
		if err := rows.Scan(&j.ID, &j.Task, &j.Subject, &j.Problem, &j.Tries, &j.Most, &j.At); err != nil {
			return nil, err
		}
		j.Problem = strings.TrimPrefix(j.Problem, "JobCancelError: ") // which the queue puts before what is final
		jobs = append(jobs, j)
	}
	return jobs, rows.Err()
}

// nameSubjects says in words what jobs are about, with one query for each kind
// of subject.
func nameSubjects(ctx context.Context, tx *gorm.DB, lists ...[]Job) error {
	wanted := make(map[Task][]uint)
	for _, jobs := range lists {
		for _, j := range jobs {
			wanted[j.Task] = append(wanted[j.Task], j.Subject)
		}
	}
	names := make(map[Task]map[uint]string)
	for task, query := range map[Task]string{
		TaskRead:   "SELECT id, COALESCE(NULLIF(title, ''), url) FROM articles WHERE id IN ?",
		TaskFeed:   "SELECT id, COALESCE(NULLIF(title, ''), url) FROM news_feeds WHERE id IN ?",
		TaskImport: "SELECT id, name FROM imports WHERE id IN ?",
		TaskTell:   "SELECT d.id, h.host FROM webhook_deliveries AS d JOIN webhooks AS h ON h.id = d.webhook_id WHERE d.id IN ?",
		TaskItem:   "SELECT id, COALESCE(NULLIF(title, ''), url) FROM news_items WHERE id IN ?",
	} {
		if len(wanted[task]) == 0 {
			continue
		}
		found, err := namesOf(tx.WithContext(ctx), query, wanted[task])
		if err != nil {
			return err
		}
		names[task] = found
	}
	for _, jobs := range lists {
		for i := range jobs {
			jobs[i].About = names[jobs[i].Task][jobs[i].Subject]
		}
	}
	return nil
}

func namesOf(tx *gorm.DB, query string, wanted []uint) (map[uint]string, error) {
	rows, err := tx.Raw(query, wanted).Rows()
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	names := make(map[uint]string)
	for rows.Next() {
		var id uint
		var name string
		if err := rows.Scan(&id, &name); err != nil {
			return nil, err
		}
		names[id] = name
	}
	return names, rows.Err()
}

// RetryJob lets a job that failed be tried again, at once. One that is under
// way already is left alone.
func (s *Store) RetryJob(ctx context.Context, a Actor, id int64) error {
	if err := a.may(RoleEditor); err != nil {
		return err
	}
	err := s.change(ctx, func(tx *gorm.DB) error {
		state, err := one[string](tx.WithContext(ctx), "SELECT state FROM river_job WHERE id = ?", id)
		if err != nil || state != "discarded" && state != "cancelled" {
			return err
		}
		if err := s.queue.retry(ctx, tx, id); err != nil {
			return err
		}
		return s.record(ctx, tx, a, "job.retry", ids{"job": id}, nil, nil)
	})
	return wrap(err, "try job %d again", id)
}

// FinalError is a failure that another try would not mend.
type FinalError struct{ Err error }

func (e *FinalError) Error() string { return e.Err.Error() }
func (e *FinalError) Unwrap() error { return e.Err }

// ErrUnfinished is returned by a worker that has more to do: its job goes on
// when others had their turn. It is no failure.
var ErrUnfinished = errors.New("there is more to do")
