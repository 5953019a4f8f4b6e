package handlers

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/gorilla/mux"

	"tallymark/export"
	"tallymark/models"
)

// progressPage shows how the work goes on.
type progressPage struct {
	base
	Spans  []dashboardTab
	Days   string
	Charts []chart
}

// progressSpans are the spans of days to choose from.
var progressSpans = []struct {
	days  int
	label string
}{{7, "7 days"}, {30, "30 days"}, {90, "90 days"}, {366, "A year"}}

const usualSpan = 30

// progressAsked reads the charts that were asked for.
func (s *Server) progressAsked(r *http.Request) (charts []chart, days int, err error) {
	days = usualSpan
	if asked := r.URL.Query().Get("days"); asked != "" {
		if days, err = strconv.Atoi(asked); err != nil {
			return nil, 0, &models.InvalidError{Field: "days", Message: fmt.Sprintf("%q is no number of days: choose between 1 and 366", asked)}
		}
	}
	p, err := s.store.Progress(r.Context(), actorOf(r), days)
	if err != nil {
		return nil, 0, err
	}
	return chartsOf(&p), days, nil
}

// progressShow serves GET /progress.
func (s *Server) progressShow(w http.ResponseWriter, r *http.Request) error {
	charts, days, err := s.progressAsked(r)
	if err != nil {
		return err
	}
	page := progressPage{base: s.base(r, "Progress"), Charts: charts, Days: strconv.Itoa(days)}
	for _, span := range progressSpans {
		page.Spans = append(page.Spans, dashboardTab{Path: "/progress?days=" + strconv.Itoa(span.days), Label: span.label, Here: span.days == days})
	}
	return s.render(w, r, "progress", page)
}

// chartAsked is the one chart of the address.
func (s *Server) chartAsked(r *http.Request) (chart, error) {
	charts, _, err := s.progressAsked(r)
	if err != nil {
		return chart{}, err
	}
	i := slices.IndexFunc(charts, func(c chart) bool { return c.Name == mux.Vars(r)["chart"] })
	if i < 0 {
		return chart{}, models.ErrNotFound
	}
	return charts[i], nil
}

// progressCSV serves GET /progress/{chart}.csv: the table of a chart.
func (s *Server) progressCSV(w http.ResponseWriter, r *http.Request) error {
	c, err := s.chartAsked(r)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", attachment(s.chartFile(&c, "csv")))
	out := csv.NewWriter(w)
	out.UseCRLF = true
	_ = out.Write(append([]string{c.Of}, c.Columns...)) // its error stays and is told by Flush
	for _, row := range c.Rows {
		line := []string{export.SafeCell(row.Label)}
		for _, v := range row.Values {
			line = append(line, strconv.Itoa(v))
		}
		_ = out.Write(line)
	}
	out.Flush()
	return out.Error()
}

// progressSVG serves GET /progress/{chart}.svg: a chart as a picture that
// stands by itself.
func (s *Server) progressSVG(w http.ResponseWriter, r *http.Request) error {
	c, err := s.chartAsked(r)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/svg+xml")
	w.Header().Set("Content-Disposition", attachment(s.chartFile(&c, "svg")))
	return s.renderFile(w, r, "progress", "chart-file", &c)
}

func (s *Server) chartFile(c *chart, ending string) string {
	return fmt.Sprintf("tallymark-%s-%s.%s", c.Name, s.now().UTC().Format(time.DateOnly), ending)
}
