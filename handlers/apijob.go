package handlers

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tallymark/models"
)

// jobs adds the operation that reads the work in the background.
func (a *api) jobs() {
	operate(a, models.RoleEditor, huma.Operation{
		OperationID: "jobs", Method: http.MethodGet, Path: "/jobs", Tags: []string{"Jobs"},
		Summary: "List the work in the background", Description: "What is running, what failed and what waits; of each the first 50, and how many there are in all.",
	}, a.listJobs)
}

// apiJob is a piece of work in the background.
type apiJob struct {
	ID      int64           `json:"job_id"`
	Task    models.Task     `json:"task" doc:"What is done, such as article-read."`
	Subject uint            `json:"subject" doc:"Number of what it is about."`
	About   string          `json:"about" doc:"The same in words."`
	State   models.JobState `json:"state" enum:"running,failed,waiting"`
	At      time.Time       `json:"at" doc:"When it began, failed, or is due."`
	Tries   int             `json:"tries"`
	Most    int             `json:"most_tries" doc:"After so many it fails for good."`
	Problem string          `json:"problem" doc:"Why the last try failed."`
}

type apiJobs struct {
	Body struct {
		Running int      `json:"running"`
		Failed  int      `json:"failed"`
		Waiting int      `json:"waiting"`
		Items   []apiJob `json:"items" nullable:"false" doc:"Running, failed, waiting, in this order."`
	}
}

func (a *api) listJobs(ctx context.Context, _ *struct{}) (*apiJobs, error) {
	b, err := a.store.Jobs(ctx, actorIn(ctx))
	if err != nil {
		return nil, err
	}
	out := new(apiJobs)
	out.Body.Running, out.Body.Failed, out.Body.Waiting, out.Body.Items = b.NRunning, b.NFailed, b.NWaiting, []apiJob{}
	for _, jobs := range [][]models.Job{b.Running, b.Failed, b.Waiting} {
		for _, j := range jobs {
			out.Body.Items = append(out.Body.Items, apiJob{j.ID, j.Task, j.Subject, j.About, j.State, j.At, j.Tries, j.Most, j.Problem})
		}
	}
	return out, nil
}
