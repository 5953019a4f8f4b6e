package handlers

import (
	"bytes"
	"encoding/json"
	"net/http"
	"time"

	"tallymark/models"
)

// activityPage is the audit log.
type activityPage struct {
	base
	Rows  []activityRow
	Pager pager
}

type activityRow struct {
	Seq                uint
	At                 time.Time
	Who, What          string
	IDs, Before, After string
	Hash               string
}

const entriesPerPage = 50

// activityShow serves GET /activity.
func (s *Server) activityShow(w http.ResponseWriter, r *http.Request) error {
	rows, next, err := s.store.Entries(r.Context(), actorOf(r), r.URL.Query().Get("cursor"), entriesPerPage)
	if err != nil {
		return err
	}
	page := activityPage{base: s.base(r, "Activity"), Pager: pagerOf(r, next)}
	for _, e := range rows {
		page.Rows = append(page.Rows, activityRowOf(e))
	}
	return s.render(w, r, "activity", page)
}

func activityRowOf(e models.Entry) activityRow {
	return activityRow{
		Seq: e.Seq, At: e.At, Who: e.Actor, What: e.Command, Hash: e.Hash,
		IDs: compact(e.IDs), Before: pretty(e.Before), After: pretty(e.After),
	}
}

func compact(raw []byte) string {
	var buf bytes.Buffer
	if json.Compact(&buf, raw) != nil {
		return string(raw)
	}
	return buf.String()
}

func pretty(raw []byte) string {
	var buf bytes.Buffer
	if json.Indent(&buf, raw, "", "  ") != nil {
		return string(raw)
	}
	return buf.String()
}
