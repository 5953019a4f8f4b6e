package models_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tallymark/extract"
	"tallymark/models"
	"tallymark/models/storetest"
)

// reads is an engine of some version that reads as it is told.
type reads struct {
	version string
	claims  func(text string) []extract.Claim
}

func (e reads) Version() string                                     { return e.version }
func (e reads) Claims(doc extract.Document, _ bool) []extract.Claim { return e.claims(doc.Text) }

func (e reads) SentenceAt(_ extract.Document, at extract.Span) extract.Span { return at }

// otherwise reads as the fixture does, but for the figure of one number; nil
// does not find it.
func otherwise(version, number string, read func(*extract.Claim) *extract.Claim) reads {
	return reads{version, func(text string) []extract.Claim {
		var out []extract.Claim
		for _, c := range claimsIn(text) {
			if c.Number.Text != number {
				out = append(out, c)
			} else if is := read(&c); is != nil {
				out = append(out, *is)
			}
		}
		return out
	}}
}

func missed(*extract.Claim) *extract.Claim { return nil }

func reread(t testing.TB, s *models.Store, e models.Engine, article uint) models.Rereading {
	t.Helper()
	r, err := s.Reread(ctx, models.SystemActor, e, article)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestReread(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann := reviewer(t, s, "ann")
		art, cs := attack(t, s)
		id := cs[0].ID
		decide(t, s, ann, verdict(id, models.StatusVerified))
		decide(t, s, ann, verdict(cs[1].ID, models.StatusVerified))

		injured := otherwise("2", "41", func(c *extract.Claim) *extract.Claim { c.Kind = extract.Injuries; return c })
		if r := reread(t, s, injured, art.ID); r != (models.Rereading{Done: true, Kept: 2, Changed: 1}) {
			t.Errorf("another kind: %+v", r)
		}
		p := claim(t, s, id)
		if p.Claim.Kind != extract.Injuries || p.Claim.Status != models.StatusUnreviewed || p.Claim.WasStatus != models.StatusVerified || len(p.Decisions) != 1 {
			t.Errorf("claim %+v", p.Claim)
		}
		if len(p.Edits) != 1 || p.Edits[0].Act != models.ActReread || p.Edits[0].UserID != nil || !p.Edits[0].Resets || p.Version.Engine != "2" {
			t.Errorf("edits %+v, version by %s", p.Edits, p.Version.Engine)
		}
		if other := claim(t, s, cs[1].ID).Claim; other.Status != models.StatusVerified || other.Revision != 2 {
			t.Errorf("a claim that reads the same: %s, revision %d", other.Status, other.Revision)
		}
		if r := reread(t, s, injured, art.ID); r.Done {
			t.Errorf("again by the same engine: %+v", r)
		}
		whole(t, s)

		// A better label is no other statement.
		labelled := otherwise("3", "41", func(c *extract.Claim) *extract.Claim { c.Kind, c.Label = extract.Injuries, "41 hurt"; return c })
		if r := reread(t, s, labelled, art.ID); r.Kept != 3 || r.Changed != 0 {
			t.Errorf("another label: %+v", r)
		}
		if c := claim(t, s, id).Claim; c.Label != "41 hurt" || c.Revision != p.Claim.Revision {
			t.Errorf("label %q at revision %d", c.Label, c.Revision)
		}
		whole(t, s)
	})
}

