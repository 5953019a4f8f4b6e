package models_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"tallymark/extract"
	"tallymark/models"
	"tallymark/models/storetest"
)

// second is a decision made under a second check by one of several people.
func second(seq int, user uint, st models.Status) models.Decision {
	return models.Decision{ID: uint(seq), Seq: seq, Revision: seq, UserID: user, Status: st, Policy: models.JSON(`{"needs_second":true}`)}
}

func TestStandingUnderASecondCheck(t *testing.T) {
	const verified, disputed, wanting, none = models.StatusVerified, models.StatusDisputed, models.StatusNeedsEvidence, models.StatusUnreviewed
	once := func(seq int, user uint, st models.Status) models.Decision {
		d := second(seq, user, st)
		d.Policy = models.JSON(`{"evidence_required":false}`)
		return d
	}
	undo := func(seq int, user, of uint) models.Decision {
		d := second(seq, user, "whatever it says")
		d.UndoesID = &of
		return d
	}
	const ann, ben, eve = 1, 2, 3
	for _, tt := range []struct {
		name          string
		ds            []models.Decision
		es            []models.Edit
		want          models.Status
		counts        int // Seq of what counts
		first, second int // Seq of what waits
	}{
		{"a first one waits", []models.Decision{second(1, ann, verified)}, nil, none, 0, 1, 0},
		{"the same settles it", []models.Decision{second(1, ann, verified), second(2, ben, verified)}, nil, verified, 2, 0, 0},
		{"another waits for an editor", []models.Decision{second(1, ann, verified), second(2, ben, disputed)}, nil, none, 0, 1, 2},
		{"the editor settles it", []models.Decision{second(1, ann, verified), second(2, ben, disputed), second(3, eve, disputed)}, nil, disputed, 3, 0, 0},
		{"in any order", []models.Decision{second(2, ben, verified), second(1, ann, verified)}, nil, verified, 2, 0, 0},
		{"nobody is two people", []models.Decision{second(1, ann, verified), second(2, ann, verified)}, nil, none, 0, 2, 0},
		{"one changes their mind before the other", []models.Decision{second(1, ann, verified), second(2, ann, disputed), second(3, ben, disputed)}, nil, disputed, 3, 0, 0},
		{"the first is undone", []models.Decision{second(1, ann, verified), undo(2, ann, 1)}, nil, none, 0, 0, 0},
		{"the second is undone", []models.Decision{second(1, ann, verified), second(2, ben, verified), undo(3, ben, 2)}, nil, none, 0, 1, 0},
		{"the second of two that differ is undone", []models.Decision{second(1, ann, verified), second(2, ben, disputed), undo(3, ben, 2)}, nil, none, 0, 1, 0},
		{"the editor's is undone", []models.Decision{second(1, ann, verified), second(2, ben, disputed), second(3, eve, disputed), undo(4, eve, 3)}, nil, none, 0, 1, 2},
		{"a request for evidence counts at once", []models.Decision{second(1, ann, wanting)}, nil, wanting, 1, 0, 0},
		{"after it the first verdict waits", []models.Decision{second(1, ann, wanting), second(2, ben, verified)}, nil, none, 0, 2, 0},
		{"one's own verdict gives way to it", []models.Decision{second(1, ann, verified), second(2, ann, wanting)}, nil, wanting, 2, 0, 0},
		{"as the second it differs", []models.Decision{second(1, ann, verified), second(2, ben, wanting)}, nil, none, 0, 1, 2},
		{"what was settled is judged anew by two", []models.Decision{second(1, ann, verified), second(2, ben, verified), second(3, ben, disputed)}, nil, none, 0, 3, 0},
		{"what was made before the policy counts", []models.Decision{once(1, ann, verified)}, nil, verified, 1, 0, 0},
		{"and is judged anew by two", []models.Decision{once(1, ann, verified), second(2, ann, disputed)}, nil, none, 0, 2, 0},
		{"without the policy one is enough", []models.Decision{second(1, ann, verified), once(2, ben, disputed)}, nil, disputed, 2, 0, 0},
		{"an edit ends the waiting", []models.Decision{second(1, ann, verified)}, []models.Edit{{Revision: 2, Resets: true}}, none, 0, 0, 0},
		{"after an edit two judge anew", []models.Decision{second(1, ann, verified), second(3, ben, verified)}, []models.Edit{{Revision: 2, Resets: true}}, none, 0, 3, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			st := models.StatusOf(tt.ds, tt.es)
			seq := func(d *models.Decision) int {
				if d == nil {
					return 0
				}
				return d.Seq
			}
			if st.Status != tt.want || seq(st.Counts) != tt.counts || seq(st.First) != tt.first || seq(st.Second) != tt.second {
				t.Errorf("%s by %d, waiting %d and %d; want %s by %d, waiting %d and %d", st.Status, seq(st.Counts), seq(st.First), seq(st.Second),
					tt.want, tt.counts, tt.first, tt.second)
			}
			if st.SecondCheck() != (tt.first > 0 && tt.second == 0) || st.Disagreement() != (tt.second > 0) {
				t.Errorf("second check %t, disagreement %t", st.SecondCheck(), st.Disagreement())
			}
		})
	}
}

