package models_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tallymark/models"
	"tallymark/models/storetest"
)

func TestFirstUser(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		won, lost := race(6, func(i int) error {
			_, err := s.CreateFirstUser(ctx, models.NewUser{Email: strings.Repeat("x", i+1) + "@example.org", Password: storetest.Password})
			return err
		})
		if won != 1 {
			t.Errorf("%d first users", won)
		}
		for _, err := range lost {
			if !errors.Is(err, models.ErrForbidden) {
				t.Errorf("lost by %v", err)
			}
		}
		us, err := s.Users(ctx, models.SystemActor)
		if n, countErr := s.CountUsers(ctx); err != nil || countErr != nil || n != 1 || len(us) != 1 || us[0].Role != models.RoleAdmin {
			t.Errorf("users %+v, %d, %v", us, n, err)
		}
	})
}

func TestCreateUserRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		reviewer(t, s, "ann")
		good := models.NewUser{Email: "ben@example.org", Password: storetest.Password, Role: models.RoleViewer}
		for _, tt := range []struct {
			name  string
			edit  func(*models.NewUser)
			field string
		}{
			{"taken", func(n *models.NewUser) { n.Email = " ANN@Example.org" }, "email"},
			{"no address", func(n *models.NewUser) { n.Email = "ben" }, "email"},
			{"named address", func(n *models.NewUser) { n.Email = "Ben <ben@example.org>" }, "email"},
			{"NUL in address", func(n *models.NewUser) { n.Email = "b\x00@example.org" }, "email"},
			{"taken name", func(n *models.NewUser) { n.Name = "ANN " }, "name"},
			{"no role", func(n *models.NewUser) { n.Role = "" }, "role"},
			{"unknown role", func(n *models.NewUser) { n.Role = "root" }, "role"},
			{"seven characters", func(n *models.NewUser) { n.Password = "séven77" }, "password"},
			{"129 characters", func(n *models.NewUser) { n.Password = strings.Repeat("ab ", 43) }, "password"},
			{"common", func(n *models.NewUser) { n.Password = "Password123" }, "password"},
			{"the address", func(n *models.NewUser) { n.Password = "Ben@example.org" }, "password"},
			{"one character", func(n *models.NewUser) { n.Password = "eeeeeeeeeeee" }, "password"},
			{"a run", func(n *models.NewUser) { n.Password = "34567890"[:7] + ":" }, "password"},
			{"NUL", func(n *models.NewUser) { n.Password = "four\x00unrelated" }, "password"},
		} {
			n := good
			tt.edit(&n)
			_, err := s.CreateUser(ctx, models.SystemActor, n)
			if e, ok := errors.AsType[*models.InvalidError](err); !ok || e.Field != tt.field {
				t.Errorf("%s: %v", tt.name, err)
			}
		}
		good.Name = "B\xff\x1b[2Jn\u202e"
		if u, err := s.CreateUser(ctx, models.SystemActor, good); err != nil || u.Name != "B\uFFFD\uFFFD[2Jn\uFFFD" {
			t.Errorf("%+v, %v", u, err)
		}
		good.Name, good.Email = "", "ann@b.example"
		if u, err := s.CreateUser(ctx, models.SystemActor, good); err != nil || u.Name != "ann@b.example" {
			t.Errorf("a second ann is called %q, %v", u.Name, err)
		}
	})
}

func TestAuthenticate(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann, ben := reviewer(t, s, "ann"), reviewer(t, s, "ben")
		storetest.User(t, s, "root", models.RoleAdmin)
		if err := s.SetDisabled(ctx, models.SystemActor, ben.UserID, true); err != nil {
			t.Fatal(err)
		}
		u, err := s.Authenticate(ctx, " Ann@EXAMPLE.org", storetest.Password)
		if err != nil || u.ID != ann.UserID {
			t.Errorf("right: %v", err)
		}
		for _, tt := range []struct{ name, email, password string }{
			{"wrong password", "ann@example.org", "wrong words here"},
			{"no password", "ann@example.org", ""},
			{"a megabyte", "ann@example.org", strings.Repeat("x", 1<<20)},
			{"unknown address", "eve@example.org", storetest.Password},
			{"hostile address", "\xff\x00' OR 1=1 --", storetest.Password},
			{"disabled", "ben@example.org", storetest.Password},
		} {
			u, err := s.Authenticate(ctx, tt.email, tt.password)
			if err != models.ErrCredentials || u != (models.User{}) {
				t.Errorf("%s: %+v, %v", tt.name, u, err)
			}
		}
	})
}