// What is found no more goes, or stays if anybody has touched it.
func TestRereadMisses(t *testing.T) {
	touches := map[string]func(*testing.T, *models.Store, models.Actor, uint){
		"nothing": nil,
		"decision": func(t *testing.T, s *models.Store, ann models.Actor, id uint) {
			decide(t, s, ann, verdict(id, models.StatusVerified))
		},
		"undone decision": func(t *testing.T, s *models.Store, ann models.Actor, id uint) {
			decide(t, s, ann, verdict(id, models.StatusVerified))
			if _, err := s.Undo(ctx, ann, id, 2, "undo"); err != nil {
				t.Fatal(err)
			}
		},
		"mend": func(t *testing.T, s *models.Store, ann models.Actor, id uint) {
			if _, err := s.Mend(ctx, ann, engine(t), mend(t, s, id, models.Typed{Figure: words("44")})); err != nil {
				t.Fatal(err)
			}
		},
		"note": func(t *testing.T, s *models.Store, ann models.Actor, id uint) {
			if _, err := s.AddNote(ctx, ann, models.NewNote{ClaimID: id, Text: "Who counts?", Token: "note"}); err != nil {
				t.Fatal(err)
			}
		},
		"evidence": func(t *testing.T, s *models.Store, ann models.Actor, id uint) {
			if _, err := s.AddEvidence(ctx, ann, models.NewEvidence{ClaimID: id, URL: "https://b.example/", Stance: models.StanceSupports, Token: "e"}); err != nil {
				t.Fatal(err)
			}
		},
		"tag": func(t *testing.T, s *models.Store, ann models.Actor, id uint) {
			if err := s.AddTag(ctx, ann, id, "toll"); err != nil {
				t.Fatal(err)
			}
		},
		"assigned": func(t *testing.T, s *models.Store, ann models.Actor, id uint) {
			if err := s.Assign(ctx, ann, id, ann.UserID); err != nil {
				t.Fatal(err)
			}
		},
		"points to it": func(t *testing.T, s *models.Store, ann models.Actor, id uint) {
			n := verdict(id+1, models.StatusSuperseded)
			n.SupersededByID = &id
			decide(t, s, ann, n)
		},
	}
	for name, touch := range touches {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, s *models.Store) {
				ann := reviewer(t, s, "ann")
				art, cs := attack(t, s)
				id := cs[0].ID
				want := models.Rereading{Done: true, Kept: 2, Gone: 1}
				if touch != nil {
					touch(t, s, ann, id)
					want = models.Rereading{Done: true, Kept: 2, Stale: 1}
				}
				if _, err := s.LeaseNext(ctx, ann, models.TabAll, 0); err != nil {
					t.Fatal(err)
				}
				before := claim(t, s, id)
				if r := reread(t, s, otherwise("2", "41", missed), art.ID); r != want {
					t.Errorf("got %+v, want %+v", r, want)
				}
				whole(t, s)
				if touch == nil {
					if _, err := s.Claim(ctx, ann, id); !errors.Is(err, models.ErrNotFound) {
						t.Errorf("the claim is still there: %v", err)
					}
					return
				}
				p := claim(t, s, id)
				if !p.Claim.Stale || p.Claim.MissedBy != "2" || p.Claim.Status != before.Claim.Status || p.Claim.Revision <= before.Claim.Revision {
					t.Errorf("claim %+v", p.Claim)
				}
				if len(p.Decisions) != len(before.Decisions) || len(p.Notes) != len(before.Notes) || len(p.Evidence) != len(before.Evidence) || p.Claim.Tags != before.Claim.Tags {
					t.Errorf("something is lost: %+v", p)
				}
				// Found again, it is what it was; missed twice, it is counted once.
				if r := reread(t, s, otherwise("3", "41", missed), art.ID); r.Stale != 0 || r.Kept != 2 {
					t.Errorf("missed again: %+v", r)
				}
				if r := reread(t, s, reads{"4", claimsIn}, art.ID); r.Kept != 3 || r.Added != 0 {
					t.Errorf("found again: %+v", r)
				}
				again := claim(t, s, id).Claim
				if again.Stale || again.MissedBy != "" || again.Status != before.Claim.Status || again.Value == nil || *again.Value != *before.Claim.Value {
					t.Errorf("found again: %+v", again)
				}
				whole(t, s)
			})
		})
	}
}

// What a person says wins over every engine.
func TestRereadKeepsWhatPeopleSay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		e, ann := engine(t), reviewer(t, s, "ann")
		art, cs := attack(t, s)
		if _, err := s.Mend(ctx, ann, e, mend(t, s, cs[0].ID, models.Typed{Figure: words("44")})); err != nil {
			t.Fatal(err)
		}
		n := verdict(cs[0].ID, models.StatusVerified)
		n.Revision = 2
		decide(t, s, ann, n)
		added, err := s.AddClaim(ctx, ann, e, models.NewClaim{ArticleID: art.ID, Quote: "Monday", Typed: models.Typed{Figure: words("1"), Unit: words("day")}, Token: "add"})
		if err != nil {
			t.Fatal(err)
		}
		about := otherwise("2", "41", func(c *extract.Claim) *extract.Claim { c.Approx = extract.About; return c })
		if r := reread(t, s, about, art.ID); r != (models.Rereading{Done: true, Kept: 4}) {
			t.Errorf("got %+v", r)
		}
		c := claim(t, s, cs[0].ID).Claim
		was, _ := c.EngineReading()
		now := c.Reading()
		if now.Words() != "44 people" || was.Words() != "about 41 people" || c.Status != models.StatusVerified || c.Revision != 3 {
			t.Errorf("reads %q, the engine %q, %s at revision %d", now.Words(), was.Words(), c.Status, c.Revision)
		}
		if c := claim(t, s, added.ID).Claim; !c.ByHand || c.Stale || c.Revision != added.Revision {
			t.Errorf("added by hand: %+v", c)
		}
		// The engine has come to read what the person reads: nothing is overruled any more.
		like := otherwise("3", "41", func(c *extract.Claim) *extract.Claim {
			c.Value.V, c.Low, c.High, c.Label = 44, extract.Float{V: 44, OK: true}, extract.Float{V: 44, OK: true}, now.Label
			return c
		})
		reread(t, s, like, art.ID)
		if p := claim(t, s, cs[0].ID); p.Claim.Status != models.StatusVerified || len(p.Claim.Original) > 0 {
			t.Errorf("agreed: %+v", p.Claim)
		}
		whole(t, s)
	})
}

