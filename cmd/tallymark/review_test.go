package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tallymark/models"
	"tallymark/models/storetest"
)

// stories are the verdicts on the claims of the database, in their order.
func stories(t *testing.T) (out []string) {
	t.Helper()
	inStore(t, func(s *models.Store) {
		rows, _, err := s.Claims(t.Context(), models.SystemActor, models.ClaimFilter{Limit: 200})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range rows {
			if c.Status != models.StatusUnreviewed {
				out = append(out, strings.TrimSpace(fmt.Sprintf("%d %s %s %s %s", c.ID, c.Status, c.Basis, c.DecisionReason, c.CorrectText)))
			}
		}
	})
	return out
}

// The same answers are the same verdicts on the database and on a server.
func TestReviewByKeys(t *testing.T) {
	const answers = "1 The list.\n?\n\nd\n2\nThe list says 44.\n44\nd3 It was two days.\nz\nn\nWhich list?\nu No list.\nx3\nx what they call the bridge\ns\nw 4 The list is newer.\nq\nx1\n"
	var told [2][]string
	for i := range told {
		withSample(t)
		args := []string{"review", "--as", "ana@example.org"}
		if i == 1 {
			save(t, "token.txt", tokenFor(t, "ana@example.org", models.ScopeReview)+"\n")
			args = []string{"review", "--server", servingHere(t), "--token-file", "token.txt"}
		}
		got := tallymark(t, answers, args...)
		if got.code != 0 || got.errors != "" || !strings.HasSuffix(got.out, "8 decided, 1 skipped, 1 taken back.\n") {
			t.Fatalf("exit %d: %s%s", got.code, got.errors, got.out)
		}
		for _, want := range []string{"comes now: ", " in this article", "z takes it back", "\nTaken back: ", "page furniture"} {
			if !strings.Contains(got.out, want) {
				t.Errorf("nothing says %q:\n%s", want, got.out)
			}
		}
		if strings.Contains(got.out, "\x1b") || strings.Contains(got.out, "> ") {
			t.Errorf("a program reads prompts or colours:\n%s", got.out)
		}
		told[i] = stories(t)
	}
	if diff := cmp.Diff(told[0], told[1]); diff != "" {
		t.Error(diff)
	}
	all := strings.Join(told[0], "\n")
	for _, want := range []string{
		"verified official_statement The list.", "disputed primary_document The list says 44. 44", "needs_evidence  Which list?", "unverifiable  No list.",
		"not_a_claim  a name", "not_a_claim  what they call the bridge", "superseded  The list is newer.",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("no verdict is %q:\n%s", want, all)
		}
	}
	if strings.Contains(all, "two days") || strings.Contains(all, "a date") {
		t.Errorf("what was taken back, or came after the end, stands:\n%s", all)
	}
}

// A program that goes wrong loses its place: what comes after it is not
// applied to other claims.
func TestReviewStopsAtTheFirstRefusal(t *testing.T) {
	withSample(t)
	before := stories(t)
	for _, tt := range []struct{ answers, says string }{
		{"12\n", "? lists them"}, {"d7 no\n", "? lists them"}, {"d\n\n", "rests on something"}, {"w the newer\n", "number"},
		{"w 999999 Newer.\n", "claim"}, {"n\n\n", "missing"}, {"d2\nThe list.\nmany\n", "figure"}, {"\x1b[2J\n", "? lists them"},
	} {
		got := tallymark(t, tt.answers+"1\n1\n1\n", "review", "--as", "ana@example.org")
		if got.code != 1 || !strings.Contains(got.errors, tt.says) || !strings.Contains(got.out, "0 decided") || strings.Contains(got.errors, "\x1b") {
			t.Errorf("%q: exit %d: %s", tt.answers, got.code, got.errors)
		}
	}
	if diff := cmp.Diff(before, stories(t)); diff != "" {
		t.Error(diff)
	}
}

func TestReviewOfCertainClaims(t *testing.T) {
	withSample(t)
	got := tallymark(t, "x1\nx2\n", "review", "5", "4", "--as", "ana@example.org")
	if got.code != 0 || !strings.Contains(got.out, "Claim 5,") || strings.Index(got.out, "Claim 4,") < strings.Index(got.out, "Claim 5,") {
		t.Errorf("exit %d: %s%s", got.code, got.errors, got.out)
	}
	if all := strings.Join(stories(t), "\n"); !strings.Contains(all, "5 not_a_claim  a date") || !strings.Contains(all, "4 not_a_claim  a time") {
		t.Error(all)
	}
	if got := tallymark(t, "", "review", "999999", "--as", "ana@example.org"); got.code != 2 || !strings.Contains(got.errors, "no claim 999999") {
		t.Errorf("exit %d: %s", got.code, got.errors)
	}
}

// At the end of the queue the last verdict can still be taken back.
func TestReviewToTheEnd(t *testing.T) {
	withSample(t)
	got := tallymark(t, "z\n", "review", "--tab", "mine", "--as", "ana@example.org")
	if got.code != 0 || !strings.Contains(got.out, "Nothing waits here") || !strings.Contains(got.out, "1 taken back") {
		t.Errorf("exit %d: %s%s", got.code, got.errors, got.out)
	}
	if got := tallymark(t, "1\n", "review", "--tab", "mine", "--as", "ana@example.org"); got.code != 1 || !strings.Contains(got.errors, "no claim is at hand") {
		t.Errorf("exit %d: %s", got.code, got.errors)
	}
	if got := stories(t); len(got) != 0 {
		t.Errorf("verdicts %v", got)
	}
}

// The system cannot decide, and neither can who only reads.
func TestWhoMayReview(t *testing.T) {
	withSample(t)
	inStore(t, func(s *models.Store) { storetest.User(t, s, "Cy", models.RoleViewer) })
	for _, tt := range []struct {
		args []string
		code int
		says string
	}{
		{nil, 2, "--as EMAIL"},
		{[]string{"--as", "cy@example.org"}, 1, "role"},
		{[]string{"--as", "ana@example.org", "--tab", "yours"}, 2, "mine"},
	} {
		if got := tallymark(t, "1\n", append([]string{"review"}, tt.args...)...); got.code != tt.code || !strings.Contains(got.errors, tt.says) {
			t.Errorf("%v: exit %d: %s", tt.args, got.code, got.errors)
		}
	}
}

func TestTextOnTheDeskIsHarmless(t *testing.T) {
	d := &desk{width: 20, at: &atHand{Before: "a \x00\x01 \x1b[2Jb\n\n", After: " c\u202ed eeeeeeeeee ffffffffff"}}
	d.at.Claim.Quote = "41\x01 dead"
	if got, want := d.inText(), "a [2Jb\n\n[41 dead] cd\neeeeeeeeee\nffffffffff"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