func TestSessionsEnd(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		root, ann := storetest.User(t, s, "root", models.RoleAdmin), reviewer(t, s, "ann")
		epoch := func() int {
			u, err := s.User(ctx, ann.UserID)
			if err != nil {
				t.Fatal(err)
			}
			return u.SessionEpoch
		}
		const newPassword = "other unrelated words"
		for _, tt := range []struct {
			name string
			f    func() error
		}{
			{"role", func() error { return s.SetRole(ctx, root, ann.UserID, models.RoleEditor) }},
			{"disabled", func() error { return s.SetDisabled(ctx, root, ann.UserID, true) }},
			{"password", func() error { return s.SetPassword(ctx, root, ann.UserID, storetest.Password) }},
			{"own password", func() error { return s.ChangeOwnPassword(ctx, ann, storetest.Password, newPassword) }},
		} {
			before := epoch()
			if err := tt.f(); err != nil || epoch() <= before {
				t.Errorf("%s: epoch %d, was %d, %v", tt.name, epoch(), before, err)
			}
		}
		if err := s.ChangeOwnPassword(ctx, ann, storetest.Password, newPassword); err != models.ErrCredentials {
			t.Errorf("wrong old password: %v", err)
		}
		if err := s.SetRole(ctx, root, root.UserID, models.RoleViewer); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("last admin demoted: %v", err)
		}
		if err := s.SetDisabled(ctx, root, root.UserID, true); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("last admin disabled: %v", err)
		}
		if err := s.SetRole(ctx, root, 999, models.RoleViewer); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("nobody's role: %v", err)
		}
		whole(t, s)
	})
}

// Where there is no admin, as once with a first account that was none, every
// change is possible that takes none away, above all to make one.
func TestAccountsWithoutAnAdmin(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		ann := storetest.User(t, s, "ann", models.RoleReviewer)
		for name, err := range map[string]error{
			"password": s.SetPassword(ctx, models.SystemActor, ann.UserID, "another long word 7"),
			"disable":  s.SetDisabled(ctx, models.SystemActor, ann.UserID, true),
			"enable":   s.SetDisabled(ctx, models.SystemActor, ann.UserID, false),
			"role":     s.SetRole(ctx, models.SystemActor, ann.UserID, models.RoleAdmin),
		} {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := s.SetDisabled(ctx, models.SystemActor, ann.UserID, true); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("last admin disabled: %v", err)
		}
	})
}

func TestSessionStore(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		st := s.SessionStore()
		later := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
		past := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
		for _, data := range []string{"one", "two"} {
			if err := st.CommitCtx(ctx, "token", []byte(data), later); err != nil {
				t.Fatal(err)
			}
		}
		if err := st.CommitCtx(ctx, "old", []byte("x"), past); err != nil {
			t.Fatal(err)
		}
		if data, found, err := st.FindCtx(ctx, "token"); err != nil || !found || string(data) != "two" {
			t.Errorf("%q %v %v", data, found, err)
		}
		for _, token := range []string{"old", "never", "\xff\x00"} {
			if _, found, err := st.FindCtx(ctx, token); err != nil || found {
				t.Errorf("%q: %v %v", token, found, err)
			}
		}
		for range 2 {
			if err := st.DeleteCtx(ctx, "token"); err != nil {
				t.Fatal(err)
			}
		}
		if _, found, _ := st.FindCtx(ctx, "token"); found {
			t.Error("deleted session is still there")
		}
		var stored []string
		if err := s.ReadDB().Raw("SELECT token FROM sessions").Scan(&stored).Error; err != nil {
			t.Fatal(err)
		}
		if strings.Contains(strings.Join(stored, " "), "old") {
			t.Error("tokens are stored as they are")
		}
	})
}

