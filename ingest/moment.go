package ingest

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// isoTime brings a time as pages write it into RFC 3339, or the day alone if
// it says no more, or does not say in which zone; "" if it is none, or could be
// two.
func isoTime(s string) string {
	s = strings.TrimSpace(zoneName.ReplaceAllString(strings.Join(strings.Fields(s), " "), ""))
	if s == "" {
		return ""
	}
	for _, layout := range momentLayouts {
		if t, err := time.Parse(layout, s); err == nil && possible(t) {
			return t.Format(time.RFC3339)
		}
	}
	for _, layout := range dayLayouts {
		if t, err := time.Parse(layout, s); err == nil && possible(t) {
			return t.Format(time.DateOnly)
		}
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return unixTime(n)
	}
	return slashedDay(s)
}

// zoneName is what programs write behind a time that has its zone already.
var zoneName = regexp.MustCompile(`(\[[A-Za-z_/+-]+\]|\([A-Za-z .+-]+\))$`)

// slashedDay reads a day in digits between slashes where one of the two first
// numbers can be no month.
func slashedDay(s string) string {
	s, _, _ = strings.Cut(s, " ")
	dayFirst, err := time.Parse("2/1/2006", s)
	monthFirst, other := time.Parse("1/2/2006", s)
	switch {
	case err == nil && (other != nil || dayFirst.Equal(monthFirst)) && possible(dayFirst):
		return dayFirst.Format(time.DateOnly)
	case err != nil && other == nil && possible(monthFirst):
		return monthFirst.Format(time.DateOnly)
	}
	return ""
}

// possible says whether a page can have been published then.
func possible(t time.Time) bool { return t.Year() >= 1900 && t.Year() < 2200 }

// unixTime reads seconds or milliseconds since 1970.
func unixTime(n int64) string {
	if n > 1e11 {
		n /= 1000
	}
	if t := time.Unix(n, 0).UTC(); n > 5e8 && possible(t) {
		return t.Format(time.RFC3339)
	}
	return ""
}

var momentLayouts = []string{
	time.RFC3339Nano, "2006-01-02T15:04:05.999999999Z0700", "2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05Z07", "2006-01-02T15:04Z07:00", "2006-01-02T15:04Z0700",
	"2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05 -0700 MST", "2006-01-02 15:04:05 UTC", "2006-01-02 15:04 UTC", "2006-01-02T15:04:05 -07:00",
	"20060102T150405Z0700", "20060102T150405Z", time.RFC1123Z, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 02 Jan 2006 15:04:05 GMT", "Mon Jan 2 15:04:05 -0700 2006", "Mon Jan 02 2006 15:04:05 GMT-0700",
}

// dayLayouts name a day, with or without a time of it in no zone. A day in
// digits with the month first or second is left alone: 3/4/2026 is two days;
// with points it is the day that comes first.
var dayLayouts = withTimes([]string{
	"2006-01-02", "2006/01/02", "2006.01.02", "20060102", "2.1.2006", "02.01.2006",
	"January 2, 2006", "January 2 2006", "Jan 2, 2006", "Jan. 2, 2006", "Jan 2 2006", "2 January 2006", "2 January, 2006", "2 Jan 2006", "2 Jan. 2006", "2 Jan, 2006", "02-Jan-2006", "2-Jan-2006",
	"Monday, January 2, 2006", "Monday January 2, 2006", "Monday, 2 January 2006", "Monday 2 January 2006", "Monday, 2 January, 2006", "Mon, Jan 2, 2006", "Mon, 2 Jan 2006", "Mon 2 Jan 2006",
})

func withTimes(days []string) []string {
	all := days
	for _, d := range days {
		for _, between := range [...]string{" ", ", ", "T", " at ", " | ", " - "} {
			for _, clock := range [...]string{"15:04:05", "15:04", "3:04 pm", "3:04pm", "3:04 PM", "3:04PM", "3:04 p.m."} {
				all = append(all, d+between+clock)
			}
		}
	}
	return all
}

// shownDate finds a day in a line that a page shows, such as "Published:
// Thursday, 12 March 2026, 18:05".
func shownDate(s string) string {
	if len(s) > longestDateLine {
		return ""
	}
	for _, p := range shownDates {
		if found := p.FindString(s); found != "" {
			if day := isoTime(strings.NewReplacer(".", "", ",", "", "st ", " ", "nd ", " ", "rd ", " ", "th ", " ").Replace(found)); day != "" {
				return day
			}
			if day := isoTime(found); day != "" {
				return day
			}
		}
	}
	return ""
}

const longestDateLine = 200

var shownDates = []*regexp.Regexp{
	regexp.MustCompile(`\b\d{4}-\d{2}-\d{2}\b`),
	regexp.MustCompile(`(?i)\b\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? \d{4}\b`),
	regexp.MustCompile(`(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}\b`),
	regexp.MustCompile(`\b\d{1,2}\.\d{1,2}\.\d{4}\b`),
}
