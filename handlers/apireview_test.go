package handlers

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tallymark/models"
)

// object is an object of an answer.
type object = map[string]any

// told posts to the API and returns the object that answers.
func (v *visitor) told(path, body string, headers ...string) object {
	v.t.Helper()
	a := v.call(http.MethodPost, apiRoot+path, body, headers...)
	if a.status/100 != 2 {
		v.t.Fatalf("POST %s: %d %s", path, a.status, a.body)
	}
	return a.decoded().(object)
}

// read gets an object of the API.
func (v *visitor) read(path string) object {
	v.t.Helper()
	return v.call(http.MethodGet, apiRoot+path, "").want(http.StatusOK).decoded().(object)
}

// A program takes one claim after the other off the queue, each in its text,
// and comes to the end.
func TestReviewByAProgram(t *testing.T) {
	t.Parallel()
	x := newSite(t)
	v := x.program(models.RoleReviewer, models.ScopeReview)
	text := v.read(fmt.Sprintf("/articles/%d", x.article.ID))["text"].(string)
	seen, after, skipped := map[any]bool{}, any(0.0), any(nil)
	for {
		a := v.call(http.MethodPost, apiRoot+"/review/next", fmt.Sprintf(`{"after": %v}`, after)).want(http.StatusOK)
		next := a.decoded().(object)
		if next["claim"] == nil {
			if next["last"].(object)["claim_id"] != after {
				t.Errorf("at the end the last verdict is %v, want that on %v", next["last"], after)
			}
			break
		}
		claim := next["claim"].(object)
		if before := strings.TrimPrefix(next["before"].(string), "… "); !strings.Contains(text, before+claim["quote"].(string)+strings.TrimSuffix(next["after"].(string), " …")) {
			t.Errorf("%q with %q and %q around it is not in the text", claim["quote"], next["before"], next["after"])
		}
		if next["leased_until"] == nil || next["place"] == "" || next["left"].(float64) < 1 {
			t.Errorf("around claim %v: %v", claim["claim_id"], next)
		}
		after = claim["claim_id"]
		if skipped == nil {
			skipped = after
			v.told(fmt.Sprintf("/claims/%v/skip", after), "{}")
			continue
		}
		if seen[after] {
			t.Fatalf("claim %v comes twice", after)
		}
		seen[after] = true
		v.told(fmt.Sprintf("/claims/%v/decisions", after), `{"status": "not_a_claim", "reason": "a name"}`, "If-Match", a.header.Get("ETag"))
	}
	if !seen[skipped] || after != skipped {
		t.Errorf("what was put off, %v, did not come last: %v of %v", skipped, after, seen)
	}
}

// Whoever asks for a certain claim gets it, and hears who has it.
func TestACertainClaimByAProgram(t *testing.T) {
	t.Parallel()
	x := newSite(t)
	first, second := x.program(models.RoleReviewer, models.ScopeReview), x.program(models.RoleEditor, models.ScopeReview)
	asked := fmt.Sprintf(`{"claim": %d}`, x.claims[1].ID)
	for _, v := range []*visitor{first, second} {
		got := v.told("/review/next", asked)
		if got["claim"].(object)["claim_id"] != float64(x.claims[1].ID) || got["leased_to"] != "reviewer" {
			t.Errorf("asked for %s: %v", asked, got)
		}
	}
	for _, body := range []string{`{"claim": 999999}`, `{"claim": 9223372036854775807}`, `{"claim": 18446744073709551615}`, `{"claim": -1}`, `{"tab": "yours"}`, `{"after": 18446744073709551615}`} {
		first.call(http.MethodPost, apiRoot+"/review/next", body).want(http.StatusUnprocessableEntity)
	}
}

// What lies around a quote is cut between letters and words.
func TestAroundAQuote(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("näher ", 100)
	text := long + "41 dead " + long
	before, after := around(text, len(long), len(long)+len("41 dead"))
	if !strings.HasPrefix(before, "… näher n") || !strings.HasSuffix(before, "näher ") || !strings.HasPrefix(after, " näher") || !strings.HasSuffix(after, "näher …") {
		t.Errorf("%q … %q", before, after)
	}
	for _, tt := range [][4]any{{"41 dead.", 0, 7, "."}, {"41 dead", 3, 99, ""}, {"41 dead", -1, 2, ""}, {"41 dead", 5, 2, ""}} {
		if before, after := around(tt[0].(string), tt[1].(int), tt[2].(int)); before != "" || after != tt[3] {
			t.Errorf("around %v: %q and %q", tt, before, after)
		}
	}
}

