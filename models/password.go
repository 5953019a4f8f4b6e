package models

import (
	"context"
	_ "embed"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
)

// passwordCost is what OWASP asks for at least.
var passwordCost = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// cheapCost is for tests alone: see [Options].
var cheapCost = &argon2id.Params{Memory: 8, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// nobodysHash is checked when there is no account, so that the answer takes
// as long as when there is one. It is the hash of 32 random bytes.
const nobodysHash = "$argon2id$v=19$m=19456,t=2,p=1$EpE10acB1WGXl4bjRiWfOQ$HHy39P+CkMoCOJTqvSc71Ek2RFeA8u1SCqv2luiihTM"

const (
	shortestPassword = 8
	longestPassword  = 128
)

// commonPasswords are those that are tried first, one a line.
//
//go:embed passwords.txt
var commonPasswords string

// hashPassword checks and hashes a new password. At most four are hashed at
// the same time, which bounds the memory that sign-in can take.
func (s *Store) hashPassword(ctx context.Context, password string, about ...string) (string, error) {
	if err := checkPassword(password, about...); err != nil {
		return "", err
	}
	done, err := s.takeHashing(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	hash, err := argon2id.CreateHash(password, s.cost)
	return hash, wrap(err, "hash password")
}

// comparePassword returns ErrCredentials unless the password has the hash.
func (s *Store) comparePassword(ctx context.Context, hash, password string) error {
	if len(password) > 4*longestPassword {
		password = "" // cannot be right, and must not cost more
	}
	done, err := s.takeHashing(ctx)
	if err != nil {
		return err
	}
	defer done()
	match, err := argon2id.ComparePasswordAndHash(password, hash)
	if err != nil {
		return wrap(err, "compare password")
	}
	if !match {
		return ErrCredentials
	}
	return nil
}

func (s *Store) takeHashing(ctx context.Context) (done func(), err error) {
	select {
	case s.hashing <- struct{}{}:
		return func() { <-s.hashing }, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for password check: %w", ctx.Err())
	}
}

// checkPassword refuses what is too short, too long, or guessed first. There
// are no rules of composition. about are the user's own address and name.
func checkPassword(password string, about ...string) error {
	n := utf8.RuneCountInString(password)
	switch {
	case !utf8.ValidString(password) || strings.ContainsRune(password, 0):
		return invalid("password", "the password holds bytes that are not text")
	case n < shortestPassword:
		return invalid("password", "the password has %d characters and needs at least %d", n, shortestPassword)
	case n > longestPassword:
		return invalid("password", "the password has %d characters and may have %d", n, longestPassword)
	case isCommonPassword(password, about):
		return invalid("password", "this password is among the first that are guessed: take another, such as four unrelated words")
	}
	return nil
}

func isCommonPassword(password string, about []string) bool {
	plain := strings.ToLower(password)
	for _, own := range append([]string{"tallymark"}, about...) {
		if plain == strings.ToLower(own) {
			return true
		}
	}
	for common := range strings.Lines(commonPasswords) {
		if plain == strings.TrimSpace(common) {
			return true
		}
	}
	return sameOrSteps(plain)
}

// sameOrSteps reports whether a password is one character again and again, or
// a run like 23456789 or hgfedcba.
func sameOrSteps(s string) bool {
	rs := []rune(s)
	for i := 2; i < len(rs); i++ {
		step := rs[i] - rs[i-1]
		if step != rs[1]-rs[0] || step < -1 || step > 1 {
			return false
		}
	}
	return true
}