// bench is three reviewers, two editors and others before an article whose
// figures need a second check.
type bench struct {
	t                                  *testing.T
	s                                  *models.Store
	ann, ben, cal, ed, eve, vic, admin models.Actor
	claims                             []models.Claim
	id                                 uint // of the claim that is judged
	sent                               int
}

func newBench(t *testing.T, s *models.Store) *bench {
	t.Helper()
	b := &bench{
		t: t, s: s, ann: reviewer(t, s, "ann"), ben: reviewer(t, s, "ben"), cal: reviewer(t, s, "cal"),
		ed: storetest.User(t, s, "ed", models.RoleEditor), eve: storetest.User(t, s, "eve", models.RoleEditor),
		vic: storetest.User(t, s, "vic", models.RoleViewer), admin: storetest.User(t, s, "root", models.RoleAdmin),
	}
	_, b.claims = attack(t, s)
	b.id = b.claims[0].ID
	b.policy(extract.Deaths)
	return b
}

func (b *bench) policy(kinds ...extract.Kind) {
	b.t.Helper()
	if err := b.s.SetPolicy(ctx, b.admin, models.Policy{SecondCheck: kinds}); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) page(a models.Actor) models.ClaimPage {
	b.t.Helper()
	p, err := b.s.Claim(ctx, a, b.id)
	if err != nil {
		b.t.Fatal(err)
	}
	return p
}

// try decides on the claim as it stands.
func (b *bench) try(a models.Actor, st models.Status, reason string) error {
	b.t.Helper()
	b.sent++
	n := verdict(b.id, st)
	n.Revision, n.Token, n.Reason = b.page(b.ed).Claim.Revision, fmt.Sprint("bench", b.sent), reason
	_, err := b.s.Decide(ctx, a, n)
	return err
}

func (b *bench) decide(a models.Actor, st models.Status) {
	b.t.Helper()
	if err := b.try(a, st, a.Name+"'s secret reason"); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) undo(a models.Actor) error {
	b.t.Helper()
	b.sent++
	_, err := b.s.Undo(ctx, a, b.id, b.page(b.ed).Claim.Revision, fmt.Sprint("bench", b.sent))
	return err
}

// stands fails unless the claim stands so, and everything else agrees.
func (b *bench) stands(status models.Status, flags ...string) models.Claim {
	b.t.Helper()
	c := b.page(b.vic).Claim
	if c.Status != status || strings.Join(c.Flags(), " ") != strings.Join(flags, " ") {
		b.t.Errorf("the claim is %s with flags %v, want %s with %v", c.Status, c.Flags(), status, flags)
	}
	whole(b.t, b.s)
	return c
}

func TestSecondCheckSettles(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		b := newBench(t, s)
		b.decide(b.ann, models.StatusVerified)
		c := b.stands(models.StatusUnreviewed, "second_check")
		if c.DecidedByID != nil || c.Basis != "" || c.DecisionReason != "" {
			t.Errorf("the claim tells of the first verdict: %+v", c)
		}
		if got := b.page(b.ed).Decisions[0].Policy.String(); !strings.Contains(got, `"second_check":["deaths"],"needs_second":true`) {
			t.Errorf("the decision keeps the policy %s", got)
		}
		b.decide(b.ben, models.StatusVerified)
		if c := b.stands(models.StatusVerified); *c.DecidedByID != b.ben.UserID || c.DecisionReason != "ben's secret reason" {
			t.Errorf("settled by %d because %q", *c.DecidedByID, c.DecisionReason)
		}
		if err := b.undo(b.ann); !errors.Is(err, models.ErrUndoBlocked) {
			t.Errorf("the first verdict is undone under the second: %v", err)
		}
		if err := b.undo(b.ben); err != nil {
			t.Fatal(err)
		}
		b.stands(models.StatusUnreviewed, "second_check")
		if err := b.undo(b.ann); err != nil {
			t.Fatal(err)
		}
		b.stands(models.StatusUnreviewed)
	})
}

