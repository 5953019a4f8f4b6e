package handlers

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"tallymark/models"
)

// What the web side itself refuses.
var (
	errSignIn     = errors.New("not signed in")
	errCrossSite  = errors.New("cross-site state change")
	errMethod     = errors.New("method not allowed")
	errNotText    = errors.New("form is not text")
	errForm       = errors.New("form cannot be read")
	errTooMany    = errors.New("too many sign-in attempts")
	errSetupLink  = errors.New("wrong or used set-up link")
	errToken      = errors.New("wrong, revoked or expired API token")
	errScope      = errors.New("not allowed for this API token")
	errBusyCaller = errors.New("too many requests of a program")
	errSpent      = errors.New("idempotency key was used for something else")
	errInvited    = errors.New("wrong, used or withdrawn invitation")
)

// problem is what a person is told: what happened, why, and what to do.
type problem struct {
	Status  int
	Title   string
	Message string
	again   bool // offer to send the form again as typed
}

// problemOf maps an error to its status, the only place that does.
func problemOf(err error) problem {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return problem{Status: http.StatusRequestEntityTooLarge, Title: "That is too large",
			Message: "A form may hold 1 MB and a document 20 MB. Send a smaller file, or paste the part of the text that matters."}
	}
	var invalid *models.InvalidError
	if errors.As(err, &invalid) {
		return problem{Status: http.StatusUnprocessableEntity, Title: "Something is missing or wrong", Message: sentence(invalid.Message), again: true}
	}
	for _, k := range known {
		if errors.Is(err, k.err) {
			return k.problem
		}
	}
	return problem{Status: http.StatusInternalServerError, Title: "Something went wrong",
		Message: "The fault is on our side and has been written to the log. Please try again; if it stays, tell whoever runs this server.", again: true}
}

// known lists the errors with a page of their own; the first match counts.
var known = []struct {
	err error
	problem
}{
	{models.ErrNotFound, problem{Status: http.StatusNotFound, Title: "There is nothing here",
		Message: "The address is wrong, or what it pointed to does not exist. Check the address, or look in the list of articles."}},
	{models.ErrForbidden, problem{Status: http.StatusForbidden, Title: "Your role does not allow this",
		Message: "Nothing was changed. If you need to do this, ask an admin to change your role."}},
	{models.ErrConflict, problem{Status: http.StatusConflict, Title: "Somebody was faster",
		Message: "What you were changing was changed in the meantime, so nothing was saved. Load the page again and repeat what is still needed.", again: true}},
	{models.ErrUnavailable, problem{Status: http.StatusServiceUnavailable, Title: "The database cannot be written right now",
		Message: "It is busy, full or read-only, so nothing was saved. What you typed is kept; wait a moment and try again.", again: true}},
	{context.DeadlineExceeded, problem{Status: http.StatusServiceUnavailable, Title: "That took too long",
		Message: "The server is busy. Wait a moment and try again.", again: true}},
	{context.Canceled, problem{Status: http.StatusServiceUnavailable, Title: "The request was broken off",
		Message: "Nothing was saved. Please try again.", again: true}},
	{errSignIn, problem{Status: http.StatusUnauthorized, Title: "You are signed out",
		Message: "Your session has ended, so nothing was saved. Sign in again in another tab, come back here, and send it once more.", again: true}},
	{errCrossSite, problem{Status: http.StatusForbidden, Title: "This came from another site",
		Message: "The request did not come from a page of Tallymark, so nothing was changed. Open the page here and try again."}},
	{errMethod, problem{Status: http.StatusMethodNotAllowed, Title: "This address does not work that way",
		Message: "It takes another kind of request. Go back to the page and use its buttons."}},
	{errNotText, problem{Status: http.StatusBadRequest, Title: "The form holds bytes that are not text",
		Message: "It has invalid UTF-8 or a NUL character, so nothing was saved. What can be shown of it is kept, with � for the rest: send it like that, or go back and paste the field again as plain text.", again: true}},
	{errForm, problem{Status: http.StatusBadRequest, Title: "The form could not be read",
		Message: "It is damaged or incomplete, so nothing was saved. Go back, load the page again and send the form once more."}},
	{errTooMany, problem{Status: http.StatusTooManyRequests, Title: "Too many attempts",
		Message: "Signing in is blocked for a quarter of an hour after many wrong passwords or codes. Wait, sign in with a browser that you signed in with before, or ask an admin to set a new password."}},
	{errStreams, problem{Status: http.StatusTooManyRequests, Title: "Too many open pages",
		Message: "Thirty pages of yours are kept up to date already. Close some of them; this one still works, it only has to be loaded again to show what is new."}},
	{errSetupLink, problem{Status: http.StatusForbidden, Title: "This set-up link does not work",
		Message: "It works once, and only while there is no account. Use the newest link that Tallymark printed in the terminal, or sign in."}},
	{errToken, problem{Status: http.StatusUnauthorized, Title: "This API token does not work",
		Message: "It is mistyped, revoked or past its last day, or its account is disabled. Nothing was changed. Make a new token on the page of your account."}},
	{errScope, problem{Status: http.StatusForbidden, Title: "This API token does not allow this",
		Message: "Nothing was changed. Tokens that read change nothing, and no token may manage accounts, sessions or tokens: sign in for that."}},
	{models.ErrUndoBlocked, problem{Status: http.StatusConflict, Title: "Somebody else has decided since",
		Message: "Your verdict cannot be taken back any more, so nothing was changed. Give a new one instead."}},
	{errBusyCaller, problem{Status: http.StatusTooManyRequests, Title: "Too many requests",
		Message: "Nothing was done. A token may send 1,200 requests a minute; wait as long as Retry-After says."}},
	{errSpent, problem{Status: http.StatusUnprocessableEntity, Title: "This Idempotency-Key was used for something else",
		Message: "Nothing was changed. Take another key for another change."}},
	{errInvited, problem{Status: http.StatusForbidden, Title: "This invitation does not work",
		Message: "A link of invitation works once and for seven days, unless it is withdrawn. If you have made your account with it, sign in; else ask an admin for a new one."}},
}

