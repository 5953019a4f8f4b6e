package handlers

import (
	"fmt"
	"net/http"
	"strings"

	"tallymark/models"
)

// jobsPage is the work in the background.
type jobsPage struct {
	base
	Since  uint // the newest change that it knows of
	Groups []jobGroup
}

// Idle reports whether there is nothing to show.
func (p jobsPage) Idle() bool {
	for _, g := range p.Groups {
		if g.N > 0 {
			return false
		}
	}
	return true
}

// jobGroup are the jobs of one state, the first of N.
type jobGroup struct {
	Key, Heading, When string
	N                  int
	Jobs               []models.Job
}

// More is how many are not listed.
func (g jobGroup) More() int { return g.N - len(g.Jobs) }

// Failed reports whether its jobs can be tried again.
func (g jobGroup) Failed() bool { return g.Key == string(models.JobFailed) }

// jobList serves GET /jobs.
func (s *Server) jobList(w http.ResponseWriter, r *http.Request) error {
	since, err := s.store.FeedEnd(r.Context())
	if err != nil {
		return err
	}
	b, err := s.store.Jobs(r.Context(), actorOf(r))
	if err != nil {
		return err
	}
	return s.render(w, r, "jobs", jobsPage{base: s.base(r, "Jobs"), Since: since, Groups: []jobGroup{
		{string(models.JobRunning), "Running", "Began", b.NRunning, b.Running},
		{string(models.JobFailed), "Failed", "Failed", b.NFailed, b.Failed},
		{string(models.JobWaiting), "Waiting", "Due", b.NWaiting, b.Waiting},
	}})
}

// jobRetry serves POST /jobs/{id}/retry.
func (s *Server) jobRetry(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	if err := s.store.RetryJob(r.Context(), actorOf(r), int64(id)); err != nil {
		return err
	}
	return s.redirectWith(w, r, "/jobs", "The job is tried again.")
}

// scheduleForm switches the reading of an article's page by itself.
type scheduleForm struct {
	models.Schedule
	May bool // the visitor may switch it
}

// On reports whether there is a next reading.
func (f scheduleForm) On() bool { return f.NextAt != nil }

// Trouble is why the page could not be read the last time, "" if it was.
func (f scheduleForm) Trouble() string {
	if f.Problem == "" {
		return ""
	}
	return fmt.Sprintf("It could not be read the last time (%s in a row): %s", count(f.Failures, "failure", "failures"), sentence(f.Problem))
}

// scheduleSet serves POST /articles/{id}/schedule.
func (s *Server) scheduleSet(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	if _, err := s.store.ScheduleOf(r.Context(), actorOf(r), id); err != nil {
		return err
	}
	on := r.PostForm.Get("on")
	if on != "yes" && on != "no" {
		return &models.InvalidError{Field: "on", Message: `the form did not arrive whole; open the page and press the button again`}
	}
	if err := s.store.SetSchedule(r.Context(), actorOf(r), id, on == "yes"); err != nil {
		return err
	}
	said := "The page is not read again by itself any more."
	if on == "yes" {
		said = "The page is read again by itself from now on: every quarter of an hour at first, then ever more seldom, for a year."
	}
	return s.redirectWith(w, r, strings.TrimSuffix(r.URL.Path, "/schedule")+"/versions", said)
}
