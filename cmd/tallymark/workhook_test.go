package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"tallymark/ingest"
	"tallymark/models"
	"tallymark/models/storetest"
)

// receiver is another program that is told things.
type receiver struct {
	answers []int // one after the other, the last one for good
	headers []http.Header
	bodies  []string
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, _ := io.ReadAll(req.Body)
	r.headers, r.bodies = append(r.headers, req.Header), append(r.bodies, string(body))
	status := r.answers[min(len(r.bodies), len(r.answers))-1]
	if status/100 == 3 {
		w.Header().Set("Location", "http://127.0.0.1:8080/private")
	}
	w.WriteHeader(status)
}

// signed checks the signature as Standard Webhooks has it.
func (r *receiver) signed(t *testing.T, i int, secret string) {
	t.Helper()
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil {
		t.Fatal(err)
	}
	h := r.headers[i]
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(h.Get("webhook-id") + "." + h.Get("webhook-timestamp") + "." + r.bodies[i]))
	if want := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)); h.Get("webhook-signature") != want || h.Get("webhook-id") == "" {
		t.Errorf("signed %q, not %q", h.Get("webhook-signature"), want)
	}
}

// hookSite is a store with a webhook that is told of an article.
func hookSite(t *testing.T, s *models.Store, address, form string, private ...string) (w *worker, h models.Webhook, id uint) {
	t.Helper()
	fetcher, err := ingest.NewFetcher(ingest.FetchOptions{PrivateHosts: private})
	if err != nil {
		t.Fatal(err)
	}
	admin := storetest.User(t, s, "ada", models.RoleAdmin)
	if h, err = s.AddWebhook(t.Context(), admin, models.NewWebhook{URL: address, Form: form, Events: []string{"article.added"}}); err != nil {
		t.Fatal(err)
	}
	_, _, err = s.AddArticle(t.Context(), models.SystemActor, models.NewArticle{
		Title: "Ferry <sinks> & burns", Text: "41 dead.", Lang: "en", Raw: []byte("41 dead."), RawType: "text/plain", Engine: "test",
	})
	if err == nil {
		err = s.QueueDeliveries(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	_, list, err := s.Webhook(t.Context(), admin, h.ID)
	if err != nil || len(list) != 1 {
		t.Fatalf("%d deliveries, %v", len(list), err)
	}
	return &worker{store: s, sender: fetcher.ForSending(), base: "https://tally.example"}, h, list[0].ID
}

func (w *worker) delivery(t *testing.T, id uint) models.Delivery {
	t.Helper()
	d, err := w.store.Delivery(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestWebhookFailsAndIsThenTold(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		r := &receiver{answers: []int{503, 200}}
		server := httptest.NewServer(r)
		defer server.Close()
		w, h, id := hookSite(t, s, server.URL+"/in", models.FormStandard, "127.0.0.1")
		if err := w.tell(t.Context(), id); err == nil || !strings.Contains(err.Error(), "503") {
			t.Errorf("first: %v", err)
		}
		if d := w.delivery(t, id); d.DoneAt != nil || d.Tries != 1 || d.Status != 503 {
			t.Errorf("after the failure: %+v", d)
		}
		for range 2 { // the second time there is nothing to do
			if err := w.tell(t.Context(), id); err != nil {
				t.Error(err)
			}
		}
		if d := w.delivery(t, id); d.DoneAt == nil || d.Tries != 2 || d.Status != 200 || d.Problem != "" {
			t.Errorf("after the success: %+v", d)
		}
		if len(r.bodies) != 2 || r.bodies[0] != r.bodies[1] || r.headers[0].Get("webhook-id") != r.headers[1].Get("webhook-id") {
			t.Fatalf("sent %q", r.bodies)
		}
		r.signed(t, 0, h.Secret)
		r.signed(t, 1, h.Secret)
		var got struct {
			Type string
			Data struct {
				ArticleID uint `json:"article_id"`
				Title     string
				URL       string
			}
		}
		if err := json.Unmarshal([]byte(r.bodies[1]), &got); err != nil {
			t.Fatal(err)
		}
		if got.Type != "article.added" || got.Data.Title != "Ferry <sinks> & burns" || got.Data.URL != fmt.Sprintf("https://tally.example/articles/%d", got.Data.ArticleID) {
			t.Errorf("told %+v", got)
		}
	})
}

func TestWebhookGoesNowherePrivate(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *models.Store) {
		inside := &receiver{answers: []int{200}}
		server := httptest.NewServer(inside)
		defer server.Close()
		w, _, id := hookSite(t, s, "http://127.0.0.1:8080/in", models.FormStandard)
		err := w.tell(t.Context(), id)
		if _, final := errors.AsType[*models.FinalError](err); !final || !strings.Contains(err.Error(), "private") || !strings.Contains(w.delivery(t, id).Problem, "--private-hosts") {
			t.Errorf("%v", err)
		}
		if _, err := w.sender.Send(t.Context(), server.URL, nil, nil); err == nil || len(inside.bodies) > 0 {
			t.Errorf("%v; it came through %d times", err, len(inside.bodies))
		}
		for address, said := range map[string]string{
			"http://127.0.0.1": "private", "https://[::1]/x": "private", "http://[::ffff:10.0.0.1]/": "private",
			"http://169.254.169.254/latest": "private", "http://localhost": "private", "http://8.8.8.8:22/": "port", "ftp://a.example": "web address",
		} {
			invalid, ok := errors.AsType[*models.InvalidError](hookGuard{w.sender}.Reaches(t.Context(), address))
			if !ok || invalid.Field != "url" || !strings.Contains(invalid.Message, said) {
				t.Errorf("%s: %v", address, invalid)
			}
		}
		if err := (hookGuard{w.sender}).Reaches(t.Context(), "https://8.8.8.8/in"); err != nil {
			t.Errorf("a public address: %v", err)
		}
	})
}