// sentence begins with a capital and ends with a full stop.
func sentence(s string) string {
	if s == "" {
		return ""
	}
	s = strings.ToUpper(s[:1]) + s[1:]
	if !strings.HasSuffix(s, ".") {
		s += "."
	}
	return s
}

// errorPage is the page of every problem.
type errorPage struct {
	base
	Problem problem
	Again   *again
	Ways    []link
}

// again keeps what was typed in a form that can be sent once more.
type again struct {
	Action string
	Values []typed // everything, for sending
	Shown  []typed // what a person wrote, for reading
}

type typed struct{ Name, Value string }

type link struct{ Path, Label string }

// againForm repeats a posted form, without passwords.
func againForm(r *http.Request) *again {
	if r.Method != http.MethodPost || len(r.PostForm) == 0 {
		return nil
	}
	a := &again{Action: r.URL.Path}
	for _, name := range sortedNames(r.PostForm) {
		if strings.Contains(name, "password") {
			return nil
		}
		for _, value := range r.PostForm[name] {
			a.Values = append(a.Values, typed{name, value})
			if value != "" && !slices.Contains(machinery, name) {
				a.Shown = append(a.Shown, typed{shownName(name), value})
			}
		}
	}
	return a
}

// machinery are the fields that nobody typed.
var machinery = []string{"token", "revision", "from", "next"}

func shownName(field string) string {
	return strings.TrimSuffix(sentence(strings.ReplaceAll(field, "_", " ")), ".")
}

func sortedNames[V any](named map[string]V) []string { return slices.Sorted(maps.Keys(named)) }

func waysOut(r *http.Request) []link {
	if visitOf(r).user == nil {
		return []link{{"/login", "Sign in"}}
	}
	return []link{{"/articles", "Articles"}, {"/claims", "Claims"}, {"/help", "Help"}}
}

func loginPath(r *http.Request) string {
	if r.URL.Path == "/" {
		return "/login"
	}
	return "/login?next=" + url.QueryEscape(r.URL.RequestURI())
}
