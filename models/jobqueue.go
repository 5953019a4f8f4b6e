package models

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
	"github.com/riverqueue/river/rivertype"
	"gorm.io/gorm"
)

// Worker does what jobs of one task ask for, given the number of their subject.
// It may be asked twice for the same work, when the program was killed between
// the work and the note that it is done: what it does must be so that the
// second time changes nothing.
type Worker func(ctx context.Context, subject uint) error

// taskRules say how a task is worked on: how many at once by one program, and
// how often it is tried.
var taskRules = map[Task]struct{ atOnce, tries int }{
	TaskRead:   {4, 5},
	TaskFeed:   {112, 5}, // a hundred may hang until their time is up
	TaskItem:   {4, 4},
	TaskImport: {1, 10},
	TaskTell:   {8, 14}, // the last try is about a day after the first
}

const (
	// jobTime ends a try. It is short, since a try that was killed is only
	// known by its age: what takes longer goes on in another, see
	// [ErrUnfinished].
	jobTime   = time.Minute
	stuckAge  = jobTime + 15*time.Second
	failedAge = 30 * 24 * time.Hour // for which failed jobs are kept
	dueEvery  = 5 * time.Second     // schedules are looked at
	noteEvery = time.Hour           // the statuses of the day are noted
)

// order is a job as the queue keeps it: there is one at a time of each task for
// each subject.
type order struct {
	Task    Task `json:"task" river:"unique"`
	Subject uint `json:"subject" river:"unique"`
}

// Kind is the queue's name for all of our jobs.
func (order) Kind() string { return "tallymark" }

// jobQueue is the queue in the database, which outlives the program.
type jobQueue struct {
	driver riverdriver.Driver[*sql.Tx]
	client *river.Client[*sql.Tx] // only adds jobs
	log    *slog.Logger
}

func (s *Store) openQueue() error {
	db, err := s.write.DB()
	if err != nil {
		return err
	}
	q := &jobQueue{log: slog.New(warnings{s.log.Handler()})}
	q.driver = riversqlite.New(db)
	if s.dialect == dialectPostgres {
		q.driver = riverdatabasesql.New(db)
	}
	q.client, err = river.NewClient(q.driver, &river.Config{Logger: q.log})
	s.queue = q
	return err
}

// warnings keeps what the queue says of its daily life to itself.
type warnings struct{ slog.Handler }

// Enabled implements [slog.Handler].
func (w warnings) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelWarn && w.Handler.Enabled(ctx, l)
}

// migrate makes the queue's own tables, which come in versions of their own.
// On PostgreSQL one program does it and others that start at once wait.
func (q *jobQueue) migrate(ctx context.Context, s *Store) error {
	m, err := rivermigrate.New(q.driver, &rivermigrate.Config{Logger: q.log})
	if err != nil {
		return err
	}
	if r, err := m.Validate(ctx); err == nil && r.OK {
		return nil
	}
	if s.dialect == dialectPostgres {
		unlock, err := s.lockMigrations(ctx)
		if err != nil {
			return err
		}
		defer unlock()
	}
	_, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}

// migrationLock is the key of a lock among programs on one PostgreSQL.
const migrationLock = 0x54616C79

func (s *Store) lockMigrations(ctx context.Context) (unlock func(), err error) {
	db, err := s.write.DB()
	if err != nil {
		return nil, err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", int64(migrationLock)); err != nil {
		conn.Close()
		return nil, err
	}
	return func() { forget(conn.Raw); conn.Close() }, nil
}

// add puts jobs into the queue inside a transaction: they are there once it is
// committed, and not at all if it is not. What is in the queue already stays
// the one job that it is.
func (q *jobQueue) add(ctx context.Context, tx *gorm.DB, task Task, subjects ...uint) error {
	if len(subjects) == 0 {
		return nil
	}
	inner, ok := tx.Statement.ConnPool.(*sql.Tx)
	if !ok {
		return errors.New("jobs are added inside a transaction")
	}
	jobs := make([]river.InsertManyParams, len(subjects))
	for i, subject := range subjects {
		jobs[i] = river.InsertManyParams{Args: order{task, subject}, InsertOpts: &river.InsertOpts{
			Queue: string(task), MaxAttempts: taskRules[task].tries,
			UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: []rivertype.JobState{
				rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRetryable, rivertype.JobStateRunning, rivertype.JobStateScheduled,
			}},
		}}
	}
	_, err := q.client.InsertManyTx(ctx, inner, jobs)
	return err
}

