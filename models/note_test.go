package models_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"tallymark/models"
	"tallymark/models/storetest"
)

func note(t *testing.T, s *models.Store, a models.Actor, claimID uint, text string) models.Note {
	t.Helper()
	n, err := s.AddNote(ctx, a, models.NewNote{ClaimID: claimID, Text: text, Token: text})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func unread(t *testing.T, s *models.Store, a models.Actor) int {
	t.Helper()
	n, err := s.UnreadMentions(ctx, a)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestNotesAreAddedAndWithdrawn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		_, cs := attack(t, s)
		ada, bob := reviewer(t, s, "ada"), reviewer(t, s, "bob")
		n := note(t, s, ada, cs[0].ID, "The list has 39 names.")
		if again := note(t, s, ada, cs[0].ID, "The list has 39 names."); again.ID != n.ID {
			t.Errorf("the same form again is note %d, want %d", again.ID, n.ID)
		}
		if _, err := s.AddNote(ctx, ada, models.NewNote{ClaimID: cs[1].ID, Text: "Another.", Token: n.Token}); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("the token of another note: %v", err)
		}
		if _, err := s.WithdrawNote(ctx, storetest.User(t, s, "eve", models.RoleEditor), n.ID); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("somebody else's note: %v", err)
		}
		note(t, s, bob, cs[0].ID, "It does.")
		if _, err := s.WithdrawNote(ctx, ada, n.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := s.WithdrawNote(ctx, ada, n.ID); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("withdrawn twice: %v", err)
		}
		p, err := s.Claim(ctx, bob, cs[0].ID)
		if err != nil || len(p.Notes) != 2 || p.Notes[0].WithdrawnAt == nil || p.Notes[0].Text != "The list has 39 names." || p.Notes[1].User.Name != "bob" {
			t.Errorf("notes %+v, %v", p.Notes, err)
		}
		if p.Claim.Revision != 1 {
			t.Errorf("notes made revision %d", p.Claim.Revision)
		}
		for _, sql := range []string{"UPDATE notes SET text = 'x'", "DELETE FROM notes"} {
			if err := s.WriteDB().Exec(sql).Error; err == nil {
				t.Errorf("%s went through", sql)
			}
		}
		whole(t, s)
	})
}

func TestNotesAreRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		_, cs := attack(t, s)
		ada, vic := reviewer(t, s, "ada"), storetest.User(t, s, "vic", models.RoleViewer)
		for _, tt := range []struct {
			a    models.Actor
			n    models.NewNote
			want error
		}{
			{vic, models.NewNote{ClaimID: cs[0].ID, Text: "x", Token: "t"}, models.ErrForbidden},
			{models.SystemActor, models.NewNote{ClaimID: cs[0].ID, Text: "x", Token: "t"}, models.ErrForbidden},
			{ada, models.NewNote{ClaimID: cs[0].ID, Text: " \n", Token: "t"}, models.ErrInvalid},
			{ada, models.NewNote{ClaimID: cs[0].ID, Text: "x"}, models.ErrInvalid},
			{ada, models.NewNote{ClaimID: cs[0].ID, Text: strings.Repeat("x", 5001), Token: "t"}, models.ErrInvalid},
			{ada, models.NewNote{ClaimID: 999, Text: "x", Token: "t"}, models.ErrNotFound},
		} {
			if _, err := s.AddNote(ctx, tt.a, tt.n); !errors.Is(err, tt.want) {
				t.Errorf("%+v: %v, want %v", tt.n, err, tt.want)
			}
		}
	})
}

