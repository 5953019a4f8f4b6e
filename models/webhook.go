package models

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Webhook is the address of another program that is told what happens.
type Webhook struct {
	ID           uint
	URL          string `json:"-"` // which may be a secret itself: Slack's are
	Host         string
	Form         string
	Events       string // with spaces between them
	Secret       string `json:"-"` // that signs
	Off          bool
	AddedByID    *uint
	CreatedAt    time.Time
	Seq          uint       `json:"-"` // of the audit log, up to which it was told
	FailingSince *time.Time `json:"-"` // nil while it goes well
	Reason       string     // why it was given up
}

// TableName is the table of webhooks.
func (Webhook) TableName() string { return "webhooks" }

// The forms of what is sent.
const (
	FormStandard = "standard" // signed, as Standard Webhooks has it
	FormSlack    = "slack"    // a line of text, for incoming webhooks as Slack's
)

// HookEvents are what a webhook can be told, with words for people.
var HookEvents = []struct{ Name, Words string }{
	{"article.added", "An article was added"},
	{"article.finding", "Findings in an article changed"},
	{"claim.decided", "Claims were decided, or decisions undone"},
	{"claim.stale", "Claims went stale with a new version, or as a newer engine found them no more"},
	{"figure.conflict", "Conflicts between articles changed"},
}

// eventWords say what an event is.
func eventWords(name string) string {
	for _, e := range HookEvents {
		if e.Name == name {
			return e.Words
		}
	}
	return name
}

const (
	secretMark  = "whsec_" // by which libraries know a secret
	mostHooks   = 50
	longestHook = 2000
	giveUpAfter = 5 * 24 * time.Hour // without one delivery that arrived
)

// Wants reports whether it is told of an event.
func (h *Webhook) Wants(event string) bool {
	return slices.Contains(strings.Fields(h.Events), event)
}

// Key is what its secret stands for, which signs.
func (h *Webhook) Key() ([]byte, error) {
	return base64.StdEncoding.DecodeString(strings.TrimPrefix(h.Secret, secretMark))
}

// NewWebhook is a webhook as somebody added it.
type NewWebhook struct {
	URL, Form string
	Events    []string
}

// AddWebhook adds a webhook and returns it with its secret, which nothing shows
// again. It is told what happens from now on.
func (s *Store) AddWebhook(ctx context.Context, a Actor, n NewWebhook) (h Webhook, err error) {
	if err := a.mustBe(RoleAdmin); err != nil {
		return h, err
	}
	if h, err = n.checked(); err != nil {
		return h, err
	}
	var b [32]byte
	rand.Read(b[:]) // never fails
	h.Secret = secretMark + base64.StdEncoding.EncodeToString(b[:])
	h.AddedByID, h.CreatedAt = a.userID(), s.now()
	err = s.change(ctx, func(tx *gorm.DB) error {
		there, err := from[Webhook](tx).Count(ctx)
		if err != nil {
			return err
		}
		if there >= mostHooks {
			return invalid("url", "there are %d webhooks already: remove one first", there)
		}
		if h.Seq, err = one[uint](tx.WithContext(ctx), "SELECT seq FROM audit_head WHERE id = 1"); err != nil {
			return err
		}
		if err := from[Webhook](tx).Create(ctx, &h); err != nil {
			return err
		}
		return s.record(ctx, tx, a, "webhook.add", ids{"webhook": h.ID}, nil, h)
	})
	return h, wrap(err, "add webhook")
}

func (n *NewWebhook) checked() (h Webhook, err error) {
	u, err := webAddress("url", n.URL)
	switch {
	case err != nil:
		return h, err
	case n.Form != FormStandard && n.Form != FormSlack:
		return h, invalid("form", "choose what is sent")
	}
	h = Webhook{URL: u.String(), Host: strings.ToLower(u.Host), Form: n.Form}
	for _, e := range HookEvents {
		if slices.Contains(n.Events, e.Name) {
			h.Events = strings.TrimSpace(h.Events + " " + e.Name)
		}
	}
	if h.Events == "" {
		return h, invalid("events", "choose at least one event")
	}
	return h, limited("url", h.URL, longestHook)
}

// Webhooks returns every webhook, without secrets.
func (s *Store) Webhooks(ctx context.Context, a Actor) ([]Webhook, error) {
	if err := a.may(RoleAdmin); err != nil {
		return nil, err
	}
	list, err := from[Webhook](s.read).Omit("secret", "url").Order("host, id").Find(ctx)
	return list, wrap(err, "webhooks")
}

// Webhook returns a webhook, without its secret, and its newest deliveries.
func (s *Store) Webhook(ctx context.Context, a Actor, id uint) (h Webhook, list []Delivery, err error) {
	if err := a.may(RoleAdmin); err != nil {
		return h, nil, err
	}
	err = s.snapshot(ctx, func(tx *gorm.DB) (err error) {
		if h, err = from[Webhook](tx).Omit("secret", "url").Where("id = ?", id).Take(ctx); err != nil {
			return err
		}
		list, err = from[Delivery](tx).Where("webhook_id = ?", id).Order("id DESC").Limit(shownJobs).Find(ctx)
		return err
	})
	return h, list, wrap(err, "webhook %d", id)
}

// SwitchWebhook switches a webhook off, or on again. What happened while it was
// off it is not told.
func (s *Store) SwitchWebhook(ctx context.Context, a Actor, id uint, off bool) error {
	if err := a.may(RoleAdmin); err != nil {
		return err
	}
	err := s.change(ctx, func(tx *gorm.DB) error {
		h, err := from[Webhook](tx, clause.Locking{Strength: "UPDATE"}).Where("id = ?", id).Take(ctx)
		if err != nil || h.Off == off {
			return err
		}
		return s.switchWebhook(ctx, tx, a, h, off, "")
	})
	return wrap(err, "switch webhook %d", id)
}

func (s *Store) switchWebhook(ctx context.Context, tx *gorm.DB, a Actor, h Webhook, off bool, reason string) error {
	before := h
	h.Off, h.Reason = off, reason
	err := tx.WithContext(ctx).Exec("UPDATE webhooks SET off = ?, reason = ?, failing_since = NULL, seq = (SELECT seq FROM audit_head WHERE id = 1) WHERE id = ?", off, reason, h.ID).Error
	if err != nil {
		return err
	}
	return s.record(ctx, tx, a, "webhook.set", ids{"webhook": h.ID}, before, h)
}

// RemoveWebhook removes a webhook with the log of what it was told.
func (s *Store) RemoveWebhook(ctx context.Context, a Actor, id uint) error {
	if err := a.may(RoleAdmin); err != nil {
		return err
	}
	err := s.change(ctx, func(tx *gorm.DB) error {
		h, err := from[Webhook](tx, clause.Locking{Strength: "UPDATE"}).Where("id = ?", id).Take(ctx)
		if err != nil {
			return err
		}
		for _, from := range []string{"webhook_deliveries WHERE webhook_id", "webhooks WHERE id"} {
			if err := tx.WithContext(ctx).Exec("DELETE FROM "+from+" = ?", id).Error; err != nil {
				return err
			}
		}
		return s.record(ctx, tx, a, "webhook.remove", ids{"webhook": id}, h, nil)
	})
	return wrap(err, "remove webhook %d", id)
}