// hurry lets a job that waits for its next try begin at once.
func (q *jobQueue) hurry(ctx context.Context, tx *gorm.DB, task Task, subject uint) error {
	where := "args->>'subject' = ?"
	if tx.Name() == dialectSQLite {
		where = "CAST(json_extract(args, '$.subject') AS TEXT) = ?"
	}
	var waiting []int64
	err := tx.WithContext(ctx).Raw("SELECT id FROM river_job WHERE queue = ? AND state IN ('retryable', 'scheduled') AND "+where, string(task), strconv.FormatUint(uint64(subject), 10)).Scan(&waiting).Error
	for _, id := range waiting {
		if err := q.retry(ctx, tx, id); err != nil {
			return err
		}
	}
	return err
}

func (q *jobQueue) retry(ctx context.Context, tx *gorm.DB, id int64) error {
	_, err := q.client.JobRetryTx(ctx, tx.Statement.ConnPool.(*sql.Tx), id)
	return err
}

// Work does jobs, and adds those that are due by a schedule, until the context
// ends. What is under way then goes on when the next program works.
func (s *Store) Work(ctx context.Context, workers map[Task]Worker) error {
	if s.dialect == dialectSQLite {
		if err := s.freeJobs(ctx); err != nil {
			return wrap(err, "take up jobs")
		}
	}
	queues := make(map[string]river.QueueConfig)
	for task := range workers {
		queues[string(task)] = river.QueueConfig{MaxWorkers: taskRules[task].atOnce}
	}
	all := river.NewWorkers()
	river.AddWorker(all, &orderWorker{workers: workers})
	client, err := river.NewClient(s.queue.driver, &river.Config{
		Queues: queues, Workers: all, Logger: s.queue.log, JobTimeout: jobTime, RescueStuckJobsAfter: stuckAge,
		DiscardedJobRetentionPeriod: failedAge, CancelledJobRetentionPeriod: failedAge,
	})
	if err != nil {
		return wrap(err, "set up jobs")
	}
	if err := client.Start(ctx); err != nil {
		return wrap(err, "start jobs")
	}
	var noted time.Time
	for ctx.Err() == nil {
		if err := s.QueueDue(ctx); err != nil && ctx.Err() == nil {
			s.log.Warn("schedules could not be looked at", "error", err)
		}
		if err := s.QueueDeliveries(ctx); err != nil && ctx.Err() == nil {
			s.log.Warn("webhooks could not be told", "error", err)
		}
		if now := s.now(); now.Sub(noted) >= noteEvery {
			noted = now
			s.noteToday(ctx)
			if err := s.forgetDeliveries(ctx); err != nil && ctx.Err() == nil {
				s.log.Warn("the log of deliveries grows", "error", err)
			}
		}
		_ = pause(ctx, dueEvery) // its one error is that ctx ended
	}
	<-client.Stopped()
	return nil
}

// noteToday notes the statuses of the day, which nothing but charts needs.
func (s *Store) noteToday(ctx context.Context) {
	if err := s.NoteStatuses(ctx); err != nil && ctx.Err() == nil {
		s.log.Warn("the statuses of the day could not be noted", "error", err)
	}
}

// freeJobs puts back what a program that was killed had under way. On SQLite
// this program is the only one that works on the file, so nobody does; on
// PostgreSQL another may, and the age of the try tells.
func (s *Store) freeJobs(ctx context.Context) error {
	return s.change(ctx, func(tx *gorm.DB) error {
		return tx.Exec("UPDATE river_job SET state = 'available', max_attempts = MAX(max_attempts, attempt + 1) WHERE state = 'running'").Error
	})
}

// orderWorker hands jobs to who does them.
type orderWorker struct {
	river.WorkerDefaults[order]
	workers map[Task]Worker
}

// Work implements [river.Worker].
func (w *orderWorker) Work(ctx context.Context, job *river.Job[order]) error {
	do := w.workers[job.Args.Task]
	if do == nil {
		return fmt.Errorf("this program does not know the task %q", job.Args.Task)
	}
	err := do(ctx, job.Args.Subject)
	switch _, final := errors.AsType[*FinalError](err); {
	case errors.Is(err, ErrUnfinished), err != nil && errors.Is(ctx.Err(), context.Canceled):
		return river.JobSnooze(0) // the program ends, or others wait: no try is lost
	case final:
		return river.JobCancel(err)
	}
	return err
}
