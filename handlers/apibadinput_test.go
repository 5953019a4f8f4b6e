package handlers

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"tallymark/models"
	"tallymark/models/storetest"
)

// refused checks that an answer is a problem with one of the statuses, in JSON,
// and a fault of whoever asked.
func (a *answer) refused(what string, statuses ...int) {
	a.t.Helper()
	var p struct {
		Status int
		Title  string
	}
	err := json.Unmarshal([]byte(a.body), &p)
	if !slices.Contains(statuses, a.status) || err != nil || p.Status != a.status || p.Title == "" || a.header.Get("Content-Type") != "application/problem+json" {
		a.t.Errorf("%.200s: %d, want %v: %.300s", what, a.status, statuses, a.body)
	}
}

// Ten megabytes are too much, and so are twenty for an article.
func TestTenMegabytesOfJSON(t *testing.T) {
	t.Parallel()
	x := newSite(t)
	v := x.program(models.RoleEditor, models.ScopeEdit)
	big := strings.Repeat("x", 10<<20)
	for path, field := range map[string]string{"/claims/1/decisions": "reason", "/claims/1/notes": "text"} {
		v.call(http.MethodPost, apiRoot+path, `{"`+field+`": "`+big+`"}`, "If-Match", `"1"`).refused(path, http.StatusRequestEntityTooLarge)
	}
	v.call(http.MethodPost, apiRoot+"/articles", `{"text": "`+big+big+`"}`).refused("an article of twenty", http.StatusRequestEntityTooLarge)
	v.call(http.MethodPost, apiRoot+"/articles", `{"text": "`+big[:2<<20]+`", "title": "Long"}`).want(http.StatusCreated)
}

// What is no JSON is refused by what it calls itself, and what calls itself
// JSON by what it is.
func TestContentTypesOfTheAPI(t *testing.T) {
	t.Parallel()
	x := newSite(t)
	x.strangers()
	v := x.program(models.RoleEditor, models.ScopeEdit)
	for id, call := range apiCalls {
		if call.body == "" || call.body == "{}" {
			continue
		}
		for _, kind := range []string{"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonx"} {
			v.call(http.MethodPost, apiRoot+call.path, call.body, "If-Match", `"1"`, "Content-Type", kind).refused(id+" as "+kind, http.StatusUnsupportedMediaType)
		}
		for _, body := range []string{"", "null", "[]", `"text"`, "{", call.body + "}", "\xff", strings.Repeat(`{"a":`, 20_000)} {
			v.call(http.MethodPost, apiRoot+call.path, body, "If-Match", `"1"`, "Content-Type", "application/json").refused(id+" of "+body, http.StatusBadRequest, http.StatusUnprocessableEntity)
		}
	}
}

// A cursor is refused once a letter of it is another, whatever it then says.
func TestCursorsTamperedWith(t *testing.T) {
	t.Parallel()
	x := newSite(t)
	x.inConflict()
	v := x.program(models.RoleViewer, models.ScopeRead)
	coded := func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }
	for _, path := range []string{"/claims", "/articles", "/figures?tab=all"} {
		sign := "?"
		if strings.Contains(path, "?") {
			sign = "&"
		}
		whole := v.read(path + sign + "limit=1")["next"].(string)
		if whole == "" {
			t.Fatalf("%s has one page", path)
		}
		for _, cursor := range []string{
			"x", "%00", "....", whole + "=", whole[1:], whole + whole, strings.Repeat("A", 5000), "' OR 1=1 --", "-1",
			coded("1:0"), coded("1:-1"), coded("1:1e3"), coded("1: 5"), coded("0:5"), coded("9:5"), coded("1:5:5"), coded("1:9223372036854775808"), coded("1:99999999999999999999"),
		} {
			v.call(http.MethodGet, apiRoot+path+sign+"cursor="+url.QueryEscape(cursor), "").refused(path+" at "+cursor, http.StatusUnprocessableEntity)
		}
	}
	for _, since := range []string{"", "yesterday", "-1", "0.5", "2026-13-01T00:00:00Z", "2026-03-01", "1-1-1-1", "99999999999999999999", "' OR 1=1 --"} {
		v.call(http.MethodGet, apiRoot+"/claims/changed?changed_since="+url.QueryEscape(since), "").refused("since "+since, http.StatusUnprocessableEntity)
	}
}

// odd are values that some program sends sooner or later.
var odd = []any{
	nil, -1, 1e300, json.Number("18446744073709551616"), "a\x00b\u202e", strings.Repeat("é", 6000), []any{"x"}, object{},
}

// Whatever stands in a field, on either database, the answer is never a fault
// on our side.
func TestOddValuesInEveryField(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		x := siteWith(t, Config{Store: s})
		x.strangers()
		v := x.program(models.RoleEditor, models.ScopeEdit)
		spec := x.server.api.huma.OpenAPI()
		for _, rt := range x.server.api.rows {
			id := strings.TrimPrefix(rt.name, "api.")
			call, ok := apiCalls[id]
			if !ok {
				continue // the description itself
			}
			item := spec.Paths[strings.ReplaceAll(rt.path, ":[0-9]+", "")]
			if rt.method == http.MethodGet {
				path, _, _ := strings.Cut(call.path, "?")
				for _, p := range item.Get.Parameters {
					for _, value := range odd {
						if p.In != "query" {
							continue
						}
						v.sane(id+" with "+p.Name, v.call(http.MethodGet, apiRoot+path+"?"+url.Values{p.Name: {fmt.Sprint(value)}}.Encode(), ""))
					}
				}
				continue
			}
			var whole object
			if err := json.Unmarshal([]byte(call.body), &whole); err != nil {
				t.Fatal(err)
			}
			for name := range whole {
				for _, value := range odd {
					body := maps.Clone(whole)
					body[name] = value
					sent, err := json.Marshal(body)
					if err != nil {
						t.Fatal(err)
					}
					v.sane(fmt.Sprintf("%s with %s %.40q", id, name, value), v.call(http.MethodPost, apiRoot+call.path, string(sent), "If-Match", `"1"`))
				}
			}
			if !slices.Contains([]string{"claim-decide", "evidence-withdraw", "figure-settle"}, id) {
				continue
			}
			for _, header := range []string{"If-Match", "Idempotency-Key"} {
				for _, value := range []string{`"99999999999999999999"`, strings.Repeat("k", 1000), "\u202eé"} {
					v.sane(id+" with "+header, v.call(http.MethodPost, apiRoot+call.path, call.body, "If-Match", `"1"`, header, value))
				}
			}
		}
	})
}

// sane checks that an answer is no fault of the server.
func (v *visitor) sane(what string, a *answer) {
	v.t.Helper()
	if a.status >= http.StatusInternalServerError {
		v.t.Errorf("%s: %d %s", what, a.status, a.body)
	}
}