func TestNotesTagsAndAssignmentByAProgram(t *testing.T) {
	t.Parallel()
	x := newSite(t)
	editor, reviewer := x.program(models.RoleEditor, models.ScopeEdit), x.program(models.RoleReviewer, models.ScopeReview)
	path := fmt.Sprintf("/claims/%d", x.claims[0].ID)
	for _, told := range [][]any{{"editor"}, {}} { // the second is the same once more, and tells nobody again
		note := reviewer.told(path+"/notes", `{"text": "Which list? @editor"}`, "Idempotency-Key", "n1")
		if !cmp.Equal(note["told"], told) {
			t.Errorf("the note: %v, want told %v", note, told)
		}
	}
	notes := editor.read(path)["notes"].([]any)
	if len(notes) != 1 || notes[0].(object)["written_by"] != "reviewer" {
		t.Fatalf("notes %v", notes)
	}
	withdraw := fmt.Sprintf("%s/notes/%v/withdraw", apiRoot, notes[0].(object)["note_id"])
	editor.call(http.MethodPost, withdraw, "{}").want(http.StatusForbidden)
	reviewer.call(http.MethodPost, withdraw, "{}").want(http.StatusOK)

	reviewer.told(path+"/tags", `{"tag": "Harbour"}`)
	if got := editor.read("/tags")["items"]; !cmp.Equal(got, []any{"harbour"}) {
		t.Errorf("tags %v", got)
	}
	if got := len(editor.read("/claims?tag=harbour")["items"].([]any)); got != 1 {
		t.Errorf("%d claims have the tag", got)
	}
	if got := reviewer.told(path+"/tags/remove", `{"tag": "harbour"}`)["tags"]; len(got.([]any)) != 0 {
		t.Errorf("tags %v after it was taken off", got)
	}

	me, boss := x.actors[models.RoleReviewer].UserID, x.actors[models.RoleEditor].UserID
	if got := editor.told(path+"/assign", fmt.Sprintf(`{"to": %d}`, me))["assigned_to"]; got != float64(me) {
		t.Errorf("assigned to %v, want %d", got, me)
	}
	reviewer.call(http.MethodPost, apiRoot+path+"/assign", fmt.Sprintf(`{"to": %d}`, boss)).want(http.StatusForbidden)
	if got := reviewer.told("/review/next", `{"tab": "mine"}`)["claim"].(object)["claim_id"]; got != float64(x.claims[0].ID) {
		t.Errorf("mine is %v", got)
	}
	if got := editor.told(fmt.Sprintf("/articles/%d/assign", x.article.ID), fmt.Sprintf(`{"to": %d}`, boss))["assigned"]; got == 0.0 {
		t.Error("nothing of the article changed hands")
	}
	people := reviewer.read("/people")["items"].([]any)
	if len(people) != 3 {
		t.Errorf("people who review: %v", people)
	}
}

// What is said of a figure by a program is what an editor says on its page, and
// a token that only reviews says nothing of it.
func TestFiguresByAProgram(t *testing.T) {
	t.Parallel()
	x := newSite(t)
	id := x.inConflict()
	editor, reviewer := x.program(models.RoleEditor, models.ScopeEdit), x.program(models.RoleEditor, models.ScopeReview)
	if got := editor.read("/figures?tab=conflict")["items"].([]any); len(got) != 1 || got[0].(object)["id"] != float64(id) || len(got[0].(object)["claims"].([]any)) < 2 {
		t.Fatalf("in conflict: %v", got)
	}
	path := fmt.Sprintf("/figures/%d", id)
	settle := `{"value": "at least 41", "reason": "The coastguard counts."}`
	reviewer.call(http.MethodPost, apiRoot+path+"/settle", settle).want(http.StatusForbidden)
	for range 2 {
		if got := editor.told(path+"/settle", settle, "Idempotency-Key", "s"); got["settled"] != "at least 41" || got["conflict"] != false || len(got["acts"].([]any)) != 1 {
			t.Errorf("settled: %v", got)
		}
	}
	editor.call(http.MethodPost, apiRoot+path+"/settle", `{"value": "44", "reason": "No."}`, "Idempotency-Key", "s").want(http.StatusUnprocessableEntity)
	act := editor.read(path)["acts"].([]any)[0].(object)
	if act["made_by"] != "editor" || act["numbers"].(object)["value"] != 41.0 {
		t.Errorf("the act: %v", act)
	}
	if got := editor.told(fmt.Sprintf("/figures/acts/%v/undo", act["act_id"]), "{}"); got["conflict"] != true || got["settled"] != "" {
		t.Errorf("taken back: %v", got)
	}
	taken := editor.read(path)["claims"].([]any)[0].(object)["id"]
	if got := editor.told(path+"/take", fmt.Sprintf(`{"claim_id": %v, "reason": "Of another ferry."}`, taken)); strings.Contains(fmt.Sprint(got["claims"]), fmt.Sprintf("id:%v ", taken)) {
		t.Errorf("claim %v is still there: %v", taken, got["claims"])
	}
}
