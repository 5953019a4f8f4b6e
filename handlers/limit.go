package handlers

import (
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/go-chi/httprate"
)

const (
	limitWindow     = 15 * time.Minute
	limitPerAccount = 10 // wrong passwords and codes
	limitPerAddress = 60 // attempts of any kind
)

// signInLimits slow down guessing: of one account's password from anywhere,
// and from one address at any account. A browser that the account signed in
// from before has its own count, so that nobody can lock the owner out by
// guessing wrong elsewhere.
type signInLimits struct {
	account *attempts
	address *httprate.RateLimiter
}

func newSignInLimits(now func() time.Time) signInLimits {
	noHeaders := httprate.WithResponseHeaders(httprate.ResponseHeaders{RetryAfter: "Retry-After"})
	return signInLimits{
		account: &attempts{now: now, most: limitPerAccount, made: map[string][]time.Time{}},
		address: httprate.NewRateLimiter(limitPerAddress, limitWindow, noHeaders),
	}
}

// attempt is one try of a password. It counts as wrong from the start, so that
// many at the same time are no way round the limit.
type attempt struct {
	of   *attempts
	key  string
	last bool // none is left after it
}

// right takes an attempt back that was not wrong after all.
func (a attempt) right() { a.of.giveBack(a.key) }

// try counts an attempt to sign in to the account of email. device names the
// browser if the account knows it, see [models.Store.KnownDevice].
func (l signInLimits) try(w http.ResponseWriter, r *http.Request, email, device string) (attempt, error) {
	key := accountKey(email)
	if device != "" {
		key = "device " + device
	} else if l.address.OnLimit(w, r, addressKey(r)) {
		return attempt{}, errTooMany
	}
	return l.count(w, key)
}

// tryOwn counts an attempt of somebody who is signed in to say the own
// password. Guesses from outside do not add to it.
func (l signInLimits) tryOwn(w http.ResponseWriter, email string) (attempt, error) {
	return l.count(w, "own "+accountKey(email))
}

// tryCode counts an attempt at the second factor of the account of email, by
// somebody who knows its password. device is as for try.
func (l signInLimits) tryCode(w http.ResponseWriter, email, device string) (attempt, error) {
	if device != "" {
		return l.count(w, "code of "+device)
	}
	return l.count(w, codeKey(email))
}

func (l signInLimits) count(w http.ResponseWriter, key string) (attempt, error) {
	left, ok := l.account.take(key)
	if !ok {
		w.Header().Set("Retry-After", strconv.Itoa(int(limitWindow.Seconds())))
		return attempt{}, errTooMany
	}
	return attempt{of: l.account, key: key, last: left == 0}, nil
}

// forget lets the account of email sign in at once: it has a new password, and
// what was guessed before was another.
func (l signInLimits) forget(email string) {
	l.account.forget(accountKey(email))
	l.account.forget("own " + accountKey(email))
	l.account.forget(codeKey(email))
}

func accountKey(email string) string {
	return strings.ToLower(strings.TrimSpace(email))
}

func codeKey(email string) string { return "code " + accountKey(email) }

// guessed has it recorded when a wrong attempt was the last for a while. The
// visitor gets the same answer either way.
func (s *Server) guessed(r *http.Request, a attempt, email string) {
	if !a.last {
		return
	}
	if err := s.store.SignInBlocked(r.Context(), email, visitFrom(r).Address); err != nil {
		s.log.Warn("blocked sign-in is not recorded", "error", err)
	}
}

// attempts counts what was tried within the last limitWindow, by key.
type attempts struct {
	now  func() time.Time
	most int

	mu   sync.Mutex
	made map[string][]time.Time // oldest first
	tidy int                    // size from which the map is tidied
}

// take counts an attempt unless none is left, and says how many are left.
func (a *attempts) take(key string) (left int, ok bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.tidyUp()
	made := a.recent(key)
	if len(made) >= a.most {
		return 0, false
	}
	a.made[key] = append(made, a.now())
	return a.most - len(made) - 1, true
}

func (a *attempts) giveBack(key string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if made := a.recent(key); len(made) > 1 {
		a.made[key] = made[:len(made)-1]
	} else {
		delete(a.made, key)
	}
}

func (a *attempts) forget(key string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.made, key)
}

// recent are the attempts that still count.
func (a *attempts) recent(key string) []time.Time {
	made, since := a.made[key], a.now().Add(-limitWindow)
	for len(made) > 0 && !made[0].After(since) {
		made = made[1:]
	}
	return made
}

// tidyUp drops old keys whenever there are twice as many as were left the last
// time, so that inventing accounts does not fill the memory.
func (a *attempts) tidyUp() {
	if len(a.made) < a.tidy {
		return
	}
	for key := range a.made {
		if len(a.recent(key)) == 0 {
			delete(a.made, key)
		}
	}
	a.tidy = 2*len(a.made) + 1000
}
