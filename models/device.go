package models

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strconv"
	"strings"

	"gorm.io/gorm"
)

// NewDevice is what a browser keeps to be known again by the user's account: a
// random name and a seal over it. The seal is made with the password's salted
// hash, which is secret and ends with the password.
func (u User) NewDevice() string {
	name := rand.Text()
	return name + "." + u.deviceSeal(name)
}

func (u User) deviceSeal(name string) string {
	mac := hmac.New(sha256.New, []byte(u.PasswordHash))
	mac.Write([]byte("device " + strconv.FormatUint(uint64(u.ID), 10) + " " + name))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// KnownDevice reports whether device was made for the account with the
// address. It serves sign-in, so it asks for no actor.
func (s *Store) KnownDevice(ctx context.Context, email, device string) (bool, error) {
	name, seal, _ := strings.Cut(device, ".")
	u, err := s.userWithEmail(ctx, email)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return false, nil
	}
	if err != nil {
		return false, wrap(err, "known device")
	}
	return hmac.Equal([]byte(seal), []byte(u.deviceSeal(name))), nil
}
