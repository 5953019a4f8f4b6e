package main

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"tallymark/ingest"
	"tallymark/models"
)

// tell sends a delivery to its webhook. One that did not arrive is tried again,
// ever more seldom, for about a day.
func (w *worker) tell(ctx context.Context, id uint) error {
	d, err := w.store.Delivery(ctx, id)
	if errors.Is(err, models.ErrNotFound) {
		return nil // removed meanwhile
	}
	if err != nil || d.DoneAt != nil || d.Webhook.Off {
		return err
	}
	header, body, err := w.told(&d, time.Now())
	if err != nil {
		return err
	}
	got := models.Sending{}
	got.Status, err = w.sender.Send(ctx, d.Webhook.URL, header, body)
	if ctx.Err() != nil {
		return ctx.Err() // the program ends: nobody's failure
	}
	if err != nil {
		_, got.Final = errors.AsType[*ingest.InputError](err)
		got.Problem = err.Error()
	} else {
		got.Problem = notTaken(got.Status)
		got.Final = got.Status == http.StatusGone
	}
	if err := w.store.Delivered(ctx, id, got); err != nil || got.Problem == "" {
		return err
	}
	if got.Final {
		return &models.FinalError{Err: errors.New(got.Problem)}
	}
	return errors.New(got.Problem)
}

// notTaken says why an answer is none that takes what was sent, "" if it is one.
func notTaken(status int) string {
	switch {
	case status/100 == 2:
		return ""
	case status/100 == 3:
		return fmt.Sprintf("the server redirects (%d), which is not followed: add the address where it ends", status)
	}
	return fmt.Sprintf("the server answered with %d %s", status, http.StatusText(status))
}

// hookGuard tells the page whether an address can be sent to.
type hookGuard struct{ fetcher *ingest.Fetcher }

// Reaches is an *models.InvalidError about "url" if it cannot.
func (g hookGuard) Reaches(ctx context.Context, address string) error {
	return invalidField(g.fetcher.Reaches(ctx, address), "url")
}

// told is what is sent, in the form that the webhook wants.
func (w *worker) told(d *models.Delivery, now time.Time) (http.Header, []byte, error) {
	var h models.Happening
	if err := json.Unmarshal(d.Data, &h); err != nil {
		return nil, nil, fmt.Errorf("delivery %d: %w", d.ID, err)
	}
	header := http.Header{"Content-Type": {"application/json"}}
	if d.Webhook.Form == models.FormSlack {
		body, err := asJSON(map[string]string{"text": w.line(d, &h)})
		return header, body, err
	}
	body, err := asJSON(struct {
		Type      string    `json:"type"`
		Timestamp time.Time `json:"timestamp"`
		Data      any       `json:"data"`
	}{d.Event, h.At, struct {
		models.Happening
		URL string `json:"url,omitempty"`
	}{h, w.page(&h)}})
	if err != nil {
		return nil, nil, err
	}
	key, err := d.Webhook.Key()
	if err != nil {
		return nil, nil, fmt.Errorf("the secret of webhook %d cannot be read", d.WebhookID)
	}
	at := strconv.FormatInt(now.Unix(), 10)
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "%s.%s.%s", d.Message(), at, body)
	header.Set("webhook-id", d.Message())
	header.Set("webhook-timestamp", at)
	header.Set("webhook-signature", "v1,"+base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	return header, body, nil
}

func asJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSpace(b.Bytes()), err
}

// page is where a person sees what happened, "" if that is no one article.
func (w *worker) page(h *models.Happening) string {
	if h.ArticleID == 0 {
		return ""
	}
	return fmt.Sprintf("%s/articles/%d", w.base, h.ArticleID)
}

// forSlack writes text so that nothing in it is a link or a call of somebody.
var forSlack = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "*", "∗", "|", "¦")

// line is what happened as a line of text for people.
func (w *worker) line(d *models.Delivery, h *models.Happening) string {
	said := fmt.Sprintf("*%s* by %s", d.Words(), forSlack.Replace(h.By))
	if n := len(h.ClaimIDs); n > 0 {
		said += fmt.Sprintf(", %d %s", n, plural(n, "claim", "claims"))
	}
	if n := len(h.FigureIDs); n > 0 {
		said += fmt.Sprintf(", %d %s", n, plural(n, "figure", "figures"))
	}
	if page := w.page(h); page != "" {
		title := h.Title
		if title == "" {
			title = "the article"
		}
		said += fmt.Sprintf(": <%s|%s>", page, forSlack.Replace(title))
	}
	return said
}