func TestRereadFindsMore(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		e, ann, art := engine(t), reviewer(t, s, "ann"), withoutClaims(t, s)
		c, err := s.AddClaim(ctx, ann, e, models.NewClaim{ArticleID: art.ID, Quote: "23 survivors", Token: "add"})
		if err != nil {
			t.Fatal(err)
		}
		r := reread(t, s, e, art.ID)
		if r.Added < 2 || r.Kept != 1 || r.Changed+r.Gone+r.Stale != 0 {
			t.Errorf("got %+v", r)
		}
		ids := map[string]bool{}
		for _, one := range claims(t, s, art.ID) {
			place := fmt.Sprint(one.NumberStart, one.NumberEnd)
			if ids[place] || one.NumberText == "23" && one.ID != c.ID {
				t.Errorf("twice the same figure: %+v", one)
			}
			ids[place] = true
			if one.ID != c.ID && (one.Status != models.StatusUnreviewed || !strings.HasPrefix(one.SourceLink, "https://news.example/ferry")) {
				t.Errorf("found: %+v", one)
			}
		}
		found, _, err := s.Claims(ctx, ann, models.ClaimFilter{Text: "cooks"})
		found = slices.DeleteFunc(found, func(c models.Claim) bool { return c.Unit != "cooks" })
		if err != nil || len(found) != 1 {
			t.Errorf("what is found is not in the search: %d, %v", len(found), err)
		}
		whole(t, s)
		// A claim with an edit of the engine's stays as a row and is not checked.
		hurt := func(version string) reads {
			return reads{version, func(text string) []extract.Claim {
				all := e.Claims(extract.Document{Text: text, Lang: "en"}, true)
				return slices.DeleteFunc(all, func(c extract.Claim) bool { return version == "9" && c.Unit == "cooks" })
			}}
		}
		changed := hurt("8")
		plain := changed.claims
		changed.claims = func(text string) []extract.Claim {
			all := plain(text)
			for i := range all {
				if all[i].Unit == "cooks" {
					all[i].Kind = extract.Injuries
				}
			}
			return all
		}
		if r := reread(t, s, changed, art.ID); r.Changed != 1 {
			t.Errorf("read otherwise: %+v", r)
		}
		if r := reread(t, s, hurt("9"), art.ID); r.Gone != 1 {
			t.Errorf("read no more: %+v", r)
		}
		if c := claim(t, s, found[0].ID).Claim; c.Checkable || c.Stale || c.NotChecked == "" {
			t.Errorf("read no more: %+v", c)
		}
		if r := reread(t, s, hurt("10"), art.ID); r.Added != 1 {
			t.Errorf("read again: %+v", r)
		}
		whole(t, s)
	})
}

func TestRereadIsForEditors(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		art, _ := attack(t, s)
		e := reads{"2", claimsIn}
		for role, want := range map[models.Role]error{models.RoleViewer: models.ErrForbidden, models.RoleReviewer: models.ErrForbidden, models.RoleEditor: nil} {
			if _, err := s.Reread(ctx, storetest.User(t, s, string(role), role), e, art.ID); !errors.Is(err, want) {
				t.Errorf("%s: %v, want %v", role, err, want)
			}
		}
		if _, err := s.Reread(ctx, models.SystemActor, e, 999); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("no article: %v", err)
		}
		other := add(t, s, articleOf("https://news.example/other", "Then 7 guns were found there."))
		ids, err := s.Outdated(ctx, models.SystemActor, "2", 0, 10)
		n, errCount := s.OutdatedCount(ctx, models.SystemActor, "2")
		if err != nil || errCount != nil || !slices.Equal(ids, []uint{other.ID}) || n != 1 {
			t.Errorf("to be read again: %v, %v, %d, %v", ids, err, n, errCount)
		}
	})
}

// A text that is current again brings back what was found in it, and not what
// a newer engine had missed.
func TestRereadOfAnOlderText(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann := reviewer(t, s, "ann")
		art, cs := attack(t, s)
		first := articleOf("https://news.example/attack", claim(t, s, cs[0].ID).Version.Text)
		decide(t, s, ann, verdict(cs[0].ID, models.StatusVerified))
		reread(t, s, otherwise("2", "41", missed), art.ID)
		add(t, s, articleOf("https://news.example/attack", "Nothing is known."))
		add(t, s, first)
		stale := 0
		for _, c := range claims(t, s, art.ID) {
			if c.Stale {
				stale++
			}
			if c.Stale != (c.ID == cs[0].ID) {
				t.Errorf("claim %d is stale: %v", c.ID, c.Stale)
			}
		}
		if stale != 1 {
			t.Errorf("%d stale claims", stale)
		}
		whole(t, s)
	})
}
