package handlers

import (
	"net/http"
	"strings"
	"time"

	"github.com/go-chi/httprate"
)

const (
	limitWindow     = 15 * time.Minute
	limitPerAccount = 10 // wrong passwords
	limitPerAddress = 60 // attempts of any kind
)

// signInLimits slow down guessing: of one account's password from anywhere,
// and from one address at any account.
type signInLimits struct {
	account, address *httprate.RateLimiter
}

func newSignInLimits() signInLimits {
	noHeaders := httprate.WithResponseHeaders(httprate.ResponseHeaders{RetryAfter: "Retry-After"})
	return signInLimits{
		account: httprate.NewRateLimiter(limitPerAccount, limitWindow, noHeaders),
		address: httprate.NewRateLimiter(limitPerAddress, limitWindow, noHeaders),
	}
}

// allow counts an attempt from the address of r and looks up, without
// counting, how often the password of email was wrong.
func (l signInLimits) allow(w http.ResponseWriter, r *http.Request, email string) error {
	if l.address.OnLimit(w, r, addressKey(r)) {
		return errTooMany
	}
	_, wrong, err := l.account.Status(accountKey(email))
	if err != nil {
		return err
	}
	if wrong >= limitPerAccount {
		w.Header().Set("Retry-After", "900")
		return errTooMany
	}
	return nil
}

// wrong counts a wrong password for email.
func (l signInLimits) wrong(w http.ResponseWriter, r *http.Request, email string) {
	l.account.OnLimit(w, r, accountKey(email))
}

func accountKey(email string) string {
	return strings.ToLower(strings.TrimSpace(email))
}
