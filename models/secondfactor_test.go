package models_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"tallymark/models"
	"tallymark/models/storetest"
)

// clockOf is what the store's clock last said.
func clockOf(t *testing.T, s *models.Store) time.Time {
	t.Helper()
	rows, _, err := s.Entries(ctx, models.SystemActor, "", 1)
	if err != nil || len(rows) == 0 {
		t.Fatal(err)
	}
	return rows[0].At
}

// codeAt is what an app with the secret shows so much later than now.
func codeAt(t *testing.T, s *models.Store, secret string, later time.Duration) string {
	t.Helper()
	code, err := totp.GenerateCode(secret, clockOf(t, s).Add(later))
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// withFactor switches the second factor of a on.
func withFactor(t *testing.T, s *models.Store, a models.Actor) (u models.User, secret string, recovery []string) {
	t.Helper()
	if err := s.BeginSecondFactor(ctx, a); err != nil {
		t.Fatal(err)
	}
	key, err := s.FactorKey(ctx, a)
	if err != nil {
		t.Fatal(err)
	}
	recovery, err = s.ConfirmSecondFactor(ctx, a, storetest.Password, codeAt(t, s, key.Secret, 0))
	if err != nil {
		t.Fatal(err)
	}
	u, err = s.User(ctx, a.UserID)
	if err != nil || u.SecondFactorAt == nil {
		t.Fatalf("%+v, %v", u, err)
	}
	return u, key.Secret, recovery
}

func TestSecondFactorIsConfirmed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		storetest.User(t, s, "root", models.RoleAdmin)
		ann := reviewer(t, s, "ann")
		if _, err := s.ConfirmSecondFactor(ctx, ann, storetest.Password, "000000"); !errors.Is(err, models.ErrCode) {
			t.Errorf("without a secret: %v", err)
		}
		if err := s.BeginSecondFactor(ctx, ann); err != nil {
			t.Fatal(err)
		}
		first, err := s.FactorKey(ctx, ann)
		if err != nil || !strings.HasPrefix(first.URI, "otpauth://totp/Tallymark:ann@example.org?") || !strings.Contains(first.URI, first.Secret) {
			t.Fatalf("%+v, %v", first, err)
		}
		if err := s.BeginSecondFactor(ctx, ann); err != nil {
			t.Fatal(err)
		}
		for name, try := range map[string]struct {
			password, code string
			want           error
		}{
			"wrong password":       {"wrong words here", codeAt(t, s, first.Secret, 0), models.ErrCredentials},
			"no code":              {storetest.Password, "", models.ErrCode},
			"of the first secret":  {storetest.Password, codeAt(t, s, first.Secret, 0), models.ErrCode},
			"hostile":              {storetest.Password, "\xff\x00' OR 1", models.ErrCode},
			"a megabyte of zeroes": {storetest.Password, strings.Repeat("0", 1<<20), models.ErrCode},
		} {
			if codes, err := s.ConfirmSecondFactor(ctx, ann, try.password, try.code); !errors.Is(err, try.want) || codes != nil {
				t.Errorf("%s: %v, %v", name, codes, err)
			}
		}
		beginSession(t, s, ann, "one")
		key, err := s.FactorKey(ctx, ann)
		if err != nil || key == first {
			t.Fatal("the second secret is the first", err)
		}
		codes, err := s.ConfirmSecondFactor(ctx, ann, storetest.Password, codeAt(t, s, key.Secret, 0))
		if err != nil || len(codes) != 10 || isOpen(t, s, "one") {
			t.Errorf("%v, %v; the session is open: %v", codes, err, isOpen(t, s, "one"))
		}
		if _, err := s.FactorKey(ctx, ann); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("the secret is told again: %v", err)
		}
		if err := s.BeginSecondFactor(ctx, ann); !errors.Is(err, models.ErrConflict) {
			t.Errorf("begun again while it is on: %v", err)
		}
		logHolds(t, s, append(codes, key.Secret, first.Secret)...)
		whole(t, s)
	})
}

