package models_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"tallymark/models"
	"tallymark/models/storetest"
)

// What happens to a few claims when many people decide, undo and lease at
// once must be what could have happened one after the other. The model says
// what one after the other means; porcupine looks for an order that fits.

// request is what one person asks for; answer what they are told.
type request struct {
	what     string // decide, undo, lease
	user     uint
	claim    int
	revision int
}

type answer struct {
	what     string // done, conflict, blocked, nothing, or for a lease: held
	revision int    // of the claim afterwards; for a lease who has it
}

// desk is the state of all claims, as a value that can be compared.
type desk struct{ claims []claimState }

type claimState struct {
	revision int
	by       []uint // who made the verdicts that have not been undone, oldest first
	holder   uint
}

func (c claimState) same(o claimState) bool {
	return c.revision == o.revision && c.holder == o.holder && slices.Equal(c.by, o.by)
}

func (d desk) changed(i int, c claimState) desk {
	cs := slices.Clone(d.claims)
	cs[i] = c
	return desk{cs}
}

// after is the state and the answer that a request leads to.
func (d desk) after(r request) (desk, answer) {
	c := d.claims[r.claim]
	if r.what == "lease" {
		return d.leased(r)
	}
	last := uint(0)
	if n := len(c.by); n > 0 {
		last = c.by[n-1]
	}
	switch {
	case r.what == "undo" && last != 0 && last != r.user:
		return d, answer{what: "blocked"}
	case r.revision != c.revision:
		return d, answer{"conflict", c.revision}
	case r.what == "undo" && last == 0:
		return d, answer{what: "nothing"}
	case r.what == "undo":
		c.by = c.by[:len(c.by)-1]
	default:
		c.by = append(slices.Clone(c.by), r.user)
	}
	c.revision++
	c.holder = 0
	return d.changed(r.claim, c), answer{"done", c.revision}
}

func (d desk) leased(r request) (desk, answer) {
	c := d.claims[r.claim]
	if c.holder != 0 && c.holder != r.user {
		return d, answer{"held", int(c.holder)}
	}
	cs := slices.Clone(d.claims)
	for i := range cs {
		if cs[i].holder == r.user {
			cs[i].holder = 0
		}
	}
	cs[r.claim].holder = r.user
	return desk{cs}, answer{"held", int(r.user)}
}

func deskModel(claims int) porcupine.Model {
	return porcupine.Model{
		Init: func() any {
			d := desk{make([]claimState, claims)}
			for i := range d.claims {
				d.claims[i].revision = 1
			}
			return d
		},
		Step: func(state, input, output any) (bool, any) {
			d, want := state.(desk).after(input.(request))
			return want == output.(answer), d
		},
		Equal: func(a, b any) bool { return slices.EqualFunc(a.(desk).claims, b.(desk).claims, claimState.same) },
	}
}

// ask puts a request to the store.
func ask(s *models.Store, actors map[uint]models.Actor, claims []models.Claim, r request, token string) (answer, error) {
	id, actor := claims[r.claim].ID, actors[r.user]
	if r.what == "lease" {
		l, err := s.Lease(ctx, actor, id)
		return answer{"held", int(l.UserID)}, err
	}
	var err error
	if r.what == "undo" {
		_, err = s.Undo(ctx, actor, id, r.revision, token)
	} else {
		_, err = s.Decide(ctx, actor, models.NewDecision{ClaimID: id, Revision: r.revision, Status: models.StatusVerified, Basis: models.BasisCalculation, Token: token})
	}
	var stale *models.ConflictError
	switch {
	case err == nil:
		return answer{"done", r.revision + 1}, nil
	case errors.As(err, &stale):
		return answer{"conflict", stale.Claim.Revision}, nil
	case errors.Is(err, models.ErrUndoBlocked):
		return answer{what: "blocked"}, nil
	case errors.Is(err, models.ErrInvalid):
		return answer{what: "nothing"}, nil
	}
	return answer{}, err
}

// TALLYMARK_TEST_OPERATIONS asks for more of them, 10000 for instance.
func TestManyAtOnceAsOneAfterTheOther(t *testing.T) {
	const people = 10
	each := asked("TALLYMARK_TEST_OPERATIONS", 1000) / people
	storetest.EachAt(t, func(t *testing.T, s *models.Store, clock *storetest.Hand) {
		clock.Slow() // no lease runs out meanwhile
		cs := claims(t, s, add(t, s, articleOf("https://news.example/a", strings.Repeat("Then 41 people died. ", 12))).ID)
		actors := map[uint]models.Actor{}
		var users []uint
		for i := range people {
			a := reviewer(t, s, fmt.Sprintf("reviewer%d", i))
			actors[a.UserID], users = a, append(users, a.UserID)
		}
		var history []porcupine.Operation
		var mu sync.Mutex
		began := time.Now()
		_, failed := race(people, func(i int) error {
			random := rand.New(rand.NewPCG(uint64(i), 41))
			seen := slices.Repeat([]int{1}, len(cs)) // the newest revision that this person knows of
			for n := range each {
				r := request{[]string{"decide", "undo", "undo", "lease"}[random.IntN(4)], users[i], random.IntN(len(cs)), 0}
				r.revision = seen[r.claim]
				call := time.Since(began)
				a, err := ask(s, actors, cs, r, fmt.Sprintf("%d-%d", i, n))
				back := time.Since(began)
				if err != nil {
					return err
				}
				if a.what == "done" || a.what == "conflict" {
					seen[r.claim] = a.revision
				}
				mu.Lock()
				history = append(history, porcupine.Operation{ClientId: i, Input: r, Call: int64(call), Output: a, Return: int64(back)})
				mu.Unlock()
			}
			return nil
		})
		if failed != nil {
			t.Fatal(failed)
		}
		told := map[string]int{}
		for _, op := range history {
			told[op.Output.(answer).what]++
		}
		t.Log(told)
		for _, what := range []string{"done", "conflict", "blocked", "held"} {
			if told[what] < each/100 {
				t.Errorf("only %d times %q: this history shows little", told[what], what)
			}
		}
		if got := porcupine.CheckOperationsTimeout(deskModel(len(cs)), history, 5*time.Minute); got != porcupine.Ok {
			t.Errorf("%d operations are %s", len(history), got)
		}
		whole(t, s)
	})
}
