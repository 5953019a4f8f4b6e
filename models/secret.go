package models

import (
	"crypto/rand"
	"encoding/base64"
	"strings"
)

// newSecret is 256 random bits behind a prefix that says what it opens, so
// that people and scanners know one that was left lying about. The store keeps
// only its hash, for which plain SHA-256 is enough: there is nothing to guess.
func newSecret(prefix string) string {
	var b [32]byte
	rand.Read(b[:]) // never fails
	return prefix + base64.RawURLEncoding.EncodeToString(b[:])
}

// secretHash is what is kept of a secret that somebody typed or pasted.
func secretHash(secret string) string { return hashOf(strings.TrimSpace(secret)) }