func TestDisagreementGoesToAnEditor(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		b := newBench(t, s)
		b.decide(b.ann, models.StatusVerified)
		b.decide(b.ed, models.StatusDisputed)
		b.stands(models.StatusUnreviewed, "disagreement")
		if st := b.page(b.cal).Standing; st.First.User.Name != "ann" || st.Second.Reason != "ed's secret reason" {
			t.Errorf("side by side stand %+v and %+v", st.First, st.Second)
		}
		for _, tt := range []struct {
			who    models.Actor
			reason string
			field  string
		}{
			{b.cal, "I know better.", "status"}, {b.ann, "I still think so.", "status"},
			{b.ed, "I still think so.", "status"}, {b.eve, " ", "reason"},
		} {
			err := b.try(tt.who, models.StatusVerified, tt.reason)
			if e, ok := errors.AsType[*models.InvalidError](err); !ok || e.Field != tt.field {
				t.Errorf("%s settles it: %v", tt.who.Name, err)
			}
		}
		for who, want := range map[*models.Actor]int{&b.cal: 0, &b.ann: 0, &b.ed: 0, &b.eve: 1} {
			counts, err := s.QueueCounts(ctx, *who)
			if err != nil || counts[models.TabTrouble] != want || counts[models.TabAll] != 2 || counts[models.TabSecond] != 0 {
				t.Errorf("%s has %v, %v", who.Name, counts, err)
			}
		}
		b.decide(b.eve, models.StatusDisputed)
		b.stands(models.StatusDisputed)
		if err := b.undo(b.eve); err != nil {
			t.Fatal(err)
		}
		b.stands(models.StatusUnreviewed, "disagreement")
		if d, err := s.LastDecision(ctx, b.ed); err != nil || d == nil || d.ClaimID != b.id {
			t.Errorf("the second can take back %+v, %v", d, err)
		}
		if d, err := s.LastDecision(ctx, b.ann); err != nil || d != nil {
			t.Errorf("the first can take back %+v, %v", d, err)
		}
	})
}

// Who has seen the first verdict cannot come to the same after all: the second
// check would be none.
func TestSecondCheckStaysBlind(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		b := newBench(t, s)
		b.decide(b.ann, models.StatusVerified)
		b.decide(b.cal, models.StatusDisputed)
		if err := b.undo(b.cal); err != nil {
			t.Fatal(err)
		}
		b.stands(models.StatusUnreviewed, "second_check")
		for who, want := range map[*models.Actor]int{&b.cal: 0, &b.ann: 0, &b.ed: 1} {
			counts, err := s.QueueCounts(ctx, *who)
			if err != nil || counts[models.TabSecond] != want {
				t.Errorf("%s has %v, %v", who.Name, counts, err)
			}
		}
		for _, status := range []models.Status{models.StatusVerified, models.StatusDisputed} {
			if err := b.try(b.cal, status, "On second thoughts."); !errors.Is(err, models.ErrInvalid) {
				t.Errorf("a second verdict that is not blind: %v", err)
			}
		}
		// The first may still think again, and then nobody has seen anything.
		if err := b.undo(b.ann); err != nil {
			t.Fatal(err)
		}
		b.decide(b.ann, models.StatusDisputed)
		b.decide(b.cal, models.StatusDisputed)
		b.stands(models.StatusDisputed)
	})
}

// Nothing that the store gives to somebody below editor tells of a verdict
// that waits, but to its author.
func TestSecondCheckIsBlind(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		b := newBench(t, s)
		b.decide(b.ann, models.StatusVerified)
		if err := b.undo(b.ann); err != nil {
			t.Fatal(err)
		}
		b.decide(b.ann, models.StatusDisputed)
		for who, want := range map[*models.Actor][2]int{&b.ann: {3, 0}, &b.ben: {0, 3}, &b.vic: {0, 3}, &b.ed: {3, 0}} {
			p := b.page(*who)
			if len(p.Decisions) != want[0] || p.Hidden != want[1] || (p.Standing.First != nil) != (want[1] == 0) {
				t.Errorf("%s sees %d decisions, %d hidden, and standing %+v", who.Name, len(p.Decisions), p.Hidden, p.Standing)
			}
			if p.Claim.OwnWaits != (who == &b.ann) {
				t.Errorf("to %s it is their own: %t", who.Name, p.Claim.OwnWaits)
			}
		}
		late := verdict(b.id, models.StatusVerified)
		late.Token = "late"
		_, err := s.Decide(ctx, b.ben, late)
		if e, ok := errors.AsType[*models.ConflictError](err); !ok || len(e.Decisions) != 0 || e.Claim.DecidedBy != nil {
			t.Errorf("a late verdict is told %+v", err)
		}
		if err := b.undo(b.ben); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("an undo of what is hidden says %v", err)
		}
		desk, err := s.Review(ctx, b.ben, models.TabSecond, b.id)
		if err != nil || len(desk.Claim.Decisions) != 0 || desk.Claim.Claim.DecidedBy != nil || desk.Claims[0].DecidedBy != nil {
			t.Errorf("the desk tells %+v, %v", desk.Claim, err)
		}
		if _, _, err := s.Entries(ctx, b.ben, "", 0); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("the audit log is open to reviewers: %v", err)
		}
		rows := 0
		err = s.EachExportRow(ctx, b.ben, models.ExportFilter{Preset: models.PresetEverything}, func(r *models.ExportRow) error {
			if rows++; r.Claim.ID == b.id && (!r.Claim.SecondCheck || r.DecidedByName != "" || r.Claim.DecisionReason != "") {
				t.Errorf("the export tells %+v", r)
			}
			return nil
		})
		if err != nil || rows != 3 {
			t.Errorf("%d rows, %v", rows, err)
		}
		// Once both have decided, everybody sees both.
		b.decide(b.ben, models.StatusDisputed)
		if p := b.page(b.vic); len(p.Decisions) != 4 || p.Hidden != 0 {
			t.Errorf("after the second %d decisions, %d hidden", len(p.Decisions), p.Hidden)
		}
	})
}