// logHolds fails if the audit log, or a table that is not theirs, holds one of
// the secrets.
func logHolds(t *testing.T, s *models.Store, secrets ...string) {
	t.Helper()
	var texts []string
	for _, query := range []string{"SELECT ids || before_json || after_json FROM audit", "SELECT code_hash FROM recovery_codes", "SELECT token_hash FROM invitations", "SELECT token_hash FROM api_tokens"} {
		var rows []string
		if err := s.ReadDB().Raw(query).Scan(&rows).Error; err != nil {
			t.Fatal(err)
		}
		texts = append(texts, rows...)
	}
	all := strings.Join(texts, "\n")
	for _, secret := range secrets {
		if strings.Contains(all, secret) || strings.Contains(all, strings.ReplaceAll(secret, "-", "")) {
			t.Errorf("the secret %q is written where it can be read", secret)
		}
	}
}

func TestCodesAreTakenOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		storetest.User(t, s, "root", models.RoleAdmin)
		u, secret, recovery := withFactor(t, s, reviewer(t, s, "ann"))
		other, _, othersCodes := withFactor(t, s, reviewer(t, s, "ben"))
		next := codeAt(t, s, secret, 30*time.Second)
		won, _ := race(4, func(int) error { return s.CheckSecondFactor(ctx, u, next[:3]+" "+next[3:]) })
		if won != 1 {
			t.Errorf("one code was taken %d times", won)
		}
		won, _ = race(4, func(int) error { return s.CheckSecondFactor(ctx, u, strings.ToUpper(recovery[0])) })
		if won != 1 {
			t.Errorf("one recovery code was taken %d times", won)
		}
		for name, code := range map[string]string{
			"a code from before": codeAt(t, s, secret, -30*time.Second), "a code of tomorrow": codeAt(t, s, secret, 24*time.Hour),
			"somebody else's recovery code": othersCodes[0], "nothing": "", "six letters": "abcdef", "an SQL word": "' OR '1'='1",
		} {
			if err := s.CheckSecondFactor(ctx, u, code); !errors.Is(err, models.ErrCode) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if n, err := s.RecoveryCodesLeft(ctx, u.Actor()); err != nil || n != 9 {
			t.Errorf("%d left, %v", n, err)
		}
		if _, err := s.RenewRecoveryCodes(ctx, u.Actor(), "wrong words here"); !errors.Is(err, models.ErrCredentials) {
			t.Error(err)
		}
		fresh, err := s.RenewRecoveryCodes(ctx, u.Actor(), storetest.Password)
		if err != nil || s.CheckSecondFactor(ctx, u, recovery[1]) == nil || s.CheckSecondFactor(ctx, u, fresh[1]) != nil {
			t.Errorf("after new codes were made: %v", err)
		}
		if err := s.CheckSecondFactor(ctx, other, othersCodes[1]); err != nil {
			t.Error(err)
		}
		if said := commands(t, s); strings.Count(said, "second_factor.recovery") != 3 {
			t.Errorf("the log says %s", said)
		}
		whole(t, s)
	})
}

func TestSecondFactorOff(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		root := storetest.User(t, s, "root", models.RoleAdmin)
		ann := reviewer(t, s, "ann")
		if err := s.ResetSecondFactor(ctx, root, ann.UserID); !errors.Is(err, models.ErrInvalid) {
			t.Errorf("reset of none: %v", err)
		}
		off := map[string]func() error{
			"by hand":     func() error { return s.SwitchOffSecondFactor(ctx, ann, storetest.Password) },
			"by an admin": func() error { return s.ResetSecondFactor(ctx, root, ann.UserID) },
		}
		for name, f := range off {
			u, _, recovery := withFactor(t, s, ann)
			if err := s.SwitchOffSecondFactor(ctx, ann, "wrong words here"); !errors.Is(err, models.ErrCredentials) {
				t.Errorf("wrong password: %v", err)
			}
			beginSession(t, s, ann, name)
			if err := f(); err != nil || isOpen(t, s, name) {
				t.Errorf("%s: %v", name, err)
			}
			now, err := s.User(ctx, ann.UserID)
			if err != nil || now.SecondFactorAt != nil || now.SessionEpoch <= u.SessionEpoch {
				t.Errorf("%s: %+v, %v", name, now, err)
			}
			if err := s.CheckSecondFactor(ctx, u, recovery[0]); !errors.Is(err, models.ErrCode) {
				t.Errorf("%s: a recovery code from before is taken: %v", name, err)
			}
			if _, err := s.FactorKey(ctx, ann); !errors.Is(err, models.ErrNotFound) {
				t.Errorf("%s: the secret is still there: %v", name, err)
			}
		}
		whole(t, s)
	})
}