func TestMentions(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		_, cs := attack(t, s)
		ada, bob, vic := reviewer(t, s, "ada"), reviewer(t, s, "bob"), storetest.User(t, s, "vic", models.RoleViewer)
		n := note(t, s, ada, cs[0].ID, "@bob, (@VIC.) and @ada: mail bob@example.org, see @harbourpost and @bob.")
		if len(n.Told) != 2 || fmt.Sprint(n.Unknown) != "[harbourpost]" {
			t.Errorf("told %d, unknown %v", len(n.Told), n.Unknown)
		}
		second := note(t, s, ada, cs[1].ID, "@bob once more")
		if unread(t, s, bob) != 2 || unread(t, s, vic) != 1 || unread(t, s, ada) != 0 {
			t.Errorf("unread %d %d %d", unread(t, s, bob), unread(t, s, vic), unread(t, s, ada))
		}
		rows, next, err := s.Mentions(ctx, bob, "", 1)
		if err != nil || len(rows) != 1 || next == "" || rows[0].NoteID != second.ID || rows[0].Note.User.Name != "ada" || rows[0].Note.Claim.ID != cs[1].ID {
			t.Fatalf("%+v, next %q, %v", rows, next, err)
		}
		older, next, err := s.Mentions(ctx, bob, next, 1)
		if err != nil || len(older) != 1 || next != "" || older[0].NoteID != n.ID {
			t.Fatalf("%+v, next %q, %v", older, next, err)
		}
		if err := s.ReadMention(ctx, vic, rows[0].ID); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("somebody else's mention: %v", err)
		}
		if err := s.ReadMentions(ctx, bob, older[0].ID); err != nil || unread(t, s, bob) != 1 {
			t.Errorf("after reading the older one %d are unread, %v", unread(t, s, bob), err)
		}
		if err := s.ReadMention(ctx, bob, rows[0].ID); err != nil || unread(t, s, bob) != 0 {
			t.Errorf("after reading both %d are unread, %v", unread(t, s, bob), err)
		}
		if _, err := s.WithdrawNote(ctx, ada, n.ID); err != nil || unread(t, s, vic) != 0 {
			t.Errorf("a withdrawn note leaves %d unread, %v", unread(t, s, vic), err)
		}
		whole(t, s)
	})
}

// Nobody is told of a note that may mean somebody else.
func TestSharedNamesAreToldApart(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		_, cs := attack(t, s)
		storetest.User(t, s, "admin", models.RoleAdmin) // without one, nobody can be disabled
		ada := reviewer(t, s, "ada")
		var same []models.User
		for i, name := range []string{"Cy O'Neil", "Cy  O’Neil", "Zoë", "!"} {
			u, err := s.CreateUser(ctx, models.SystemActor, models.NewUser{Email: fmt.Sprintf("cy%d@example.org", i), Name: name, Password: storetest.Password, Role: models.RoleReviewer})
			if err != nil {
				t.Fatal(err)
			}
			same = append(same, u)
		}
		_, err := s.AddNote(ctx, ada, models.NewNote{ClaimID: cs[0].ID, Text: "@cy.o.neil?", Token: "t"})
		want := fmt.Sprintf("@cy.o.neil-%d or @cy.o.neil-%d", same[0].ID, same[1].ID)
		if !errors.Is(err, models.ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("a shared name: %v, want %s in it", err, want)
		}
		n := note(t, s, ada, cs[0].ID, fmt.Sprintf("@cy.o.neil-%d @zoë @account-%d", same[1].ID, same[3].ID))
		if len(n.Told) != 3 || n.Told[0].ID != same[1].ID || n.Told[1].ID != same[2].ID || n.Told[2].ID != same[3].ID {
			t.Errorf("told %+v", n.Told)
		}
		// Once the other is gone the name is free of doubt.
		if err := s.SetDisabled(ctx, models.SystemActor, same[1].ID, true); err != nil {
			t.Fatal(err)
		}
		if n := note(t, s, ada, cs[0].ID, "@cy.o.neil"); len(n.Told) != 1 || n.Told[0].ID != same[0].ID {
			t.Errorf("told %+v", n.Told)
		}
		people, err := s.People(ctx, ada)
		if err != nil || len(people) != 5 || people[0].Email != "" {
			t.Errorf("people %+v, %v", people, err)
		}
	})
}