func TestWebhookFollowsNoRedirect(t *testing.T) {
	s := storetest.SQLite(t)
	r := &receiver{answers: []int{307}}
	server := httptest.NewServer(r)
	defer server.Close()
	w, _, id := hookSite(t, s, server.URL+"/in", models.FormStandard, "127.0.0.1")
	if err := w.tell(t.Context(), id); err == nil || !strings.Contains(err.Error(), "redirects (307)") || len(r.bodies) != 1 {
		t.Errorf("%v after %d requests", err, len(r.bodies))
	}
}

func TestSlackGetsALine(t *testing.T) {
	s := storetest.SQLite(t)
	r := &receiver{answers: []int{200}}
	server := httptest.NewServer(r)
	defer server.Close()
	w, _, id := hookSite(t, s, server.URL+"/in", models.FormSlack, "127.0.0.1")
	if err := w.tell(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	var got struct{ Text string }
	if err := json.Unmarshal([]byte(r.bodies[0]), &got); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(got.Text, "*An article was added* by") || !strings.HasSuffix(got.Text, "|Ferry &lt;sinks&gt; &amp; burns>") {
		t.Errorf("told %q", got.Text)
	}
	if r.headers[0].Get("webhook-signature") != "" {
		t.Error("signed with a secret that nobody has")
	}
}

// What goes wrong is said without the address and the secret.
func TestWebhookSecretsAreNotLogged(t *testing.T) {
	s := storetest.SQLite(t)
	server := httptest.NewServer(http.NotFoundHandler())
	address := server.URL + "/in/T0PSECRET"
	w, h, id := hookSite(t, s, address, models.FormStandard, "127.0.0.1")
	server.Close() // nobody listens
	err := w.tell(t.Context(), id)
	said := []string{fmt.Sprint(err), w.delivery(t, id).Problem}
	entries, _, listed := s.Entries(t.Context(), models.SystemActor, "", 100)
	if err == nil || listed != nil {
		t.Fatal(err, listed)
	}
	for _, e := range entries {
		said = append(said, string(e.IDs), string(e.Before), string(e.After), e.Seals)
	}
	if i := slices.IndexFunc(said, func(s string) bool { return strings.Contains(s, "T0PSECRET") || strings.Contains(s, h.Secret) }); i >= 0 {
		t.Errorf("a secret is in %q", said[i])
	}
}