// Decisions made together are as blind as those made alone.
func TestSecondCheckOfSeveralIsBlind(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		b := newBench(t, s)
		together := func(a models.Actor, st models.Status, token string) (models.Bulk, error) {
			n := verdict(b.id, st)
			return s.DecideAll(ctx, a, models.NewBulk{Revisions: map[uint]int{b.id: b.page(b.ed).Claim.Revision}, Verdict: n, Token: token})
		}
		made, err := together(b.ann, models.StatusDisputed, "one")
		if err != nil {
			t.Fatal(err)
		}
		b.stands(models.StatusUnreviewed, "second_check")
		for who, want := range map[*models.Actor]int{&b.ann: 1, &b.ben: 0, &b.vic: 0, &b.ed: 1} {
			if got, err := s.Bulk(ctx, *who, made.ID); err != nil || len(got.Decisions) != want {
				t.Errorf("%s sees %d decisions, %v; want %d", who.Name, len(got.Decisions), err, want)
			}
		}
		if _, err := s.UndoAll(ctx, b.ann, made.ID, "back"); err != nil {
			t.Fatal(err)
		}
		b.stands(models.StatusUnreviewed)
		for i, a := range []models.Actor{b.ann, b.ben} {
			if _, err := together(a, []models.Status{models.StatusDisputed, models.StatusVerified}[i], a.Name); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := together(b.cal, models.StatusVerified, "cal"); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("a reviewer settles a disagreement among others: %v", err)
		}
		b.stands(models.StatusUnreviewed, "disagreement")
	})
}

// The queue hands a second check to anybody but the one who was first.
func TestSecondCheckIsHandedOn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		b := newBench(t, s)
		if err := s.Assign(ctx, b.ann, b.id, b.ann.UserID); err != nil {
			t.Fatal(err)
		}
		b.decide(b.ann, models.StatusVerified)
		for who, want := range map[*models.Actor]int{&b.ann: 0, &b.ben: 1, &b.ed: 1} {
			counts, err := s.QueueCounts(ctx, *who)
			if err != nil || counts[models.TabSecond] != want || counts[models.TabAll] != 2 || counts[models.TabMine] != 0 {
				t.Errorf("%s has %v, %v; want %d second checks", who.Name, counts, err, want)
			}
		}
		if id := next(t, s, b.ann, models.TabSecond, 0); id != 0 {
			t.Errorf("the first is handed claim %d again", id)
		}
		if id := next(t, s, b.ben, models.TabSecond, 0); id != b.id {
			t.Errorf("another is handed claim %d, want %d", id, b.id)
		}
		p, err := s.Article(ctx, b.ann, b.claims[0].ArticleID)
		if err != nil || !p.Claims[0].OwnWaits || p.Claims[1].OwnWaits || p.Article.Counts.Unreviewed != 3 {
			t.Errorf("the article's page: %+v, %v", p.Claims[0], err)
		}
		b.decide(b.ben, models.StatusVerified)
		// Judged anew, it goes to those too who judged the first time.
		b.decide(b.cal, models.StatusDisputed)
		if id := next(t, s, b.ann, models.TabSecond, 0); id != b.id {
			t.Errorf("in the second round ann is handed %d, want %d", id, b.id)
		}
		b.stands(models.StatusUnreviewed, "second_check")
	})
}

func TestPolicyOfSecondChecks(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		b := newBench(t, s)
		if err := s.SetPolicy(ctx, b.admin, models.Policy{SecondCheck: []extract.Kind{"wishes"}}); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("a kind that is none: %v", err)
		}
		b.policy(extract.Money, extract.Injuries, extract.Money)
		p, err := s.Policy(ctx)
		if err != nil || fmt.Sprint(p.SecondCheck) != "[injuries money]" {
			t.Errorf("policy %+v, %v", p, err)
		}
		b.decide(b.ann, models.StatusVerified)
		b.stands(models.StatusVerified)
	})
}
