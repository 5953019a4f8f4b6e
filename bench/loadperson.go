package main

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"html"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"

	"tallymark/models"
)

// person reviews or reads over HTTP, signed in by an API token.
type person struct {
	client *http.Client
	secret string
	mu     sync.Mutex
	dice   *rand.Rand
	most   uint // articles are numbered from 1 to this
}

// hire makes reviewers with a token each; the last one only reads.
func hire(ctx context.Context, db string, people int) (crew []*person, err error) {
	store, err := models.Open(ctx, db, models.Options{Now: time.Now, CheapPasswords: true})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	newest, _, err := store.Articles(ctx, models.SystemActor, models.ArticleFilter{Limit: 1})
	if err != nil {
		return nil, err
	}
	if len(newest) == 0 {
		return nil, fmt.Errorf("%s has no articles: fill it with tallymark demo", db)
	}
	began := uint64(time.Now().UnixNano())
	for i := range people + 1 {
		u, err := reviewer(ctx, store, fmt.Sprintf("load-%d@example.org", i))
		if err != nil {
			return nil, err
		}
		_, secret, err := store.CreateAPIToken(ctx, u.Actor(), models.NewAPIToken{Name: "load", Scope: models.ScopeReview, ExpiresAt: time.Now().Add(24 * time.Hour)})
		if err != nil {
			return nil, err
		}
		crew = append(crew, &person{
			client: &http.Client{
				Timeout:       time.Minute,
				Transport:     &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 8},
				CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
			},
			secret: secret, dice: rand.New(rand.NewPCG(began, uint64(i))), most: newest[0].ID,
		})
	}
	return crew, nil
}

// roll is a number below n.
func (p *person) roll(n int) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.dice.IntN(n)
}

// got is an answer: its page, how many bytes came over the wire for it, and
// where it leads on to.
type got struct {
	status int
	page   string
	wire   int64
	next   string
}

func (p *person) ask(ctx context.Context, method, address string, form url.Values) (got, error) {
	req, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(form.Encode()))
	if err != nil {
		return got{}, err
	}
	req.Header.Set("Authorization", "Bearer "+p.secret)
	req.Header.Set("Accept-Encoding", "gzip")
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res, err := p.client.Do(req)
	if err != nil {
		return got{}, err
	}
	defer res.Body.Close()
	g := got{status: res.StatusCode, next: res.Header.Get("Location")}
	wire := &counted{Reader: res.Body}
	body := io.Reader(wire)
	if res.Header.Get("Content-Encoding") == "gzip" {
		if body, err = gzip.NewReader(wire); err != nil {
			return g, err
		}
	}
	page, err := io.ReadAll(body)
	g.page, g.wire = string(page), wire.n
	return g, err
}

type counted struct {
	io.Reader
	n int64
}

func (c *counted) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	c.n += int64(n)
	return n, err
}

var (
	deskForm   = regexp.MustCompile(`(?s)<form class="decide[^>]*action="(/claims/(\d+)/decisions)".*?</form>`)
	hiddenPart = regexp.MustCompile(`<input type="hidden" name="(\w+)" value="([^"]*)">`)
)

// verdict is the form of a page, filled in, of a claim that the page offers.
type verdict struct {
	action string
	claim  string
	form   url.Values
}

// verdictOn fills in one of the forms that decide, at random; nil if there is none.
func (p *person) verdictOn(page string) *verdict {
	forms := deskForm.FindAllStringSubmatch(page, -1)
	if len(forms) == 0 {
		return nil
	}
	f := forms[p.roll(len(forms))]
	v := &verdict{action: f[1], claim: f[2], form: url.Values{"status": {"verified"}, "basis": {"primary_document"}}}
	for _, hidden := range hiddenPart.FindAllStringSubmatch(f[0], -1) {
		v.form.Set(hidden[1], html.UnescapeString(hidden[2]))
	}
	return v
}

// reviewer is the account with an address, the one of an earlier run if there
// is one: a newsroom of hundreds would be another measurement.
func reviewer(ctx context.Context, store *models.Store, email string) (models.User, error) {
	u, err := store.UserByEmail(ctx, models.SystemActor, email)
	if errors.Is(err, models.ErrNotFound) {
		return store.CreateUser(ctx, models.SystemActor, models.NewUser{Email: email, Password: password, Role: models.RoleReviewer})
	}
	return u, err
}