// Each method by each role: who may, may; everybody else gets ErrForbidden.
func TestRoles(t *testing.T) {
	s := storetest.SQLite(t)
	art, cs := attack(t, s)
	actors := map[string]models.Actor{"system": models.SystemActor, "nobody": {}, "unknown role": {UserID: 1, Role: "root"}, "no id": {Role: models.RoleAdmin}}
	for _, r := range models.Roles {
		actors[string(r)] = storetest.User(t, s, string(r), r)
	}
	// A program with a viewer's token, which may not do what is done in person.
	program := actors["viewer"]
	program.TokenID = 1
	actors["program"] = program
	const viewer, reviewer, editor, admin, system = "viewer", "reviewer", "editor", "admin", "system"
	people := []string{viewer, reviewer, editor, admin}
	read := []string{viewer, reviewer, editor, admin, system, "program"}
	for _, tt := range []struct {
		method string
		may    []string
		call   func(models.Actor) error
	}{
		{"Articles", read, func(a models.Actor) error { _, _, err := s.Articles(ctx, a, models.ArticleFilter{}); return err }},
		{"Article", read, func(a models.Actor) error { _, err := s.Article(ctx, a, art.ID); return err }},
		{"ArticleRaw", read, func(a models.Actor) error { _, err := s.ArticleRaw(ctx, a, 1); return err }},
		{"Outlets", read, func(a models.Actor) error { _, err := s.Outlets(ctx, a); return err }},
		{"Claims", read, func(a models.Actor) error { _, _, err := s.Claims(ctx, a, models.ClaimFilter{}); return err }},
		{"Claim", read, func(a models.Actor) error { _, err := s.Claim(ctx, a, cs[0].ID); return err }},
		{"Users", read, func(a models.Actor) error { _, err := s.Users(ctx, a); return err }},
		{"EachExportRow", read, func(a models.Actor) error {
			return s.EachExportRow(ctx, a, models.ExportFilter{}, func(*models.ExportRow) error { return nil })
		}},
		{"LeftOutByStatus", read, func(a models.Actor) error { _, err := s.LeftOutByStatus(ctx, a, models.ExportFilter{}); return err }},
		{"ExportCounts", read, func(a models.Actor) error { _, _, _, err := s.ExportCounts(ctx, a, models.ExportFilter{}); return err }},
		{"RecordExport", read, func(a models.Actor) error { _, err := s.RecordExport(ctx, a, models.Export{}); return err }},
		{"Withdrawn", read, func(a models.Actor) error { _, err := s.Withdrawn(ctx, a, 1, "", 0); return err }},
		{"Exports", read, func(a models.Actor) error { _, err := s.Exports(ctx, a); return err }},
		{"AddArticle", []string{reviewer, editor, admin, system}, func(a models.Actor) error {
			_, _, err := s.AddArticle(ctx, a, articleOf("", "41 dead"))
			return err
		}},
		{"Decide", []string{reviewer, editor, admin}, func(a models.Actor) error {
			_, err := s.Decide(ctx, a, models.NewDecision{ClaimID: cs[0].ID, Token: "x"})
			return err
		}},
		{"DecideAll", []string{reviewer, editor, admin}, func(a models.Actor) error {
			_, err := s.DecideAll(ctx, a, models.NewBulk{Token: "x"})
			return err
		}},
		{"UndoAll", []string{reviewer, editor, admin}, func(a models.Actor) error { _, err := s.UndoAll(ctx, a, 999, "x"); return err }},
		{"Mark", []string{reviewer, editor, admin}, func(a models.Actor) error { _, err := s.Mark(ctx, a, cs[0].ID, true); return err }},
		{"MarkArticle", []string{reviewer, editor, admin}, func(a models.Actor) error { return s.MarkArticle(ctx, a, art.ID, nil) }},
		{"MarkedPreview", []string{reviewer, editor, admin}, func(a models.Actor) error { _, _, err := s.MarkedPreview(ctx, a, art.ID); return err }},
		{"BulkPreview", []string{reviewer, editor, admin}, func(a models.Actor) error {
			_, err := s.BulkPreview(ctx, a, []uint{cs[0].ID})
			return err
		}},
		{"Reviewers", []string{reviewer, editor, admin}, func(a models.Actor) error { _, err := s.Reviewers(ctx, a); return err }},
		{"AssignArticle", []string{reviewer, editor, admin}, func(a models.Actor) error { _, err := s.AssignArticle(ctx, a, art.ID, 0); return err }},
		{"Bulk", read, func(a models.Actor) error { _, err := s.Bulk(ctx, a, 999); return err }},
		{"SameFigure", read, func(a models.Actor) error { _, err := s.SameFigure(ctx, a, cs[0].ID); return err }},
		{"Undo", []string{reviewer, editor, admin}, func(a models.Actor) error { _, err := s.Undo(ctx, a, cs[0].ID, 1, "x"); return err }},
		{"AddEvidence", []string{reviewer, editor, admin}, func(a models.Actor) error {
			_, err := s.AddEvidence(ctx, a, models.NewEvidence{ClaimID: cs[0].ID})
			return err
		}},
		{"WithdrawEvidence", []string{reviewer, editor, admin}, func(a models.Actor) error {
			_, err := s.WithdrawEvidence(ctx, a, models.Withdrawal{ID: 1, Reason: "x", Token: "x"})
			return err
		}},
		{"EditEvidence", []string{reviewer, editor, admin}, func(a models.Actor) error {
			_, err := s.EditEvidence(ctx, a, models.EvidenceEdit{ID: 1, NewEvidence: models.NewEvidence{Excerpt: "x", Stance: models.StanceContext, Token: "x"}})
			return err
		}},
		{"Evidence", []string{reviewer, editor, admin}, func(a models.Actor) error { _, err := s.Evidence(ctx, a, 1); return err }},
		{"Entries", []string{editor, admin, system}, func(a models.Actor) error { _, _, err := s.Entries(ctx, a, "", 0); return err }},
		{"CreateUser", []string{admin, system}, func(a models.Actor) error { _, err := s.CreateUser(ctx, a, models.NewUser{}); return err }},
		{"UserByEmail", []string{admin, system}, func(a models.Actor) error { _, err := s.UserByEmail(ctx, a, "x"); return err }},
		{"SetRole", []string{admin, system}, func(a models.Actor) error { return s.SetRole(ctx, a, 999, models.RoleViewer) }},
		{"SetDisabled", []string{admin, system}, func(a models.Actor) error { return s.SetDisabled(ctx, a, 999, true) }},
		{"SetPassword", []string{admin, system}, func(a models.Actor) error { return s.SetPassword(ctx, a, 999, "x") }},
		{"Invite", []string{admin, system}, func(a models.Actor) error { _, _, err := s.Invite(ctx, a, "", ""); return err }},
		{"Invitations", []string{admin, system}, func(a models.Actor) error { _, err := s.Invitations(ctx, a); return err }},
		{"WithdrawInvitation", []string{admin, system}, func(a models.Actor) error { return s.WithdrawInvitation(ctx, a, 999) }},
		{"Sessions", people, func(a models.Actor) error { _, err := s.Sessions(ctx, a, ""); return err }},
		{"EndSession", people, func(a models.Actor) error { return s.EndSession(ctx, a, 999) }},
		{"EndSessions", people, func(a models.Actor) error { return s.EndSessions(ctx, a) }},
		{"BeginSecondFactor", people, func(a models.Actor) error { return s.BeginSecondFactor(ctx, a) }},
		{"FactorKey", people, func(a models.Actor) error { _, err := s.FactorKey(ctx, a); return err }},
		{"ConfirmSecondFactor", people, func(a models.Actor) error { _, err := s.ConfirmSecondFactor(ctx, a, "", ""); return err }},
		{"RecoveryCodesLeft", people, func(a models.Actor) error { _, err := s.RecoveryCodesLeft(ctx, a); return err }},
		{"RenewRecoveryCodes", people, func(a models.Actor) error { _, err := s.RenewRecoveryCodes(ctx, a, ""); return err }},
		{"SwitchOffSecondFactor", people, func(a models.Actor) error { return s.SwitchOffSecondFactor(ctx, a, "") }},
		{"ResetSecondFactor", []string{admin, system}, func(a models.Actor) error { return s.ResetSecondFactor(ctx, a, 999) }},
		{"CreateAPIToken", people, func(a models.Actor) error { _, _, err := s.CreateAPIToken(ctx, a, models.NewAPIToken{}); return err }},
		{"APITokens", people, func(a models.Actor) error { _, err := s.APITokens(ctx, a); return err }},
		{"RevokeAPIToken", people, func(a models.Actor) error { return s.RevokeAPIToken(ctx, a, 999) }},
		{"ChangeOwnPassword", people, func(a models.Actor) error { return s.ChangeOwnPassword(ctx, a, "", "") }},
		{"SetPolicy", []string{admin, system}, func(a models.Actor) error { return s.SetPolicy(ctx, a, models.Policy{}) }},
	} {
		var may []string
		for name, a := range actors {
			if err := tt.call(a); !errors.Is(err, models.ErrForbidden) {
				may = append(may, name)
			}
		}
		if diff := cmp.Diff(sorted(tt.may), sorted(may)); diff != "" {
			t.Errorf("%s: %s", tt.method, diff)
		}
	}
}

func TestUsersShowNoAccounts(t *testing.T) {
	s := storetest.SQLite(t)
	ann := reviewer(t, s, "ann")
	us, err := s.Users(ctx, ann)
	if err != nil || len(us) != 1 || us[0].Email != "" || us[0].PasswordHash != "" || us[0].Name != "ann" {
		t.Errorf("%+v, %v", us, err)
	}
}

// What tests do without, real accounts have.
func TestPasswordsAreCostly(t *testing.T) {
	s, err := models.Open(ctx, filepath.Join(t.TempDir(), "tallymark.db"), models.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	storetest.User(t, s, "ada", models.RoleReviewer)
	var hash string
	if err := s.ReadDB().Raw("SELECT password_hash FROM users").Scan(&hash).Error; err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("the hash begins with %.40s", hash)
	}
}
